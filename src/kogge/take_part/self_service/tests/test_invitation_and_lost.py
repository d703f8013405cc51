"""Invitations answered yes, no and the other way round; lost links mailed again, revealing nothing."""

import time
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from kogge.core.form_key import new_key
from kogge.core.models import OutboxMessage
from kogge.take_part.registration.models import Invitation, Registration, State
from kogge.take_part.registration.personal_link import secret_of

from . import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_throttled() -> None:
    cache.clear()


def invited() -> Invitation:
    admission = cast.people.an_admission(9, access="invited")
    return Invitation.objects.create(
        admission=admission, name="Ines Imm", email="ines@visitors.example", email_key="ines@visitors.example"
    )


def ask(email: str, **values: Any) -> HttpResponse:
    """The form as a person sends it: shown a while ago."""
    with time_machine.travel(time.time() - 5):
        key = new_key(wait=1)
    return Client().post("/en/registrations/lost/", {"email": email, "key": key, **values}, follow=True)


def test_looking_answers_nothing_and_yes_gives_a_seat_at_once() -> None:
    ines = invited()
    assert "Will you come?" in cast.words(cast.get(ines, "invitation"))
    ines.refresh_from_db()
    assert ines.answer == "open"
    answer = Client().post(cast.address(ines, "invitation"), {"answer": "yes"})
    mine = Registration.objects.get(invitation=ines)
    assert answer["Location"] == cast.address(mine)
    assert "You are registered" in cast.words(cast.get(mine))
    shown = cast.words(cast.get(ines, "invitation"))
    assert "See my registration and ticket" in shown and "No, I cannot come" in shown


def test_where_there_is_something_to_choose_yes_leads_to_the_form_filled_in() -> None:
    ines = invited()
    ines.admission.questions.create(kind="text", label_de="Essen", why_de="Für die Küche")
    content = cast.get(ines, "invitation").content.decode()
    slug = ines.admission.event.slug
    assert f'href="/en/events/{slug}/registration/?invitation={secret_of(ines)}"' in content


def test_a_yes_that_comes_too_late_is_told_so() -> None:
    ines = invited()
    type(ines.admission).objects.update(is_open=False)
    answer = cast.post(ines, "invitation", answer="yes")
    assert answer.status_code == 409
    assert "Registration is closed" in cast.words(answer)


def test_no_is_thanked_for_and_can_be_changed() -> None:
    ines = invited()
    assert "We do not remind you any more" in cast.words(cast.post(ines, "invitation", answer="no"))
    ines.refresh_from_db()
    assert ines.answer == "no"
    Client().post(cast.address(ines, "invitation"), {"answer": "yes"})
    ines.refresh_from_db()
    assert ines.answer == "yes"


def test_a_no_after_registering_gives_the_seat_back() -> None:
    ines = invited()
    mine = cast.people.registered(ines.admission, "Ines Imm", email=ines.email, invitation=ines)
    Client().post(cast.address(ines, "invitation"), {"answer": "yes"})
    shown = cast.get(ines, "invitation")
    assert "A no cancels your registration, too" in cast.words(shown)
    assert cast.address(mine) in shown.content.decode()
    cast.post(ines, "invitation", answer="no")
    assert Registration.objects.get(pk=mine.pk).state == State.CANCELLED


def test_a_registration_handed_over_is_not_shown_to_who_was_invited() -> None:
    ines = invited()
    mine = cast.people.registered(ines.admission, "Ines Imm", email=ines.email, invitation=ines)
    cast.post(mine, "hand_over", name="Jan Jost", email="jan@visitors.example")
    content = cast.get(ines, "invitation").content.decode()
    assert secret_of(Registration.objects.get(pk=mine.pk)) not in content


def test_a_lost_link_is_mailed_and_the_page_says_the_same_to_everybody() -> None:
    ada = cast.ada()
    other = cast.ada()
    gone = cast.ada()
    cast.post(gone, "cancel")
    OutboxMessage.objects.all().delete()
    known, unknown = ask("ADA@visitors.example"), ask("nobody@visitors.example")
    assert known.content == unknown.content
    assert known.redirect_chain == unknown.redirect_chain
    mail = OutboxMessage.objects.get()
    assert mail.to.casefold() == "ada@visitors.example"
    assert secret_of(ada) in mail.text and secret_of(other) in mail.text
    assert secret_of(gone) not in mail.text


def test_a_named_head_of_a_group_gets_the_own_link_only() -> None:
    carl = cast.carl()
    OutboxMessage.objects.all().delete()
    ask("cora@visitors.example")
    mail = OutboxMessage.objects.get()
    assert secret_of(carl.seats.get(position=1)) in mail.text
    assert secret_of(carl) not in mail.text


def test_many_requests_send_three_mails_an_hour_and_say_nothing_of_it() -> None:
    cast.ada()
    OutboxMessage.objects.all().delete()
    answers = set()
    for second in range(5):
        with time_machine.travel(time.time() // 3600 * 3600 + 60 + second):
            answers.add(ask("ada@visitors.example").content)
    assert len(answers) == 1
    assert OutboxMessage.objects.count() == 3
    for _ in range(20):
        last = ask("somebody@visitors.example")
    assert last.status_code == 422
    assert "in an hour" in cast.words(last)


def test_a_wrong_address_and_a_filled_trap_are_refused_and_nothing_is_sent() -> None:
    cast.ada()
    OutboxMessage.objects.all().delete()
    wrong = ask("ada at home")
    assert wrong.status_code == 422
    assert 'value="ada at home"' in wrong.content.decode()
    assert ask("ada@visitors.example", website="x").status_code == 422
    assert ask("ada@visitors.example\r\nBcc: x@y.example").status_code == 422
    assert OutboxMessage.objects.count() == 0
