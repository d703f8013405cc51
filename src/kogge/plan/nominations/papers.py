"""The certificate of appointment as PDF/UA-1. What people typed goes in as data, never as markup."""

import json
import unicodedata
from pathlib import Path

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core import region
from kogge.core.translated import translated
from kogge.plan.decisions.content import is_fictional

from .models import Nomination

_TEMPLATE = Path(__file__).parent / "typst" / "certificate.typ"
_PICTURES = {"So", "Sk", "Cf", "Cn"}


def certificate(nomination: Nomination) -> bytes:
    """Who was appointed to what, by whom, at which event, from when until when; in the person's language."""
    term, event, person = nomination.term, nomination.event, nomination.person
    if term is None or event is None or person is None:
        raise ValueError("only somebody in office has a certificate")
    with translation.override(nomination.locale):
        days = {
            "first": date_format(term.valid_from, "DATE_FORMAT") if term.valid_from else "",
            "last": date_format(term.valid_until, "DATE_FORMAT") if term.valid_until else "",
        }
        period = (
            _("from %(first)s to %(last)s") if term.valid_until else _("from %(first)s until further notice")
        )
        invented = _("Fictional data: this person and these dates do not exist.")
        content = {
            "language": nomination.locale,
            "title": _("Certificate of appointment"),
            "by": str(nomination.organization),
            "network": str(region.current().network),
            "appoints": _("appoints"),
            "name": _printable(f"{person.title} {person.name}"),
            "to": _("to the honorary office"),
            "office": nomination.office_label,
            "period": period % days,
            "at": _("Appointed at: %(event)s") % {"event": translated(event, "title")},
            "thanks": _("We thank you for giving time, knowledge and contacts to the network."),
            "fictional": invented if is_fictional(nomination.organization, event) else "",
            "place": _("Place and date"),
            "signature": _("Signature"),
        }
    return bytes(_compiled(content))


def _compiled(content: dict[str, str]) -> bytes:
    inputs = {"content": json.dumps(content)}
    try:
        made = typst.compile(_TEMPLATE, sys_inputs=inputs, pdf_standards="ua-1", ignore_system_fonts=True)
    except typst.TypstError:  # a name in a script that no font here has: the sheet is needed all the same
        made = typst.compile(_TEMPLATE, sys_inputs=inputs)
    return made  # type: ignore[return-value]


def _printable(name: str) -> str:
    """Without pictures, which no text font has."""
    kept = (one for one in name if unicodedata.category(one) not in _PICTURES and one != "\ufe0f")
    return "".join(kept).strip()
