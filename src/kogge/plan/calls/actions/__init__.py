"""Everything that changes a call or what was handed in to it."""

from .answering import hand_in, save, start, withdraw
from .calls import change_call, copy_call, create_call, put_question, set_eligibility, set_state
from .people import add_co_applicant, answer_as_co_applicant, confirm_mail, remove_co_applicant
from .sorting import (
    allow_late,
    decide_hit,
    discard,
    invite_late,
    invite_next,
    make_session,
    set_outcome,
    undo_discard,
)

__all__ = [
    "add_co_applicant", "allow_late", "answer_as_co_applicant", "change_call", "confirm_mail", "copy_call",
    "create_call", "decide_hit", "discard", "hand_in", "invite_late", "invite_next", "make_session", "put_question",
    "remove_co_applicant", "save", "set_eligibility", "set_outcome", "set_state", "start", "undo_discard", "withdraw",
]  # fmt: skip
