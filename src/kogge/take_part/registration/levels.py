"""How full something is, in words for everybody: a single registration seldom changes them. No database."""

from enum import StrEnum


class Level(StrEnum):
    """What a public page says about seats."""

    FREE = "free"
    FEW = "few"
    FULL = "full"


def level(seats: int | None, taken: int) -> Level:
    """Few means at most a tenth of the seats, and never more than ten."""
    if seats is None:
        return Level.FREE
    left = seats - taken
    if left <= 0:
        return Level.FULL
    return Level.FEW if left <= min(10, max(1, seats // 10)) else Level.FREE
