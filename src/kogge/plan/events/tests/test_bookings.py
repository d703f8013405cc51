"""Nothing and nobody is booked twice: the database refuses, a sentence says who has it and what is free."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.formats import date_format
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core.refusals import Refused
from kogge.network.directory.models import Place, Room
from kogge.plan.events import actions, bookings
from kogge.plan.events.free_time import next_free, overlap
from kogge.plan.events.models import Event, PersonBooking, RoomBooking

from .conftest import at, plan

with translation.override("en"):
    DAY = date_format(at(0), "DATE_FORMAT")


def test_a_room_taken_is_refused_naming_who_has_it_until_when_and_what_is_free(anna, ben, north, south, hall):
    plan(anna, north, "Robots", room=hall, hour=8)
    plan(anna, north, "Drones", room=hall, hour=11, hours=1)
    with pytest.raises(Refused) as refusal:
        plan(ben, south, "Bees", room=hall, hour=9, hours=2)
    assert str(refusal.value) == (
        f"Hall is already held by Northern Centre for “Robots” on {DAY} from 10:00 to 12:00. "
        f"The next free time for “Bees” begins on {DAY} at 14:00."
    )
    assert refusal.value.field == "room"
    assert Event.objects.filter(title_de="Bees").count() == 0


def test_one_event_may_begin_when_the_other_ends(anna, north, hall):
    plan(anna, north, "Robots", room=hall, hour=8)
    plan(anna, north, "Bees", room=hall, hour=10)
    assert RoomBooking.objects.count() == 2


def test_a_speaker_on_two_overlapping_slots_is_refused_and_both_are_named(anna, north, vera):
    event = plan(anna, north, "Fair", hour=6, hours=10)
    times = {"starts_at": at(8), "ends_at": at(9)}
    actions.add_session(event, by=anna, values={"title_de": "Keynote", **times}, people=[vera])
    with pytest.raises(Refused) as refusal:
        actions.add_session(
            event, by=anna, people=[vera],
            values={"title_de": "Panel", "starts_at": at(8, 30), "ends_at": at(9, 30)},
        )  # fmt: skip
    assert str(refusal.value) == (
        f"Vera Beispiel already has “Keynote” (Northern Centre) on {DAY} from 10:00 to 11:00, "
        f"so “Panel” cannot be placed then. The next free time for it begins on {DAY} at 11:00."
    )
    assert refusal.value.field == "people"
    assert event.sessions.count() == 1


def test_an_event_holds_its_room_for_its_own_sessions_but_not_for_those_of_others(anna, north, hall):
    fair = plan(anna, north, "Fair", hour=6, hours=10, room=hall)
    times = {"starts_at": at(8), "ends_at": at(9)}
    actions.add_session(fair, by=anna, values={"title_de": "Keynote", "room": hall, **times})
    other = plan(anna, north, "Elsewhere", hour=6, hours=10)
    with pytest.raises(Refused):
        actions.add_session(other, by=anna, values={"title_de": "Intruder", "room": hall, **times})
    child = plan(anna, north, "Own programme", hour=6, hours=10, parent=fair)
    late = {"starts_at": at(9), "ends_at": at(10)}
    assert actions.add_session(child, by=anna, values={"title_de": "Talk", "room": hall, **late}).room == hall


def test_a_cancelled_event_gives_its_room_back(anna, north, hall):
    first = plan(anna, north, "Robots", room=hall)
    actions.set_state(first, by=anna, state="cancelled", reason="Storm")
    plan(anna, north, "Bees", room=hall)
    with pytest.raises(Refused):
        actions.set_state(first, by=anna, state="planned")


def test_a_moved_event_takes_its_booking_along(anna, north, hall):
    event = plan(anna, north, room=hall, hour=8)
    actions.change_event(event, by=anna, values={"starts_at": at(12), "ends_at": at(13)})
    row = RoomBooking.objects.get()
    assert (row.starts_at, row.ends_at) == (at(12), at(13))


def test_the_database_refuses_even_what_goes_past_the_program(anna, north, hall, vera):
    event = plan(anna, north, room=hall)
    other = plan(anna, north, "Other", hour=12)
    row = {"root": other, "event": other, "layer": "event", "starts_at": at(9), "ends_at": at(11)}
    with pytest.raises(IntegrityError), transaction.atomic():
        RoomBooking.objects.create(room=hall, **row)
    free = RoomBooking.objects.create(room=hall, **{**row, "starts_at": at(14), "ends_at": at(15)})
    with pytest.raises(IntegrityError), transaction.atomic():
        RoomBooking.objects.filter(pk=free.pk).update(starts_at=at(9, 59), ends_at=at(15))
    RoomBooking.objects.filter(pk=free.pk).update(starts_at=at(10), ends_at=at(15))
    PersonBooking.objects.create(person=vera, **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonBooking.objects.create(person=vera, **{**row, "root": event, "event": event})


def _attempts(count, work):
    barrier = threading.Barrier(count)
    outcomes: list[str] = []

    def attempt(number):
        try:
            barrier.wait(timeout=20)
            with translation.override("en"):
                work(number)
            outcomes.append("held")
        except Refused as refusal:
            outcomes.append(str(refusal))
        except Exception as error:
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_of_twenty_simultaneous_attempts_exactly_one_gets_the_room(anna, north, hall):
    outcomes = _attempts(20, lambda number: plan("test", north, f"Attempt {number}", room=hall))
    assert outcomes.count("held") == 1, outcomes
    refused = [text for text in outcomes if text != "held"]
    assert len(refused) == 19
    assert all(text.startswith("Hall is already held by Northern Centre for “Attempt") for text in refused), (
        refused
    )
    assert RoomBooking.objects.count() == 1
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_twenty_simultaneous_attempts_exactly_one_gets_the_person(anna, north, vera):
    event = plan(anna, north, hours=10)
    times = {"starts_at": at(9), "ends_at": at(10)}

    def place(number):
        actions.add_session(event, by="test", values={"title_de": f"Talk {number}", **times}, people=[vera])

    outcomes = _attempts(20, place)
    assert outcomes.count("held") == 1, outcomes
    assert sum("already has" in text for text in outcomes) == 19, outcomes
    assert PersonBooking.objects.count() == 1


SPANS = st.tuples(st.integers(0, 12), st.integers(1, 4), st.integers(0, 1), st.booleans(), st.integers(0, 1))


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SPANS, max_size=9))
def test_the_database_accepts_what_a_naive_model_accepts_and_nothing_else(north, requests):
    with transaction.atomic():
        place = Place.objects.create(slug="somewhere", name="Somewhere", kind="venue")
        rooms = [Room.objects.create(place=place, slug=f"room-{n}", name=f"Room {n}") for n in range(2)]
        events = [plan("test", north, f"Event {n}", hour=20) for n in range(2)]
        held: list[tuple] = []
        for start, length, owner, in_session, number in requests:
            span = (at(6) + timedelta(hours=start), at(6) + timedelta(hours=start + length))
            layer = "session" if in_session else "event"
            refused_by_model = any(
                room == number and overlap(span, other) and (layer == same or owner != who)
                for room, other, same, who in held
            )
            event = events[owner]
            session = (
                event.sessions.create(slug=f"s{event.sessions.count()}", title_de="S") if in_session else None
            )
            wanted = bookings.Wanted(rooms[number], event, session, *span)
            try:
                with transaction.atomic():
                    RoomBooking.objects.create(
                        room=rooms[number], root=event, event=event, session=session, layer=layer,
                        starts_at=span[0], ends_at=span[1],
                    )  # fmt: skip
                refused = False
            except IntegrityError:
                refused = True
            assert refused == refused_by_model
            if refused:
                assert bookings.in_the_way(wanted).exists() or not in_session
            else:
                held.append((number, span, layer, owner))
        transaction.set_rollback(True)


@given(
    st.integers(0, 30), st.integers(1, 6),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=8),
)  # fmt: skip
def test_the_next_free_time_is_the_first_that_is_really_free(start, length, busy):
    def hour(n):
        return at(0) + timedelta(hours=n)

    spans = [(hour(b), hour(b + d)) for b, d in busy]
    found = next_free(hour(start), timedelta(hours=length), spans)
    naive = next(
        n for n in range(start, 100)
        if not any(overlap((hour(n), hour(n + length)), span) for span in spans)
    )  # fmt: skip
    assert found == hour(naive)
