"""Who speaks at an event, what is missing, what they need; letters; somebody cannot come."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.events.models import Event
from kogge.plan.events.people import found_or_created
from kogge.plan.events.views.shared import editable

from .. import actions, queries, uploads, words
from ..forms import InviteForm, SearchForm, StaffCannotComeForm
from ..models import Slides
from ..queries import Speaker
from .own import say_so

A_PAGE = 50


@requires("event.change")
def listed(request: StaffRequest, slug: str) -> HttpResponse:
    """Everybody of the sessions, with what is missing."""
    event = editable(request.user, slug)
    people = queries.speakers(event)
    rows = [(one, words.missing(one)) for one in people]
    without_link = sum(not _invited(one) for one in people if one.person.email)
    lacking = sum(bool(missing) for one, missing in rows if one.person.email and _invited(one))
    away = queries.away(event, event.sessions.prefetch_related("contributions__person"))
    form = SearchForm(request.GET)
    found = [row for row in rows if form.wants(*row)]
    query = request.GET.copy()
    query.pop("page", None)
    context = {"event": event, "total": len(rows), "rows": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
               "form": form, "query": query.urlencode(), "without_link": without_link, "lacking": lacking,
               "away": away, "page": "sessions", "part": "speakers"}  # fmt: skip
    return page(request, "speakers/desk/list_page.html", context)


@require_POST
@requires("event.change")
def letters(request: StaffRequest, slug: str) -> HttpResponse:
    """Invite everybody who has no link yet, or remind everybody of what is missing."""
    event = editable(request.user, slug)
    people = [one for one in queries.speakers(event) if one.person.email]
    if request.POST.get("which") == "invite":
        chosen = [one for one in people if not _invited(one)]
        wanted = [
            (one.person, one.person.email, one.profile.language if one.profile else "de") for one in chosen
        ]
        actions.invite_many(wanted, by=request.user, event=event)
        count = len(chosen)
    else:
        count = actions.remind((one for one in people if _invited(one)), event, by=request.user)
    text = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", count)
    messages.success(request, text % {"count": count})
    return redirect("speakers:list", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("event.change")
def speaker(request: StaffRequest, slug: str, person: int) -> HttpResponse:
    """One speaker: needs, times, slides; send the link."""
    event = editable(request.user, slug)
    one = _speaker(event, person)
    first = {"email": one.person.email, "language": one.profile.language if one.profile else "de"}
    form = InviteForm(request.POST or None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            if request.POST.get("new_link") and one.profile:
                actions.replace_link(one.profile, by=request.user)
            actions.invite(one.person, by=request.user, event=event, **form.cleaned_data)
            messages.success(request, _("The link is on its way."))
            return redirect("speakers:speaker", slug=slug, person=person)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return page(request, "speakers/desk/speaker_page.html", _context(event, one) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("event.change")
def cannot_come(request: StaffRequest, slug: str, person: int) -> HttpResponse:
    """Staff say so for somebody, or put somebody else in a session that was cancelled for it."""
    event = editable(request.user, slug)
    one = _speaker(event, person)
    sessions = list(dict.fromkeys([*one.sessions, *(row.session for row in one.absences)]))
    form = StaffCannotComeForm(sessions, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            name = form.cleaned_data["replacement"]
            values = {"name": name, "email": form.cleaned_data["email"]}
            instead = found_or_created(values, by=request.user) if name else None
            say_so(one.person, form, by=request.user, instead=instead)
            messages.success(request, _("Noted. Everybody concerned is told now."))
            return redirect("speakers:speaker", slug=slug, person=person)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return page(request, "speakers/desk/cannot_come_page.html", _context(event, one) | {"form": form})


@requires("event.change")
def slides_file(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """The slides of one session."""
    event = editable(request.user, slug)
    return uploads.answer(get_object_or_404(Slides, pk=pk, session__event=event))


def _speaker(event: Event, person: int) -> Speaker:
    for one in queries.speakers(event):
        if one.person.pk == person:
            return one
    raise Http404


def _context(event: Event, one: Speaker) -> dict[str, object]:
    return {
        "event": event,
        "speaker": one,
        "missing": words.missing(one),
        "page": "sessions",
        "part": "speakers",
    }


def _invited(one: Speaker) -> bool:
    return bool(one.profile and one.profile.invited_at)
