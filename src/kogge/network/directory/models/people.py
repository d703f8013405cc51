"""People: one record per human over all years. Nothing of it is public unless a profile was released."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kogge.core.models import Sourced

from .groups import Community, Programme
from .organizations import Organization
from .validity import Valid


class Person(Sourced):
    """A human being. `merged_into` points to the record that stands for both after a merge.

    By `subject`, which says nothing, an erased person is found again in a backup that was restored.
    """

    subject = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(_("name as spelled by the person"), max_length=200)
    title = models.CharField(_("title"), max_length=40, blank=True)
    name_incomplete = models.BooleanField(default=False)
    email = models.EmailField(_("mail address"), blank=True)
    also_called = models.JSONField(_("also called"), default=list, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    is_personal = True

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="person_not_into_itself")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.name}".strip()

    @property
    def is_public(self) -> bool:
        """Whether a profile was released and the record was not merged into another."""
        profile = getattr(self, "profile", None)
        return self.merged_into_id is None and profile is not None and profile.released_at is not None


class Profile(models.Model):
    """What of a person is public, once released. Withdrawing sets `released_at` to null at once."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="profile")
    biography_de = models.TextField(_("biography (German)"), blank=True)
    biography_en = models.TextField(_("biography (English)"), blank=True)
    photo = models.ImageField(_("photo"), upload_to="people/", blank=True)
    photo_consent = models.CharField(
        _("consent for the photo: who gave it, when"), max_length=300, blank=True
    )
    website = models.URLField(_("website"), blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    is_personal = True

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(photo="") | ~Q(photo_consent=""), name="photo_needs_consent")
        ]

    def __str__(self) -> str:
        return str(self.person)


class Appearance(Valid, Sourced):
    """What somebody was at a date: the role as printed, for an organisation or for nobody named."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appearances")
    role = models.CharField(_("role"), max_length=300)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="appearances"
    )
    is_personal = True

    def __str__(self) -> str:
        return self.role


class OfficeTerm(Valid, Sourced):
    """A voluntary office somebody was appointed to, such as ambassador."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="office_terms")
    kind = models.CharField(_("office"), max_length=40)
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT)
    community = models.ForeignKey(Community, null=True, blank=True, on_delete=models.PROTECT)
    is_personal = True

    def __str__(self) -> str:
        return self.kind


class PersonMerge(models.Model):
    """Two records found to be one human; what is needed to undo it is kept for 30 days."""

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    merged = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    moved = models.JSONField(default=dict)
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    is_personal = True

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"
