"""The verbs of the timetable."""

from .layout import add_pause, change_layout, order, plan_session, remove_order, remove_pause, set_rooms
from .moving import MovedMeanwhile, Placing, ensure, keys_to_undo, last_step, place, place_many, undo
from .runs import add_runs, share

__all__ = [
    "MovedMeanwhile", "Placing", "add_pause", "add_runs", "change_layout", "ensure",
    "keys_to_undo", "last_step", "order", "place", "place_many", "plan_session", "remove_order",
    "remove_pause", "set_rooms", "share", "undo",
]  # fmt: skip
