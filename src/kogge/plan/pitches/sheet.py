"""The jury's sheet on the phone: every pitch in its order, also without a network, each sheet stored once.

A service worker keeps the page and its files. What a juror hands in lies on the phone until the server has said that it
is stored. The same sheet sent again changes nothing (`juries.actions.judging.score`), so a lost answer does no harm.
"""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.core.translated import translated
from kogge.plan.calls.models import Submission
from kogge.plan.juries import kept_page
from kogge.plan.juries import queries as juries
from kogge.plan.juries.actions import judging
from kogge.plan.juries.models import Phase, Review
from kogge.plan.juries.seats import Seat

from . import stage
from .models import PitchDay

MOST_AT_ONCE = 100
_FILES = ("pitches/sheet.css", "core/offline.js", "pitches/sheet.js")


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, seat: Seat, decision: int) -> HttpResponse:
    """All pitches with their sheets; without scripts each is sent by itself."""
    day, phase = _day(seat, decision)
    error, code = "", ""
    if request.method == "POST":
        code = request.POST.get("code", "")
        scores = {name[2:]: str(value) for name, value in request.POST.items() if name.startswith("c-")}
        try:
            _take(seat, day, code, scores, request.POST.get("comment", ""))
            return redirect(f"{request.path}#{code}")
        except Refused as refusal:
            error = str(refusal)
    context = {
        "seat": seat, "day": day, "phase": phase, "rows": _rows(seat, day, phase), "words": _words(), "error": error,
        "error_code": code, "typed": request.POST, "frame": "core/page.html" if seat.secret else "core/desk_page.html",
        "entries": address(seat, decision, "entries"), "worker": address(seat, decision, "worker"),
    }  # fmt: skip
    return page(request, "pitches/sheet_page.html", context, status=422 if error else 200)


@require_POST
def entries(request: HttpRequest, seat: Seat, decision: int) -> JsonResponse:
    """Take what a phone kept, each sheet by itself: stored, or refused with a sentence."""
    day, _phase = _day(seat, decision)
    try:
        sent = json.loads(request.body)["entries"]
        if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
            raise ValueError
        results = {str(one["code"]): _taken(seat, day, one) for one in sent}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sentence = _("This cannot be read. Please reload the page and try again.")
        return JsonResponse({"error": sentence}, status=400)
    return JsonResponse({"results": results})


@require_safe
def worker(request: HttpRequest, seat: Seat, decision: int) -> HttpResponse:
    """The service worker that keeps the sheet."""
    return kept_page.worker("pitches", address(seat, decision, "sheet"), _FILES)


def address(seat: Seat, decision: int, name: str) -> str:
    """Where a page of this juror's lies: behind the secret, or at the desk."""
    if seat.secret:
        return reverse(f"pitches:{name}", args=[seat.secret, decision])
    return reverse(f"pitches:desk_{name}", args=[seat.juror.pk, decision])


def links_of(seat: Seat) -> list[tuple[str, str]]:
    """The days of pitches on which this juror judges."""
    days = PitchDay.objects.filter(decision__phase__jury=seat.juror.jury_id).select_related("decision")
    label = _("Pitch day: %(title)s")
    return [(label % {"title": one.decision.title}, address(seat, one.decision_id, "sheet")) for one in days]


def _day(seat: Seat, decision: int) -> tuple[PitchDay, Phase]:
    rows = PitchDay.objects.select_related("decision__phase__jury", "decision__call")
    day = rows.filter(decision=decision, decision__phase__jury=seat.juror.jury_id).first()
    if day is None or day.decision.phase is None:
        raise Http404
    return day, day.decision.phase


def _rows(seat: Seat, day: PitchDay, phase: Phase) -> list[dict[str, Any]]:
    """Every turn but those in conflict, with what was handed in already."""
    hidden = set(juries.forbidden(seat.juror).values_list("submission", flat=True))
    reviews = Review.objects.filter(
        assignment__phase=phase, assignment__juror=seat.juror, handed_in_at__isnull=False
    )
    done = {one.assignment.submission_id: one for one in reviews.select_related("assignment")}
    criteria = list(phase.jury.criteria.all())
    scales = [
        (one, range(one.lowest, one.highest + 1) if one.highest - one.lowest <= 10 else None)
        for one in criteria
    ]
    return [
        {"number": number, "submission": one.submission, "done": _given(criteria, done.get(one.submission_id)),
         "scales": scales}
        for number, one in enumerate(stage.turns(day), 1) if one.submission_id not in hidden
    ]  # fmt: skip


def _given(criteria: list[Any], review: Review | None) -> str:
    return (
        ", ".join(f"{translated(one, 'label')}: {review.scores.get(one.key, '–')}" for one in criteria)
        if review
        else ""
    )


def _taken(seat: Seat, day: PitchDay, one: dict[str, Any]) -> dict[str, str]:
    scores = {str(name): str(value) for name, value in dict(one["scores"]).items()}
    try:
        _take(seat, day, str(one["code"]), scores, str(one.get("comment", "")))
    except Refused as refusal:
        return {"state": "refused", "error": str(refusal)}
    return {"state": "stored"}


def _take(seat: Seat, day: PitchDay, code: str, scores: dict[str, str], comment: str) -> None:
    found, phase = Submission.objects.filter(code=code, pitches__day=day).first(), day.decision.phase
    if found is None or phase is None:
        raise Refused(_("This pitch is not in the order any more."))
    judging.score(phase, seat.juror, found, scores, comment=comment.replace("\0", ""), by=seat.actor)


def _words() -> dict[str, str]:
    """What the script says."""
    return {
        "waits": _("Kept on this phone, waits for the network."), "stored": pgettext("sheet", "Handed in."),
        "refused": _("Please correct:"), "offline": _("No network. Everything stays on this phone and is sent later."),
        "failed": _("The server does not answer as it should. Everything stays on this phone and is tried again."),
        "ready": _("Works without a network, too."), "missing": _("Please give every score first."),
    }  # fmt: skip
