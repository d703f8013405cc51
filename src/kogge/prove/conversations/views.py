"""The desk's pages: the list, corrections, spreadsheets, and what counts."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.network.directory.desk import changes
from kogge.prove.hours.fictional import is_fictional
from kogge.take_part.guests import exports

from . import actions, permissions, queries, spreadsheets
from .forms import ChangeForm, FileForm, FilterForm
from .models import Entry, EntryQuerySet, least_minutes

PER_PAGE = 50


def _found(request: StaffRequest) -> tuple[FilterForm, EntryQuerySet]:
    form = FilterForm(request.user, request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = Entry.objects.open_to(request.user).select_related("centre", "operation", "topic", "volunteer")
    return form, queries.filtered(rows, wanted)


@require_safe
@requires("conversation.log")
def show(request: StaffRequest) -> HttpResponse:
    """The list with its filters and what of it counts."""
    form, rows = _found(request)
    chosen = {name: value for name, value in request.GET.items() if name in form.fields and value}
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": listed, "shows_fiction": any(is_fictional(row.centre) for row in listed),
        "query": urlencode(chosen), "counts": queries.counts_of(rows.counted()), "filtered": bool(chosen),
    }  # fmt: skip
    return page(request, "conversations/list_page.html", context)


@require_safe
@requires("conversation.log")
def export(request: StaffRequest, kind: str) -> HttpResponse:
    """The filtered list as CSV or XLSX."""
    _form, rows = _found(request)
    return exports.answer(kind, "conversations", *spreadsheets.table(rows))


@require_safe
@requires("conversation.log")
def definition(request: HttpRequest) -> HttpResponse:
    """What counts as a conversation and as voluntary work."""
    return page(request, "conversations/definition_page.html", {"minutes": least_minutes()})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("conversation.log")
def edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct one entry."""
    entry = _own(request, pk)
    opens = permissions.may_read_note(request.user, entry)
    form = ChangeForm(request.user, entry, request.POST or None, opens_note=opens)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(entry, by=request.user, values=form.values, reason=form.cleaned_data["reason"])
            messages.success(request, _("Saved."))
            return redirect("conversations:list")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            entry = _own(request, pk)
    context = {"entry": entry, "form": form, "opens_note": opens, "locks": actions.locks_on(entry)}
    context["history"] = changes.lines(entry)
    return page(request, "conversations/entry_page.html", context, status=422 if form.errors else 200)


@require_POST
@requires("conversation.log")
def confirmation(request: StaffRequest, pk: int) -> HttpResponse:
    """The centre has looked at what a volunteer reported."""
    actions.confirm(_own(request, pk), by=request.user)
    messages.success(request, _("Confirmed. From now on only the desk can change it."))
    more = Entry.objects.open_to(request.user).unconfirmed().exists()
    return redirect(reverse("conversations:list") + ("?sort=reported" if more else ""))


@require_POST
@requires("conversation.log")
def deletion(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete one entry."""
    entry = _own(request, pk)
    try:
        actions.delete(entry, by=request.user, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("conversations:entry", pk=pk)
    messages.success(request, _("The entry was deleted. The history keeps that it was there."))
    return redirect("conversations:list")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("conversation.log")
def take_file(request: StaffRequest) -> HttpResponse:
    """A spreadsheet: tried first, then stored."""
    form = FileForm(request.POST or None, request.FILES or None)
    outcome = None
    if request.method == "POST" and form.is_valid():
        only_try = "store" not in request.POST
        try:
            content = form.cleaned_data["file"].read()
            outcome = spreadsheets.take(content, by=request.user, only_try=only_try)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        if outcome and not outcome.faults and not only_try:
            said = ngettext("%(count)d line was stored.", "%(count)d lines were stored.", outcome.stored)
            messages.success(request, said % {"count": outcome.stored})
            return redirect("conversations:list")
    context = {"form": form, "outcome": outcome, "most": spreadsheets.MOST_LINES}
    return page(request, "conversations/import_page.html", context, status=422 if form.errors else 200)


def _own(request: StaffRequest, pk: int) -> Entry:
    rows = Entry.objects.open_to(request.user).select_related("centre", "operation", "topic", "volunteer")
    return get_object_or_404(rows, pk=pk)
