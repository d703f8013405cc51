"""A jury's frozen decision brings who agreed to the shortlist; the call's page leads to the nominations."""

import pytest

from kogge.core.reactions import announce
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory import kinds
from kogge.plan.call_desk.forms import CallForm
from kogge.plan.calls.models import Call
from kogge.plan.calls.tests import scene as calls_scene
from kogge.plan.decisions.tests.scene import contest
from kogge.plan.nominations import actions
from kogge.plan.nominations.models import Nomination

from .test_nominations import PROPOSAL

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


def test_the_desk_says_for_which_office_a_call_looks(client, monkeypatch):
    """PL-10: the office stands in the form of a call for nominations and in no other, and proposals are for it."""
    monkeypatch.setitem(kinds.OFFICE, "mentor", "Mentor")
    client.force_login(cast.office())
    call, talks = calls_scene.call("nominations"), calls_scene.call("talks", slug="talks")
    address, shown = f"/en/desk/calls/{call.slug}/edit/", CallForm(User.objects.get(), call=call)
    plain = {"opens_at": "", "closes_at": "", "co_applicants": "0", "version": str(call.version)}
    typed = {name: shown[name].value() or "" for name in shown.fields} | plain
    page = client.get(address).content.decode()
    assert "Honorary office" in page
    assert "Honorary office" not in client.get(f"/en/desk/calls/{talks.slug}/edit/").content.decode()
    assert "Honorary office" in client.post(address, {**typed, "office": "king"}).content.decode()
    assert client.post(address, {**typed, "office": "mentor"}).status_code == 302
    call.refresh_from_db()
    assert call.settings["office"] == "mentor"
    calls_scene.handed_in(call, PROPOSAL)
    assert Nomination.objects.get().office == "mentor"
