"""Reads an instance from the library's workbook or from the same data as JSON, and refuses with a sentence."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kogge.plan.timetable.solver.cosplib.model import WEIGHTS, Instance, Matrix, Pairs, Unreadable
from kogge.plan.timetable.solver.cosplib.workbook import from_workbook

LARGEST_FILE = 20_000_000
MOST_CELLS = 4_000_000
LARGEST_NUMBER = 10**9
NAMES = ("sessions", "rooms", "tracks", "subs")
ROWS = {"slots": "sessions", "sub_track": "subs", "dur": "subs", "order": "subs"}
TABLES = {
    "ts": ("tracks", "sessions"),
    "tr": ("tracks", "rooms"),
    "sr": ("sessions", "rooms"),
    "tt": ("tracks", "tracks"),
    "ns": ("subs", "sessions"),
    "nr": ("subs", "rooms"),
    "nz": ("subs", "sessions"),
}
PAIRS = {"pc": "subs", "ac": "subs", "cc": "tracks"}


def is_instance(data: object) -> bool:
    """Does this JSON look like an instance of the library at all? Decides which solver a file goes to."""
    return isinstance(data, Mapping) and {"subs", "sub_track", "slots"} <= data.keys()


def read(path: Path | str) -> Instance:
    """The instance in a file: `.xlsx` is a workbook, everything else JSON."""
    path = Path(path)
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be read: {error.strerror}.") from error
    if size > LARGEST_FILE:
        raise Unreadable(f"{path.name} is larger than {LARGEST_FILE // 1_000_000} MB.")
    if path.suffix.lower() == ".xlsx":
        return parse(from_workbook(path))
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name} is neither a workbook (.xlsx) nor JSON.") from error
    return parse(data)


def parse(data: object) -> Instance:
    """An instance from the neutral JSON. Every number is checked: what comes in here is never checked again."""
    if not is_instance(data):
        raise Unreadable("This is no conference: subs, sub_track and slots are missing.")
    assert isinstance(data, Mapping)
    names = {key: _names(data, key) for key in NAMES}
    if len(names["subs"]) * (len(names["sessions"]) + len(names["rooms"])) > MOST_CELLS:
        raise Unreadable("This conference is larger than a timetable can be computed for.")
    lists = {key: _numbers(data.get(key, []), key, len(names[of])) for key, of in ROWS.items()}
    tables = {key: _table(data, key, len(names[rows]), len(names[of])) for key, (rows, of) in TABLES.items()}
    pairs = {key: _pairs(data, key, len(names[of])) for key, of in PAIRS.items()}
    instance = Instance(
        name=str(data.get("name", "")),
        sessions=names["sessions"], slots=lists["slots"], rooms=names["rooms"], tracks=names["tracks"],
        submissions=names["subs"], track_of=lists["sub_track"], duration=lists["dur"], order=lists["order"],
        track_session=tables["ts"], track_room=tables["tr"], session_room=tables["sr"], similar=_mirrored(tables["tt"]),
        submission_session=tables["ns"], submission_room=tables["nr"], timezone=tables["nz"],
        presenters=pairs["pc"], attendees=pairs["ac"], chairs=pairs["cc"], weights=_weights(data),
    )  # fmt: skip
    _consistent(instance)
    return instance


def _names(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = data.get(key)
    if not isinstance(values, list) or not values:
        raise Unreadable(f"{key} must be a list with at least one name.")
    names = tuple(str(value) for value in values)
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(f"{twice} stands twice in {key}.")
    return names


def _numbers(values: object, where: str, length: int) -> tuple[int, ...]:
    if not isinstance(values, Sequence) or len(values) != length:
        raise Unreadable(f"{where} must have {length} numbers.")
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
            raise Unreadable(f"{where} holds {value!r:.40}, which is no whole number.")
        if abs(value) > LARGEST_NUMBER:
            raise Unreadable(f"{where} holds {value}, which is too large.")
    return tuple(int(value) for value in values)


def _table(data: Mapping[str, Any], key: str, rows: int, columns: int) -> Matrix:
    values = data.get(key)
    if values is None:
        return ((0,) * columns,) * rows
    if not isinstance(values, list) or len(values) != rows:
        raise Unreadable(f"{key} must have {rows} rows.")
    table = tuple(
        _numbers(row, f"{key}, row {number}", columns) for number, row in enumerate(values, start=1)
    )
    if any(value < 0 for row in table for value in row):
        raise Unreadable(f"{key} holds a penalty below zero.")
    return table


def _pairs(data: Mapping[str, Any], key: str, count: int) -> Pairs:
    values = data.get(key, [])
    if not isinstance(values, list):
        raise Unreadable(f"{key} must be a list of pairs.")
    found = set()
    for value in values:
        pair = _numbers(value, key, 2)
        if pair[0] == pair[1] or not all(0 <= end < count for end in pair):
            raise Unreadable(f"{key} holds the pair {list(pair)}, which does not exist.")
        found.add((min(pair), max(pair)))
    return tuple(sorted(found))


def _mirrored(table: Matrix) -> Matrix:
    """Similarity has no direction. The library reads the upper triangle and ignores the rest."""
    size = range(len(table))
    return tuple(tuple(table[min(a, b)][max(a, b)] if a != b else 0 for b in size) for a in size)


def _weights(data: Mapping[str, Any]) -> dict[str, int]:
    weights = data.get("w", {})
    if not isinstance(weights, Mapping):
        raise Unreadable("w must give a number for each weight.")
    unknown = set(weights) - set(WEIGHTS)
    if unknown:
        raise Unreadable(f"w has the unknown weight {min(unknown)!r:.60}.")
    values = _numbers([weights.get(name, 0) for name in WEIGHTS], "w", len(WEIGHTS))
    return dict(zip(WEIGHTS, values, strict=True))


def _consistent(instance: Instance) -> None:
    if any(slots < 0 for slots in instance.slots):
        raise Unreadable("A session cannot have fewer than no time slots.")
    if len(instance.rooms) > 60 or len(instance.sessions) > 60:
        raise Unreadable("More than 60 rooms or 60 sessions cannot be timetabled here.")
    for index, name in enumerate(instance.submissions):
        if not 0 <= instance.track_of[index] < len(instance.tracks):
            raise Unreadable(f"{name} is in a track that does not exist.")
        if instance.duration[index] < 1:
            raise Unreadable(f"{name} takes no time slot.")
        if instance.duration[index] > max(instance.slots):
            raise Unreadable(f"{name} takes {instance.duration[index]} time slots; no session has so many.")
    needed, there = sum(instance.duration), sum(instance.slots) * len(instance.rooms)
    if needed > there:
        raise Unreadable(f"All submissions together take {needed} time slots; the rooms have {there}.")
