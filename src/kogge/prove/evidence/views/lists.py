"""What proves one event, and its frozen lists."""

from itertools import groupby

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kogge.core import history
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, holds
from kogge.plan.events.models import Event, Session
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.indicators.queries import locks_of
from kogge.prove.lists import freezing
from kogge.prove.lists.models import AttendanceList, OperationRequest
from kogge.prove.seals.box import BrokenSealError
from kogge.publish.programme.models import Release
from kogge.take_part.correspondence.models import Mailing

from .. import needs, queries
from ..forms import ReasonForm
from ..models import Archive
from ..scope import context_of, event_page, record_page


@event_page("evidence.see")
def show(request: StaffRequest, event: Event) -> HttpResponse:
    """What there is, what is missing, and what can be done."""
    known = needs.known_of([event])[event.pk]
    owed = needs.of_event(event, known)
    there = set(Session.objects.filter(attendances__door__event=event).distinct())
    there |= {row.session for row in known.lists if row.session}
    newest = {row.area: row for row in known.lists}
    files = list(queries.files(event))
    context = context_of(
        request, event, needs=owed, fictional=is_fictional(event),
        areas=[(one, newest.get(one.pk if one else 0)) for one in (None, *sorted(there, key=lambda one: one.pk))],
        groups=[(kind, list(rows)) for kind, rows in groupby(files, key=lambda file: file.kind_label)],
        releases=Release.objects.filter(event=event).order_by("-number").only("number", "released_at", "event")[:50],
        letters=Mailing.objects.filter(admission__event=event, done_at__isnull=False).order_by("-done_at")[:50],
        asked=OperationRequest.objects.filter(event=event, state="open").select_related("before", "after").first(),
        archives=Archive.objects.filter(event=event)[:5], reported=locks_of(event).first(),
    )  # fmt: skip
    return page(request, "evidence/event_page.html", context)


@require_POST
@event_page("evidence.change")
def freeze(request: StaffRequest, event: Event) -> HttpResponse:
    """Freeze the first version of a list."""
    number = request.POST.get("session", "")
    session = Session.objects.filter(event=event, pk=number).first() if number.isdigit() else None
    if number and session is None:
        raise Http404
    try:
        frozen = freezing.freeze(event, session, by=request.user)
        messages.success(request, _("The list is frozen."))
        return redirect("evidence:list", code=frozen.code)
    except Refused as refusal:
        if refusal.field != "reason":
            messages.error(request, str(refusal))
        last = queries.newest(event, session.pk if session else 0)
        return (
            redirect("evidence:list", code=last.code) if last else redirect("evidence:event", slug=event.slug)
        )


@record_page(AttendanceList, "evidence.see")
def show_list(request: StaffRequest, frozen: AttendanceList) -> HttpResponse:
    """One version: its facts, what differs now, its scans; and a new version with a reason."""
    lead = frozen.event.lead
    may_add = holds(request.user, "evidence.change", lead.slug if lead else None)
    form = ReasonForm(request.POST or None)
    if may_add and form.is_bound and form.is_valid():
        try:
            new = freezing.freeze(frozen.event, frozen.session, by=request.user, **form.cleaned_data)
            messages.success(request, _("Version %(number)d is frozen.") % {"number": new.version})
            return redirect("evidence:list", code=new.code)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    versions = list(queries.lists(frozen.event).filter(area=frozen.area))
    is_newest = versions[0].pk == frozen.pk
    broken, changes = _differences(frozen) if is_newest else ("", [])
    context = context_of(
        request, frozen.event, frozen=frozen, versions=versions, is_newest=is_newest, changes=changes, broken=broken,
        scans=frozen.scans.filter(removed_at=None), form=form, fictional=is_fictional(frozen.event),
    )  # fmt: skip
    return page(request, "evidence/list_page.html", context)


@record_page(AttendanceList, "evidence.see")
def download(request: StaffRequest, frozen: AttendanceList, ending: str) -> HttpResponse:
    """The PDF or the table. Who opened it is kept."""
    try:
        content = queries.content(frozen) if ending == "pdf" else queries.table(frozen)
    except BrokenSealError as error:
        messages.error(request, str(error))
        return redirect("evidence:list", code=frozen.code)
    with transaction.atomic():
        history.record(frozen, "list opened", by=request.user, after={"as": ending})
    area = f"-{frozen.session.slug}" if frozen.session else ""
    name = f"{frozen.event.slug}{area}-v{frozen.version}.{ending}"
    return attachment(content, name, "application/pdf" if ending == "pdf" else "text/csv; charset=utf-8")


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file that no browser runs, and no cache keeps."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response


def _differences(frozen: AttendanceList) -> tuple[str, list[freezing.Change]]:
    try:
        return "", freezing.differences(frozen)
    except BrokenSealError as error:
        return str(error), []
