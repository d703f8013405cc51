"""How one gets in: the terms of an event or series, its seats, its questions, its invitations and codes."""

import uuid
from datetime import datetime, time

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kogge.core.ordering import empty_lowest
from kogge.network.directory.models import Organization
from kogge.plan.events.models import Event, EventSeries, Session


class Admission(models.Model):
    """The terms on which people register for one event with its sessions, or for a whole series."""

    class Confirmation(models.TextChoices):
        LINK = "link", _("After a click on the link in the mail")
        AT_ONCE = "at_once", _("At once")

    class Access(models.TextChoices):
        OPEN = "open", _("Everybody")
        CODE = "code", _("Whoever has a code")
        INVITED = "invited", _("Whoever was invited")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.OneToOneField(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="admission"
    )
    series = models.OneToOneField(
        EventSeries, null=True, blank=True, on_delete=models.PROTECT, related_name="admission"
    )
    is_open = models.BooleanField(_("registration is switched on"), default=False)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    confirmation = models.CharField(
        _("confirmation"), max_length=8, choices=Confirmation.choices, default=Confirmation.LINK
    )
    needs_approval = models.BooleanField(_("the organiser decides on each registration"), default=False)
    access = models.CharField(
        _("who may register"), max_length=8, choices=Access.choices, default=Access.OPEN
    )
    has_waiting_list = models.BooleanField(_("waiting list"), default=True)
    offer_hours = models.PositiveSmallIntegerField(_("hours a freed seat is kept for the next"), default=24)
    quiet_from = models.TimeField(_("no offers from"), default=time(21))
    quiet_until = models.TimeField(_("no offers until"), default=time(8))
    hold_minutes = models.PositiveSmallIntegerField(_("minutes to confirm by link"), default=120)
    reminder_hours = models.PositiveSmallIntegerField(_("reminder, hours before"), default=24)
    most_heads = models.PositiveSmallIntegerField(_("most people in one registration"), default=1)
    takes_headcounts = models.BooleanField(_("groups without names (a class)"), default=False)
    takes_minors = models.BooleanField(_("minors without a mail address"), default=False)
    most_sessions = models.PositiveSmallIntegerField(_("most sessions per person"), null=True, blank=True)
    consents_asked = models.JSONField(_("consents asked for"), default=list, blank=True)
    note_de = models.TextField(_("what to know before registering (German)"), blank=True)
    note_en = models.TextField(_("what to know before registering (English)"), blank=True)
    follow_up_de = models.TextField(_("letter afterwards (German)"), blank=True)
    follow_up_en = models.TextField(_("letter afterwards (English)"), blank=True)
    keep_days = models.PositiveSmallIntegerField(_("days names and answers are kept afterwards"), default=730)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, series=None) | Q(event=None, series__isnull=False),
                name="admission_event_or_series",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
                name="admission_order_of_times",
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__gte=1, hold_minutes__gte=5, most_heads__gte=1),
                name="admission_periods_positive",
            ),
        ]

    def __str__(self) -> str:
        return str(self.event or self.series)

    @property
    def lead(self) -> Organization | None:
        """The organisation that answers for the data and whose staff may see the registrations."""
        if self.event is not None:
            return self.event.lead
        return self.series.organizers.first() if self.series else None

    def takes_registrations(self, now: datetime | None = None) -> bool:
        """Whether the form is open at this moment."""
        now = now or timezone.now()
        early = self.opens_at is not None and now < self.opens_at
        late = self.closes_at is not None and now >= self.closes_at
        return self.is_open and not early and not late


class Capacity(models.Model):
    """The one row that everything locks: the seats of an event, a session or a mode, and how many are taken.

    `taken` counts heads that are confirmed, pending or offered. `overbooked` is what staff allowed beyond
    `seats`; without it the database refuses to store more than fit (I1).
    """

    class Mode(models.TextChoices):
        ANY = "", _("everybody")
        ONSITE = "onsite", _("on site")
        ONLINE = "online", _("online")

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="capacities")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="capacities"
    )
    mode = models.CharField(_("mode"), max_length=6, choices=Mode.choices, default=Mode.ANY, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    overbooked = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = [*empty_lowest("session__starts_at"), "mode", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["admission", "mode"], condition=Q(session=None), name="capacity_once_per_mode"
            ),
            models.UniqueConstraint(
                fields=["admission", "session", "mode"],
                condition=Q(session__isnull=False),
                name="capacity_once_per_session_and_mode",
            ),
            models.CheckConstraint(
                condition=Q(seats=None) | Q(taken__lte=F("seats") + F("overbooked")),
                name="capacity_never_oversold",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session or self.admission)

    @property
    def left(self) -> int | None:
        """Free seats; None when there is no limit."""
        return None if self.seats is None else max(0, self.seats - self.taken)


class Question(models.Model):
    """One further question, asked for the event or for one session only, with the reason why it is asked."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        LONG_TEXT = "long_text", _("Long text")
        CHOICE = "choice", _("One of several")
        CHOICES = "choices", _("Several of several")
        NUMBER = "number", _("Number")
        YES_NO = "yes_no", _("Yes or no")
        FILE = "file", _("File")

    class Group(models.TextChoices):
        GENERAL = "general", _("General")
        ACCESS = "access", _("Food and accessibility: for the host only, deleted 14 days after the event")

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="questions")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.CASCADE, related_name="questions"
    )
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    group = models.CharField(_("who sees it"), max_length=8, choices=Group.choices, default=Group.GENERAL)
    label_de = models.CharField(_("question (German)"), max_length=200)
    label_en = models.CharField(_("question (English)"), max_length=200, blank=True)
    why_de = models.CharField(_("why it is asked (German)"), max_length=300)
    why_en = models.CharField(_("why it is asked (English)"), max_length=300, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    choices = models.JSONField(default=list, blank=True)
    least = models.IntegerField(_("smallest number"), null=True, blank=True)
    most = models.IntegerField(_("largest number"), null=True, blank=True)
    condition = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers"
    )
    condition_value = models.CharField(_("only when the answer is"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(why_de=""), name="question_says_why"),
            models.CheckConstraint(condition=~Q(condition=F("pk")), name="question_not_upon_itself"),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(least__lte=F("most")),
                name="question_order_of_limits",
            ),
        ]

    def __str__(self) -> str:
        return self.label_de


class AccessCode(models.Model):
    """A code that opens the form, for a number of registrations."""

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(_("code"), max_length=40)
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    most_uses = models.PositiveIntegerField(_("how often"), default=1)
    uses = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["admission", "code"], name="access_code_once"),
            models.CheckConstraint(condition=Q(uses__lte=F("most_uses")), name="access_code_not_overused"),
        ]

    def __str__(self) -> str:
        return self.code


class Invitation(models.Model):
    """Somebody asked to come, who answers yes or no. Reminders go to those who have not answered."""

    class Answer(models.TextChoices):
        OPEN = "open", _("No answer yet")
        YES = "yes", _("Comes")
        NO = "no", _("Cannot come")

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="invitations")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("mail address"), max_length=254)
    email_key = models.CharField(max_length=254, editable=False)
    language = models.CharField(max_length=2, default="de")
    answer = models.CharField(_("answer"), max_length=4, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    is_personal = True

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["admission", "email_key"], name="invited_once"),
            models.CheckConstraint(
                condition=Q(answer="open", answered_at=None)
                | (~Q(answer="open") & Q(answered_at__isnull=False)),
                name="invitation_answered_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.admission}: {self.pk}"
