"""One event or session as a file, favourites, and whole programmes for conference apps."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from kogge.publish.programme import jsonld, queries
from kogge.publish.programme.models import PublicEvent, PublicSession

from .. import answers, calendar_file, frab, listing
from ..answers import feed
from ..entries import absolute, of_event, of_session

MOST_FAVOURITES = 500


@feed
def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One event for a calendar."""
    entry = of_event(_event(slug))
    about = calendar_file.About(entry.title, absolute(request.path))
    return answers.body(calendar_file.render([entry], about), answers.CALENDAR, filename=f"{slug}.ics")


@feed
def session_ics(request: HttpRequest, slug: str, session: str) -> HttpResponse:
    """One session for a calendar."""
    event = _event(slug)
    row = get_object_or_404(PublicSession, public_event=event, slug=session)
    entry = of_session(row, event)
    about = calendar_file.About(entry.title, absolute(request.path))
    return answers.body(calendar_file.render([entry], about), answers.CALENDAR, filename=f"{session}.ics")


@feed
def sessions_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole programme of an event for a calendar."""
    event = _event(slug)
    return _calendar(request, event, _sessions(event), of_event(event).title, f"{slug}-sessions.ics")


@feed
def favourites(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions named in `?s=`, kept on somebody's device: a calendar of one's own without an account."""
    event = _event(slug)
    wanted = {part for value in request.GET.getlist("s") for part in value.split(",") if part}
    rows = _sessions(event).filter(slug__in=sorted(wanted)[:MOST_FAVOURITES])
    name = gettext("%(title)s: my programme") % {"title": of_event(event).title}
    return _calendar(request, event, rows, name, f"{slug}-favourites.ics")


@feed
def schedule_xml(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as frab/pretalx schedule.xml."""
    return _schedule(request, slug, frab.xml, answers.XML)


@feed
def schedule_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme as frab/pretalx schedule.json."""
    return _schedule(request, slug, frab.as_json, answers.JSON)


@feed
def event_jsonld(request: HttpRequest, slug: str) -> HttpResponse:
    """schema.org data of an event with its sessions and child events."""
    event = _event(slug)
    parts: list[PublicEvent | PublicSession] = [*_sessions(event), *queries.children(event)]
    return answers.body(listing.dump(jsonld.event(event, parts)), answers.JSON_LD)


def _event(slug: str) -> PublicEvent:
    """A released event; one for members is in no list, but whoever knows its page may save it."""
    return get_object_or_404(PublicEvent.objects.select_related("release"), slug=slug)


def _sessions(event: PublicEvent) -> QuerySet[PublicSession]:
    return PublicSession.objects.filter(public_event=event)


def _calendar(
    request: HttpRequest, event: PublicEvent, rows: QuerySet[PublicSession], name: str, filename: str
) -> HttpResponse:
    about = calendar_file.About(name, absolute(request.get_full_path()))
    content = calendar_file.render([of_session(row, event) for row in rows], about)
    return answers.body(content, answers.CALENDAR, filename=filename)


def _schedule(
    request: HttpRequest, slug: str, write: Callable[[frab.Schedule], bytes], kind: str
) -> HttpResponse:
    event = _event(slug)
    address, version = absolute(request.path), str(event.release.number)
    try:
        plan = frab.schedule(event, _sessions(event), version=version, address=address)
    except ValueError as error:
        raise Http404 from error
    return answers.body(write(plan), kind)
