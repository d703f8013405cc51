"""What public pages say of registration, and until when it is true."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.plan.events.models import Event
from kogge.publish.programme import actions as programme
from kogge.take_part.registration.models import Capacity

from .scene import FORM, a_series, a_session, fresh, workshop

__all__ = ["fresh"]
PAGE = "/events/workshop/"


def offer(client: Client, address: str = PAGE) -> str:
    page = client.get(address).content.decode()
    return page[page.index("k-offer") : page.index("k-split")] if "k-offer" in page else ""


def test_an_event_without_terms_or_with_terms_in_preparation_offers_nothing(client: Client) -> None:
    admission = workshop(is_open=False)
    assert offer(client) == ""
    admission.delete()
    assert offer(client) == ""


@pytest.mark.parametrize(
    ("seats", "taken", "words", "button"),
    [
        (200, 0, "Plätze frei", "Anmelden"),
        (200, 195, "Wenige Plätze frei", "Anmelden"),
        (200, 200, "Ausgebucht, mit Warteliste", "Auf die Warteliste"),
        (None, 500, "Anmeldung ist offen", "Anmelden"),
    ],
)
def test_free_seats_in_words(client: Client, seats: int | None, taken: int, words: str, button: str) -> None:
    workshop(seats)
    Capacity.objects.update(taken=taken)
    assert words in offer(client)
    assert button in offer(client)
    assert f'href="{FORM}"' in offer(client)


def test_full_without_a_waiting_list_has_no_button(client: Client) -> None:
    workshop(1, has_waiting_list=False)
    Capacity.objects.update(taken=1)
    assert "Ausgebucht" in offer(client)
    assert FORM not in offer(client)


def test_a_kept_page_is_true_at_the_moment_of_opening(client: Client) -> None:
    opens = timezone.now() + timedelta(minutes=90)
    workshop(opens_at=opens)
    answer = client.get(PAGE)
    assert 5390 <= int(answer["X-Kogge-Public"]) <= 5400
    assert f"{timezone.localtime(opens):%H:%M} Uhr" in offer(client)
    with time_machine.travel(opens + timedelta(seconds=1), tick=False):
        assert "Anmeldung ist offen" in offer(client) or "Plätze frei" in offer(client)


def test_a_kept_page_is_true_at_the_moment_of_closing(client: Client) -> None:
    closes = timezone.now() + timedelta(minutes=10)
    workshop(closes_at=closes)
    assert 590 <= int(client.get(PAGE)["X-Kogge-Public"]) <= 600
    with time_machine.travel(closes + timedelta(seconds=1), tick=False):
        assert "Anmeldung geschlossen" in offer(client)
        assert FORM not in offer(client)


def test_a_cancelled_event_says_so_once_and_offers_no_form(client: Client) -> None:
    event = workshop().event
    Event.objects.filter(pk=event.pk).update(state="cancelled")
    programme.release(Event.objects.get(pk=event.pk), by="test")
    assert offer(client) == ""


def test_a_session_with_seats_leads_to_the_form_with_the_session_ticked(client: Client) -> None:
    admission = workshop()
    seat = a_session(admission, "loeten", 10)
    assert f'href="{FORM}?session=loeten"' in offer(client, "/events/workshop/sessions/loeten/")
    page = client.get(f"{FORM}?session=loeten").content.decode()
    assert f'value="{seat.pk}" id="session_{seat.pk}" checked' in page


def test_a_series_is_offered_as_a_whole(client: Client) -> None:
    a_series()
    assert 'href="/series/evenings/registration/"' in offer(client, "/series/evenings/")


def test_the_words_cost_two_statements_with_one_and_with_many_sessions(client: Client) -> None:
    admission = workshop()
    counts = []
    for number in range(3):
        a_session(admission, f"s{number}", 10 + number)
        client.get(PAGE)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert len(set(counts)) == 1


def test_english(client: Client) -> None:
    workshop()
    assert "Register" in offer(client, f"/en{PAGE}")
    assert f'href="/en{FORM}"' in offer(client, f"/en{PAGE}")
