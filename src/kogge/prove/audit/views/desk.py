"""Where an auditor begins, and what the last walks over the history found."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kogge.core.page import page
from kogge.network.accounts.permissions import StaffRequest, may, requires
from kogge.prove.auditors.doors import show
from kogge.prove.auditors.readers import Reader
from kogge.prove.indicators.models import Report

from .. import anchor, jobs
from ..models import Verification
from ..wording import sentence_of


def start(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The operations that are open, with their frozen reports."""
    operations = list(reader.operations().order_by("title"))
    reports = Report.objects.filter(operation__in=operations, state=Report.State.FROZEN).defer("data")
    rows = [(one, [row for row in reports if row.operation_id == one.pk]) for one in operations]
    done = Verification.objects.filter(state=Verification.State.DONE).first()
    context: dict[str, Any] = {"rows": rows, "verification": done, "title": _("Audit")}
    context["manages"] = not reader.secret and may(request.user, "audit.manage")
    return show(request, reader, "audit/start_page.html", context)


@requires("audit.see")
def verification(request: StaffRequest) -> HttpResponse:
    """What the last walks over the history and all sealed rows found."""
    rows = list(Verification.objects.all()[:30])
    done = next((one for one in rows if one.state == Verification.State.DONE), None)
    kept = anchor.read()
    context = {
        "title": _("Verification"), "rows": rows, "last": done, "crumbs": _crumbs(_("Verification")),
        "open": next((one for one in rows if one.state != Verification.State.DONE), None),
        "faults": [(sentence_of(one), one.get("where", "")) for one in (done.faults if done else [])],
        "anchor": kept[-1] if kept else None,
    }  # fmt: skip
    return page(request, "audit/verification_page.html", context)


@requires("audit.manage")
@require_POST
def verify_now(request: StaffRequest) -> HttpResponse:
    """Put a verification into the queue."""
    jobs.ask(str(request.user.pk))
    messages.success(request, _("The verification begins in a moment."))
    return redirect("audit:verification")


def _crumbs(title: str) -> list[dict[str, Any]]:
    return [{"name": _("Audit"), "address": reverse("audit:start")}, {"name": title, "address": ""}]
