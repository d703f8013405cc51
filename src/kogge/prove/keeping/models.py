"""Until when the proof of an operation is kept, what is sealed until then, and who was erased or asks for it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation


class ProofTerm(models.Model):
    """What decides how long an operation's proof is kept: the last payment, and proceedings that interrupt the term.

    Regulation (EU) 2021/1060, Article 82. A whole year counts even if the payment came in January.
    """

    operation = models.OneToOneField(Operation, on_delete=models.CASCADE, related_name="proof_term")
    last_payment_on = models.DateField(_("last payment to the beneficiary"), null=True, blank=True)
    years = models.PositiveSmallIntegerField(
        _("years, if other than the funder's profile says"), null=True, blank=True
    )
    held_since = models.DateField(_("proceedings since"), null=True, blank=True)
    held_because = models.CharField(_("what proceedings"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("term of proof")
        constraints = [
            models.CheckConstraint(
                condition=Q(held_since=None) | ~Q(held_because=""), name="proof_term_hold_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(years=None) | Q(years__range=(1, 30)), name="proof_term_years_in_range"
            ),
        ]

    def __str__(self) -> str:
        return str(self.operation)


class SealedRecord(models.Model):
    """What a proof needs of an erased person: encrypted, never searched, deleted when the term ends.

    `code` is the participant's code in the operation, the only way to it.
    """

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="sealed_records")
    code = models.CharField(_("code"), max_length=8, db_index=True)
    app = models.CharField(max_length=40)
    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)
    is_personal = True

    class Meta:
        verbose_name = _("sealed record")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.code


class Erasure(models.Model):
    """One request to erase a person, and that it was done. The name is nowhere in it."""

    class How(models.TextChoices):
        DESK = "desk", _("asked at the office")
        LINK = "link", _("asked by personal link")
        COMMAND = "command", _("by command")
        RESTORED = "restored", _("again, after a backup was restored")

    subject = models.UUIDField(db_index=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="erasures"
    )
    how = models.CharField(_("how it came"), max_length=8, choices=How.choices)
    asked_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    stays = models.JSONField(default=list)
    is_personal = True

    class Meta:
        verbose_name = _("erasure")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subject"], condition=Q(done_at=None), name="erasure_asked_once")
        ]

    def __str__(self) -> str:
        return str(self.subject)


class RetentionRun(models.Model):
    """One run of the plan: what was deleted so far. A run that died is taken up by the next one."""

    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    day = models.DateField(_("for the day"))
    kinds = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    log = models.JSONField(default=list)

    class Meta:
        verbose_name = _("retention run")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.day}: {self.done}/{self.kinds}"


class Installation(models.Model):
    """Which installation this database belongs to. The same number stands in the data directory."""

    number = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.number)
