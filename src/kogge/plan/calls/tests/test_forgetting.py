"""What the data map promises to forget is forgotten; what must stay stays."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.network.directory.models import Person
from kogge.plan.calls import actions, forgetting
from kogge.plan.calls.models import Applicant, Call, Submission

from . import scene

pytestmark = pytest.mark.django_db


def closed(call, days):
    past = timezone.now() - timedelta(days=days)
    Call.objects.filter(pk=call.pk).update(opens_at=None, closes_at=past)
    Submission.objects.filter(call=call).update(changed_at=past)


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (89, {"draft", "handed in", "accepted"}),
        (91, {"handed in", "accepted"}),
        (731, {"accepted"}),
        (2191, set()),
    ],
)
def test_drafts_go_first_then_what_was_handed_in_then_what_was_accepted(days, left):
    call = scene.call()
    rows = {
        "draft": scene.draft(call, email="a@x.example"),
        "handed in": scene.handed_in(call, email="b@x.example"),
        "accepted": scene.handed_in(call, email="c@x.example"),
    }
    actions.set_outcome(rows["accepted"], "accepted", by="jury")
    closed(call, days)
    forgetting.forget_old()
    assert {name for name, one in rows.items() if Applicant.objects.filter(submission=one).exists()} == left
    assert Submission.objects.count() == 3
    assert forgetting.forget_old() == 0


def test_an_erased_person_is_named_in_no_answer():
    call = scene.call()
    sofia = Person.objects.create(slug="sofia", name="Sofia Beispiel", email="sofia@deichlicht.example")
    own = scene.handed_in(call)
    other = scene.draft(call, email="karl@x.example", name="Karl")
    actions.add_co_applicant(other, name="Sofia", email="Sofia@deichlicht.example")
    lines = []
    letter = SimpleNamespace(append=lines.append)
    forgetting.person_erased(person=sofia, by="office", letter=letter)
    own.refresh_from_db()
    assert (own.title, own.answers, own.state) == ("", {}, "submitted")
    assert list(Applicant.objects.values_list("name", flat=True)) == ["Karl"]
    assert not OutboxMessage.objects.filter(about=f"submission:{own.pk}").exists()
    assert len(lines) == 1
