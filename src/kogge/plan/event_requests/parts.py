"""What later stages add to pages of challenges; they react to the happenings named here (see `config/reactions.py`)."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from kogge.core.reactions import announce
from kogge.plan.calls.parts import Part

from .models import Challenge


def of_challenge(challenge: Challenge, user: Any = None) -> list[Part]:
    """Pieces of the public page, or for staff of the desk's: teams that form."""
    found: list[Part] = []
    announce("challenge page asked", challenge=challenge, user=user, parts=found)
    return found


def with_results(challenges: Iterable[Challenge]) -> list[Challenge]:
    """Each with `came`: the results its host wrote down, and those that later stages know."""
    rows = list(challenges)
    found: dict[int, list[dict[str, str]]] = {}
    announce("challenge results asked", challenges=rows, found=found)
    for one in rows:
        one.came = [*one.results, *found.get(one.pk, [])]  # type: ignore[attr-defined]
    return rows


def keep_until_change(response: HttpResponse, parts: Iterable[Part]) -> HttpResponse:
    """Keep a page no longer than until the clock changes what one of its pieces says (`changes_at`)."""
    now = timezone.now()
    ahead = [when - now for part in parts if (when := part.context.get("changes_at")) and when > now]
    if ahead:
        response.keep_for = max(2, int(min(ahead).total_seconds()))  # type: ignore[attr-defined]
    return response
