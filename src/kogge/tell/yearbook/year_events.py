"""The events of a year in their order, each with what is told about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext

from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.core.ordering import empty_lowest
from kogge.publish.programme.models import PublicEvent, PublicSession

from .models import Figure, YearNote

Record = dict[str, Any]


@dataclass(frozen=True)
class Block:
    """One event of the year: its released record, its sessions, and figures, statements and notes about it."""

    record: Record
    when: ImpreciseDate
    until: date | None
    sessions: tuple[Record, ...] = ()
    figures: tuple[Figure, ...] = ()
    statements: tuple[YearNote, ...] = ()
    notes: tuple[YearNote, ...] = ()

    @property
    def slug(self) -> str:
        return str(self.record["slug"])

    @property
    def is_milestone(self) -> bool:
        return self.record["facts"].get("kind") == "milestone"

    @property
    def attendance(self) -> tuple[Figure, ...]:
        """The figures that say how many people came."""
        return tuple(figure for figure in self.figures if figure.counts_people)

    @property
    def lacks_attendance(self) -> bool:
        return not self.attendance and not self.is_milestone

    @property
    def precision_note(self) -> str:
        """What is not known of the date, in words; nothing for an exact day."""
        if self.when.precision is Precision.MONTH:
            return gettext("day not stated")
        if self.when.precision is Precision.YEAR:
            return gettext("month and day not stated")
        return ""

    @property
    def organizers(self) -> list[Record]:
        """Who organised it or was its host."""
        return [row for row in self.record["organizers"] if row["role"] in {"lead", "co", "host"}]

    @property
    def others(self) -> list[Record]:
        """Partners, co-exhibitors and who took part."""
        return [row for row in self.record["organizers"] if row["role"] not in {"lead", "co", "host"}]

    @property
    def sort_key(self) -> tuple[Any, ...]:
        return (
            *self.when.sort_key,
            self.until or self.when.last or date.max,
            self.record["parent"] is not None,
        )

    def concerns(self, organization: str) -> bool:
        """Whether an organisation organised it or took part."""
        return any(row["slug"] == organization for row in self.record["organizers"])


@dataclass(frozen=True)
class Month:
    """The events of a month, those without a day last; `number` 13 holds those without a month."""

    year: int
    number: int
    blocks: tuple[Block, ...] = field(default=())

    @property
    def anchor(self) -> str:
        return f"m{self.number:02}"

    @property
    def name(self) -> str:
        if self.number > 12:
            return gettext("%(year)s, month not stated") % {"year": self.year}
        return f"{MONTHS[self.number]} {self.year}"


def blocks_of(year: int, figures: Iterable[Figure], notes: Iterable[YearNote]) -> list[Block]:
    """The released events of a year in order, in two queries."""
    events = list(PublicEvent.objects.filter(starts_on__year=year))
    sessions: defaultdict[int, list[Record]] = defaultdict(list)
    home: dict[str, str] = {}
    slug_of = {event.pk: event.slug for event in events}
    for session in PublicSession.objects.filter(public_event__in=events).order_by(
        *empty_lowest("day"), "position", "pk"
    ):
        sessions[session.public_event_id].append(session.record)
        home[f"session:{session.slug}"] = f"event:{slug_of[session.public_event_id]}"
    told: defaultdict[tuple[str, str], list[YearNote]] = defaultdict(list)
    for note in notes:
        told[home.get(note.subject, note.subject), note.kind].append(note)
    counted: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        counted[home.get(figure.subject, figure.subject)].append(figure)
    blocks = [
        Block(
            event.record,
            ImpreciseDate(event.starts_on, Precision(event.precision)),
            event.ends_on if event.ends_on != event.starts_on else None,
            tuple(sessions[event.pk]),
            tuple(counted[f"event:{event.slug}"]),
            tuple(told[f"event:{event.slug}", "statement"]),
            tuple(told[f"event:{event.slug}", "source_note"]),
        )
        for event in events
    ]
    return sorted(blocks, key=lambda block: block.sort_key)


def by_month(year: int, blocks: Iterable[Block]) -> list[Month]:
    """Months in which something happened; what has no month stands at the end."""
    months: defaultdict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        without = block.when.precision is Precision.YEAR or block.when.first is None
        months[13 if without else block.when.first.month].append(block)  # type: ignore[union-attr]
    return [Month(year, number, tuple(months[number])) for number in sorted(months)]
