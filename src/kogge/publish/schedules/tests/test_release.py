"""Releasing a timetable: the draft beside what is public, two curators, there and back."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast as staff
from kogge.network.directory.models import Person, Room
from kogge.plan.events.models import Event, Session
from kogge.publish.programme import actions as programme
from kogge.publish.programme import queries
from kogge.publish.programme.models import PublicSession, Release
from kogge.publish.programme.tests import cast
from kogge.publish.schedules import actions, compare

from .conftest import move, talk

PAGE = "/en/desk/events/fair/timetable/release/"


@pytest.fixture
def emil(db: None) -> User:
    return staff.editor()


def drafted(event: Event) -> list[dict[str, Any]]:
    """Everything of the draft that staff decide."""
    return list(Session.objects.filter(event=event).order_by("pk").values())


def test_the_grid_of_the_draft_knows_what_is_public_and_what_else_differs(
    client: Client, fair: Event, stage: Room, ada: Person, emil: User
) -> None:
    """PL-07: both grids side by side with what the public really sees, in as many statements for many as for few."""
    tides, ropes = talk(fair, "tides", 8, ada, room=stage), talk(fair, "ropes", 9, ada, room=stage)
    client.force_login(emil)
    page = PAGE.replace("release", "compare")
    assert "Nothing is released yet" in client.get(page).text
    programme.release(fair, by="test")
    assert "The draft is exactly what is released." in client.get(page).text
    move(tides, 2)
    Session.objects.filter(pk=ropes.pk).update(title_de="Knots")
    with CaptureQueriesContext(connection) as few:
        text = client.get(page).text
    assert "Moved: 1" in text and "Changed: 1" in text
    assert f'href="?day=2030-06-03#was-{ropes.pk}"' in text and "Großer Speicher" in text
    for hour in range(10, 16):
        talk(fair, f"more-{hour}", hour + 0.5, ada, room=stage)
    programme.release(fair, by="test")
    Session.objects.filter(event=fair).update(room=None)
    with CaptureQueriesContext(connection) as many:
        assert "Moved: 8" in client.get(page).text
    assert len(many) <= len(few)
    Session.objects.filter(event=fair).update(state="cancelled")
    assert "Gone: 8" in client.get(page).text


def test_the_page_shows_what_changes_by_session_by_room_and_for_each_speaker(
    client: Client, fair: Event, stage: Room, ada: Person, emil: User
) -> None:
    tides, ropes = talk(fair, "tides", 8, ada, room=stage), talk(fair, "ropes", 9, ada)
    client.force_login(emil)
    assert "The public sees nothing of this event yet." in client.get(PAGE).text
    programme.release(fair, by="test")
    assert "Nothing changes." in client.get(PAGE).text
    move(tides, 2)
    Session.objects.filter(pk=ropes.pk).update(state="cancelled")
    talk(fair, "knots", 12, ada)
    shown = client.get(PAGE).text
    for words in ("Moved: 1", "Cancelled: 1", "New: 1", "10:00–10:30 h, Großer Speicher"):
        assert words in shown, words
    assert "Knots" not in client.get(f"{PAGE}?kind=moved").text
    rooms = client.get(f"{PAGE}?view=rooms&day=2030-06-03").text
    assert "Großer Speicher" in rooms and "No particular room" in rooms
    people = client.get(f"{PAGE}?view=people").text
    assert "Tides" in people and "neu für Sie" in people  # as the letter will say it, in her language
    assert client.get(f"{PAGE}?view=nonsense&day=nonsense&kind=nonsense").status_code == 200


def test_a_release_on_the_page_is_what_was_shown(
    client: Client, fair: Event, ada: Person, emil: User
) -> None:
    talk(fair, "tides", 8, ada)
    client.force_login(emil)
    seen = compare.now(fair).seen
    assert client.post(PAGE, {"seen": seen, "note": "First"}).status_code == 302
    assert Release.objects.get().note == "First"
    assert "First" in client.get(PAGE).text


def test_of_two_who_release_at_once_the_second_is_told_and_the_draft_stays(
    client: Client, fair: Event, ada: Person, emil: User
) -> None:
    tides = talk(fair, "tides", 8, ada)
    seen = compare.now(fair).seen
    actions.release(fair, seen=seen, by="first")
    move(tides, 1)
    before = drafted(fair)
    with pytest.raises(Refused, match="Release 1 became public while you looked"):
        actions.release(fair, seen=seen, by="second")
    client.force_login(emil)
    answer = client.post(PAGE, {"seen": seen, "note": "Mine"}).text
    assert "Release 1 became public while you looked" in answer and "Mine" in answer
    assert compare.now(fair).seen in answer
    assert Release.objects.count() == 1 and drafted(fair) == before


def test_a_draft_changed_meanwhile_is_not_released_unseen(fair: Event, ada: Person) -> None:
    tides = talk(fair, "tides", 8, ada)
    seen = compare.now(fair).seen
    move(tides, 1)
    with pytest.raises(Refused, match="The draft was changed while you looked"):
        actions.release(fair, seen=seen, by="test")
    assert not Release.objects.exists()


@pytest.mark.parametrize("somebody", ["other_editor", "reviewer", "auditor", "door"])
def test_nobody_else_releases_or_looks(client: Client, fair: Event, somebody: str) -> None:
    client.force_login(getattr(staff, somebody)())
    assert client.get(PAGE).status_code in {403, 404}


@pytest.mark.parametrize("sessions", [3, 40])
def test_a_release_takes_at_most_fifty_statements_however_much_moved(
    sessions: int, db: None, django_assert_max_num_queries: Any
) -> None:
    """PL-07 at size; `./kogge bench release` measures 365."""
    event = cast.convention(sessions, sessions)
    Event.objects.filter(pk=event.pk).update(starts_on="2030-06-03", ends_on="2030-06-04")
    event.refresh_from_db()
    programme.release(event, by="test")
    for one in event.sessions.all():
        move(one, 1)
    with django_assert_max_num_queries(50):
        made = programme.release(event, by="test")
    assert len([one for one in made.changes if one["kind"] == "moved"]) == sessions


STEP = st.tuples(
    st.sampled_from(["move", "cancel", "revive", "title", "room", "add"]),
    st.integers(0, 3),
    st.integers(-3, 3),
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(STEP, max_size=5), second=st.lists(STEP, max_size=5), whole=st.booleans())
def test_a_release_and_its_reverse_leave_the_draft_as_it_was(
    db: None, first: list[Any], second: list[Any], whole: bool
) -> None:
    number = Event.objects.count()
    event = cast.fair(f"fair-{number}", starts_on="2030-06-03", ends_on="2030-06-04")
    room = Room.objects.create(place=cast.pier(f"quay-{number}"), slug="stage", name="Stage")
    rows = [talk(event, f"talk-{n}", 8 + n) for n in range(4)]
    programme.release(event, by="test")
    for step in first:
        take(event, rows, room, step)
    before, planned = drafted(event), queries.draft(queries.planned(event.pk))
    if whole:
        programme.release(event, by="test")
    else:
        programme.release_sessions(event, rows[:2], by="test")
    assert drafted(event) == before
    programme.withdraw(event, by="test", reason="Back")
    assert drafted(event) == before and not PublicSession.objects.filter(session__event=event).exists()
    fresh = queries.draft(queries.planned(event.pk))
    assert fresh == planned
    for step in second:
        take(event, rows, room, step)
    programme.release(event, by="test")
    assert compare.now(event).changes == []


def take(event: Event, rows: list[Session], room: Room, step: tuple[str, int, int]) -> None:
    """One change of the draft."""
    what, index, by = step
    session = Session.objects.get(pk=rows[index].pk)
    if what == "move":
        move(session, by)
    elif what == "title":
        session.title_de = f"Title {by}"
    elif what == "room":
        session.room = room if by > 0 else None
    elif what == "add":
        talk(event, f"more-{event.sessions.count()}", 14)
    else:
        session.state = "cancelled" if what == "cancel" else "planned"
    session.save()
