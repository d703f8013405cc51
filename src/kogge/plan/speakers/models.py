"""What only a speaker knows. Name, biography and photo are the directory's: one record per fact."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kogge.network.directory.models import Person
from kogge.plan.events.models import Event, Session


class SpeakerProfile(models.Model):
    """One for each person who speaks: their link, needs and language. What is public is read from the directory."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="speaker_profile")
    language = models.CharField(_("language of letters"), max_length=2, default="de")
    photo_rights = models.CharField(
        _("who took the photo, and what it may be used for"), max_length=200, blank=True
    )
    needs_technical = models.TextField(_("technical needs"), blank=True)
    needs_access = models.TextField(_("access needs"), blank=True)
    link_version = models.PositiveIntegerField(default=1)
    invited_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    is_personal = True

    def __str__(self) -> str:
        return str(self.person)

    @property
    def name(self) -> str:
        """As the person spells it."""
        return self.person.name

    @property
    def title(self) -> str:
        return self.person.title

    @property
    def biography_de(self) -> str:
        return str(self._of_profile("biography_de"))

    @property
    def biography_en(self) -> str:
        return str(self._of_profile("biography_en"))

    @property
    def photo(self) -> Any:
        return self._of_profile("photo")

    @property
    def needs(self) -> str:
        """All needs, technical ones first."""
        return "\n".join(filter(None, (self.needs_technical, self.needs_access)))

    def _of_profile(self, name: str) -> Any:
        return getattr(getattr(self.person, "profile", None), name, "")


class Availability(models.Model):
    """A time somebody can be at an event. Without any, all times are good."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="availabilities")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="availabilities")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_personal = True

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="availability_order"),
            models.UniqueConstraint(
                fields=["person", "event", "starts_at", "ends_at"], name="availability_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_at:%Y-%m-%d %H:%M}"


class Slides(models.Model):
    """What somebody shows in a session, checked by its content and kept under a random name.

    With `consented_at` everybody may have them once the session is over.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="slides")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="slides")
    file = models.FileField(upload_to="slides/")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    given_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True, blank=True)
    is_personal = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="slides_once")]

    def __str__(self) -> str:
        return f"{self.session}: {self.pk}"


class Absence(models.Model):
    """Somebody who cannot come to a session, and what became of it."""

    class Outcome(models.TextChoices):
        CANCELLED = "cancelled", _("Cancelled")
        REPLACED = "replaced", _("Somebody else speaks")
        GOES_ON = "goes_on", _("Goes on with the others")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="absences")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    by_speaker = models.BooleanField(default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    said_at = models.DateTimeField()
    is_personal = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="absence_once")]

    def __str__(self) -> str:
        return f"{self.session}: {self.pk}"
