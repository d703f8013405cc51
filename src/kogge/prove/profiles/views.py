"""The team's pages of funders: which rules are in use, and what they say in plain words."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kogge.core.page import page
from kogge.core.yaml_files import BrokenFile
from kogge.network.accounts.permissions import StaffRequest, may, requires
from kogge.network.grants.models import FunderProfile

from . import actions, source
from .forms import ProfileFileForm
from .profile import STAGES, Profile
from .queries import as_profile, operations_for


@require_http_methods(["GET", "HEAD", "POST"])
@requires("report.see")
def funders(request: StaffRequest) -> HttpResponse:
    """The funders in use, those that come with Kogge, and a file of one's own."""
    may_change = may(request.user, "operation.change")
    form = ProfileFileForm(request.POST or None, request.FILES or None)
    faults: list[source.Fault] = []
    if request.method == "POST" and may_change and form.is_valid():
        try:
            name = request.FILES["file"].name or "profile.yaml"  # type: ignore[union-attr]
            stored = actions.put(name, form.cleaned_data["file"], by=request.user)
            messages.success(request, _("Taken up."))
            return redirect("profiles:profile", key=stored.key)
        except source.BrokenProfile as broken:
            faults = broken.faults
    stored_rows = FunderProfile.objects.annotate(used=Count("operations")).order_by("name")
    in_use = {row.key for row in stored_rows}
    context = {
        "rows": stored_rows, "form": form, "faults": faults, "may_change": may_change,
        "shipped": [actions.shipped(key) for key in source.shipped() if key not in in_use],
    }  # fmt: skip
    return page(request, "profiles/list_page.html", context, status=422 if faults else 200)


@require_POST
@requires("operation.change")
def take_up(request: StaffRequest, key: str) -> HttpResponse:
    """Use a profile that comes with Kogge."""
    if key in source.shipped():
        actions.take_up(key, by=request.user)
        messages.success(request, _("Taken up."))
    return redirect("profiles:funders")


@requires("report.see")
def profile(request: StaffRequest, key: str) -> HttpResponse:
    """One funder's rules in plain words."""
    stored = FunderProfile.objects.filter(key=key).first()
    if stored is None and key in source.shipped():
        return page(request, "profiles/profile_page.html", _context(request, actions.shipped(key)))
    stored = stored or get_object_or_404(FunderProfile, key=key)
    try:
        found = as_profile(stored)
    except BrokenFile as broken:
        return page(request, "profiles/broken_page.html", {"stored": stored, "fault": str(broken)})
    operations = operations_for(request.user, "report.see").filter(profile=stored)
    return page(
        request, "profiles/profile_page.html", _context(request, found, operations=operations, stored=stored)
    )


def _context(request: StaffRequest, found: Profile, **more: Any) -> dict[str, Any]:
    def marked(*parts: str) -> bool:
        return found.is_unverified(*parts)

    titles = {"entry": _("At the start"), "exit": _("On leaving"), "later": _("Some months later")}
    return {
        "profile": found, "hours": found.minimum_minutes / 60,
        "stages": [
            (titles[stage], [(one, marked("questions", one.key, "options")) for one in found.asked(stage)])
            for stage in STAGES if found.asked(stage)
        ],
        "indicators": [(one, marked("indicators", one.code)) for one in found.indicators],
        "marks": [{"path": path, "note": found.notes[path]} for path in found.unverified],
        "marked": {
            name: marked(name)
            for name in ("minimum_hours", "exit", "longer_term", "reminders_days", "link_days", "retention_years")
        }, **more,
    }  # fmt: skip
