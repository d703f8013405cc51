"""The records of evidence: files of events and operations, and archives."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.core.ordering import empty_lowest
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.lists.models import AttendanceList, SealedFile


class EvidenceFile(SealedFile):
    """One piece of evidence of an event or of an operation: a file, or a public address. Removed ones leave a trace.

    Kinds named like a publicity duty of a funder's profile answer that duty; a profile may name duties of its own.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("Invitation")
        SCAN = "scan", _("Scan of a signed list")
        PHOTO = "photo", _("Photo")
        MINUTES = "minutes", _("Minutes")
        MEDIA = "media", _("Media report")
        POSTER = "poster", _("Photo of the poster")
        WEBSITE = "website", _("Website")
        SOCIAL = "social_media", _("Social media")
        DOCUMENTS = "documents", _("Document for participants or the public")
        PROOF_OF_USE = "proof_of_use", _("Report on publicity in the proof of use")
        OTHER = "other", _("Something else")

    MIMES = ("application/pdf", "image/jpeg", "image/png", "image/webp")
    MOST_BYTES = 10 * 2**20

    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_files"
    )
    operation = models.ForeignKey(
        Operation, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence_files"
    )
    attendance_list = models.ForeignKey(
        AttendanceList, null=True, blank=True, on_delete=models.PROTECT, related_name="scans"
    )
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    on = models.DateField(_("day"), null=True, blank=True)
    alt = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    rights = models.CharField(_("author, licence and consent"), max_length=300, blank=True)
    address = models.URLField(_("public address"), max_length=500, blank=True)
    file = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=200, blank=True)
    mime = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)
    to_review = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.CharField(_("reason"), max_length=300, blank=True)
    UNSEALED = ("to_review",)

    class Meta:
        ordering = ["kind", *empty_lowest("on"), "pk"]
        verbose_name = _("piece of evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, operation=None) | Q(event=None, operation__isnull=False),
                name="evidence_of_event_or_operation",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False, file="") & ~Q(removed_because="")
                | Q(removed_at=None, removed_because=""),
                name="evidence_removed_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(file="") | ~Q(address="") | Q(removed_at__isnull=False),
                name="evidence_has_something",
            ),
        ]

    @property
    def kind_label(self) -> str:
        """What it is, in words; a duty of one's own funder keeps its key."""
        return str(self.Kind(self.kind).label) if self.kind in self.Kind.values else self.kind


class Archive(SealedFile):
    """One ZIP of everything that proves an event or an operation, made by a job. The sums stay, the file goes."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("archive", "Waits")
        RUNNING = "running", _("Being made")
        DONE = "done", pgettext_lazy("archive", "Ready")
        CANCELLED = "cancelled", pgettext_lazy("archive", "Cancelled")
        FAILED = "failed", pgettext_lazy("archive", "Failed")
        FORGOTTEN = "forgotten", _("Deleted after its time")

    event = models.ForeignKey(Event, null=True, on_delete=models.PROTECT, related_name="archives")
    operation = models.ForeignKey(Operation, null=True, on_delete=models.PROTECT, related_name="archives")
    scope = models.JSONField(null=True)
    language = models.CharField(max_length=2)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    file = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    mark = models.CharField(max_length=16, blank=True, db_index=True)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("archive")
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, operation=None) | Q(event=None, operation__isnull=False),
                name="archive_of_event_or_operation",
            )
        ]

    @property
    def about(self) -> Any:
        """The event or the operation."""
        return self.event or self.operation
