"""Who was invited, who comes, who cannot, and who has not answered."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext

from kogge.take_part.registration.models import Invitation

from .. import actions
from ..actions.invitations import reminded_next
from ..forms.invitations import InvitationsForm
from ..scope import Desk, desk_page, shown

PER_PAGE = 100


@desk_page()
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Invite, count the answers, remind the silent."""
    if "remove" in request.POST:
        row = get_object_or_404(
            desk.terms.invitations.select_related("admission"), pk=_number(request.POST["remove"])
        )
        actions.withdraw(row, by=desk.user)
        return redirect(desk.address("invitations"))
    if "remind" in request.POST:
        return _remind(request, desk)
    sent = request.method == "POST"
    form = InvitationsForm(request.POST, request.FILES) if sent else InvitationsForm()
    if form.is_bound and form.is_valid():
        count = actions.invite(desk.terms, form.cleaned_data["guests"], by=desk.user)
        text = ngettext("%(count)d person is invited.", "%(count)d people are invited.", count)
        messages.success(request, text % {"count": count})
        return redirect(desk.address("invitations"))
    return shown(
        request, desk, "invitations", "admissions/invitations_page", {"form": form, **_listed(request, desk)}
    )


def _listed(request: HttpRequest, desk: Desk) -> dict[str, object]:
    wanted = request.GET.get("answer", "")
    rows = desk.terms.invitations.all()
    counts = Counter(rows.values_list("answer", flat=True))
    if wanted in Invitation.Answer.values:
        rows = rows.filter(answer=wanted)
    address = desk.address("invitations")
    filters = [
        {
            "name": label,
            "count": counts[value],
            "current": wanted == value,
            "address": f"{address}?answer={value}",
        }
        for value, label in Invitation.Answer.choices
    ]
    silent = list(reminded_next(desk.terms).values_list("name", flat=True))
    return {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")), "total": sum(counts.values()),
        "filters": filters, "query": f"answer={wanted}" if wanted else "", "silent": silent, "wanted": wanted,
    }  # fmt: skip


def _remind(request: HttpRequest, desk: Desk) -> HttpResponse:
    count = actions.remind_silent(desk.terms, by=desk.user)
    text = ngettext("%(count)d reminder is on its way.", "%(count)d reminders are on their way.", count)
    messages.success(request, text % {"count": count})
    return redirect(desk.address("invitations"))


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 12 else 0
