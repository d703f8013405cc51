"""Which further questions are asked, in which order, and why."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core.refusals import Refused
from kogge.take_part.registration.models import Admission, Question

from .. import actions, queries
from ..forms.questions import CopyForm, QuestionForm
from ..permissions import admissions_for
from ..scope import Desk, desk_page, shown


@desk_page()
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All questions in their order; buttons move and remove them."""
    sources = _sources(desk)
    form = CopyForm(sources, request.POST if "source" in request.POST else None)
    if form.is_bound and form.is_valid():
        source = get_object_or_404(Admission, pk=form.cleaned_data["source"])
        count = actions.copy_questions(source, desk.terms, by=desk.user)
        text = ngettext("%(count)d question was copied.", "%(count)d questions were copied.", count)
        messages.success(request, text % {"count": count})
        return redirect(desk.address("questions"))
    if request.method == "POST" and not form.is_bound:
        _press(request, desk)
        return redirect(desk.address("questions"))
    rows = list(queries.questions(desk.terms))
    counts = queries.answered(desk.terms, [row.pk for row in rows])
    context = {
        "asked": [(row, counts[row.pk] + row.files_given) for row in rows if row.retired_at is None],
        "retired": [(row, counts[row.pk] + row.files_given) for row in rows if row.retired_at],
        "form": form if sources else None,
    }
    return shown(request, desk, "questions", "admissions/questions_page", context)


@desk_page()
def edit(request: HttpRequest, desk: Desk, pk: int | None = None) -> HttpResponse:
    """Add or change one question."""
    question = get_object_or_404(desk.terms.questions, pk=pk, retired_at=None) if pk else None
    form = QuestionForm(desk.terms, question, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.save_question(desk.terms, question, form.cleaned_data, by=desk.user)
            messages.success(request, _("Saved. Visitors see it at once."))
            return redirect(desk.address("questions"))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return shown(request, desk, "questions", "admissions/question_page", {"form": form, "question": question})


def _press(request: HttpRequest, desk: Desk) -> None:
    for verb in ("up", "down", "remove"):
        pk = request.POST.get(verb, "")
        if not pk.isdigit():
            continue
        question = get_object_or_404(desk.terms.questions.select_related("admission"), pk=pk, retired_at=None)
        if verb != "remove":
            actions.move_question(question, up=verb == "up", by=desk.user)
        elif actions.remove_question(question, by=desk.user):
            messages.success(request, _("The question is deleted; nobody had answered it."))
        else:
            messages.success(request, _("The question is not asked any more. Its answers stay readable."))


def _sources(desk: Desk) -> dict[str, str]:
    """Other events of mine that ask something, newest first."""
    asked = Question.objects.filter(admission=OuterRef("pk"), retired_at=None, session=None)
    found = admissions_for(desk.user).filter(Exists(asked)).exclude(pk=desk.terms.pk).order_by("-pk")[:40]
    return {str(one.pk): str(one) for one in found}
