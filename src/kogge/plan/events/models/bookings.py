"""Rooms and people held for a time. The database itself refuses overlaps (see migration 0002).

An event may hold a room as a whole (layer `event`) while its own sessions use it (layer `session`). So two rules:
within one layer nothing overlaps; across layers only bookings of the same root event may overlap.
PostgreSQL keeps them by exclusion constraints, SQLite by triggers under its single writer.
"""

from django.db import models
from django.db.models import F, Q

from kogge.network.directory.models import Person, Room

from .events import Event
from .sessions import Session


class Booking(models.Model):
    """Something held from `starts_at` until before `ends_at`, for an event or one of its sessions."""

    class Layer(models.TextChoices):
        EVENT = "event"
        SESSION = "session"

    root = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="%(class)ss")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    layer = models.CharField(max_length=7, choices=Layer.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="%(class)s_order"),
            models.CheckConstraint(
                condition=Q(layer="event", session=None) | Q(layer="session", session__isnull=False),
                name="%(class)s_layer",
            ),
        ]


class RoomBooking(Booking):
    """A room held for an event or a session."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="bookings")

    class Meta(Booking.Meta):
        indexes = [models.Index(fields=["room", "starts_at", "ends_at"])]

    def __str__(self) -> str:
        return f"{self.room} {self.starts_at:%Y-%m-%d %H:%M}"


class PersonBooking(Booking):
    """A person held for an event or a session."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bookings")

    class Meta(Booking.Meta):
        indexes = [models.Index(fields=["person", "starts_at", "ends_at"])]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_at:%Y-%m-%d %H:%M}"
