"""A call: who asks for what, from when until when, with which form."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.directory.models import Organization
from kogge.plan.events.models import Event


class CallQuerySet(models.QuerySet["Call"]):
    """Calls by who runs them, and by the clock."""

    def of_staff(self, user: Somebody, action: str) -> "CallQuerySet":
        """Those for whose organisation the user may do `action`."""
        slugs = organizations_of(user, action)
        return self.all() if slugs is None else self.filter(organization__slug__in=slugs)

    def published(self) -> "CallQuerySet":
        """Those the public may see."""
        return self.filter(state=Call.State.PUBLISHED).select_related("organization", "event")


class Call(models.Model):
    """One call with its own form. Whether it is open comes from the clock alone, never from a stored state.

    `questions` = [fields of `questions.Question`];
    `settings` = {co_applicants, earlier: [{edition, organization, founders}]};
    `eligibility` = [{key, kind, question, values, text_de, text_en}]. See `questions.py` and `eligibility.py`.
    """

    class Kind(models.TextChoices):
        TALKS = "talks", _("Talks and workshops")
        STARTUPS = "startups", _("Start-ups for a competition")
        NOMINATIONS = "nominations", _("Nominations of a person")
        CHALLENGES = "challenges", _("Challenges from towns and companies")
        EVENT_REQUESTS = "event_requests", _("Requests for an event at one’s place")

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("call", "Draft")
        PUBLISHED = "published", pgettext_lazy("call", "Published")
        ARCHIVED = "archived", pgettext_lazy("call", "Archived")

    slug = models.SlugField(_("address"), unique=True, max_length=120)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="calls", verbose_name=_("organisation")
    )
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="calls", verbose_name=_("event")
    )
    title_de = models.CharField(_("title (German)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    text_de = models.TextField(_("text (German)"), blank=True)
    text_en = models.TextField(_("text (English)"), blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    questions = models.JSONField(default=list, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    eligibility = models.JSONField(default=list, blank=True)
    contest = models.SlugField(_("contest"), max_length=80, blank=True)
    edition = models.PositiveSmallIntegerField(_("edition"), null=True, blank=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="following",
        verbose_name=_("phase before"),
    )  # fmt: skip
    contact_mail = models.EmailField(_("mail address for questions"), blank=True)
    lists_proposals = models.BooleanField(_("list what was handed in publicly"), default=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(opens_at__lt=F("closes_at")),
                name="call_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(previous=None) | ~Q(previous=F("pk")), name="call_not_after_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title_de

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether anybody may hand in now, by the clock of the server."""
        now = now or timezone.now()
        return self.state == self.State.PUBLISHED and self.has_begun(now) and not self.has_ended(now)

    def has_begun(self, now: datetime) -> bool:
        """Whether its opening lies behind."""
        return self.opens_at is None or self.opens_at <= now

    def has_ended(self, now: datetime) -> bool:
        """Whether its end lies behind; a rolling call has none."""
        return self.state == self.State.ARCHIVED or (self.closes_at is not None and self.closes_at <= now)

    def setting(self, name: str, default: Any = None) -> Any:
        """One of the settings."""
        return self.settings.get(name, default)
