"""A frozen list as a table (CSV) and as paper: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) in one file."""

import csv
import io
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import typst
from anyascii import anyascii
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core.periods import period
from kogge.core.translated import translated
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event, Session
from kogge.prove.profiles.emblems import emblem

from . import attendees
from .attendees import Change, Line

_TEMPLATE = Path(__file__).parent / "typst" / "list.typ"
_DRAWN = {
    "LATIN",
    "GREEK",
    "CYRILLIC",
    "HEBREW",
    "ARABIC",
    "COMBINING",
    "EN",
    "EM",
    "MIDDLE",
    "LEFT",
    "RIGHT",
}
_PICTURES = {"So", "Sk", "Cf", "Cn", "Co"}
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
MARK = "kogge:"
"""Before the code of a file that names its own record."""


@dataclass(frozen=True)
class Facts:
    """What stands around the lines."""

    code: str
    event: Event
    session: Session | None
    operation: Operation | None
    version: int
    reason: str
    frozen_at: datetime
    frozen_by: str
    fictional: bool
    changes: tuple[Change, ...] = ()


def table(lines: list[Line], code: str) -> bytes:
    """CSV as offices open it: semicolons, UTF-8 with a mark, no formulas. The code stands in every row."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(attendees.head(code))
    writer.writerows(attendees.row(number, line, code) for number, line in enumerate(lines, 1))
    return ("\ufeff" + out.getvalue()).encode()


def lines_of(stored: bytes) -> list[Line]:
    """Read back what `table` wrote."""
    rows = csv.reader(io.StringIO(stored.decode("utf-8-sig"), newline=""), delimiter=";")
    return attendees.read(list(rows))


def pdf(lines: list[Line], facts: Facts, table_sha256: str) -> bytes:
    """The list on paper. A name in a script that no font here has is written in Latin letters as well as can be."""
    content = _content(lines, facts, table_sha256)
    for fonts_of_system, plain in ((False, False), (True, False), (False, True)):
        if plain:
            content["seals"].append(
                _("Names in scripts that no font here has are in Latin letters; the table has them.")
            )
        inputs = {"content": json.dumps(_readable(content, plain=plain))}
        try:
            made = typst.compile(
                _TEMPLATE,
                sys_inputs=inputs,
                pdf_standards=[*STANDARDS],
                ignore_system_fonts=not fonts_of_system,
            )
            return bytes(made)  # type: ignore[arg-type]
        except typst.TypstError:
            if plain:
                raise
    raise AssertionError("unreachable")


def hours(minutes: int) -> str:
    """7:30"""
    return f"{minutes // 60}:{minutes % 60:02d}"


def _content(lines: list[Line], facts: Facts, table_sha256: str) -> dict[str, Any]:
    event, operation = facts.event, facts.operation
    title = str(translated(event, "title"))
    at = timezone.localtime(facts.frozen_at)
    profile = operation.profile if operation else None
    version = _("Version %(number)d, frozen at %(when)s by %(who)s") % {
        "number": facts.version, "when": date_format(at, "SHORT_DATETIME_FORMAT"), "who": facts.frozen_by,
    }  # fmt: skip
    return {
        "language": (get_language() or "de")[:2], "title": f"{_('Attendance list')}: {title}",
        "lead": event.lead.name if event.lead else "", "frozen": [at.year, at.month, at.day],
        "keywords": f"{MARK}{facts.code}", "footer": f"{title} · {version} · {facts.code}",
        "statement": str(translated(profile, "statement")) if profile else "",
        "emblem": emblem(profile.emblem) if profile else "",
        "operation": _of_operation(operation) if operation else "",
        "fictional": _("Fictional data: nobody on this list exists.") if facts.fictional else "",
        "about": _about(lines, facts), "head": _head(), "rows": list(_rows(lines)),
        "changes": [[one.field, one.before or "–", one.after or "–"] for one in facts.changes],
        "words": {
            "emblem": _("Emblem of the European Union"),
            "changes": _("What changed since version %(number)d") % {"number": facts.version - 1},
            "change_head": [_("Field"), _("Before"), _("After")],
        },
        "seals": [
            version, *([_("Reason: %(reason)s") % {"reason": facts.reason}] if facts.reason else []),
            _("Code of this list: %(code)s") % {"code": facts.code},
            _("SHA-256 of the same list as a table (CSV): %(sum)s") % {"sum": table_sha256},
        ],
    }  # fmt: skip


def _about(lines: list[Line], facts: Facts) -> list[tuple[str, str]]:
    event, session = facts.event, facts.session
    people, heads, minutes = attendees.totals(lines)
    counted = [line for line in lines if line.ticket.startswith(attendees.COUNTED)]
    found = [
        (_("When"), period(event.starts_on, event.ends_on, event.precision)),
        (_("Session"), str(translated(session, "title")) if session else ""),
        (_("Place"), event.place.name if event.place else ""),
        (_("Organiser"), event.lead.name if event.lead else ""),
        (_("Entries with a ticket"), str(people)),
        (_("Heads"), str(heads)),
        (_("Hours of all heads"), hours(minutes)),
        (_("Heads counted beside the list"), ", ".join(str(line.heads) for line in counted)),
    ]
    return [(label, text) for label, text in found if text]


def _head() -> list[str]:
    return [
        _("No."), _("Name"), _("First in"), _("Last out"), _("Hours"), _("Heads"), _("How it was proved"),
    ]  # fmt: skip


def _rows(lines: list[Line]) -> Iterable[list[str]]:
    for number, line in enumerate(lines, 1):
        spent = "–" if line.ticket.startswith(attendees.WITHOUT_TIME) else hours(line.minutes)
        name = line.name or _("Name no longer kept (ticket %(ticket)s)") % {"ticket": line.ticket}
        times = (line.first or "–", line.last or "–")
        yield [str(number), name, line.organization, *times, spent, str(line.heads), line.proof]


def _of_operation(operation: Operation) -> str:
    english = (get_language() or "de").startswith("en")
    title = (english and operation.title_en) or operation.title
    return f"{title} ({operation.number})" if operation.number else title


def _readable(content: Any, *, plain: bool) -> Any:
    """Without pictures, which no text font has; `plain`: letters outside the fonts' scripts in Latin ones."""
    if isinstance(content, dict):
        return {key: one if key == "emblem" else _readable(one, plain=plain) for key, one in content.items()}
    if isinstance(content, list | tuple):
        return [_readable(one, plain=plain) for one in content]
    if not isinstance(content, str):
        return content
    shown = "".join(one for one in content if unicodedata.category(one) not in _PICTURES and one != "\ufe0f")
    return _latin(shown) if plain else shown


def _latin(text: str) -> str:
    """Scripts that the fonts here draw stay; others in Latin letters."""
    return "".join(one if _is_drawn(one) else anyascii(one) for one in text)


def _is_drawn(sign: str) -> bool:
    return sign.isascii() or unicodedata.name(sign, "").split(" ", 1)[0] in _DRAWN
