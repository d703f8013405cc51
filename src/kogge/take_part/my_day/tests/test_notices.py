"""Notices by mail: asked for, confirmed by the owner, one per change, none that another letter tells already."""

import re
from typing import Any

import pytest
from django.test import Client

from kogge.core.models import OutboxMessage
from kogge.plan.events.models import Event
from kogge.publish.programme import actions as programme
from kogge.take_part.my_day import actions, jobs, plan_link
from kogge.take_part.my_day.models import Plan
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Capacity

from . import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return cast.a_fair()


def told(event: Event, *slugs: str, email: str = "ada@visitors.example") -> Plan:
    """A plan whose owner has said yes to notices."""
    plan = cast.ada(event, *slugs)
    actions.ask_for_mail(plan, email)
    actions.confirm_mail(plan, token_of(OutboxMessage.objects.latest("pk")))
    OutboxMessage.objects.all().delete()
    return plan


def token_of(mail: OutboxMessage) -> str:
    found = re.search(r"/mail/([\w-]+)/", mail.text)
    assert found
    return found[1]


def texts() -> list[str]:
    """The mails of days that wait, the blanks of their lines joined."""
    mails = OutboxMessage.objects.filter(cause__startswith="my day").order_by("pk")
    return [" ".join(mail.text.split()) for mail in mails]


def test_nothing_is_sent_before_the_owner_of_the_address_said_yes(event: Event) -> None:
    visitor = Client(enforce_csrf_checks=True)
    plan = cast.ada(event, "panel")
    path = plan_link.path_of(plan)
    assert visitor.post(f"{path}mail/", {"email": "Ada+fair@visitors.example"}).status_code == 302
    question = OutboxMessage.objects.get()
    assert question.to == "Ada+fair@visitors.example"
    cast.move(event, "panel", starts_at=cast.at(15.5), ends_at=cast.at(16.5))
    assert jobs.tell_changes() == 0
    confirm = f"{path}mail/{token_of(question)}/"
    assert visitor.get(confirm).status_code == 200
    assert Plan.objects.get().email_confirmed_at is None
    assert visitor.post(confirm).status_code == 302
    assert visitor.post(confirm).status_code == 422
    assert jobs.tell_changes() == 0
    cast.move(event, "panel", starts_at=cast.at(14), ends_at=cast.at(15))
    assert jobs.tell_changes() == 1
    assert "Panel: verlegt von 15:30 auf 14:00" in texts()[-1]


@pytest.mark.parametrize(
    "written", ["", "nobody", "a@b", "ada@visitors.example\nBcc: x@y.example", "x" * 600]
)
def test_a_wrong_address_is_refused_and_nothing_is_sent(event: Event, written: str) -> None:
    path = plan_link.path_of(cast.ada(event, "panel"))
    assert Client().post(f"{path}mail/", {"email": written}).status_code == 422
    assert not OutboxMessage.objects.exists()


def test_mails_to_strangers_are_throttled(event: Event) -> None:
    path = plan_link.path_of(cast.ada(event, "panel"))
    answers = [
        Client().post(f"{path}mail/", {"email": f"x{n}@visitors.example"}).status_code for n in range(7)
    ]
    assert answers == [302] * 5 + [422] * 2


def test_one_mail_tells_all_that_changed_and_never_twice(event: Event) -> None:
    told(event, "opening", "panel", "closing")
    cast.move(event, "panel", room=cast.attic())
    cast.move(event, "closing", state="cancelled")
    assert jobs.tell_changes() == 1
    assert jobs.tell_changes() == 0
    assert len(texts()) == 1
    assert "Panel: Raum geändert: jetzt Attic, nicht Hall" in texts()[0]
    assert "Closing: abgesagt" in texts()[0]
    assert "Opening" not in texts()[0]


def test_what_was_taken_back_before_it_was_told_needs_no_mail(event: Event) -> None:
    told(event, "panel")
    cast.move(event, "panel", room=cast.attic())
    cast.move(event, "panel", room=cast.Room.objects.get(slug="hall"))
    assert jobs.tell_changes() == 1
    assert texts() == []


def test_a_change_elsewhere_in_the_programme_needs_no_mail(event: Event) -> None:
    told(event, "panel")
    cast.move(event, "talk", room=cast.attic())
    jobs.tell_changes()
    assert texts() == []


def test_two_days_of_one_person_get_one_mail(event: Event) -> None:
    told(event, "panel")
    told(event, "talk", email="ADA@visitors.example")
    cast.move(event, "panel", room=cast.attic())
    cast.move(event, "talk", room=cast.attic())
    jobs.tell_changes()
    assert len(texts()) == 1
    assert "Panel" in texts()[0]
    assert "Talk" in texts()[0]


def test_who_is_registered_hears_of_booked_sessions_from_the_registration_alone(event: Event) -> None:
    bea = cast.bea(event, workshop=1)
    registration.book_session(bea, Capacity.objects.get(session__slug="workshop"))
    told(event, "workshop", "panel", email="bea@visitors.example")
    cast.move(event, "workshop", starts_at=cast.at(12), ends_at=cast.at(13))
    jobs.tell_changes()
    assert texts() == []
    cast.move(event, "panel", room=cast.attic())
    jobs.tell_changes()
    assert len(texts()) == 1
    assert "Workshop" not in texts()[0]


def test_a_cancelled_event_is_told_in_one_sentence(event: Event) -> None:
    told(event, "panel", "talk")
    Event.objects.filter(pk=event.pk).update(state="cancelled", state_reason="Sturmflut")
    event.refresh_from_db()
    cast.release(event)
    jobs.tell_changes()
    assert "Die Veranstaltung ist abgesagt. Sturmflut" in texts()[0]
    assert "Panel" not in texts()[0]


def test_a_withdrawn_event_is_told_too(event: Event) -> None:
    told(event, "panel")
    programme.withdraw(event, by="test", reason="Kein Haus")
    jobs.tell_changes()
    assert len(texts()) == 1
    assert "zurück" in texts()[0] or "aus dem Programm genommen" in texts()[0]


def test_notices_end_by_one_button_without_sign_in(event: Event) -> None:
    plan = told(event, "panel")
    path = plan_link.path_of(plan)
    assert Client().get(f"{path}mail/stop/").status_code == 200
    assert Plan.objects.get().email
    Client().post(f"{path}mail/stop/")
    assert Plan.objects.get().email == ""
    cast.move(event, "panel", room=cast.attic())
    assert jobs.tell_changes() == 0


def test_a_token_of_another_day_confirms_nothing(event: Event) -> None:
    mine, other = cast.ada(event, "panel"), cast.ada(event, "talk")
    actions.ask_for_mail(mine, "ada@visitors.example")
    token = token_of(OutboxMessage.objects.get())
    actions.ask_for_mail(other, "eve@visitors.example")
    path = plan_link.path_of(other)
    assert Client().post(f"{path}mail/{token}/").status_code == 422
    assert not Plan.objects.exclude(email_confirmed_at=None).exists()


def test_telling_many_takes_few_queries(event: Event, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        plan = cast.ada(event, "panel", "talk")
        Plan.objects.filter(pk=plan.pk).update(
            email=f"p{number}@visitors.example", email_key=f"p{number}@visitors.example",
            email_confirmed_at=plan.created_at,
        )  # fmt: skip
    cast.move(event, "panel", room=cast.attic())
    with django_assert_max_num_queries(12 * 5 + 12):
        assert jobs.tell_changes() == 12
    assert len(texts()) == 12
