"""The organiser's side: ask for feedback, show the address in the room, read the results, pass them on."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kogge.core.ordering import empty_lowest
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, open_or_404, requires
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.take_part.tickets import codes

from . import actions
from . import results as reading
from .models import Box, Response

_SPEAK = ("speaker", "moderator", "host", "guest")


@requires("response.see")
@require_safe
def results(request: StaffRequest, slug: str) -> HttpResponse:
    """Every box of an event with how many answered."""
    event = _event(request, slug)
    boxes = reading.overview(Box.objects.filter(event=event).select_related("event", "session"))
    boxes.sort(key=lambda box: (box.session is not None, str(box)))
    context = {"event": event, "page": "feedback", "boxes": boxes, "least": reading.LEAST}
    return page(request, "feedback/desk/results_page.html", context)


@requires("response.see")
@require_POST
def open_boxes(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask for feedback on the event, or on each session too."""
    event = _event(request, slug)
    count = actions.open_boxes(event, sessions="sessions" in request.POST, by=request.user)
    sentence = ngettext("%(count)d address was made.", "%(count)d addresses were made.", count)
    messages.success(
        request, sentence % {"count": count} if count else _("All addresses were there already.")
    )
    return redirect("feedback:results", slug)


@requires("response.see")
@require_safe
def sheets(request: StaffRequest, slug: str) -> HttpResponse:
    """One sheet per room or session to print or to show: a code for phones and a short address to type."""
    event = _event(request, slug)
    boxes = Box.objects.filter(event=event, closed_at=None).select_related("event", "session")
    if chosen := request.GET.get("box", ""):
        boxes = boxes.filter(pk=int(chosen) if chosen.isdecimal() and len(chosen) < 10 else 0)
    shown = [(box, _address(box)) for box in boxes.order_by(*empty_lowest("session__starts_at"), "pk")]
    drawn = [(box, address, codes.svg(address)) for box, address in shown]
    return page(request, "feedback/desk/sheets_page.html", {"event": event, "sheets": drawn})


@requires("response.see")
@require_safe
def box(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """The results of one event or session, from five answers on."""
    event, one = _box(request, slug, pk)
    found = reading.of(one)
    context = {
        "event": event, "page": "feedback", "box": one, "results": found, "may_remove": True,
        "missing": reading.still_missing(found.count), "address": _address(one), "people": _people(one),
    }  # fmt: skip
    return page(request, "feedback/desk/box_page.html", context)


@requires("response.see")
@require_POST
def state(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Take no more answers, or take them again."""
    _event_found, one = _box(request, slug, pk)
    if one.closed_at is None:
        actions.close(one, by=request.user)
    else:
        actions.reopen(one, by=request.user)
    return redirect("feedback:box", slug, pk)


@requires("response.see")
@require_safe
def answers_csv(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """The results as a table for an office program."""
    _event_found, one = _box(request, slug, pk)
    found = reading.of(one)
    if not found.is_shown:
        raise Http404
    return HttpResponse(
        reading.table(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="feedback-{one.code}.csv"'},
    )


@requires("response.see")
@require_POST
def speaker(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Mail somebody the results' link, show a new one to pass on, or close all that are out."""
    _event_found, one = _box(request, slug, pk)
    if "revoke" in request.POST:
        actions.revoke_links(one, by=request.user)
        messages.success(request, _("The links given out so far open nothing any more."))
    elif "person" in request.POST:
        wanted = request.POST["person"]
        chosen = next((person for person in _people(one) if str(person.pk) == wanted), None)
        if chosen is None:
            raise Http404
        _send(request, one, chosen)
    else:
        secret = actions.link_for_speaker(one, by=request.user)
        address = settings.SITE_URL + reverse("feedback:shared", args=[secret])
        messages.success(request, _("Link to pass on, shown only now: %(address)s") % {"address": address})
    return redirect("feedback:box", slug, pk)


@requires("response.see")
@require_POST
def remove_text(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Take out one free text."""
    _event_found, one = _box(request, slug, pk)
    number, _mark, field = request.POST.get("text", "").partition(":")
    rows = {str(response.pk): response for response in Response.objects.filter(box=one)}
    if number not in rows or not reading.of(one).is_shown:
        raise Http404
    try:
        actions.remove_text(rows[number], field, by=request.user)
    except Refused as refusal:
        raise Http404 from refusal
    messages.success(request, _("The text was removed."))
    return redirect("feedback:box", slug, pk)


def _send(request: StaffRequest, box: Box, person: Person) -> None:
    try:
        actions.send_to_speaker(box, person, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The link is on its way to %(name)s.") % {"name": person.name})


def _event(request: StaffRequest, slug: str) -> Event:
    rows = Event.objects.select_related("place", "series").prefetch_related("organizer_rows__organization")
    event = get_object_or_404(rows, slug=slug)
    open_or_404(request.user, "response.see", event.lead.slug if event.lead else None)
    return event


def _box(request: StaffRequest, slug: str, pk: int) -> tuple[Event, Box]:
    event = _event(request, slug)
    return event, get_object_or_404(Box.objects.select_related("event", "session"), event=event, pk=pk)


def _people(box: Box) -> list[Person]:
    """Who spoke or hosted and may be told."""
    if box.session is not None:
        rows = Person.objects.filter(contributions__session=box.session, contributions__role__in=_SPEAK)
    else:
        rows = Person.objects.filter(event_roles__event=box.event, event_roles__role__in=_SPEAK)
    return list(rows.distinct().order_by("name"))


def _address(box: Box) -> str:
    return settings.SITE_URL + reverse("feedback:give", args=[box.code])
