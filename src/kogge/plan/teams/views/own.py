"""A member's own page: everything they may do there. The secret in its address protects it; only buttons act."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core import throttle
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.plan.applying.secret_pages import behind_secret

from .. import actions, links, queries
from ..actions import ground
from ..actions.host import why_not_yet
from ..forms import ComeForm, InviteForm, OwnForm, ResultForm, TeamForm
from ..models import Member, Result
from .public import attachment

personal = behind_secret(links.opened, "teams/unknown_page.html")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, member: Member, secret: str) -> HttpResponse:
    """The own page: confirm, answer an invitation, or the team with all that can be done."""
    made = _forms(request, member)
    if request.method != "POST":
        return _shown(request, member, made)
    do, typed = request.POST.get("do", ""), request.POST.get("person", "")
    form = made.get(do)
    try:
        if form is not None and not form.is_valid():
            return _shown(request, member, made, status=422)
        _act(member, do, form, typed)
    except Refused as refusal:
        refused = str(refusal)
        if form is not None:
            form.add_error(refusal.field if refusal.field in form.fields else None, refused)
        member = ground.members(pk=member.pk).first() or member
        return _shown(request, member, made, status=409, refused="" if form else refused)
    if do in _LAST:
        left = {"team": member.team, "challenge": member.team.challenge}
        return page(request, "teams/gone_page.html", left)
    return redirect(f"{request.path}?done={do}")


@personal
@require_safe
def file(request: HttpRequest, member: Member, secret: str) -> HttpResponse:
    """The file of one's own team."""
    is_in = member.state == Member.State.IN
    return attachment(Result.objects.filter(team=member.team).first() if is_in else None)


def _forms(request: HttpRequest, member: Member) -> dict[str, Any]:
    """Each form of the page by the button that sends it; the one that was sent holds what was typed."""
    team, does = member.team, request.POST.get("do", "")

    def made(do: str, form: type[forms.Form], **begin: Any) -> forms.Form:
        data, files = (request.POST, request.FILES) if do == does else (None, None)
        return form(data, files, initial=begin, auto_id=f"{do}_%s")

    if member.state == Member.State.INVITED:
        return {"come": made("come", ComeForm)}
    if member.state != Member.State.IN:
        return {}
    own = model_to_dict(member, ["name", "brings"])
    found = {
        "own": made("own", OwnForm, named=member.named_at is not None, **own), "invite": made("invite", InviteForm)
    }  # fmt: skip
    if member.is_lead:
        one = _result(member) or Result()
        given = model_to_dict(one, ["title", "text"]) | {"links": "\n".join(one.links)}
        kept = {"agrees": one.agreed_at is not None, "drops_file": bool(one.file)}
        found["result"] = made("result", ResultForm, **given, **kept)
        found["team"] = made(
            "team", TeamForm, team_name=team.name, **model_to_dict(team, ["seeks", "is_open"])
        )
    return found


def _shown(
    request: HttpRequest, member: Member, made: dict[str, Any], *, status: int = 200, refused: str = ""
) -> HttpResponse:
    team, is_in = member.team, member.state == Member.State.IN
    standing = queries.standing(team.challenge)
    rows = list(ground.members(team=team)) if is_in else []
    result = _result(member) if is_in else None
    by_state = {state: [one for one in rows if one.state == state] for state in Member.State.values}
    context = {
        "member": member, "team": team, "challenge": team.challenge, "standing": standing, "forms": made,
        "people": by_state["in"], "waiting": by_state["waiting"], "invited": by_state["invited"], "result": result,
        "secret": links.secret_of(member), "now": timezone.now(), "refused": refused,
        "missing": max(0, standing.terms.least - team.size) if standing else 0,
        "not_yet": why_not_yet(team, standing.terms) if standing and is_in else "",
        "done": _DONE.get(request.GET.get("done", "")) if request.method != "POST" else "",
        "address": queries.address_of(result) if result and result.published_at else "",
        "names": [one.name for one in by_state["in"] if one.named_at],
    }  # fmt: skip
    return page(request, "teams/mine_page.html", context, status=status)


def _result(member: Member) -> Result | None:
    return Result.objects.filter(team=member.team).select_related("team__challenge").first()


def _act(member: Member, do: str, form: Any, person: str) -> None:
    """Carry out what one button says."""
    if do == "invite" and not throttle.allows("team invitations", str(member.uid), most=20, seconds=3600):
        raise Refused(_("You have invited many people within an hour. Please go on later."), field="email")
    if form is not None and do in _TYPED:
        _TYPED[do](member, **form.cleaned_data)
    elif do in _ALONE:
        _ALONE[do](member)
    elif do in _TO_OTHERS:
        _TO_OTHERS[do](member, int(person) if person.isdecimal() else 0)
    else:
        raise Refused(_("Please choose one of the buttons."))


_TYPED: dict[str, Callable[..., Any]] = {
    "come": partial(actions.answer_invitation, comes=True), "own": actions.set_own, "invite": actions.invite,
    "team": actions.change_team, "result": actions.hand_in,
}  # fmt: skip
_ALONE: dict[str, Callable[[Member], None]] = {
    "confirm": actions.confirm, "stay_away": partial(actions.answer_invitation, comes=False), "leave": actions.leave,
    "dissolve": actions.dissolve, "agree": partial(actions.set_agreed, agrees=True),
    "disagree": partial(actions.set_agreed, agrees=False),
}  # fmt: skip
_TO_OTHERS: dict[str, Callable[[Member, int], None]] = {
    "accept": actions.accept, "decline": actions.decline, "remove": actions.remove, "pass_on": actions.pass_on,
}  # fmt: skip
_LAST = {"leave", "dissolve", "stay_away"}
_SAVED, _TOLD = gettext_lazy("Saved."), gettext_lazy("Done. The person was told.")
_DONE = {
    "confirm": gettext_lazy("Confirmed. Thank you."), "come": gettext_lazy("Welcome! You are in the team."),
    "own": _SAVED, "team": _SAVED, "agree": _SAVED, "accept": _TOLD, "decline": _TOLD, "remove": _TOLD,
    "pass_on": _TOLD, "invite": gettext_lazy("The invitation is on its way."),
    "result": gettext_lazy("Handed in. You can change it until the time for results ends."),
    "disagree": gettext_lazy("Saved. It is not public any more."),
}  # fmt: skip
