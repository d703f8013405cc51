"""The team's pages of hours: operations, their people, the events behind the hours, and tickets nobody is known for."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kogge.core.ordering import empty_lowest
from kogge.core.page import page
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, holds, organizations_of, requires
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.profiles.queries import operations_for, profile_of
from kogge.take_part.attendance.models import Attendance

from . import actions, counting, people, settling, strangers
from .fictional import is_fictional
from .forms import DecisionForm, NewPersonForm, ReasonForm
from .models import Credit, Holder, Participant

PER_PAGE = 50
VIEWS = ("all", "reached", "near", "others")


@requires("hours.see")
def start(request: StaffRequest) -> HttpResponse:
    """The operations somebody may see, with their threshold, and how many tickets nobody is known for."""
    operations = list(operations_for(request.user, "hours.see"))
    waiting = sum(strangers.count_by_event(_events(request)).values())
    rows = [(one, profile_of(one).minimum_minutes) for one in operations]
    return page(request, "hours/start_page.html", {"rows": rows, "waiting": waiting})


@requires("hours.see")
def operation(request: StaffRequest, slug: str) -> HttpResponse:
    """The people with hours in one operation."""
    found = get_object_or_404(operations_for(request.user, "hours.see"), slug=slug)
    settling.bring_in_step(found.events.all())
    standing = people.standing(found)
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in VIEWS else "all"
    listed = standing.everybody if chosen == "all" else getattr(standing, chosen)
    words = " ".join(request.GET.get("q", "").split())[:80]
    if words:
        listed = _named_like(request, listed, words)
    shown = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "operation": found, "profile": profile_of(found), "standing": standing, "shown": shown, "words": words,
        "lines": people.lines(request.user, found, shown.object_list, standing.minimum),
        "tabs": _tabs(standing, chosen), "query": urlencode({"show": chosen, **({"q": words} if words else {})}),
        "chosen": chosen, "is_fictional": is_fictional(found),
        "sees_all": organizations_of(request.user, "hours.see") is None, "rest": len(standing.everybody),
    }  # fmt: skip
    return page(request, "hours/operation_page.html", context)


@requires("hours.see")
def participant(request: StaffRequest, code: str) -> HttpResponse:
    """One person in one operation: the events behind the hours."""
    found = get_object_or_404(
        Participant.objects.filter(operation__in=operations_for(request.user, "hours.see")).select_related(
            "operation__profile", "operation__beneficiary", "person"
        ),
        code=code,
    )
    settling.bring_in_step(Event.objects.filter(credits__person=found.person))
    rows = Credit.objects.filter(event__operation=found.operation, person=found.person)
    credited, total = [], 0
    for row in rows.select_related("event"):
        total += row.minutes
        credited.append((row, total))
    profile = profile_of(found.operation)
    elsewhere = Credit.objects.filter(person=found.person).exclude(event__operation=found.operation)
    context = {
        "participant": found, "rows": credited, "total": total, "profile": profile,
        "name": people.named(request.user, [found.person_id]).get(found.person_id, ""),
        "missing": max(0, profile.minimum_minutes - total), "is_fictional": is_fictional(found.operation),
        "merged": found.person.merged_into_id is not None,
        "own": set(_events(request).filter(credits__in=rows).values_list("pk", flat=True)),
        "elsewhere": elsewhere.count(),
    }  # fmt: skip
    return page(request, "hours/participant_page.html", context)


@requires("hours.see")
def waiting(request: StaffRequest) -> HttpResponse:
    """Events with tickets that nobody is known for."""
    counts = strangers.count_by_event(_events(request))
    events = Event.objects.filter(pk__in=counts).order_by(*empty_lowest("-sort_on"), "pk")
    shown = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(event, counts[event.pk], is_fictional(event)) for event in shown]
    return page(request, "hours/waiting_page.html", {"shown": shown, "rows": rows})


@requires("hours.see")
def event(request: StaffRequest, slug: str) -> HttpResponse:
    """One event: its counters, the minutes of each person, and tickets that nobody is known for."""
    found = _event(request, slug, "hours.see")
    settling.bring_in_step([found])
    rows = found.credits.select_related("person").order_by("person__name", "pk")
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    unknown = Paginator(strangers.strangers(found), PER_PAGE).get_page(request.GET.get("unknown"))
    strangers.suggest(unknown.object_list)  # type: ignore[arg-type]
    lead = found.lead.slug if found.lead else None
    context = {
        "event": found, "shown": shown, "unknown": unknown, "counters": counting.counters([found]),
        "participants": _participants(found),
        "codes": _codes(found.operation, [row.person_id for row in shown]), "is_fictional": is_fictional(found),
        "decided": Holder.objects.filter(serial__in=_serials(found), how=Holder.How.STAFF).select_related("person"),
        "may_change": holds(request.user, "hours.change", lead),
    }  # fmt: skip
    return page(request, "hours/event_page.html", context)


def _participants(found: Event) -> int | None:
    """The third counter, told by whoever keeps the funder's records; None where no operation asks for them."""
    told: list[int] = []
    announce("participants asked", event=found, found=told)
    return told[0] if told else None


