"""Words from people: what a form asks follows from the event's format."""

from .event import EventForm
from .filters import CalendarForm, ListForm
from .parts import (
    DatesForm,
    OrganizerForm,
    PersonForm,
    PictureForm,
    PlaceForm,
    ReasonForm,
    RuleForm,
    SeriesForm,
    StateForm,
    TrackForm,
    report_form,
)
from .session import SessionForm

__all__ = [
    "CalendarForm", "DatesForm", "EventForm", "ListForm", "OrganizerForm", "PersonForm", "PictureForm",
    "PlaceForm", "ReasonForm", "RuleForm", "SeriesForm", "SessionForm", "StateForm", "TrackForm", "report_form",
]  # fmt: skip
