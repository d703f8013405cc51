"""The library's workbook: an instance as nine sheets, read into the neutral JSON; and a solution as it expects it."""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter import Workbook

from kogge.plan.timetable.solver.cosplib.model import WEIGHTS, Instance, Solution, Unreadable

Row = list[Any]
SHEETS = (
    "parameters", "submissions", "tracks", "sessions", "rooms",
    "tracks_sessions|penalty", "tracks_rooms|penalty", "similar tracks", "sessions_rooms|penalty",
)  # fmt: skip


def from_workbook(path: Path) -> dict[str, Any]:
    """The workbook as neutral JSON: names become positions, people become conflicts, time zones become penalties."""
    sheets = _sheets(path)
    sessions, rooms = _column(sheets["sessions"]), _column(sheets["rooms"])
    tracks, rows = _column(sheets["tracks"]), _filled(sheets["submissions"])
    at_session = _positions(sheets["submissions"][0], sessions, "submissions")
    at_room = _positions(sheets["submissions"][0], rooms, "submissions")
    at = {name: number for number, name in enumerate(tracks)}
    unknown = [_text(row[1]) for row in rows if _text(row[1]) not in at]
    if unknown:
        raise Unreadable(
            f"The sheet submissions names the track {unknown[0]}, which the sheet tracks does not have."
        )
    track_of = [at[_text(row[1])] for row in rows]
    people = [(_people(row[5]), _people(row[6]), track) for row, track in zip(rows, track_of, strict=True)]
    chairs = [_people(row[1] if len(row) > 1 else "") for row in _filled(sheets["tracks"])]
    return {
        "name": path.stem, "sessions": sessions, "rooms": rooms, "tracks": tracks,
        "subs": [_text(row[0]) for row in rows],
        "slots": [_number(row[1]) for row in _filled(sheets["sessions"])],
        "sub_track": track_of,
        "dur": [_number(row[2]) for row in rows],
        "order": [_number(row[3]) for row in rows],
        "ts": _penalties(sheets, "tracks_sessions|penalty", tracks, sessions),
        "tr": _penalties(sheets, "tracks_rooms|penalty", tracks, rooms),
        "sr": _penalties(sheets, "sessions_rooms|penalty", sessions, rooms),
        "tt": _penalties(sheets, "similar tracks", tracks, tracks),
        "ns": [[_number(row[column]) for column in at_session] for row in rows],
        "nr": [[_number(row[column]) for column in at_room] for row in rows],
        "nz": _timezones(sheets["parameters"], _filled(sheets["sessions"]), [row[4] for row in rows]),
        **_conflicts(people, chairs),
        "w": {name: _number(_cell(sheets["parameters"], 1 + row, 4)) for row, name in enumerate(WEIGHTS)},
    }  # fmt: skip


def write_solution(instance: Instance, solution: Solution, path: Path) -> None:
    """The timetable as a workbook that the library's own checker loads: tracks above, submissions below."""
    placed = {}
    tracks = {}
    rows = zip(solution.session, solution.room, solution.slot, strict=True)
    for index, (session, room, slot) in enumerate(rows):
        tracks[session, room] = instance.tracks[instance.track_of[index]]
        for part in range(slot, slot + instance.duration[index]):
            placed[session, part, room] = instance.submissions[index]
    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("sol")
        sheet.write_row(0, 1, instance.rooms)
        line = 1
        for session, name in enumerate(instance.sessions):
            sheet.write_row(
                line, 0, [name, *(tracks.get((session, r), "") for r in range(len(instance.rooms)))]
            )
            line += 1
        line += 1
        for session, slots in enumerate(instance.slots):
            for part in range(slots):
                cells = (placed.get((session, part, room), "") for room in range(len(instance.rooms)))
                sheet.write_row(line, 0, [instance.sessions[session], *cells])
                line += 1


def _sheets(path: Path) -> dict[str, list[Row]]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        missing = [name for name in SHEETS if name not in book.sheet_names]
        if missing:
            raise Unreadable(f"The workbook has no sheet {missing[0]}.")
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in SHEETS}
    except (CalamineError, OSError) as error:
        raise Unreadable(f"{path.name} is no workbook that can be read.") from error


def _filled(rows: list[Row]) -> list[Row]:
    """The rows below the head that begin with something."""
    return [row for row in rows[1:] if row and _text(row[0])]


