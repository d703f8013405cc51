"""Who answers for which postcodes, what became of a request, and challenges as they are published."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.directory.models import Organization
from kogge.plan.calls.models import Call, Submission
from kogge.plan.events.models import Event


class Territory(models.Model):
    """Postcodes that begin like this belong to a centre; the longest beginning wins."""

    prefix = models.CharField(_("postcodes that begin with"), max_length=5, unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="territories")

    class Meta:
        ordering = ["prefix"]

    def __str__(self) -> str:
        return self.prefix


class RequestQuerySet(models.QuerySet["EventRequest"]):
    """Requests by who answers them."""

    def of_staff(self, user: Somebody) -> "RequestQuerySet":
        """Those of one's centres; the office also sees what belongs to no centre."""
        slugs = organizations_of(user, "request.answer")
        return self.all() if slugs is None else self.filter(organization__slug__in=slugs)


class EventRequest(models.Model):
    """A request for an event at somebody's place: with a centre, or with the office where none matches."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("request", "New")
        ACCEPTED = "accepted", pgettext_lazy("request", "Accepted")
        DECLINED = "declined", pgettext_lazy("request", "Declined")

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="event_request")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="event_requests",
        verbose_name=_("centre"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.NEW)
    event = models.OneToOneField(
        Event, null=True, blank=True, on_delete=models.SET_NULL, related_name="event_request"
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    arrived_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-arrived_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="new", decided_at=None) | (~Q(state="new") & Q(decided_at__isnull=False)),
                name="event_request_decided_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="event_request_declined_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.submission.code


class Challenge(models.Model):
    """A challenge of a town or company, as its host edited it. `results` = [{title, address}], linked later."""

    slug = models.SlugField(unique=True, max_length=120)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="challenges")
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.SET_NULL, related_name="challenge"
    )
    title_de = models.CharField(_("title (German)"), max_length=300)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    text_de = models.TextField(_("the problem (German)"), blank=True)
    text_en = models.TextField(_("the problem (English)"), blank=True)
    wanted_de = models.TextField(_("a good result (German)"), blank=True)
    wanted_en = models.TextField(_("a good result (English)"), blank=True)
    offered_de = models.TextField(_("what the giver contributes (German)"), blank=True)
    offered_en = models.TextField(_("what the giver contributes (English)"), blank=True)
    organization_name = models.CharField(_("town or company"), max_length=200)
    team_least = models.PositiveSmallIntegerField(_("smallest team"), null=True, blank=True)
    team_most = models.PositiveSmallIntegerField(_("largest team"), null=True, blank=True)
    event = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="challenges",
        verbose_name=_("event"),
    )
    results = models.JSONField(default=list, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title_de", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(team_least=None) | Q(team_most=None) | Q(team_least__lte=F("team_most")),
                name="challenge_team_sizes_fit",
            )
        ]

    def __str__(self) -> str:
        return self.title_de
