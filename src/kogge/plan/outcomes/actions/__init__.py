"""Everything that tells applicants a result, and what they reply."""

from .replying import reply
from .running import make_sessions, send_letters, set_results, switch, work_off
from .telling import compose, forget_text, save_text, write

__all__ = [
    "compose", "forget_text", "make_sessions", "reply", "save_text", "send_letters", "set_results", "switch",
    "work_off", "write",
]  # fmt: skip
