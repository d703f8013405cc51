"""Many certificates in one go, piece by piece: nothing is lost by a restart, and a stop is obeyed after a piece."""

from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.prove.hours import settling

from .. import queries
from ..models import Certificate, CertificateRule, Run
from ..queries import Round
from .issuing import issue, question

PIECE = 25
CLOCK = "clock"


@transaction.atomic
def begin_run(rule: CertificateRule, found: Round, *, by: Any, by_itself: bool = False) -> Run:
    """Line up everybody who has earned a certificate of this round and holds none."""
    CertificateRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if Run.objects.filter(rule=rule, round=found.number, state=Run.State.RUNNING).exists():
        raise Refused(_("These certificates are being issued already."))
    settling.bring_in_step(found.events)
    held = _holders(rule, found)
    todo = sorted(pk for pk, one in queries.standings(rule, found).items() if one.earned and pk not in held)
    if not todo and not by_itself:
        raise Refused(_("Nobody is waiting for a certificate: all who have earned one hold it."))
    run = Run.objects.create(
        rule=rule, round=found.number, by_itself=by_itself, todo=todo, total=len(todo),
        actor=by if isinstance(by, str) else str(by.pk),
    )  # fmt: skip
    history.record(run, "started", by=by, after={"rule": rule.pk, "round": found.number, "people": len(todo)})
    return run


@transaction.atomic
def stop(run: Run, *, by: Any) -> None:
    """Issue no further. What was issued stays."""
    _switch(run, Run.State.RUNNING, Run.State.STOPPED, by, "stopped")


@transaction.atomic
def resume(run: Run, *, by: Any) -> None:
    """Go on where it was stopped."""
    _switch(run, Run.State.STOPPED, Run.State.RUNNING, by, "resumed")


def work_off(pieces: int = 1000) -> int:
    """A job: issue the next pieces of every run until all are done or stopped. Returns how many were issued."""
    issued = 0
    for pk in Run.objects.filter(state=Run.State.RUNNING).order_by("pk").values_list("pk", flat=True):
        for _turn in range(pieces):
            done = _piece(pk)
            if done is None:
                break
            issued += done
    return issued


def issue_due() -> int:
    """A job: begin a run for every round whose last date is over, once; and see what no longer follows."""
    begun = 0
    for rule in queries.with_dates().filter(issues_itself=True):
        ran = set(Run.objects.filter(rule=rule, by_itself=True).values_list("round", flat=True))
        for found in queries.rounds_of(rule):
            if found.is_over and found.number not in ran:
                begin_run(rule, found, by=CLOCK, by_itself=True)
                begun += 1
    review()
    return begun


def review() -> None:
    """Mark valid certificates that attendance no longer carries, and unmark those it carries again."""
    doubtful = {one.pk: one for one in queries.no_longer_followed()}
    for one in doubtful.values():
        if one.questioned_at is None:
            question(one, still=True, by=CLOCK)
    for one in Certificate.objects.filter(state="issued", questioned_at__isnull=False).exclude(
        pk__in=doubtful
    ):
        question(one, still=False, by=CLOCK)


@transaction.atomic
def _piece(pk: int) -> int | None:
    """Issue to the next few; None when there is nothing to do, or somebody else does it."""
    rows = Run.objects.filter(pk=pk, state=Run.State.RUNNING)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    run = rows.select_related("rule__series", "rule__organization").first()
    if run is None:
        return None
    found = next((one for one in queries.rounds_of(run.rule) if one.number == run.round), None)
    chosen = run.todo[run.done : run.done + PIECE] if found else []
    issued = _issue_to(run, found, chosen) if found else 0
    run.done, run.issued = run.done + len(chosen), run.issued + issued
    if run.done >= run.total or found is None:
        run.state, run.ended_at, run.todo = Run.State.DONE, timezone.now(), []
        history.record(run, "finished", by=CLOCK, after={"issued": run.issued})
    run.save()
    return issued


def _issue_to(run: Run, found: Round, chosen: list[int]) -> int:
    version = queries.current(run.rule)
    version.rule = run.rule
    held = _holders(run.rule, found)
    standings = queries.standings(run.rule, found, chosen)
    people = [
        one for one in Person.objects.filter(pk__in=chosen, merged_into=None).order_by("pk")
        if one.pk not in held and one.pk in standings and standings[one.pk].earned
    ]  # fmt: skip
    for person in people:
        issue(version, found, person, standings[person.pk], by=run.actor)
    return len(people)


def _holders(rule: CertificateRule, found: Round) -> set[int | None]:
    """Who holds a valid certificate of this round, or held one that staff took back."""
    rows = Certificate.objects.filter(rule=rule, round=found.number)
    return set(rows.values_list("person", flat=True))


def _switch(run: Run, before: Run.State, after: Run.State, by: Any, verb: str) -> None:
    fresh = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if fresh.state != before:
        raise Refused(_("This run is not in that state any more."))
    fresh.state = after
    fresh.save(update_fields=["state"])
    history.record(fresh, verb, by=by)
