"""The calendar: one address per filter, months and imprecise dates, help where nothing is found."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kogge.network.directory.models import Topic
from kogge.plan.events.actions import set_state
from kogge.plan.events.models import Event, EventSeries
from kogge.publish.programme import actions
from kogge.publish.programme.models import PublicEvent, PublicFacet, Release
from kogge.publish.programme.tests import cast

pytestmark = pytest.mark.django_db
THOUSANDS = 1500
NOON = datetime(2024, 6, 15, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def mid_june() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def text(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    assert not answer.cookies
    return answer.content.decode()


def dated(slug: str, first: str, precision: str = "day", **values: Any) -> Event:
    event = cast.fair(
        slug, starts_on=date.fromisoformat(first), ends_on=None, precision=precision, title_de=slug, **values
    )
    actions.release(event, by="test")
    return event


def many(number: int) -> None:
    """Rows of the read model, written in bulk."""
    topic, _made = Topic.objects.get_or_create(slug="sea", defaults={"name_de": "Meer"})
    days = [date(2024, 6, 16) + timedelta(days=n % 300) for n in range(number)]
    events = Event.objects.bulk_create(
        [
            Event(slug=f"e-{n}", title_de=f"Event {n}", format_key="workshop", starts_on=day, sort_on=day)
            for n, day in enumerate(days)
        ]
    )
    releases = Release.objects.bulk_create(
        [Release(event=one, number=1, released_at=NOON, snapshot={}) for one in events]
    )
    pattern = PublicEvent.objects.filter(slug="pattern").values("record").get()["record"]
    rows = PublicEvent.objects.bulk_create(
        [
            PublicEvent(
                event=one, release=release, slug=one.slug, state="published", title_de=one.title_de,
                format_key="workshop", starts_on=one.starts_on, precision="day", sort_on=one.sort_on,
                mode="onsite", cost="free", changed_at=NOON, latitude=54.0, longitude=12.0,
                record={**pattern, "slug": one.slug, "starts_on": str(one.starts_on), "title_de": one.title_de},
            )
            for one, release in zip(events, releases, strict=True)
        ]
    )  # fmt: skip
    PublicFacet.objects.bulk_create(
        [PublicFacet(public_event=one, facet="topic", value=topic.slug) for one in rows]
    )


def test_upcoming_stands_under_its_months_in_order() -> None:
    for slug, first, precision in (
        ("july-some-day", "2024-07-01", "month"), ("july-thirty", "2024-07-30", "day"), ("august", "2024-08-01", "day"),
        ("some-day-of-the-year", "2024-01-01", "year"), ("past", "2024-06-14", "day"), ("today", "2024-06-15", "day"),
        ("december", "2024-12-31", "day"),
    ):  # fmt: skip
        dated(slug, first, precision)
    page = text("/en/calendar/")
    order = [
        "June 2024", "/events/today/", "July 2024", "/events/july-thirty/", "/events/july-some-day/", "August 2024",
        "/events/august/", "/events/december/", "2024, month not stated", "/events/some-day-of-the-year/",
    ]  # fmt: skip
    places = [page.index(one, page.index("<h2")) for one in order]
    assert places == sorted(places)
    assert "/events/past/" not in page
    assert "/events/past/" in text("/en/calendar/?when=past")


def test_an_address_is_brought_to_its_short_form() -> None:
    answer = Client().get("/calendar/?q=&topic=sea&topic=&when=&utm_source=x&page=1")
    assert (answer.status_code, answer["Location"]) == (302, "/calendar/?topic=sea")
    assert Client().get("/en/calendar/?km=&place=")["Location"] == "/en/calendar/"


@pytest.mark.parametrize(
    "query",
    ["when=never", "from=99-99", "topic=%3Cscript%3E", "place=x&km=abc", "month=2024-99&view=month", "page=99999",
     "page=-1", "view=month&month=0001-01", "view=month&month=9999-12", "from=9999-12-31", "time[]=1"],
)  # fmt: skip
def test_nonsense_never_breaks_the_page(query: str) -> None:
    answer = Client().get(f"/en/calendar/?{query}", follow=True)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_what_was_left_out_is_said() -> None:
    assert "“never” is no value of “when” and was left out." in text("/en/calendar/?when=never")


def test_when_nothing_is_ahead_the_calendar_looks_back() -> None:
    dated("long-ago", "2024-02-01", series=EventSeries.objects.create(slug="series", title_de="Reihe"))
    page = text("/en/calendar/")
    assert "At the moment no event is announced." in page
    assert "/events/long-ago/" in page
    assert "/events/long-ago/" in text("/en/calendar/?series=series")
    assert "/events/long-ago/" not in text("/en/calendar/?when=upcoming")


def test_nothing_found_offers_a_wider_search_the_feed_and_the_next_dates() -> None:
    dated("next", "2024-07-01", place=cast.pier())
    dated("over", "2024-02-01", format_key="pitch")
    page = text("/en/calendar/?format=pitch")
    assert "Nothing found." in page
    assert 'href="/en/calendar/?when=all&amp;format=pitch"' in page
    assert "Past and upcoming (1)" in page
    assert 'href="/feeds/events.ics?format=pitch"' in page
    assert "The next dates in the network" in page
    assert "/events/next/" in page


def test_a_search_around_a_place_is_widened() -> None:
    dated("near", "2024-07-01", place=cast.pier(latitude=54.3, longitude=12.0))
    assert "25 km around Lake Town" in text("/en/calendar/?place=lake-town")
    page = text("/en/calendar/?place=lake-town&km=20")
    assert 'href="/en/calendar/?place=lake-town&amp;km=40"' in page
    assert "/events/near/" in text("/en/calendar/?place=lake-town&km=40")


def test_each_filter_is_a_chip_that_can_be_taken_away() -> None:
    event = cast.fair(starts_on=date(2024, 7, 1), ends_on=None, cost="free")
    event.topics.add(Topic.objects.create(slug="sea", name_de="Meer", name_en="Sea"))
    actions.release(event, by="test")
    page = text("/en/calendar/?topic=sea&cost=free")
    assert 'href="/en/calendar/?cost=free"' in page
    assert 'href="/en/calendar/?topic=sea"' in page
    assert "Sea (1)" in page
    assert "from 1 June 2024" in text("/en/calendar/?from=2024-06-01")
    assert "ab 1. Juni 2024" in text("/calendar/?from=2024-06-01")
    assert 'href="/feeds/events.atom?topic=sea&amp;cost=free"' in page


def test_a_month_shows_exact_days_and_lists_the_others() -> None:
    dated("exact", "2024-06-20")
    dated("june", "2024-06-01", "month")
    dated("july", "2024-07-01", "month")
    page = text("/en/calendar/?view=month")
    assert "June 2024" in page
    assert page.index('datetime="2024-06-20"') < page.index("/events/exact/") < page.index("Day not stated")
    assert page.index("Day not stated") < page.index("/events/june/")
    assert "/events/july/" not in page
    assert 'href="/en/calendar/?view=month&amp;month=2024-07"' in page


def test_a_month_says_in_words_what_is_cancelled_and_writes_days_as_its_language_does() -> None:
    event = cast.fair(starts_on=date(2024, 6, 20), ends_on=None, title_de="Regatta")
    actions.release(event, by="test")
    set_state(event, by="test", state="cancelled", reason="Storm")
    actions.release(event, by="test")
    address = "calendar/?when=all&from=2024-06-01&view=month"
    assert '<span class="k-month__long">. Juni, Donnerstag</span>' in text(f"/{address}")
    page = text(f"/en/{address}")
    assert '<span class="k-month__long"> June, Thursday</span>' in page
    assert "Cancelled" in page[page.index("/events/fair/") :][:400]


def test_a_full_day_says_how_many_more() -> None:
    for number in range(8):
        dated(f"talk-{number}", "2024-06-20")
    page = text("/en/calendar/?view=month&month=2024-06")
    assert "3 more" in page
    assert 'href="/en/calendar/?from=2024-06-20&amp;to=2024-06-20"' in page


@pytest.mark.slow
def test_queries_stay_the_same_for_ten_and_for_thousands_of_events(django_assert_num_queries: Any) -> None:
    dated("pattern", "2024-06-20")
    many(10)
    paths = (
        "/calendar/",
        "/calendar/?when=all&page=2",
        "/calendar/?view=month&month=2024-06",
        "/calendar/?topic=sea",
    )
    few = {}
    for path in paths:
        text(path)
        with CaptureQueriesContext(connection) as counted:
            text(path)
        few[path] = len(counted)
    PublicFacet.objects.exclude(public_event__slug="pattern").delete()
    PublicEvent.objects.exclude(slug="pattern").delete()
    Release.objects.exclude(event__slug="pattern").delete()
    Event.objects.exclude(slug="pattern").delete()
    many(THOUSANDS)
    for path in paths:
        with django_assert_num_queries(few[path]):
            assert len(text(path)) < 120_000
