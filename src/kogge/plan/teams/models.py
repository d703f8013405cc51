"""Until when teams form at a challenge, the teams, who is in them or asks to be, and what they hand in."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.plan.event_requests.models import Challenge


class Terms(models.Model):
    """That teams form at a challenge, and until when. Every change of its teams locks this row first."""

    challenge = models.OneToOneField(Challenge, on_delete=models.CASCADE, related_name="team_terms")
    form_until = models.DateTimeField(pgettext_lazy("team", "Teams form until"), null=True, blank=True)
    results_until = models.DateTimeField(_("Results until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(form_until=None) | Q(results_until=None) | Q(form_until__lte=F("results_until")),
                name="team_terms_in_order",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.challenge)

    @property
    def least(self) -> int:
        """How many people a team needs before it can hand in."""
        return self.challenge.team_least or 1

    @property
    def forms_until(self) -> datetime | None:
        """A team that hands nothing in any more needs nobody either."""
        return self.form_until or self.results_until

    @property
    def is_forming(self) -> bool:
        ends = self.forms_until
        return self.challenge.published_at is not None and (ends is None or timezone.now() <= ends)

    @property
    def takes_results(self) -> bool:
        return self.results_until is None or timezone.now() <= self.results_until


class Team(models.Model):
    """A team of a challenge. `size` counts those who have a seat; the database lets it exceed `most` never."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", pgettext_lazy("team", "Mail address not confirmed")
        LIVE = "live", pgettext_lazy("team", "At work")
        DISSOLVED = "dissolved", pgettext_lazy("team", "Dissolved")

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(_("name of the team"), max_length=80)
    name_key = models.CharField(max_length=160)
    seeks = models.CharField(_("whom the team looks for"), max_length=300, blank=True)
    is_open = models.BooleanField(_("open for newcomers"), default=True)
    state = models.CharField(_("state"), max_length=11, choices=State.choices, default=State.UNCONFIRMED)
    size = models.PositiveSmallIntegerField(_("people"), default=0)
    most = models.PositiveSmallIntegerField()
    founded_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    is_personal = True

    class Meta:
        ordering = ["founded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__lte=F("most")), name="team_within_size"),
            models.CheckConstraint(
                condition=~Q(state="dissolved") | (Q(size=0, ended_at__isnull=False) & ~Q(reason="")),
                name="team_dissolved_with_reason",
            ),
            models.UniqueConstraint(fields=["challenge", "name_key"], condition=Q(state="live"), name="team_name_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def free(self) -> int:
        return self.most - self.size

    @property
    def takes_newcomers(self) -> bool:
        return self.state == self.State.LIVE and self.is_open and self.free > 0


class Member(models.Model):
    """Somebody in a team, or on the way into it. Who leaves is deleted; nothing of them is kept."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("team", "Mail address not confirmed")
        INVITED = "invited", pgettext_lazy("team", "Invited")
        WAITING = "waiting", pgettext_lazy("team", "Asks to join")
        IN = "in", pgettext_lazy("team", "Member")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="team_members")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("mail address"))
    email_key = models.CharField(max_length=254)
    locale = models.CharField(_("language"), max_length=2, default="de")
    brings = models.CharField(_("what they bring"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.ASKED)
    is_lead = models.BooleanField(_("leads the team"), default=False)
    named_at = models.DateTimeField(_("agreed to be named"), null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    since = models.DateTimeField(default=timezone.now)
    is_personal = True

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "email_key"], condition=Q(state="in"), name="member_of_one_team"
            ),
            models.UniqueConstraint(fields=["team", "email_key"], name="member_once_per_team"),
            models.UniqueConstraint(fields=["team"], condition=Q(is_lead=True), name="team_one_lead"),
            models.CheckConstraint(condition=Q(is_lead=False) | Q(state__in=["asked", "in"]), name="team_lead_is_in"),
            models.CheckConstraint(condition=~Q(state="in") | ~Q(name=""), name="member_has_name"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or str(self.pk)


class Result(models.Model):
    """What a team hands in. It is public only while the team agrees and the host publishes it."""

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="result")
    slug = models.SlugField(unique=True, max_length=120)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    links = models.JSONField(_("links"), default=list, blank=True)
    file = models.FileField(upload_to="teams/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_kind = models.CharField(max_length=100, blank=True)
    agreed_at = models.DateTimeField(_("agreed to publication"), null=True, blank=True)
    handed_in_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    is_personal = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(agreed_at__isnull=False), name="team_result_public_if_agreed"
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
