"""Everything that changes questionnaires."""

from .aiming import decide, set_default
from .answering import answer, not_me
from .asking import invite, refuse, reopen
from .paper import check, take_in, type_in, withdraw

__all__ = [
    "answer", "check", "decide", "invite", "not_me", "refuse", "reopen", "set_default", "take_in", "type_in",
    "withdraw",
]  # fmt: skip
