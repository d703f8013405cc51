"""Sessions of one day as a table of rooms and times, so that the grid needs no inline style and reads aloud well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Cell:
    """One session and how many rows it spans; `item` is None where the room is free."""

    item: Any
    rows: int


@dataclass(frozen=True)
class Row:
    """One row: the time when something starts or ends, and the cells that begin there."""

    starts_at: datetime
    cells: tuple[Cell, ...]
    is_marked: bool


@dataclass(frozen=True)
class Placed:
    """A session with its room and times, as the grid needs it."""

    item: Any
    room: str
    starts_at: datetime
    ends_at: datetime


def grid(sessions: Iterable[Placed], rooms: Sequence[str]) -> list[Row]:
    """Rows for every moment at which a session starts or ends, a cell per room unless a session runs on.

    Sessions of one room must not overlap (the database refuses that); of two that do, the later one is left out
    of the grid and stands in the list only.
    """
    placed = sorted(sessions, key=lambda s: (s.starts_at, s.ends_at))
    free_from: dict[str, datetime] = {}
    kept: dict[tuple[str, datetime], Placed] = {}
    for session in placed:
        if session.room in rooms and session.starts_at >= free_from.get(session.room, session.starts_at):
            kept[session.room, session.starts_at] = session
            free_from[session.room] = max(session.ends_at, session.starts_at + timedelta(minutes=1))
    starts = {s.starts_at for s in kept.values()}
    moments = sorted(starts | {s.ends_at for s in kept.values()})
    index = {moment: number for number, moment in enumerate(moments)}
    busy_until = dict.fromkeys(rooms, 0)
    rows = []
    for number, moment in enumerate(moments[:-1]):
        cells = []
        for room in rooms:
            if busy_until[room] > number:
                continue
            found = kept.get((room, moment))
            span = max(1, index[found.ends_at] - number) if found else _free_rows(room, number, moments, kept)
            busy_until[room] = number + span
            cells.append(Cell(found.item if found else None, span))
        rows.append(Row(moment, tuple(cells), is_marked=moment in starts))
    return rows


def _free_rows(
    room: str, number: int, moments: Sequence[datetime], kept: dict[tuple[str, datetime], Placed]
) -> int:
    """How many rows the room stays free."""
    until = number + 1
    while until < len(moments) - 1 and (room, moments[until]) not in kept:
        until += 1
    return until - number
