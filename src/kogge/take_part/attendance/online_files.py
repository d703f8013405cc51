"""Reads who joined and left a video room, from the files of BigBlueButton, Zoom, Teams and Jitsi. No database.

The tools change their columns often, so columns are recognised by words, in German and English, wherever the table
begins in the file.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

COLUMNS = {
    "name": r"name|full name|vollständiger name|teilnehmer|participant|anzeigename|display ?name|benutzer",
    "email": r"e-?mail|mail|adresse|participant id|teilnehmer-id",
    "joined": r"join|beitritt|beigetreten|erste teilnahme|eintritt|enter|betreten|anmelde",
    "left": r"leave|left|verlassen|letztes|austritt|exit|abgang|abmelde|beendigung",
    "duration": r"duration|dauer|online time|onlinezeit|zeit online|minuten|minutes",
    "action": r"user action|benutzeraktion|aktion|action",
    "stamp": r"timestamp|zeitstempel|uhrzeit",
}
_TOOLS = (
    (
        "Teams",
        r"participant id|teilnehmer-id|in-meeting|first join|erste teilnahme|user action|benutzeraktion",
    ),
    ("BigBlueButton", r"moderator|talk time|sprechzeit|webcam|aktivität|activity score"),
    ("Zoom", r"original name|originalname|user email|guest|gast|benutzer-e-mail|recording"),
    ("Jitsi", r"display ?name|jid|stats"),
)
_DAY_FIRST = ("%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%d/%m/%y")
_MONTH_FIRST = ("%m/%d/%Y", "%m/%d/%y")
_ISO = ("%Y-%m-%d", "%Y/%m/%d")
_CLOCKS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")


class NoTable(ValueError):  # noqa: N818  reads as a sentence where it is caught
    """Nothing in the file looks like names with times."""


@dataclass(frozen=True)
class Stay:
    """One person's time in the room, as the file says."""

    name: str
    email: str
    joined: datetime
    left: datetime
    tool: str


def read(content: bytes, *, on: date, zone: tzinfo) -> list[Stay]:
    """The stays of a file. `on` is the day of the event: it decides between 5 April and 4 May."""
    table, header, columns = _table(_rows(_text(content)))
    tool = next((name for name, words in _TOOLS if re.search(words, " ".join(header).lower())), "CSV")
    if "action" in columns and "stamp" in columns:
        found = _from_actions(table, columns, tool, on, zone)
    else:
        found = _from_pairs(table, columns, tool, on, zone)
    return sorted(set(found), key=lambda stay: (stay.joined, stay.name))


def moment(text: str, *, on: date, zone: tzinfo) -> datetime | None:
    """A time as a file writes it; None when it is none."""
    plain = " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").replace(",", " ").split()).strip(' "')
    plain = re.sub(r"\s*(Uhr|UTC|GMT)$", "", plain)
    try:
        read = datetime.fromisoformat(plain)
        return read if read.tzinfo else read.replace(tzinfo=zone)
    except ValueError:
        pass
    found = []
    for days in (_ISO, _DAY_FIRST, _MONTH_FIRST):
        for form in (f"{day} {clock}" for day in days for clock in _CLOCKS):
            try:
                found.append(datetime.strptime(plain, form).replace(tzinfo=zone))
            except ValueError:
                continue
    if not found:
        for clock in _CLOCKS:
            try:
                found.append(datetime.combine(on, datetime.strptime(plain, clock).time(), zone))
            except ValueError:
                continue
    return min(found, key=lambda one: abs(one.date() - on)) if found else None


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _rows(text: str) -> list[list[str]]:
    sample = text[:4000]
    mark = max("\t;,", key=sample.count)
    lines = text.replace("\0", "").splitlines()
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark)]


def _table(rows: list[list[str]]) -> tuple[list[list[str]], list[str], dict[str, int]]:
    """The first line that names people and times, and what follows it."""
    for place, row in enumerate(rows):
        columns: dict[str, int] = {}
        for kind in ("action", "stamp", "email", "joined", "left", "duration", "name"):
            for number, cell in enumerate(row):
                if number not in columns.values() and re.search(rf"\b({COLUMNS[kind]})", cell.lower()):
                    columns[kind] = number
                    break
        timed = {"joined", "left"} <= columns.keys() or {"joined", "duration"} <= columns.keys()
        if "name" in columns and (timed or {"action", "stamp"} <= columns.keys()):
            return rows[place + 1 :], row, columns
    raise NoTable


def _cell(row: Sequence[str], columns: dict[str, int], kind: str) -> str:
    number = columns.get(kind, len(row))
    return row[number] if number < len(row) else ""


def _from_pairs(
    table: list[list[str]], columns: dict[str, int], tool: str, on: date, zone: tzinfo
) -> Iterator[Stay]:
    for row in table:
        if not any(row):
            if tool == "Teams":
                return  # below follows another table, with every single coming and going
            continue
        joined = moment(_cell(row, columns, "joined"), on=on, zone=zone)
        left = moment(_cell(row, columns, "left"), on=on, zone=zone)
        if joined and left is None:
            lasted = _duration(_cell(row, columns, "duration"))
            left = joined + lasted if lasted is not None else None
        if joined and left and joined <= left:
            yield Stay(_cell(row, columns, "name"), _email(row, columns), joined, left, tool)


def _from_actions(
    table: list[list[str]], columns: dict[str, int], tool: str, on: date, zone: tzinfo
) -> Iterator[Stay]:
    """One line for each coming and going; who never went left with the last line."""
    inside: dict[str, tuple[datetime, list[str]]] = {}
    last = None
    for row in table:
        at = moment(_cell(row, columns, "stamp"), on=on, zone=zone)
        name = _cell(row, columns, "name")
        if at is None or not name:
            continue
        last = max(last, at) if last else at
        if re.search(r"left|verlass", _cell(row, columns, "action").lower()):
            began, first = inside.pop(name, (at, row))
            yield Stay(name, _email(first, columns), min(began, at), at, tool)
        else:
            inside.setdefault(name, (at, row))
    for name, (began, row) in inside.items():
        yield Stay(name, _email(row, columns), began, max(began, last or began), tool)


def _email(row: Sequence[str], columns: dict[str, int]) -> str:
    text = _cell(row, columns, "email")
    return text.lower() if "@" in text else ""


def _duration(text: str) -> timedelta | None:
    if match := re.fullmatch(r"(\d+):(\d{2})(?::(\d{2}))?", text):
        first, second, third = (int(part or 0) for part in match.groups())
        return timedelta(hours=first, minutes=second, seconds=third)
    units = {"h": 3600, "st": 3600, "m": 60, "s": 1}
    parts = re.findall(r"(\d+)\s*(h|st|m|s)", text.lower())
    if parts:
        return timedelta(seconds=sum(int(number) * units[unit] for number, unit in parts))
    return timedelta(minutes=float(text)) if re.fullmatch(r"\d+(\.\d+)?", text) else None
