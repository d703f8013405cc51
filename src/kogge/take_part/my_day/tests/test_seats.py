"""Favourites become seats where seats are limited: under one's registration, never two at the same time."""

import pytest
from django.test import Client

from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.plan.events.models import Event
from kogge.take_part.my_day import actions, plan_link, reactions
from kogge.take_part.my_day.models import Plan
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration import personal_link
from kogge.take_part.registration.models import Capacity, Registration, State
from kogge.take_part.registration.tests import people

from . import cast
from .test_days import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def event() -> Event:
    return cast.a_fair()


def of_bea(event: Event, *slugs: str, **limits: int) -> Plan:
    """A plan connected with Bea's registration."""
    found = cast.bea(event, **limits)
    plan = cast.ada(event, *slugs)
    actions.connect(plan, found)
    return plan_link.open_plan(plan_link.secret_of(plan))


def test_without_a_registration_the_form_opens_with_the_sessions_chosen(
    visitor: Client, event: Event
) -> None:
    cast.bea(event, workshop=1, talk=1)
    plan = cast.ada(event, "workshop", "talk", "panel")
    page = visitor.get(plan_link.path_of(plan)).content.decode()
    assert 'href="/events/fair/registration/?session=workshop&amp;session=talk"' in page
    assert "Platz buchen" not in page


def test_a_pasted_personal_link_connects_the_registration(visitor: Client, event: Event) -> None:
    bea = cast.bea(event, workshop=1)
    registration.book_session(bea, Capacity.objects.get(session__slug="workshop"))
    plan = cast.ada(event, "panel")
    path = plan_link.path_of(plan)
    link = personal_link.address_of(bea)
    assert visitor.post(f"{path}registration/", {"link": f"  {link} "}).status_code == 302
    page = words(visitor.get(path))
    assert "Workshop" in page
    assert "Platz gebucht" in page
    assert "Bea" not in page
    assert personal_link.secret_of(bea) not in visitor.get(path).content.decode()


@pytest.mark.parametrize(
    "written", ["", "hello", "/r/" + "A" * 43 + "/", "https://elsewhere.example/r/x/", "\u202e" * 40]
)
def test_what_is_no_link_is_refused_beside_the_field_and_stays_typed(
    visitor: Client, event: Event, written: str
) -> None:
    path = plan_link.path_of(cast.ada(event, "panel"))
    page = visitor.post(f"{path}registration/", {"link": written})
    assert page.status_code == 422
    assert Plan.objects.get().registration is None


def test_a_registration_of_another_event_or_a_cancelled_one_is_refused(event: Event) -> None:
    plan = cast.ada(event, "panel")
    other = people.registered(people.an_admission(), "Carl Carlsen")
    with pytest.raises(Refused, match="andere Veranstaltung"):
        actions.link_registration(plan, personal_link.address_of(other))
    bea = cast.bea(event)
    registration.cancel(bea)
    with pytest.raises(Refused, match="abgelaufen"):
        actions.link_registration(plan, personal_link.address_of(bea))


def test_a_favourite_becomes_a_seat_and_can_be_given_back(visitor: Client, event: Event) -> None:
    plan = of_bea(event, "workshop", workshop=1)
    path = plan_link.path_of(plan)
    assert "Platz buchen" in words(visitor.get(path))
    assert visitor.post(f"{path}seat/", {"session": "workshop", "act": "book"}).status_code == 302
    assert "Platz gebucht" in words(visitor.get(path))
    assert Capacity.objects.get(session__slug="workshop").taken == 1
    visitor.post(f"{path}seat/", {"session": "workshop", "act": "give_back"})
    assert Capacity.objects.get(session__slug="workshop").taken == 0
    assert "Platz buchen" in words(visitor.get(path))


def test_overlapping_seats_are_refused_in_words_with_both_titles(visitor: Client, event: Event) -> None:
    plan = of_bea(event, "workshop", "talk", workshop=1, talk=1)
    actions.book(plan, "workshop")
    refused = visitor.post(f"{plan_link.path_of(plan)}seat/", {"session": "talk", "act": "book"})
    assert refused.status_code == 422
    assert "„Talk“" in words(refused)
    assert "„Workshop“" in words(refused)
    assert Capacity.objects.get(session__slug="talk").taken == 0


