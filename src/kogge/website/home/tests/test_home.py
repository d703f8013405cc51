"""The first page: lively when all is past, whole when there is nothing, the same number of questions at any size."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from demo import load
from kogge.network.directory.models import Organization
from kogge.plan.events.models import Event, EventOrganizer
from kogge.publish.programme import actions as programme
from kogge.publish.programme.models import PublicEvent


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo region and its year, undone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.load()
        yield
        transaction.set_rollback(True)


def text(response):
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.mark.django_db
def test_an_empty_installation_has_a_first_page_that_says_so(client):
    page = text(client.get("/"))
    assert "Noch ist nichts angekündigt." in page
    assert client.get("/en/").status_code == 200


def test_when_all_events_are_past_the_latest_stand_there(demo, db, client):
    PublicEvent.objects.filter(sort_on__gte=timezone.localdate()).delete()
    page = text(client.get("/"))
    assert "Zuletzt geschehen" in page
    assert page.index("SLUSH") < page.index("Beyond GovTech") < page.index("Smart Country Convention")


def test_the_year_in_review_is_announced_by_its_largest_figures_with_their_sources(demo, db, client):
    page = text(client.get("/"))
    assert "mehr als 200.000" in page
    assert "Das ganze Fest, alle drei Tage" in page
    assert "Jahresrückblick 2024, Zeile 40" in page


def test_all_centres_and_the_ways_in_for_those_who_are_meant_stand_there(demo, db, client):
    page = client.get("/").content.decode()
    for centre in Organization.objects.filter(kind="digital_innovation_centre"):
        assert f'href="/organizations/{centre.slug}/"' in page
    for audience in ("companies", "associations", "administration"):
        assert f"when=all&amp;audience={audience}" in page


def test_a_coming_event_takes_the_first_place(demo, db, client):
    announce(client, 1)
    page = text(client.get("/"))
    assert "Demnächst" in page
    assert "Probe 0" in page


def test_the_first_page_asks_as_often_for_many_events_as_for_few(demo, db, client, django_assert_num_queries):
    announce(client, 1)
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    announce(client, 20)
    with django_assert_num_queries(len(few)):
        client.get("/")


def announce(client, count):
    lead = Organization.objects.get(slug="diz-rostock")
    for number in range(count):
        day = timezone.localdate() + timedelta(days=1 + number)  # before the invented events of the demo
        event, made = Event.objects.get_or_create(
            slug=f"probe-{number}",
            defaults={
                "format_key": "workshop",
                "title_de": f"Probe {number}",
                "starts_on": day,
                "ends_on": day,
            },
        )
        if made:
            EventOrganizer.objects.create(event=event, organization=lead, role="lead")
            programme.release(event, by="test")
