"""Pages of the programme with the figures and statements that the yearbook holds about the same thing."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from kogge.core.page import page, public
from kogge.network.directory.models import Place
from kogge.publish.programme import session_page
from kogge.publish.programme.views import event_context, public_event, series_context
from kogge.tell.yearbook import queries as yearbook


@public
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event with all that is known of it."""
    context = event_context(public_event(slug))
    more = {"about": yearbook.about(f"event:{slug}"), "spot": _spot(context["event"]["place"])}
    return page(request, "website/calendar/event_page.html", {**context, **more})


def _spot(place: dict[str, Any] | None) -> Place | None:
    """Where the public record says the event is, for the small map."""
    if place is None or place["latitude"] is None:
        return None
    return Place(name=place["name"], latitude=place["latitude"], longitude=place["longitude"])


@public
def session(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    """One session with all that is known of it."""
    context = session_page.context(public_event(slug), session)
    return page(
        request, "website/calendar/session_page.html", {**context, "about": yearbook.about(f"talk:{session}")}
    )


@public
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """All dates of a series with all that is known of it."""
    context = series_context(slug)
    return page(
        request, "website/calendar/series_page.html", {**context, "about": yearbook.about(f"series:{slug}")}
    )
