"""What indicators know of people: who estimated. Reports hold rows under codes, sealed."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_REPORT = Terms(
    about=_("People who took part in a funded activity"),
    purpose=_("To recompute a reported number years later; rows under a code, sealed"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Until the funder's proof period ends"),
    erasure=_("Stays sealed under its code until the date the letter names"),
)
_ESTIMATE = Terms(
    about=_("Staff who freeze a report or type an estimate"),
    purpose=_("An estimate that a funder accepts says who made it"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Until the funder's proof period ends"),
    erasure=_("The name is replaced by the office the person worked for"),
)
PERSONAL = (
    *personal("indicators.Report", "data", _REPORT),
    *personal("indicators.Report", "actor", _ESTIMATE),
    *personal("indicators.Estimate", "author", _ESTIMATE),
    *personal("indicators.Estimate", "actor", _ESTIMATE),
)
NOT_PERSONAL = {
    "indicators.Report": (
        "id uid operation since until as_of state profile_version rules result result_digest data_digest"
        " made_at frozen_at"
    ),
    "indicators.Estimate": "id operation since until what low value high method estimated_on made_at",
    "indicators.Target": ALL,
}
