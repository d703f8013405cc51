"""The desk's pages of a jury: rules, phases, jurors, conflicts, and who reads what."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, open_or_404, requires
from kogge.plan.calls.models import Call
from kogge.plan.calls.queries import judged
from kogge.plan.juries import queries
from kogge.plan.juries.actions import people, rules
from kogge.plan.juries.conflicts import words
from kogge.plan.juries.models import Assignment, AssignmentRun, Declaration, Juror, Jury, Phase, Review

from . import handing_out, overview, sentences
from .forms import CriteriaForms, JurorForm, PhaseForm, RulesForm, criteria_rows, juror_named
from .frame import beside, jury_of, shown

PER_PAGE = 50
_FORMS = require_http_methods(["GET", "HEAD", "POST"])


@_FORMS
@requires("jury.manage")
def jury(request: StaffRequest, slug: str) -> HttpResponse:
    """How far a jury is; the first time, the button that makes one."""
    call = get_object_or_404(Call.objects.select_related("organization", "event"), slug=slug)
    open_or_404(request.user, "jury.manage", call.organization.slug)
    found = Jury.objects.filter(call=call).select_related("call__organization").first()
    if request.method == "POST":
        if found is None:
            rules.create(call, by=request.user)
        elif "remind" in request.POST:
            _say_sent(request, people.remind(found, by=request.user))
        return redirect("jury_desk:jury", slug)
    if found is None:
        return page(request, "jury_desk/none_page.html", {"call": call})
    jurors = list(queries.with_progress(found).filter(left_at=None))
    context = {
        "checklist": overview.checklist(found), "criteria": queries.criteria_of(found), "jurors": jurors,
        "files": sum(one.files for one in jurors), "done": sum(one.done for one in jurors),
        "phases": list(found.phases.all()), "judged": judged(call).count(),
    }  # fmt: skip
    return shown(request, found, "jury", context)


@_FORMS
@requires("jury.manage")
def change_rules(request: StaffRequest, slug: str) -> HttpResponse:
    """Criteria with weights, the rule for ties, and what jurors promise."""
    found = jury_of(request, slug)
    rules.lock_due(found)
    data = request.POST if request.method == "POST" else None
    form = RulesForm(data, instance=found)
    rows = CriteriaForms(data, initial=criteria_rows(found), prefix="criteria")
    if data is not None and form.is_valid() and rows.is_valid():
        try:
            written = [one.cleaned_data for one in rows if one.is_written]
            rules.change(jury_of(request, slug), form.cleaned_data, written, by=request.user)
            messages.success(request, _("Saved. The page of the call shows it now."))
            return redirect("jury_desk:rules", slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    wrong = data is not None and not (form.is_valid() and rows.is_valid())
    return shown(request, found, "rules", {"form": form, "rows": rows}, 422 if wrong else 200)


@_FORMS
@requires("jury.manage")
def change_phase(request: StaffRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """A new phase, or one to change or take out."""
    found = jury_of(request, slug)
    phase = _phase(found, pk) if pk else None
    data = request.POST if request.method == "POST" else None
    form = PhaseForm(found, data, instance=phase or Phase(jury=found))
    try:
        if phase and data is not None and "delete" in data:
            rules.delete_phase(phase, by=request.user)
            return redirect("jury_desk:jury", slug)
        if data is not None and form.is_valid():
            rules.save_phase(found, _phase(found, pk) if pk else None, form.values, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("jury_desk:jury", slug)
    except Refused as refusal:
        beside(form, refusal)
    here = f"phase{pk}" if pk else "jury"
    return shown(request, found, "phase", {"form": form, "phase": phase}, 422 if form.errors else 200, here)


@_FORMS
@requires("jury.manage")
def jurors(request: StaffRequest, slug: str) -> HttpResponse:
    """Who judges, how far they are, and the form that invites somebody."""
    found = jury_of(request, slug)
    form = JurorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            juror = people.add(found, form.cleaned_data, by=request.user)
            messages.success(request, _("%(name)s was invited by mail.") % {"name": juror.name})
            return redirect("jury_desk:jurors", slug)
        except Refused as refusal:
            beside(form, refusal)
    context = {"form": form, "jurors": queries.with_progress(found)}
    return shown(request, found, "jurors", context, 422 if form.errors else 200)


@_FORMS
@requires("jury.manage")
def juror(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """One juror: correct, invite again, remind, take out."""
    found = jury_of(request, slug)
    one = _juror(found, pk)
    form = JurorForm(request.POST if "save" in request.POST else None, instance=_juror(found, pk))
    if request.method == "POST":
        try:
            if "save" not in request.POST:
                return _moved(request, one)
            if form.is_valid():
                people.change(one, form.cleaned_data, by=request.user)
                messages.success(request, _("Saved."))
                return redirect("jury_desk:jurors", slug)
        except Refused as refusal:
            beside(form, refusal)
    pairs = (
        Assignment.objects.filter(juror=one).select_related("phase", "submission", "review").order_by("pk")
    )
    context = {"form": form, "juror": one, "pairs": pairs}
    return shown(request, found, "juror", context, 422 if form.errors else 200, "jurors")


def _moved(request: StaffRequest, one: Juror) -> HttpResponse:
    slug = one.jury.call.slug
    if "remind" in request.POST:
        _say_sent(request, people.remind(one.jury, by=request.user, only=one))
    elif "invite" in request.POST:
        people.invite_again(one, by=request.user)
        messages.success(request, _("A new link is on its way; the old ones are closed."))
    elif "leave" in request.POST:
        count = people.leave(one, by=request.user)
        words = ngettext(
            "%(name)s left the jury; %(count)d file needs somebody else.",
            "%(name)s left the jury; %(count)d files need somebody else.",
            count,
        )
        messages.success(request, words % {"name": one.name, "count": count})
        return redirect("jury_desk:jurors", slug)
    return redirect("jury_desk:juror", slug, one.pk)


@_FORMS
@requires("jury.manage")
def conflicts(request: StaffRequest, slug: str) -> HttpResponse:
    """What was declared and what was found, with the reason; staff may clear one or note another."""
    found = jury_of(request, slug)
    problem: dict[str, Any] = {}
    if request.method == "POST":
        try:
            _settle(request, found)
            return redirect("jury_desk:conflicts", slug)
        except Refused as refusal:
            problem = {"sentence": str(refusal), "row": request.POST.get("clear", ""), "typed": request.POST}
    listed = Paginator(overview.conflicts(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": listed, "rows": [(row, words(row.reason)) for row in listed], "problem": problem,
        "jurors": found.jurors.filter(left_at=None), "submissions": judged(found.call).order_by("title", "pk"),
    }  # fmt: skip
    return shown(request, found, "conflicts", context, 422 if problem else 200)


def _settle(request: StaffRequest, found: Jury) -> None:
    data = request.POST
    if "find" in data:
        count = people.find_conflicts(found, by=request.user)
        messages.success(request, _("The records show %(count)d conflicts of interest.") % {"count": count})
    elif "clear" in data:
        rows = Declaration.objects.filter(juror__jury=found, kind=Declaration.Kind.CONFLICT)
        row = get_object_or_404(rows, pk=_number(data["clear"]))
        people.clear_conflict(row, data.get("why", ""), by=request.user)
        messages.success(request, _("Cleared. The juror may read the file."))
    else:
        one = juror_named(found, data.get("juror", ""))
        submission = found.call.submissions.filter(code=data.get("submission", "")).first()
        if one is None or submission is None:
            raise Refused(_("Please choose a juror and a file."))
        people.note_conflict(one, submission, data.get("reason", ""), by=request.user)
        messages.success(request, _("Noted. The file is hidden from %(name)s.") % {"name": one.name})


@_FORMS
@requires("jury.manage")
def files(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Who reads what in a phase: computed, or one by one; and how far everybody is."""
    found = jury_of(request, slug)
    phase = _phase(found, pk)
    sentence = ""
    if request.method == "POST":
        try:
            _hand_out(request, phase)
            return redirect("jury_desk:files", slug, pk)
        except Refused as refusal:
            sentence = str(refusal)
    run = phase.runs.first()
    listed = Paginator(overview.file_rows(phase), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "phase": phase, "run": run, "sentence": sentence, "page": listed,
        "problems": sentences.of_run(run) if run and run.state == AssignmentRun.State.FAILED else [],
        "rows": overview.rows_of(phase, list(listed)), "jurors": found.jurors.filter(left_at=None),
    }  # fmt: skip
    return shown(request, found, "files", context, 422 if sentence else 200, f"phase{pk}")


