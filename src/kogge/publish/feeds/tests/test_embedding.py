"""Events on other sites: a frame without cookies or third parties, oEmbed, site map."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
import time_machine

from kogge.plan.events.models import Event
from kogge.publish.programme import actions
from kogge.publish.programme.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def spring_2024():
    with time_machine.travel(datetime(2024, 4, 1, 10, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def fair() -> Event:
    event = cast.fair(place=cast.pier())
    cast.talk(event, "one")
    actions.release(event, by="test")
    return event


@pytest.mark.parametrize("address", ["/embed/events/", "/embed/events/fair/", "/en/embed/events/"])
def test_a_frame_may_stand_anywhere_and_is_tiny(client, fair, address):
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "X-Frame-Options" not in answer.headers
    assert not answer.cookies
    assert len(answer.content) < 6000
    text = answer.content.decode()
    assert "<script" not in text
    assert set(re.findall(r'(?:src|href)="(https?://[^/"]+)', text)) <= {"http://127.0.0.1:8000"}
    assert "Fair" in text


def test_other_pages_may_not_be_framed(client, fair):
    assert "frame-ancestors 'none'" in client.get("/embed/")["Content-Security-Policy"]


def test_an_empty_frame_says_so(client):
    assert (
        "Zurzeit gibt es keine passende Veranstaltung."
        in client.get("/embed/events/?topic=none").content.decode()
    )


def test_a_cancelled_event_says_so_in_the_frame(client, fair):
    Event.objects.filter(pk=fair.pk).update(state="cancelled")
    actions.release(fair, by="test")
    assert "Abgesagt: Fair" in client.get("/embed/events/").content.decode()


@pytest.mark.parametrize(
    ("address", "frame"),
    [
        ("http://127.0.0.1:8000/events/fair/", "http://127.0.0.1:8000/embed/events/fair/"),
        ("http://127.0.0.1:8000/en/events/fair/", "http://127.0.0.1:8000/en/embed/events/fair/"),
        ("http://127.0.0.1:8000/events/fair/sessions/one/", "http://127.0.0.1:8000/embed/events/fair/"),
        ("http://127.0.0.1:8000/calendar/?topic=sea&x=1", "http://127.0.0.1:8000/embed/events/?topic=sea"),
    ],
)
def test_oembed_answers_with_the_frame(client, fair, address, frame):
    data = client.get("/oembed", {"url": address, "maxwidth": "400"}).json()
    assert (data["type"], data["version"], data["width"]) == ("rich", "1.0", 400)
    assert f'src="{frame}"' in data["html"].replace("&amp;", "&")


@pytest.mark.parametrize(
    "address",
    ["", "http://elsewhere.example/events/fair/", "http://127.0.0.1:8000/events/none/",
     "http://127.0.0.1:8000/desk/", "javascript:alert(1)", "http://[", "http://127.0.0.1:8000/no-such-page/"],
)  # fmt: skip
def test_oembed_refuses_what_it_does_not_know(client, fair, address):
    assert client.get("/oembed", {"url": address}).status_code == 404


def test_oembed_speaks_json_only(client, fair):
    query = {"url": "http://127.0.0.1:8000/events/fair/", "format": "xml"}
    assert client.get("/oembed", query).status_code == 501


def test_the_help_page_gives_the_snippet_for_the_filter(client):
    text = client.get("/embed/?topic=sea&cost=free").content.decode()
    assert "&lt;iframe src=" in text
    assert "/embed/events/?topic=sea&amp;amp;cost=free" in text
    assert "/feeds/events.ics?topic=sea&amp;cost=free" in text


def test_the_site_map_names_every_public_page_in_both_languages(client, fair):
    actions.release(cast.fair("internal", is_internal=True), by="test")
    cast.fair("secret")
    index = ET.fromstring(client.get("/sitemap.xml").content)
    parts = [
        node.text.removeprefix("http://127.0.0.1:8000") for node in index.iter() if node.tag.endswith("loc")
    ]
    assert parts == ["/sitemap-pages-1.xml", "/sitemap-events-1.xml", "/sitemap-sessions-1.xml"]
    found = []
    for part in parts:
        tree = ET.fromstring(client.get(part).content)
        found += [
            node.text.removeprefix("http://127.0.0.1:8000")
            for node in tree.iter()
            if node.tag.endswith("loc")
        ]
    assert {"/", "/en/", "/events/fair/", "/en/events/fair/", "/events/fair/sessions/one/"} <= set(found)
    assert not [address for address in found if "secret" in address or "internal" in address]
    assert client.get("/sitemap-events-2.xml").status_code == 404


def test_robots_find_the_site_map(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
