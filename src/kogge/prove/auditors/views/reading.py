"""The auditor's path: operation, report, number, record, list, scan. Each page that shows a record is kept."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kogge.core.ordering import empty_lowest
from kogge.core.reactions import announce
from kogge.network.grants.models import Operation
from kogge.prove.evidence import queries as evidence
from kogge.prove.evidence.models import EvidenceFile
from kogge.prove.evidence.views.lists import attachment
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.hours.models import Credit, Participant
from kogge.prove.indicators.models import Report
from kogge.prove.indicators.queries import behind, rows_of
from kogge.prove.lists.models import AttendanceList
from kogge.prove.seals.box import BrokenSealError

from .. import actions, records
from ..doors import show
from ..readers import Reader

_PAGE = 50


def operation(request: HttpRequest, reader: Reader, slug: str) -> HttpResponse:
    """One operation: its reports, its records by code, its events, samples and files."""
    found = reader.operation(slug)
    actions.looked(found, "operation", by=reader)
    minutes = Credit.objects.filter(person=OuterRef("person"), event__in=reader.events(found))
    total = minutes.order_by().values("person").annotate(total=Sum("minutes")).values("total")
    rows = reader.participants(found).annotate(minutes=Coalesce(Subquery(total), 0)).order_by("code")
    context = _context(reader, found, title=found.title) | {
        "reports": Report.objects.filter(operation=found, state=Report.State.FROZEN).defer("data"),
        "shown": Paginator(rows, _PAGE).get_page(request.GET.get("page")),
        "samples": reader.samples(found),
        "files": EvidenceFile.objects.filter(operation=found, removed_at=None),
        "events": reader.events(found).order_by(*empty_lowest("sort_on"), "slug"),
    }
    return show(request, reader, "auditors/operation_page.html", context)


def report(request: HttpRequest, reader: Reader, uid: str) -> HttpResponse:
    """A frozen report: each number leads to what stands behind it."""
    found = reader.report(uid)
    actions.looked(found.operation, "report", found.pk, by=reader)
    context = _context(reader, found.operation, title=_("Report")) | {
        "report": found,
        "lines": rows_of(found),
    }
    return show(request, reader, "auditors/report_page.html", context)


def number(request: HttpRequest, reader: Reader, uid: str, code: str) -> HttpResponse:
    """One number of a frozen report, and the codes that count in it."""
    found = reader.report(uid)
    line = next((one for one in rows_of(found) if one[0] == code), None)
    if line is None:
        raise Http404
    actions.looked(found.operation, f"number {code}", found.pk, by=reader)
    codes = sorted(behind(found, code))
    shown = Paginator(codes, _PAGE).get_page(request.GET.get("page"))
    people = set(reader.participants(found.operation).filter(code__in=shown).values_list("code", flat=True))
    events = set(reader.events(found.operation).filter(slug__in=shown).values_list("slug", flat=True))
    rows = [(one, one in people, one in events) for one in shown]
    context = _context(reader, found.operation, _crumb(reader, found), title=code)
    context |= {"report": found, "line": line, "shown": shown, "codes": rows}
    return show(request, reader, "auditors/number_page.html", context)


def record(request: HttpRequest, reader: Reader, slug: str, code: str) -> HttpResponse:
    """One participant by code: hours, events, attendance, what was recorded at the door, lists and scans."""
    found = reader.operation(slug)
    participant = reader.participant(found, code)
    name = ""
    if request.method == "POST":
        name = _name(participant)
    actions.looked(found, "name" if request.method == "POST" else "record", participant.pk, by=reader)
    context = _context(reader, found, title=participant.code)
    context |= {"record": records.record_of(reader, participant), "name": name}
    return show(request, reader, "auditors/record_page.html", context)


def event(request: HttpRequest, reader: Reader, slug: str, event_slug: str) -> HttpResponse:
    """An event's attendance under codes, its head counts, frozen lists and files."""
    found = reader.operation(slug)
    thing = get_object_or_404(reader.events(found).select_related("parent"), slug=event_slug)
    actions.looked(found, "event", thing.pk, by=reader)
    context = _context(reader, found, title=str(thing)) | {
        "event": thing,
        "rows": records.rows_of(reader, found, thing),
        "counts": records.head_counts(thing),
        "lists": records.newest_lists([thing.pk]),
        "files": records.files_of([thing.pk]),
        "fictional": is_fictional(thing),
    }
    return show(request, reader, "auditors/event_page.html", context)


def frozen_list(request: HttpRequest, reader: Reader, slug: str, code: str, ending: str) -> HttpResponse:
    """A frozen list as it was printed. It holds names, so opening it is kept like showing a name."""
    found = reader.operation(slug)
    if ending not in {"pdf", "csv"}:
        raise Http404
    row = get_object_or_404(AttendanceList, code=code, event__in=reader.events(found))
    actions.looked(found, "list", row.pk, by=reader)
    kind = "application/pdf" if ending == "pdf" else "text/csv; charset=utf-8"
    try:
        content = evidence.content(row) if ending == "pdf" else evidence.table(row)
    except BrokenSealError as error:
        return _broken(request, reader, found, error)
    return attachment(content, f"list-{row.code}.{ending}", kind)


def file(request: HttpRequest, reader: Reader, slug: str, code: str) -> HttpResponse:
    """A scan, photo or paper."""
    found = reader.operation(slug)
    rows = EvidenceFile.objects.filter(removed_at=None).exclude(file="")
    row = rows.filter(code=code, event__in=reader.events(found)).first()
    row = row or get_object_or_404(rows, code=code, operation=found)
    actions.looked(found, "file", row.pk, by=reader)
    try:
        content = evidence.content(row)
    except BrokenSealError as error:
        return _broken(request, reader, found, error)
    return attachment(content, f"{row.kind}-{row.code}.{row.name.rpartition('.')[2]}", row.mime)


def _name(participant: Participant) -> str:
    """The name; of somebody who was erased, what is sealed for the proof."""
    names = [participant.person.name]
    announce("name of participant asked", participant=participant, names=names)
    return ", ".join(filter(None, names)) or _("This person was erased; no name is kept.")


def _context(reader: Reader, operation: Operation, *crumbs: dict[str, str], title: str) -> dict[str, Any]:
    path = [{"name": _("Audit"), "address": reader.address("start")}]
    if title != operation.title:
        path.append({"name": operation.title, "address": reader.address("operation", operation.slug)})
    return {
        "operation": operation,
        "title": title,
        "crumbs": [*path, *crumbs, {"name": title, "address": ""}],
        "fictional": is_fictional(operation),
    }


def _crumb(reader: Reader, report: Report) -> dict[str, str]:
    return {"name": _("Report"), "address": reader.address("report", report.uid)}


def _broken(request: HttpRequest, reader: Reader, operation: Operation, error: Exception) -> HttpResponse:
    context = _context(reader, operation, title=_("This file cannot be opened"))
    return show(request, reader, "auditors/broken_page.html", context | {"sentence": str(error)}, status=409)
