"""Registrations: who asked for which seats, and what became of it."""

import secrets
import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kogge.network.directory.models import Person

from .admissions import AccessCode, Admission, Capacity, Invitation, Question

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class State(models.TextChoices):
    """What became of a registration. `PENDING` and `OFFERED` hold seats until `held_until`."""

    PENDING = "pending", _("Not confirmed yet")
    REQUESTED = "requested", _("Waits for the organiser's decision")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("A seat is offered")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")
    DECLINED = "declined", _("Declined by the organiser")


LIVE = (State.PENDING, State.REQUESTED, State.CONFIRMED, State.WAITING, State.OFFERED)
SEATED = (State.PENDING, State.CONFIRMED, State.OFFERED)


def new_reference() -> str:
    """Eight letters and digits that nobody mistakes when reading them aloud (39 bits)."""
    return "".join(secrets.choice(LETTERS) for _ in range(8))


def new_serial() -> str:
    """Eight random bytes as hexadecimal digits: what a ticket names."""
    return secrets.token_hex(8)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations by what became of them."""

    def live(self) -> "RegistrationQuerySet":
        """Neither cancelled nor expired nor declined."""
        return self.filter(state__in=LIVE)

    def seated(self) -> "RegistrationQuerySet":
        """Those that hold a seat now: confirmed, pending or offered."""
        return self.filter(state__in=SEATED)

    def mains(self) -> "RegistrationQuerySet":
        """One row for each party: not its seats in single sessions."""
        return self.filter(main=None)


class Registration(models.Model):
    """One party's wish for one thing: an event, a series, a mode of it, or (`main` set) a session of it.

    The order of the waiting list is the order of primary keys. A session's row repeats name and mail of its main row.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("One person")
        GROUP = "group", _("Several people, each with a ticket")
        HEADCOUNT = "headcount", _("A group as a head count")

    class Source(models.TextChoices):
        FORM = "form", _("Form")
        STAFF = "staff", _("Entered by staff")
        DOOR = "door", _("At the door")
        INVITATION = "invitation", _("Invitation")
        IMPORT = "import", _("Import")

    class Ended(models.TextChoices):
        BY_PERSON = "person", _("Cancelled by the person")
        BY_STAFF = "staff", _("Cancelled by the organiser")
        EVENT = "event", _("The event or session was cancelled")
        NOT_CONFIRMED = "not_confirmed", _("Not confirmed in time")
        OFFER_LAPSED = "offer_lapsed", _("Offer not taken in time")
        DECLINED = "declined", _("Declined by the organiser")
        ERASED = "erased", _("Erased at the person's request")
        TIME_TAKEN = "time_taken", _("Another booking at that time")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=8, unique=True, default=new_reference)
    serial = models.CharField(max_length=16, unique=True, default=new_serial, editable=False)
    link_version = models.PositiveSmallIntegerField(default=1)
    idempotency_key = models.CharField(max_length=64, unique=True)
    admission = models.ForeignKey(Admission, on_delete=models.PROTECT, related_name="registrations")
    capacity = models.ForeignKey(Capacity, on_delete=models.PROTECT, related_name="registrations")
    main = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    heads = models.PositiveSmallIntegerField(_("people"), default=1)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.FORM)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("mail address"), max_length=254, blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    language = models.CharField(max_length=2, default="de")
    organization = models.CharField(_("organisation"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    is_minor = models.BooleanField(_("under 18"), default=False)
    answers = models.JSONField(default=dict, blank=True)
    invitation = models.ForeignKey(
        Invitation, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    access_code = models.ForeignKey(
        AccessCode, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="registrations"
    )
    created_at = models.DateTimeField()
    mail_confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=14, choices=Ended.choices, blank=True)
    mail_failed_at = models.DateTimeField(null=True, blank=True)
    mail_problem = models.CharField(max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_personal = True

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["capacity", "state", "id"], name="registration_queue"),
            models.Index(fields=["admission", "state"]),
            models.Index(fields=["email_key"]),
            models.Index(
                fields=["held_until"], condition=Q(held_until__isnull=False), name="registration_held"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["capacity", "email_key"],
                condition=Q(state__in=LIVE) & ~Q(email_key=""),
                name="registration_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["admission", "email_key"],
                condition=Q(state__in=LIVE, main=None) & ~Q(email_key=""),
                name="registration_once_per_admission",
            ),
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(state__in=LIVE, main=None),
                name="registration_once_per_invitation",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "offered"], held_until__isnull=False)
                | (~Q(state__in=["pending", "offered"]) & Q(held_until=None)),
                name="registration_held_until",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["cancelled", "expired", "declined"], ended_at__isnull=False)
                | (~Q(state__in=["cancelled", "expired", "declined"]) & Q(ended_at=None)),
                name="registration_ended_at",
            ),
            models.CheckConstraint(
                condition=Q(kind="person", heads=1) | (~Q(kind="person") & Q(heads__gte=0)),
                name="registration_heads_fit_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_live(self) -> bool:
        """Whether it still means something: neither cancelled nor expired nor declined."""
        return self.state in LIVE

    @property
    def is_wish(self) -> bool:
        """A party that has a seat waits here for one in another mode; the row never becomes a seat itself."""
        return self.main_id is not None and self.capacity.session_id is None

    def holds_seat(self, now: datetime) -> bool:
        """Whether it may be let in: confirmed, or held and not lapsed."""
        held = self.held_until is not None and self.held_until > now
        return self.state == State.CONFIRMED or (self.state in SEATED and held)


class Seat(models.Model):
    """One head of a group with tickets of its own. The name may come later or never."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="seats")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField()
    serial = models.CharField(max_length=16, unique=True, default=new_serial, editable=False)
    link_version = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("mail address"), max_length=254, blank=True)
    is_minor = models.BooleanField(_("under 18"), default=False)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="seats")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    is_personal = True

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["registration", "position"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.registration}/{self.position}"


class AnswerFile(models.Model):
    """A file given as an answer, checked by its content and kept under a random name."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="files")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(upload_to="answers/")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    is_personal = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="answer_file_once")]

    def __str__(self) -> str:
        return f"{self.registration}: {self.pk}"
