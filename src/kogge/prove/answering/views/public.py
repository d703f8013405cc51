"""What the person behind a link meets: one page on a phone, answered once.

A forwarded link: the page greets with the first name alone, as the letter did. It shows no other name, no mail address,
no event and no answer, not even afterwards, so whoever gets the link learns nothing but that first name and which
funded operation asks. Before the answers are taken somebody must confirm to be that person; whoever is not closes the
link with one button, and staff see why. A second step or a code by mail would keep honest people out more often than
curious ones: who forwards the letter could forward the code as well.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kogge.core import region
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.profiles.queries import profile_of
from kogge.prove.questionnaires import actions, link, queries
from kogge.prove.questionnaires.letters import title_of
from kogge.prove.questionnaires.models import Questionnaire, State
from kogge.take_part.registration.personal_pages import personal

from ..forms import AnswerForm

_CLOSED = {
    State.EXPIRED: 410,
    State.REFUSED: 410,
    State.NOT_NEEDED: 410,
    State.DUE: 410,
}


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The questions, or why they are not put now."""
    try:
        row = link.questionnaire_of(secret)
    except Refused as refusal:
        return _unknown(request, str(refusal))
    if row.state != State.INVITED or row.expires_at is None or row.expires_at <= timezone.now():
        return _closed(request, row)
    profile = profile_of(row.participant.operation)
    form = AnswerForm(
        profile.asked(row.stage), request.POST or None,
        entered_on=queries.entered_on(row), first_name=_first_name(row),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(row, form.answers)
        except Refused:
            row.refresh_from_db()
            return _closed(request, row)
        return redirect("answering:answer", secret)
    return page(
        request, "answering/answer_page.html", {**_about(row), "form": form, "secret": secret},
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@personal
@require_POST
def not_me(request: HttpRequest, secret: str) -> HttpResponse:
    """The link reached somebody else."""
    try:
        actions.not_me(link.questionnaire_of(secret))
    except Refused as refusal:
        return _unknown(request, str(refusal))
    return page(request, "answering/not_me_page.html", {})


def _closed(request: HttpRequest, row: Questionnaire) -> HttpResponse:
    """Answered already, too late, or not needed any more. Shows nothing of what was answered."""
    status = 410 if row.state == State.INVITED else _CLOSED.get(State(row.state), 200)
    return page(request, "answering/closed_page.html", {**_about(row), "state": row.state}, status=status)


def _about(row: Questionnaire) -> dict[str, Any]:
    """Who asks, why, what for, how long it is kept."""
    operation = row.participant.operation
    profile = profile_of(operation)
    language = (get_language() or "de")[:2]
    return {
        "row": row, "first_name": _first_name(row), "profile": profile, "operation": operation,
        "title": title_of(operation),
        "asks": str(operation.beneficiary or region.current().network),
        "fund": profile.name[language], "statement": profile.statement[language],
        "hours": profile.minimum_minutes // 60, "years": profile.retention_years,
        "is_fictional": is_fictional(operation),
    }  # fmt: skip


def _first_name(row: Questionnaire) -> str:
    """The first word of the name: all that a letter which went astray may tell."""
    return (row.participant.person.name.split() or [_("the participant")])[0]


def _unknown(request: HttpRequest, sentence: str) -> HttpResponse:
    return page(request, "answering/unknown_page.html", {"sentence": sentence}, status=404)
