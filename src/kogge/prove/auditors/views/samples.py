"""Draw a sample by a seed, follow its records, note what was found, take the list along."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.grants.models import Operation
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.indicators.models import Report
from kogge.take_part.guests import exports

from .. import actions, sampling
from ..doors import show
from ..forms import NoteForm, SampleForm
from ..models import Sample, SampleItem
from ..readers import Reader


def new(request: HttpRequest, reader: Reader, slug: str) -> HttpResponse:
    """Choose how many and the seed. `?report=` and `?number=` draw from the codes behind one number."""
    operation = reader.operation(slug)
    report, code = _number(request, reader, operation)
    form = SampleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            sample = actions.draw(operation, by=reader, report=report, indicator=code, **form.cleaned_data)
            return redirect(reader.address("sample", sample.pk))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = _context(reader, operation, _("Draw a sample")) | {
        "form": form, "report": report, "number": code,
        "population": len(actions.population(reader, operation, report, code)),
    }  # fmt: skip
    return show(
        request, reader, "auditors/sample_form_page.html", context, status=422 if form.errors else 200
    )


def sample(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    """A drawn sample with its records, and a note for each."""
    found = _sample(reader, pk)
    problem, wrong = "", 0
    if request.method == "POST":
        item = get_object_or_404(found.items.all(), position=request.POST.get("position") or 0)
        form = NoteForm(request.POST)
        if form.is_valid():
            try:
                actions.note(item, **form.cleaned_data, by=reader)
                return redirect(f"{reader.address('sample', found.pk)}#item-{item.position}")
            except Refused as refusal:
                problem = str(refusal)
        wrong, problem = item.position, problem or _("Please choose one of the results.")
    else:
        actions.looked(found.operation, "sample", found.pk, by=reader)
    items = list(found.items.all())
    open_codes = _open_codes(reader, found)
    context = _context(reader, found.operation, _("Sample")) | {
        "sample": found, "items": [(one, one.code in open_codes, sampling.rank(found.seed, one.code)) for one in items],
        "outcomes": SampleItem.Outcome.choices, "problem": problem, "wrong": wrong, "typed": request.POST,
        "done": sum(one.outcome != "" for one in items),
    }  # fmt: skip
    return show(request, reader, "auditors/sample_page.html", context, status=422 if problem else 200)


def sample_csv(request: HttpRequest, reader: Reader, pk: int) -> HttpResponse:
    """The sample as a table: what is needed to draw it again, and the results."""
    found = _sample(reader, pk)
    actions.looked(found.operation, "sample", found.pk, by=reader)
    head = [
        _("Position"), _("Code"), _("SHA-256 of seed|code"), _("Result"), _("Remark"), _("Noted at"), _("Seed"),
        _("Drawn from"), _("SHA-256 of all codes"), _("Drawn at"),
    ]  # fmt: skip
    rows = [
        [
            one.position, one.code, sampling.rank(found.seed, one.code), one.get_outcome_display(), one.note,
            _moment(one.noted_at), found.seed, found.population, found.population_digest, _moment(found.drawn_at),
        ]
        for one in found.items.all()
    ]  # fmt: skip
    return exports.answer("csv", f"sample-{found.pk}", head, rows)


def _number(request: HttpRequest, reader: Reader, operation: Operation) -> tuple[Report | None, str]:
    uid, code = request.GET.get("report", ""), request.GET.get("number", "")[:40]
    if not uid or not code:
        return None, ""
    found = Report.objects.filter(operation=operation, state=Report.State.FROZEN)
    report = next((one for one in found if str(one.uid) == uid), None)
    return (report, code) if report else (None, "")


def _sample(reader: Reader, pk: int) -> Sample:
    rows = Sample.objects.filter(operation__in=reader.operations()).select_related("operation__beneficiary")
    rows = rows if reader.sees_all else rows.filter(drawn_by=reader.actor)
    return get_object_or_404(rows, pk=pk)


def _open_codes(reader: Reader, sample: Sample) -> set[str]:
    codes = sample.items.values("code")
    return set(reader.participants(sample.operation).filter(code__in=codes).values_list("code", flat=True))


def _context(reader: Reader, operation: Operation, title: str) -> dict[str, Any]:
    crumbs = [
        {"name": _("Audit"), "address": reader.address("start")},
        {"name": operation.title, "address": reader.address("operation", operation.slug)},
        {"name": title, "address": ""},
    ]
    return {"operation": operation, "title": title, "crumbs": crumbs, "fictional": is_fictional(operation)}


def _moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
