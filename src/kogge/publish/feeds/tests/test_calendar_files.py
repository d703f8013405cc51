"""iCalendar: stable identity, honest dates, and what is called off stays."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.test import Client

from kogge.plan.events.models import Event
from kogge.publish.programme import actions
from kogge.publish.programme.tests import cast

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def spring_2024():
    with time_machine.travel(datetime(2024, 4, 1, 10, tzinfo=UTC), tick=False):
        yield


def read(client: Client, address: str) -> icalendar.Calendar:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.content)


def event_of(calendar: icalendar.Calendar) -> icalendar.Event:
    (found,) = calendar.walk("VEVENT")
    return found


def test_an_event_keeps_its_uid_and_counts_its_changes(client):
    event = cast.fair(place=cast.pier())
    actions.release(event, by="test")
    first = event_of(read(client, "/feeds/events.ics"))
    Event.objects.filter(pk=event.pk).update(title_de="Leuchtturmfest", ends_on=date(2024, 5, 31))
    actions.release(event, by="test")
    second = event_of(read(client, "/feeds/events.ics"))
    assert first["UID"] == second["UID"] == str(event.uid)
    assert second["SEQUENCE"] == first["SEQUENCE"] + 1
    assert second["SUMMARY"] == "Leuchtturmfest"
    assert second["URL"] == "http://127.0.0.1:8000/events/fair/"
    assert second["LOCATION"] == "Pier, Quay 1, Lake Town"


def test_a_cancelled_event_stays_and_says_so(client):
    event = cast.fair()
    actions.release(event, by="test")
    Event.objects.filter(pk=event.pk).update(state="cancelled", state_reason="Sturmflut")
    actions.release(event, by="test")
    found = event_of(read(client, "/feeds/events.ics"))
    assert found["STATUS"] == "CANCELLED"
    assert found["SUMMARY"] == "Abgesagt: Fair"
    assert "Sturmflut" in found["DESCRIPTION"]
    assert event_of(read(client, "/events/fair.ics"))["STATUS"] == "CANCELLED"


def test_the_night_of_the_clock_change_lasts_four_hours(client):
    night = {
        "starts_on": date(2024, 10, 27),
        "ends_on": date(2024, 10, 27),
        "starts_at": datetime(2024, 10, 27, 1, tzinfo=BERLIN),
        "ends_at": datetime(2024, 10, 27, 4, tzinfo=BERLIN),
    }
    actions.release(cast.fair("night", **night), by="test")
    calendar = read(client, "/events/night.ics")
    found = event_of(calendar)
    start, end = found.decoded("DTSTART"), found.decoded("DTEND")
    assert (end.astimezone(UTC) - start.astimezone(UTC)) == timedelta(hours=4)
    assert found["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]


def test_the_second_of_two_equal_hours_is_written_in_utc(client):
    night = {
        "starts_on": date(2024, 10, 27),
        "ends_on": date(2024, 10, 27),
        "starts_at": datetime(2024, 10, 27, 1, 30, tzinfo=UTC),
        "ends_at": datetime(2024, 10, 27, 4, tzinfo=BERLIN),
    }
    actions.release(cast.fair("second-hour", **night), by="test")
    assert b"DTSTART:20241027T013000Z" in client.get("/events/second-hour.ics").content


def test_a_day_without_a_clock_leaves_the_time_free(client):
    actions.release(cast.fair(), by="test")
    found = event_of(read(client, "/events/fair.ics"))
    assert found.decoded("DTSTART") == date(2024, 5, 29)
    assert found.decoded("DTEND") == date(2024, 5, 31)
    assert found["TRANSP"] == "TRANSPARENT"


def test_a_month_is_a_span_that_says_that_its_day_is_not_stated(client):
    actions.release(cast.fair("may", starts_on=date(2024, 5, 1), ends_on=None, precision="month"), by="test")
    found = event_of(read(client, "/feeds/events.ics"))
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (date(2024, 5, 1), date(2024, 6, 1))
    assert found["TRANSP"] == "TRANSPARENT"
    assert "Der genaue Tag ist nicht angegeben." in found["DESCRIPTION"]


def test_a_year_is_left_out_and_counted(client):
    actions.release(cast.fair("year", starts_on=date(2024, 1, 1), ends_on=None, precision="year"), by="test")
    calendar = read(client, "/feeds/events.ics?when=all")
    assert calendar.walk("VEVENT") == []
    assert str(calendar["DESCRIPTION"]).startswith("1 Veranstaltung ohne genannten Monat")


def test_a_subscription_keeps_the_last_ninety_days(client):
    for slug, day in (("old", date(2023, 12, 31)), ("recent", date(2024, 1, 15)), ("next", date(2024, 6, 1))):
        actions.release(cast.fair(slug, starts_on=day, ends_on=day), by="test")

    def titles(address):
        return [str(found["SUMMARY"]) for found in read(client, address).walk("VEVENT")]

    assert titles("/feeds/events.ics") == ["Recent", "Next"]
    assert titles("/feeds/events.ics?when=upcoming") == ["Next"]
    assert titles("/feeds/events.ics?when=all") == ["Old", "Recent", "Next"]


def test_deadlines_have_a_calendar_of_their_own(client):
    deadlines = [
        {"on": "2024-05-01", "label_de": "Anmeldeschluss", "label_en": "Registration closes"},
        {"on": "soon", "label_de": "Unlesbar"},
    ]
    actions.release(cast.fair(facts={"deadlines": deadlines}), by="test")
    actions.release(cast.fair("without"), by="test")
    found = event_of(read(client, "/feeds/deadlines.ics"))
    assert found["SUMMARY"] == "Anmeldeschluss: Fair"
    assert found.decoded("DTSTART") == date(2024, 5, 1)
    assert event_of(read(client, "/feeds/deadlines.ics?lang=en"))["SUMMARY"] == "Registration closes: Fair"


def test_sessions_and_favourites(client):
    ada = cast.person("ada")
    event = cast.fair(place=cast.pier())
    for slug, hour in (("one", 9), ("two", 10), ("three", 11)):
        cast.talk(event, slug, hour, ada)
    actions.release(event, by="test")
    single = event_of(read(client, "/events/fair/sessions/one.ics"))
    assert single["RELATED-TO"] == str(event.uid)
    assert "Mit Ada" in single["DESCRIPTION"]
    chosen = read(client, "/events/fair/favourites.ics?s=one,three,nonsense")
    assert [str(found["SUMMARY"]) for found in chosen.walk("VEVENT")] == ["One", "Three"]
    assert str(chosen["X-WR-CALNAME"]) == "Fair: mein Programm"
    assert len(read(client, "/events/fair/sessions.ics").walk("VEVENT")) == 3


def test_what_was_never_released_is_nowhere(client):
    event = cast.fair("secret")
    cast.talk(event, "whisper")
    for address in (
        "/events/secret.ics", "/events/secret.jsonld", "/events/secret/schedule.xml", "/events/secret/schedule.json",
        "/events/secret/sessions.ics", "/events/secret/favourites.ics?s=whisper",
        "/events/secret/sessions/whisper.ics", "/embed/events/secret/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address
    for address in (
        "/feeds/events.ics?when=all", "/feeds/events.atom", "/feeds/events.json", "/feeds/events.csv?when=all",
        "/api/events?when=all", "/embed/events/?when=all",
    ):  # fmt: skip
        assert b"Secret" not in client.get(address).content, address
