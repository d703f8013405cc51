"""Every state of the personal page, and what each button does."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Registration, State
from kogge.take_part.registration.personal_link import secret_of
from kogge.take_part.registration.tests import people
from kogge.take_part.reseating import returning

from . import cast

pytestmark = pytest.mark.django_db


def fresh(registration: Registration) -> Registration:
    return Registration.objects.get(pk=registration.pk)


def test_a_page_behind_a_secret_is_kept_nowhere_told_to_nobody_and_sets_no_cookie() -> None:
    answer = cast.get(cast.ada())
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert not answer.cookies


def test_who_has_not_confirmed_gets_the_button_and_looking_at_the_page_confirms_nothing() -> None:
    ada = cast.ada(people.an_admission(2, confirmation="link"))
    assert "Your seat is kept until" in cast.words(cast.get(ada))
    assert "Confirm my registration" in cast.words(cast.get(ada))
    assert cast.get(ada, "confirm").status_code == 405
    assert fresh(ada).state == State.PENDING
    answer = cast.post(ada, "confirm")
    assert "Thank you, you are registered" in cast.words(answer)
    assert "Show the ticket" in cast.words(answer)
    assert fresh(ada).state == State.CONFIRMED
    assert "You are registered" in cast.words(cast.post(ada, "confirm")), "a second click harms nothing"


def test_who_confirms_too_late_is_told_to_register_again() -> None:
    ada = cast.ada(people.an_admission(2, confirmation="link"))
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        assert "was not confirmed in time" in cast.words(cast.get(ada))
        actions.expire_due()
        assert "was not confirmed in time" in cast.words(cast.get(ada))
        answer = cast.post(ada, "confirm")
    assert answer.status_code == 409
    assert "Please register again" in cast.words(answer)


def test_who_waits_sees_the_position_and_what_happens_next() -> None:
    _ada, bea = cast.bea_waits()
    shown = cast.words(cast.get(bea))
    assert "You are number 1 on the waiting list" in shown
    assert "it is offered to you by mail" in shown
    assert "Leave the waiting list" in shown
    assert "Show the ticket" not in shown
    assert cast.get(bea, "calendar").status_code == 404
    assert "There is no ticket yet" in cast.words(cast.get(bea, "ticket"))


def test_a_freed_seat_is_offered_and_accepted_or_declined() -> None:
    ada, bea = cast.bea_waits()
    answer = cast.post(ada, "cancel")
    assert "The seat is free for somebody else at once" in cast.words(answer)
    assert "Another time, perhaps?" in cast.words(answer)
    assert re.search(r"A seat is free for you It is kept for you until \w+, ", cast.words(cast.get(bea)))
    assert "The seat is yours" in cast.words(cast.post(bea, "offer", answer="accept"))
    assert fresh(bea).state == State.CONFIRMED
    third = people.registered(bea.admission, "Gus Gold")
    cast.post(bea, "cancel")
    assert "the seat goes to the next" in cast.words(cast.post(third, "offer", answer="decline"))
    assert fresh(third).state == State.CANCELLED


def test_an_offer_that_has_ended_says_so_and_takes_nothing() -> None:
    ada, bea = cast.bea_waits()
    actions.cancel(ada)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert "The time to accept is over" in cast.words(cast.get(bea))
        answer = cast.post(bea, "offer", answer="accept")
    assert answer.status_code == 409
    assert fresh(bea).state != State.CONFIRMED


def test_a_request_waits_for_the_organiser_and_a_declined_one_says_so() -> None:
    ada = cast.ada(people.an_admission(2, needs_approval=True))
    assert "The organiser has your request" in cast.words(cast.get(ada))
    actions.decline(ada, by="test", reason="Only for members")
    assert "Your request was declined" in cast.words(cast.get(ada))


def test_the_page_before_cancelling_changes_nothing_and_afterwards_leads_back() -> None:
    ada = cast.ada()
    assert "You cannot come?" in cast.words(cast.get(ada, "cancel"))
    assert fresh(ada).state == State.CONFIRMED
    cast.post(ada, "cancel")
    assert cast.get(ada, "cancel").status_code == 302
    assert "This registration is cancelled" in cast.words(cast.post(ada, "cancel"))


def test_whoever_does_not_come_in_any_case_says_so_while_it_is_called_off() -> None:
    """PL-F1: with it nothing comes back; a scanner that opens the page changes nothing."""
    ada = cast.ada()
    returning.call_off(ada.admission.event, by="test")
    words = cast.words(cast.get(ada))
    assert (
        "What you had registered for does not take place." in words and "you get back what you had" in words
    )
    assert cast.get(ada, "cancel").status_code == 302
    assert fresh(ada).ended_because == "event"
    assert "We do not write to you even if it takes place after all" in cast.words(cast.post(ada, "cancel"))
    assert fresh(ada).ended_because == "person"
    assert "I do not come in any case" not in cast.words(cast.get(ada))
    assert returning.bring_back(ada.admission.event, by="test") == 0


def test_handing_over_closes_the_old_link_and_the_old_ticket() -> None:
    ada = cast.ada()
    serial, old = ada.serial, cast.address(ada)
    wrong = cast.post(ada, "hand_over", name="", email="nobody")
    assert wrong.status_code == 422
    assert "This field is required" in cast.words(wrong)
    assert "the one of the person who comes" in cast.words(
        cast.post(ada, "hand_over", name="Hedi", email=ada.email)
    )
    answer = cast.post(ada, "hand_over", name="Hedi Horn", email="hedi@visitors.example")
    assert "Handed over, thank you" in cast.words(answer)
    assert secret_of(fresh(ada)) not in answer.content.decode(), "the new link is the new person's alone"
    assert Client().get(old).status_code == 404
    assert fresh(ada).serial != serial
    assert "Hedi Horn" in cast.words(cast.get(fresh(ada)))


def test_answers_change_on_the_same_fields_and_wrong_ones_stay_typed() -> None:
    ada = cast.ada()
    question = ada.admission.questions.create(
        kind="number", label_de="Schuhgröße", label_en="Shoe size", why_de="Für Stiefel", least=30, most=50
    )
    assert "You have answered none of the questions" in cast.words(cast.get(ada))
    wrong = cast.post(ada, "answers", **{f"question_{question.pk}": "99"})
    assert wrong.status_code == 422
    assert "from 30 to 50" in cast.words(wrong)
    assert 'value="99"' in wrong.content.decode()
    assert "Your changes are saved" in cast.words(
        cast.post(ada, "answers", **{f"question_{question.pk}": "42"})
    )
    assert "Shoe size 42" in cast.words(cast.get(ada))


def test_the_online_link_is_for_confirmed_online_seats_half_an_hour_before_until_the_end() -> None:
    eve, finn, admission = cast.online_and_onsite()
    link, starts = "https://video.example/room", admission.event.starts_at
    for moment, shown in ((-31, False), (-29, True), (179, True), (181, False)):
        with time_machine.travel(starts + timedelta(minutes=moment)):
            assert (link in cast.get(eve).content.decode()) is shown, moment
            assert link not in cast.get(finn).content.decode()
    assert "The link appears here on" in cast.words(cast.get(eve))
    assert "Take part online" not in cast.words(cast.get(finn))
    actions.cancel(eve)
    with time_machine.travel(starts):
        assert link not in cast.get(eve).content.decode()


def test_afterwards_the_page_leads_to_feedback_and_takes_no_cancellation_any_more() -> None:
    ada = cast.ada()
    with time_machine.travel(ada.admission.event.ends_at + timedelta(hours=1)):
        shown = cast.words(cast.get(ada))
        assert "It is over" in shown and "Say how it was, without your name" in shown
        assert "Cancel my registration" not in shown and "Let somebody else" not in shown
        assert ada.reference in shown and "Download a copy of my data" in shown


def test_sessions_are_booked_and_given_back_and_overlaps_are_refused() -> None:
    admission = people.an_admission(9)
    ada = cast.ada(admission)
    one = people.a_session(admission, 1, hour=10)
    other = people.a_session(admission, 1, hour=10)
    assert "No session with limited seats" in cast.words(cast.get(ada, "sessions")), "none is released"
    assert "Your seat in the session is booked" in cast.words(cast.post(ada, "sessions", book=one.pk))
    refused = cast.post(ada, "sessions", book=other.pk)
    assert refused.status_code == 409
    assert "take place at the same time" in cast.words(refused)
    bea = people.registered(admission, "Bea Bolt")
    assert "you are on its waiting list" in cast.words(cast.post(bea, "sessions", book=one.pk))
    part = ada.parts.get()
    foreign = Client().post(cast.address(bea, "sessions"), {"cancel": part.reference})
    assert foreign.status_code == 404, "nobody gives back another's seat"
    cast.post(ada, "sessions", cancel=part.reference)
    waiting = bea.parts.get()
    assert waiting.state == State.OFFERED
    assert "Yes, I take the seat" in cast.words(cast.get(bea))
    cast.post(bea, "offer", part=waiting.reference, answer="accept")
    assert fresh(waiting).state == State.CONFIRMED
    assert Client().post(cast.address(ada, "sessions"), {"book": "x"}).status_code == 404


def test_unknown_forged_foreign_and_truncated_links_open_a_page_that_says_what_to_do() -> None:
    cache.clear()
    ada, carl = cast.ada(), cast.carl()
    secret = secret_of(ada)
    seat = carl.seats.first()
    swapped = secret[:-1] + ("A" if secret[-1] != "A" else "B")
    forged = [swapped[:-4] + "AAAA", secret[:-3], secret + "A", "x", "%C3%A4", secret_of(seat), "9" * 300]
    for text in forged:
        answer = Client().get(f"/en/r/{text}/")
        assert answer.status_code == 404, text
        assert "This link opens nothing" in cast.words(answer)
        assert 'action="/en/registrations/lost/"' in answer.content.decode()
        assert not answer.cookies
    assert Client().get(f"/en/s/{secret}/").status_code == 404
    assert Client().post(f"/en/r/{secret[:-3]}/cancellation/").status_code == 404


def test_the_row_of_a_session_has_no_page_of_its_own() -> None:
    admission = people.an_admission(9)
    capacity = people.a_session(admission)
    part = actions.book_session(cast.ada(admission), capacity)
    assert cast.get(part).status_code == 404


@pytest.mark.parametrize("seats", [1, 3])
def test_the_page_asks_the_database_as_often_for_one_head_as_for_many(
    seats: int, django_assert_max_num_queries: object
) -> None:
    admission = people.an_admission(99, most_heads=30)
    carl = people.registered(admission, "Carl Cane", kind="group", heads=seats * 5)
    for hour in range(9, 9 + seats):
        actions.book_session(carl, people.a_session(admission, 99, hour=hour))
    with django_assert_max_num_queries(17):  # type: ignore[operator]
        cast.get(carl)


def test_the_address_of_the_page_is_the_one_in_the_mails() -> None:
    ada = cast.ada()
    assert reverse("self_service:mine", args=[secret_of(ada)]).endswith(f"/r/{secret_of(ada)}/")
