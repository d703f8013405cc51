"""What must always hold of registrations (I1 to I5, I7 to I9). Each check yields a sentence for each violation."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from kogge.core.models import HistoryEntry, OutboxMessage
from kogge.take_part.tickets import invariants as tickets

from . import parties
from .models import Capacity, Registration, State
from .models.registrations import SEATED
from .tickets import tickets_of

Check = Callable[[], Iterator[str]]
_SILENT = timedelta(hours=1)
_SIDE_BY_SIDE = timedelta(seconds=5)


def never_oversold() -> Iterator[str]:
    """I1: taken is within the seats, or exactly what an organiser overbooked, with an entry in the history."""
    for capacity in Capacity.objects.exclude(seats=None).filter(taken__gt=F("seats")):
        if capacity.overbooked != capacity.taken - (capacity.seats or 0):
            yield f"Counter {capacity.pk}: {capacity.taken} taken, {capacity.seats} seats."
        entries = HistoryEntry.objects.filter(kind="registration.capacity", object_id=str(capacity.pk))
        if not entries.filter(verb__in=["overbooked", "seats changed"]).exists():
            yield f"Counter {capacity.pk} is overbooked and nobody did it."


def counters_are_true() -> Iterator[str]:
    """I2: each counter is what its rows add up to."""
    seated = Sum("registrations__heads", filter=Q(registrations__state__in=SEATED))
    for capacity in Capacity.objects.annotate(counted=seated).order_by("pk"):
        if (capacity.counted or 0) != capacity.taken:
            yield f"Counter {capacity.pk} says {capacity.taken}, its rows say {capacity.counted or 0}."


def nobody_waits_beside_a_seat() -> Iterator[str]:
    """I3: whoever waits needs more seats than are free."""
    now = timezone.now()
    rows = Registration.objects.filter(state=State.WAITING).filter(parties.MAY_MOVE_UP).order_by("pk")
    rows = rows.filter(Q(capacity__seats=None) | Q(heads__lte=F("capacity__seats") - F("capacity__taken")))
    for row in rows.select_related("capacity__session", "capacity__admission__event"):
        if not parties.has_begun(row.capacity, now):
            yield f"Registration {row.pk} waits beside free seats of counter {row.capacity_id}."


def once_per_person() -> Iterator[str]:
    """I4: one live registration for a person and thing, one serial for a ticket."""
    live = Registration.objects.live().exclude(email_key="").order_by()
    for row in live.values("capacity", "email_key").annotate(n=Count("pk")).filter(n__gt=1):
        yield f"Somebody has {row['n']} live registrations at counter {row['capacity']}."
    serials = Registration.objects.order_by().values("serial").annotate(n=Count("pk"))
    for shared in serials.filter(n__gt=1):
        yield f"{shared['n']} registrations share one serial."


def order_is_kept() -> Iterator[str]:
    """I5: nobody who came later by the form, with as many heads or more, sits while somebody waits.

    Left out is where somebody decided or changed the number of people, which the history tells. On PostgreSQL
    those who register in the same seconds are at the counter side by side; any order of them is right.
    """
    touched = HistoryEntry.objects.filter(
        kind="registration.registration", verb__in=["heads changed", "given a seat", "approved"]
    )
    changed = {int(pk) for pk in touched.values_list("object_id", flat=True)}
    waiting = Registration.objects.filter(state=State.WAITING, main=None).order_by("-pk")
    for row in waiting.exclude(pk__in=changed):
        later = Registration.objects.seated().filter(
            capacity=row.capacity_id,
            created_at__gt=row.created_at + _SIDE_BY_SIDE,
            heads__gte=row.heads,
            source__in=["form", "invitation"],
        )
        for other in later.exclude(pk__in=changed).values_list("pk", flat=True)[:1]:
            yield f"Registration {other} sits although {row.pk} waits since before."


def keys_are_unique() -> Iterator[str]:
    """I7: one key, one registration."""
    keys = Registration.objects.order_by().values("idempotency_key").annotate(n=Count("pk"))
    for row in keys.filter(n__gt=1):
        yield f"{row['n']} registrations have one key."


def mails_go_out() -> Iterator[str]:
    """I8: no two mails share an identity, and none that may go waits longer than an hour unnoticed."""
    for row in OutboxMessage.objects.order_by().values("message_id").annotate(n=Count("pk")).filter(n__gt=1):
        yield f"{row['n']} mails share the Message-ID {row['message_id']}."
    late = timezone.now() - _SILENT
    forgotten = OutboxMessage.objects.filter(
        sent_at=None, failed_at=None, created_at__lt=late, next_attempt_at__lt=late
    )
    for message in forgotten:
        yield f"Mail {message.message_id} should have gone out at {message.next_attempt_at:%d.%m.%Y %H:%M}."


def tickets_are_sound() -> Iterator[str]:
    """I9: every live ticket verifies, bears its own serial, and was not revoked."""
    rows = Registration.objects.filter(state=State.CONFIRMED, main=None)
    rows = rows.select_related("admission__event", "admission__series").prefetch_related("seats")
    lines = (line for row in rows for line in tickets_of(row))
    return tickets.faults((line.serial, line.text) for line in lines)


CHECKS: dict[str, Check] = {
    "I1": never_oversold,
    "I2": counters_are_true,
    "I3": nobody_waits_beside_a_seat,
    "I4": once_per_person,
    "I5": order_is_kept,
    "I7": keys_are_unique,
    "I8": mails_go_out,
    "I9": tickets_are_sound,
}
