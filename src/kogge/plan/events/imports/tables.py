"""CSV and XLSX: recognises encoding, separator and headings, and reads each line into a row."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

import python_calamine
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kogge.core.imprecise_date import Precision

from . import columns, dates
from .rows import MOST_ROWS, Found, Row, Unreadable

HEADING_WITHIN = 15
MOST_COLUMNS = 200
MOST_UNPACKED = 100 * 2**20
MOST_RATIO = 200
_MOJIBAKE = re.compile("Ã[\u00a4\u00b6\u00bc\u0178\u201e\u2013\u0153]|â€")
Cells = list[Any]


def read_csv(content: bytes) -> Found:
    """Rows of a CSV file in UTF-8 or Windows-1252, separated by semicolons, commas or tabs."""
    text = decoded(content)
    csv.field_size_limit(200_000)
    best: tuple[int, list[Cells]] = (0, [])
    for separator in ";,\t":
        try:
            lines: list[Cells] = [list(line) for line in csv.reader(io.StringIO(text), delimiter=separator)]
        except csv.Error as error:
            raise Unreadable(
                _(
                    "The table is broken: a quotation mark is missing or a cell is too long. Please export it again."
                )
            ) from error
        score = max((len(columns.recognised(line)) for line in lines[:HEADING_WITHIN]), default=0)
        if score > best[0]:
            best = (score, lines)
    return _found("csv", best[1])


def read_xlsx(content: bytes) -> Found:
    """Rows of the first sheet with a heading of an Excel workbook."""
    _refuse_bomb(content)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names[:20]]
        for sheet in sheets:
            if sheet.total_width > MOST_COLUMNS * 80 or sheet.total_height > MOST_ROWS * 50:
                raise Unreadable(_("The sheet “%(name)s” is far too large.") % {"name": sheet.name[:40]})
            lines: list[Cells] = [
                list(line[:MOST_COLUMNS]) for line in sheet.to_python(skip_empty_area=False)
            ]
            if any(columns.is_heading(columns.recognised(line)) for line in lines[:HEADING_WITHIN]):
                return _found("xlsx", lines)
    except (python_calamine.CalamineError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise Unreadable(_("The workbook cannot be opened. Please save it again as .xlsx.")) from error
    return _found("xlsx", [])


def decoded(content: bytes) -> str:
    """The text, whatever the office's encoding was. Raises Unreadable for what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _try(content, "utf-16")
    if b"\x00" in content:
        raise Unreadable(_("This is no text file. Please choose a CSV, XLSX, iCalendar or schedule file."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _try(content, "cp1252")
    if _MOJIBAKE.search(text):
        raise Unreadable(
            _(
                "The file mixes two encodings, so umlauts would break. Please save it as “CSV UTF-8” and try again."
            )
        )
    return text


def _try(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("The encoding of the file is unknown. Please save it as “CSV UTF-8” and try again.")
        ) from error


def _refuse_bomb(content: bytes) -> None:
    """A workbook is a ZIP file; refuse one that unpacks to more than a workbook ever has."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            parts = len(archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise Unreadable(_("The workbook cannot be opened. Please save it again as .xlsx.")) from error
    if unpacked > MOST_UNPACKED or parts > 2000 or unpacked > MOST_RATIO * max(len(content), 20_000):
        raise Unreadable(_("The workbook unpacks to far too much data and was not opened."))


def _found(kind: str, lines: list[Cells]) -> Found:
    heading = next(
        (n for n, line in enumerate(lines[:HEADING_WITHIN]) if columns.is_heading(columns.recognised(line))),
        None,
    )
    if heading is None:
        raise Unreadable(
            _("No heading was recognised. The first lines need at least the columns “Titel” and “Beginn”.")
        )
    known = columns.recognised(lines[heading])
    named = [
        str(cell).strip()
        for n, cell in enumerate(lines[heading])
        if n not in known and str(cell or "").strip()
    ]
    unused = [name for name in named if columns.plain(name) not in columns.UNUSED]
    notes = [_("Not used: column “%(name)s”.") % {"name": name[:60]} for name in unused[:20]]
    rows = list(_rows(lines[heading + 1 :], known, first=heading + 2))
    if len(rows) > MOST_ROWS:
        raise Unreadable(_("The table has more than %(most)s lines. Please split it.") % {"most": MOST_ROWS})
    return Found(kind, rows, notes)


def _rows(lines: Iterable[Cells], known: dict[int, str], *, first: int) -> Iterator[Row]:
    used: set[str] = set()
    for line, cells in enumerate(lines, start=first):
        given = {name: cells[n] for n, name in known.items() if n < len(cells)}
        given = {name: value for name, value in given.items() if value not in (None, "")}
        if not given:
            continue
        row = _row(line, given)
        if row.key in used and not row.fault:
            row.fault = _("The same event stands in an earlier line.")
        used.add(row.key)
        yield row


def _row(line: int, given: dict[str, Any]) -> Row:
    title = _text(given.get("title_de"))
    row = Row(line, "", title or _("Line %(line)s") % {"line": line})
    try:
        if not title:
            raise ValueError(_("The title is missing."))
        if "starts" not in given:
            raise ValueError(_("The beginning is missing."))
        row.values = {"title_de": title, **_dates(given, row.notes), **_texts(given, row.notes)}
    except ValueError as error:
        row.fault = str(error)
    key = _text(given.get("key"))
    first = row.values.get("starts_at") or row.values.get("starts_on") or ""
    row.key = key or f"{slugify(title)[:100]}/{first}/{slugify(_text(given.get('place')))[:60]}"
    return row


def _dates(given: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    """Days and moments, from one column or from two."""
    first, last = dates.when(given.get("starts")), dates.when(given.get("ends")) if _is_date(given) else None
    if first is None:
        raise ValueError(_("The beginning is missing."))
    from_clock, to_clock = dates.clocks(given.get("start_time"))
    end_clock = dates.clocks(given.get("end_time"))[0] or to_clock
    if "ends" in given and not _is_date(given):
        end_clock = dates.clocks(given["ends"])[0]
    if first.day is None:
        return {"starts_on": first.date.first, "precision": first.date.precision.value}
    last_day = last.day if last and last.day else first.day
    start = _moment(first.exact, first.day, first.clock or from_clock, notes)
    end = _moment(last.exact if last else None, last_day, (last.clock if last else None) or end_clock, notes)
    if start and end:
        return {"starts_at": start, "ends_at": end}
    if start:
        notes.append(_("Without an end the time is not taken over, only the day."))
    return {"starts_on": first.day, "ends_on": last_day, "precision": Precision.DAY.value}


def _is_date(given: dict[str, Any]) -> bool:
    """Whether the column "Ende" holds a date (and not only a time of day)."""
    value = given.get("ends")
    if isinstance(value, time) or value is None:
        return False
    try:
        return dates.when(value) is not None
    except ValueError:
        if re.fullmatch(r"\d{1,2}([:.]\d{2})?(:\d{2})?\s*([Uu]hr|h)?", str(value).strip()):
            return False
        raise


def _moment(exact: datetime | None, day: date, clock: time | None, notes: list[str]) -> datetime | None:
    return exact or (dates.instant(day, clock, notes) if clock else None)


def _texts(given: dict[str, Any], notes: list[str]) -> dict[str, Any]:
    same = (
        "title_en", "summary_de", "summary_en", "description_de", "access_note", "place", "room",
        "format_key",
    )  # fmt: skip
    values: dict[str, Any] = {name: _text(given[name]) for name in same if name in given}
    values |= {name: _list(given[name]) for name in ("topics", "audiences") if name in given}
    if "mode" in given:
        values |= _choice("mode", given["mode"], columns.MODE_OF, notes)
    if "state" in given:
        values |= _choice("state", given["state"], columns.STATE_OF, notes)
    if "language" in given:
        values["language"] = {"deutsch": "de", "german": "de", "englisch": "en", "english": "en"}.get(
            _text(given["language"]).casefold(), _text(given["language"])
        )[:20]
    if "cost" in given:
        values |= _cost(_text(given["cost"]))
    if "capacity" in given:
        values["capacity"] = _number(given["capacity"])
    if "online_url" in given:
        values |= _link(_text(given["online_url"]), notes)
    return values


def _choice(name: str, value: object, known: dict[str, str], notes: list[str]) -> dict[str, Any]:
    word = columns.plain(value)
    if word in known:
        return {name: known[word]}
    if word == "notstated":
        return {} if name == "state" else {name: "not_stated"}
    if word:
        notes.append(_("“%(value)s” is not known here and was left out.") % {"value": _text(value)[:40]})
    return {}


def _cost(text: str) -> dict[str, Any]:
    word = columns.plain(text)
    if word in {"notstated", ""}:
        return {"cost": "not_stated"}
    if word in columns.FREE:
        return {"cost": "free"}
    return {"cost": "paid", "cost_note": "" if word == "paid" else text}


def _number(value: object) -> int:
    match = re.fullmatch(r"\s*(\d{1,6})(?:[.,]0+)?\s*", str(value))
    if not match or not int(match[1]):
        raise ValueError(_("“%(value)s” is not a number of seats.") % {"value": _text(value)[:40]})
    return int(match[1])


def _link(text: str, notes: list[str]) -> dict[str, Any]:
    if re.fullmatch(r"https?://[^\s<>\"]+", text):
        return {"online_url": text}
    notes.append(_("“%(value)s” is not a web address and was left out.") % {"value": text[:40]})
    return {}


def _text(value: object) -> str:
    """A cell as words; the sign that keeps formulas harmless is taken off again."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value if value is not None else "").strip()
    return text[1:] if re.match(r"'[=+\-@'＝＋－＠]", text) else text


def _list(value: object) -> list[str]:
    return [part.strip() for part in re.split(r"[,;|\n]", _text(value)) if part.strip()][:20]
