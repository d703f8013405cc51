"""The nouns of planning, one file each."""

from .bookings import PersonBooking, RoomBooking
from .events import Event, EventOrganizer, EventPerson, EventSeries
from .imports import ImportedRow, ImportJob
from .sessions import Contribution, Session, Track

__all__ = [
    "Contribution", "Event", "EventOrganizer", "EventPerson", "EventSeries", "ImportJob",
    "ImportedRow", "PersonBooking",
    "RoomBooking", "Session", "Track",
]  # fmt: skip
