"""Public pages of events, sessions, series and programmes.

The website completes three of them (event, session, series) with figures and statements of later stages; it
answers at the same addresses and extends the same templates.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core.page import page, public
from kogge.core.periods import day
from kogge.core.translated import translated
from kogge.plan.events.models import EventSeries

from . import event_page, machine_head, programme_page, queries, session_page, timetable
from .models import PublicEvent, PublicSession, Release

MOST_RELEASES = 50


def public_event(slug: str) -> PublicEvent:
    """The event that the public knows by this address, or 404."""
    return get_object_or_404(PublicEvent, slug=slug)


def event_context(shown: PublicEvent) -> dict[str, Any]:
    """The context of an event's page: four queries."""
    sessions = list(shown.sessions.all())
    series = (shown.record["series"] or {}).get("slug", "")
    near = PublicEvent.objects.exclude(pk=shown.pk).filter(
        Q(parent_slug=shown.slug) | Q(pk__in=queries.of_series(series).values("pk"))
    )
    related = [("child" if one.parent_slug == shown.slug else "edition", one.record) for one in near[:60]]
    few = sessions if len(sessions) <= event_page.MOST_SESSIONS else []
    records = [one.record for one in sessions]
    machine = machine_head.for_event(shown, few)
    return {**event_page.context(shown.record, records, related), "machine": machine, "public": shown}


@public
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event with all that is known of it."""
    return page(request, "programme/event_page.html", event_context(public_event(slug)))


@public
def session(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    """One session."""
    return page(request, "programme/session_page.html", session_page.context(public_event(slug), session))


@public
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """All dates of a series."""
    return page(request, "programme/series_page.html", series_context(slug))


def series_context(slug: str) -> dict[str, Any]:
    """The context of a series' page. It is public once one of its dates is, or when a source documents it."""
    found = get_object_or_404(EventSeries.objects.prefetch_related("organizers"), slug=slug)
    dates = list(queries.of_series(slug))
    if not dates and not found.refs:
        raise Http404
    today = timezone.localdate()
    coming = [one for one in dates if one.sort_on and one.sort_on >= today]
    past = [one for one in dates if one not in coming]
    past.sort(key=lambda one: (one.starts_on or date.min, one.pk), reverse=True)
    return {
        "series": found,
        "coming": [event_page.labelled(one.record) for one in coming],
        "past": [event_page.labelled(one.record) for one in past],
        "crumbs": [
            {"name": _("Calendar"), "address": reverse("website:calendar")},
            {"name": translated(found, "title"), "address": ""},
        ],
    }


@public
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions of an event: one day as list or as a grid of rooms and times, narrowed as one likes."""
    shown = public_event(slug)
    records = list(PublicSession.objects.filter(public_event=shown).values_list("record", flat=True))
    choice = timetable.Choice.from_query(request.GET)
    return page(request, "programme/programme_page.html", programme_page.context(shown, records, choice))


def now(request: HttpRequest, slug: str) -> HttpResponse:
    """What runs at this moment and what comes next, by the server's clock. Never kept in memory."""
    shown = public_event(slug)
    moment = timezone.now()
    records = PublicSession.objects.filter(public_event=shown).values_list("record", flat=True)
    current, coming = timetable.running(records, moment)
    base = f"{reverse('programme:event', args=[shown.slug])}sessions/"
    response = page(
        request,
        "programme/now_page.html",
        {
            "event": shown.record,
            "moment": moment,
            "current": [timetable.row(one, base) for one in current],
            "coming": [{**timetable.row(one, base), "date": day(one["starts_at"])} for one in coming],
            "crumbs": event_page.crumbs(shown.record, {"name": _("Now and next"), "address": "."}),
        },
    )
    response["Cache-Control"] = "public, max-age=30"
    return response


@public
def speakers(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who contributes, by name, with what."""
    shown = public_event(slug)
    records = PublicSession.objects.filter(public_event=shown).values_list("record", flat=True)
    found = session_page.speakers(shown, records)
    return page(
        request,
        "programme/speakers_page.html",
        {
            "event": shown.record,
            "people": found,
            "crumbs": event_page.crumbs(shown.record, {"name": _("People"), "address": "."}),
        },
    )


@public
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed for the public, release by release."""
    shown = public_event(slug)
    releases = queries.change_log(shown.event)[:MOST_RELEASES]
    return page(
        request,
        "programme/changes_page.html",
        {
            "event": shown.record,
            "releases": [_release_entry(one) for one in releases],
            "crumbs": event_page.crumbs(shown.record, {"name": _("Changes"), "address": "."}),
        },
    )


def _release_entry(release: Release) -> dict[str, Any]:
    """A release in words; the first one is told in one sentence."""
    return {
        "release": release,
        "date": date_format(timezone.localtime(release.released_at), "DATE_FORMAT"),
        "sessions": sum(one["what"] == "session" for one in release.changes),
        "changes": session_page.log_rows(release.changes) if release.number > 1 else [],
    }
