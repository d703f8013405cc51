"""A juror's work: for each phase what is there, what is handed in, what is left."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kogge.plan.calls import questions
from kogge.plan.calls.redaction import redacted

from . import queries
from .models import Assignment, Phase
from .seats import Seat


@dataclass(frozen=True)
class Row:
    """One file of a juror."""

    code: str
    title: str
    state: str
    address: str


@dataclass(frozen=True)
class Place:
    """One phase as a juror meets it."""

    phase: Phase
    rows: list[Row] = field(default_factory=list)
    bids: str = ""
    compare: str = ""

    @property
    def left(self) -> list[Row]:
        """Sheets not handed in, while they can be."""
        return [row for row in self.rows if row.state != "done"] if self.phase.is_open() else []

    @property
    def done(self) -> int:
        return sum(row.state == "done" for row in self.rows)


def places_of(seat: Seat) -> list[Place]:
    """Every phase of the jury, in order; files only of those that have begun."""
    asked = questions.of(seat.jury.call)
    mine: dict[int, list[Assignment]] = {}
    for one in queries.files(seat.juror):
        mine.setdefault(one.phase_id, []).append(one)
    places = []
    for phase in seat.jury.phases.all():
        phase.jury = seat.jury
        rows = _rows(seat, phase, mine.get(phase.pk, ()), asked) if phase.takes_scores else []
        bids = seat.address("bids", phase.pk) if queries.bids_open(phase) else ""
        compare = seat.address("compare", phase.pk) if phase.takes_pairs and phase.is_open() else ""
        places.append(Place(phase, rows, bids, compare))
    return places


def _rows(
    seat: Seat, phase: Phase, found: Sequence[Assignment], asked: list[questions.Question]
) -> list[Row]:
    rows = []
    for one in found:
        review = getattr(one, "review", None)
        state = "open" if review is None else "done" if review.handed_in_at else "draft"
        shown = redacted(one.submission, set(phase.hidden_fields), asked)
        rows.append(Row(shown.code, shown.title, state, seat.address("file", phase.pk, shown.code)))
    return rows
