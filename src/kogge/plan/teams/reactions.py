"""What teams add to pages of challenges, and what they do when something earlier changes."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kogge.plan.calls.models import Submission
from kogge.plan.calls.parts import Part
from kogge.plan.event_requests.models import Challenge

from . import queries
from .actions.host import challenge_changed
from .forgetting import person_erased
from .models import Result

__all__ = ["challenge_changed", "challenge_page_asked", "own_answer_asked", "person_erased", "results_asked"]


def challenge_page_asked(*, challenge: Challenge, user: Any, parts: list[Part]) -> None:
    """On the public page who looks for people; at the desk the way to the teams."""
    found = queries.standing(challenge)
    if user is not None:
        parts.append(Part("teams/parts/desk.html", {"challenge": challenge, "standing": found}))
    elif found is not None:
        context = {"challenge": challenge, "standing": found, "changes_at": found.changes_at}
        parts.append(Part("teams/parts/public.html", context))


def results_asked(*, challenges: Iterable[Challenge], found: dict[int, list[dict[str, str]]]) -> None:
    """Published results, each with its page."""
    for result in queries.published(challenges):
        note = _("Team “%(team)s”") % {"team": result.team.name}
        row = {"title": result.title, "address": queries.address_of(result), "note": note}
        found.setdefault(result.team.challenge_id, []).append(row)


def own_answer_asked(*, submission: Submission, parts: list[Part]) -> None:
    """Whoever set a challenge sees on their own page how many work on it, and what was handed in."""
    challenge = Challenge.objects.filter(submission=submission).first()
    if challenge is None or (found := queries.standing(challenge)) is None:
        return
    number = Result.objects.filter(team__challenge=challenge).count()
    shown = [
        {"title": one.title, "address": queries.address_of(one)} for one in queries.published([challenge])
    ]
    context = {"challenge": challenge, "standing": found, "handed_in": number, "results": shown}
    parts.append(Part("teams/parts/asker.html", context))
