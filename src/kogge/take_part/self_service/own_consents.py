"""Consents of one registration: given with version and time, withdrawn, or never given."""

from dataclasses import dataclass

from kogge.core.translated import Translated, translated
from kogge.take_part.registration.models import Consent, ConsentKind, ConsentText, Registration


@dataclass(frozen=True)
class OwnConsent:
    """One kind: the text that holds, and the yes to it, if there is one now."""

    kind: str
    label: str
    text: ConsentText
    words: Translated
    given: Consent | None
    withdrawn: Consent | None


def of(registration: Registration) -> list[OwnConsent]:
    """Every kind that is asked for or was ever given. What was given shows the words that were agreed to."""
    rows = [
        row
        for row in registration.consents.select_related("text").order_by("given_at")
        if row.seat_id is None
    ]
    given = {row.kind: row for row in rows if row.withdrawn_at is None}
    withdrawn = {row.kind: row for row in rows if row.withdrawn_at is not None}
    asked = set(registration.admission.consents_asked)
    newest: dict[str, ConsentText] = {}
    if asked:
        for text in ConsentText.objects.filter(kind__in=asked).order_by("version"):
            newest[text.kind] = text
    kinds = [kind for kind in ConsentKind.values if kind in {*newest, *given, *withdrawn}]
    return [_own(kind, newest, given.get(kind), withdrawn.get(kind)) for kind in kinds]


def _own(
    kind: str, newest: dict[str, ConsentText], given: Consent | None, withdrawn: Consent | None
) -> OwnConsent:
    row = given or withdrawn
    text = row.text if row is not None and (given or kind not in newest) else newest[kind]
    return OwnConsent(kind, str(ConsentKind(kind).label), text, translated(text, "text"), given, withdrawn)
