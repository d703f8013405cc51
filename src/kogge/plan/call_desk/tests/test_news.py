"""Organisers hear once a day what came in, and see on the desk what a person must look at."""

from datetime import datetime

import pytest
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.network.accounts.tests import cast
from kogge.plan.call_desk import news
from kogge.plan.calls.models import Submission
from kogge.plan.calls.tests import scene

pytestmark = pytest.mark.django_db


def berlin(day, hour):
    return timezone.make_aware(datetime(2026, 10, day, hour))


def test_one_letter_a_day_says_how_much_came_in_and_what_waits():
    call = scene.call(title_de="Wettbewerb")
    scene.handed_in(call)
    scene.handed_in(call, {**scene.GOOD, "postcode": "20095", "digital": "no"}, email="b@x.example")
    scene.draft(call, email="c@x.example")
    scene.handed_in(scene.call("talks"), scene.TALK)
    Submission.objects.filter(call=call, state="submitted").update(submitted_at=berlin(24, 23))
    assert news.tell_organisers(berlin(25, 5)) == 0
    assert news.tell_organisers(berlin(25, 7)) == 1
    assert news.tell_organisers(berlin(25, 8)) == 1
    letter = OutboxMessage.objects.get(cause__startswith="call news:")
    assert letter.to == "calls@office.example"
    assert letter.subject == "Neue Antworten: Wettbewerb"
    assert letter.text.startswith(
        "Gestern wurden 2 Antworten auf „Wettbewerb“ eingereicht oder geändert.\n\nGegen 1 "
    )
    assert f"/desk/calls/{call.slug}/" in letter.text
    assert news.tell_organisers(berlin(26, 7)) == 0


def test_the_desk_names_calls_whose_answers_a_rule_speaks_against(client):
    """PL-08: a hit goes to a person."""
    house = scene.organization(cast.HARBOUR)
    call = scene.call(organization=house, title_en="Of the harbour")
    one = scene.handed_in(call, {**scene.GOOD, "postcode": "20095", "digital": "no"})
    assert one.hits.count() == 2
    client.force_login(cast.other_editor())
    assert "Of the harbour" not in client.get("/en/desk/").content.decode()
    client.force_login(cast.editor())
    shown = client.get("/en/desk/").content.decode()
    assert "1 answer to “Of the harbour” must be looked at because of a rule." in shown
    assert f"/en/desk/calls/{call.slug}/?state=hits" in shown
