"""Every feed answers with ETag and Last-Modified, 304 when nothing changed, without cookies, in few queries."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kogge.plan.events.models import Event
from kogge.publish.programme import actions
from kogge.publish.programme.tests import cast

pytestmark = pytest.mark.django_db

FEEDS = (
    "/feeds/events.ics", "/feeds/events.atom", "/feeds/events.json", "/feeds/events.csv", "/feeds/deadlines.ics",
    "/feed.ics", "/feed.atom", "/feed.json", "/api/events", "/events/fair.ics", "/events/fair.jsonld",
    "/events/fair/sessions.ics", "/events/fair/sessions/one.ics", "/events/fair/favourites.ics?s=one",
    "/events/fair/schedule.xml", "/events/fair/schedule.json", "/robots.txt", "/sitemap.xml",
    "/sitemap-pages-1.xml", "/sitemap-events-1.xml", "/sitemap-sessions-1.xml", "/embed/events/",
    "/embed/events/fair/", "/oembed?url=http://127.0.0.1:8000/events/fair/",
)  # fmt: skip


@pytest.fixture
def fair() -> Event:
    soon = timezone.localdate() + timedelta(days=30)
    event = cast.fair(place=cast.pier(), starts_on=soon, ends_on=soon)
    cast.talk(event, "one", 9, cast.person("ada"))
    actions.release(event, by="test")
    return event


@pytest.mark.parametrize("address", FEEDS)
def test_unchanged_answers_are_304_until_something_changes(client, fair, address):
    first = client.get(address)
    assert first.status_code == 200
    assert not first.cookies
    tag = first["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    Event.objects.filter(pk=fair.pk).update(title_de="Neuer Titel")
    actions.release(fair, by="test")
    changed = client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag


def test_last_modified_counts_once_its_second_is_over(client, fair, time_machine):
    time_machine.move_to(timezone.now() + timedelta(seconds=5), tick=False)
    since = client.get("/feeds/events.ics")["Last-Modified"]
    assert client.get("/feeds/events.ics", headers={"If-Modified-Since": since}).status_code == 304
    actions.withdraw(fair, by="test", reason="Sturm")
    time_machine.shift(timedelta(seconds=5))
    assert client.get("/feeds/events.ics", headers={"If-Modified-Since": since}).status_code == 200


@pytest.mark.parametrize("address", FEEDS)
def test_only_reading_is_allowed(client, fair, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", FEEDS)
def test_the_number_of_queries_does_not_grow(client, fair, address):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    asked()
    few = asked()
    soon = fair.starts_on
    for number in range(6):
        other = cast.fair(f"fair-{number}", starts_on=soon, ends_on=soon)
        cast.talk(other, "talk", 9)
        actions.release(other, by="test")
        cast.talk(fair, f"talk-{number}", 10 + number)
    actions.release(fair, by="test")
    assert asked() == few <= 12


@pytest.mark.parametrize(
    "address", ["/feeds/events.ics", "/feeds/events.atom", "/api/events", "/events/fair.jsonld"]
)
def test_other_sites_may_read(client, fair, address):
    answer = client.get(address)
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["X-Kogge-Public"] == "1"


@pytest.mark.parametrize(
    "query", ["place=%01", "from=yesterday", "km=-1&place=x", "topic=%3Cscript%3E", "when=never"]
)
@pytest.mark.parametrize(
    "address", ["/feeds/events.ics", "/feeds/events.atom", "/feeds/events.csv", "/api/events"]
)
def test_no_filter_breaks_a_feed(client, fair, address, query):
    assert client.get(f"{address}?{query}").status_code == 200


def test_feeds_speak_english_when_asked(client, fair):
    Event.objects.filter(pk=fair.pk).update(title_en="Lighthouse fair")
    actions.release(fair, by="test")
    german, english = (client.get(f"/events/fair.ics{lang}").content.decode() for lang in ("", "?lang=en"))
    assert "SUMMARY:Fair\r\n" in german
    assert "SUMMARY:Lighthouse fair\r\n" in english
    assert re.search(r"URL.*:http://127\.0\.0\.1:8000/en/events/fair/", english)
