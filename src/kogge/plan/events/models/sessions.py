"""What happens within an event."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kogge.core.models import Sourced
from kogge.core.ordering import empty_lowest
from kogge.network.directory.models import Organization, Person, Room

from .events import Event, EventPerson


class Track(models.Model):
    """A topic line through an event's programme."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tracks")
    slug = models.SlugField(max_length=80)
    name_de = models.CharField(_("name (German)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    colour = models.PositiveSmallIntegerField(_("colour"), default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name_de"]
        constraints = [models.UniqueConstraint(fields=["event", "slug"], name="track_once_per_event")]

    def __str__(self) -> str:
        return self.name_de


class Session(Sourced):
    """A talk, workshop, agenda item or programme point. With exact times, or with a day and an order only."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        CANCELLED = "cancelled", _("Cancelled")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    slug = models.SlugField(max_length=120)
    title_de = models.CharField(_("title (German)"), max_length=300)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    title_is_ours = models.BooleanField(default=False)
    kind = models.CharField(_("kind"), max_length=40, default="talk")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    abstract_de = models.TextField(_("abstract (German)"), blank=True)
    abstract_en = models.TextField(_("abstract (English)"), blank=True)
    language = models.CharField(_("language"), max_length=20, default="de", blank=True)
    track = models.ForeignKey(
        Track, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions"
    )
    room = models.ForeignKey(
        Room, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("room")
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day of the event"), null=True, blank=True)
    part_of_day = models.CharField(_("part of the day"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    subjects = models.JSONField(_("subjects as printed"), default=list, blank=True)
    organizations = models.ManyToManyField(Organization, blank=True, related_name="sessions")
    facts = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = [*empty_lowest("day", "starts_at"), "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "slug"], name="session_once_per_event"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(starts_at__lt=F("ends_at")),
                name="session_order_of_times",
            ),
        ]

    def __str__(self) -> str:
        return self.title_de


class Contribution(models.Model):
    """A person and what they do in a session."""

    class Role(models.TextChoices):
        SPEAKER = "speaker", _("Speaker")
        MODERATOR = "moderator", _("Moderator")
        GUEST = "guest", _("Guest")
        HOST = "host", _("Host")
        MUSIC = "music", _("Music")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="contributions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contributions")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.SPEAKER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "role"], name="contribution_once")
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"

    @property
    def role_label(self) -> str:
        """The role in the active language."""
        return str(EventPerson.ROLES.get(self.role, self.role))
