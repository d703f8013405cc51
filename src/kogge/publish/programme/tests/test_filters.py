"""Filters are read from addresses, written back to the same address and never break a page."""

import math
from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.network.directory.models import Place
from kogge.plan.events.models import Event
from kogge.publish.programme.filters import CalendarFilter, distance_km, part_of_day
from kogge.publish.programme.models import PublicEvent, PublicFacet, Release

TODAY = date(2024, 7, 1)
HOW_TO_WRITE = " Please write it as in 2024-06-09, or only 2024-06 or 2024."
slugs = st.lists(st.text("abcdefgh-0123456789", min_size=1, max_size=20), max_size=4, unique=True).map(
    lambda values: tuple(sorted(values))
)


@st.composite
def filters(draw: st.DrawFn) -> CalendarFilter:
    days = sorted(draw(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=2, max_size=2)))
    place = draw(st.sampled_from(["", "lake-town"]))
    return CalendarFilter(
        when=draw(st.sampled_from(["", "upcoming", "past", "all"])),
        from_=draw(st.sampled_from([None, days[0]])),
        to=draw(st.sampled_from([None, days[1]])),
        place=place,
        km=draw(st.sampled_from([None, 1, 50])) if place else None,
        area=draw(slugs), topic=draw(slugs), audience=draw(slugs), format=draw(slugs), access=draw(slugs),
        organizer=draw(slugs), series=draw(slugs),
        time=draw(st.sampled_from(["", "morning", "evening"])),
        online=draw(st.sampled_from(["", "yes", "no"])),
        cost=draw(st.sampled_from(["", "free", "paid"])),
        q=draw(st.sampled_from(["", "öffentlich & frei", "a=b", "<script>", "100 %"])),
    )  # fmt: skip


@given(filters())
def test_a_filter_survives_its_own_address(wanted: CalendarFilter) -> None:
    assert CalendarFilter.from_query(QueryDict(wanted.query_string())) == wanted


