"""Pure: what a questionnaire can become.

due → invited → answered, by the link in a letter; or → paper → typed → checked, by two people. What is neither in time
is expired; somebody may refuse; and it is not needed any more when the hours turn out to be fewer, or when the same
person was found to have answered under another code. An answered one is opened again when the person corrects it: the
answers given before stay valid until new ones have come.
"""

from collections.abc import Mapping

DUE, INVITED, ANSWERED = "due", "invited", "answered"
PAPER, TYPED, CHECKED = "paper", "typed", "checked"
EXPIRED, REFUSED, NOT_NEEDED = "expired", "refused", "not_needed"

NEXT: Mapping[str, frozenset[str]] = {
    DUE: frozenset({INVITED, PAPER, EXPIRED, REFUSED, NOT_NEEDED}),
    INVITED: frozenset({INVITED, ANSWERED, PAPER, EXPIRED, REFUSED, NOT_NEEDED, CHECKED}),
    PAPER: frozenset({TYPED, EXPIRED, ANSWERED, CHECKED}),
    TYPED: frozenset({CHECKED, EXPIRED, ANSWERED}),
    ANSWERED: frozenset({INVITED, PAPER}),
    CHECKED: frozenset({INVITED, PAPER}),
    EXPIRED: frozenset({INVITED, PAPER, REFUSED, NOT_NEEDED}),
    REFUSED: frozenset({INVITED, PAPER, NOT_NEEDED}),
    NOT_NEEDED: frozenset({DUE}),
}
"""To ANSWERED or CHECKED also when nothing new came after it was opened again, or when the sheet turned out to be
somebody else's: what was there before stays."""

ALL = tuple(NEXT)
OPEN = (DUE, INVITED, PAPER, TYPED, EXPIRED, REFUSED)
WAITING = (DUE, INVITED)


def may_become(state: str, wanted: str) -> bool:
    """Whether this step exists."""
    return wanted in NEXT[state]
