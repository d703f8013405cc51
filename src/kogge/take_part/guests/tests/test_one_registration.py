"""One registration's page: corrected, seated all the same, moved, cancelled, erased; suggestions never act."""

import pytest
from django.test import Client
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.plan.events.models import Event
from kogge.take_part.admissions import actions as admissions
from kogge.take_part.admissions.tests.conftest import guest, signed_in
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.applications import SeatWish
from kogge.take_part.registration.models import Admission, Registration
from kogge.take_part.reseating import returning


def address(event: Event, row: Registration | None = None, page: str = "") -> str:
    reference = f"{row.reference.lower()}/" if row else ""
    return f"/en/desk/events/{event.slug}/registration/list/{reference}{page}"


@pytest.fixture
def three(admission: Admission) -> list[Registration]:
    return [guest(admission, name) for name in ("Anna Beispiel", "Ben Muster", "Carla Probe")]


def press(desk: Client, event: Event, row: Registration, deed: str, **typed: object) -> str:
    page = desk.post(address(event, row), {"do": deed, **typed}, follow=True).content.decode()
    row.refresh_from_db()
    return page


def test_a_wrong_address_is_seen_and_corrected(
    desk: Client, workshop: Event, three: list[Registration]
) -> None:
    anna = three[0]
    Registration.objects.filter(pk=anna.pk).update(
        mail_failed_at=timezone.now(), mail_problem="550 no such user"
    )
    assert "550 no such user" in desk.get(address(workshop, anna)).content.decode()
    press(desk, workshop, anna, "correct_email", email="anna.b@guests.example")
    assert (anna.email, anna.mail_failed_at) == ("anna.b@guests.example", None)
    assert "anna.b@guests.example" in desk.get(address(workshop, anna)).content.decode()


def test_an_address_that_is_none_is_refused_with_a_sentence(
    desk: Client, workshop: Event, three: list[Registration]
) -> None:
    assert "whole mail address" in press(desk, workshop, three[0], "correct_email", email="anna@")
    assert three[0].email == "anna.beispiel@guests.example"


def test_the_letters_of_a_person_stand_on_the_page_and_go_out_again(
    desk: Client, workshop: Event, three: list[Registration]
) -> None:
    before = OutboxMessage.objects.filter(about=f"registration:{three[0].pk}").count()
    assert before >= 1
    press(desk, workshop, three[0], "send_again")
    assert OutboxMessage.objects.filter(to=three[0].email).count() > before


def test_somebody_is_seated_beyond_the_seats_with_a_reason_that_stays(
    desk: Client, workshop: Event, three: list[Registration]
) -> None:
    carla = three[2]
    assert "Please say in a few words" in press(desk, workshop, carla, "seat_anyway", reason=" ")
    page = press(desk, workshop, carla, "seat_anyway", reason="Hält den Vortrag")
    assert carla.state == "confirmed"
    assert "Hält den Vortrag" in page


def test_after_lowering_the_seats_staff_choose_who_moves(
    desk: Client, workshop: Event, admission: Admission, three: list[Registration], emil: User
) -> None:
    ben = three[1]
    assert "There are seats for everybody" in press(desk, workshop, ben, "to_waiting_list", reason="Zu viele")
    registration.set_seats(admission.capacities.get(), 1, by=emil)
    press(desk, workshop, ben, "to_waiting_list", reason="Kam zuletzt")
    states = Registration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["confirmed", "waiting", "waiting"]
    capacity = admission.capacities.get()
    assert (capacity.taken, capacity.overbooked) == (1, 0)
    registration.set_seats(capacity, 2, by=emil)
    ben.refresh_from_db()
    assert ben.state == "offered"


def test_a_cancelled_seat_goes_to_the_first_in_line(
    desk: Client, workshop: Event, three: list[Registration]
) -> None:
    press(desk, workshop, three[0], "cancel")
    three[2].refresh_from_db()
    assert (three[0].state, three[0].ended_because, three[2].state) == ("cancelled", "staff", "offered")


