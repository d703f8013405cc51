"""What goes out comes in again: a schedule and a calendar, exported, imported elsewhere, exported, are the same."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kogge.network.directory.models import Organization, Place, Room
from kogge.plan.events.imports.importing import import_file
from kogge.plan.events.models import Event, ImportedRow, PersonBooking, RoomBooking, Track
from kogge.publish.programme import actions
from kogge.publish.programme.models import PublicEvent, PublicFacet, PublicSession, Release
from kogge.publish.programme.tests import cast

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
FIELDS = ("title", "room", "date", "start", "duration", "abstract", "track", "language", "type")


def forget_everything() -> None:
    """As if the file came into an installation that never saw the event."""
    for model in (
        PublicFacet,
        PublicSession,
        PublicEvent,
        Release,
        RoomBooking,
        PersonBooking,
        ImportedRow,
        Event,
    ):
        model.objects.all().delete()


def sessions(content: bytes) -> list[tuple]:
    tree = etree.fromstring(content)
    return [
        (node.get("guid"), *(node.findtext(name) for name in FIELDS), node.xpath("persons/person/text()"))
        for node in tree.iter("event")
    ]


@pytest.mark.parametrize("kind", ["xml", "json"])
def test_a_schedule_comes_back_the_same(client, kind):
    place = cast.pier()
    event = cast.fair(place=place)
    stage = Room.objects.create(place=place, slug="stage", name="Bühne <1>", kind="stage")
    track = Track.objects.create(event=event, slug="sea", name_de="Meer & Küste")
    ada, ben = cast.person("ada"), cast.person("ben")
    cast.talk(
        event, "one", 9, ada, ben, room=stage, track=track, abstract_de="Über das Meer.\n\nZweiter Absatz."
    )
    cast.talk(event, "two", 10, ben, language="en", title_de="„Zitat“ & mehr", kind="workshop")
    actions.release(event, by="test")
    before = sessions(client.get("/events/fair/schedule.xml").content)
    file = client.get(f"/events/fair/schedule.{kind}").content
    again = import_file(file, f"schedule.{kind}", by="import", organization=cast.harbour(), place=place)
    assert [one.what for one in again.outcomes] == ["unchanged"] * 3

    forget_everything()
    report = import_file(file, f"schedule.{kind}", by="import", organization=cast.harbour(), place=place)
    assert [one.what for one in report.outcomes] == ["created"] * 3
    copy = Event.objects.get()
    actions.release(copy, by="test")
    assert sessions(client.get(f"/events/{copy.slug}/schedule.xml").content) == before


def described(content: bytes) -> list[tuple]:
    found = []
    for item in icalendar.Calendar.from_ical(content).walk("VEVENT"):
        start, end = item.decoded("DTSTART"), item.decoded("DTEND")
        found.append((str(item["UID"]), str(item["SUMMARY"]), start, end, str(item.get("LOCATION", "")),
                      str(item["STATUS"]), str(item.get("DESCRIPTION", ""))))  # fmt: skip
    return found


def test_a_calendar_comes_back_the_same(client):
    place = cast.pier()
    night = {
        "starts_at": datetime(2024, 10, 27, 1, tzinfo=BERLIN), "ends_at": datetime(2024, 10, 27, 4, tzinfo=BERLIN),
        "starts_on": date(2024, 10, 27), "ends_on": date(2024, 10, 27),
    }  # fmt: skip
    for event in (
        cast.fair("night", place=place, summary_de="Vier; Stunden, genau\\", **night),
        cast.fair("days"),
        cast.fair(
            "june",
            starts_on=date(2024, 6, 1),
            ends_on=None,
            precision="month",
            description_de="Zwei\n\nTeile",
        ),
        cast.fair("off", state="cancelled", state_reason="Aus der importierten Datei übernommen."),
    ):
        actions.release(event, by="test")
    file = client.get("/feeds/events.ics?when=all").content
    before = described(file)
    again = import_file(file, "events.ics", by="import", organization=cast.harbour())
    assert [one.what for one in again.outcomes] == ["unchanged"] * 4

    forget_everything()
    report = import_file(file, "events.ics", by="import", organization=cast.harbour())
    assert [one.what for one in report.outcomes] == ["created"] * 4
    for event in Event.objects.all():
        actions.release(event, by="test")
    assert described(client.get("/feeds/events.ics?when=all").content) == before


def test_a_table_comes_back_the_same(client):
    place = cast.pier()
    start = datetime(2024, 5, 29, 8, tzinfo=UTC)
    for event in (
        cast.fair("exact", place=place, starts_at=start, ends_at=start + timedelta(hours=2), cost="paid",
                  cost_note="5 €", title_de="=Formel; \"Zitat\""),
        cast.fair("year", starts_on=date(2024, 1, 1), ends_on=None, precision="year", mode="online"),
    ):  # fmt: skip
        actions.release(event, by="test")
    file = client.get("/feeds/events.csv?when=all").content
    forget_everything()
    report = import_file(file, "events.csv", by="import", organization=cast.harbour())
    assert [one.what for one in report.outcomes] == ["created"] * 2, report
    for event in Event.objects.all():
        actions.release(event, by="test")

    def rows(content: bytes) -> list[list[str]]:
        return [line.split(";")[:-1] for line in content.decode("utf-8-sig").splitlines()]

    assert rows(client.get("/feeds/events.csv?when=all").content) == rows(file)


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "),
    min_size=1,
    max_size=80,
)
titles = words.map(lambda text: " ".join(text.split())).filter(lambda text: any(c.isalnum() for c in text))


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    title=titles,
    text=words,
    minutes=st.integers(1, 3 * 24 * 60),
    start=st.datetimes(datetime(2023, 1, 1), datetime(2027, 1, 1)).map(
        lambda one: one.replace(second=0, microsecond=0)
    ),
)
def test_any_event_comes_back_the_same(client, title, text, minutes, start):
    with transaction.atomic():
        starts_at = start.replace(tzinfo=UTC)
        ends_at = starts_at + timedelta(minutes=minutes)
        local = starts_at.astimezone(BERLIN).date()
        event = cast.fair(
            "any", title_de=title, summary_de=text.strip(), starts_on=local, ends_on=ends_at.astimezone(BERLIN).date(),
            starts_at=starts_at, ends_at=ends_at,
        )  # fmt: skip
        actions.release(event, by="test")
        file = client.get("/events/any.ics").content
        forget_everything()
        report = import_file(
            file, "any.ics", by="import", organization=Organization.objects.get(slug="harbour")
        )
        assert [one.what for one in report.outcomes] == ["created"], report
        copy = Event.objects.get()
        assert (copy.uid, copy.title_de, copy.starts_at, copy.ends_at) == (
            event.uid,
            title,
            starts_at,
            ends_at,
        )
        forget_everything()
        Place.objects.all().delete()
