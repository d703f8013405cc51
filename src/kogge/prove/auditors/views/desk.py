"""What the office sees: who may look, and who looked at what."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires

from .. import actions, log
from ..forms import AccessForm
from ..models import Access


@requires("audit.manage")
def accesses(request: StaffRequest) -> HttpResponse:
    """Who may look without an account, and who looked at what lately."""
    rows = Access.objects.select_related("operation", "organization")
    lines = Paginator(log.entries(), 50).get_page(request.GET.get("page"))
    context = {
        "title": _("Auditors"), "rows": rows, "today": timezone.localdate(), "shown": lines,
        "lines": log.lines(lines), "crumbs": _crumbs(_("Auditors")),
    }  # fmt: skip
    return page(request, "auditors/accesses_page.html", context)


@requires("audit.manage")
def grant(request: StaffRequest) -> HttpResponse:
    """Let somebody look for a period."""
    form = AccessForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            access = actions.grant(form.save(commit=False), by=request.user)
            messages.success(request, _("The link goes to %(email)s.") % {"email": access.email})
            return redirect("audit:accesses")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    back = {"name": _("Auditors"), "address": reverse("audit:accesses")}
    context = {"title": _("Grant access"), "form": form, "crumbs": _crumbs(_("Grant access"), back)}
    return page(request, "auditors/grant_page.html", context, status=422 if form.errors else 200)


@requires("audit.manage")
def access(request: StaffRequest, pk: int) -> HttpResponse:
    """One access: its period, what was opened with it; end it or send the link again."""
    found = get_object_or_404(Access.objects.select_related("operation", "organization"), pk=pk)
    if request.method == "POST":
        try:
            if "end" in request.POST:
                actions.revoke(found, by=request.user)
                messages.success(request, _("Ended. The link opens nothing any more."))
            else:
                actions.send_again(found, by=request.user)
                messages.success(request, _("The link goes to %(email)s.") % {"email": found.email})
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("audit:access", found.pk)
    lines = Paginator(log.entries(found), 50).get_page(request.GET.get("page"))
    back = {"name": _("Auditors"), "address": reverse("audit:accesses")}
    context = {
        "title": found.name, "access": found, "today": timezone.localdate(), "shown": lines,
        "lines": log.lines(lines), "crumbs": _crumbs(found.name, back),
    }  # fmt: skip
    return page(request, "auditors/access_page.html", context)


def _crumbs(title: str, *between: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": _("Audit"), "address": reverse("audit:start")}, *between, {"name": title, "address": ""}]
