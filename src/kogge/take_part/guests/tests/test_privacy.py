"""Food and access needs for the host alone; what is kept until when; consents proved; nothing after its time."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event
from kogge.take_part.admissions import actions as admissions
from kogge.take_part.admissions.tests.conftest import guest, signed_in
from kogge.take_part.guests import retention
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Admission, ConsentKind, Question, Registration

PERSONAL = "/en/desk/registrations/personal-data/"


@pytest.fixture
def food(admission: Admission, emil: User) -> Question:
    values = {
        "label_de": "Essen?", "why_de": "Küche", "kind": "choice", "group": "access",
        "choices": [{"key": "vegan", "de": "Vegan", "en": "Vegan"}, {"key": "all", "de": "Alles", "en": "Everything"}],
    }  # fmt: skip
    return admissions.save_question(admission, None, values, by=emil)


def over_since(event: Event, days: int) -> None:
    """Let the event have ended so many days ago."""
    last = timezone.localdate() - timedelta(days=days)
    Event.objects.filter(pk=event.pk).update(starts_on=last, ends_on=last, sort_on=last)


def test_the_kitchen_gets_counts_and_the_host_alone_sees_them(
    desk: Client, workshop: Event, admission: Admission, food: Question
) -> None:
    for name, answer in (("Anna", "vegan"), ("Ben", "all"), ("Carla", "vegan")):
        guest(admission, name, answers={str(food.pk): answer})
    page = f"/en/desk/events/{workshop.slug}/registration/needs/"
    response = desk.get(page)
    assert response.context["needs"][0].counts == [("Vegan", 1), ("Everything", 1)]  # Carla has no seat
    assert desk.get(f"{page}?as=csv").content.decode("utf-8-sig").splitlines()[1].startswith("Essen?")
    office = signed_in(cast.office())
    assert office.get(page).status_code == 404
    assert "needs/" not in office.get(page.replace("needs/", "")).content.decode()


def test_needs_go_after_fourteen_days_and_the_other_answers_stay(
    admission: Admission, workshop: Event, food: Question, emil: User
) -> None:
    values = {"label_de": "Woher?", "why_de": "Planung", "kind": "text"}
    origin = admissions.save_question(admission, None, values, by=emil)
    anna = guest(admission, "Anna", answers={str(food.pk): "vegan", str(origin.pk): "Verein"})
    over_since(workshop, 13)
    assert retention.run() == []
    over_since(workshop, 14)
    assert [(row.kind, row.count) for row in retention.run()] == [(retention.NEEDS, 1)]
    anna.refresh_from_db()
    assert anna.answers == {str(origin.pk): "Verein"}
    assert retention.run() == []


def test_names_and_invitations_go_after_the_days_the_terms_state(
    admission: Admission, workshop: Event, emil: User
) -> None:
    registration.change_admission(admission, values={"keep_days": 30}, by=emil)
    guest(admission, "Anna")
    admissions.invite(admission, [admissions.Guest("Ben", "ben@guests.example")], by=emil)
    over_since(workshop, 30)
    assert {row.kind for row in retention.run()} == {retention.NAMES, retention.INVITED}
    anna = Registration.objects.get()
    assert (anna.name, anna.email, anna.erased_at is not None) == ("", "", True)
    assert not admission.invitations.exists()
    assert retention.due_now() == []


def test_the_page_names_event_kind_day_and_who_is_responsible(
    desk: Client, workshop: Event, admission: Admission, food: Question
) -> None:
    guest(admission, "Anna", answers={str(food.pk): "vegan"})
    over_since(workshop, 20)
    response = desk.get(PERSONAL)
    rows = [
        (str(row.label), row.count, row.due, is_due) for row, _address, is_due in response.context["lines"]
    ]
    last = timezone.localdate() - timedelta(days=20)
    assert rows == [
        ("Food and access needs", 1, last + timedelta(days=14), True),
        ("Names, mail addresses and answers", 1, last + timedelta(days=730), False),
    ]
    assert "Harbour Centre" in response.content.decode()


def test_editors_see_their_own_events_and_the_office_all(
    desk: Client, workshop: Event, admission: Admission, emil: User
) -> None:
    guest(admission, "Anna")
    for page in (PERSONAL, "/en/desk/registrations/"):
        assert "Löten für alle" in desk.get(page).content.decode()
        assert "Löten für alle" in signed_in(cast.office()).get(page).content.decode()
        User.objects.filter(email__startswith="olga").delete()
        assert "Löten für alle" not in signed_in(cast.other_editor()).get(page).content.decode()
        User.objects.filter(email__startswith="frida").delete()
    assert signed_in(cast.door()).get(PERSONAL).status_code == 403


def test_the_page_asks_the_database_the_same_for_one_and_for_many_events(
    desk: Client, workshop: Event, admission: Admission, food: Question, emil: User, harbour: Organization
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(PERSONAL)
        return len(queries)

    guest(admission, "Anna", answers={str(food.pk): "vegan"})
    count()
    one = count()
    for number in range(4):
        values = {"title_de": f"Abend {number}", "starts_on": date(2031, 1, number + 1)}
        event = events.create_event(by=emil, format_key="workshop", lead=harbour, values=values)
        more = registration.open_admission(event, seats={"": 5}, by=emil)
        guest(more, f"Ben {number}")
    assert count() == one


def test_the_proof_of_a_consent_holds_words_and_both_times(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    text = admissions.put_consent_text(ConsentKind.PHOTO, text_de="Ja", text_en="Yes", by="test")
    Admission.objects.filter(pk=admission.pk).update(consents_asked=["photo"])
    anna = Registration.objects.get(pk=guest(admission, "Anna").pk)
    consent = registration.give_consent(anna, text)
    page = f"/en/desk/events/{workshop.slug}/registration/consents/"
    one = f"/en/desk/events/{workshop.slug}/registration/list/{anna.reference.lower()}/"
    assert "version 1" in desk.get(page).content.decode()
    desk.post(one, {"do": "withdraw", "consent": consent.pk})
    consent.refresh_from_db()
    assert (consent.withdrawn_by, consent.withdrawn_at is not None) == ("staff", True)
    line = desk.get(f"{page}?as=csv").content.decode("utf-8-sig").splitlines()[1]
    assert line.split(";")[1:4] == ["Anna", anna.reference, "1"]


def test_a_request_waits_on_the_desks_first_page(desk: Client, workshop: Event, admission: Admission) -> None:
    guest(admission, "Anna")
    Registration.objects.update(state="requested", confirmed_at=None)
    assert (
        "1 registration for “Löten für alle” waits for your decision"
        in desk.get("/en/desk/").content.decode()
    )


def test_the_waiting_list_says_the_order_the_offers_and_why_nobody_moves(
    desk: Client, workshop: Event, admission: Admission, emil: User
) -> None:
    for name in ("Anna", "Ben", "Carla", "Dora"):
        guest(admission, name)
    page = f"/en/desk/events/{workshop.slug}/registration/waiting/"
    text = desk.get(page).content.decode()
    assert text.index("Carla") < text.index("Dora")
    assert "As soon as somebody cancels, the first in line is asked." in text
    registration.cancel(Registration.objects.get(name="Anna"))
    text = desk.get(page).content.decode()
    assert "kept until" in text
    assert "1 seat is offered and kept" in text
    registration.set_seats(admission.capacities.get(), 1, by=emil)
    assert "nobody moves up until that is mended" in desk.get(page).content.decode()
    assert "There is no free seat to offer." in desk.post(page, follow=True).content.decode()
