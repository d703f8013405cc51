"""What the data map promises to forget: who never confirmed or answered soon, everybody two years after the end."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from kogge.core import history
from kogge.network.directory.models import Person

from .actions import ground, leave
from .models import Member, Result, Team

UNCONFIRMED, UNANSWERED, KEPT = timedelta(days=2), timedelta(days=30), timedelta(days=2 * 365)
State = Member.State


def forget_old() -> int:
    """Forget what is due. A published result stays, without the people. Returns how many rows went."""
    now, terms = timezone.now(), "challenge__team_terms__"
    waiting = Q(state__in=[State.INVITED, State.WAITING], since__lt=now - UNANSWERED)
    due = Q(state=State.ASKED, since__lt=now - UNCONFIRMED) | waiting
    ended = Coalesce("ended_at", f"{terms}results_until", f"{terms}form_until", "founded_at")
    left = Q(members__isnull=False) | Q(result=None) | Q(result__published_at=None)
    old = Team.objects.annotate(over=ended).filter(left, over__lt=now - KEPT).distinct()
    return sum(map(_forget_person, Member.objects.filter(due)[:500])) + sum(map(_forget_team, old[:200]))


@transaction.atomic
def _forget_person(member: Member) -> int:
    ground.taken(member.challenge_id)
    still = list(ground.members(pk=member.pk, state=member.state))
    for one in still:
        history.record(one, "forgotten", by="clock")
        ground.forget(one)
    return len(still)


@transaction.atomic
def _forget_team(team: Team) -> int:
    """The whole team; of one with a published result only the people."""
    ground.taken(team.challenge_id)
    history.record(team, "forgotten", by="clock")
    ground.forget(*ground.members(team=team))
    if Result.objects.filter(team=team).exclude(published_at=None).exists():
        ground.recount(team)
    else:
        ground.drop_result(team)
        Team.objects.filter(pk=team.pk).delete()
    return 1


def person_erased(*, person: Person, by: Any, **_facts: Any) -> None:
    """Whoever is erased leaves every team, as if by their own link."""
    if person.email:
        for member in Member.objects.filter(email_key=person.email.casefold()).select_related("team"):
            leave(member, by=by)
