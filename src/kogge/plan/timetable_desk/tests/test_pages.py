"""The grid's pages: what they show, whom they open to, what they refuse, and that all of it works without scripts."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kogge.network.accounts.models import Role
from kogge.network.directory.models import Organization, Room
from kogge.plan.events import actions as events
from kogge.plan.events.models import Session
from kogge.plan.timetable import actions
from kogge.plan.timetable.models import Pause, Preference, Sequence, SessionPlan, Timetable
from kogge.plan.timetable.tests.conftest import at, user
from kogge.plan.timetable.wishes import wishes
from kogge.plan.timetable_desk import sheet

pytestmark = pytest.mark.django_db


def address(name, event, *arguments, **query):
    return reverse(f"timetable:{name}", args=[event.slug, *arguments], query=query or None)


def minutes(moment):
    return int(moment.timestamp() // 60)


def told(answer):
    """The page as text, once its form was sent and followed."""
    return answer.content.decode()


def test_the_grid_shows_what_stands_where_and_what_stands_nowhere(
    fair, talk, hall, loft, anna, vera, signed_in
):
    """PL-07: rooms and time, the list of what has no place, and the same as data for the script."""
    robots = talk("Robots", vera, start=at(8), room=hall)
    bees = talk("Bees")
    page = signed_in(anna).get(address("grid", fair))
    text = told(page)
    assert (
        text.index('data-name="Hall"')
        < text.index(f'data-key="{robots.pk}"')
        < text.index('data-name="Loft"')
    )
    assert text.index("data-list") < text.index(f'data-key="{bees.pk}"')
    assert f'tt-tnone r-24 s-6" data-key="{robots.pk}"' in text  # 10:00 local, the day begins at 8
    data = json.loads(text.split('type="application/json">')[-1].split("</script>")[0])
    assert data["items"][str(robots.pk)]["start"] == minutes(at(8))
    assert "style=" not in text


def test_a_page_of_many_takes_as_many_statements_as_one_of_few(fair, talk, hall, anna, signed_in):
    client = signed_in(anna)
    talk("Robots", start=at(8), room=hall)
    client.get(address("grid", fair))
    counts = []
    for number in (0, 6):
        for more in range(number):
            talk(f"More {more}", start=at(9) + timedelta(minutes=30 * more), room=hall)
        with CaptureQueriesContext(connection) as queries:
            client.get(address("grid", fair))
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["grid", "settings", "delay", "wishes", "state"])
def test_another_centre_finds_no_such_page(fair, anna, ben, signed_in, name):
    assert signed_in(anna).get(address(name, fair)).status_code == 200
    assert signed_in(ben).get(address(name, fair)).status_code == 404


def test_who_only_reads_sees_the_grid_and_moves_nothing(fair, talk, hall, signed_in):
    robots = talk("Robots", start=at(8), room=hall)
    client = signed_in(user("Ada", "north", Role.AUDITOR))
    text = told(client.get(address("grid", fair)))
    assert "data-move" not in text and "data-handle" not in text
    assert client.post(address("move", fair), {"session": robots.pk, "seen": 0}).status_code == 403


def test_a_drag_is_saved_answered_and_checked_again(fair, talk, hall, loft, anna, signed_in):
    robots = talk("Robots")
    SessionPlan.objects.create(session=robots, expected=50)
    client = signed_in(anna)
    sent = {"session": robots.pk, "room": loft.pk, "start": minutes(at(8)), "seen": 0}
    answer = client.post(address("move", fair), sent).json()
    assert answer["warnings"] == ["50 visitors are expected, the room has 20 seats."]
    assert answer["moved"] == [
        {"key": robots.pk, "room": loft.pk, "start": minutes(at(8)), "minutes": 30,
         "line": "Anna moved “Robots” (now: Loft, 3 June 2030, 10:00)"}
    ]  # fmt: skip
    robots.refresh_from_db()
    assert (robots.room, robots.starts_at) == (loft, at(8))


def test_a_drag_onto_a_taken_room_is_refused_in_a_sentence(fair, table, talk, hall, anna, signed_in):
    talk("Robots", start=at(8), room=hall)
    bees = talk("Bees")
    seen = Timetable.objects.get().revision
    sent = {"session": bees.pk, "room": hall.pk, "start": minutes(at(8)), "seen": seen}
    answer = signed_in(anna).post(address("move", fair), sent).json()
    assert "Hall is already held by Northern Centre for “Robots”" in answer["refusal"]


@pytest.mark.parametrize(
    "sent", [{}, {"session": "x", "seen": 0}, {"session": 1, "start": 10**12, "seen": 0}]
)
def test_nonsense_from_a_script_is_refused(fair, anna, signed_in, sent):
    assert signed_in(anna).post(address("move", fair), sent).status_code == 400


def test_a_session_of_another_event_is_not_moved(fair, talk, anna, ben, signed_in):
    assert signed_in(anna).post(address("move", fair), {"session": 999, "seen": 0}).status_code == 404


def test_the_state_says_what_others_did(fair, table, talk, hall, anna, ben, signed_in):
    robots = talk("Robots")
    seen = Timetable.objects.get().revision
    actions.place(robots, hall, at(8), by=ben)
    answer = signed_in(anna).get(address("state", fair, seen=seen)).json()
    assert [row["line"] for row in answer["moved"]] == ["Ben moved “Robots” (now: Hall, 3 June 2030, 10:00)"]
    assert signed_in(anna).get(address("state", fair, seen=answer["revision"])).json()["moved"] == []


def test_the_plain_form_moves_takes_out_and_undoes(fair, talk, hall, anna, signed_in):
    """WCAG 2.5.7: everything that dragging does has a plain form."""
    robots = talk("Robots")
    client = signed_in(anna)
    here = address("session", fair, robots.pk)
    done = client.post(here, {"day": "2030-06-03", "starts": "10:00", "room": hall.pk}, follow=True)
    assert "“Robots” now stands here: Hall, 3 June 2030, 10:00." in told(done)
    client.post(here, {"out": "1"})
    robots.refresh_from_db()
    assert robots.starts_at is None
    client.post(address("undo", fair))
    robots.refresh_from_db()
    assert (robots.room, robots.starts_at) == (hall, at(8))


def test_the_plain_form_keeps_what_was_typed_beside_the_refusal(fair, talk, hall, anna, signed_in):
    talk("Robots", start=at(8), room=hall)
    bees = talk("Bees")
    page = signed_in(anna).post(
        address("session", fair, bees.pk), {"day": "2030-06-03", "starts": "10:10", "room": hall.pk}
    )
    assert page.context["place"].errors["room"][0].startswith("Hall is already held")
    assert 'value="10:10"' in told(page)


def test_needs_are_kept_and_a_new_length_takes_the_bookings_along(fair, talk, hall, anna, signed_in):
    robots = talk("Robots", start=at(8), room=hall)
    sent = {"minutes": 60, "expected": 70, "features": ["projector"], "is_big": "on"}
    signed_in(anna).post(address("needs", fair, robots.pk), sent)
    robots.refresh_from_db()
    assert robots.ends_at == at(9) == robots.roombookings.get().ends_at
    assert (robots.plan.expected, robots.plan.features, robots.plan.is_big) == (70, ["projector"], True)


@pytest.mark.parametrize(
    "sent", [{"minutes": 0}, {"minutes": 2000}, {"minutes": ""}, {"minutes": 30, "features": ["x"]}]
)
def test_impossible_needs_are_refused_beside_the_field(fair, talk, anna, signed_in, sent):
    page = signed_in(anna).post(address("needs", fair, talk("Robots").pk), sent)
    assert page.status_code == 200 and page.context["plan"].errors


def test_an_order_is_set_and_a_circle_refused(fair, talk, anna, signed_in):
    robots, bees = talk("Robots"), talk("Bees")
    client = signed_in(anna)
    client.post(address("order", fair, bees.pk), {"where": "after", "other": robots.pk, "gap_minutes": 15})
    assert list(Sequence.objects.values_list("first", "then", "gap_minutes")) == [(robots.pk, bees.pk, 15)]
    page = client.post(
        address("order", fair, robots.pk), {"where": "after", "other": bees.pk, "gap_minutes": 0}
    )
    assert "already has to come after" in page.context["order"].errors["other"][0]
    client.post(address("order", fair, bees.pk), {"remove": Sequence.objects.get().pk})
    assert not Sequence.objects.exists()


def test_runs_share_title_and_people_and_have_their_own_seats(fair, table, talk, anna, vera, udo, signed_in):
    robots = talk("Robots", vera, minutes=90)
    signed_in(anna).post(address("runs", fair, robots.pk), {"count": 2, "seats": 12})
    runs = list(Session.objects.filter(plan__workshop=robots).order_by("plan__run"))
    assert [(one.title_de, one.capacity) for one in runs] == [
        ("Robots", None),
        ("Robots", 12),
        ("Robots", 12),
    ]
    events.change_session(runs[2], by=anna, values={"title_de": "Robots for all"}, people=[vera, udo])
    fresh = Session.objects.filter(plan__workshop=robots)
    assert {one.title_de for one in fresh} == {"Robots for all"}
    assert {tuple(one.contributions.values_list("person__slug", flat=True)) for one in fresh} == {
        ("vera", "udo")
    }


def test_too_many_runs_are_refused(fair, talk, anna, signed_in):
    page = signed_in(anna).post(address("runs", fair, talk("Robots").pk), {"count": 20})
    assert page.context["runs"].errors["count"]


def layout(**values):
    weights = dict.fromkeys(["wishes", "tracks", "themes", "rooms", "days", "changes", "stability"], 10)
    sent = {f"weight_{key}": value for key, value in weights.items()}
    hours = {"on_2030-06-03": "on", "from_2030-06-03": "09:00", "to_2030-06-03": "17:00"}
    return {"slot_minutes": 15, "turnaround_minutes": 10, **hours, **sent, **values}


def test_the_layout_is_kept(fair, anna, signed_in):
    signed_in(anna).post(address("settings", fair), layout())
    table = Timetable.objects.get()
    assert (table.slot_minutes, table.turnaround_minutes, table.weights["wishes"]) == (15, 10, 10)
    assert table.days == [{"date": "2030-06-03", "from": "09:00", "to": "17:00"}]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"slot_minutes": 0}, "slot_minutes"),
        ({"to_2030-06-03": "08:00"}, "to_2030-06-03"),
        ({"to_2030-06-03": "09:00"}, "to_2030-06-03"),
        ({"from_2030-06-03": ""}, "from_2030-06-03"),
        ({"on_2030-06-03": ""}, "__all__"),
    ],
)
def test_an_impossible_layout_is_refused_beside_its_field(fair, anna, signed_in, values, field):
    page = signed_in(anna).post(address("settings", fair), layout(**values))
    assert page.status_code == 200
    assert list(page.context["layout"].errors) == [field]
    assert not Timetable.objects.exists()


def test_rooms_are_chosen_with_their_turnaround(fair, table, hall, loft, anna, signed_in):
    client = signed_in(anna)
    client.post(address("rooms", fair), {f"room_{hall.pk}": "on", f"minutes_{hall.pk}": "20"})
    assert list(table.room_rows.values_list("room", "turnaround_minutes")) == [(hall.pk, 20)]
    assert "Please choose at least one room." in told(client.post(address("rooms", fair), {}))
    assert "whole minutes" in told(client.post(address("rooms", fair), {f"minutes_{hall.pk}": "x"}))


def test_breaks_do_not_overlap_and_do_not_end_before_they_begin(fair, anna, hall, signed_in):
    client = signed_in(anna)
    lunch = {"title": "Lunch", "day": "2030-06-03", "starts": "12:00", "ends": "13:00"}
    client.post(address("breaks", fair), lunch)
    assert Pause.objects.get().starts_at == at(10)
    page = client.post(address("breaks", fair), {**lunch, "title": "Tea", "starts": "12:30", "room": hall.pk})
    assert "overlaps with the break “Lunch”" in page.context["pause"].errors["starts"][0]
    page = client.post(address("breaks", fair), {**lunch, "starts": "15:00", "ends": "15:00"})
    assert "ends before it begins" in page.context["pause"].errors["ends"][0]
    client.post(address("breaks", fair), {"remove": Pause.objects.get().pk})
    assert not Pause.objects.exists()


def late(hall, **values):
    return {"room": hall.pk, "day": "2030-06-03", "starts": "10:00", "minutes": 20, **values}


def test_a_delay_is_shown_first_and_then_done_in_one_step(fair, table, talk, hall, anna, signed_in):
    """Peers D8: delay of one stage moves the rest."""
    robots = talk("Robots", start=at(8), room=hall)
    bees = talk("Bees", start=at(8, 35), room=hall)
    lunch = talk("After lunch", start=at(11), room=hall)
    client = signed_in(anna)
    page = client.get(address("delay", fair), late(hall))
    assert [(one.session, one.starts_at) for one in page.context["moved"]] == [
        (robots, at(8, 20)),
        (bees, at(8, 55)),
    ]
    client.post(address("delay", fair), late(hall))
    times = dict(fair.sessions.values_list("title_de", "starts_at"))
    assert times == {"Robots": at(8, 20), "Bees": at(8, 55), "After lunch": at(11)}
    actions.undo(table, by=anna)
    lunch.refresh_from_db()
    assert fair.sessions.get(pk=bees.pk).starts_at == at(8, 35)


def test_who_cannot_follow_a_delay_is_named_and_may_be_put_into_the_list(
    fair, talk, hall, loft, anna, vera, signed_in
):
    robots = talk("Robots", vera, start=at(8), room=hall)
    talk("Bees", vera, start=at(8, 40), room=loft)
    client = signed_in(anna)
    page = client.get(address("delay", fair), late(hall))
    assert page.context["moved"][0].problems == ("Vera Beispiel is in “Bees” until 11:10.",)
    refused = client.post(address("delay", fair), late(hall))
    assert "“Robots” cannot follow" in refused.context["form"].errors["leave_out"][0]
    client.post(address("delay", fair), late(hall, leave_out="on"))
    robots.refresh_from_db()
    assert robots.starts_at is None


def test_wishes_are_imported_and_unknown_sessions_told(fair, talk, anna, signed_in):
    robots, bees = talk("Robots"), talk("Bees")
    gone = talk("Gone")
    Preference.objects.create(event=fair, visitor="old", sessions=[gone.pk])
    gone.delete()
    table = f"visitor;session\n1;{robots.slug}\n1;Bees\n2;Gone\n1;Bees\n3;{bees.pk}\n"
    sent = {"file": SimpleUploadedFile("w.csv", table.encode())}
    page = signed_in(anna).post(address("wishes", fair), sent)
    assert page.context["report"].unknown == {"Gone": 1}
    assert sorted(wishes(fair)) == sorted([[robots.pk, bees.pk], [bees.pk]])


@pytest.mark.parametrize(
    "content", [b"", b"a;b\n1;2", b"\x00\x01\x02", b"visitor,session\n1,nothing\n", b"\xff\xfe"]
)
def test_a_file_that_is_no_table_of_wishes_is_refused(fair, talk, anna, signed_in, content):
    talk("Robots")
    page = signed_in(anna).post(address("wishes", fair), {"file": SimpleUploadedFile("w.csv", content)})
    assert page.status_code == 200 and page.context["form"].errors["file"]


def test_an_event_without_day_or_rooms_says_what_to_do(anna, north, signed_in):
    bare = events.create_event(by=anna, format_key="workshop", lead=north, values={"title_de": "Bare"})
    text = told(signed_in(anna).get(address("grid", bare)))
    assert "No days yet" in text
    assert not Room.objects.exists()


def test_stands_have_columns_and_programmes_of_their_own(fair, talk, north, anna, ben, house, signed_in):
    """A stand is a room of its own kind, and an event of its own where it has another organiser."""
    stand = Room.objects.create(place=house, slug="stand", name="Stand 7", kind="stand", position=9)
    south = Organization.objects.create(
        slug="south", name="Southern Centre", kind="digital_innovation_centre"
    )
    values = {"title_de": "Our stand", "starts_at": at(6), "ends_at": at(16), "parent": fair}
    theirs = events.create_event(by=ben, format_key="workshop", lead=south, values=values)
    demo = events.add_session(
        theirs, by=ben, values={"title_de": "Demo", "starts_at": at(8), "ends_at": at(9), "room": stand}
    )
    talk("Robots", start=at(8), room=stand.place.rooms.create(slug="hall", name="Hall"))
    client = signed_in(anna)
    text = told(client.get(address("grid", fair)))
    assert (
        text.index('data-name="Hall"')
        < text.index("Stands and showrooms")
        < text.index('data-name="Stand 7"')
    )
    assert f'data-key="{demo.pk}" data-fixed="foreign"' in text
    assert client.get(address("session", fair, demo.pk)).status_code == 404
    assert client.post(address("move", fair), {"session": demo.pk, "seen": 0}).status_code == 404


def test_an_editor_takes_back_a_large_step_but_none_of_a_foreign_stand(
    fair, table, talk, hall, anna, ben, signed_in
):
    """One step of the solver moves hundreds: taking it back costs the same number of statements as for one."""
    client, spent = signed_in(anna), []
    for count in (1, 2, 6):  # the first also fills caches
        rows = [talk(f"{count}-{number}") for number in range(count)]
        actions.place_many(
            table, [actions.Placing(one.pk, hall.pk, at(7 + n)) for n, one in enumerate(rows)], by=anna
        )
        with CaptureQueriesContext(connection) as captured:
            assert client.post(address("undo", fair)).status_code == 302
        spent.append(len(captured))
        assert not Session.objects.filter(starts_at__isnull=False).exists()
    assert spent[1] == spent[2]
    south = Organization.objects.create(
        slug="south", name="Southern Centre", kind="digital_innovation_centre"
    )
    values = {"title_de": "Our stand", "starts_at": at(6), "ends_at": at(16), "parent": fair}
    theirs = events.create_event(by=ben, format_key="workshop", lead=south, values=values)
    demo = events.add_session(theirs, by=ben, values={"title_de": "Demo"})
    actions.place_many(table, [actions.Placing(demo.pk, hall.pk, at(8))], by=ben)
    assert client.post(address("undo", fair)).status_code == 404
    demo.refresh_from_db()
    assert demo.starts_at == at(8)


def test_a_very_large_programme_is_shown_one_day_at_a_time(fair, talk, hall, anna, signed_in, monkeypatch):
    """5,000 sessions stay usable: one day is drawn, the others are links."""
    monkeypatch.setattr(sheet, "MOST_AT_ONCE", 1)
    events.change_event(fair, by=anna, values={"starts_at": at(6), "ends_at": at(16, day=4)})
    fair.refresh_from_db()
    one, two = talk("Robots", start=at(8), room=hall), talk("Bees", start=at(8, day=4), room=hall)
    client = signed_in(anna)
    first, second = (
        told(client.get(address("grid", fair))),
        told(client.get(address("grid", fair, day="2030-06-04"))),
    )
    assert "one day is shown at a time" in first
    assert [f'data-key="{key.pk}"' in text for text in (first, second) for key in (one, two)] == [1, 0, 0, 1]
