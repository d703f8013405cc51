"""Everything that changes a decision."""

from .choosing import change, create, delete, fill, note, step, take_over_comments, vote
from .freezing import ask_reopening, drop_reopening, freeze, leave_out, publish, reopen

__all__ = [
    "ask_reopening", "change", "create", "delete", "drop_reopening", "fill", "freeze", "leave_out", "note", "publish",
    "reopen", "step", "take_over_comments", "vote",
]  # fmt: skip
