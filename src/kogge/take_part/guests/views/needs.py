"""Food and access needs, for the host alone: counts for the kitchen, names for the door."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kogge.core.translated import translated
from kogge.take_part.admissions.scope import Desk, desk_page, shown
from kogge.take_part.registration.models import Question, State

from .. import answers, exports, retention


@desk_page("registration.see")
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The summary; `?as=xlsx` takes it along."""
    if not desk.is_host:
        raise Http404
    found = _needs(desk)
    if kind := request.GET.get("as"):
        rows = [
            [str(translated(need.question, "label")), row.name, row.reference, row.heads, text]
            for need in found for row, text in need.people
        ]  # fmt: skip
        head = [_("Question"), _("Name"), _("Reference"), _("People"), _("Answer")]
        return exports.answer(kind, f"{desk.subject.slug}-food-and-access", head, rows)
    ends = retention.end_of(desk.terms)
    deleted_on = ends + retention.ACCESS_KEPT if ends else None
    return shown(request, desk, "needs", "guests/needs_page", {"needs": found, "deleted_on": deleted_on})


def _needs(desk: Desk) -> list[answers.Need]:
    questions = desk.terms.questions.filter(group=Question.Group.ACCESS)
    coming = desk.terms.registrations.filter(main=None, state=State.CONFIRMED).order_by("name", "pk")
    return answers.needs(questions, coming)
