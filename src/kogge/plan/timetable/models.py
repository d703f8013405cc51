"""How an event's programme is laid out: its days and rooms, what a session needs, and what visitors wish.

The live `Session` rows are the draft: room and times stand there, so that the database itself refuses double
bookings. Here stands everything around it.
"""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.network.directory.models import Room
from kogge.plan.events.models import Event, Session

WEIGHTS: dict[str, int] = {
    "wishes": 100, "tracks": 10, "themes": 20, "rooms": 5, "days": 5, "changes": 5, "stability": 50,
}  # fmt: skip
"""What a good timetable is worth, as long as the curator says nothing else."""
FEATURES = {
    "projector": pgettext_lazy("equipment", "Projector"),
    "microphone": pgettext_lazy("equipment", "Microphone"),
    "recording": pgettext_lazy("equipment", "Recording"),
    "step_free": pgettext_lazy("equipment", "Step-free access"),
    "hearing_loop": pgettext_lazy("equipment", "Hearing loop"),
    "power": pgettext_lazy("equipment", "Power at the seats"),
    "tables": pgettext_lazy("equipment", "Tables"),
    "computers": pgettext_lazy("equipment", "Computers"),
    "quiet": pgettext_lazy("equipment", "Quiet"),
    "dark": pgettext_lazy("equipment", "Can be darkened"),
}
"""Equipment by name; a room may have more, written as it is called there."""


def default_weights() -> dict[str, int]:
    """A copy of `WEIGHTS`."""
    return dict(WEIGHTS)


class Timetable(models.Model):
    """The layout of one event. `days` = [{"date": "2026-04-10", "from": "09:00", "to": "20:00"}], local time.

    `revision` counts every change of the draft: who worked on an older state is told what happened meanwhile.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="timetable")
    slot_minutes = models.PositiveSmallIntegerField(
        _("Slot length in minutes"), default=5, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    turnaround_minutes = models.PositiveSmallIntegerField(
        _("Minutes between two sessions in a room"), default=5, validators=[MaxValueValidator(240)]
    )
    days = models.JSONField(default=list, blank=True)
    weights = models.JSONField(default=default_weights, blank=True)
    revision = models.PositiveIntegerField(default=0)
    rooms: Any = models.ManyToManyField(Room, through="TimetableRoom", related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(slot_minutes__range=(5, 240)), name="timetable_slot_has_length"
            ),
        ]

    def __str__(self) -> str:
        return str(self.event)


class TimetableRoom(models.Model):
    """A room that the programme may use. Without any row, all rooms of the event's place count."""

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="room_rows")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    turnaround_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["timetable", "room"], name="timetable_room_once")]

    def __str__(self) -> str:
        return str(self.room)


class Pause(models.Model):
    """A break, in one room or (without one) in all of them."""

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="pauses")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("room")
    )
    title = models.CharField(_("name"), max_length=80)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="pause_has_length")
        ]

    def __str__(self) -> str:
        return self.title


class SessionPlan(models.Model):
    """What a session needs in the timetable. A session without a row has the defaults.

    `minutes` is its length while it stands nowhere; a placed session lasts as long as its times say. `workshop`
    names the first of several runs of the same workshop. `moved_in` is the timetable's revision in which its place
    last changed, `moved_by` who did that, as the history names them (empty: outside the grid).
    """

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="plan")
    minutes = models.PositiveSmallIntegerField(
        _("Length in minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(5), MaxValueValidator(1440)],
    )
    locked = models.BooleanField(_("Stays where it is"), default=False)
    features = models.JSONField(_("Needs in the room"), default=list, blank=True)
    expected = models.PositiveIntegerField(_("Expected visitors"), null=True, blank=True)
    is_big = models.BooleanField(_("Big session: not beside another big one of its track"), default=False)
    is_keynote = models.BooleanField(_("Keynote: nothing else at its time"), default=False)
    workshop = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="run_plans"
    )
    run = models.PositiveSmallIntegerField(default=1)
    moved_in = models.PositiveIntegerField(default=0, db_index=True)
    moved_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__range=(5, 1440)), name="session_plan_has_length"
            ),
            models.UniqueConstraint(
                fields=["workshop", "run"], condition=Q(workshop__isnull=False), name="workshop_run_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)


class Sequence(models.Model):
    """`then` begins at least `gap_minutes` after `first` has ended; with `same_room`, in the same room."""

    first = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="followers")
    then = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="predecessors")
    gap_minutes = models.PositiveSmallIntegerField(_("Minutes between them"), default=0)
    same_room = models.BooleanField(_("In the same room"), default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "then"], name="sequence_once"),
            models.CheckConstraint(condition=~Q(first=F("then")), name="sequence_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.first} → {self.then}"


class Preference(models.Model):
    """What one visitor wants to see: `sessions` holds keys of sessions. `visitor` is a number or code, no name."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="preferences")
    visitor = models.CharField(max_length=80)
    sessions = models.JSONField(default=list)
    is_personal = True

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "visitor"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.event}: {self.pk}"
