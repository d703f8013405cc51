"""One session of the timetable without any script: its place, its needs, what it must follow, its runs."""

from collections.abc import Callable
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
from kogge.plan.events.models import Session
from kogge.plan.timetable import actions, queries, words
from kogge.plan.timetable.models import Sequence, Timetable
from kogge.plan.timetable.permissions import laid_out, session_of

from ..forms import OrderForm, PlaceForm, PlanForm, RunsForm

Forms = dict[type, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@requires("timetable.change")
def show(request: StaffRequest, slug: str, key: int) -> HttpResponse:
    """Where it stands, and the plain form that moves it."""
    table = laid_out(request.user, slug)
    session = session_of(request.user, table, key)
    form = PlaceForm(table, session, request.POST or None)
    if request.method == "POST" and ("out" in request.POST or form.is_valid()):
        seen = request.POST.get("seen", "")
        where = (None, None) if "out" in request.POST else (form.cleaned_data["room"], form.moment("starts"))
        try:
            actions.place(
                session, *where, by=request.user, expected_revision=int(seen) if seen.isdigit() else None
            )
            _told(request, table, session.pk)
            return redirect("timetable:session", slug=slug, key=key)
        except Refused as refusal:
            _beside(form, refusal, {"starts_at": "starts"})
    return _page(request, table, session, {PlaceForm: form})


@require_POST
@requires("timetable.change")
def needs(request: StaffRequest, slug: str, key: int) -> HttpResponse:
    """Length, expected visitors, equipment, lock."""
    table = laid_out(request.user, slug)
    session = session_of(request.user, table, key)
    form = PlanForm(session, _rooms(table), request.POST)

    def act() -> None:
        actions.plan_session(session, by=request.user, values=form.cleaned_data)
        messages.success(request, _("Saved."))

    return _answer(request, table, session, form, act)


@require_POST
@requires("timetable.change")
def order(request: StaffRequest, slug: str, key: int) -> HttpResponse:
    """What it must follow or precede; `remove` takes an order away."""
    table = laid_out(request.user, slug)
    session = session_of(request.user, table, key)
    if request.POST.get("remove", "").isdigit():
        row = get_object_or_404(Sequence, pk=request.POST["remove"])
        if session.pk in {row.first_id, row.then_id}:
            actions.remove_order(row, by=request.user)
        return redirect("timetable:session", slug=slug, key=key)
    form = OrderForm(queries.sessions(table.event).exclude(pk=session.pk), request.POST)

    def act() -> None:
        values = dict(form.cleaned_data)
        pair = (session, values.pop("other"))
        first, then = pair if values.pop("where") == "before" else pair[::-1]
        actions.order(first, then, by=request.user, **values)

    return _answer(request, table, session, form, act)


@require_POST
@requires("timetable.change")
def runs(request: StaffRequest, slug: str, key: int) -> HttpResponse:
    """Offer the same again."""
    table = laid_out(request.user, slug)
    session = session_of(request.user, table, key)
    form = RunsForm(request.POST)

    def act() -> None:
        made = actions.add_runs(session, by=request.user, **form.cleaned_data)
        text = ngettext("%(count)d more run was added.", "%(count)d more runs were added.", len(made))
        messages.success(request, text % {"count": len(made)})

    return _answer(request, table, session, form, act)


def _answer(
    request: StaffRequest, table: Timetable, session: Session, form: Any, act: Callable[[], None]
) -> HttpResponse:
    if form.is_valid():
        try:
            act()
            return redirect("timetable:session", slug=table.event.slug, key=session.pk)
        except Refused as refusal:
            _beside(form, refusal)
    return _page(request, table, session, {type(form): form})


def _page(request: StaffRequest, table: Timetable, session: Session, forms: Forms) -> HttpResponse:
    others = queries.sessions(table.event).exclude(pk=session.pk)
    context = {
        "event": table.event,
        "session": session,
        "standing": words.place_of(session),
        "warnings": _warnings(table, session),
        "orders_before": list(session.predecessors.select_related("first")),
        "orders_after": list(session.followers.select_related("then")),
        "run_rows": list(queries.runs(session)),
        "place": forms.get(PlaceForm) or PlaceForm(table, session),
        "plan": forms.get(PlanForm) or PlanForm(session, _rooms(table)),
        "order": forms.get(OrderForm) or OrderForm(others),
        "runs": forms.get(RunsForm) or RunsForm(),
    }
    return page(request, "timetable_desk/session_page.html", context)


def _warnings(table: Timetable, session: Session) -> list[str]:
    if not session.starts_at:
        return []
    length = queries.minutes_of(session)
    return [text for _one, text in words.of_place(table, session, session.room, session.starts_at, length)]


def _told(request: StaffRequest, table: Timetable, key: int) -> None:
    fresh = queries.sessions(table.event).get(pk=key)
    facts = {"title": fresh.title_de, "place": words.place_of(fresh)}
    messages.success(request, _("“%(title)s” now stands here: %(place)s.") % facts)


def _rooms(table: Timetable) -> list[Any]:
    return [room for room, _minutes in queries.rooms(table)]


def _beside(form: Any, refusal: Refused, names: dict[str, str] | None = None) -> None:
    field = (names or {}).get(refusal.field or "", refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))
