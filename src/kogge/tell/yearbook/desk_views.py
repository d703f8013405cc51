"""Pages of the desk: writing, approving and releasing a year; adding and correcting figures."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires

from . import actions, desk
from .forms import CorrectionForm, FigureForm, WordsForm
from .models import CentreSection, Figure, YearReview


@requires("review.approve")
def edit(request: StaffRequest, year: int | None = None) -> HttpResponse:
    """A year with its sections, figures and contradictions; without a year the newest one."""
    reviews = YearReview.objects.order_by("-year")
    review = get_object_or_404(reviews, year=year) if year else reviews.first()
    if review is None:
        return page(request, "yearbook/desk/empty_page.html")
    shown = desk.year_of(review, request.user)
    return page(request, "yearbook/desk/year_page.html", {"shown": shown, "reviews": reviews})


@requires("review.approve", organization="slug")
def section(request: StaffRequest, year: int, slug: str) -> HttpResponse:
    """A centre's own words."""
    found = get_object_or_404(
        CentreSection.objects.select_related("review", "organization"),
        review__year=year,
        organization__slug=slug,
    )
    form = WordsForm(request.POST or None, initial={"text_de": found.text_de, "text_en": found.text_en})
    if request.method == "POST" and form.is_valid():
        actions.write_section(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. The text becomes public once it is approved and released."))
        return redirect("yearbook:edit_year", year)
    context = {"form": form, "year": year, "title": found.organization.name}
    return page(request, "yearbook/desk/words_page.html", context)


@require_POST
@requires("review.approve", organization="slug")
def approve(request: StaffRequest, year: int, slug: str) -> HttpResponse:
    """Approve a centre's words as they stand."""
    found = get_object_or_404(CentreSection, review__year=year, organization__slug=slug)
    try:
        actions.approve_section(found, by=request.user)
        messages.success(request, _("Approved. The office releases it with the year."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("yearbook:edit_year", year)


@requires("review.release")
def introduction(request: StaffRequest, year: int) -> HttpResponse:
    """The office's own words at the beginning."""
    review = get_object_or_404(YearReview, year=year)
    initial = {"text_de": review.intro_de, "text_en": review.intro_en}
    form = WordsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.write_introduction(review, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. The text becomes public with the next release."))
        return redirect("yearbook:edit_year", year)
    context = {"form": form, "year": year, "title": _("Introduction")}
    return page(request, "yearbook/desk/words_page.html", context)


@require_POST
@requires("review.release")
def release(request: StaffRequest, year: int) -> HttpResponse:
    """Release the year with everything approved."""
    return _tried(request, year, lambda: actions.release_review(year, by=request.user), _("Released."))


@require_POST
@requires("review.release")
def withdraw(request: StaffRequest, year: int) -> HttpResponse:
    """Take the year off the public pages."""
    review = get_object_or_404(YearReview, year=year)
    reason = request.POST.get("reason", "")
    return _tried(
        request,
        year,
        lambda: actions.withdraw_review(review, by=request.user, reason=reason),
        _("Withdrawn."),
    )


@requires("figure.change")
def add_figure(request: StaffRequest, year: int) -> HttpResponse:
    """Note a figure with its source."""
    get_object_or_404(YearReview, year=year)
    choices = {"subjects": desk.subject_choices(year, request.user), "sources": desk.source_choices()}
    form = FigureForm(request.POST or None, **choices)
    if request.method == "POST" and form.is_valid():
        values = form.said | {"period": str(year)}
        source, lines = form.cleaned_data["source"], form.cleaned_data["lines"]
        actions.add_figure(by=request.user, values=values, source=source, lines=lines)
        messages.success(request, _("Noted. It becomes public with the next release of the year."))
        return redirect("yearbook:edit_year", year)
    context = {"form": form, "title": _("Add a figure"), "back": reverse("yearbook:edit_year", args=[year])}
    return page(request, "yearbook/desk/figure_page.html", context)


@requires("figure.change")
def correct_figure(request: StaffRequest, slug: str) -> HttpResponse:
    """Correct a figure in the open."""
    figure = get_object_or_404(Figure, slug=slug)
    year = int(figure.period) if figure.period.isdigit() else 0
    open_to = desk.changeable_subjects(year, request.user)
    if open_to is not None and figure.subject not in open_to:
        raise Http404
    initial = {"comparator": figure.comparator, "value": figure.value, "scope": figure.scope}
    form = CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.correct_figure(figure, by=request.user, values=form.said, reason=reason)
            messages.success(request, _("Corrected. What it said before stays visible."))
            return redirect("yearbook:edit")
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {
        "form": form,
        "figure": figure,
        "title": _("Correct a figure"),
        "back": reverse("yearbook:edit"),
    }
    return page(request, "yearbook/desk/figure_page.html", context)


def _tried(request: HttpRequest, year: int, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("yearbook:edit_year", year)
