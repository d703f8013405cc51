"""Setting up calls at the desk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.calls import actions as sorting
from kogge.plan.calls import eligibility, parts, questions
from kogge.plan.calls.models import Call
from kogge.plan.events.views.shared import show

from .. import actions, queries
from ..forms import CallForm, EarlierForm, NewForm, QuestionForm, RuleForm

READ_OR_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@requires("call.manage")
def call_list(request: StaffRequest) -> HttpResponse:
    """All calls of one's organisations, with how much came in."""
    calls = list(queries.with_counts(request.user))
    context = {"calls": calls, "kinds": Call.Kind.choices, "links": parts.of_desk_list(request.user)}
    return page(request, "call_desk/list_page.html", context)


@require_http_methods(READ_OR_WRITE)
@requires("call.manage")
def create(request: StaffRequest, kind: str) -> HttpResponse:
    """A new call: its kind brings the form along, or an earlier call does."""
    if kind not in Call.Kind.values:
        raise Http404
    form = NewForm(request.user, kind, request.POST or None)
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("title_de", "organization")}
        try:
            if earlier := form.cleaned_data.get("copy_of"):
                call = actions.copy_call(earlier, by=request.user, values=values)
            else:
                call = actions.create_call(
                    by=request.user, kind=kind, organization=values["organization"], values=values
                )
            return redirect("call_desk:edit", slug=call.slug)
        except Refused as refusal:
            show(refusal, form)
    return page(request, "call_desk/new_page.html", {"form": form, "kind": Call.Kind(kind).label})


@require_http_methods(READ_OR_WRITE)
@requires("call.manage")
def edit(request: StaffRequest, slug: str) -> HttpResponse:
    """Texts, times and settings."""
    call = managed(request.user, slug)
    form = CallForm(request.user, request.POST or None, call=call)
    typed = request.POST.get("version", "")
    if form.is_bound and form.is_valid():
        try:
            expected = int(typed) if typed.isdecimal() else None
            actions.change_call(call, by=request.user, values=form.values, expected_version=expected)
            messages.success(request, _("Saved."))
            return redirect("call_desk:call", slug=slug)
        except Refused as refusal:
            show(refusal, form)
            call = managed(request.user, slug)
    return page(request, "call_desk/edit_page.html", {"form": form, "call": call})


@require_POST
@requires("call.manage")
def state(request: StaffRequest, slug: str) -> HttpResponse:
    """Publish, take back, archive, or invite those chosen in the phase before."""
    call, wanted = managed(request.user, slug), request.POST.get("state", "")
    try:
        if wanted == "invite":
            count = sorting.invite_next(call, by=request.user)
            messages.success(request, _("%(count)s letters were written.") % {"count": count})
        elif wanted in Call.State.values:
            actions.set_state(call, wanted, by=request.user)
            messages.success(request, _("Saved."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("call_desk:call", slug=slug)


@require_http_methods(READ_OR_WRITE)
@requires("call.manage")
def question_list(request: StaffRequest, slug: str) -> HttpResponse:
    """All questions in their order; each can be moved and retired."""
    call = managed(request.user, slug)
    if request.method == "POST":
        _moved(call, request.POST.get("key", ""), request.POST.get("do", ""), by=request.user)
        return redirect("call_desk:questions", slug=slug)
    rows = [questions.made(one) for one in call.questions]
    return page(request, "call_desk/questions_page.html", {"call": call, "rows": rows})


@require_http_methods(READ_OR_WRITE)
@requires("call.manage")
def question(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """One question, or a new one."""
    call = managed(request.user, slug)
    found = next((questions.made(one) for one in call.questions if one["key"] == key), None)
    if found is None and key != "new":
        raise Http404
    form = QuestionForm(call, request.POST or None, question=found)
    if form.is_bound and form.is_valid():
        try:
            actions.put_question(call, form.data_of_question, by=request.user, key=key if found else "")
            messages.success(request, _("Saved."))
            return redirect("call_desk:questions", slug=slug)
        except Refused as refusal:
            show(refusal, form)
    built_in = key in questions.BUILT_IN
    return page(
        request,
        "call_desk/question_page.html",
        {"call": call, "form": form, "question": found, "built_in": built_in},
    )


@require_http_methods(READ_OR_WRITE)
@requires("call.manage")
def rules(request: StaffRequest, slug: str) -> HttpResponse:
    """Rules of eligibility, and who was chosen before this platform kept count."""
    call, do = managed(request.user, slug), request.POST.get("do", "")
    earlier = call.setting("earlier", [])
    lines = "\n".join(
        f"{one['edition']}; {one['organization']}; {', '.join(one['founders'])}" for one in earlier
    )
    form = RuleForm(call, request.POST if do == "add" else None)
    past = EarlierForm(request.POST if do == "earlier" else None, initial={"earlier": lines})
    kept = [one for one in call.eligibility if do != "remove" or one["key"] != request.POST.get("key")]
    if do == "add" and form.is_valid():
        kept = [*kept, _rule(form.cleaned_data, kept)]
    if do == "earlier" and past.is_valid():
        earlier = past.cleaned_data["earlier"]
    if request.method == "POST" and not form.errors and not past.errors:
        actions.set_eligibility(call, kept, by=request.user, earlier=earlier)
        return redirect("call_desk:rules", slug=slug)
    shown = [(rule, eligibility.KINDS[rule["kind"]], _values(call, rule)) for rule in call.eligibility]
    context: dict[str, Any] = {"call": call, "form": form, "past": past, "rules": shown}
    return page(request, "call_desk/rules_page.html", context)


def managed(user: User, slug: str, action: str = "call.manage") -> Call:
    """The call, if the user may do this for its organisation; otherwise there is no such page."""
    rows = Call.objects.of_staff(user, action).select_related("organization", "event", "previous")
    return get_object_or_404(rows, slug=slug)


def _rule(values: dict[str, Any], kept: list[dict[str, Any]]) -> dict[str, Any]:
    used = {one["key"] for one in kept}
    key = next(name for number in range(1, 1000) if (name := f"{values['kind']}_{number}") not in used)
    return {
        **values,
        "key": key,
        "values": [one.strip() for one in values["values"].split(",") if one.strip()],
    }


def _values(call: Call, rule: dict[str, Any]) -> list[str]:
    """What a rule compares with, in words."""
    asked = next((questions.made(one) for one in call.questions if one["key"] == rule.get("question")), None)
    if rule["kind"] == "answer" and asked:
        return [asked.words(one) for one in rule.get("values", ())]
    return list(eligibility.prefixes(rule)) if rule["kind"] == "region" else rule.get("values", [])


def _moved(call: Call, key: str, do: str, *, by: User) -> None:
    keys = [one["key"] for one in call.questions]
    if key not in keys:
        return
    at = keys.index(key)
    data = dict(call.questions[at])
    if do in {"retire", "restore"}:
        data["retired"] = do == "retire"
    position = {"up": max(0, at - 1), "down": at + 1}.get(do, at)
    actions.put_question(call, data, by=by, key=key, position=position)
