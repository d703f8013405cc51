"""All live registrations and seats of one mail address, told to that address alone."""

from django.db import transaction
from django.utils import timezone

from kogge.core import throttle
from kogge.core.reactions import announce
from kogge.take_part.registration import identity
from kogge.take_part.registration.models import Registration, Seat

_MOST, _PER_SECONDS, _MOST_LISTED = 3, 3600, 30


@transaction.atomic
def send(email: str, *, language: str) -> None:
    """Have the links mailed, at most three times an hour. Whoever is not known gets nothing."""
    key = identity.email_key(email)
    if not throttle.allows("lost link of", key, most=_MOST, seconds=_PER_SECONDS):
        return
    rows = Registration.objects.live().mains().filter(email_key=key)
    registrations = list(
        rows.select_related("admission__event", "admission__series", "capacity")[:_MOST_LISTED]
    )
    heads = Seat.objects.filter(
        email__iexact=email, cancelled_at=None, registration__in=Registration.objects.live()
    )
    related = ("registration__admission__event", "registration__admission__series", "registration__capacity")
    seats = list(heads.select_related(*related)[:_MOST_LISTED])
    if registrations or seats:
        announce(
            "registration", what="link lost", email=email, language=language, by=None, at=timezone.now(),
            registration=registrations[0] if registrations else seats[0].registration,
            registrations=registrations, seats=seats,
        )  # fmt: skip
