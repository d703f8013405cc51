"""What the clock starts."""

from . import actions


def issue_due() -> int:
    """Rules of series become rules of certificates; rounds that are over get theirs."""
    actions.adopt_series()
    return actions.issue_due()
