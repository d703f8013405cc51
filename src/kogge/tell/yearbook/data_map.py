"""Whom the year in review quotes, and who approved it."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_QUOTED = Terms(
    about=_("People who are quoted or named in a year in review"),
    purpose=_("To say who claimed a figure or made a statement, with its source"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the year in review is public"),
    erasure=_("On request the name is removed; figure and source stay"),
)
_APPROVED = Terms(
    about=_("Staff who approved a section"),
    purpose=_("To show who answered for a text"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("As long as the year in review is public"),
    erasure=_("Holds only the number of an account"),
)

PERSONAL = (
    *personal("yearbook.Figure", "claimed_by", _QUOTED),
    *personal("yearbook.YearNote", "person people title text_de text_en facts", _QUOTED),
    *personal("yearbook.CentreSection", "approved_by", _APPROVED),
)
NOT_PERSONAL = {
    "yearbook.Figure": (
        "id refs not_stated source_note slug subject measure comparator value scope period released_at"
    ),
    "yearbook.FigureCorrection": ALL,
    "yearbook.YearNote": (
        "id refs not_stated source_note slug year kind subject owner when position organizations"
    ),
    "yearbook.YearReview": ALL,
    "yearbook.CentreSection": "id review organization text_de text_en approved_at released_de released_en",
}
