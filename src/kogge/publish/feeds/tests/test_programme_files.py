"""frab schedules validate against the schema and tell the truth; structured data and news do too."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import jsonschema
import pytest
import time_machine
from lxml import etree

from kogge.network.directory.models import Room
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events.models import Event, Track
from kogge.publish.programme import actions
from kogge.publish.programme.tests import cast

pytestmark = pytest.mark.django_db
SCHEMAS = Path(__file__).parent / "schemas"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def spring_2024():
    with time_machine.travel(datetime(2024, 4, 1, 10, tzinfo=UTC), tick=False):
        yield


def valid_xml(content: bytes) -> etree._Element:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "schedule.xsd"))
    tree = etree.fromstring(content)
    schema.assertValid(tree)
    return tree


def valid_json(content: bytes, schema: str) -> dict:
    data = json.loads(content)
    jsonschema.validate(data, json.loads((SCHEMAS / schema).read_text()), cls=jsonschema.Draft202012Validator)
    return data


def small_fair() -> Event:
    place = cast.pier()
    event = cast.fair(place=place)
    stage = Room.objects.create(place=place, slug="stage", name="Stage", kind="stage", capacity=80)
    track = Track.objects.create(event=event, slug="sea", name_de="Meer", name_en="Sea")
    ada, cleo = cast.person("ada"), cast.person("cleo", released=False)
    cast.talk(event, "one", 9, ada, cleo, room=stage, track=track, abstract_de="Über das Meer.")
    cast.talk(event, "x", 10, ada, room=stage)
    cast.talk(event, "nowhere", 11)
    cast.talk(event, "gone", 12, state="cancelled", room=stage)
    return event


def test_a_schedule_validates_and_names_what_is_public(client):
    actions.release(small_fair(), by="test")
    tree = valid_xml(client.get("/events/fair/schedule.xml").content)
    assert tree.xpath("//event/title/text()") == ["One", "X", "Nowhere"]
    assert tree.xpath("//event[1]/persons/person/text()")[0] == "Ada"
    assert not tree.xpath("//person[text()='Cleo']")
    assert tree.xpath("//day/@date") == ["2024-05-29", "2024-05-30"]
    assert tree.xpath("//room/@name") == ["Stage", "Ohne Raum"]
    data = valid_json(client.get("/events/fair/schedule.json").content, "schedule.json")
    (stage, _none) = data["schedule"]["conference"]["days"][0]["rooms"].values()
    assert [one["title"] for one in stage] == ["One", "X"]
    assert stage[0]["persons"][0]["name"] == "Ada"
    assert stage[0]["track"] == "Meer"
    assert (stage[0]["start"], stage[0]["duration"]) == ("11:00", "00:30")


def test_xml_and_json_say_the_same(client):
    actions.release(small_fair(), by="test")
    tree = valid_xml(client.get("/events/fair/schedule.xml").content)
    data = valid_json(client.get("/events/fair/schedule.json").content, "schedule.json")
    days = data["schedule"]["conference"]["days"]
    sessions = [one for day in days for room in day["rooms"].values() for one in room]
    for node, one in zip(tree.iter("event"), sessions, strict=True):
        assert node.get("guid") == one["guid"]
        for name in (
            "room",
            "title",
            "date",
            "start",
            "duration",
            "slug",
            "track",
            "abstract",
            "url",
            "language",
        ):
            assert (node.findtext(name) or "") == one[name]


def test_a_convention_of_365_sessions_validates(client):
    actions.release(cast.convention(), by="test")
    tree = valid_xml(client.get("/events/convention/schedule.xml").content)
    assert len(tree.findall(".//event")) == 365
    valid_json(client.get("/events/convention/schedule.json").content, "schedule.json")


def test_the_night_of_the_clock_change_lasts_four_hours_everywhere(client):
    times = {
        "starts_at": datetime(2024, 10, 27, 1, tzinfo=BERLIN),
        "ends_at": datetime(2024, 10, 27, 4, tzinfo=BERLIN),
    }
    event = cast.fair("night", starts_on=date(2024, 10, 27), ends_on=date(2024, 10, 27), **times)
    cast.talk(event, "vigil", **times)
    actions.release(event, by="test")

    def hours(start: str, end: str) -> float:
        return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds() / 3600

    node = valid_xml(client.get("/events/night/schedule.xml").content).find(".//event")
    assert (node.findtext("duration"), node.findtext("date")) == ("04:00", "2024-10-27T01:00:00+02:00")
    (api,) = client.get("/api/events").json()["events"]
    assert hours(api["starts_at"], api["ends_at"]) == 4
    data = client.get("/events/night.jsonld").json()
    assert hours(data["startDate"], data["endDate"]) == 4
    assert hours(data["subEvent"][0]["startDate"], data["subEvent"][0]["endDate"]) == 4
    row = client.get("/feeds/events.csv").content.decode("utf-8-sig").splitlines()[1].split(";")
    assert hours(row[3], row[4]) == 4
    (item,) = client.get("/feeds/events.json").json()["items"]
    assert hours(item["_event"]["starts_at"], item["_event"]["ends_at"]) == 4


@pytest.mark.parametrize("precision", ["day", "month", "year", "not_stated"])
@pytest.mark.parametrize("mode", ["onsite", "online", "hybrid", "not_stated"])
@pytest.mark.parametrize("state", ["published", "cancelled", "postponed"])
def test_structured_data_validates_for_every_kind_of_event(client, precision, mode, state):
    starts_on = None if precision == "not_stated" else date(2024, 1, 1)
    event = cast.fair(
        place=cast.pier(), precision=precision, starts_on=starts_on, ends_on=None, mode=mode, state=state,
        cost="paid", cost_note="5 €", capacity=12,
    )  # fmt: skip
    actions.release(event, by="test")
    data = valid_json(client.get("/events/fair.jsonld").content, "event-jsonld.json")
    assert ("startDate" in data) == (precision != "not_stated")
    status = {"published": "Scheduled", "cancelled": "Cancelled", "postponed": "Postponed"}[state]
    assert data["eventStatus"] == f"https://schema.org/Event{status}"


def test_structured_data_names_place_funding_and_what_belongs_together(client):
    event = small_fair()
    profile = FunderProfile.objects.create(
        key="fund", name="Fund", statement_de="Gefördert vom Fonds", statement_en="Supported by the fund"
    )
    operation = Operation.objects.create(
        slug="op",
        title="Hafen digital",
        profile=profile,
        starts_on=date(2024, 1, 1),
        ends_on=date(2024, 12, 31),
    )
    Event.objects.filter(pk=event.pk).update(funding="operation", operation=operation, cost="free")
    actions.release(event, by="test")
    actions.release(cast.fair("side", parent=event), by="test")
    data = valid_json(client.get("/events/fair.jsonld").content, "event-jsonld.json")
    assert data["funding"] == {
        "@type": "Grant",
        "name": "Hafen digital",
        "description": "Gefördert vom Fonds",
    }
    assert data["location"]["amenityFeature"][0]["name"] == "step_free"
    assert data["offers"]["price"] == 0
    assert {one["name"] for one in data["subEvent"]} == {"One", "X", "Nowhere", "Gone", "Side"}
    side = valid_json(client.get("/events/side.jsonld").content, "event-jsonld.json")
    assert side["superEvent"]["name"] == "Fair"


def in_page(client, address: str) -> dict:
    """The structured data of a page, valid."""
    found = re.search(r'<script type="application/ld\+json">(.+?)</script>', client.get(address).text)
    return valid_json(found[1].encode(), "event-jsonld.json")


@pytest.mark.parametrize("mode", ["onsite", "online", "hybrid", "not_stated"])
@pytest.mark.parametrize(
    "place", [{}, {"latitude": 54.1, "longitude": 12.1}, {"access_features": []}], ids=str
)
def test_each_session_of_a_released_timetable_says_when_where_and_with_whom(client, mode, place):
    """Issue 5, section 3: the release is out as JSON-LD, sessions with rooms, performers and times with offset."""
    event = small_fair()
    Event.objects.filter(pk=event.pk).update(mode=mode)
    type(event.place).objects.filter(pk=event.place_id).update(**place)
    actions.release(event, by="test")
    found = {
        one: in_page(client, f"/en/events/fair/sessions/{one}/") for one in ("one", "x", "nowhere", "gone")
    }
    one = found["one"]
    assert (one["startDate"], one["endDate"]) == ("2024-05-29T11:00+02:00", "2024-05-29T11:30+02:00")
    assert one["location"]["name"] == "Stage" and one["location"]["containedInPlace"]["name"] == "Pier"
    assert one["location"]["address"]["streetAddress"] == "Quay 1"
    assert [person["name"] for person in one["performer"]] == ["Ada"], "who may not be named is not"
    assert one["superEvent"]["@id"] == found["x"]["superEvent"]["@id"] == f"{one['superEvent']['url']}#event"
    assert found["gone"]["eventStatus"] == "https://schema.org/EventCancelled"
    without = found["nowhere"]["location"]
    kinds = [part["@type"] for part in (without if isinstance(without, list) else [without])]
    assert kinds == ["Place", "VirtualLocation"][: 1 + (mode in {"online", "hybrid"})]
    modes = {"onsite": "Offline", "online": "Online", "hybrid": "Mixed", "not_stated": None}
    assert one.get("eventAttendanceMode") == (
        f"https://schema.org/{modes[mode]}EventAttendanceMode" if modes[mode] else None
    )


def test_a_session_of_an_online_event_says_where_to_listen(client):
    event = cast.fair(mode="online", place=None)
    cast.talk(event, "one")
    actions.release(event, by="test")
    assert in_page(client, "/en/events/fair/sessions/one/")["location"]["@type"] == "VirtualLocation"


def test_news_is_atom_and_json_feed(client):
    for number in range(3):
        actions.release(cast.fair(f"fair-{number}"), by="test")
    feed = ET.fromstring(client.get("/feeds/events.atom").content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert [node.text for node in feed.findall("a:entry/a:title", names)] == ["Fair 2", "Fair 1", "Fair 0"]
    ids = [node.text for node in feed.iterfind(".//a:id", names)]
    assert len(set(ids)) == 4
    for node in feed.iterfind(".//a:updated", names):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d", node.text or "")
    data = valid_json(client.get("/feeds/events.json").content, "jsonfeed.json")
    assert [item["title"] for item in data["items"]] == ["Fair 2", "Fair 1", "Fair 0"]


def test_an_empty_feed_is_valid_too(client):
    feed = ET.fromstring(client.get("/feeds/events.atom").content)
    assert feed.findtext("{http://www.w3.org/2005/Atom}updated")
    assert valid_json(client.get("/feeds/events.json").content, "jsonfeed.json")["items"] == []
    assert client.get("/api/events").json()["events"] == []


def test_pages_of_the_interface_add_up(client):
    for number in range(7):
        day = date(2024, 5, 1 + number % 3)
        actions.release(cast.fair(f"fair-{number}", starts_on=day, ends_on=day), by="test")
    found, address = [], "/api/events?limit=3&topic="
    while address:
        data = client.get(address).json()
        assert len(data["events"]) <= 3
        found += [one["slug"] for one in data["events"]]
        address = data["next"] and data["next"].removeprefix("http://127.0.0.1:8000")
    assert sorted(found) == [f"fair-{number}" for number in range(7)]
    assert client.get("/api/events?cursor=!!!").status_code == 400
    assert client.get("/api/events?limit=x").status_code == 200
