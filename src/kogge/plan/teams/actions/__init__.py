"""Everything that changes teams: people in and out of them, results, and what the host does."""

from .host import dissolve_by_desk, hand_in, merge, publish, set_agreed, set_terms, write
from .people import (
    accept,
    answer_invitation,
    ask,
    change_team,
    confirm,
    decline,
    dissolve,
    found,
    invite,
    leave,
    mail_links,
    pass_on,
    remove,
    set_own,
)

__all__ = [
    "accept", "answer_invitation", "ask", "change_team", "confirm", "decline", "dissolve", "dissolve_by_desk", "found",
    "hand_in", "invite", "leave", "mail_links", "merge", "pass_on", "publish", "remove", "set_agreed", "set_own",
    "set_terms", "write",
]  # fmt: skip
