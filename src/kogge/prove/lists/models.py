"""Frozen lists, and requests that need a second person because a list is frozen."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event, Session

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """Sixteen letters and digits that a file carries inside and that lead back to its record (78 bits)."""
    return "".join(secrets.choice(LETTERS) for _ in range(16))


class SealedFile(models.Model):
    """A file kept encrypted under a random name: who copies the folder reads nothing."""

    code = models.CharField(_("code"), max_length=16, unique=True, default=new_code, editable=False)
    is_personal = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code


class AttendanceList(SealedFile):
    """Who was at an event or session, as it was known on one day. Never changes; a later state is a version more."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="attendance_lists")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.PROTECT, related_name="attendance_lists"
    )
    area = models.PositiveBigIntegerField(default=0)
    version = models.PositiveSmallIntegerField(_("version"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    operation = models.ForeignKey(Operation, null=True, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)
    frozen_at = models.DateTimeField(_("frozen at"))
    frozen_by = models.CharField(max_length=64)
    people = models.PositiveIntegerField(_("people with a name"))
    heads = models.PositiveIntegerField(_("heads"))
    minutes = models.PositiveIntegerField(_("minutes"))
    pdf = models.CharField(max_length=80)
    pdf_sha256 = models.CharField(max_length=64)
    table = models.CharField(max_length=80)
    table_sha256 = models.CharField(max_length=64)
    differs = models.PositiveIntegerField(default=0)
    to_compare = models.BooleanField(default=False)
    UNSEALED = ("differs", "to_compare")

    class Meta:
        ordering = ["event", "area", "-version"]
        verbose_name = _("frozen list")
        indexes = [models.Index(fields=["to_compare"], condition=Q(to_compare=True), name="list_to_compare")]
        constraints = [
            models.UniqueConstraint(fields=["event", "area", "version"], name="list_version_once"),
            models.CheckConstraint(
                condition=Q(version=1, reason="") | (Q(version__gt=1) & ~Q(reason="")),
                name="list_version_says_why",
            ),
        ]


class OperationRequest(models.Model):
    """The wish to change the operation of an event whose list is frozen. Another person decides.

    `AGREED` holds only inside the transaction that changes the event and makes it `APPROVED`: a consent is spent once.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Waits for a second person")
        AGREED = "agreed", pgettext_lazy("request", "Approved")
        APPROVED = "approved", pgettext_lazy("request", "Approved and done")
        REFUSED = "refused", pgettext_lazy("request", "Refused")
        WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="operation_requests")
    before = models.ForeignKey(Operation, null=True, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Operation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.OPEN)
    requested_by = models.CharField(max_length=64)
    requested_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("what you say to it"), max_length=300, blank=True)

    class Meta:
        ordering = ["-requested_at"]
        verbose_name = _("request to change the operation")
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(state="open"), name="operation_request_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "approved"]) | ~Q(requested_by=F("decided_by")),
                name="operation_request_two_people",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="operation_request_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.before} → {self.after}"
