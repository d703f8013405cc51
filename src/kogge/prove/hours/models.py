"""Who held a ticket, what their attendance is worth in minutes, and who takes part in an operation."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.take_part.attendance.models import Proof
from kogge.take_part.checkin.models import Door

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """Eight letters and digits that say nothing about the person (39 bits)."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


class Holder(models.Model):
    """Whose ticket a serial was. Stays when the registration is emptied, because hours rest on it."""

    class How(models.TextChoices):
        MAIL = "mail", _("Registered with a confirmed mail address")
        STAFF = "staff", _("Linked by staff")

    serial = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="held_tickets")
    how = models.CharField(_("how it is known"), max_length=5, choices=How.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    is_personal = True
    UNSEALED = ("person",)

    class Meta:
        verbose_name = _("holder of a ticket")

    def __str__(self) -> str:
        return self.serial


class Credit(models.Model):
    """The verified minutes of one person at one event. Follows from attendance and can be made anew at any time.

    Which operation they count for is the event's operation; so each counts for at most one.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="credits")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="credits")
    on = models.DateField(_("day"))
    minutes = models.PositiveIntegerField(_("minutes"))
    proofs = models.JSONField(_("how it was proved"), default=list)
    is_personal = True

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "event"], name="credit_once")]
        indexes = [models.Index(fields=["event", "on", "person", "minutes"], name="credit_by_event")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.minutes}"

    @property
    def proof_words(self) -> str:
        """How it was proved, for people."""
        return ", ".join(str(Proof(one).label) for one in self.proofs)


class Participant(models.Model):
    """One person in one operation, under a code that the funder may see."""

    code = models.CharField(_("code"), max_length=8, unique=True, default=new_code, editable=False)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    made_at = models.DateTimeField(auto_now_add=True)
    is_personal = True
    UNSEALED = ("person",)

    class Meta:
        ordering = ["code"]
        verbose_name = _("participant")
        constraints = [models.UniqueConstraint(fields=["operation", "person"], name="participant_once")]

    def __str__(self) -> str:
        return self.code


class Ledger(models.Model):
    """Whether the credits of a door follow from all its attendance."""

    door = models.OneToOneField(Door, on_delete=models.CASCADE, related_name="ledger")
    in_step = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.door_id)
