"""What goes into a ranking and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Vote(NamedTuple):
    """One juror held one submission for better than another."""

    juror: str
    better: str
    worse: str


class Score(NamedTuple):
    """What one juror gave one submission, on any scale."""

    juror: str
    submission: str
    value: float


class Message(NamedTuple):
    """What one vote says: precision and shift for the better and the worse file, and its likelihood per size of
    noise."""

    better_precision: float
    better_shift: float
    worse_precision: float
    worse_shift: float
    likely: tuple[float, ...]


@dataclass
class Beliefs:
    """Mean and variance of each quality, and how likely each size of noise is per juror who compared."""

    mean: dict[str, float]
    variance: dict[str, float]
    noise: dict[str, list[float]] = field(default_factory=dict)
    messages: dict[Vote, Message] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Row:
    """One submission: its place with the places it could have as well, and the plain figures beside it.

    `raw_mean` and `normalised` are on the scale of the scores; None where nobody scored. `low` is the best and
    `high` the last plausible place. `tied` says that the data do not tell it from a neighbour: the tie rule placed it.
    """

    submission: str
    place: int
    low: int
    high: int
    strength: float
    raw_mean: float | None
    normalised: float | None
    count: int
    votes: int
    audience: int
    tied: bool


@dataclass(frozen=True)
class JurorRow:
    """How one juror judges beside the others: strict below zero, mild above, in points of the scale."""

    juror: str
    scores: int
    votes: int
    bias: float | None
    spread: float | None
    agreement: float | None
    far: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """All submissions in order, and the jurors."""

    rows: tuple[Row, ...]
    jurors: tuple[JurorRow, ...]

    def places(self) -> Mapping[str, int]:
        """The place of each submission."""
        return {row.submission: row.place for row in self.rows}
