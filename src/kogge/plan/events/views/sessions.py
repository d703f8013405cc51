"""Programme points of an event, who takes part in them, and tracks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires

from .. import actions
from ..forms import PersonForm, SessionForm, TrackForm
from ..forms.parts import CONTRIBUTION_ROLES
from ..models import Event, Session
from ..people import found_or_created
from .shared import editable, refusals_in, session_of, show

READ_OR_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def sessions(request: StaffRequest, slug: str) -> HttpResponse:
    """All programme points; those the format begins with can be added in one step."""
    event = editable(request.user, slug)
    if request.method == "POST":
        try:
            count = actions.add_default_sessions(event, by=request.user)
            text = ngettext(
                "%(count)d programme point was added.", "%(count)d programme points were added.", count
            )
            messages.success(request, text % {"count": count})
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("events:sessions", slug=slug)
    return _all(request, event, TrackForm())


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """One more programme point."""
    event = editable(request.user, slug)
    form = SessionForm(event, request.POST or None)
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            session = actions.add_session(event, by=request.user, values=form.values)
            return redirect("events:session", slug=slug, session=session.slug)
    return page(request, "events/session_page.html", {"event": event, "form": form})


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def change(request: StaffRequest, slug: str, session: str) -> HttpResponse:
    """Change a programme point."""
    event = editable(request.user, slug)
    one = session_of(event, session)
    form = SessionForm(event, request.POST or None, session=one)
    version = request.POST.get("version", "")
    if form.is_bound and form.is_valid():
        with refusals_in(form):
            expected = int(version) if version.isdigit() else None
            actions.change_session(one, by=request.user, values=form.values, expected_version=expected)
            messages.success(request, _("Saved."))
            return redirect("events:sessions", slug=slug)
    return page(
        request, "events/session_page.html", _context(event, one, form, PersonForm(roles=CONTRIBUTION_ROLES))
    )


@require_POST
@requires("event.change")
def people(request: StaffRequest, slug: str, session: str) -> HttpResponse:
    """Add somebody to a programme point, or take somebody off."""
    event = editable(request.user, slug)
    one = session_of(event, session)
    rows = list(one.contributions.select_related("person"))
    pairs = [(row.person, row.role) for row in rows if str(row.pk) != request.POST.get("remove")]
    form = PersonForm(request.POST if "name" in request.POST else None, roles=CONTRIBUTION_ROLES)
    try:
        if form.is_bound:
            if not form.is_valid():
                raise Refused(_("Please enter a name."), field="")
            pairs.append((found_or_created(form.cleaned_data, by=request.user), form.cleaned_data["role"]))
        actions.change_session(one, by=request.user, values={}, people=pairs)
        return redirect("events:session", slug=slug, session=session)
    except Refused as refusal:
        if form.is_bound and not form.errors:
            show(refusal, form)
        elif not form.is_bound:
            messages.error(request, str(refusal))
    shown = SessionForm(event, session=one)
    return page(request, "events/session_page.html", _context(event, one, shown, form))


@require_POST
@requires("event.change")
def delete(request: StaffRequest, slug: str, session: str) -> HttpResponse:
    """Remove a programme point."""
    event = editable(request.user, slug)
    try:
        actions.delete_session(session_of(event, session), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("events:sessions", slug=slug)


@require_POST
@requires("event.change")
def tracks(request: StaffRequest, slug: str) -> HttpResponse:
    """Add a track, or remove one."""
    event = editable(request.user, slug)
    if removed := request.POST.get("remove"):
        actions.remove_track(get_object_or_404(event.tracks, slug=removed), by=request.user)
        return redirect("events:sessions", slug=slug)
    form = TrackForm(request.POST)
    with refusals_in(form):
        if form.is_valid():
            actions.add_track(event, by=request.user, **form.cleaned_data)
            return redirect("events:sessions", slug=slug)
    return _all(request, event, form)


def _all(request: StaffRequest, event: Event, form: TrackForm) -> HttpResponse:
    rows = event.sessions.select_related("room", "track").prefetch_related("contributions__person")
    context = {"event": event, "sessions": list(rows), "tracks": list(event.tracks.all()), "track_form": form}
    return page(request, "events/sessions_page.html", context)


def _context(event: Any, session: Session, form: Any, person_form: Any) -> dict[str, Any]:
    return {
        "event": event, "session": session, "form": form, "person_form": person_form,
        "rows": list(session.contributions.select_related("person")),
    }  # fmt: skip