@given(st.dictionaries(
    st.sampled_from(["when", "from", "to", "place", "km", "area", "topic", "format", "time", "online", "q"]),
    st.text(max_size=30),
))  # fmt: skip
def test_whatever_stands_in_an_address_is_read(values: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    for name, value in values.items():
        query.appendlist(name, value)
    wanted = CalendarFilter.from_query(query)
    assert CalendarFilter.from_query(QueryDict(wanted.query_string())) == wanted


@override_settings(LANGUAGE_CODE="en")
@pytest.mark.parametrize(
    ("address", "note"),
    [
        ("when=yesterday", "“yesterday” is no value of “when” and was left out."),
        ("topic=<b>", "“<b>” is no value of “topic” and was left out."),
        ("from=31.02.2024", "“31.02.2024” is not a date." + HOW_TO_WRITE),
        ("to=2024-13", "“2024-13” is not a date." + HOW_TO_WRITE),
        ("from=0000", "“0000” is not a date." + HOW_TO_WRITE),
        ("place=x&km=-5", "“-5” is not a distance. Please use whole kilometres from 1 to 1000."),
        ("place=x&km=²", "“²” is not a distance. Please use whole kilometres from 1 to 1000."),
    ],
)  # fmt: skip
def test_nonsense_is_left_out_and_named(address: str, note: str) -> None:
    wanted = CalendarFilter.from_query(QueryDict(address))
    assert wanted.notes == (note,)
    assert wanted.with_changes(place=None) == CalendarFilter()


def test_a_month_means_all_its_days() -> None:
    wanted = CalendarFilter.from_query(QueryDict("from=2024-02&to=2024-02"))
    assert (wanted.from_, wanted.to) == (date(2024, 2, 1), date(2024, 2, 29))


def test_days_in_the_wrong_order_are_turned() -> None:
    wanted = CalendarFilter.from_query(QueryDict("from=2024-05-02&to=2024-04-01"))
    assert (wanted.from_, wanted.to) == (date(2024, 4, 1), date(2024, 5, 2))


def test_changes_and_removals_make_new_addresses() -> None:
    wanted = CalendarFilter.from_query(QueryDict("topic=b&topic=a&place=town&km=10&from=2024-01-01"))
    assert wanted.query_string() == "from=2024-01-01&place=town&km=10&topic=a&topic=b"
    assert wanted.query_string(**{"from": None}, when="past") == "when=past&place=town&km=10&topic=a&topic=b"
    assert wanted.without("topic", "a").query_string() == "from=2024-01-01&place=town&km=10&topic=b"
    assert wanted.without("place", "town").query_string() == "from=2024-01-01&topic=a&topic=b"


@pytest.mark.parametrize(
    ("utc_hour", "part"),
    [(6, "morning"), (9, "morning"), (10, "afternoon"), (14, "afternoon"), (15, "evening")],
)
def test_time_of_day_is_the_local_one(utc_hour: int, part: str) -> None:
    assert part_of_day(datetime(2024, 7, 1, utc_hour, 59, tzinfo=UTC)) == part
    assert part_of_day(None) == ""


def test_distance_of_known_points() -> None:
    assert math.isclose(distance_km((0, 0), (0, 180)), 20015.1, abs_tol=0.1)
    assert math.isclose(distance_km((52.0, 10.0), (53.0, 10.0)), 111.2, abs_tol=0.1)


def public(
    slug: str, when: str | None = "2024-08-01", last: date | None = None, **values: object
) -> PublicEvent:
    """A row of the read model, as the release action writes it."""
    day = ImpreciseDate.parse(when)
    event = Event.objects.create(
        slug=slug, title_de=slug, format_key="workshop", starts_on=day.first, precision=day.precision,
        ends_on=last if day.precision == Precision.DAY else None,
    )  # fmt: skip
    release = Release.objects.create(event=event, number=1, released_at=datetime.now(UTC), snapshot={})
    facets = values.pop("facets", {})
    row = PublicEvent.objects.create(
        event=event, release=release, slug=slug, title_de=values.pop("title_de", slug),
        state=values.pop("state", "published"), format_key=values.pop("format_key", "workshop"),
        starts_on=event.starts_on, ends_on=event.ends_on, precision=event.precision, sort_on=event.sort_on,
        mode=values.pop("mode", "onsite"), cost=values.pop("cost", "not_stated"), record={},
        changed_at=datetime.now(UTC), **values,
    )  # fmt: skip
    for facet, found in facets.items():
        PublicFacet.objects.bulk_create(PublicFacet(public_event=row, facet=facet, value=v) for v in found)
    return row


def found(address: str, **options: object) -> list[str]:
    events = CalendarFilter.from_query(QueryDict(address)).apply(
        PublicEvent.objects.all(), today=TODAY, **options
    )
    return sorted(events.values_list("slug", flat=True))


@pytest.mark.django_db
def test_an_imprecise_date_matches_whatever_it_may_touch() -> None:
    public("june", "2024-06")
    public("year", "2024")
    public("fair", "2024-06-29", date(2024, 7, 2))
    public("unknown", None)
    assert found("from=2024-06-30&to=2024-06-30") == ["fair", "june", "year"]
    assert found("from=2024-07-01&to=2024-07-31") == ["fair", "year"]
    assert found("from=2025-01-01") == []
    assert found("when=all") == ["fair", "june", "unknown", "year"]
    assert found("when=upcoming") == ["fair", "unknown", "year"]
    assert found("when=past") == ["june"]


@pytest.mark.django_db
def test_cancelled_events_leave_upcoming_but_not_feeds() -> None:
    public("on")
    public("off", state="cancelled")
    assert found("") == ["on"]
    assert found("", include_cancelled=True) == ["off", "on"]
    assert found("when=all") == ["off", "on"]


@pytest.mark.django_db
def test_each_parameter_narrows() -> None:
    public(
        "both", mode="hybrid", cost="free", part_of_day="evening", format_key="pitch",
        title_de="Küste und Land",
        facets={"topic": ["ai", "sea"], "area": ["north"], "access": ["step_free", "loop"],
                "organizer": ["harbour"], "series": ["talks"], "audience": ["school"]},
    )  # fmt: skip
    public("bare", facets={"topic": ["ai"], "access": ["step_free"]})
    for address in (
        "topic=sea", "area=north", "audience=school", "organizer=harbour", "series=talks", "format=pitch",
        "time=evening", "online=yes", "cost=free", "access=loop&access=step_free", "q=land+k%C3%BCste",
    ):  # fmt: skip
        assert found(address) == ["both"], address
    assert found("topic=sea&topic=ai") == ["bare", "both"]
    assert found("online=no") == ["bare", "both"]
    assert found("topic=unknown") == []


@pytest.mark.django_db
def test_distance_is_exact_and_needs_one_more_query(django_assert_num_queries) -> None:
    Place.objects.create(slug="pier", name="Pier", kind="town", latitude=54.0, longitude=12.0)
    for index, offset in enumerate((0.0, 0.08, 0.095, 0.3)):
        public(f"east-{index}", latitude=54.0, longitude=12.0 + offset)
    public("corner", latitude=54.05, longitude=12.09)
    public("nowhere")
    assert math.isclose(distance_km((54, 12), (54, 12.095)), 6.21, abs_tol=0.01)
    assert found("place=pier&km=6") == ["east-0", "east-1"]
    assert found("place=pier&km=7") == ["east-0", "east-1", "east-2"]
    assert found("place=pier") == ["corner", "east-0", "east-1", "east-2", "east-3"]
    assert found("place=atlantis") == []
    with django_assert_num_queries(2):
        found("place=pier&km=6&topic=x&access=y")
