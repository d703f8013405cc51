"""The grid and what its script asks of the server."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.timetable import actions, queries, words
from kogge.plan.timetable.models import Timetable
from kogge.plan.timetable.permissions import check_reach, editable, laid_out, session_of

from .. import comparing, sheet
from ..forms import MoveForm

SCRIPTS = [
    f"timetable_desk/{name}.js" for name in ("warnings", "board", "notes", "judging", "sync", "drag", "keys")
]


@require_safe
@never_cache
@requires("timetable.see")
def grid(request: StaffRequest, slug: str) -> HttpResponse:
    """Rooms and time: every session where it stands, and those that stand nowhere yet."""
    table = laid_out(request.user, slug, "timetable.see")
    mine = editable(request.user, table.event)
    day = request.GET.get("day", "")
    whole = sheet.make(table, editable=mine, day=day)
    context = {
        "event": table.event,
        "table": table,
        "sheet": whole,
        "tabs": sheet.tabs(table, whole, day),
        "current": sheet.current(whole, day),
        "scripts": SCRIPTS,
        "can_undo": bool(table.pk) and actions.last_step(table) is not None,
        "may_move": mine is None or bool(mine),
    }
    return page(request, "timetable_desk/grid_page.html", context)


@require_safe
@never_cache
@requires("timetable.see")
def compare(request: StaffRequest, slug: str) -> HttpResponse:
    """One day of the draft beside the same day as released, and every session that differs."""
    table = laid_out(request.user, slug, "timetable.see")
    mine, only = editable(request.user, table.event), bool(request.GET.get("only"))
    found = comparing.make(table, day=request.GET.get("day", ""), only=only, editable=mine)
    context = {
        "event": table.event,
        "found": found,
        "only": only,
        "tabs": comparing.tabs(found, only=only),
        "may_move": mine is None or bool(mine),
    }
    return page(request, "timetable_desk/compare_page.html", context)


@require_safe
@never_cache
@requires("timetable.see")
def state(request: StaffRequest, slug: str) -> JsonResponse:
    """What changed since the revision that the page has seen; two statements while nothing did."""
    table = laid_out(request.user, slug, "timetable.see")
    seen = request.GET.get("seen", "")
    return JsonResponse(sheet.moved(table, int(seen) if seen.isdigit() else 0))


@require_POST
@requires("timetable.change")
def move(request: StaffRequest, slug: str) -> JsonResponse:
    """Put one session elsewhere, as the script asks; the answer says what changed, or why it was refused."""
    table = laid_out(request.user, slug)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"refusal": _("This could not be read. Please load the page again.")}, status=400)
    values = form.cleaned_data
    session = session_of(request.user, table, values["session"])
    answer: dict[str, Any] = {}
    try:
        table = actions.place(
            session, values["room"], values["start"], by=request.user, expected_revision=values["seen"]
        )
        answer["warnings"] = _warnings(table, session, values)
    except Refused as refusal:
        answer["refusal"] = str(refusal)
    fresh = queries.timetable(table.event)
    return JsonResponse({**answer, **sheet.moved(fresh, values["seen"])})


@require_POST
@requires("timetable.change")
def undo(request: StaffRequest, slug: str) -> HttpResponse:
    """Take back the last step; for a script with what changed, for a form by returning to the grid."""
    table = laid_out(request.user, slug)
    answer: dict[str, Any] = {}
    try:
        check_reach(request.user, table, actions.keys_to_undo(table))
        actions.undo(actions.ensure(table.event, by=request.user), by=request.user)
        answer["done"] = _("The last step was taken back.")
    except Refused as refusal:
        answer["refusal"] = str(refusal)
    if "seen" not in request.POST:
        (messages.error if "refusal" in answer else messages.success)(request, next(iter(answer.values())))
        return redirect("timetable:grid", slug=slug)
    seen = request.POST["seen"]
    fresh = queries.timetable(table.event)
    return JsonResponse({**answer, **sheet.moved(fresh, int(seen) if seen.isdigit() else 0)})


def _warnings(table: Timetable, session: Any, values: dict[str, Any]) -> list[str]:
    if values["start"] is None:
        return []
    minutes = queries.minutes_of(session)
    found = words.of_place(table, session, values["room"], values["start"], minutes)
    return [text for warning, text in found if not warning.hard]
