"""What schedules know of people."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_TOLD = Terms(
    about=_("Speakers who were told of their sessions"),
    purpose=_("To tell each speaker once what a release changes for them"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the event is kept"),
    erasure=_("Deleted with the person's record"),
)

PERSONAL = personal("schedules.Told", "event person sessions is_off", _TOLD)
NOT_PERSONAL = {"schedules.Told": "id"}
