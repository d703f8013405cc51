"""Any sequence of saving, handing in, withdrawing, closing and late links keeps the rules of the state machine."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core.refusals import Refused
from kogge.plan.calls import actions
from kogge.plan.calls.actions.answering import Content
from kogge.plan.calls.models import Call, Submission

from . import scene

STEPS = ("save", "break", "submit", "withdraw", "close", "reopen", "late", "accept", "discard", "undo")


@pytest.fixture
def call(db):
    return scene.call()


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=12))
def test_no_sequence_of_steps_breaks_the_states(call, steps):
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() + timedelta(days=1))
    one = scene.draft(call, email="any@x.example")
    stamp = None
    for step in steps:
        before = Submission.objects.select_related("call").get(pk=one.pk)
        could, was = before.may_change(), (before.state, before.title, before.outcome)
        try:
            stamp = _do(step, before, stamp)
            done = True
        except Refused:
            done = False
        after = Submission.objects.get(pk=one.pk)
        _holds(step, before, after, was, could=could, done=done)


def _do(step, one, stamp):
    title = {"save": "Gespeichert", "break": ""}.get(step)
    if title is not None:
        content = Content({**scene.GOOD, "title": title}, {}, name="Sofia")
        (actions.save if one.state == "draft" else actions.save_and_hand_in)(one, content)
    elif step == "submit":
        actions.hand_in(one, acknowledged=True)
    elif step == "withdraw":
        actions.withdraw(one)
    elif step in {"close", "reopen"}:
        shift = timedelta(days=1 if step == "reopen" else -1)
        Call.objects.filter(pk=one.call_id).update(opens_at=None, closes_at=timezone.now() + shift)
    elif step == "late":
        actions.allow_late(one, timezone.now() + timedelta(hours=1), by="office")
    elif step == "accept":
        actions.set_outcome(one, "accepted", by="office")
    elif step == "discard":
        return actions.discard(one.call, [one.code], by="office")[0]
    elif step == "undo" and stamp:
        actions.undo_discard(one.call, stamp, by="office")
    return stamp


def _holds(step, before, after, was, *, could, done):
    if was[0] == "withdrawn":
        assert after.state == "withdrawn"
    if was[0] == "submitted":
        assert after.state != "draft"
        assert after.title
    if step in {"save", "break", "submit"}:
        assert could or not done
    if not done:
        assert (after.state, after.title, after.outcome) == was
    assert after.state != "submitted" or after.submitted_at is not None
    assert not (after.discarded_at and after.outcome and not before.discarded_at)
