"""Pages of the programme with what the yearbook holds about the same thing, and with the way to register."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from kogge.core.page import page, public
from kogge.network.directory.models import Place
from kogge.publish.programme import session_page
from kogge.publish.programme.views import event_context, public_event, series_context
from kogge.publish.schedules import slides
from kogge.take_part.sign_up import offers
from kogge.tell.yearbook import queries as yearbook


@public
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event with all that is known of it."""
    context = event_context(public_event(slug))
    more = {"about": yearbook.about(f"event:{slug}"), "spot": _spot(context["event"]["place"])}
    return _page(request, "event", {**context, **more}, offers.of_event(context["event"]))


@public
def session(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    """One session with all that is known of it."""
    context = session_page.context(public_event(slug), session)
    context["about"] = yearbook.about(f"talk:{session}")
    context["slides"] = slides.of_session(context["event"], context["session"])
    return _page(request, "session", context, offers.of_session(context["event"], context["session"]))


@public
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """All dates of a series with all that is known of it."""
    context = series_context(slug)
    context["about"] = yearbook.about(f"series:{slug}")
    return _page(request, "series", context, offers.of_series(slug, context["coming"] + context["past"]))


def _page(
    request: HttpRequest, kind: str, context: dict[str, Any], offer: offers.Offer | None
) -> HttpResponse:
    response = page(request, f"website/calendar/{kind}_page.html", {**context, "offer": offer})
    if kept := [one.seconds for one in (offer, context.get("slides")) if one and one.seconds]:
        response.keep_for = min(kept)  # type: ignore[attr-defined]
    return response


def _spot(place: dict[str, Any] | None) -> Place | None:
    """Where the public record says the event is, for the small map."""
    if place is None or place["latitude"] is None:
        return None
    return Place(name=place["name"], latitude=place["latitude"], longitude=place["longitude"])
