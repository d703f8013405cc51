"""Parts of one event: place, state, organisers, people, picture, checklist, report, copy and end."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires

from .. import actions, queries
from ..forms import OrganizerForm, PersonForm, PictureForm, PlaceForm, StateForm, report_form
from ..models import EventOrganizer, EventPerson
from ..people import found_or_created
from ..permissions import may_answer
from .shared import editable, refusals_in, say_saved, show

READ_OR_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def place(request: StaffRequest, slug: str) -> HttpResponse:
    """Move the event to another place."""
    event = editable(request.user, slug)
    form = PlaceForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            actions.move_place(event, by=request.user, **form.cleaned_data)
            say_saved(request, event)
            return redirect("events:overview", slug=slug)
    return page(request, "events/place_page.html", {"event": event, "form": form})


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def state(request: StaffRequest, slug: str, state: str) -> HttpResponse:
    """Take the next step in the life of an event."""
    event = editable(request.user, slug)
    form = StateForm(request.POST or None, initial={"state": state})
    if form.is_bound and form.is_valid():
        try:
            actions.set_state(event, by=request.user, state=state, reason=form.cleaned_data["reason"])
            say_saved(request, event)
            return redirect("events:overview", slug=slug)
        except (Refused, ValueError) as refusal:
            show(refusal if isinstance(refusal, Refused) else Refused(_("There is no such state.")), form)
    return page(request, "events/state_page.html", {"event": event, "form": form, "wanted": state})


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def organizers(request: StaffRequest, slug: str) -> HttpResponse:
    """Who owns the event: add an organisation, make another one lead, or take one off."""
    event = editable(request.user, slug)
    rows = list(event.organizer_rows.select_related("organization"))
    form = OrganizerForm(request.POST if "organization" in request.POST else None)
    try:
        if form.is_bound and form.is_valid():
            added = (form.cleaned_data["organization"], form.cleaned_data["role"])
            actions.set_organizers(event, by=request.user, rows=[*_pairs(rows), added])
            return redirect("events:organizers", slug=slug)
        if request.method == "POST" and not form.is_bound:
            actions.set_organizers(event, by=request.user, rows=_edited(rows, request.POST))
            return redirect("events:organizers", slug=slug)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return page(request, "events/organizers_page.html", {"event": event, "rows": rows, "form": form})


@require_POST
@requires("event.change")
def answer_invitation(request: StaffRequest, pk: int) -> HttpResponse:
    """Accept or decline to co-organise."""
    row = get_object_or_404(queries.invitations_for(request.user), pk=pk)
    if not may_answer(request.user, row):
        return redirect("events:list")
    if request.POST.get("answer") == "accept":
        actions.accept_invitation(row, by=request.user)
        messages.success(request, _("You now organise this event together."))
        return redirect("events:overview", slug=row.event.slug)
    actions.decline_invitation(row, by=request.user, reason=request.POST.get("reason", "")[:500])
    messages.info(request, _("The invitation was declined."))
    return redirect("events:list")


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def people(request: StaffRequest, slug: str) -> HttpResponse:
    """Who appears at the event as a whole."""
    event = editable(request.user, slug)
    rows = list(event.people.select_related("person"))
    adding = "name" in request.POST
    form = PersonForm(request.POST if adding else None)
    pairs = [(row.person, row.role) for row in rows]
    try:
        if form.is_bound and form.is_valid():
            person = found_or_created(form.cleaned_data, by=request.user)
            actions.set_people(event, by=request.user, rows=[*pairs, (person, form.cleaned_data["role"])])
            return redirect("events:people", slug=slug)
        if request.method == "POST" and not adding:
            actions.set_people(event, by=request.user, rows=_without(rows, request.POST.get("remove")))
            return redirect("events:people", slug=slug)
    except Refused as refusal:
        show(refusal, form) if form.is_bound else messages.error(request, str(refusal))
    return page(request, "events/people_page.html", {"event": event, "rows": rows, "form": form})


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def picture(request: StaffRequest, slug: str) -> HttpResponse:
    """A picture with description and source of consent."""
    event = editable(request.user, slug)
    shown = {"picture_alt": event.picture_alt, "picture_consent": event.picture_consent}
    form = PictureForm(request.POST or None, request.FILES or None, initial=shown)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        with refusals_in(form):
            actions.set_picture(event, by=request.user, upload=data["picture"], alt=data["picture_alt"],
                                consent=data["picture_consent"])  # fmt: skip
            return redirect("events:overview", slug=slug)
    return page(request, "events/picture_page.html", {"event": event, "form": form})


@require_POST
@requires("event.change")
def checklist(request: StaffRequest, slug: str) -> HttpResponse:
    """Tick what is done."""
    event = editable(request.user, slug)
    actions.tick(event, by=request.user, done=request.POST.getlist("done"))
    return redirect("events:overview", slug=slug)


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def report(request: StaffRequest, slug: str) -> HttpResponse:
    """The questions of the format after the event."""
    event = editable(request.user, slug)
    form = report_form(event.format, request.POST or None, initial=event.report)
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            actions.write_report(event, by=request.user, answers=form.cleaned_data)
            return redirect("events:overview", slug=slug)
    return page(request, "events/report_page.html", {"event": event, "form": form})


@require_POST
@requires("event.create")
def duplicate(request: StaffRequest, slug: str) -> HttpResponse:
    """A new idea like this event."""
    event = editable(request.user, slug)
    leads = {one.pk: one for one in queries.leads_of(request.user)}
    lead = leads.get(event.lead.pk if event.lead else 0) or next(iter(leads.values()), None)
    if lead is None:
        messages.error(request, _("You need an organisation to create events for."))
        return redirect("events:overview", slug=slug)
    copy = actions.duplicate_event(event, by=request.user, lead=lead)
    messages.success(request, _("This is the copy. Give it a title and a date."))
    return redirect("events:edit", slug=copy.slug)


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def delete(request: StaffRequest, slug: str) -> HttpResponse:
    """Throw an idea away, after asking."""
    event = editable(request.user, slug)
    if request.method == "POST":
        try:
            actions.delete_event(event, by=request.user)
            messages.success(request, _("“%(title)s” was deleted.") % {"title": event.title_de})
            return redirect("events:list")
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("events:overview", slug=slug)
    return page(request, "events/delete_page.html", {"event": event})


def _pairs(rows: list[EventOrganizer]) -> list[tuple[Any, str]]:
    return [(row.organization, row.role) for row in rows]


def _edited(rows: list[EventOrganizer], posted: Any) -> list[tuple[Any, str]]:
    """The rows without the one to remove; when another one leads, the former lead becomes co-organiser."""
    removed, lead = posted.get("remove"), posted.get("lead")
    kept = [row for row in rows if str(row.pk) != removed]
    if not lead:
        return _pairs(kept)
    renamed = {EventOrganizer.Role.LEAD.value: EventOrganizer.Role.CO.value}
    return [
        (row.organization, "lead" if str(row.pk) == lead else renamed.get(row.role, row.role)) for row in kept
    ]


def _without(rows: list[EventPerson], removed: str | None) -> list[tuple[Any, str]]:
    return [(row.person, row.role) for row in rows if str(row.pk) != removed]
