"""The list: found by name, state, session, answer and consent; decided in bulk; taken along without formulas."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from kogge.network.accounts.models import User
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event
from kogge.take_part.admissions import actions as admissions
from kogge.take_part.admissions.tests.conftest import guest
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Admission, ConsentKind, Question, Registration


def address(event: Event, page: str = "") -> str:
    return f"/en/desk/events/{event.slug}/registration/list/{page}"


def names(response: Any) -> list[str]:
    return [row.name for row in response.context["page"].object_list]


@pytest.fixture
def origin(admission: Admission, emil: User) -> Question:
    values = {"label_de": "Woher?", "why_de": "Zur Planung", "kind": "text"}
    return admissions.save_question(admission, None, values, by=emil)


@pytest.fixture
def three(admission: Admission, origin: Question) -> list[Registration]:
    """Two with a seat, one waiting."""
    return [
        guest(admission, "Anna Beispiel", answers={str(origin.pk): "Über den Verein"}),
        guest(admission, "Ben Muster", email="muster@guests.example", organization="Werft Probe"),
        guest(admission, "Carla Probe"),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Anna Beispiel", "Ben Muster", "Carla Probe"]),
        ("q=beispiel", ["Anna Beispiel"]),
        ("q=muster%40guests", ["Ben Muster"]),
        ("q=Werft", ["Ben Muster"]),
        ("state=seated", ["Anna Beispiel", "Ben Muster"]),
        ("state=waiting", ["Carla Probe"]),
        ("state=nonsense", ["Anna Beispiel", "Ben Muster", "Carla Probe"]),
        ("kind=group", []),
        ("undeliverable=on", []),
    ],
)
def test_filters_find_whom_one_looks_for(
    desk: Client, workshop: Event, three: list[Registration], query: str, found: list[str]
) -> None:
    assert names(desk.get(f"{address(workshop)}?{query}")) == found


def test_a_reference_read_aloud_finds_its_registration(
    desk: Client, workshop: Event, three: list[Registration]
) -> None:
    spoken = three[1].reference.lower()
    assert names(desk.get(f"{address(workshop)}?q={spoken[:4]}-{spoken[4:]}")) == ["Ben Muster"]


def test_an_answer_is_found_by_its_words(
    desk: Client, workshop: Event, three: list[Registration], origin: Question
) -> None:
    assert names(desk.get(f"{address(workshop)}?question={origin.pk}&answer=VEREIN")) == ["Anna Beispiel"]


def test_a_consent_is_found_until_it_is_withdrawn(
    desk: Client, workshop: Event, admission: Admission, three: list[Registration]
) -> None:
    text = admissions.put_consent_text(ConsentKind.PHOTO, text_de="Ja", text_en="Yes", by="test")
    Admission.objects.filter(pk=admission.pk).update(consents_asked=["photo"])
    anna = Registration.objects.get(pk=three[0].pk)
    consent = registration.give_consent(anna, text)
    query = f"{address(workshop)}?consent=photo"
    assert names(desk.get(query)) == ["Anna Beispiel"]
    registration.withdraw_consent(consent)
    assert names(desk.get(query)) == []


def test_who_booked_a_session_is_found_by_it(
    desk: Client, workshop: Event, admission: Admission, three: list[Registration], emil: User
) -> None:
    session = events.add_session(workshop, by=emil, values={"title_de": "Werkstatt", "kind": "workshop"})
    admissions.put_session_seats(admission, [session], seats=5, by=emil)
    capacity = admission.capacities.get(session=session)
    registration.book_session(three[1], capacity)
    assert names(desk.get(f"{address(workshop)}?capacity={capacity.pk}")) == ["Ben Muster"]


def test_requests_are_approved_and_declined_together(
    desk: Client, workshop: Event, admission: Admission, three: list[Registration]
) -> None:
    Registration.objects.update(state="requested", confirmed_at=None)
    admission.capacities.update(taken=0)
    keys = [row.pk for row in three]
    page = desk.post(address(workshop), {"do": "decline", "row": keys[2:]}, follow=True).content.decode()
    assert "Please say in a few words why" in page
    desk.post(address(workshop), {"do": "decline", "row": keys[2:], "reason": "Für Mitglieder"})
    desk.post(address(workshop), {"do": "approve", "row": keys[:2]})
    states = dict(Registration.objects.values_list("name", "state"))
    assert states["Carla Probe"] == "declined"
    assert {states["Anna Beispiel"], states["Ben Muster"]} <= {"confirmed", "pending"}


def test_nothing_ticked_gets_a_sentence(desk: Client, workshop: Event, three: list[Registration]) -> None:
    page = desk.post(address(workshop), {"do": "cancel"}, follow=True).content.decode()
    assert "Please tick at least one registration." in page


def test_the_list_asks_the_database_the_same_for_one_and_for_many(
    desk: Client, workshop: Event, admission: Admission, three: list[Registration]
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(address(workshop))
        return len(queries)

    count()
    few = count()
    for number in range(12):
        guest(admission, f"Noch Jemand {number}")
    assert count() == few


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+49 381", "-2"])
def test_no_cell_of_a_file_is_a_formula(
    desk: Client, workshop: Event, admission: Admission, name: str
) -> None:
    guest(admission, name, email="anna@guests.example")
    text = desk.get(address(workshop, "export.csv")).content.decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text), delimiter=";"))[1]
    assert row[1] == f"'{name}"
    book = CalamineWorkbook.from_filelike(io.BytesIO(desk.get(address(workshop, "export.xlsx")).content))
    assert book.get_sheet_by_index(0).to_python()[1][1] == name


def test_a_file_holds_what_the_filter_shows_and_no_food(
    desk: Client, workshop: Event, admission: Admission, three: list[Registration], emil: User
) -> None:
    food = {"label_de": "Essen?", "why_de": "Küche", "kind": "text", "group": "access"}
    admissions.save_question(admission, None, food, by=emil)
    text = desk.get(address(workshop, "export.csv?state=seated")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row[1] for row in rows[1:]] == ["Anna Beispiel", "Ben Muster"]
    assert rows[0][-1] == "Woher? "[:-1]
    assert "Essen?" not in text
    assert desk.get(address(workshop, "export.pdf")).status_code == 404
