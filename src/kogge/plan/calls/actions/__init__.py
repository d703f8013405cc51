"""Everything that changes a call or what was handed in to it."""

from .answering import checked_mail, copy_answer, hand_in, save, save_and_hand_in, start, withdraw
from .people import add_co_applicant, answer_as_co_applicant, confirm_mail, mail_links, remove_co_applicant
from .sorting import (
    allow_late,
    decide_hit,
    discard,
    invite_late,
    invite_next,
    set_outcome,
    set_outcomes,
    undo_discard,
)

__all__ = [
    "add_co_applicant", "allow_late", "answer_as_co_applicant", "checked_mail", "confirm_mail",
    "copy_answer", "decide_hit", "discard", "hand_in", "invite_late", "invite_next",
    "mail_links", "remove_co_applicant", "save", "save_and_hand_in",
    "set_outcome", "set_outcomes", "start", "undo_discard", "withdraw",
]  # fmt: skip
