"""What the verbs of planning promise."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from kogge.core import history
from kogge.core.models import HistoryEntry
from kogge.core.refusals import Refused
from kogge.network.directory.models import Place
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events import actions, local_time
from kogge.plan.events.models import Event, EventOrganizer, Session

from .conftest import at, plan


def test_a_new_event_begins_with_what_its_format_proposes(anna, north):
    event = actions.create_event(
        by=anna, format_key="online-series", lead=north, values={"title_de": "Über  Öl\r\nBEGIN:VEVENT"}
    )
    assert event.title_de == "Über Öl BEGIN:VEVENT"
    assert event.slug == "ueber-oel-beginvevent"
    assert (event.mode, event.cost, event.state, event.precision) == (
        "online",
        "free",
        "planned",
        "not_stated",
    )
    assert event.lead == north
    entry = history.of(event).get()
    assert (entry.verb, entry.actor, entry.after["lead"]) == ("created", str(anna.pk), "north")


def test_addresses_of_equal_titles_are_numbered_and_never_those_of_the_desk(anna, north):
    assert [plan(anna, north, "New", starts_at=at(8), hours=1).slug for _ in range(2)] == [
        "new-2030",
        "new-2030-2",
    ]
    idea = {"starts_on": None, "precision": "not_stated"}
    assert plan(anna, north, "New", **idea).slug == "new-1"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title_de": "  \t "}, "title_de"),
        ({"ends_at": at(7)}, "ends_at"),
        ({"starts_at": at(8), "ends_at": None}, "ends_at"),
        (
            {"starts_on": date(2030, 6, 3), "ends_on": date(2030, 6, 2), "starts_at": None, "ends_at": None},
            "ends_on",
        ),
        ({"funding": "operation"}, "funding"),
        ({"summary_de": "x" * 5_000_000}, "summary_de"),
        ({"title_en": "x" * 201}, "title_en"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"capacity": 0}, None),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field_and_nothing_is_saved(anna, north, values, field):
    with pytest.raises(Refused) as refusal:
        times = {"starts_at": at(8), "ends_at": at(10)}
        actions.create_event(
            by=anna, format_key="workshop", lead=north, values={"title_de": "Workshop", **times, **values}
        )
    assert refusal.value.field == field
    assert Event.objects.count() == 0
    assert HistoryEntry.objects.count() == 0


def test_whoever_saved_meanwhile_is_named_and_nothing_is_overwritten(anna, ben, north):
    event = plan(anna, north)
    actions.change_event(event, by=ben, values={"title_de": "Ben's title"}, expected_version=1)
    with pytest.raises(actions.ChangedMeanwhile) as refusal:
        actions.change_event(event, by=anna, values={"title_de": "Anna's title"}, expected_version=1)
    assert "changed meanwhile by Ben" in str(refusal.value)
    event.refresh_from_db()
    assert (event.title_de, event.version) == ("Ben's title", 2)


def test_history_keeps_before_and_after_but_no_internal_note(anna, north):
    event = plan(anna, north)
    actions.change_event(event, by=anna, values={"title_de": "New", "internal_notes": "Call Vera at home"})
    entry = history.of(event).first()
    assert entry.before["title_de"] == "Workshop"
    assert entry.after["title_de"] == "New"
    assert "Vera" not in str(entry.before) + str(entry.after)


def test_a_change_of_nothing_leaves_no_trace(anna, north):
    event = plan(anna, north)
    assert actions.change_event(event, by=anna, values={"title_de": event.title_de}).version == 1
    assert history.of(event).count() == 1


def test_an_event_outside_the_time_of_an_operation_cannot_be_funded_by_it(anna, north):
    profile = FunderProfile.objects.create(
        key="fund", name="Fund", statement_de="Gefördert", statement_en="Funded"
    )
    operation = Operation.objects.create(
        slug="op", title="Operation", profile=profile, starts_on=date(2030, 1, 1), ends_on=date(2030, 12, 31)
    )
    assert plan(anna, north, operation=operation).funding == "operation"
    with pytest.raises(Refused) as refusal:
        plan(anna, north, starts_at=at(8, year=2031), operation=operation)
    assert refusal.value.field == "funding"


def test_a_moved_event_remembers_its_former_place_and_gives_rooms_back(anna, north, hall, town):
    event = plan(anna, north, room=hall)
    times = {"starts_at": at(8), "ends_at": at(9)}
    session = actions.add_session(event, by=anna, values={"title_de": "Talk", "room": hall, **times})
    elsewhere = Place.objects.create(slug="barn", name="Barn", kind="venue", within=town)
    moved = actions.move_place(event, by=anna, place=elsewhere)
    assert (moved.place, moved.former_place, moved.room) == (elsewhere, hall.place, None)
    assert moved.place_changed_at is not None
    session.refresh_from_db()
    assert session.room is None
    assert hall.bookings.count() == 0


def test_cancelling_needs_a_reason_and_some_steps_do_not_follow(anna, north):
    event = plan(anna, north)
    with pytest.raises(Refused) as refusal:
        actions.set_state(event, by=anna, state="cancelled", reason="  ")
    assert refusal.value.field == "reason"
    with pytest.raises(Refused, match="not begun yet"):
        actions.set_state(event, by=anna, state="held")
    with pytest.raises(Refused, match="cannot become"):
        actions.set_state(event, by=anna, state="reported")
    assert actions.set_state(event, by=anna, state="cancelled", reason="Storm").state_reason == "Storm"


def test_a_held_event_is_reported_with_the_questions_of_its_format(anna, north):
    event = plan(anna, north)
    with pytest.raises(Refused):
        actions.write_report(event, by=anna, answers={"attended": 12})
    with time_machine.travel("2030-06-04"):
        actions.set_state(event, by=anna, state="held")
    told = actions.write_report(event, by=anna, answers={"attended": 12, "result": "", "invented": 1})
    assert (told.state, told.report) == ("reported", {"attended": 12})


def test_default_sessions_lie_within_the_event_and_come_once(anna, north):
    event = plan(anna, north, starts_at=at(12), hours=3)
    assert actions.add_default_sessions(event, by=anna) == 5
    assert actions.add_default_sessions(event, by=anna) == 0
    first = event.sessions.order_by("starts_at").first()
    assert (first.starts_at, first.ends_at, first.day) == (at(12), at(12, 20), 1)


def test_a_session_outside_the_days_of_its_event_is_refused(anna, north):
    event = plan(anna, north)
    times = {"starts_at": at(8, day=4), "ends_at": at(9, day=4)}
    with pytest.raises(Refused) as refusal:
        actions.add_session(event, by=anna, values={"title_de": "Too late", **times})
    assert refusal.value.field == "starts_at"
    assert Session.objects.count() == 0


def test_a_co_organiser_edits_only_after_accepting_and_the_event_counts_once(anna, ben, north, south):
    event = plan(anna, north)
    actions.set_organizers(event, by=anna, rows=[(north, "lead"), (south, "co")])
    assert not Event.objects.editable_by(ben).exists()
    actions.accept_invitation(EventOrganizer.objects.get(role="co"), by=ben)
    assert Event.objects.editable_by(ben).get() == event
    assert Event.objects.editable_by(anna).get() == event
    assert Event.objects.owned_by(["north", "south"]).count() == 1


def test_a_declined_invitation_disappears_and_leaves_its_trace(anna, ben, north, south):
    event = plan(anna, north)
    actions.set_organizers(event, by=anna, rows=[(north, "lead"), (south, "co")])
    actions.decline_invitation(EventOrganizer.objects.get(role="co"), by=ben, reason="No time")
    assert event.organizer_rows.count() == 1
    assert history.of(event).first().reason == "No time"


@pytest.mark.parametrize("rows", [[], ["co"], ["lead", "lead"]])
def test_exactly_one_organisation_leads(anna, north, south, rows):
    event = plan(anna, north)
    with pytest.raises(Refused):
        actions.set_organizers(event, by=anna, rows=list(zip([south, north], rows, strict=False)))
    assert event.organizer_rows.get().organization == north


def test_four_thursdays_are_made_in_one_step_at_the_same_local_time(anna, north):
    series = actions.create_series(
        by=anna, values={"title_de": "Boost", "rule_required": 3, "rule_of": 4}, organizers=[north]
    )
    first = plan(anna, north, "Boost", starts_at=at(14, day=10, month=10), hours=1, series=series)
    made = actions.make_dates(series, by=anna, pattern=first, lead=north, count=3, every_days=7)
    clocks = [timezone.localtime(event.starts_at) for event in [first, *made]]
    assert [f"{clock:%a %d.%m. %H:%M}" for clock in clocks] == [
        "Thu 10.10. 16:00", "Thu 17.10. 16:00", "Thu 24.10. 16:00", "Thu 31.10. 16:00",
    ]  # fmt: skip
    assert made[-1].starts_at - first.starts_at == timedelta(days=21, hours=1)
    assert series.events.count() == 4


def test_a_date_that_cannot_be_made_leaves_none_behind(anna, north, hall):
    series = actions.create_series(by=anna, values={"title_de": "Boost"}, organizers=[north])
    first = plan(anna, north, "Boost", series=series, room=hall)
    plan(anna, north, "In the way", starts_at=at(8, day=17), room=hall)
    with pytest.raises(Refused, match="In the way"):
        actions.make_dates(series, by=anna, pattern=first, lead=north, count=3, every_days=7)
    assert series.events.count() == 1


def test_the_rule_changes_after_the_first_date_only_with_a_reason_and_keeps_the_old_one(anna, north):
    series = actions.create_series(
        by=anna, values={"title_de": "Boost", "rule_required": 3, "rule_of": 4}, organizers=[north]
    )
    plan(anna, north, series=series)
    actions.change_rule(series, by=anna, required=3, out_of=5)
    with time_machine.travel("2030-06-05"):
        with pytest.raises(Refused) as refusal:
            actions.change_rule(series, by=anna, required=2, out_of=4)
        assert refusal.value.field == "reason"
        changed = actions.change_rule(series, by=anna, required=2, out_of=4, reason="One was cancelled")
    assert (changed.rule_required, changed.rule_of) == (2, 4)
    assert [(v["required"], v["of"], v["reason"]) for v in changed.rule_versions] == [
        (3, 4, ""), (3, 5, "One was cancelled"),
    ]  # fmt: skip
    with pytest.raises(Refused):
        actions.change_rule(series, by=anna, required=5, out_of=4, reason="Nonsense")


def test_an_event_on_the_night_of_the_clock_change_lasts_four_hours(anna, north):
    starts_at = local_time.moment(date(2024, 10, 27), at(1).time())
    ends_at = local_time.moment(date(2024, 10, 27), at(4).time())
    event = plan(anna, north, starts_at=starts_at, ends_at=ends_at)
    event.refresh_from_db()
    assert event.ends_at - event.starts_at == timedelta(hours=4)


def test_a_copy_is_an_idea_without_date_room_and_people(anna, north, hall, vera):
    event = plan(anna, north, room=hall)
    times = {"starts_at": at(8), "ends_at": at(9)}
    actions.add_session(event, by=anna, values={"title_de": "Talk", **times}, people=[vera])
    copy = actions.duplicate_event(event, by=anna, lead=north)
    assert (copy.state, copy.starts_on, copy.room, copy.place) == ("idea", None, None, hall.place)
    assert [s.title_de for s in copy.sessions.all()] == ["Talk"]
    assert copy.sessions.get().contributions.count() == 0


def test_an_idea_can_be_deleted_and_history_remembers_it(anna, north):
    event = plan(anna, north)
    actions.delete_event(event, by=anna)
    assert Event.objects.count() == 0
    assert HistoryEntry.objects.last().before["title_de"] == "Workshop"


def test_an_event_cannot_be_a_part_of_itself(anna, north):
    fair = plan(anna, north)
    stand = plan(anna, north, "Stand", hour=12, parent=fair)
    with pytest.raises(Refused) as refusal:
        actions.change_event(fair, by=anna, values={"parent": stand})
    assert refusal.value.field == "parent"
