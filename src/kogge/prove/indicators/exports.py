"""Reports to take along, in the funder's layout: CSV, XLSX, JSON and PDF. People appear under their codes alone."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import typst
import xlsxwriter
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kogge.core.periods import period
from kogge.core.translated import pick
from kogge.prove.profiles.profile import Export, Profile
from kogge.publish.feeds import clean

from .figures import Counted, Line, Tables
from .reports import ReportResult, text_of

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "pdf": "application/pdf",
}
USUAL = Export(("code", "label", "total", "breakdown", "estimated", "low", "high", "note"), "de")
_TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
Table = list[list[Any]]


def made(kind: str, content: ReportResult, tables: Tables, profile: Profile, *, fictional: bool) -> bytes:
    """A report as a file of one of FORMATS. The same report gives the same bytes."""
    layout = profile.export or USUAL
    with translation.override(layout.language):
        if kind == "json":
            return _json(content, tables)
        if kind == "pdf":
            return _pdf(content, tables, profile, layout, fictional=fictional)
        rows = table(content, layout)
        return _csv(rows, layout.language) if kind == "csv" else _xlsx(content, [rows, records(tables)])


def table(content: ReportResult, layout: Export) -> Table:
    """The funder's columns: a line for each indicator, one for incomplete records, then corrections."""
    columns = _columns(content, layout)
    rows = lines(content, layout)
    rows.append(
        _extra(
            columns, "incomplete", _("Incomplete records, in no other line"), content.result.incomplete, ""
        )
    )
    for one in content.corrections:
        span = period(one.since, one.until, "day")
        for change in one.changes:
            label = _("Correction for %(period)s") % {"period": span}
            note = f"{change.before} → {change.now}: {', '.join(change.codes)}".removesuffix(": ")
            difference = number(change.difference, layout.language) if change.difference else ""
            rows.append(_extra(columns, change.code, label, difference, note))
    return rows


def lines(content: ReportResult, layout: Export) -> Table:
    """The head of the columns and a row for each indicator."""
    columns = _columns(content, layout)
    rows = [
        [_cell(content, line, key, layout.language) for key, _words in columns]
        for line in content.result.lines
    ]
    return [[words for _key, words in columns], *rows]


