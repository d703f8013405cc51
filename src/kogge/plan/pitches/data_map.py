"""What the day of the pitches knows of people: whose submission has a turn."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_APPLICANTS = Terms(
    about=_("People who answered a call"),
    purpose=_("To know whose turn it is on the stage"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the call’s records are kept to prove how it was decided"),
    erasure=_("Deleted with the submission"),
)

PERSONAL = personal("pitches.Pitch", "submission", _APPLICANTS)
NOT_PERSONAL = {"pitches.Pitch": "id day position", "pitches.PitchDay": ALL}
