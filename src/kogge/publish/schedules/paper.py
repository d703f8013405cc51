"""Sheets as PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). What people typed is data, never markup."""

import json
import threading
from pathlib import Path
from typing import Any, Literal

import typst
from anyascii import anyascii
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core.periods import period
from kogge.core.translated import translated
from kogge.publish.programme.models import PublicEvent

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
_SOURCES = Path(__file__).parent / "typst"
_own = threading.local()
Words = dict[str, Any]


def of_event(public: PublicEvent) -> Words:
    """What every sheet says of the event: title, when and where, which release, and who pays for it."""
    record, released = public.record, timezone.localtime(public.changed_at)
    place = record["place"] or {}
    return {
        "language": (get_language() or "de")[:2],
        "title": str(translated(record, "title")),
        "when": period(record["starts_on"], record["ends_on"], record["precision"]),
        "place": ", ".join(dict.fromkeys(filter(None, [place.get("name"), place.get("street"), place.get("town")]))),
        "organizers": ", ".join(one["name"] for one in record["organizers"]),
        "made": [released.year, released.month, released.day],
        "state": _("Release %(number)d of %(when)s") % {
            "number": public.release.number, "when": date_format(released, "SHORT_DATETIME_FORMAT"),
        },
        "fictional": _("Fictional data: none of this takes place.") if record["facts"].get("fictional") else "",
        **_funding(record["funding"]),
    }  # fmt: skip


def made(template: str, content: Words) -> bytes:
    """The file, in letters that some font here has; where none has them, in Latin ones."""
    problem: typst.TypstError | None = None
    for tried, system_fonts in ((content, False), (content, True), (_latin(content), False)):
        try:
            compiled = _compiler(template, system_fonts=system_fonts).compile(
                sys_inputs={"content": json.dumps(tried, ensure_ascii=False)}, pdf_standards=[*STANDARDS]
            )
        except typst.TypstError as error:
            problem = error
        else:
            return bytes(compiled)  # type: ignore[arg-type]
    raise problem or AssertionError("unreachable")


def _funding(funding: dict[str, str] | None) -> Words:
    """The funder's statement and emblem (Regulation (EU) 2021/1060, Article 50)."""
    if not funding:
        return {"statement": "", "operation": "", "emblem": "", "emblem_alt": ""}
    titles = {"title_de": funding["operation_title"], "title_en": funding["operation_title_en"]}
    return {
        "statement": str(translated(funding, "statement")),
        "operation": str(translated(titles, "title")),
        "emblem": render_to_string("core/emblem.svg") if funding["emblem"] == "eu" else "",
        "emblem_alt": _("Emblem of the European Union"),
    }


def _latin(content: Any) -> Any:
    if isinstance(content, dict):
        return {name: _latin(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_latin(value) for value in content]
    if not isinstance(content, str):
        return content
    return "".join(one if one < "\u0530" or "\u2000" <= one < "\u2070" else anyascii(one) for one in content)


def _compiler(template: str, *, system_fonts: bool) -> typst.Compiler:
    """One for each thread and sheet: it keeps fonts and template, which makes the next file cheap."""
    name = f"{template}{system_fonts}"
    if not hasattr(_own, name):
        source = _SOURCES / f"{template}.typ"
        setattr(_own, name, typst.Compiler(source, root=_SOURCES, ignore_system_fonts=not system_fonts))
    compiler: typst.Compiler = getattr(_own, name)
    return compiler
