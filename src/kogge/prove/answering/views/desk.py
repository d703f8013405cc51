"""The desk's lists: how many are required, complete and open, and what is missing. Never an answer."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, is_office, requires
from kogge.network.grants.models import Operation
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.hours.models import Participant
from kogge.prove.profiles.queries import profile_of
from kogge.prove.questionnaires import actions, aims, queries
from kogge.prove.questionnaires.models import AimDefault

from .. import lists
from ..forms import AimForm, PeopleAimForm
from ..permissions import SEE, operations_for, participants_for

PER_PAGE = 50


@requires(SEE)
@require_safe
def start(request: StaffRequest) -> HttpResponse:
    """Every operation with its numbers."""
    operations = list(operations_for(request.user))
    found = queries.statuses(operations)
    rows = [(one, found[one.pk], is_fictional(one)) for one in operations]
    return page(request, "answering/start_page.html", {"rows": rows, "crumbs": crumbs()})


@requires(SEE)
@require_safe
def operation(request: StaffRequest, slug: str) -> HttpResponse:
    """One operation: numbers, and the open cases with what is missing."""
    one = get_object_or_404(operations_for(request.user), slug=slug)
    profile = profile_of(one)
    shown = participants_for(request.user).filter(operation=one)
    wanted = request.GET.get("show", "") if request.GET.get("show", "") in lists.KINDS else "open"
    rows = lists.of(shown, wanted)
    counts = lists.counts(shown)
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lists.explain(listed.object_list, profile, (get_language() or "de")[:2])
    context = _about(one) | {
        "status": queries.status(one), "page": listed, "show": wanted, "query": f"show={wanted}",
        "tabs": _tabs(one, wanted, counts), "sees_all": is_office(request.user), "aims": aims_open(shown),
        "hours": f"{profile.minimum_minutes / 60:g}", "crumbs": crumbs((one.title, "")),
    }  # fmt: skip
    return page(request, "answering/operation_page.html", context)


@requires(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def people_aims(request: StaffRequest, slug: str) -> HttpResponse:
    """Who is counted: people whose choice is open, and three questions about those who are ticked."""
    one = get_object_or_404(operations_for(request.user), slug=slug)
    shown = participants_for(request.user).filter(operation=one)
    form = PeopleAimForm(request.POST or None)
    chosen = request.POST.getlist("people")[:500]
    if request.method == "POST" and form.is_valid() and _decided(request, shown, form, chosen):
        return redirect("answering:aims", slug)
    decided = request.GET.get("show") == "decided"
    rows = shown.filter(aim__isnull=not decided).order_by("person__name", "pk").select_related("aim__entity")
    listed = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lists.name_organizations(listed.object_list)
    context = _about(one) | {
        "form": form, "page": listed, "chosen": set(chosen), "decided": decided, "rule": aims.RULE,
        "default": AimDefault.objects.filter(operation=one).first(), "may_default": is_office(request.user),
        "query": "show=decided" if decided else "", "crumbs": crumbs(*_way(one), (_("Person or company"), "")),
    }  # fmt: skip
    return page(request, "answering/aims_page.html", context, status=422 if form.errors else 200)


@requires("operation.change")
@require_http_methods(["GET", "HEAD", "POST"])
def default_aim(request: StaffRequest, slug: str) -> HttpResponse:
    """The office's default for a whole operation."""
    one = get_object_or_404(Operation.objects.select_related("profile", "beneficiary"), slug=slug)
    form = AimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_default(
                one, reasons=form.reasons, reason=form.cleaned_data["reason"], by=request.user
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(
                request, _("Saved. It holds for everybody nobody decided about, within ten minutes.")
            )
            return redirect("answering:aims", slug)
    way = (_("Person or company"), reverse("answering:aims", args=[slug]))
    context = _about(one) | {
        "form": form,
        "rule": aims.RULE,
        "crumbs": crumbs(*_way(one), way, (_("Default"), "")),
    }
    return page(request, "answering/default_page.html", context, status=422 if form.errors else 200)


def aims_open(shown: Any) -> int:
    """How many people's choice is open."""
    return int(shown.filter(aim=None).count())


def crumbs(*rest: tuple[str, str]) -> list[dict[str, str]]:
    """The way back to the desk of proof."""
    way = [(_("Desk"), reverse("accounts:desk")), (_("Proof"), reverse("indicators:start"))]
    way.append((_("Questionnaires"), reverse("answering:start") if rest else ""))
    return [{"name": name, "address": address} for name, address in (*way, *rest)]


def _way(one: Operation) -> list[tuple[str, str]]:
    return [(one.title, reverse("answering:operation", args=[one.slug]))]


def _about(one: Operation) -> dict[str, Any]:
    return {"operation": one, "is_fictional": is_fictional(one)}


def _decided(request: StaffRequest, shown: Any, form: PeopleAimForm, chosen: list[str]) -> bool:
    people: list[Participant] = list(shown.filter(code__in=chosen).order_by("pk"))
    if not people:
        form.add_error(None, _("Please tick at least one person."))
        return False
    try:
        actions.decide(
            people,
            reasons=form.reasons,
            reason=form.cleaned_data["reason"],
            entity=form.entity,
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    sentence = ngettext("Decided for %(count)d person.", "Decided for %(count)d people.", len(people))
    messages.success(request, sentence % {"count": len(people)})
    return True


def _tabs(one: Operation, wanted: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    address = reverse("answering:operation", args=[one.slug])
    return [
        {"name": label, "address": f"{address}?show={key}", "current": key == wanted, "count": counts[key]}
        for key, label in lists.KINDS.items()
    ]
