"""What the first page shows, in a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from kogge.core import region
from kogge.network.directory.models import Audience, Community, Organization, Programme
from kogge.plan.events import formats
from kogge.publish.programme.models import PublicEvent, PublicFacet
from kogge.publish.programme.queries import listed
from kogge.tell.yearbook import geography, queries
from kogge.tell.yearbook.geography import YearMap
from kogge.tell.yearbook.models import Figure, YearReview
from kogge.tell.yearbook.subjects import Found

MOST_EVENTS = 6
MOST_GROUPS = 6
MOST_FIGURES = 4


@dataclass(frozen=True)
class Way:
    """A way in for an audience: its events."""

    audience: Audience
    count: int


@dataclass(frozen=True)
class Home:
    """Everything the first page shows."""

    network: Organization | None
    events: list[dict]
    are_past: bool
    event_count: int
    review: YearReview | None
    figures: list[Figure]
    named: Found
    map: YearMap | None
    centres: list[Organization]
    communities: list[Community]
    programmes: list[Programme]
    ways: list[Way]


def home() -> Home:
    """Read the first page."""
    data = region.current().data
    events, are_past = _events()
    review = YearReview.objects.filter(released_at__isnull=False).order_by("-year").first()
    figures, named = _figures(review)
    organizations = Organization.objects.filter(is_public=True).select_related("place")
    return Home(
        network=organizations.filter(slug=data.get("network_organization", "")).first(),
        events=[_with_format(event) for event in events],
        are_past=are_past,
        event_count=listed().count(),
        review=review,
        figures=figures,
        named=named,
        map=geography.of(listed().values_list("record", flat=True)),
        centres=list(organizations.filter(kind=data.get("centre_kind", "")).order_by("name")),
        communities=list(Community.objects.filter(is_public=True).exclude(summary_de="")[:MOST_GROUPS]),
        programmes=list(Programme.objects.filter(is_public=True).exclude(summary_de="")[:MOST_GROUPS]),
        ways=_ways(),
    )


def _events() -> tuple[list[PublicEvent], bool]:
    """The next events; when none is planned, the latest ones whose day is known."""
    today = timezone.localdate()
    coming = list(listed().filter(sort_on__gte=today, state="published")[:MOST_EVENTS])
    if coming:
        return coming, False
    return list(listed().filter(precision="day", sort_on__lt=today).order_by("-sort_on")[:MOST_EVENTS]), True


def _figures(review: YearReview | None) -> tuple[list[Figure], Found]:
    if review is None:
        return [], {}
    figures, _subjects = queries.public_figures(period=str(review.year))
    largest = [figure for figure in figures if not figure.is_ordinal]
    largest.sort(key=lambda figure: (not figure.counts_people, -figure.value))
    shown = largest[:MOST_FIGURES]
    return shown, queries.named_in(shown)


def _with_format(event: PublicEvent) -> dict:
    key = event.record["format"]
    return {**event.record, "format_label": str(formats.get(key).label) if key else ""}


def _ways() -> list[Way]:
    counts = dict(
        PublicFacet.objects.filter(facet="audience", public_event__is_listed=True)
        .values_list("value")
        .annotate(number=Count("pk"))
    )
    ways = [Way(one, counts[one.slug]) for one in Audience.objects.all() if one.slug in counts]
    return sorted(ways, key=lambda way: (-way.count, way.audience.name_de))
