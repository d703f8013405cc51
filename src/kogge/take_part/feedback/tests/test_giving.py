"""Giving feedback: by ticket once, from the room, early, late, and without any trace of who it was."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from kogge.core.models import HistoryEntry
from kogge.network.accounts.tests import cast as staff
from kogge.take_part.feedback import actions, jobs, views
from kogge.take_part.feedback.models import Box, Response
from kogge.take_part.registration import blind_token

from . import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_throttled() -> None:
    cache.clear()


def test_three_questions_without_cookie_and_every_one_may_be_left_out() -> None:
    ada = cast.ticket(cast.released(cast.fair()))
    answer = Client().get(f"/en/f/{cast.secret(ada)}/")
    shown = cast.words(answer)
    for question in ("How useful was it for you?", "What was good?", "What should we change?"):
        assert question in shown
    assert answer["Referrer-Policy"] == "no-referrer" and answer["Cache-Control"] == "no-store, private"
    assert not answer.cookies
    empty = cast.give(cast.secret(ada))
    assert empty.status_code == 422
    assert "at least one of the three questions" in cast.words(empty)
    assert "Your answer has arrived" in cast.words(cast.give(cast.secret(ada), score="4"))
    assert Response.objects.values_list("score", "good", "change").get() == (4, "", "")


def test_each_ticket_answers_once_and_the_same_form_sent_twice_is_one_answer() -> None:
    ada = cast.ticket(cast.released(cast.fair()))
    form = {"key": cast.key(), "score": "5", "good": "The harbour"}
    for _ in range(2):
        Client().post(f"/en/f/{cast.secret(ada)}/", form)
    assert Response.objects.count() == 1
    shown = cast.words(Client().get(f"/en/f/{cast.secret(ada)}/"))
    assert "your ticket has been used for an answer" in shown
    again = cast.give(cast.secret(ada), score="1")
    assert again.status_code == 422
    assert "ticket has been used" in cast.words(again)
    assert Response.objects.count() == 1


def test_nothing_leads_from_an_answer_to_a_person() -> None:
    event = cast.released(cast.fair())
    registrations = [cast.ticket(event, name) for name in ("Ada Abel", "Bea Bolt", "Cem Cole")]
    before = HistoryEntry.objects.count()
    for registration in registrations:
        cast.give(cast.secret(registration), good=f"from {registration.name}")
    assert HistoryEntry.objects.count() == before, "the history's order and times would name people"
    fields = {field.name for field in Response._meta.get_fields()}
    assert fields == {"id", "box", "day", "score", "good", "change"}
    box = Box.objects.get()
    marks = box.spent.split()
    assert marks == sorted(marks) and len(marks) == 3, "no order of arrival"
    for registration in registrations:
        secret = cast.secret(registration)
        assert registration.serial not in secret and str(registration.uid) not in box.spent
        assert secret not in box.spent
        ticket = blind_token.read(secret).ticket
        assert ticket.hex() not in box.spent
    assert {len(str(row.pk)) for row in Response.objects.all()} == {36}, "random keys"


def test_a_session_is_asked_about_by_ticket_and_by_the_code_in_the_room() -> None:
    event = cast.fair()
    talk = cast.talk(event)
    cast.released(event)
    ada = cast.ticket(event)
    assert Client().get(f"/en/f/{cast.secret(ada)}/{talk.slug}/").status_code == 404, "nobody asks yet"
    actions.open_boxes(event, sessions=True, by=staff.office())
    box = Box.objects.get(session=talk)
    assert "Feedback on a single session" in cast.words(Client().get(f"/en/f/{cast.secret(ada)}/"))
    cast.give(cast.secret(ada), talk.slug, score="5")
    again = cast.give(cast.secret(ada), talk.slug, score="5")
    assert again.status_code == 422
    cast.give(box.code.upper(), good="From the room")
    assert box.responses.count() == 2
    box.refresh_from_db()
    assert len(box.marks) == 1
    found = Client().get(f"/en/f/{cast.secret(ada)}/?q=tal")
    assert "Talk" in cast.words(found)
    assert "No session of that title" in cast.words(Client().get(f"/en/f/{cast.secret(ada)}/?q=xyz"))


def test_too_early_too_late_closed_and_called_off_say_so_and_take_nothing() -> None:
    event = cast.released(cast.fair())
    ada = cast.ticket(event)
    secret = cast.secret(ada)
    with time_machine.travel(event.starts_at - timedelta(hours=1)):
        assert "It has not begun yet" in cast.words(Client().get(f"/en/f/{secret}/"))
    with time_machine.travel(event.ends_at + timedelta(days=29)):
        assert "No more answers are taken here" in cast.words(Client().get(f"/en/f/{secret}/"))
        assert cast.give(secret, score="3").status_code == 422
    office = staff.office()
    actions.open_boxes(event, sessions=False, by=office)
    actions.close(Box.objects.get(), by=office)
    assert "No more answers are taken here" in cast.words(Client().get(f"/en/f/{secret}/"))
    assert cast.give(secret, score="3").status_code == 422
    assert Response.objects.count() == 0


def test_forged_and_foreign_addresses_open_nothing() -> None:
    event = cast.released(cast.fair())
    ada = cast.ticket(event)
    secret = cast.secret(ada)
    forged = secret[:-6] + ("AAAAAA" if secret[-6:] != "AAAAAA" else "BBBBBB")
    for text in (forged, secret[:-1], "B" + secret[1:], "abcdef", "x", "ä" * 38, "A" * 38):
        answer = Client().get(f"/en/f/{text}/")
        assert answer.status_code == 404, text
        assert "This link opens nothing" in cast.words(answer)
    hidden = cast.fair(slug="hidden")
    assert Client().get(f"/en/f/{blind_token.secret_of(ada, hidden.pk)}/").status_code == 404, "not released"


def test_programs_that_fill_the_trap_or_are_too_fast_are_refused_and_what_was_typed_stays() -> None:
    ada = cast.ticket(cast.released(cast.fair()))
    trapped = cast.give(cast.secret(ada), good="Buy <b>now</b>", website="x")
    assert trapped.status_code == 422
    assert "Buy &lt;b&gt;now&lt;/b&gt;" in trapped.content.decode()
    assert cast.give(cast.secret(ada), score="9").status_code == 422
    assert cast.give(cast.secret(ada), good="x" * 2001).status_code == 422
    assert Response.objects.count() == 0


def test_a_thousand_answers_from_one_connection_are_held_off_without_loss_of_what_was_typed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    event = cast.released(cast.fair())
    actions.open_boxes(event, sessions=False, by=staff.office())
    box = Box.objects.get()
    monkeypatch.setattr(views, "_MOST_ANSWERS", 2)
    last = [cast.give(box.code, good="More") for _ in range(3)][-1]
    assert last.status_code == 422 and "More" in last.content.decode()
    assert box.responses.count() == 2


def test_texts_go_after_a_year_and_spent_tickets_after_sixty_days_but_scores_stay() -> None:
    event = cast.released(cast.fair())
    ada = cast.ticket(event)
    cast.give(cast.secret(ada), score="5", good="Good", change="More")
    for days, spent, good in ((59, True, "Good"), (63, False, "Good"), (367, False, "")):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            jobs.forget_old_responses()
        assert bool(Box.objects.get().spent) is spent, days
        assert Response.objects.get().good == good
    assert Response.objects.get().score == 5
