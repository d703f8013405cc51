"""One certificate on the desk, and runs that issue many."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core import history
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, holds, open_or_404, requires
from kogge.prove.badges import document

from .. import actions, queries
from ..forms import NameForm, ReasonForm
from ..models import Certificate, Run
from . import personal
from .rules import ISSUE, READ_OR_WRITE


@require_http_methods(READ_OR_WRITE)
@requires("certificate.see")
def held(request: StaffRequest, code: str) -> HttpResponse:
    """What it says and how it came about; correct the name, or revoke it."""
    certificate = _mine(request, code)
    may_issue = holds(request.user, ISSUE, certificate.rule.organization.slug)
    name = NameForm(request.POST if "correct" in request.POST else None, prefix="name",
                    initial={"name": certificate.content["name"]})  # fmt: skip
    reason = ReasonForm(request.POST if "revoke" in request.POST else None, prefix="revoke")
    form: Any = name if name.is_bound else reason
    if request.method == "POST":
        _mine(request, code, ISSUE)
        try:
            if form.is_valid():
                return _done(request, certificate, form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    valid = certificate.state == Certificate.State.ISSUED and not certificate.erased_at
    context = {
        "certificate": certificate, "name": name, "reason": reason, "may_issue": may_issue and valid,
        "own_letters": not valid or document.is_in_own_letters(certificate.sheet),
        "entries": history.of(certificate)[:20], "is_valid": valid, "form": form if form.is_bound else None,
    }  # fmt: skip
    return page(request, "certificates/held_page.html", context)


@require_safe
@requires("certificate.see")
def held_file(request: StaffRequest, code: str, kind: str) -> HttpResponse:
    """A file of it, to print or to send to somebody without a mail address."""
    return personal.answer(_mine(request, code), kind)


@require_safe
@requires("certificate.see")
def run(request: StaffRequest, pk: int) -> HttpResponse:
    """How far a run is."""
    found = _run(request, pk, "certificate.see")
    return page(request, "certificates/run_page.html", {
        "run": found, "may_issue": holds(request.user, ISSUE, found.rule.organization.slug),
    })  # fmt: skip


@require_POST
@requires(ISSUE)
def switch(request: StaffRequest, pk: int) -> HttpResponse:
    """Stop a run, or let it go on."""
    found = _run(request, pk, ISSUE)
    act = actions.stop if "stop" in request.POST else actions.resume
    try:
        act(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("certificates:run", pk=pk)


def _done(request: StaffRequest, certificate: Certificate, form: Any) -> HttpResponse:
    if isinstance(form, NameForm):
        made = actions.correct_name(certificate, by=request.user, **form.cleaned_data)
        messages.success(request, _("Issued anew. The old code says “replaced” from now on."))
        return redirect("certificates:held", code=made.code)
    actions.revoke(certificate, by=request.user, **form.cleaned_data)
    messages.success(request, _("The certificate is revoked."))
    return redirect("certificates:held", code=certificate.code)


def _mine(request: StaffRequest, code: str, action: str = "certificate.see") -> Certificate:
    found = queries.with_sheet().select_related("replaces")
    certificate = get_object_or_404(found, code=code)
    open_or_404(request.user, action, certificate.rule.organization.slug)
    return certificate


def _run(request: StaffRequest, pk: int, action: str) -> Run:
    found = get_object_or_404(Run.objects.select_related("rule__organization"), pk=pk)
    open_or_404(request.user, action, found.rule.organization.slug)
    return found