@require_http_methods(["GET", "HEAD", "POST"])
@requires("hours.change")
def decide(request: StaffRequest, slug: str, serial: str) -> HttpResponse:
    """Say whose ticket it was, or enter somebody new."""
    found = _event(request, slug, "hours.change")
    if not _serials(found).filter(serial=serial).exists():
        return redirect("hours:event", slug=slug)
    holder = Holder.objects.filter(serial=serial).select_related("person").first()
    stranger = next((one for one in strangers.strangers(found) if one.serial == serial), None)
    if stranger is not None:
        strangers.suggest([stranger])
    words = " ".join(request.GET.get("q", "").split())[:80]
    offered = [*(stranger.candidates if stranger else []), *strangers.search(words)]
    offered = list({one.person.pk: one for one in reversed(offered)}.values())[::-1]
    is_new = "new" in request.POST
    choice = DecisionForm(offered, request.POST if request.POST and not is_new else None)
    initial = {"name": stranger.name, "email": stranger.email} if stranger else {}
    new = NewPersonForm(request.POST if is_new else None, prefix="new", initial=initial)
    form: Any = new if is_new else choice
    if form.is_bound and form.is_valid() and _decided(request, form, serial, is_new=is_new):
        return redirect("hours:event", slug=slug)
    context = {
        "event": found, "serial": serial, "stranger": stranger, "holder": holder, "offered": offered,
        "choice": choice, "new": new, "words": words, "back": ReasonForm(prefix="back"),
    }  # fmt: skip
    return page(request, "hours/decide_page.html", context)


@require_POST
@requires("hours.change")
def take_back(request: StaffRequest, slug: str, serial: str) -> HttpResponse:
    """A decision was wrong."""
    found = _event(request, slug, "hours.change")
    holder = get_object_or_404(Holder, serial=serial)
    if not _serials(found).filter(serial=serial).exists():
        return redirect("hours:event", slug=slug)
    try:
        actions.unlink_holder(holder, by=request.user, reason=request.POST.get("back-reason", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("hours:decide", slug=slug, serial=serial)
    settling.bring_in_step([found])
    messages.success(
        request, _("Taken back. Nobody is known for this ticket now, unless the registration says.")
    )
    return redirect("hours:event", slug=slug)


def _decided(request: StaffRequest, form: Any, serial: str, *, is_new: bool) -> bool:
    values = form.cleaned_data
    try:
        if is_new:
            person = actions.new_person(serial, by=request.user, **values)
        else:
            person = actions.link_holder(serial, by=request.user, **values).person
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    settling.bring_in_step(Event.objects.filter(door__attendances__serial=serial))
    messages.success(request, _("Noted: this was %(name)s.") % {"name": person.name})
    return True


def _events(request: StaffRequest) -> Any:
    slugs = organizations_of(request.user, "hours.see")
    return Event.objects.all() if slugs is None else Event.objects.owned_by(slugs)


def _event(request: StaffRequest, slug: str, action: str) -> Event:
    slugs = organizations_of(request.user, action)
    events = Event.objects.all() if slugs is None else Event.objects.owned_by(slugs)
    return get_object_or_404(events.with_organizers().select_related("operation"), slug=slug)


def _serials(found: Event) -> Any:
    return Attendance.objects.filter(door__event=found).order_by().values("serial")


def _codes(operation: Operation | None, listed: list[int]) -> dict[int, str]:
    rows = Participant.objects.filter(operation=operation, person__in=listed)
    return dict(rows.values_list("person", "code")) if operation else {}


def _named_like(request: StaffRequest, listed: list[tuple[int, int]], words: str) -> list[tuple[int, int]]:
    """Those whose name, as far as it may be read, or whose code fits."""
    by_code = set(Participant.objects.filter(code__iexact=words).values_list("person", flat=True))
    names = people.named(request.user, [one.person.pk for one in strangers.search(words)])
    return [row for row in listed if row[0] in by_code or row[0] in names]


def _tabs(standing: people.Standing, chosen: str) -> list[dict[str, Any]]:
    names = {
        "all": _("Everybody"), "reached": _("Threshold reached"), "near": _("Close to it"), "others": _("Below"),
    }  # fmt: skip
    sizes = {"all": len(standing.everybody), **{key: len(getattr(standing, key)) for key in VIEWS[1:]}}
    shown = names if standing.minimum else {"all": names["all"]}
    return [
        {"name": name, "address": f"?show={key}", "current": key == chosen, "count": sizes[key]}
        for key, name in shown.items()
    ]
