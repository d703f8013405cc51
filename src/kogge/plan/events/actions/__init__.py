"""The verbs of planning. Each runs in one transaction, keeps the bookings in step and writes history."""

from .events import (
    add_default_sessions,
    change_event,
    create_event,
    delete_event,
    duplicate_event,
    move_place,
    set_people,
    set_picture,
    set_state,
    tick,
    write_report,
)
from .organizers import accept_invitation, decline_invitation, set_organizers
from .series import change_rule, create_series, make_dates
from .sessions import add_session, add_track, change_session, delete_session, remove_track
from .values import ChangedMeanwhile

__all__ = [
    "ChangedMeanwhile", "accept_invitation", "add_default_sessions", "add_session", "add_track", "change_event",
    "change_rule", "change_session", "create_event", "create_series", "decline_invitation", "delete_event",
    "delete_session", "duplicate_event", "make_dates", "move_place", "remove_track", "set_organizers",
    "set_people", "set_picture", "set_state", "tick", "write_report",
]  # fmt: skip
