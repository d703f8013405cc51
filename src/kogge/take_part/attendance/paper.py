"""Lists and badges on paper, as PDF/UA. What people typed goes in as data, never as markup."""

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core.periods import period
from kogge.core.translated import translated
from kogge.plan.events.models import Session
from kogge.take_part.checkin.door_plan import plan_of
from kogge.take_part.checkin.models import Door
from kogge.take_part.checkin.subjects import Subject, everybody
from kogge.take_part.letters.funding import on_paper
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.tickets import validity
from kogge.take_part.tickets import codes, signing

from .numbers import numbered

_TEMPLATES = Path(__file__).parent / "typst"
Row = dict[str, Any]
_PICTURES = {"So", "Sk", "Cf", "Cn"}


def attendance_list(door: Door, session: Session | None) -> bytes:
    """Everybody who is expected, by name: number, code, name, organisation, a line to sign."""
    words = {
        "heading": _("List of participants"), "number": _("No."), "code": _("Code"), "name": _("Name"),
        "organization": _("Organisation"), "signature": _("Signature"), "heads": _("people"), "page": _("Page"),
        "nobody": _("Nobody is registered yet."),
    }  # fmt: skip
    about = str(translated(session, "title")) if session else ""
    return _made("list.typ", door, words, _rows(door, session), {"session": about})


def badges(door: Door, size: str) -> bytes:
    """One for each head: A4 to be folded to half and half again, or A6."""
    words = {
        "heading": _("Badges"),
        "code": _("Code of the ticket"),
        "nobody": _("Nobody is registered yet."),
    }
    return _made("badges.typ", door, words, _rows(door, None), {"size": size})


def _made(template: str, door: Door, words: dict[str, str], rows: list[Row], more: dict[str, str]) -> bytes:
    event = door.event
    content = {
        "language": (get_language() or "de")[:2], "title": str(translated(event, "title")),
        "when": period(event.starts_on, event.ends_on, event.precision), "words": words, "rows": rows,
        "funding": on_paper(event), **more,
    }  # fmt: skip
    inputs = {"content": json.dumps(content)}
    try:
        made = typst.compile(
            _TEMPLATES / template, sys_inputs=inputs, pdf_standards="ua-1", ignore_system_fonts=True
        )
    except typst.TypstError:  # a name in a script that no font here has: the sheet is needed all the same
        made = typst.compile(_TEMPLATES / template, sys_inputs=inputs)
    return bytes(made)  # type: ignore[arg-type]


def _printable(name: str) -> str:
    """Without pictures, which no text font has."""
    return "".join(
        one for one in name if unicodedata.category(one) not in _PICTURES and one != "\ufe0f"
    ).strip()


def _rows(door: Door, session: Session | None) -> list[Row]:
    plan = plan_of(door, fresh=True)
    area = session.pk if session else 0
    known = numbered(everybody(plan.scopes))
    wanted = [
        (number, one) for number, one in known.items()
        if one.state == "confirmed" and one.kind != "group" and (not plan.needs_booking(area) or area in one.booked)
    ]  # fmt: skip
    tickets = _tickets(one for _number, one in wanted)
    organizations = dict(
        Registration.objects.filter(pk__in={one.registration for _number, one in wanted}).values_list(
            "pk", "organization"
        )
    )
    rows = [
        {
            "number": number, "name": _printable(one.name) or one.reference, "heads": one.heads,
            "organization": "" if one.kind == "headcount" else organizations.get(one.registration, ""),
            "code": codes.svg(tickets[one.serial]),
        }
        for number, one in wanted
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (str(row["name"]).casefold(), row["number"]))


def _tickets(subjects: Iterable[Subject]) -> dict[str, str]:
    """The text of each one's ticket; the period is looked up once for each admission."""
    found = {one.serial: one.registration for one in subjects}
    registrations = Registration.objects.filter(pk__in=set(found.values()))
    owners = {one.pk: one.admission for one in registrations.select_related("admission")}
    periods = {one.pk: validity(one) for one in set(owners.values())}
    return {
        serial: signing.sign(serial, owners[pk].pk, *periods[owners[pk].pk]) for serial, pk in found.items()
    }
