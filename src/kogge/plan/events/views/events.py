"""List, create, edit and overview of events."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires

from .. import actions, chooser, formats, overview, queries
from ..clashes import Clash
from ..forms import EventForm, ListForm
from ..models import Event
from ..permissions import may_change
from .shared import editable, readable, say_saved, show

PER_PAGE = 30


@require_safe
@requires("event.see_draft")
def event_list(request: StaffRequest) -> HttpResponse:
    """The events of one's organisations, with filters."""
    form = ListForm(request.GET or None)
    wanted = form.wanted if form.is_bound else {}
    shown = Paginator(queries.desk_list(request.user, wanted), PER_PAGE).get_page(request.GET.get("page"))
    query = urlencode({name: value for name, value in wanted.items() if value})
    context = {
        "form": form, "page": shown, "query": query, "total": shown.paginator.count,
        "invitations": queries.invitations_for(request.user),
    }  # fmt: skip
    return page(request, "events/list_page.html", context)


@require_safe
@requires("event.create")
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a format: grouped, searchable, each with its explanation."""
    words = request.GET.get("q", "")[:80]
    return page(request, "events/choose_page.html", {"groups": chooser.groups(words), "q": words})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("event.create")
def create(request: StaffRequest, format_key: str) -> HttpResponse:
    """The form of a new event, with the fields its format needs."""
    if not format_key or not formats.exists(format_key):
        raise Http404
    format_ = formats.get(format_key)
    form = EventForm(format_, request.user, request.POST or None, everything="all" in request.GET,
                     initial=chooser.initial_from(request.GET))  # fmt: skip
    found: list[Clash] = []
    if form.is_bound and form.is_valid():
        found = _unexplained(form)
        if not found and (event := _created(request, form)):
            messages.success(request, _("“%(title)s” is in the plan.") % {"title": event.title_de})
            return redirect("events:overview", slug=event.slug)
    context = {"form": form, "format": format_, "clashes": found, "everything": "all" in request.GET}
    return page(request, "events/form_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("event.change")
def edit(request: StaffRequest, slug: str) -> HttpResponse:
    """Change an event. Whoever saved meanwhile is named, and both texts are shown side by side."""
    event = editable(request.user, slug)
    everything = "all" in request.GET
    form = EventForm(event.format, request.user, request.POST or None, event=event, everything=everything)
    found: list[Any] = []
    compared: list[dict[str, str]] = []
    version = _number(request.POST.get("version")) or event.version
    if form.is_bound and form.is_valid():
        found = _unexplained(form) if overview.moves(event, form.values) else []
        try:
            if not found:
                _changed(request, event, form)
                return redirect("events:overview", slug=event.slug)
        except Refused as refusal:
            if isinstance(refusal, actions.ChangedMeanwhile):
                compared, version = overview.compared(event, form), event.version
            show(refusal, form)
    context = {
        "form": form, "format": event.format, "event": event, "clashes": found, "compared": compared,
        "version": version, "everything": everything,
    }  # fmt: skip
    return page(request, "events/form_page.html", context)


@require_safe
@requires("event.see_draft")
def show_overview(request: StaffRequest, slug: str) -> HttpResponse:
    """One event from idea to report: what is done, what is missing, what comes next."""
    event = readable(request.user, slug)
    context = overview.of(event, may_change=may_change(request.user, event))
    return page(request, "events/overview_page.html", {"event": event, **context})


@require_POST
@requires("event.create")
def clashes(request: StaffRequest) -> HttpResponse:
    """What the form would clash with so far: a fragment for the page that is being filled in."""
    format_ = formats.get(request.POST.get("format_key", "")) if _is_format(request) else formats.get("")
    event = Event.objects.editable_by(request.user).filter(slug=request.POST.get("event", "")).first()
    form = EventForm(format_, request.user, request.POST, event=event, everything=True)
    form.is_valid()
    candidate = form.candidate()
    found = queries.clashes_of(candidate) if candidate else []
    context = {"clashes": overview.described(found, request.user), "held": overview.held_room(form)}
    return page(request, "events/parts/clashes.html", context)


def _is_format(request: HttpRequest) -> bool:
    return formats.exists(request.POST.get("format_key", ""))


def _unexplained(form: EventForm) -> list[Any]:
    """Clashes of audiences that nobody gave a reason for; rooms and people the database refuses."""
    candidate = form.candidate()
    if candidate is None or form.cleaned_data.get("clash_reason"):
        return []
    found = [clash for clash in queries.clashes_of(candidate) if clash.kind == "audience"]
    if found:
        form.add_error("clash_reason", _("Please give a reason to save anyway, or choose another day."))
    return overview.described(found, form.user)


def _created(request: StaffRequest, form: EventForm) -> Event | None:
    state = Event.State.IDEA if form.cleaned_data.get("is_idea") else Event.State.PLANNED
    try:
        return actions.create_event(
            by=request.user, format_key=form.format.key, lead=form.cleaned_data["lead"],
            values={**form.values, "state": state}, reason=form.cleaned_data.get("clash_reason", ""),
        )  # fmt: skip
    except Refused as refusal:
        show(refusal, form)
        return None


def _changed(request: StaffRequest, event: Event, form: EventForm) -> None:
    fresh = actions.change_event(
        event, by=request.user, values=form.values, expected_version=_number(request.POST.get("version")),
        reason=form.cleaned_data.get("clash_reason", ""),
    )  # fmt: skip
    say_saved(request, fresh)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < 10 else None
