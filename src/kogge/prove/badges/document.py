"""A certificate on paper: PDF/UA-1 and PDF/A-2a in one file, the same bytes each time it is made.

What people typed goes in as data, never as markup. Fonts come with typst; a name in a script that none of them has
is looked for in the machine's own fonts, and written in Latin letters where none has it.
"""

import base64
import io
import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Literal

import typst
from anyascii import anyascii
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from PIL import Image

from kogge.core import region
from kogge.take_part.tickets import codes

from . import wording
from .models import Template
from .sheet import Sheet, shown

_SOURCE = Path(__file__).parent / "typst" / "certificate.typ"
STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
_own = threading.local()


def pdf(sheet: Sheet, language: str) -> bytes:
    """The file that somebody prints or sends."""
    return compiled(inputs(sheet, language))


def preview(sheet: Sheet, language: str) -> bytes:
    """The first page as a picture."""
    given = _given(inputs(sheet, language))
    made = _compiler(system_fonts=True).compile(sys_inputs=given, format="png", ppi=72)
    return bytes(made[0] if isinstance(made, list) else made)  # type: ignore[arg-type]


def compiled(content: Any) -> bytes:
    """The PDF of what `inputs` gathered, in letters that some font here has."""
    for tried, system_fonts in ((content, False), (content, True), (in_latin_letters(content), False)):
        try:
            made = _compiler(system_fonts=system_fonts).compile(
                sys_inputs=_given(tried), pdf_standards=[*STANDARDS]
            )
        except typst.TypstError as error:
            problem = error
        else:
            return bytes(made)  # type: ignore[arg-type]
    raise problem


def is_in_own_letters(sheet: Sheet) -> bool:
    """Whether the fonts on this machine have every letter; else the file says it in Latin ones."""
    content = inputs(sheet, sheet.language)
    if in_latin_letters(content) == content:
        return True
    try:
        _compiler(system_fonts=True).compile(sys_inputs=_given(content), pdf_standards=[*STANDARDS])
    except typst.TypstError:
        return False
    return True


def in_latin_letters(content: Any) -> Any:
    """Words with every letter that common fonts may lack (from Armenian on) written in Latin ones."""
    if isinstance(content, dict):
        return {name: in_latin_letters(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [in_latin_letters(value) for value in content]
    if not isinstance(content, str):
        return content
    return "".join(one if one < "\u0530" or "\u2000" <= one < "\u2070" else anyascii(one) for one in content)


def inputs(sheet: Sheet, language: str) -> dict[str, Any]:
    """All words of the page, finished, in one language."""
    with translation.override(language):
        return _words(sheet, language)


def _given(content: Any) -> dict[str, str]:
    return {"content": json.dumps(content, ensure_ascii=False)}


def _words(sheet: Sheet, language: str) -> dict[str, Any]:
    content = sheet.content
    assessed, network = content["assessment"], region.current().network
    issued = sheet.issued_at.astimezone(UTC)
    return {
        "language": language, "made": _moment(issued), "organization": content["organization"],
        "heading": _("Certificate of attendance and assessment") if assessed else _("Certificate of attendance"),
        "name": content["name"], "lead": _("took part in"), "what": content[f"title_{language}"],
        "rows": [_row(one, language) for one in content["dates"]], "total": _total(content),
        "contents": [line.strip(" -–•\t") for line in content[f"contents_{language}"].splitlines() if line.strip()],
        "assessment": _assessment(assessed),
        "plain": _("This sheet confirms attendance. It is not a qualification: nothing was examined."),
        "funding": [_funding(one, language) for one in content["funding"]],
        "fictional": _("Fictional data: this person and these dates do not exist.") if content["fictional"] else "",
        "code": shown(sheet.code), "address": sheet.address,
        "code_picture": codes.svg(sheet.address),
        **_look(sheet.template, language, issued),
        "words": {
            "day": _("Day"), "topic": _("Topic"), "duration": _("Duration"), "contents": _("Contents"),
            "assessment": _("Assessment"), "code": _("Code"), "emblem": _("Emblem of the European Union"),
            "code_picture": _("QR code that leads to the page where this certificate can be checked"),
            "verify": _("%(network)s confirms that this certificate is genuine:") % {"network": network},
        },
    }  # fmt: skip


def _row(one: Mapping[str, Any], language: str) -> dict[str, str]:
    return {
        "day": wording.days(one["on"], one["until"], one["precision"]), "title": one[f"title_{language}"],
        "duration": wording.duration(one["minutes"]),
    }  # fmt: skip


def _total(content: Mapping[str, Any]) -> str:
    facts = {
        "dates": len(content["dates"]),
        "of": content["of"],
        "duration": wording.duration(content["minutes"]),
    }
    if content["of"] == 1:
        return _("%(duration)s in all, confirmed by the attendance of the day.") % facts
    return (
        _("%(dates)d of %(of)d dates, %(duration)s in all, confirmed by the attendance of each day.") % facts
    )


def _assessment(assessed: Mapping[str, str]) -> list[tuple[str, str]]:
    if not assessed:
        return []
    return [
        (_("Result"), assessed["result"]), (_("Standard"), assessed["standard"]),
        (_("Assessed by"), assessed["assessor"]), (_("Day of the assessment"), wording.days(assessed["on"])),
    ]  # fmt: skip


def _funding(one: Mapping[str, str], language: str) -> dict[str, str]:
    return {
        "statement": one[f"statement_{language}"], "operation": one[f"operation_{language}"],
        "emblem": _emblem() if one["emblem"] == "eu" else "",
    }  # fmt: skip


def _look(template: Template | None, language: str, issued: datetime) -> dict[str, str]:
    look = template or Template()
    day = date_format(timezone.localtime(issued), "DATE_FORMAT")
    return {
        "colour": look.colour, "intro": getattr(look, f"intro_{language}"),
        "closing": getattr(look, f"closing_{language}"), "signatory": look.signatory,
        "role": getattr(look, f"signatory_role_{language}"),
        "place_and_day": f"{look.place}, {day}" if look.place else day,
        "logo": _framed(bytes(look.logo)), "logo_alt": look.logo_alt,
    }  # fmt: skip


def _framed(logo: bytes) -> str:
    """A JPEG inside an SVG, because only text goes in as data."""
    if not logo:
        return ""
    width, height = _size(logo)
    data = base64.b64encode(logo).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{escape(data)}"/></svg>'
    )


@lru_cache(maxsize=32)
def _size(logo: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(logo), formats=("JPEG",)) as picture:
        return (picture.width, picture.height)


@lru_cache(maxsize=1)
def _emblem() -> str:
    return render_to_string("core/emblem.svg")


def _moment(at: datetime) -> dict[str, int]:
    return {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")}


def _compiler(*, system_fonts: bool) -> typst.Compiler:
    """One for each thread: it keeps fonts and template, which makes the next certificate cheap."""
    name = "with_system_fonts" if system_fonts else "own_fonts"
    if not hasattr(_own, name):
        setattr(
            _own, name, typst.Compiler(_SOURCE, root=_SOURCE.parent, ignore_system_fonts=not system_fonts)
        )
    compiler: typst.Compiler = getattr(_own, name)
    return compiler
