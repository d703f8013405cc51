"""Saying yes to a text and taking it back. Both act at once, and both are kept."""

from django.db import transaction
from django.utils import timezone

from .. import parties
from ..changes import By, Changes
from ..consent_rows import consents_to
from ..models import Consent, ConsentText, Registration, Seat


@transaction.atomic
def give_consent(
    registration: Registration, text: ConsentText, *, seat: Seat | None = None, by: By = None
) -> Consent:
    """Agree to one version of a text. Agreed to already: that consent, or a newer one in its place."""
    Registration.objects.select_for_update(no_key=True).only("pk").get(pk=registration.pk)
    parties.refuse_ended(registration)
    given = registration.consents.filter(kind=text.kind, seat=seat, withdrawn_at=None).first()
    if given is not None and given.text_id == text.pk:
        return given
    if given is not None:
        given.withdrawn_at, given.withdrawn_by = timezone.now(), "newer text"
        given.save(update_fields=["withdrawn_at", "withdrawn_by"])
    consent = consents_to(registration, [text.pk], timezone.now(), seat=seat)[0]
    consent.save(force_insert=True)
    changes = Changes(by)
    changes.keep(consent, "consent given", after={"text": text.pk})
    changes.seal()
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: By = None) -> None:
    """Take a consent back. It counts no more from this moment; that it was given stays as proof."""
    now = timezone.now()
    how = "person" if by is None else "staff"
    if not Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_by=how
    ):
        return
    consent.withdrawn_at, consent.withdrawn_by = now, how
    registration = consent.registration
    registration.version += 1
    registration.save(update_fields=["version"])
    changes = Changes(by)
    changes.keep(consent, "consent withdrawn", after={"text": consent.text_id})
    changes.tell("consent withdrawn", registration, consent=consent)
    changes.seal()
