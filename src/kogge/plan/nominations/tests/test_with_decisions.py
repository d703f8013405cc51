"""A jury's frozen decision brings who agreed to the shortlist; the call's page leads to the nominations."""

import pytest

from kogge.core.reactions import announce
from kogge.plan.calls.models import Call
from kogge.plan.decisions.tests.scene import contest
from kogge.plan.nominations import actions
from kogge.plan.nominations.models import Nomination

pytestmark = pytest.mark.django_db


def test_winners_who_agreed_stand_on_the_shortlist(monkeypatch):
    """PL-10: nominated → shortlisted, with the decision as its trace."""
    scene = contest(monkeypatch)
    Call.objects.filter(pk=scene.call.pk).update(kind="nominations")
    for submission in scene.answers:
        submission.refresh_from_db()
        submission.call.refresh_from_db()
        actions.take_submission(submission)
    silent = Nomination.objects.get(name="Gründerin Boje")
    for nomination in Nomination.objects.exclude(pk=silent.pk):
        actions.consent(nomination, public=True, by="the nominee")
    decision = scene.frozen(winners=3)
    chosen = Nomination.objects.filter(state="shortlisted").order_by("name")
    assert [(row.name, row.decision) for row in chosen] == [
        ("Gründerin Anker", decision), ("Gründerin Deck", decision)
    ]  # fmt: skip
    silent.refresh_from_db()
    assert silent.state == "nominated"


def test_the_desk_of_a_call_and_the_desk_itself_lead_to_nominations(monkeypatch):
    scene = contest(monkeypatch)
    scene.call.kind = "nominations"
    scene.call.save()
    links, waiting = [], []
    announce("call desk asked", call=scene.call, user=scene.emil, links=links)
    assert any(link.address.endswith("/desk/nominations/") for link in links)
    scene.answers[0].call.refresh_from_db()
    nomination = actions.take_submission(scene.answers[0])
    assert nomination.proposers.get().is_self
    actions.consent(nomination, public=False, by="the nominee")
    announce("desk opened", user=scene.emil, waiting=waiting)
    assert any("1 person agreed" in row.sentence for row in waiting)