def test_a_full_session_gives_a_place_on_the_waiting_list(visitor: Client, event: Event) -> None:
    plan = of_bea(event, "workshop", workshop=1)
    carl = people.registered(plan.registration.admission, "Carl Carlsen")
    registration.book_session(carl, Capacity.objects.get(session__slug="workshop"))
    path = plan_link.path_of(plan)
    assert "Alle Plätze sind vergeben. Auf die Warteliste" in words(visitor.get(path))
    visitor.post(f"{path}seat/", {"session": "workshop", "act": "book"})
    assert "Warteliste, Platz 1" in words(visitor.get(path))
    assert b"TENTATIVE" in visitor.get(f"{path}day.ics").content


def test_a_freed_seat_is_offered_and_taken_on_the_day_page(visitor: Client, event: Event) -> None:
    plan = of_bea(event, "workshop", workshop=1)
    carl = people.registered(plan.registration.admission, "Carl Carlsen")
    taken = registration.book_session(carl, Capacity.objects.get(session__slug="workshop"))
    part = actions.book(plan, "workshop")
    registration.cancel(taken)
    part.refresh_from_db()
    assert part.state == State.OFFERED
    path = plan_link.path_of(plan)
    assert "ist ein Platz für Sie frei" in words(visitor.get(path))
    visitor.post(f"{path}seat/", {"session": "workshop", "act": "accept"})
    part.refresh_from_db()
    assert part.state == State.CONFIRMED


@pytest.mark.parametrize(
    ("slug", "act"), [("panel", "book"), ("nothing", "book"), ("workshop", "steal"), ("workshop", "accept")]
)
def test_what_cannot_be_done_is_said(visitor: Client, event: Event, slug: str, act: str) -> None:
    plan = of_bea(event, "workshop", workshop=1)
    answer = visitor.post(f"{plan_link.path_of(plan)}seat/", {"session": slug, "act": act})
    assert answer.status_code == 422
    assert Registration.objects.exclude(main=None).count() == 0


def test_the_personal_page_leads_to_one_day_with_its_seats(visitor: Client, event: Event) -> None:
    bea = cast.bea(event, workshop=1)
    registration.book_session(bea, Capacity.objects.get(session__slug="workshop"))
    path = f"/r/{personal_link.secret_of(bea)}/my-day/"
    assert visitor.get(path).status_code == 405
    first, second = visitor.post(path)["Location"], visitor.post(path)["Location"]
    assert first == second
    assert "Platz gebucht" in words(visitor.get(first))
    assert visitor.post(f"/r/{'A' * 43}/my-day/").status_code == 404


def test_a_cancelled_registration_leaves_favourites_only(visitor: Client, event: Event) -> None:
    plan = of_bea(event, "workshop", workshop=1)
    actions.book(plan, "workshop")
    registration.cancel(plan.registration)
    page = words(visitor.get(plan_link.path_of(plan)))
    assert "Platz gebucht" not in page
    assert "Workshop" in page


def test_a_handed_over_registration_leaves_the_day_of_the_one_before(visitor: Client, event: Event) -> None:
    plan = of_bea(event, "workshop", workshop=1)
    actions.book(plan, "workshop")
    registration.hand_over(plan.registration, name="Dora Deich", email="dora@visitors.example")
    path = plan_link.path_of(plan)
    assert "Platz gebucht" not in words(visitor.get(path))
    assert visitor.post(f"{path}seat/", {"session": "workshop", "act": "give_back"}).status_code == 422
    assert Capacity.objects.get(session__slug="workshop").taken == 1


def test_an_erased_person_s_address_is_gone_from_the_day_too(event: Event) -> None:
    plan = of_bea(event, "workshop", workshop=1)
    actions.ask_for_mail(plan, "Bea@visitors.example")
    registration.erase(plan.registration)
    plan.refresh_from_db()
    assert (plan.email, plan.email_key, plan.registration) == ("", "", None)
    assert not OutboxMessage.objects.filter(about=f"my day:{plan.pk}").exists()


def test_one_s_own_data_names_the_sessions_of_the_day(event: Event) -> None:
    plan = of_bea(event, "workshop", "panel", workshop=1)
    data: dict[str, object] = {}
    reactions.own_data_asked(registration=plan.registration, seat=None, data=data)
    assert data == {"my_day": ["Workshop", "Panel"]}
