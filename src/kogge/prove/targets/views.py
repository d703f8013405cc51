"""Targets and estimates of an operation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, may
from kogge.network.grants.models import Operation
from kogge.prove.indicators.book import open_book
from kogge.prove.indicators.forms import PeriodForm
from kogge.prove.indicators.models import Estimate, Target
from kogge.prove.indicators.views.showing import context_of, operation_page
from kogge.prove.profiles.queries import profile_of

from . import actions, standing
from .forms import EstimateForm, ReasonForm, TargetForm


@operation_page("report.see")
def targets_page(request: StaffRequest, operation: Operation) -> HttpResponse:
    """Planned against actual, as of a day."""
    form = PeriodForm(operation, {"as_of": request.GET.get("as_of")})
    for name in ("since", "until"):
        del form.fields[name]
    planned = list(Target.objects.filter(operation=operation).select_related("organization"))
    context = context_of(
        request, operation, _("Targets"), form=form, may_plan=may(request.user, "target.change")
    )
    if planned and form.is_valid():
        context["phases"] = standing.phases(open_book(operation, form.cleaned_data["as_of"]), planned)
    return page(request, "targets/targets_page.html", context)


@operation_page("target.change")
def target(request: StaffRequest, operation: Operation, pk: int | None = None) -> HttpResponse:
    """Plan something, or change what was planned."""
    one = get_object_or_404(Target, operation=operation, pk=pk) if pk else None
    form = TargetForm(operation, request.POST or None, instance=one)
    if "drop" in request.POST and one is not None:
        actions.drop_target(one, by=request.user)
        messages.success(request, _("The target is gone."))
        return redirect("targets:targets", slug=operation.slug)
    more = {"drops": one is not None, "heading": _("Change a target") if one else _("New target")}
    return _form(request, operation, form, actions.put_target, name="targets", **more)


@operation_page("report.see")
def estimates_page(request: StaffRequest, operation: Operation) -> HttpResponse:
    """What was estimated, by whom, how, and how far off it may be."""
    words = standing.countable(profile_of(operation))
    rows = [(one, words.get(one.what, one.what)) for one in operation.estimates.all()]
    more = {"rows": rows, "may_plan": may(request.user, "target.change")}
    return page(
        request, "targets/estimates_page.html", context_of(request, operation, _("Estimates"), **more)
    )


@operation_page("target.change")
def estimate(request: StaffRequest, operation: Operation, pk: int | None = None) -> HttpResponse:
    """Keep an estimate."""
    one = get_object_or_404(Estimate, operation=operation, pk=pk) if pk else None
    form = EstimateForm(operation, request.POST or None, instance=one)
    more = {"pk": pk, "heading": _("Change an estimate") if one else _("New estimate")}
    return _form(request, operation, form, actions.put_estimate, name="estimates", **more)


@operation_page("target.change")
def drop_estimate(request: StaffRequest, operation: Operation, pk: int) -> HttpResponse:
    """Take an estimate back."""
    one = get_object_or_404(Estimate, operation=operation, pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.drop_estimate(one, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The estimate is gone."))
        return redirect("targets:estimates", slug=operation.slug)
    back = reverse("targets:estimates", args=[operation.slug])
    title = _("Take an estimate back")
    more = {"form": form, "heading": title, "back": back, "submit": _("Take back")}
    return page(request, "targets/form_page.html", context_of(request, operation, title, **more))


def _form(
    request: StaffRequest, operation: Operation, form: forms.ModelForm, put: Any, *, name: str, **more: Any
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            put(form.save(commit=False), by=request.user)
            messages.success(request, _("Saved."))
            return redirect(f"targets:{name}", slug=operation.slug)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    more |= {"form": form, "back": reverse(f"targets:{name}", args=[operation.slug])}
    return page(request, "targets/form_page.html", context_of(request, operation, more["heading"], **more))
