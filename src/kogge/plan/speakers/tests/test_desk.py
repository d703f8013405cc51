"""The desk: who speaks, what is missing, letters to all of them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kogge.core.models import OutboxMessage
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event, Session
from kogge.plan.speakers import actions, queries, words

from .conftest import person, talk

DESK = "/en/desk/events/fair/speakers/"


def test_the_list_names_what_is_missing_and_writes_to_all_of_them(
    client: Client, fair: Event, alone: Session, panel: Session, emil: User
) -> None:
    client.force_login(emil)
    shown = client.get(DESK).text
    assert "Send the link to 2 people" in shown and "slides for “Panel”" in shown
    client.post(f"{DESK}letters/", {"which": "invite"})
    assert OutboxMessage.objects.filter(cause__startswith="speaker invited").count() == 2
    for _twice in range(2):
        client.post(f"{DESK}letters/", {"which": "remind"})
    assert OutboxMessage.objects.filter(cause__startswith="speaker reminded").count() == 2
    assert "Fotos" not in OutboxMessage.objects.filter(cause__startswith="speaker reminded")[0].text


def test_a_long_list_has_pages_and_is_searched_by_name_and_session(
    client: Client, fair: Event, emil: User, django_assert_max_num_queries: Any
) -> None:
    people = [
        talk(fair, f"talk-{number}", 8 + number % 10, person(f"Speaker{number}")) for number in range(60)
    ]
    client.force_login(emil)
    assert client.get(DESK).text.count('scope="row"') == 50 and len(people) == 60
    assert client.get(f"{DESK}?page=2").text.count('scope="row"') == 10
    shown = client.get(f"{DESK}?q=talk-59").text
    assert shown.count('scope="row"') == 1 and "1 of 60 people" in shown
    assert client.get(f"{DESK}?lacking=on&q=speaker7").text.count('scope="row"') == 1
    assert client.get(f"{DESK}?page=x&q={'a' * 200}").status_code == 200
    with django_assert_max_num_queries(60):
        client.post(f"{DESK}letters/", {"which": "invite"})
    assert OutboxMessage.objects.filter(cause__startswith="speaker invited").count() == 60


def test_reminders_cost_as_many_statements_for_many_as_for_one(fair: Event, alone: Session) -> None:
    for number in range(12):
        talk(fair, f"talk-{number}", 9, person(f"P{number}"))
    people = [(one.person, one.person.email, "de") for one in queries.speakers(fair)]
    actions.invite_many(people, by="test", event=fair)
    everybody = queries.speakers(fair)
    with CaptureQueriesContext(connection) as few:
        assert actions.remind(everybody[:1], fair, by="test") == 1
    with CaptureQueriesContext(connection) as many:
        assert actions.remind(everybody[1:], fair, by="test") == 12
    assert len(many) == len(few)
    told = OutboxMessage.objects.filter(cause__startswith="speaker reminded")
    assert told.count() == 13 == told.values("to").distinct().count()
    assert (
        actions.remind(everybody, fair, by="test") == 13 == told.count()
    )  # the second ones a day go nowhere


def test_who_gave_everything_is_not_reminded(fair: Event, alone: Session, ada: Person) -> None:
    Session.objects.update(state="cancelled")
    one = queries.speakers(fair)[0]
    assert "slides for “Lighthouses”" not in words.missing(one)
    assert words.missing(one) == ["biography", "photo", "consent to be named in public", "needs on stage"]


def test_needs_times_and_slides_stand_on_one_page(
    client: Client, fair: Event, alone: Session, ada: Person
) -> None:
    client.force_login(cast.editor())
    profile = actions.profile_of(ada)
    actions.change_profile(
        profile, by="test", values={"needs_technical": "Two microphones", "needs_access": "Ramp"}
    )
    shown = client.get(f"{DESK}{ada.pk}/").text
    assert "Two microphones" in shown and "Ramp" in shown and "the whole time" in shown
    sent = client.post(f"{DESK}{ada.pk}/", {"email": "ada@new.example", "language": "de"})
    ada.refresh_from_db()
    assert sent.status_code == 302 and ada.email == "ada@new.example"
    assert OutboxMessage.objects.filter(to="ada@new.example").count() == 1


@pytest.mark.parametrize("somebody", ["other_editor", "reviewer", "auditor", "door"])
@pytest.mark.parametrize("end", ["", "1/", "1/cannot-come/"])
def test_others_see_nothing_of_it(
    client: Client, fair: Event, alone: Session, somebody: str, end: str
) -> None:
    """Needs may tell of a person's health: only those who plan the event read them."""
    client.force_login(getattr(cast, somebody)())
    assert client.get(f"{DESK}{end}").status_code in {403, 404}


def test_the_list_asks_as_much_for_many_as_for_one(
    client: Client, fair: Event, alone: Session, emil: User, django_assert_max_num_queries: object
) -> None:
    client.force_login(emil)
    client.get(DESK)
    with django_assert_max_num_queries(40) as few:  # type: ignore[operator]
        client.get(DESK)
    for number in range(12):
        talk(fair, f"talk-{number}", 9, person(f"P{number}"))
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        client.get(DESK)
