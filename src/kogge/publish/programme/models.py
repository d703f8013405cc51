"""Releases and the public read model made from them.

A `Release` is numbered per event and never changes. `PublicEvent` and `PublicSession` hold what the newest
releases show, with the columns that lists filter by; both are written only by the release action.
"""

from django.db import models

from kogge.core.ordering import empty_lowest
from kogge.plan.events.models import Event, Session


class Release(models.Model):
    """One numbered, immutable snapshot of what the public sees of an event and its sessions.

    `snapshot` = {"event": {...}, "sessions": {uid: {...}}}; `changes` = the public change log against the
    release before: [{"kind": "new" | "changed" | "moved" | "cancelled" | "withdrawn", "title", "fields"}].
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    released_at = models.DateTimeField()
    released_by = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=300, blank=True)
    snapshot = models.JSONField()
    changes = models.JSONField(default=list)

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="release_numbered_once")]

    def __str__(self) -> str:
        return f"{self.event} – {self.number}"


class PublicEvent(models.Model):
    """What everybody may know of an event now. `record` is its part of the newest snapshot."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="public")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(unique=True, max_length=120)
    state = models.CharField(max_length=10)
    title_de = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    format_key = models.CharField(max_length=40)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    precision = models.CharField(max_length=10)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    sort_on = models.DateField(null=True)
    mode = models.CharField(max_length=10)
    cost = models.CharField(max_length=10)
    part_of_day = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    parent_slug = models.CharField(max_length=120, blank=True)
    is_listed = models.BooleanField(default=True)
    sequence = models.PositiveIntegerField(default=0)
    record = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = [*empty_lowest("sort_on", "starts_at"), "pk"]
        indexes = [models.Index(fields=["is_listed", "sort_on"]), models.Index(fields=["changed_at"])]

    def __str__(self) -> str:
        return self.title_de


class PublicFacet(models.Model):
    """One value lists filter by: topic, audience, area, access, organizer, person, series or community."""

    public_event = models.ForeignKey(PublicEvent, on_delete=models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["facet", "value"])]
        constraints = [
            models.UniqueConstraint(fields=["public_event", "facet", "value"], name="public_facet_once")
        ]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class PublicSession(models.Model):
    """What everybody may know of a session now."""

    public_event = models.ForeignKey(PublicEvent, on_delete=models.CASCADE, related_name="sessions")
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="public")
    slug = models.SlugField(max_length=120)
    state = models.CharField(max_length=10)
    title_de = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=40)
    day = models.PositiveSmallIntegerField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    room_slug = models.CharField(max_length=80, blank=True)
    track_slug = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    sequence = models.PositiveIntegerField(default=0)
    people = models.JSONField(default=list)
    record = models.JSONField()

    class Meta:
        ordering = [*empty_lowest("day", "starts_at"), "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["public_event", "slug"], name="public_session_once")]

    def __str__(self) -> str:
        return self.title_de
