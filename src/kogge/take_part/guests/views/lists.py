"""All registrations: found, decided in bulk, taken along as a file."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core.refusals import Refused
from kogge.take_part.admissions.queries import numbers
from kogge.take_part.admissions.scope import Desk, desk_page, shown
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Registration

from .. import exports, queries
from ..forms.filters import NAMES, FilterForm

PER_PAGE = 50


@desk_page()
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list with its filters; ticked ones are approved, declined or cancelled together."""
    if request.method == "POST":
        _decide(request, desk)
        return redirect(request.get_full_path())
    form = FilterForm(desk.terms, request.GET, sees_access=desk.is_host)
    rows = queries.found(desk.terms, form.wanted)
    chosen = {name: request.GET[name] for name in NAMES if request.GET.get(name)}
    context = {
        "form": form, "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "query": urlencode(chosen), "numbers": numbers(desk.terms),
    }  # fmt: skip
    return shown(request, desk, "list", "guests/list_page", context)


@desk_page()
def export(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """The filtered list as CSV or XLSX, without food and access needs."""
    form = FilterForm(desk.terms, request.GET, sees_access=desk.is_host)
    head, rows = exports.registrations(desk.terms, queries.found(desk.terms, form.wanted))
    return exports.answer(kind, f"{desk.subject.slug}-registrations", head, rows)


def _decide(request: HttpRequest, desk: Desk) -> None:
    reason = request.POST.get("reason", "")
    verbs: dict[str, Callable[[Registration], Any]] = {
        "approve": lambda row: registration.approve(row, by=desk.user),
        "decline": lambda row: registration.decline(row, by=desk.user, reason=reason),
        "cancel": lambda row: registration.cancel(row, by=desk.user, because=Registration.Ended.BY_STAFF),
    }
    verb = verbs.get(request.POST.get("do", ""))
    keys = [int(key) for key in request.POST.getlist("row") if key.isdigit()]
    if verb is None or not keys:
        raise Refused(_("Please tick at least one registration."))
    done, refused = 0, dict[str, None]()
    for row in desk.terms.registrations.filter(pk__in=keys, main=None).order_by("pk"):
        try:
            verb(row)
            done += 1
        except Refused as refusal:
            refused[str(refusal)] = None
    if done:
        text = ngettext("Done for %(count)d registration.", "Done for %(count)d registrations.", done)
        messages.success(request, text % {"count": done})
    for sentence in refused:
        messages.error(request, sentence)
