"""How well a juror fits a file, from 0 to 100. No database."""

from collections.abc import Set as AbstractSet

TOPICS = 60
WISHES = {2: 40, 1: 25, None: 15, 0: 0}
"""What a wish adds: would like to, could, nothing said, rather not."""


def fit(expertise: AbstractSet[str], topics: AbstractSet[str], wish: int | None) -> int:
    """The share of the file's topics the juror knows, and the wish. A file without topics suits everybody half."""
    known = TOPICS * len(expertise & topics) // len(topics) if topics else TOPICS // 2
    return known + WISHES[wish]
