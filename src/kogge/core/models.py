"""Records without domain words: history, outbox, public revision, links, former addresses, sources."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


class HistoryEntry(models.Model):
    """One change: who, when, what. No foreign keys, so deleting a thing never deletes its history.

    `before` and `after` hold field names and non-personal values only; entries are chained by hash.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=64, blank=True)
    verb = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    label = models.CharField(max_length=200, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id", "-at"])]
        constraints = [models.UniqueConstraint(fields=["previous_hash"], name="history_one_successor")]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.object_id}"


class OutboxMessage(models.Model):
    """A mail, written in the transaction that causes it and sent afterwards. One row per cause.

    `about` names the record it tells of, such as "registration:12". A farewell is emptied once it was sent.
    """

    cause = models.CharField(max_length=200, unique=True)
    about = models.CharField(max_length=40, blank=True, db_index=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list)
    headers = models.JSONField(default=dict)
    is_bulk = models.BooleanField(default=False)
    is_farewell = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at=None, failed_at=None),
                name="outbox_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class PublicRevision(models.Model):
    """One row that counts every change of anything public. See `freshness`."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)


class SignedLink(models.Model):
    """A secret link to one object for one purpose. Only the hash of the secret is stored."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "object_id"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.object_id}"


class FormerAddress(models.Model):
    """An address that was public once: it redirects to `moved_to`, or says what stood there (410)."""

    path = models.CharField(max_length=300, unique=True)
    moved_to = models.CharField(max_length=300, blank=True)
    label = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(moved_to=models.F("path")), name="former_address_no_loop")
        ]

    def __str__(self) -> str:
        return self.path


class SourceDocument(models.Model):
    """A document that facts are taken from."""

    key = models.SlugField(unique=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=40, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = models.DateField(null=True, blank=True)
    address = models.URLField(blank=True)
    not_stated = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.title


class Sourced(models.Model):
    """A record that says where it comes from: `refs` = [{"source": key, "lines": [..]}], and what is not stated."""

    refs = models.JSONField(default=list, blank=True)
    not_stated = models.JSONField(default=list, blank=True)
    source_note = models.TextField(blank=True)

    class Meta:
        abstract = True