def _column(rows: list[Row]) -> list[str]:
    return [_text(row[0]) for row in _filled(rows)]


def _cell(rows: list[Row], row: int, column: int) -> Any:
    try:
        return rows[row][column]
    except IndexError as error:
        raise Unreadable(f"The sheet parameters ends before row {row + 1}, column {column + 1}.") from error


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _number(value: Any) -> Any:
    """A number as it stands; an empty cell is 0. What is none is told by the reader, with its place."""
    return 0 if value == "" else value


def _positions(head: Row, wanted: list[str], sheet: str) -> list[int]:
    """In which columns the wanted names stand."""
    at = {_text(value): number for number, value in enumerate(head)}
    missing = [name for name in wanted if name not in at]
    if missing:
        raise Unreadable(f"The sheet {sheet} has no column {missing[0]}.")
    return [at[name] for name in wanted]


def _penalties(
    sheets: dict[str, list[Row]], name: str, rows: list[str], columns: list[str]
) -> list[list[Any]]:
    sheet = sheets[name]
    by_name = {_text(row[0]): row for row in _filled(sheet)}
    missing = [row for row in rows if row not in by_name]
    if missing:
        raise Unreadable(f"The sheet {name} has no row {missing[0]}.")
    # The library reads the columns of similar tracks in the order of its rows, whatever stands above them.
    head = ["", *by_name] if name == "similar tracks" else sheet[0]
    at = _positions(head, columns, name)
    return [[_number(by_name[row][column]) for column in at] for row in rows]


def _people(value: Any) -> frozenset[str]:
    return frozenset(name for name in str(value).split(", ") if name)


def _conflicts(
    people: list[tuple[frozenset[str], frozenset[str], int]], chairs: list[frozenset[str]]
) -> dict[str, Any]:
    """Pairs that share a person. A chair of one track who speaks or listens in another counts with its submissions."""
    presenting, attending = [], []
    for a, b in combinations(range(len(people)), 2):
        speaks_a, hears_a, track_a = people[a]
        speaks_b, hears_b, track_b = people[b]
        leads_a = chairs[track_a] if track_a != track_b else frozenset()
        leads_b = chairs[track_b] if track_a != track_b else frozenset()
        if speaks_a & (speaks_b | leads_b) or speaks_b & leads_a:
            presenting.append([a, b])
        if hears_a & (hears_b | speaks_b | leads_b) or hears_b & (speaks_a | leads_a):
            attending.append([a, b])
    chairing = [[a, b] for a, b in combinations(range(len(chairs)), 2) if chairs[a] & chairs[b]]
    return {"pc": presenting, "ac": attending, "cc": chairing}


def _timezones(parameters: list[Row], sessions: list[Row], zones: Iterable[Any]) -> list[list[Any]]:
    """What a session costs somebody whose clock shows another hour (README, "Parameters")."""
    here = _offset(_cell(parameters, 1, 1))
    best = _time(_cell(parameters, 3, 1)), _time(_cell(parameters, 4, 1))
    possible = _time(_cell(parameters, 6, 1)), _time(_cell(parameters, 7, 1))
    small, big = _number(_cell(parameters, 8, 1)), _number(_cell(parameters, 10, 1))
    hours = [(_time(row[3]), _time(row[4])) for row in sessions]
    known: dict[str, list[Any]] = {}
    for zone in {_text(zone) for zone in zones}:
        clock = _clock(_offset(zone) - here)
        known[zone] = []
        for start, end in ((clock(first), clock(last)) for first, last in hours):
            if start < possible[0] or end > possible[1] or end < possible[0]:
                known[zone].append(big)
            elif start < best[0] or end > best[1]:
                known[zone].append(small)
            else:
                known[zone].append(0)
    return [known[_text(zone)] for zone in zones]


def _clock(hours: int) -> Callable[[time], time]:
    return lambda value: (datetime.combine(datetime(2000, 1, 2), value) + timedelta(hours=hours)).time()


def _offset(value: Any) -> int:
    text = _text(value)
    try:
        hours = int(text.removeprefix("GMT"))
    except ValueError:
        hours = 99
    if not text.startswith("GMT") or abs(hours) > 12:
        raise Unreadable(f"The time zone {text:.40} is none of GMT-12 to GMT+12.")
    return hours


def _time(value: Any) -> time:
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(str(value))
    except ValueError as error:
        raise Unreadable(f"{value!s:.40} is no time of day; times look like 09:30.") from error
