"""Whatever people and the clock do, in whatever order: each step exists, nothing is lost, nothing is half-done."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.prove.hours.models import Credit
from kogge.prove.seals import rows as seals

from .. import actions, queries, states
from ..models import Paper, Questionnaire, Response, State
from .conftest import Scene

FULL = {"gender": "female", "birth_year": 1984, "employment": "employed", "education": "isced_5_8"}
PDF = b"%PDF-1.7\n%%EOF\n"
Step = Callable[[Questionnaire, Scene, User, User], object]


def _paper(row: Questionnaire) -> Paper:
    paper = row.papers.filter(checked_by="").first()
    if paper is None:
        raise Refused("no sheet")
    return paper


def _hours(minutes: int) -> Step:
    def change(row: Questionnaire, scene: Scene, *_users: User) -> None:
        Credit.objects.filter(person=row.participant.person).update(minutes=minutes)
        scene.settle()

    return change


def _too_late(row: Questionnaire, scene: Scene, *_users: User) -> None:
    long_ago = timezone.now() - timedelta(days=90)
    if row.invited_at:
        Questionnaire.objects.filter(pk=row.pk).update(
            invited_at=long_ago, expires_at=long_ago + timedelta(days=60)
        )
        row.refresh_from_db()
        with transaction.atomic():
            seals.record(row, "time passed", by="test")
    scene.settle()


STEPS: dict[str, Step] = {
    "invite": lambda row, _s, emil, _o: actions.invite(row, by=emil),
    "letter": lambda row, _s, emil, _o: actions.invite(row, by=emil, way="letter"),
    "answer": lambda row, *_: actions.answer(row, FULL),
    "not me": lambda row, *_: actions.not_me(row),
    "refuse": lambda row, _s, emil, _o: actions.refuse(row, by=emil, reason="said so"),
    "reopen": lambda row, _s, emil, _o: actions.reopen(row, by=emil, reason="wrote"),
    "paper": lambda row, scene, emil, _o: actions.take_in(
        row, content=PDF, kind="application/pdf", received_on=scene.today, by=emil
    ),
    "type": lambda row, _s, emil, _o: actions.type_in(_paper(row), FULL, by=emil),
    "check": lambda row, _s, _e, olga: actions.check(_paper(row), {"gender": "male"}, differences=3, by=olga),
    "check own": lambda row, _s, emil, _o: actions.check(_paper(row), FULL, differences=0, by=emil),
    "wrong sheet": lambda row, _s, emil, _o: actions.withdraw(_paper(row), by=emil, reason="not hers"),
    "fewer hours": _hours(60),
    "more hours": _hours(480),
    "clock": lambda _r, scene, *_: scene.settle(days=1),
    "too late": _too_late,
}


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=14))
def test_any_order_of_steps_keeps_what_must_hold(
    scene: Scene, emil: User, olga: User, names: list[str]
) -> None:
    with transaction.atomic():
        scene.people.clear()
        row = scene.asked("Anna Acht")
        for name in names:
            row = _walk(row, STEPS[name], scene, emil, olga)
        assert list(seals.faults([Questionnaire, Response, Paper])) == []
        required = Credit.objects.get(person=row.participant.person).minutes >= 480
        found = [one for one in queries.records(scene.operation) if one.code == row.participant.code]
        assert len(found) == required
        assert not found or found[0].complete == (row.complete and found[0].aim != "undecided")
        transaction.set_rollback(True)


def _walk(row: Questionnaire, step: Step, scene: Scene, emil: User, olga: User) -> Questionnaire:
    before, kept = row.state, row.responses.count()
    try:
        with transaction.atomic():
            step(row, scene, emil, olga)
    except Refused:
        assert Questionnaire.objects.get(pk=row.pk).state == before
    row = Questionnaire.objects.select_related("participant__person").get(pk=row.pk)
    assert row.state == before or _reachable(before, row.state)
    newest = row.responses.order_by("version").last()
    assert row.responses.count() - kept in {0, 1}
    assert row.complete == (newest is not None and not newest.missing)
    if row.state in (State.ANSWERED, State.CHECKED):
        assert newest is not None
    open_papers = row.papers.filter(checked_by="").count()
    assert (row.state in (State.PAPER, State.TYPED)) == (open_papers == 1)
    return row


def _reachable(before: str, after: str) -> bool:
    """One round of the clock may take two steps: due again, then asked; not in time, then not needed."""
    return states.may_become(before, after) or any(
        states.may_become(one, after) for one in states.NEXT[before]
    )
