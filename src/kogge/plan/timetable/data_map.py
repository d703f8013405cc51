"""What the timetable knows of people: which sessions a visitor wishes to see, and who moved a session."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_WISHES = Terms(
    about=_("Visitors whose wishes were imported"),
    purpose=_("To lay out the programme so that people can see what they want to see"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Until the event is deleted or somebody imports the wishes anew"),
    erasure=_("Holds no name: a number or code from the imported table; deleted with the event"),
)

PERSONAL = (*personal("timetable.Preference", "visitor sessions", _WISHES),)
NOT_PERSONAL = {
    "timetable.Timetable": ALL,
    "timetable.TimetableRoom": ALL,
    "timetable.Pause": ALL,
    "timetable.SessionPlan": ALL,
    "timetable.Sequence": ALL,
    "timetable.Preference": "id event",
}
