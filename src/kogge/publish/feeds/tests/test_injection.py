"""Text in any field stays text in every feed."""

import csv
import io
import json
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import icalendar
import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.network.directory.models import Organization, Person, Place, Profile, Room, Topic
from kogge.plan.events.models import Event, Track
from kogge.publish.feeds import calendar_file, clean
from kogge.publish.feeds.tests.test_entries import entry
from kogge.publish.programme import actions, jsonld
from kogge.publish.programme.models import PublicEvent
from kogge.publish.programme.tests import cast

EVIL = (
    "<script>alert(1)</script></script><!--",
    "Titel\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Falsch",
    "Komma, Semikolon; Rückstrich\\ Doppelpunkt:",
    "=HYPERLINK(\"http://evil.example\")",
    "+49 1", "-1+1", "@SUM(A1)", "\t=1+1", "'=1",
    "Steuer\x00zeichen\x0b\x1b\u2028\u202eredro",
    "]]></title><evil/>&amp;&#0;",
    "\"; drop\r\nSet-Cookie: a=b",
)  # fmt: skip
FEEDS = (
    "/feeds/events.ics?when=all", "/feeds/deadlines.ics?when=all", "/feeds/events.atom", "/feeds/events.json",
    "/feeds/events.csv?when=all", "/api/events?when=all", "/events/fair.ics", "/events/fair.jsonld",
    "/events/fair/schedule.xml", "/events/fair/schedule.json", "/events/fair/sessions.ics",
    "/embed/events/?when=all", "/embed/events/fair/", "/oembed?url=http://127.0.0.1:8000/events/fair/",
    "/sitemap-events-1.xml",
)  # fmt: skip


def evil_fair(words: str) -> Event:
    words = words.replace("\x00", "")  # the database itself takes no NUL
    place = Place.objects.create(
        slug="p", name=words[:200], kind="venue", street=words[:200], postcode=words[:10]
    )
    event = cast.fair(
        place=place, title_de=words, title_en=words, summary_de=words, summary_en=words, description_de=words,
        description_en=words, motto=words, cost="paid", cost_note=words, access_note=words, access_features=[words],
        state_reason=words, online_url="javascript:alert(1)", mode="hybrid", language=words[:20],
        facts={"deadlines": [{"on": "2024-05-01", "label_de": words}]}, subjects=[words],
        starts_at=datetime(2024, 5, 29, 8, tzinfo=UTC), ends_at=datetime(2024, 5, 29, 9, tzinfo=UTC),
    )  # fmt: skip
    Organization.objects.filter(slug="harbour").update(name=words)
    event.topics.add(Topic.objects.create(slug="t", name_de=words[:120], name_en=words[:120]))
    room = Room.objects.create(place=place, slug="r", name=words[:120])
    track = Track.objects.create(event=event, slug="tr", name_de=words[:120])
    person = Person.objects.create(slug="ada", name=words, title=words[:40])
    Profile.objects.create(person=person, released_at=datetime(2024, 1, 1, tzinfo=UTC))
    cast.talk(
        event, "one", 9, person, title_de=words, abstract_de=words, room=room, track=track, kind=words[:40]
    )
    actions.release(event, by="test")
    return event


@pytest.mark.django_db
@pytest.mark.parametrize("words", EVIL)
def test_words_stay_words_in_every_feed(client, words):
    with time_machine.travel(datetime(2024, 4, 1, tzinfo=UTC), tick=False):
        evil_fair(words)
        for address in FEEDS:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert "Set-Cookie" not in answer.headers
            text = answer.content.decode()
            kind = answer["Content-Type"].split(";")[0]
            if kind == "text/calendar":
                assert_calm_calendar(text)
            elif kind in {"application/xml", "application/atom+xml"}:
                root = ET.fromstring(text)
                assert not [node for node in root.iter() if node.tag.endswith(("script", "evil"))]
            elif kind == "text/csv":
                assert_calm_table(text)
            elif kind == "text/html":
                assert "<script" not in text
                assert "<evil" not in text
                assert "javascript:" not in text
            else:
                json.loads(text)


def assert_calm_calendar(text: str) -> None:
    calendar = icalendar.Calendar.from_ical(text)
    assert len(calendar.walk("VEVENT")) == text.count("BEGIN:VEVENT\r\n") == 1
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not set(text) & {chr(code) for code in (*range(9), 11, 12, *range(14, 32))}


def assert_calm_table(text: str) -> None:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [len(row) for row in rows] == [15, 15]
    assert not [cell for cell in rows[1] if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.django_db
def test_structured_data_cannot_close_its_element(client):
    evil_fair("</script><script>alert(1)</script><!-- &amp; \u2028")
    html = jsonld.script(jsonld.event(PublicEvent.objects.get()))
    assert html.count("<") == html.count(">") == 2
    inner = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inner)["name"].startswith("</script><script>")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=st.text(max_size=120), words=st.text(max_size=400))
def test_any_text_survives_a_calendar(title, words):
    one = entry(title=clean.line(title), description=clean.text(words), starts_on=date(2024, 5, 1))
    content = calendar_file.render([one], calendar_file.About("Kalender", "http://127.0.0.1:8000/"))
    (found,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(found["SUMMARY"]) == clean.line(title)
    assert str(found.get("DESCRIPTION", "")) == clean.text(words)


@given(words=st.text(max_size=200))
def test_no_cell_is_a_formula(words):
    assert not clean.cell(words).startswith(("=", "+", "-", "@", "\t", "\r"))
