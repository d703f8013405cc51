"""Import on the desk: upload, see what would happen, confirm, watch."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires

from ..models import ImportJob
from . import jobs
from .forms import ImportForm
from .rows import Report


@require_http_methods(["GET", "POST"])
@requires("event.import")
def start(request: StaffRequest) -> HttpResponse:
    """Upload a file; it is tried, nothing is saved yet."""
    form = ImportForm(request.user, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        file = given.pop("file")
        try:
            job = jobs.try_file(file.read(), file.name, by=request.user, **given)
            return redirect("imports:job", pk=job.pk)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "file", str(refusal))
    return page(request, "imports/start_page.html", {"form": form})


@requires("event.import")
def show(request: StaffRequest, pk: int) -> HttpResponse:
    """What a file would do, or did so far."""
    job = _mine(request, pk)
    report = Report.from_dict(job.report)
    return page(
        request, "imports/job_page.html",
        {"job": job, "report": report, "counts": report.counts, "rows": report.outcomes[:500],
         "more": max(len(report.outcomes) - 500, 0)},
    )  # fmt: skip


@require_POST
@requires("event.import")
def proceed(request: StaffRequest, pk: int) -> HttpResponse:
    """Import the next piece."""
    job = _mine(request, pk)
    try:
        jobs.import_piece(job, by=request.user)
    except Refused as refusal:
        report = Report.from_dict(job.report)
        report.notes.append(str(refusal))
        ImportJob.objects.filter(pk=job.pk).update(report=report.as_dict())
        jobs.stop(job)
    return redirect("imports:job", pk=pk)


@require_POST
@requires("event.import")
def stop(request: StaffRequest, pk: int) -> HttpResponse:
    """Import no further."""
    jobs.stop(_mine(request, pk))
    return redirect("imports:job", pk=pk)


def _mine(request: HttpRequest, pk: int) -> ImportJob:
    """Whoever uploaded a file sees it, nobody else."""
    return get_object_or_404(ImportJob.objects.defer("content"), pk=pk, user_id=request.user.pk)
