"""Possible duplicates: a list, two records side by side with their hours, merged with a reason, undone for 30 days."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.network.directory.models import Person, PersonMerge

from . import actions
from .forms import MergeForm


@require_safe
@requires("person.merge")
def listed(request: StaffRequest) -> HttpResponse:
    """What may be one person, and what was merged lately."""
    pairs = actions.suggestions()
    context = {"pairs": pairs, "merges": actions.undoable(), "is_cut": len(pairs) == actions.MOST}
    return page(request, "duplicates/list_page.html", context)


@requires("person.merge")
def compare(request: StaffRequest, kept: int, merged: int) -> HttpResponse:
    """Both records beside each other, the hours before and after; merged by a person with a reason."""
    people = Person.objects.filter(merged_into=None).exclude(name="")
    left, right = get_object_or_404(people, pk=kept), get_object_or_404(people, pk=merged)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.merge(left, right, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(
                request, _("Merged, and the hours were counted anew. You can undo this for 30 days.")
            )
            return redirect("duplicates:list")
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "left": _card(left),
        "right": _card(right),
        "form": form,
        "after": actions.hours_of([left, right]),
    }
    return page(request, "duplicates/compare_page.html", context)


@require_POST
@requires("person.merge")
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Part two records again."""
    try:
        actions.undo(get_object_or_404(PersonMerge, pk=pk), by=request.user)
        messages.success(request, _("The merge was undone, and the hours were counted anew."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("duplicates:list")


def _card(person: Person) -> dict[str, Any]:
    """What helps to decide whether it is the same human."""
    rows = person.registrations.filter(main=None).select_related("admission__event", "admission__series")
    seen = list(rows.order_by("-pk")[:8])
    return {
        "person": person,
        "facts": [
            {"term": _("Mail address"), "value": person.email or "–"},
            {"term": _("Also called"), "value": ", ".join(person.also_called) or "–"},
            {
                "term": _("Organisation"),
                "value": ", ".join(sorted({row.organization for row in seen} - {""})) or "–",
            },
            {"term": _("Postcode"), "value": ", ".join(sorted({row.postcode for row in seen} - {""})) or "–"},
            {"term": _("Registrations"), "value": str(rows.count())},
        ],
        "events": [str(row.admission) for row in seen],
        "hours": actions.hours_of([person]),
    }
