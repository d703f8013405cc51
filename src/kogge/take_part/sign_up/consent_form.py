"""The consent form of parents as PDF/UA: event, date, place and organiser are filled in, the rest is for a pen."""

import json
from pathlib import Path

import typst
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core.periods import hours, period
from kogge.core.translated import translated
from kogge.take_part.letters.funding import on_paper, paid_for

from .terms import Terms

_TEMPLATE = Path(__file__).parent / "typst" / "consent.typ"


def pdf(terms: Terms) -> bytes:
    """One page to print, or 404 where no minors are taken. Texts go in as data, never as markup."""
    if not terms.admission.takes_minors:
        raise Http404
    content = json.dumps({**_about(terms), "words": _words(), "funding": on_paper(paid_for(terms.admission))})
    made = typst.compile(
        _TEMPLATE, sys_inputs={"content": content}, pdf_standards="ua-1", ignore_system_fonts=True
    )
    return bytes(made)  # type: ignore[arg-type]


def _about(terms: Terms) -> dict[str, object]:
    first = terms.dates[0]
    when = (
        period(first["starts_on"], first["ends_on"], first["precision"], weekday=True),
        hours(first["starts_at"], first["ends_at"]) if first["precision"] == "day" else "",
    )
    return {
        "language": (get_language() or "de")[:2],
        "title": str(translated(terms.record, "title")),
        "when": ", ".join(one for one in when if one) if len(terms.dates) == 1 else "",
        "place": first["place"]["name"] if first["place"] else "",
        "lead": str(terms.lead or ""),
    }


def _words() -> dict[str, str]:
    return {
        "heading": _("Consent of parents or guardians"),
        "when": _("When"),
        "place": _("Place"),
        "lead": _("Organiser"),
        "child": _("First and last name of the child"),
        "birth": _("Year of birth"),
        "agree": _("I agree that the child named above takes part in this event."),
        "phone": _("Where we reach you on that day (telephone)"),
        "home": _("The child may go home alone."),
        "yes": _("yes"),
        "no": _("no"),
        "notes": _("What the organiser must know (allergies, medicine; voluntary)"),
        "signature": _("Place, date, signature of a parent or guardian"),
        "hint": _(
            "Please give this sheet to the team at the door. It is not scanned, and destroyed 14 days after the event."
        ),
        "event": _("Event"),
    }
