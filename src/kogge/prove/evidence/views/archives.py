"""Archives: asking for one, watching it, taking it along; and checking a file that somebody brings."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, organizations_of, requires
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.seals.box import BrokenSealError

from .. import archives
from ..forms import CheckForm
from ..models import Archive
from ..scope import event_page, operation_page, record_page
from ..verifying import verify

MOST_BYTES = 2**31


@require_POST
@event_page("evidence.see")
def of_event(request: StaffRequest, event: Event) -> HttpResponse:
    """Ask for the archive of an event."""
    return _ask(request, event)


@require_POST
@operation_page("evidence.see")
def of_operation(request: StaffRequest, operation: Operation) -> HttpResponse:
    """Ask for the archive of an operation: of the events that the reader may see."""
    return _ask(request, operation)


def _ask(request: StaffRequest, about: Event | Operation) -> HttpResponse:
    scope = organizations_of(request.user, "evidence.see")
    try:
        asked = archives.ask(about, scope=scope, by=request.user, sure=request.POST.get("sure") == "yes")
        return redirect("evidence:archive", code=asked.code)
    except Refused as refusal:
        messages.error(request, str(refusal))
        name = "evidence:event" if isinstance(about, Event) else "evidence:operation"
        return redirect(name, slug=about.slug)


@record_page(Archive, "evidence.see")
def show(request: StaffRequest, asked: Archive) -> HttpResponse:
    """How far it is; afterwards the way to take it along."""
    if request.method == "POST" and "cancel" in request.POST:
        archives.cancel(asked, by=request.user)
        return redirect(request.path)
    part = request.GET.get("part") == "live"
    template = "evidence/parts/archive.html" if part else "evidence/archive_page.html"
    return page(request, template, {"archive": asked})


@require_POST
@record_page(Archive, "evidence.see")
def download(request: StaffRequest, asked: Archive) -> HttpResponseBase:
    """Take it along. Who did is kept."""
    try:
        pieces = archives.taken(asked, by=request.user)
    except (Refused, BrokenSealError) as refusal:
        messages.error(request, str(refusal))
        return redirect("evidence:archive", code=asked.code)
    response = StreamingHttpResponse(pieces, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{asked.about.slug}-evidence.zip"'
    response["Content-Length"], response["Cache-Control"] = str(asked.size), "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires("evidence.see")
def check(request: StaffRequest) -> HttpResponse:
    """Compare a file that somebody brings with what was issued."""
    form = CheckForm(request.POST or None, request.FILES or None)
    verdict = None
    if form.is_bound and form.is_valid():
        verdict = verify(form.cleaned_data["file"].read(MOST_BYTES))
    title = {"ok": _("Unchanged"), "changed": _("Changed"), "unknown": _("Not known here")}
    kind = {"ok": "success", "changed": "danger", "unknown": "warning"}
    context: dict[str, Any] = {"form": form, "verdict": verdict}
    if verdict:
        context |= {"title": title[verdict.state], "kind": kind[verdict.state]}
    return page(request, "evidence/check_page.html", context)
