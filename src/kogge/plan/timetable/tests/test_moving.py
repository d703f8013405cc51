"""Sessions move with their bookings, nobody overwrites anybody, and every step can be taken back (PL-07)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person, Room
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event, PersonBooking, RoomBooking, Session
from kogge.plan.speakers.models import Availability
from kogge.plan.timetable import actions, queries
from kogge.plan.timetable.actions import Placing, moving
from kogge.plan.timetable.models import SessionPlan, Timetable

from .conftest import at

pytestmark = pytest.mark.django_db


def state(event):
    """Where everything stands and what is held for it."""
    rows = Session.objects.filter(event=event).order_by("pk")
    places = list(rows.values_list("pk", "room", "starts_at", "ends_at", "day"))
    rooms = RoomBooking.objects.filter(event=event, layer="session")
    people = PersonBooking.objects.filter(event=event, layer="session")
    return (
        places,
        sorted(rooms.values_list("session", "room", "starts_at", "ends_at")),
        sorted(people.values_list("session", "person", "starts_at", "ends_at")),
    )


def books_match(event):
    """Exactly what stands somewhere is held: its room and its people, for its time."""
    rows = Session.objects.filter(event=event, starts_at__isnull=False).prefetch_related("contributions")
    _places, rooms, people = state(event)
    wanted_rooms = [(one.pk, one.room_id, one.starts_at, one.ends_at) for one in rows if one.room_id]
    wanted_people = [
        (one.pk, row.person_id, one.starts_at, one.ends_at) for one in rows for row in one.contributions.all()
    ]
    return rooms == sorted(wanted_rooms) and people == sorted(wanted_people)


def test_a_placed_session_holds_its_room_and_its_people(fair, talk, hall, anna, vera):
    robots = talk("Robots", vera)
    table = actions.place(robots, hall, at(8), by=anna)
    robots.refresh_from_db()
    assert (robots.room, robots.starts_at, robots.ends_at, robots.day) == (hall, at(8), at(8, 30), 1)
    assert (table.revision, robots.version) == (1, 2)
    assert books_match(fair)
    entry = history.of(table).first()
    assert (entry.verb, entry.actor) == ("sessions placed", str(anna.pk))
    assert entry.before["sessions"] == {str(robots.pk): [None, None, 30, None]}


def test_a_taken_room_is_refused_with_what_would_free_it_and_nothing_changes(fair, talk, hall, anna):
    talk("Robots", start=at(8), room=hall)
    bees = talk("Bees", start=at(10), room=hall)
    was = state(fair)
    with pytest.raises(Refused) as refusal:
        actions.place(bees, hall, at(8, 10), by=anna)
    assert "Hall is already held by Northern Centre for “Robots”" in str(refusal.value)
    assert "at 10:30" in str(refusal.value)
    assert refusal.value.field == "room"
    assert state(fair) == was


def test_a_speaker_who_is_elsewhere_is_refused(fair, talk, hall, loft, anna, vera):
    talk("Robots", vera, start=at(8), room=hall)
    bees = talk("Bees", vera)
    with pytest.raises(Refused, match=r"Vera Beispiel already has “Robots”"):
        actions.place(bees, loft, at(8), by=anna)


def test_a_speaker_who_is_away_is_refused_with_the_times_that_are_possible(fair, talk, hall, anna, vera):
    """PL-06: accepted proposals cannot be scheduled outside their stated availability."""
    Availability.objects.create(person=vera, event=fair, starts_at=at(10), ends_at=at(12))
    bees = talk("Bees", vera)
    with pytest.raises(Refused, match=r"Vera Beispiel is not there then\. Possible times: .* 12:00 to 14:00"):
        actions.place(bees, hall, at(8), by=anna)
    actions.place(bees, hall, at(10), by=anna)
    assert books_match(fair)


def test_hours_that_are_not_the_events_are_refused(fair, talk, hall, anna):
    with pytest.raises(Refused, match="outside the hours of the timetable") as refusal:
        actions.place(talk("Bees"), hall, at(15, 50), by=anna)
    assert refusal.value.field == "starts_at"


def test_two_sessions_change_places_in_one_step(fair, table, talk, hall, loft, anna, vera):
    robots = talk("Robots", vera, start=at(8), room=hall)
    bees = talk("Bees", vera, start=at(9), room=loft)
    placings = [Placing(robots.pk, loft.pk, at(9)), Placing(bees.pk, hall.pk, at(8))]
    actions.place_many(table, placings, by=anna, reason="swapped")
    assert books_match(fair)
    assert {row[0]: row[1] for row in state(fair)[0]} == {robots.pk: loft.pk, bees.pk: hall.pk}
    assert history.of(table).first().reason == "swapped"


def test_many_are_all_placed_or_none(fair, table, talk, hall, anna):
    robots, bees = talk("Robots"), talk("Bees")
    was, revision = state(fair), Timetable.objects.get().revision
    with pytest.raises(Refused, match="already held"):
        actions.place_many(
            table, [Placing(robots.pk, hall.pk, at(8)), Placing(bees.pk, hall.pk, at(8, 15))], by=anna
        )
    assert state(fair) == was
    assert Timetable.objects.get().revision == revision


def test_a_locked_session_stays(fair, talk, hall, anna):
    robots = talk("Robots", start=at(8), room=hall)
    SessionPlan.objects.create(session=robots, locked=True)
    with pytest.raises(Refused, match="“Robots” is locked"):
        actions.place(robots, hall, at(9), by=anna)
    actions.place(robots, hall, at(8), by=anna)


def test_too_many_at_once_are_refused(fair, table, talk, hall, anna, monkeypatch):
    monkeypatch.setattr(moving, "MOST", 1)
    placings = [Placing(talk(name).pk, None, None) for name in ("Robots", "Bees")]
    with pytest.raises(Refused, match="At most 1 sessions can be moved in one step; these are 2"):
        actions.place_many(table, placings, by=anna)


@pytest.mark.parametrize("minutes", [0, 4, -30, 1441])
def test_a_length_of_nothing_is_refused(fair, table, talk, hall, anna, minutes):
    robots = talk("Robots")
    with pytest.raises(Refused, match="must last at least 5 minutes"):
        actions.place_many(table, [Placing(robots.pk, hall.pk, at(8), minutes or 1)], by=anna)


def test_who_worked_on_an_older_state_is_told_what_the_other_did(fair, table, talk, hall, loft, anna, ben):
    robots, bees = talk("Robots"), talk("Bees")
    seen = actions.place(robots, hall, at(8), by=anna).revision
    actions.place(robots, loft, at(9), by=ben, expected_revision=seen)
    with pytest.raises(actions.MovedMeanwhile) as refusal:
        actions.place(robots, hall, at(10), by=anna, expected_revision=seen)
    assert str(refusal.value) == (
        "Ben moved “Robots” (now: Loft, 3 June 2030, 11:00). Nothing of yours was saved: please look again."
    )
    robots.refresh_from_db()
    assert robots.room == loft
    actions.place(bees, hall, at(10), by=anna, expected_revision=seen)  # another session: nobody's loss


def test_a_change_in_the_form_counts_as_a_change_of_the_draft(fair, table, talk, hall, anna, ben):
    robots = talk("Robots", start=at(8), room=hall)
    seen = Timetable.objects.get().revision
    events.change_session(robots, by=ben, values={"starts_at": at(9), "ends_at": at(10)})
    with pytest.raises(actions.MovedMeanwhile, match="Ben moved “Robots”"):
        actions.place(robots, hall, at(12), by=anna, expected_revision=seen)


def test_steps_are_taken_back_one_after_the_other(fair, table, talk, hall, loft, anna):
    robots, bees = talk("Robots"), talk("Bees", start=at(8), room=hall)
    states = [state(fair)]
    actions.place(robots, loft, at(8), by=anna)
    states.append(state(fair))
    actions.place(bees, hall, at(12), by=anna)
    actions.undo(table, by=anna)
    assert state(fair) == states.pop()
    actions.undo(table, by=anna)
    assert state(fair) == states.pop()
    with pytest.raises(Refused, match="nothing left"):
        actions.undo(table, by=anna)


def test_a_step_that_was_changed_elsewhere_is_not_taken_back(fair, table, talk, hall, anna):
    robots = talk("Robots")
    actions.place(robots, hall, at(8), by=anna)
    events.change_session(robots, by=anna, values={"starts_at": at(9), "ends_at": at(10)})
    with pytest.raises(Refused, match="“Robots” was changed in its form since"):
        actions.undo(table, by=anna)


@pytest.mark.parametrize("count", [5, 60])
def test_many_take_as_many_statements_as_few(fair, table, anna, hall, count):
    rows = [Session(event=fair, slug=f"s{number}", title_de=f"S{number}") for number in range(count)]
    people = Person.objects.bulk_create(Person(slug=f"p{n}", name=f"P{n}") for n in range(count))
    made = Session.objects.bulk_create(rows)
    for row, person in zip(made, people, strict=True):
        row.contributions.create(person=person)
    placings = [Placing(one.pk, hall.pk, at(6) + timedelta(minutes=5 * n), 5) for n, one in enumerate(made)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        actions.place_many(table, placings, by=anna)
    assert len(queries) <= 34
    assert books_match(fair)


STEP = st.tuples(st.integers(0, 4), st.sampled_from(["hall", "loft", None]), st.integers(0, 12))


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=8))
def test_whatever_is_placed_bookings_match_and_undo_returns(steps, django_db_blocker, request):
    fair, table, anna = (request.getfixturevalue(name) for name in ("fair", "table", "anna"))
    rooms = {"hall": request.getfixturevalue("hall"), "loft": request.getfixturevalue("loft"), None: None}
    if not fair.sessions.exists():
        vera, talk = request.getfixturevalue("vera"), request.getfixturevalue("talk")
        for number in range(5):
            talk(f"T{number}", *([vera] if number % 2 else []), minutes=30)
    sessions = list(fair.sessions.order_by("pk"))
    states = []
    for number, room, slot in steps:
        was = state(fair)
        start = at(7) + timedelta(minutes=15 * slot) if room else None
        before = Timetable.objects.get(pk=table.pk).revision
        try:
            after = actions.place(sessions[number], rooms[room], start, by=anna).revision
        except Refused:
            after = before
            assert state(fair) == was
        if after != before:
            states.append(was)
        assert books_match(fair)
    while states:
        actions.undo(table, by=anna)
        assert state(fair) == states.pop()
        assert books_match(fair)


def test_sessions_of_a_stand_belong_to_the_fair(fair, table, anna, north, hall):
    stand = events.create_event(
        by=anna, format_key="workshop", lead=north,
        values={"title_de": "Stand", "starts_at": at(6), "ends_at": at(16), "parent": fair},
    )  # fmt: skip
    demo = events.add_session(stand, by=anna, values={"title_de": "Demo"})
    done = actions.place(demo, hall, at(8), by=anna)
    assert done.pk == table.pk
    assert books_match(Event.objects.get(pk=stand.pk))
    assert Room.objects.get().name == "Hall"


def test_what_has_no_place_comes_before_what_has_one(table, talk, hall):
    """The same order on both databases, which otherwise put empty times at different ends."""
    talk("Robots", start=at(8), room=hall)
    talk("Bees")
    assert [one.title_de for one in queries.sessions(table.event)] == ["Bees", "Robots"]
