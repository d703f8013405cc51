"""What every centre plans, as far as each may know it; and what gets in each other's way."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kogge.network.directory.models import Place
from kogge.plan.events import actions, calendar, clashes
from kogge.plan.events.models import Event

from .conftest import at, plan


def test_drafts_of_others_are_held_days_without_internals(
    signed_in, anna, ben, north, south, hall, companies, vera
):
    event = plan(
        anna,
        north,
        "Secret robots",
        room=hall,
        audiences=[companies],
        internal_notes="budget",
        summary_de="inside",
    )
    actions.set_people(event, by=anna, rows=[(vera, "speaker")])
    text = signed_in(ben).get("/en/desk/calendar/?year=2030&month=6").content.decode()
    assert "Secret robots" in text
    assert "(held: Companies)" in text
    for hidden in ("budget", "inside", "Hall", "House", "Vera", "10:00", event.slug):
        assert hidden not in text, hidden
    mine = signed_in(anna).get("/en/desk/calendar/?year=2030&month=6").content.decode()
    assert f'href="/en/desk/events/{event.slug}/"' in mine
    assert "(held" not in mine


def test_imprecise_events_stand_under_their_month_or_year_and_never_on_the_first_day(olga, north, db):
    june = {"starts_on": date(2030, 6, 1), "precision": "month"}
    plan("test", north, "Some June", **june)
    plan("test", north, "Some 2030", starts_on=date(2030, 1, 1), precision="year")
    plan("test", north, "Some day", starts_on=None, precision="not_stated")
    shown = calendar.shown(olga, view="month", year=2030, month=6)
    assert [day.items for week in shown.months[0].weeks for day in week if day.items] == []
    assert [entry.title for entry in shown.months[0].imprecise] == ["Some June"]
    assert [entry.title for entry in shown.imprecise] == ["Some 2030"]
    assert [entry.title for entry in shown.undated] == ["Some day"]
    assert calendar.shown(olga, view="month", year=2030, month=1).months[0].entries == []


@pytest.mark.parametrize(
    ("view", "first", "last", "months"),
    [
        ("month", date(2030, 5, 1), date(2030, 5, 31), 1),
        ("quarter", date(2030, 4, 1), date(2030, 6, 30), 3),
        ("year", date(2030, 1, 1), date(2030, 12, 31), 12),
    ],
)
def test_month_quarter_and_year_have_their_bounds(olga, view, first, last, months):
    shown = calendar.shown(olga, view=view, year=2030, month=5)
    assert (shown.first, shown.last, len(shown.months)) == (first, last, months)


def test_an_event_of_three_days_stands_on_each_and_in_both_months(olga, north):
    plan("test", north, "Trip", starts_on=date(2030, 6, 29), ends_on=date(2030, 7, 1), precision="day")
    june = calendar.shown(olga, view="month", year=2030, month=6).months[0]
    assert [day.date.day for week in june.weeks for day in week if day.items] == [29, 30]
    july = calendar.shown(olga, view="month", year=2030, month=7).months[0]
    assert [day.date.day for week in july.weeks for day in week if day.items] == [1]


def test_the_calendar_filters_by_centre_and_audience_and_marks_clashes(
    signed_in, olga, north, south, companies, town
):
    plan("test", north, "One", place=town, audiences=[companies])
    plan("test", south, "Two", place=town, audiences=[companies], hour=15)
    office = signed_in(olga)
    both = office.get("/en/desk/calendar/?year=2030&month=6").content.decode()
    assert both.count("ev-entry--clash") == 2
    assert "1 clash in this period" in both
    assert "Two" not in office.get("/en/desk/calendar/?year=2030&month=6&organizer=north").content.decode()
    assert "One" in office.get("/en/desk/calendar/?year=2030&month=6&audience=companies").content.decode()
    assert office.get("/en/desk/calendar/?year=99999&month=13&view=x&organizer=y").status_code == 200


def conflicts(*arguments):
    out = StringIO()
    call_command("conflicts", *arguments, stdout=out)
    return out.getvalue()


def test_conflicts_are_printed_as_json(north, south, companies, hall, vera):
    near = Place.objects.create(slug="near", name="Near", kind="town", latitude=54.0, longitude=12.3)
    days = {"starts_on": date(2030, 6, 3), "precision": "day"}
    one = plan("test", north, "One", place=hall.place, room=hall, audiences=[companies], **days)
    two = plan("test", south, "Two", place=near, audiences=[companies], **days)
    actions.set_people(one, by="test", rows=[(vera, "speaker")])
    actions.set_people(two, by="test", rows=[(vera, "moderator")])
    plan("test", south, "Three", place=hall.place, room=hall, **days)
    found = json.loads(conflicts("--from", "2030-06-01", "--to", "2030-06-30", "--json"))
    assert [(c["kind"], c["what"], [e["title"] for e in c["events"]]) for c in found["conflicts"]] == [
        ("audience", "Companies", ["One", "Two"]),
        ("person", "Vera Beispiel", ["One", "Two"]),
        ("room", "Hall", ["One", "Three"]),
    ]
    assert found["conflicts"][0]["km"] == pytest.approx(19.6, abs=0.1)
    assert json.loads(conflicts("--from", "2030-07-01", "--to", "2030-07-31", "--json"))["conflicts"] == []


def test_nonsense_days_get_a_sentence():
    with pytest.raises(CommandError, match="Please write it like"):
        conflicts("--from", "yesterday")
    with pytest.raises(CommandError, match="Please exchange them"):
        conflicts("--from", "2030-06-02", "--to", "2030-06-01")


def test_parts_of_one_event_never_clash_and_cancelled_ones_neither(north, town, companies):
    fair = plan("test", north, "Fair", place=town, audiences=[companies])
    plan("test", north, "Stand", place=town, audiences=[companies], parent=fair)
    gone = plan("test", north, "Gone", place=town, audiences=[companies])
    actions.set_state(gone, by="test", state="cancelled", reason="Storm")
    assert "0 conflicts" in conflicts("--from", "2030-06-01", "--to", "2030-06-30")


def test_distances_are_those_of_the_globe():
    assert clashes.distance_km((54.0887, 12.1407), (53.6288, 11.4149)) == pytest.approx(69.6, abs=1)
    assert clashes.distance_km((0, 179.9), (0, -179.9)) == pytest.approx(22.2, abs=0.1)
    assert clashes.distance_km((54, 12), (54, 12)) == 0


def test_two_at_different_hours_do_not_share_a_room_but_an_audience(north, south, hall, companies):
    plan("test", north, "Morning", room=hall, audiences=[companies], hour=6)
    plan("test", south, "Evening", room=hall, audiences=[companies], starts_at=at(16))
    found = json.loads(conflicts("--from", "2030-06-01", "--to", "2030-06-30", "--json"))["conflicts"]
    assert [clash["kind"] for clash in found] == ["audience"]
    assert Event.objects.count() == 2