def test_a_group_shows_its_heads_and_one_is_cancelled(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    wishes = (SeatWish("Mila"), SeatWish())
    group = guest(admission, "Betrieb Muster", kind="group", heads=2, seats=wishes)
    page = desk.get(address(workshop, group)).content.decode()
    assert "Mila" in page
    assert "no name yet" in page
    second = group.seats.get(position=2)
    press(desk, workshop, group, "name_seat", seat=second.pk, name="Nils Beispiel")
    second.refresh_from_db()
    assert second.name == "Nils Beispiel"
    press(desk, workshop, group, "cancel_seat", seat=second.pk)
    assert group.heads == 1


def test_the_same_name_is_a_suggestion_and_nothing_is_merged(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    one = guest(admission, "Jörg Beispiel", email="joerg@guests.example")
    other = guest(admission, "jorg beispiel", email="beispiel@guests.example")
    page = desk.get(address(workshop, one)).content.decode()
    assert "This may be the same person" in page
    assert other.reference in page
    assert Registration.objects.live().count() == 2


def test_somebody_on_the_telephone_is_entered_by_hand(
    desk: Client, workshop: Event, admission: Admission
) -> None:
    form = desk.get(address(workshop, page="new/")).context["form"]
    typed = {"name": "Tomma Muster", "language": "de", "kind": "person", "heads": 1, "key": form["key"].value(),
             "capacity": admission.capacities.get().pk}  # fmt: skip
    for _twice in range(2):
        desk.post(address(workshop, page="new/"), typed)
    made = Registration.objects.get()
    assert (made.name, made.state, made.source, made.email) == ("Tomma Muster", "confirmed", "staff", "")


def test_when_it_is_full_a_reason_gives_a_seat_and_none_the_waiting_list(
    desk: Client, workshop: Event, admission: Admission, three: list[Registration]
) -> None:
    typed = {"language": "de", "kind": "person", "heads": 1, "capacity": admission.capacities.get().pk}
    desk.post(address(workshop, page="new/"), {**typed, "name": "Dora", "key": "a"})
    desk.post(
        address(workshop, page="new/"), {**typed, "name": "Edda", "key": "b", "overbook_reason": "Presse"}
    )
    states = dict(Registration.objects.values_list("name", "state"))
    assert (states["Dora"], states["Edda"]) == ("waiting", "confirmed")


def test_a_known_address_is_refused_beside_its_field(
    desk: Client, workshop: Event, admission: Admission, three: list[Registration]
) -> None:
    typed = {"name": "Anna", "email": three[0].email, "language": "de", "kind": "person", "heads": 1, "key": "c",
             "capacity": admission.capacities.get().pk}  # fmt: skip
    page = desk.post(address(workshop, page="new/"), typed).content.decode()
    assert f"registered already: {three[0].reference}" in page
    assert 'value="Anna"' in page


def test_erasing_wants_a_tick_and_leaves_no_name(
    desk: Client, workshop: Event, three: list[Registration]
) -> None:
    anna = three[0]
    assert "Please tick that you are sure" in press(desk, workshop, anna, "erase")
    press(desk, workshop, anna, "erase", sure="yes")
    assert (anna.name, anna.email, anna.state) == ("", "", "cancelled")
    assert "Anna" not in desk.get(address(workshop, anna)).content.decode()


def test_another_events_registration_is_not_found_here(
    desk: Client, workshop: Event, three: list[Registration]
) -> None:
    assert desk.get(f"/en/desk/events/{workshop.slug}/registration/list/NOTHING2/").status_code == 404
    stranger = signed_in(cast.other_editor())
    assert stranger.get(address(workshop, three[0])).status_code == 404
    assert stranger.post(address(workshop, three[0]), {"do": "cancel"}).status_code == 404
    three[0].refresh_from_db()
    assert three[0].state == "confirmed"


def test_the_office_corrects_answers_without_seeing_or_losing_what_is_the_hosts(
    workshop: Event, admission: Admission, emil: User
) -> None:
    food = {"label_de": "Essen?", "why_de": "Küche", "kind": "text", "group": "access"}
    origin = {"label_de": "Woher?", "why_de": "Zur Planung", "kind": "text"}
    first = admissions.save_question(admission, None, food, by=emil)
    second = admissions.save_question(admission, None, origin, by=emil)
    anna = guest(admission, "Anna", answers={str(first.pk): "vegan", str(second.pk): "Verein"})
    office = signed_in(cast.office())
    page = office.get(address(workshop, anna)).content.decode()
    assert "Verein" in page
    assert "vegan" not in page
    office.post(address(workshop, anna, "answers/"), {f"question_{second.pk}": "Zeitung"})
    anna.refresh_from_db()
    assert anna.answers == {str(first.pk): "vegan", str(second.pk): "Zeitung"}


def test_who_writes_that_they_do_not_come_while_it_is_called_off_is_noted(
    desk: Client, workshop: Event, three: list[Registration]
) -> None:
    """PL-F1: nothing comes back for them, and nobody writes to them."""
    returning.call_off(workshop, by="test")
    assert (
        "Does not come, even if it takes place after all"
        in desk.get(address(workshop, three[0])).content.decode()
    )
    page = press(desk, workshop, three[0], "stay_away")
    assert "Noted. The person gets no letter" in page and three[0].ended_because == "person"
    assert returning.bring_back(workshop, by="test") == 2
