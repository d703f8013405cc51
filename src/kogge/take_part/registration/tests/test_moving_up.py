"""A seat becomes free and goes to whoever waited longest: nobody waits beside a free seat, no newcomer overtakes."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from kogge.core.models import HistoryEntry
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions, queries
from kogge.take_part.registration.applications import SeatWish
from kogge.take_part.registration.models import Registration

from .people import a_session, an_admission, an_event, counter, recount_holds, registered, states

pytestmark = pytest.mark.django_db
NOON = datetime(2024, 5, 6, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def filled(seats: int, *names: str, **terms: object):
    """An event with so many seats, and everybody registered in this order."""
    admission = an_admission(seats, **terms)
    return admission, [registered(admission, name) for name in names]


def test_a_freed_seat_is_offered_to_the_first_in_the_same_moment(noon, heard):
    admission, (ada, *_rest) = filled(1, "Ada Abel", "Bea Berg", "Carl Cohn")
    heard.clear()
    actions.cancel(ada)
    assert states(admission) == {"Ada": "cancelled", "Bea": "offered", "Carl": "waiting"}
    bea = Registration.objects.get(name="Bea Berg")
    assert bea.held_until == NOON + timedelta(hours=24)
    assert [(what, row.name, facts) for what, row, facts in heard] == [
        ("cancelled", "Ada Abel", {"because": "person"}),
        ("offered", "Bea Berg", {"send_after": NOON}),
    ]
    assert registered(admission, "Dana Dorn").state == "waiting"
    assert recount_holds(admission)


def test_an_offer_taken_is_a_seat_and_a_second_click_changes_nothing(noon):
    admission, (ada, bea) = filled(1, "Ada Abel", "Bea Berg")
    actions.cancel(ada)
    actions.accept_offer(bea)
    actions.accept_offer(bea)
    assert states(admission)["Bea"] == "confirmed"
    assert counter(admission).taken == 1


@pytest.mark.parametrize("how", [actions.decline_offer, lambda row: actions.expire_due(row.held_until)])
def test_an_offer_not_taken_goes_to_the_next(noon, how):
    admission, (ada, bea, _carl) = filled(1, "Ada Abel", "Bea Berg", "Carl Cohn")
    actions.cancel(ada)
    bea.refresh_from_db()
    how(bea)
    assert states(admission)["Carl"] == "offered"
    assert not Registration.objects.get(pk=bea.pk).is_live
    assert counter(admission).taken == 1


def test_an_offer_that_has_ended_cannot_be_taken_any_more(noon):
    _admission, (ada, bea) = filled(1, "Ada Abel", "Bea Berg")
    actions.cancel(ada)
    noon.shift(timedelta(hours=24))
    with pytest.raises(Refused):
        actions.accept_offer(bea)


def test_seats_that_nobody_confirms_are_given_back(noon, heard):
    admission, _rows = filled(1, "Ada Abel", "Bea Berg", confirmation="link", hold_minutes=30)
    assert actions.expire_due() == 0
    noon.shift(timedelta(minutes=30))
    assert actions.expire_due() == 1
    assert actions.expire_due() == 0
    assert states(admission) == {"Ada": "expired", "Bea": "offered"}
    assert [what for what, *_ in heard][-2:] == ["expired", "offered"]
    with pytest.raises(Refused):
        actions.confirm(Registration.objects.get(name="Ada Abel"))


def test_a_group_that_does_not_fit_is_passed_over_and_keeps_its_place(noon):
    admission = an_admission(6, most_heads=5)
    rows = [registered(admission, f"{name} Person") for name in ("Ada", "Bea", "Carl", "Dana", "Ed", "Fay")]
    group = registered(admission, "Gus Group", kind="group", heads=5)
    single = registered(admission, "Hal Hill")
    late = registered(admission, "Ida Ilk")
    actions.cancel(rows[0])
    assert states(admission)["Hal"] == "offered"
    assert [(line.registration.name, line.position) for line in queries.waiting_list(counter(admission))] == [
        ("Gus Group", 1), ("Ida Ilk", 2),
    ]  # fmt: skip
    actions.cancel(late)
    for row in rows[1:5]:
        actions.cancel(row)
    assert "4" in queries.waiting_list(counter(admission))[0].reason
    actions.decline_offer(single)
    assert states(admission)["Gus"] == "offered"
    group.refresh_from_db()
    assert (group.heads, counter(admission).taken) == (5, 6)


def test_a_waiting_group_that_becomes_smaller_moves_up_at_once(noon):
    admission = an_admission(3, most_heads=5)
    ada = registered(admission)
    group = registered(admission, "Gus Group", kind="group", heads=5)
    assert group.state == "waiting"
    actions.set_heads(group, 2)
    group.refresh_from_db()
    assert (group.state, counter(admission).taken) == ("offered", 3)
    with pytest.raises(Refused):
        actions.set_heads(group, 3)
    actions.cancel(ada)
    actions.set_heads(group, 3)
    assert (counter(admission).taken, group.seats.filter(cancelled_at=None).count()) == (3, 3)


def test_one_of_a_group_cancels_and_the_seat_is_free_the_last_one_ends_it(noon):
    admission = an_admission(2, most_heads=2)
    group = registered(admission, "Gus Group", kind="group", seats=(SeatWish("Gus"), SeatWish("Gea")))
    registered(admission, "Bea Berg")
    first, second = group.seats.all()
    actions.cancel_seat(first)
    actions.cancel_seat(first)
    assert states(admission) == {"Gus": "confirmed", "Bea": "offered"}
    actions.cancel_seat(second)
    assert states(admission)["Gus"] == "cancelled"
    assert recount_holds(admission)


def test_fewer_seats_throw_nobody_out_and_freed_ones_make_up_for_it(noon):
    admission, (ada, bea, carl) = filled(3, "Ada Abel", "Bea Berg", "Carl Cohn")
    waits = registered(admission, "Dana Dorn")
    actions.set_seats(counter(admission), 1, by="staff")
    assert states(admission) == {
        "Ada": "confirmed",
        "Bea": "confirmed",
        "Carl": "confirmed",
        "Dana": "waiting",
    }
    assert counter(admission).overbooked == 2
    seen = []
    for row in (ada, bea, carl):
        actions.cancel(row)
        waits.refresh_from_db()
        seen.append((counter(admission).overbooked, waits.state))
    assert seen == [(1, "waiting"), (0, "waiting"), (0, "offered")]


def test_more_seats_are_offered_in_order_and_no_limit_takes_everybody(noon):
    admission, _rows = filled(0, "Ada Abel", "Bea Berg", "Carl Cohn")
    actions.set_seats(counter(admission), 2, by="staff")
    assert states(admission) == {"Ada": "offered", "Bea": "offered", "Carl": "waiting"}
    actions.set_seats(counter(admission), None, by="staff")
    assert states(admission)["Carl"] == "offered"
    assert recount_holds(admission)


def test_staff_may_seat_somebody_beyond_the_seats_with_a_reason(noon):
    admission, (_ada, bea) = filled(1, "Ada Abel", "Bea Berg")
    with pytest.raises(Refused):
        actions.seat_anyway(bea, by="staff", reason=" ")
    actions.seat_anyway(bea, by="staff", reason="Needs the wheelchair place.")
    assert states(admission)["Bea"] == "confirmed"
    assert counter(admission).overbooked == 1
    entry = HistoryEntry.objects.get(verb="overbooked")
    assert entry.reason == "Needs the wheelchair place."


def test_a_session_seat_goes_only_to_those_who_come_to_the_event(noon):
    admission = an_admission(2)
    workshop = a_session(admission, 1)
    ada = registered(admission, session_capacity_ids=(workshop.pk,))
    registered(admission, "Bea Berg")
    registered(admission, "Carl Cohn", session_capacity_ids=(workshop.pk,))
    dana = registered(admission, "Dana Dorn")
    actions.cancel(ada.parts.get())
    assert workshop.registrations.filter(state="waiting").count() == 1
    assert Registration.objects.get(pk=dana.pk).state == "waiting"
    actions.cancel(ada)
    carl = Registration.objects.get(name="Carl Cohn", main=None)
    actions.accept_offer(carl)
    assert carl.parts.get().state == "confirmed"
    assert recount_holds(admission)


def test_a_session_is_added_later_and_given_back_alone(noon):
    admission = an_admission(None)
    first, same, other = (a_session(admission, 1, hour=hour) for hour in (10, 10, 12))
    ada, bea = registered(admission), registered(admission, "Bea Berg")
    part = actions.book_session(ada, first)
    assert actions.book_session(ada, first) == part
    assert actions.book_session(bea, first).state == "waiting"
    with pytest.raises(Refused):
        actions.book_session(ada, same)
    assert actions.book_session(ada, other).state == "confirmed"
    assert queries.overlaps(ada, same.session) == [first.session]
    actions.cancel(part)
    assert bea.parts.get().state == "offered"
    assert actions.book_session(ada, same).state == "confirmed"
    assert recount_holds(admission)


def test_nobody_is_offered_a_seat_once_it_has_begun():
    admission = an_admission(1, event=an_event(starts_at=timezone.now() + timedelta(minutes=1)))
    ada, _bea = registered(admission), registered(admission, "Bea Berg")
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        actions.cancel(ada)
    assert states(admission)["Bea"] == "waiting"


def test_a_cancelled_event_ends_everything_and_offers_nothing(heard):
    admission = an_admission(1)
    workshop = a_session(admission, 1)
    for name in ("Ada Abel", "Bea Berg"):
        registered(admission, name, session_capacity_ids=(workshop.pk,))
    heard.clear()
    assert actions.cancel_all(admission.event, by="staff") == 4
    assert set(Registration.objects.values_list("state", "ended_because")) == {("cancelled", "event")}
    assert [what for what, *_ in heard] == ["cancelled", "cancelled"]
    assert counter(admission).taken == 0
    with pytest.raises(Refused):
        registered(type(admission).objects.get(pk=admission.pk), "Carl Cohn")


def test_a_cancelled_session_ends_its_seats_only():
    admission = an_admission(1)
    workshop = a_session(admission, 1)
    ada = registered(admission, session_capacity_ids=(workshop.pk,))
    actions.cancel_all(workshop.session, by="staff")
    assert (Registration.objects.get(pk=ada.pk).state, ada.parts.get().state) == ("confirmed", "cancelled")


def test_the_queue_tells_each_their_place(noon):
    admission, rows = filled(1, "Ada Abel", "Bea Berg", "Carl Cohn", "Dana Dorn")
    assert [queries.position(row) for row in rows] == [None, 1, 2, 3]
    actions.cancel(rows[2])
    assert queries.position(rows[3]) == 2
    assert [row.name for row in queries.seated(admission)] == ["Ada Abel"]


def test_offers_wait_for_the_morning(heard):
    with time_machine.travel(NOON.replace(hour=23), tick=False):
        admission, (ada, _bea) = filled(1, "Ada Abel", "Bea Berg")
        heard.clear()
        actions.cancel(ada)
    assert states(admission)["Bea"] == "offered"
    assert heard[-1][2]["send_after"] == NOON.replace(day=7, hour=8)
    assert Registration.objects.get(name="Bea Berg").held_until == NOON.replace(day=8, hour=8)


def test_twenty_of_a_hundred_have_a_seat_and_eighty_wait_in_order():
    admission = an_admission(20)
    for number in range(100):
        registered(admission, f"P{number} Person")
    order = list(Registration.objects.order_by("pk").values_list("state", flat=True))
    assert order == ["confirmed"] * 20 + ["waiting"] * 80
