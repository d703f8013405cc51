"""Teams at the desk of the host: sizes and dates, who is in which, results, merging, writing, lists."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core import history
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.call_desk import exports
from kogge.plan.calls.models import Call
from kogge.plan.event_requests.models import Challenge

from .. import actions, queries
from ..forms import LetterForm, MergeForm, ReasonForm, TermsForm
from ..models import Member, Result, Team
from .public import attachment

READ_OR_WRITE = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_WRITE)
@requires("call.manage")
def teams(request: StaffRequest, slug: str) -> HttpResponse:
    """All teams of a challenge; whether they form, until when, and what is done with all of them."""
    challenge = _challenge(request, slug)
    standing, rows = queries.standing(challenge), queries.of_desk(challenge)
    made = _forms(request, challenge, standing)
    form = made.get(request.POST.get("do", ""))
    if form is not None and form.is_valid():
        try:
            messages.success(request, _act(request, challenge, form.cleaned_data))
            return redirect("teams:desk", slug=slug)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "challenge": challenge, "standing": standing, "rows": rows, "forms": made, "now": timezone.now(),
        "can_merge": sum(one.state == Team.State.LIVE for one in rows) > 1, "sent": form,
        "history": history.of(standing.terms)[:30] if standing else [],
    }  # fmt: skip
    return page(request, "teams/desk/teams_page.html", context)


@require_http_methods(READ_OR_WRITE)
@requires("call.manage")
def team(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """One team: its people, its result, and what the host decides about it."""
    one = _team(request, slug, pk)
    does = request.POST.get("do", "")
    form = ReasonForm(request.POST if does == "dissolve" else None)
    if does:
        try:
            if does != "dissolve" or form.is_valid():
                messages.success(request, _decide(request, one, form))
                return redirect("teams:team", slug=slug, pk=pk)
        except Refused as refusal:
            messages.error(request, str(refusal))
    found = Result.objects.filter(team=one).first()
    entries = [*history.of(one)[:30], *(history.of(found)[:30] if found else [])]
    context = {
        "one": one, "challenge": one.challenge, "people": list(one.members.all()), "result": found, "form": form,
        "standing": queries.standing(one.challenge), "names": queries.named(one),
        "history": sorted(entries, key=lambda entry: -entry.pk),
    }  # fmt: skip
    return page(request, "teams/desk/team_page.html", context)


@require_safe
@requires("call.manage")
def file(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """The file of a result, also before it is published."""
    return attachment(Result.objects.filter(team=_team(request, slug, pk)).first())


@require_safe
@requires("call.manage")
def export(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """One row for each person in a team, without formulas."""
    challenge = _challenge(request, slug)
    head = [_("Team"), _("State"), _("People"), _("Name"), _("Mail address"), _("Role"), _("Language"),
            _("What they bring"), _("May be named"), _("Result")]  # fmt: skip
    rows = [
        [
            one.name, one.get_state_display(), one.size, person.name, person.email,
            pgettext("team", "Lead") if person.is_lead else pgettext("team", "Member"), person.locale, person.brings,
            _("yes") if person.named_at else _("no"), str(getattr(one, "result", "")),
        ]
        for one in queries.of_desk(challenge) for person in one.seated  # type: ignore[attr-defined]
    ]  # fmt: skip
    response = HttpResponse(exports.written(head, rows, kind), content_type=exports.TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{slug}-teams.{kind}"'
    return response


def _forms(request: StaffRequest, challenge: Challenge, standing: queries.Standing | None) -> dict[str, Any]:
    does = request.POST.get("do", "")

    def given(name: str) -> dict[str, Any]:
        return {"data": request.POST if does == name else None, "auto_id": f"{name}_%s"}

    terms = model_to_dict(standing.terms) if standing else {}
    begin = model_to_dict(challenge, ["team_least", "team_most"]) | terms
    live = Team.objects.filter(challenge=challenge, state=Team.State.LIVE)
    return {
        "terms": TermsForm(initial=begin, **given("terms")), "merge": MergeForm(live, **given("merge")),
        "write": LetterForm(**given("write")),
    }  # fmt: skip


def _act(request: StaffRequest, challenge: Challenge, values: dict[str, Any]) -> str:
    """Carry out one form, and say what was done."""
    does, by = request.POST.get("do", ""), request.user
    if does == "terms":
        actions.set_terms(challenge, by=by, **values)
        return _("Saved.")
    if does == "merge":
        actions.merge(values["source"], values["into"], by=by)
        return _("The two teams are one. Everybody in it was told.")
    return _("Sent to %(count)s people.") % {"count": actions.write(challenge, by=by, **values)}


def _decide(request: StaffRequest, one: Team, form: ReasonForm) -> str:
    does = request.POST.get("do", "")
    if does == "dissolve":
        actions.dissolve_by_desk(one, reason=form.cleaned_data["reason"], by=request.user)
        return _("Dissolved. Everybody in the team was told why.")
    result = get_object_or_404(Result.objects.select_related("team"), team=one)
    actions.publish(result, public=does == "publish", by=request.user)
    return _("Published. The team was told.") if does == "publish" else _("Taken back.")


def _challenge(request: StaffRequest, slug: str) -> Challenge:
    rows = Challenge.objects.filter(call__in=Call.objects.of_staff(request.user, "call.manage"))
    return get_object_or_404(rows.select_related("call__organization", "event"), slug=slug)


def _team(request: StaffRequest, slug: str, pk: int) -> Team:
    rows = Team.objects.filter(challenge=_challenge(request, slug))
    people = Prefetch("members", Member.objects.exclude(state=Member.State.ASKED))
    return get_object_or_404(
        rows.select_related("challenge__call__organization").prefetch_related(people), pk=pk
    )