def records(tables: Tables) -> Table:
    """Each participant under the code: hours, and whether the record is complete."""
    head = [_("Code"), _("Hours"), _("Record"), _("Missing")]
    complete = [[row["code"], row["minutes"] // 60, _("complete"), ""] for row in tables["participants"]]
    open_ = [[row["code"], "", _("incomplete"), ", ".join(row["missing"])] for row in tables["incomplete"]]
    return [head, *sorted([*complete, *open_])]


def number(value: str, language: str) -> Any:
    """A whole number as such, another one with two digits."""
    exact = Fraction(value)
    return (
        int(exact)
        if exact.denominator == 1
        else f"{float(exact):.2f}".replace(".", "," if language == "de" else ".")
    )


def _columns(content: ReportResult, layout: Export) -> list[tuple[str, str]]:
    words = {
        "code": _("Code"), "label": pgettext("report", "Indicator"), "definition": _("Definition"),
        "total": pgettext("report", "Total"), "estimated": _("Of which estimated"), "low": _("At least"),
        "high": _("At most"), "note": _("Note"), "since": pgettext("report", "From"),
        "until": pgettext("report", "Until"), "as_of": _("As of"), "profile_version": _("Version of the rules"),
    }  # fmt: skip
    parts: dict[str, str] = {}
    for line in content.result.lines:
        parts |= {
            f"{line.breakdown}:{part.key}": str(pick(dict(part.label), layout.language))
            for part in line.parts
        }
    found: list[tuple[str, str]] = []
    for name in layout.columns:
        if name in {"breakdown", "gender"}:
            found += [
                (key, text) for key, text in parts.items() if name == "breakdown" or key.startswith("gender:")
            ]
        else:
            found.append((name, words.get(name) or parts.get(name, name)))
    return found


def _cell(content: ReportResult, line: Line, key: str, language: str) -> Any:
    question, _colon, part = key.partition(":")
    if part:
        value = next((one.value for one in line.parts if one.key == part and line.breakdown == question), "")
        return number(value, language) if value else ""
    texts = {"label": line.label, "definition": line.definition}
    if key in texts:
        return str(pick(dict(texts[key]), language))
    values = {"total": line.value, "estimated": line.estimated, "low": line.low, "high": line.high}
    if key in values:
        return number(values[key], language) if values[key] else ""
    return {
        "code": line.code, "note": _note(line), "since": str(content.result.since), "until": str(content.result.until),
        "as_of": str(content.result.as_of), "profile_version": content.result.profile_version,
    }[key]  # fmt: skip


def _note(line: Line) -> str:
    notes = [] if line.value else [_("cannot be computed from these records")]
    if line.estimated:
        notes.append(_("estimated"))
    elif "estimates" in line.formula:
        notes.append(_("no estimate yet"))
    notes += [_("rule not checked against the funder's handbook yet")] if line.is_unverified else []
    return "; ".join(notes)


def _extra(columns: Sequence[tuple[str, str]], code: str, label: str, total: Any, note: str) -> list[Any]:
    cells = {"code": code, "label": label, "total": total, "note": note}
    return [cells.get(key, "") for key, _words in columns]


def _json(content: ReportResult, tables: Tables) -> bytes:
    _head, *rows = records(tables)
    people = [dict(zip(("code", "hours", "record", "missing"), row, strict=True)) for row in rows]
    whole = {**content.plain(), "digest": content.digest, "records": people}
    return (
        json.dumps(json.loads(text_of(whole)), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    ).encode()


def _csv(rows: Table, language: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    writer.writerows([cell if isinstance(cell, int) else clean.cell(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _xlsx(content: ReportResult, sheets: Iterable[Table]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": datetime.combine(content.result.as_of, time())})
    bold = book.add_format({"bold": True})
    for name, rows in zip((pgettext("report", "Indicators"), _("Records")), sheets, strict=True):
        sheet = book.add_worksheet(name)
        for place, line in enumerate(rows):
            for column, cell in enumerate(line):
                if isinstance(cell, int):
                    sheet.write_number(place, column, cell)
                else:
                    sheet.write_string(place, column, clean.text(cell)[:32_000], bold if place == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    book.close()
    return out.getvalue()


def _pdf(
    content: ReportResult, tables: Tables, profile: Profile, layout: Export, *, fictional: bool
) -> bytes:
    """PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) in one file."""
    result, language = content.result, layout.language
    columns = Export(("code", "label", "total", "breakdown", "estimated", "note"), language)
    rows = [[str(cell) for cell in row] for row in table(content, columns)]
    about = [
        (_("Operation"), str(pick(dict(content.title), language))), (_("Number"), content.number or "–"),
        (_("Period"), period(result.since, result.until, "day")), (_("As of"), period(result.as_of)),
        (_("Rules"), f"{pick(dict(profile.name), language)}, {result.profile_version}"),
    ]  # fmt: skip
    codes = [" · ".join(str(row[0]) for row in records(tables)[1:])]
    inputs = {
        "language": language, "title": _("Indicators"), "about": about, "head": rows[0], "rows": rows[1:],
        "numbers": [key == "total" or ":" in key or key == "estimated" for key, _words in _columns(content, columns)],
        "counters": [counter_words(one) for one in result.counters], "codes": codes,
        "statement": str(pick(dict(profile.statement), language)),
        "emblem": render_to_string("core/emblem.svg") if profile.emblem == "eu" else "",
        "day": [result.as_of.year, result.as_of.month, result.as_of.day],
        "fictional": _("Fictional data") if fictional else "", "digest": content.digest,
        "words": {
            "emblem": _("Emblem of the European Union"), "counters": _("Three counters, never added to each other"),
            "lines": pgettext("report", "Indicators"), "codes": _("Participants, under their codes"),
            "digest": _("Digest of this report (SHA-256)"),
        },
    }  # fmt: skip
    stamp = int(datetime.combine(result.as_of, time(), UTC).timestamp())
    return bytes(  # type: ignore[arg-type]
        typst.compile(
            _TEMPLATE, sys_inputs={"content": json.dumps(inputs)}, pdf_standards=[*_STANDARDS], timestamp=stamp,
            ignore_system_fonts=True,
        )
    )  # fmt: skip


def counter_words(one: Counted) -> list[str]:
    """A counter's name, number, what of it is estimated, and what it means."""
    name, meaning = counter_texts()[one.key]
    value = number_format(one.value, force_grouping=True)
    span = ""
    if one.low != one.high:
        span = _("between %(low)s and %(high)s") % {
            "low": number_format(one.low),
            "high": number_format(one.high),
        }
    return [name, value, span, meaning]


def counter_texts() -> dict[str, tuple[str, str]]:
    """The three counters with their definitions."""
    return {
        "contacts": (_("Contacts"), _("Heads at all events: whoever comes to three evenings counts three times.")),
        "people": (_("People"), _("Different people: whoever comes to three evenings counts once.")),
        "participants": (
            _("Participants"),
            _("People above the funder's threshold of hours whose record is complete, each once for each operation."),
        ),
    }  # fmt: skip
