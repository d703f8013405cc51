"""Consent rows for the texts that somebody agreed to."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .models import Consent, ConsentText, Registration, Seat


def consents_to(
    registration: Registration, texts: Iterable[int], now: datetime, *, seat: Seat | None = None
) -> list[Consent]:
    """Unsaved rows, one for each kind; Refused where a text is not among those that are asked."""
    wanted = set(texts)
    if not wanted:
        return []
    found = list(ConsentText.objects.filter(pk__in=wanted, kind__in=registration.admission.consents_asked))
    if len(found) != len(wanted) or len({text.kind for text in found}) != len(found):
        raise Refused(_("A consent's text has changed meanwhile. Please read it again."), field="consents")
    return [
        Consent(registration=registration, seat=seat, kind=text.kind, text=text, given_at=now)
        for text in found
    ]
