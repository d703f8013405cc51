"""One certificate on the desk, runs that issue many, and templates."""

import base64
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
from kogge.network.directory.models import Organization

from .. import actions, document, queries, sample
from ..forms import NameForm, ReasonForm, TemplateForm
from ..models import Certificate, Run, Template
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
        "own_letters": not valid or document.is_in_own_letters(certificate), "entries": history.of(certificate)[:20],
        "is_valid": valid, "form": form if form.is_bound else None,
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


@require_safe
@requires(ISSUE)
def templates(request: StaffRequest) -> HttpResponse:
    """How certificates of one's organisations look."""
    return page(request, "certificates/templates_page.html", {"rows": queries.templates_for(request.user)})


@require_http_methods(READ_OR_WRITE)
@requires(ISSUE, organization="slug")
def template(request: StaffRequest, slug: str) -> HttpResponse:
    """Texts, signatory, colour and logo, seen as a page before they are saved."""
    organization = get_object_or_404(Organization, slug=slug)
    before = queries.template_of(organization)
    form = TemplateForm(request.POST or None, request.FILES or None, instance=before and _copy(before))
    look = before or Template(organization=organization)
    if form.is_bound and form.is_valid():
        look = Template(organization=organization, **form.values(before))
        if "preview" not in request.POST:
            try:
                actions.save_template(organization, by=request.user, values=form.values(before))
                messages.success(request, _("Saved. New certificates look like this from now on."))
                return redirect("certificates:template", slug=slug)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    pictures = [(code, _picture(organization, look, code)) for code in ("de", "en")]
    context = {"organization": organization, "form": form, "pictures": pictures, "before": before}
    return page(request, "certificates/template_page.html", context)


def _done(request: StaffRequest, certificate: Certificate, form: Any) -> HttpResponse:
    if isinstance(form, NameForm):
        made = actions.correct_name(certificate, by=request.user, **form.cleaned_data)
        messages.success(request, _("Issued anew. The old code says “replaced” from now on."))
        return redirect("certificates:held", code=made.code)
    actions.revoke(certificate, by=request.user, **form.cleaned_data)
    messages.success(request, _("The certificate is revoked."))
    return redirect("certificates:held", code=certificate.code)


def _picture(organization: Organization, look: Template, language: str) -> str:
    return base64.b64encode(document.preview(sample.certificate(organization, look), language)).decode()


def _copy(before: Template) -> Template:
    """A form must not change the row that certificates point to."""
    return Template(
        **{field.attname: getattr(before, field.attname) for field in Template._meta.concrete_fields}
    )


def _mine(request: StaffRequest, code: str, action: str = "certificate.see") -> Certificate:
    found = Certificate.objects.select_related(
        "rule__organization", "version", "person", "template", "replaced_by", "replaces"
    )
    certificate = get_object_or_404(found, code=code)
    open_or_404(request.user, action, certificate.rule.organization.slug)
    return certificate


def _run(request: StaffRequest, pk: int, action: str) -> Run:
    found = get_object_or_404(Run.objects.select_related("rule__organization"), pk=pk)
    open_or_404(request.user, action, found.rule.organization.slug)
    return found
