"""Who began an answer is reminded once before the end, and told what is missing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.plan.applying import reminding
from kogge.plan.calls import actions, links
from kogge.plan.calls.models import Call, Submission
from kogge.plan.calls.tests import scene

pytestmark = pytest.mark.django_db


def letters():
    return OutboxMessage.objects.filter(cause__endswith=":reminder")


def lay(one, hours):
    """Nobody touched it for so long."""
    Submission.objects.filter(pk=one.pk).update(changed_at=timezone.now() - timedelta(hours=hours))


def test_a_draft_that_lies_is_named_once_with_what_is_missing_and_the_way_back():
    """TP-11, journey of the start-up: "loses the draft; deadline at midnight"."""
    one = scene.draft(
        scene.call(days=1.5), {"title": "Halb", "organization_name": "Deichlicht GmbH"}, locale="en"
    )
    lay(one, 13)
    assert reminding.remind() == 1
    letter = letters().get()
    assert (letter.to, letter.subject) == ("sofia@deichlicht.example", "Not handed in yet: Halb")
    assert "- Business model\n- Postcode of the registered seat\n" in letter.text
    assert "Name of the start-up" not in letter.text
    assert links.secret_of(one, links.MAIL) in letter.text
    assert reminding.remind() == 0
    Call.objects.update(closes_at=timezone.now() + timedelta(days=1))
    assert reminding.remind() == 0


def test_a_whole_draft_is_told_that_only_handing_in_is_missing():
    one = scene.draft(scene.call(days=1), locale="en")
    lay(one, 13)
    reminding.remind()
    assert "Nothing is missing any more" in letters().get().text


@pytest.mark.parametrize(
    "why", ["just begun", "handed in", "withdrawn", "discarded", "far away", "over", "rolling"]
)
def test_nobody_else_is_reminded(why):
    call = scene.call(days={"far away": 5, "rolling": None}.get(why, 1))
    one = scene.handed_in(call) if why == "handed in" else scene.draft(call)
    if why == "withdrawn":
        actions.withdraw(one)
    if why == "discarded":
        actions.discard(call, [one.code], by="office")
    if why == "over":
        scene.close(call)
    lay(one, 1 if why == "just begun" else 13)
    assert reminding.remind() == 0
    assert not letters().exists()
