"""What pages and lists show of teams, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from kogge.plan.calls.letters import moment
from kogge.plan.event_requests.models import Challenge

from .models import Member, Result, Team, Terms

LIVE = Team.State.LIVE


@dataclass(frozen=True)
class Standing:
    """How teams stand at a challenge, for everybody: numbers, and teams that look for people."""

    terms: Terms
    teams: int
    people: int
    seeking: list[Team]

    @property
    def forms_until(self) -> str:
        return moment(self.terms.forms_until) if self.terms.forms_until else ""

    @property
    def results_until(self) -> str:
        return moment(self.terms.results_until) if self.terms.results_until else ""

    @property
    def changes_at(self) -> datetime | None:
        """When the clock alone changes what the page says."""
        now = timezone.now()
        ahead = [one for one in (self.terms.forms_until, self.terms.results_until) if one and one > now]
        return min(ahead, default=None)


def standing(challenge: Challenge) -> Standing | None:
    """Nothing where no teams form. Terms carry the challenge they were asked for."""
    terms = Terms.objects.filter(challenge=challenge).first()
    if terms is None:
        return None
    terms.challenge = challenge
    rows = list(Team.objects.filter(challenge=challenge, state=LIVE))
    seeking = [one for one in rows if one.takes_newcomers] if terms.is_forming else []
    return Standing(terms, len(rows), sum(one.size for one in rows), seeking)


def published(challenges: Iterable[Challenge]) -> QuerySet[Result]:
    """Results that everybody may read."""
    rows = Result.objects.filter(team__challenge__in=list(challenges)).exclude(published_at=None)
    return rows.exclude(team__challenge__published_at=None).select_related("team__challenge")


def address_of(result: Result) -> str:
    """The public address of a result."""
    return reverse("teams:result", args=[result.team.challenge.slug, result.slug])


def named(team: Team) -> list[str]:
    """Who agreed to stand beside the result."""
    rows = team.members.filter(state=Member.State.IN).exclude(named_at=None)
    return list(rows.values_list("name", flat=True))


def of_desk(challenge: Challenge) -> list[Team]:
    """All teams with who is in them (`seated`), the lead first, how many wait, and the result."""
    seated = Member.objects.filter(state=Member.State.IN).order_by("-is_lead", "since")
    rows = challenge.teams.select_related("result").prefetch_related(
        Prefetch("members", seated, to_attr="seated")
    )
    waiting = Count("members", filter=Q(members__state=Member.State.WAITING))
    return list(rows.annotate(waiting=waiting).order_by("-state", "founded_at", "pk"))
