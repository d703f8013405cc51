"""Rules on the desk: see, make, change; who stands where; issue."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, holds, may, open_or_404, requires
from kogge.network.directory.models import Person
from kogge.prove.badges import wording

from .. import actions, queries
from ..forms import AssessmentForm, ChangeForm, ConditionsForm, NewRuleForm, ReasonForm
from ..models import Assessment, CertificateRule
from ..queries import Round

READ_OR_WRITE = ["GET", "HEAD", "POST"]
_PER_PAGE = 50
ISSUE = "certificate.issue"


@require_safe
@requires("certificate.see")
def rules(request: StaffRequest) -> HttpResponse:
    """All rules of one's own organisations, each as a sentence."""
    listed = [(rule, _sentence(rule)) for rule in queries.rules_of(request.user)]
    doubtful = queries.questioned(request.user)
    context = {"rules": listed, "doubtful": doubtful, "may_issue": may(request.user, ISSUE)}
    return page(request, "certificates/rules_page.html", context)


@require_http_methods(READ_OR_WRITE)
@requires(ISSUE)
def new(request: StaffRequest) -> HttpResponse:
    """Make a rule; a button shows what it says before it is saved."""
    form = NewRuleForm(request.user, request.POST or None, initial=request.GET.dict())
    sentence = ""
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        dates = list(given["events"])
        try:
            if "preview" in request.POST:
                sentence = wording.rule(form.conditions, given["out_of"], dates=len(dates))
            else:
                words = {name: given[name] for name in form.WORDS}
                rule = actions.create_rule(
                    by=request.user, organization=given["organization"], values=words, series=given["series"],
                    conditions=form.conditions, out_of=given["out_of"], dates=dates,
                )  # fmt: skip
                return redirect("certificates:rule", pk=rule.pk)
        except Refused as refusal:
            _show(refusal, form)
    return page(request, "certificates/rule_form_page.html", {"form": form, "sentence": sentence})


@require_http_methods(READ_OR_WRITE)
@requires(ISSUE)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Change words or conditions; conditions make a new version, and the old one stays."""
    rule = _mine(request, pk, ISSUE)
    version = queries.current(rule)
    form = ChangeForm(version, request.POST or None)
    sentence = ""
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            if "preview" in request.POST:
                sentence = wording.rule(form.conditions, given["out_of"], dates=len(queries.dates_of(rule)))
            else:
                actions.change_rule(
                    rule, by=request.user, conditions=form.conditions, out_of=given["out_of"],
                    reason=given["reason"], words={name: given[name] for name in form.WORDS},
                )  # fmt: skip
                return redirect("certificates:rule", pk=pk)
        except Refused as refusal:
            _show(refusal, form)
    context = {"form": form, "rule": rule, "sentence": sentence, "now": _sentence(rule)}
    return page(request, "certificates/rule_form_page.html", context)


@require_safe
@requires("certificate.see")
def show(request: StaffRequest, pk: int) -> HttpResponse:
    """One rule: its sentence, its versions, its rounds, and who stands where in one of them."""
    rule = _mine(request, pk)
    found = queries.rounds_of(rule)
    chosen = _round(found, request.GET.get("round", ""))
    rows = queries.rows(rule, chosen) if chosen else []
    groups = {
        "": rows, "waiting": [row for row in rows if row.is_earned and not row.certificate],
        "missing": [row for row in rows if not row.is_earned], "held": [row for row in rows if row.certificate],
    }  # fmt: skip
    only = request.GET.get("only", "")
    context = {
        "rule": rule, "sentence": _sentence(rule), "version": queries.current(rule), "rounds": found,
        "chosen": chosen, "only": only, "counts": {name or "all": len(some) for name, some in groups.items()},
        "listed": Paginator(groups.get(only, rows), _PER_PAGE).get_page(request.GET.get("page")),
        "versions": [(one, wording.rule(one.conditions, one.out_of)) for one in rule.versions.all()],
        "runs": rule.runs.filter(round=chosen.number)[:5] if chosen else [],
        "query": f"round={chosen.number if chosen else 1}&only={only}",
        "may_issue": holds(request.user, ISSUE, rule.organization.slug),
    }  # fmt: skip
    return page(request, "certificates/rule_page.html", context)


@require_POST
@requires(ISSUE)
def issue(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Issue to everybody of a round who has earned it, or to one person."""
    rule = _mine(request, pk, ISSUE)
    chosen = next((one for one in queries.rounds_of(rule) if one.number == number), None)
    if chosen is None:
        raise Http404
    try:
        if person := request.POST.get("person", ""):
            one = get_object_or_404(Person, pk=int(person) if person.isdecimal() else 0)
            made = actions.issue_one(rule, chosen, one, by=request.user)
            return redirect("certificates:held", code=made.code)
        run = actions.begin_run(rule, chosen, by=request.user)
        return redirect("certificates:run", pk=run.pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("certificates:rule", pk=pk)


@require_http_methods(READ_OR_WRITE)
@requires(ISSUE)
def assess(request: StaffRequest, pk: int, person: int) -> HttpResponse:
    """Record an assessment of somebody who attended a date of the rule."""
    rule = _mine(request, pk, ISSUE)
    attended = Person.objects.filter(credits__event__in=queries.dates_of(rule)).exclude(name="").distinct()
    somebody = get_object_or_404(attended, pk=person)
    form = AssessmentForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.assess(rule, somebody, by=request.user, values=form.cleaned_data)
            messages.success(request, _("The assessment is recorded."))
            return redirect("certificates:rule", pk=pk)
        except Refused as refusal:
            _show(refusal, form)
    earlier = Assessment.objects.filter(rule=rule, person=somebody)
    known = [(one, ReasonForm(auto_id=f"%s-{one.pk}")) for one in earlier]
    context = {"rule": rule, "person": somebody, "form": form, "known": known}
    return page(request, "certificates/assessment_page.html", context)


@require_POST
@requires(ISSUE)
def withdraw(request: StaffRequest, pk: int, person: int, assessment: int) -> HttpResponse:
    """Take back an assessment that was recorded by mistake, with the reason."""
    known = Assessment.objects.filter(rule=_mine(request, pk, ISSUE), person=person).select_related(
        "rule", "person"
    )
    one = get_object_or_404(known, pk=assessment)
    try:
        made = actions.correct_assessment(one, by=request.user, reason=request.POST.get("reason", ""))
        text = _("The assessment is taken back.")
        again = _("The certificate was issued anew and says attendance; the person was told.")
        messages.success(request, f"{text} {again}" if made else text)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("certificates:assess", pk=pk, person=person)


def _sentence(rule: CertificateRule) -> str:
    version = queries.current(rule)
    return wording.rule(version.conditions, version.out_of, dates=len(queries.dates_of(rule)))


def _round(found: list[Round], asked: str) -> Round | None:
    """The round asked for, else the last that has begun."""
    begun = [one for one in found if one.has_begun]
    usual = (begun or found[:1] or [None])[-1]  # type: ignore[list-item]
    return next((one for one in found if str(one.number) == asked), usual)


def _mine(request: StaffRequest, pk: int, action: str = "certificate.see") -> CertificateRule:
    rule = get_object_or_404(queries.with_dates(), pk=pk)
    open_or_404(request.user, action, rule.organization.slug)
    return rule


def _show(refusal: Refused, form: ConditionsForm | AssessmentForm) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
