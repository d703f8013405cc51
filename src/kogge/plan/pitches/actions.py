"""The day of the pitches: order by hand or drawn from a number, and what is revealed when."""

import random
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import freshness, history
from kogge.core.refusals import Refused
from kogge.plan.calls.models import Submission
from kogge.plan.decisions import queries
from kogge.plan.decisions.models import Decision

from .models import Pitch, PitchDay

FIELDS = ("pitch_minutes", "question_minutes", "shows_audience")


@transaction.atomic
def set_up(decision: Decision, *, by: Any, values: Mapping[str, Any]) -> PitchDay:
    """Minutes and what is shown; the first time, everybody who may be chosen gets a turn."""
    day, made = PitchDay.objects.get_or_create(decision=decision)
    for name in FIELDS:
        setattr(day, name, values[name])
    day.save()
    if made:
        _order(day, [one.pk for one in contestants(decision)])
    history.record(
        day, "created" if made else "changed", by=by, after={name: values[name] for name in FIELDS}
    )
    return day


@transaction.atomic
def draw(day: PitchDay, *, by: Any, seed: int | None = None) -> int:
    """Draw the order. From the same number and the same codes, anybody draws the same order again."""
    fresh = _locked(day)
    number = secrets.randbelow(1_000_000) if seed is None else seed
    found = sorted((one.code, one.pk) for one in contestants(fresh.decision))
    fresh.order_seed = number
    fresh.save(update_fields=["order_seed"])
    _order(fresh, drawn([pk for _code, pk in found], number))
    history.record(fresh, "order drawn", by=by, after={"seed": number})
    return number


@transaction.atomic
def set_order(day: PitchDay, submissions: Iterable[int], *, by: Any) -> None:
    """The order by hand."""
    fresh = _locked(day)
    known = {one.pk for one in contestants(fresh.decision)}
    wanted = [pk for pk in dict.fromkeys(submissions) if pk in known]
    fresh.order_seed = None
    fresh.save(update_fields=["order_seed"])
    _order(fresh, [*wanted, *sorted(known - set(wanted))])
    history.record(fresh, "order set", by=by)


@transaction.atomic
def reveal(day: PitchDay, *, by: Any, whole: bool = False) -> int:
    """Show the next place on the page of the result, from the last to the first; or all. Only what is frozen."""
    fresh = _locked(day)
    if not fresh.decision.is_frozen:
        raise Refused(_("Please freeze the decision first, so that what is revealed cannot change."))
    places = fresh.decision.winners
    if fresh.revealed >= places:
        raise Refused(_("Everything is revealed already."))
    fresh.revealed = places if whole else fresh.revealed + 1
    fresh.revealed_at = fresh.revealed_at or timezone.now()
    fresh.save(update_fields=["revealed", "revealed_at"])
    history.record(fresh, "revealed", by=by, after={"places": fresh.revealed})
    freshness.advance()
    return fresh.revealed


@transaction.atomic
def hide(day: PitchDay, *, by: Any) -> None:
    """Show nothing again, after a wrong key."""
    fresh = _locked(day)
    fresh.revealed, fresh.revealed_at = 0, None
    fresh.save(update_fields=["revealed", "revealed_at"])
    history.record(fresh, "hidden", by=by)
    freshness.advance()


def contestants(decision: Decision) -> list[Submission]:
    """Who gets a turn: those in the decision's list, or, while it is empty, all that may be chosen."""
    rows = [one for one in queries.placements(decision) if one.kind != "withdrawn"]
    return [one.submission for one in rows] or queries.candidates(decision)


def drawn(submissions: list[int], seed: int) -> list[int]:
    """The order this number gives (Fisher-Yates with Python's Mersenne Twister)."""
    order = list(submissions)
    random.Random(seed).shuffle(order)  # noqa: S311  repeatable by intent
    return order


def _order(day: PitchDay, submissions: list[int]) -> None:
    freshness.advance()
    day.pitches.all().delete()
    Pitch.objects.bulk_create(
        Pitch(day=day, submission_id=pk, position=number) for number, pk in enumerate(submissions, 1)
    )


def _locked(day: PitchDay) -> PitchDay:
    rows = PitchDay.objects.select_for_update(of=("self",))
    return rows.select_related("decision__call", "decision__among").get(pk=day.pk)
