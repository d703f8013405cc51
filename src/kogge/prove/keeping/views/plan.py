"""What is deleted when and why, what is due now, and until when the proof of each operation is kept."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.network.grants.models import Operation
from kogge.prove.seals.contracts import RetentionRow

from .. import retention, terms
from ..forms import PlanForm, TermForm
from ..models import ProofTerm, RetentionRun


@require_safe
@requires("person.erase")
def show(request: StaffRequest) -> HttpResponse:
    """The plan, with a search for what is kept of one event or operation, as seen today or on another day."""
    form = PlanForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    asked = retention.plan(wanted.get("day"))
    rows = [row for row in asked if _fits(row, wanted.get("q") or "")]
    context: dict[str, Any] = {
        "form": form,
        "today": asked.today,
        "is_today": asked.today == timezone.localdate(),
        "due": [row for row in rows if retention.is_due(row, asked.today)],
        "later": [row for row in rows if row.due and not retention.is_due(row, asked.today)],
        "undated": [row for row in rows if row.due is None],
        "runs": RetentionRun.objects.all()[:10],
        "operations": [
            (one, asked.term_of(one)) for one in Operation.objects.select_related("profile", "proof_term")
        ],
        "is_empty": not asked,
    }
    return page(request, "keeping/plan_page.html", context)


@requires("operation.change")
def term(request: StaffRequest, slug: str) -> HttpResponse:
    """Enter the last payment, other years, or proceedings that interrupt the term."""
    operation = get_object_or_404(Operation.objects.select_related("profile"), slug=slug)
    stored = ProofTerm.objects.filter(operation=operation).first()
    form = TermForm(
        request.POST or None, initial={name: getattr(stored, name, None) for name in terms.FIELDS}
    )
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in terms.FIELDS}
        try:
            terms.change_term(operation, values, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The term of proof was changed."))
            return redirect("keeping:start")
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"operation": operation, "form": form, "term": terms.term_of(operation)}
    return page(request, "keeping/term_page.html", context)


def _fits(row: RetentionRow, words: str) -> bool:
    text = f"{row.of} {row.what} {row.app}".casefold()
    return all(word in text for word in words.casefold().split())
