"""Pieces of evidence: adding, opening, reviewing, removing."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.seals.box import BrokenSealError

from .. import files, queries
from ..forms import FileForm, ReasonForm
from ..models import EvidenceFile
from ..scope import context_of, event_page, operation_page, record_page
from .lists import attachment


@event_page("evidence.change")
def add_to_event(request: StaffRequest, event: Event) -> HttpResponse:
    """Add to an event."""
    context = context_of(request, event, title=_("Add evidence"))
    return _add(request, event, reverse("evidence:event", args=[event.slug]), context)


@operation_page("evidence.change")
def add_to_operation(request: StaffRequest, operation: Operation) -> HttpResponse:
    """Add to an operation."""
    back = reverse("evidence:operation", args=[operation.slug])
    return _add(request, operation, back, {"operation": operation, "title": _("Add evidence")})


def _add(request: StaffRequest, about: Event | Operation, back: str, context: dict[str, Any]) -> HttpResponse:
    initial = {key: request.GET[key] for key in ("kind", "attendance_list") if key in request.GET}
    form = FileForm(about, request.POST or None, request.FILES or None, initial=initial)
    if form.is_bound and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            files.add(about, values.pop("file"), values=values, by=request.user)
            messages.success(request, _("Added."))
            return redirect(back)
        except Refused as refusal:
            field = {"picture": "file"}.get(refusal.field or "", refusal.field)
            form.add_error(field if field in form.fields else None, str(refusal))
    return page(request, "evidence/file_form_page.html", context | {"form": form, "back": back})


@record_page(EvidenceFile, "evidence.see")
def download(request: StaffRequest, file: EvidenceFile) -> HttpResponse:
    """The file itself. Who opened it is kept."""
    try:
        content = queries.content(file)
    except BrokenSealError as error:
        messages.error(request, str(error))
        return redirect(_back(file))
    with transaction.atomic():
        history.record(file, "evidence opened", by=request.user)
    return attachment(content, f"{file.kind}-{file.code}.{file.name.rpartition('.')[2]}", file.mime)


@record_page(EvidenceFile, "evidence.change")
def remove(request: StaffRequest, file: EvidenceFile) -> HttpResponse:
    """Remove with a reason, or say that somebody looked at it."""
    if request.method == "POST" and "keep" in request.POST:
        files.keep(file, by=request.user)
        messages.success(request, _("It stays."))
        return redirect(_back(file))
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            files.remove(file, by=request.user, **form.cleaned_data)
            messages.success(request, _("Removed. That it was there stays in the history."))
            return redirect(_back(file))
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    base = context_of(request, file.event) if file.event else {"operation": file.operation}
    return page(request, "evidence/file_page.html", base | {"file": file, "form": form, "back": _back(file)})


def _back(file: EvidenceFile) -> str:
    name = "evidence:event" if file.event else "evidence:operation"
    return reverse(name, args=[(file.event or file.operation).slug])  # type: ignore[union-attr]
