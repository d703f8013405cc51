"""What a set of scan facts means: rules R1 to R6 of docs/checkin-rules.md, without a database.

`fold` is a function of the *set*: any order, partition or repetition of deliveries gives the same presence.
All times are whole milliseconds since 1970.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

ADMITTING = frozenset({"admitted", "new", "walk_in", "let_in", "left", "not_in"})
"""Verdicts with which somebody really went through. An exit counts whatever was known of the entry."""


@dataclass(frozen=True)
class Fact:
    """One scan as stored. Device 0 is the desk, where no clock runs along."""

    uid: str
    device: int
    sequence: int
    area: int
    subject: str
    kind: str
    at: int
    received: int
    admits: bool = True
    heads: int = 1
    undoes: str = ""
    source: str = "scan"


@dataclass
class Presence:
    """What came out for one subject at one area. `intervals` are times inside; None means still inside."""

    first_in: int | None = None
    last_out: int | None = None
    inside: int = 0
    heads: int = 0
    source: str = ""
    intervals: list[tuple[int, int | None]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)


def corrected(at: int, offset: int, last_sync: int, received: int) -> int:
    """R3: the device's clock plus its offset, not before its last sync and not after the arrival."""
    return min(received, max(at + offset, min(last_sync, received)))


def fold(
    facts: Iterable[Fact], sizes: Mapping[str, int] | None = None, day: Callable[[int], int] = lambda _at: 0
) -> dict[tuple[int, str], Presence]:
    """The presence of each subject at each area. `sizes` names groups that count by heads; all else is one.

    `day` numbers days: whoever did not sign out is out when the next day begins, and may enter again.
    """
    found: dict[tuple[int, str], Presence] = defaultdict(Presence)
    for fact in _in_order(facts):
        if fact.subject and fact.admits and fact.kind in {"in", "out"}:
            presence = found[fact.area, fact.subject]
            size = (sizes or {}).get(fact.subject, 1)
            if presence.inside and day(fact.at) != day(presence.intervals[-1][0]):
                presence.inside = 0
            (_enter if fact.kind == "in" else _leave)(presence, fact, size)
    return dict(found)


def alerts(facts: Iterable[Fact], ended: Mapping[str, int]) -> list[str]:
    """R5: the uids of entries after the subject's ticket had ended. They count; people look at them."""
    return [
        fact.uid
        for fact in _in_order(facts)
        if fact.kind == "in" and fact.admits and fact.at > ended.get(fact.subject, fact.at)
    ]


def minutes(
    intervals: Iterable[tuple[int, int | None]],
    start: int | None = None,
    end: int | None = None,
    closes: Callable[[int], int | None] = lambda _begin: None,
) -> int:
    """R6: whole minutes of the union of intervals within the period.

    An interval that is still open ends when its period `closes`; where nobody knows when that is, it counts nothing.
    """
    total, reached = 0, None
    for begin, finish in sorted(intervals, key=lambda one: one[0]):
        last = finish if finish is not None else closes(begin)
        last = begin if last is None else last
        last = last if end is None else min(last, end)
        first = max(at for at in (begin, start, reached) if at is not None)
        if last > first:
            total += last - first
            reached = last
    return round(total / 60_000)


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    """R1, R2, R3: each uid once, without what was taken back, each device's times rising with its sequence."""
    once: dict[str, Fact] = {}
    for fact in facts:
        known = once.get(fact.uid)
        if known is None or _key(fact) < _key(known):
            once[fact.uid] = fact
    undone = {(fact.device, fact.undoes) for fact in once.values() if fact.kind == "undo"}
    rising: dict[int, int] = {}
    kept = []
    for fact in sorted(once.values(), key=lambda one: (one.device, one.sequence, one.at, one.uid)):
        at = fact.at
        if fact.device:
            at = max(fact.at, min(rising.get(fact.device, fact.at), fact.received))
            rising[fact.device] = at
        if (fact.device, fact.uid) not in undone:
            kept.append(replace(fact, at=at) if at != fact.at else fact)
    return sorted(kept, key=lambda one: (one.at, one.device, one.sequence, one.uid))


def _key(fact: Fact) -> tuple[int, int, bool, int, str]:
    return fact.received, fact.at, not fact.admits, fact.heads, repr(fact)


def _enter(presence: Presence, fact: Fact, size: int) -> None:
    """R4: the earliest entry counts; while everybody is inside, a further one is a duplicate."""
    free = size - presence.inside
    if free <= 0:
        presence.duplicates.append(fact.uid)
        return
    if presence.first_in is None:
        presence.first_in, presence.source = fact.at, fact.source
    if presence.inside == 0:
        presence.intervals.append((fact.at, None))
    presence.inside += min(free, max(1, fact.heads))
    presence.heads = max(presence.heads, presence.inside)
    presence.last_out = None
    presence.entries.append(fact.uid)


def _leave(presence: Presence, fact: Fact, _size: int) -> None:
    if presence.inside == 0:
        presence.strays.append(fact.uid)
        return
    presence.inside = max(0, presence.inside - max(1, fact.heads))
    if presence.inside == 0:
        begin, _open = presence.intervals[-1]
        presence.intervals[-1] = (begin, fact.at)
        presence.last_out = fact.at
