"""Whatever people press in whatever order, a nomination only goes where its machine allows."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core.refusals import Refused
from kogge.plan.nominations import actions
from kogge.plan.nominations.models import FOLLOWING, HELD, Nomination, State

from . import scene

STEPS = {
    "consented": lambda one, _at: actions.consent(one, public=True, by="x"),
    "declined": lambda one, _at: actions.decline(one, reason="", by="x"),
    "shortlisted": lambda one, _at: actions.shortlist(one, by="x"),
    "not_chosen": lambda one, _at: actions.not_chosen(one, reason="Weil.", by="x"),
    "appointed": lambda one, at: actions.appoint(one, event=at, first=scene.FIRST, last=scene.LAST, by="x"),
    "extended": lambda one, _at: actions.extend(one, last=_later(one), by="x"),
    "ended": lambda one, _at: actions.end(one, last=scene.LAST, reason="Weil.", by="x"),
}


def _later(one):
    term = scene.fresh(one).term
    return (term.valid_until if term else scene.LAST) + timedelta(days=365)


def test_every_state_can_be_reached_and_only_ends_lead_nowhere():
    reached = {State.NOMINATED}
    for _round in State:
        reached |= {after for state in reached for after in FOLLOWING[state]}
    assert reached == set(State)
    assert {state for state in State if not FOLLOWING[state]} == {"declined", "not_chosen", "ended"}


@pytest.mark.slow
@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=9))
def test_any_order_of_steps_follows_the_machine(steps):
    with transaction.atomic():
        nomination, at, state = scene.proposed(), scene.event(), "nominated"
        for step in steps:
            letters = len(scene.letters(nomination))
            if step in FOLLOWING[state]:
                STEPS[step](nomination, at)
                state = step
            else:
                with pytest.raises(Refused):
                    STEPS[step](nomination, at)
                assert len(scene.letters(nomination)) == letters
            now = scene.fresh(nomination)
            assert now.state == state
            assert (now.term is not None) == (state in HELD)
            listed = Nomination.objects.public_on(scene.FIRST).count()
            assert listed == (state in HELD)
        transaction.set_rollback(True)