def _hand_out(request: StaffRequest, phase: Phase) -> None:
    data, by = request.POST, request.user
    if "start" in data:
        handing_out.start(phase, keeps=data["start"] == "keep", by=by)
    elif "stop" in data:
        for run in phase.runs.filter(pk=_number(data["stop"])):
            handing_out.stop(run)
    elif "remove" in data:
        handing_out.remove(get_object_or_404(phase.assignments, pk=_number(data["remove"])), by=by)
    elif "add" in data:
        one = juror_named(phase.jury, data.get("juror", ""))
        submission = judged(phase.jury.call).filter(code=data["add"]).first()
        if one is None or submission is None:
            raise Refused(_("Please choose a juror and a file."))
        handing_out.add(phase, one, submission, by=by)


@require_POST
@requires("jury.manage")
def give_back(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Let a juror change a sheet that was handed in."""
    found = jury_of(request, slug)
    review = get_object_or_404(Review, pk=pk, assignment__phase__jury=found, handed_in_at__isnull=False)
    try:
        people.give_back(review, by=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("The juror can change the sheet again."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("jury_desk:juror", slug, review.assignment.juror_id)


@require_safe
@requires("review.write")
def mine(request: StaffRequest) -> HttpResponse:
    """Juries in which a member of staff sits."""
    return page(request, "jury_desk/mine_page.html", {"seats": queries.seats_of(request.user)})


def _phase(found: Jury, pk: int) -> Phase:
    phase = get_object_or_404(found.phases, pk=pk)
    phase.jury = found
    return phase


def _juror(found: Jury, pk: int) -> Juror:
    return get_object_or_404(found.jurors.select_related("jury__call__organization"), pk=pk)


def _number(words: str) -> int:
    if not words.isascii() or not words.isdigit():
        raise Http404
    return int(words)


def _say_sent(request: HttpRequest, count: int) -> None:
    if count:
        words = ngettext("%(count)d reminder is on its way.", "%(count)d reminders are on their way.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("Nobody has open files in a phase that is running; no letter was sent."))
