"""What the clock starts."""

from . import actions


def issue_due() -> int:
    """Rules of series become rules of certificates; rounds that are over get theirs."""
    return actions.adopt_series() + actions.issue_due()
