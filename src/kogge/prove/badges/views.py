"""How certificates look: seen as a page before it is saved."""

import base64

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.network.directory.models import Organization

from . import actions, document, queries, sample
from .forms import TemplateForm
from .models import Template

ISSUE = "certificate.issue"


@require_safe
@requires(ISSUE)
def templates(request: StaffRequest) -> HttpResponse:
    """How certificates of one's organisations look."""
    return page(request, "badges/templates_page.html", {"rows": queries.templates_for(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
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
                return redirect("badges:template", slug=slug)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    pictures = [(code, _picture(organization, look, code)) for code in ("de", "en")]
    context = {"organization": organization, "form": form, "pictures": pictures, "before": before}
    return page(request, "badges/template_page.html", context)


def _picture(organization: Organization, look: Template, language: str) -> str:
    return base64.b64encode(document.preview(sample.sheet(organization, look), language)).decode()


def _copy(before: Template) -> Template:
    """A form must not change the row that certificates point to."""
    return Template(
        **{field.attname: getattr(before, field.attname) for field in Template._meta.concrete_fields}
    )
