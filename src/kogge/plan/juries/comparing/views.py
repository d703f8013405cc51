"""Two files side by side, for a thumb: without scripts when online, without a network when it was opened once before.

A service worker keeps the page and its files; the next pairs lie in the phone's own database, and so does each
answer under a number made there, until `take` has said of it "stored".
"""

import json
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.plan.calls import questions
from kogge.plan.calls.models import Submission
from kogge.plan.calls.redaction import Redacted, redacted
from kogge.plan.juries import kept_page
from kogge.plan.juries.actions import judging
from kogge.plan.juries.juror_views import attached
from kogge.plan.juries.models import Phase
from kogge.plan.juries.seats import Seat

from . import actions, standing
from .words import words

MOST_AT_ONCE, _LAST = 50, 5
_FILES = (
    "core/offline.js",
    *(f"juries/{name}" for name in ("compare.css", "compare_card.js", "compare_send.js", "compare.js")),
)


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, seat: Seat, phase: int) -> HttpResponse:
    """Two files, and which is better. `?next=2` shows another pair for whoever cannot say."""
    found = _phase(seat, phase)
    if request.method == "POST":
        return _answered(request, seat, found)
    files = standing.allowed(seat.juror, found)
    pairs = standing.handed_out(seat.juror, found, files)
    skipped = request.GET.get("next", "")
    at = int(skipped) % len(pairs) if skipped.isdecimal() and len(skipped) < 4 and pairs else 0
    shown = _shown(found, [files[code] for code in (pairs[at] if pairs else ())])
    own = found.votes.filter(juror=seat.juror)
    names = ("state", "votes", "worker", "turn")
    context: dict[str, Any] = {
        "seat": seat, "phase": found, "pair": shown, "uid": uuid.uuid4(), "words": words(), "done": own.count(),
        "next": (at + 1) % len(pairs) if len(pairs) > 1 else None, "too_few": len(files) < 2,
        "home": seat.address("start"), "here": seat.address("compare", found.pk),
        "urls": {name: seat.address(f"compare_{name}", found.pk) for name in names},
        "last": [(one, *_titles(found, one.better, one.worse)) for one in _latest(own)],
        "key": f"{seat.juror.pk}-{found.pk}", "copy": "copy" in request.GET,
    }  # fmt: skip
    return page(request, "juries/compare_page.html", context)


def _answered(request: HttpRequest, seat: Seat, phase: Phase) -> HttpResponse:
    """What the plain form sends."""
    pair = request.POST.get("pair", "").split(" ")
    better = request.POST.get("better", "")

    def note() -> None:
        if len(pair) != 2 or better not in pair:
            raise Refused(_("Please choose one of the two."))
        worse = pair[1 - pair.index(better)]
        actions.compare(seat.juror, phase, uid=_uid(request), better=better, worse=worse, by=seat.actor)

    return _done(request, seat, phase, note, _("Stored."))


@require_POST
def turn(request: HttpRequest, seat: Seat, phase: int) -> HttpResponse:
    """Turn the answer to a pair round."""
    found = _phase(seat, phase)
    return _done(
        request, seat, found, lambda: actions.turn(seat.juror, found, _uid(request), by=seat.actor), _("Turned round.")
    )  # fmt: skip


def _done(
    request: HttpRequest, seat: Seat, phase: Phase, act: Callable[[], object], said: str
) -> HttpResponse:
    """Act, say what came of it, and show the next pair."""
    try:
        act()
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(seat.address("compare", phase.pk))


@require_safe
def state(request: HttpRequest, seat: Seat, phase: int) -> JsonResponse:
    """The next pairs with what is to be read of them, and at the desk a form key for what is sent next."""
    found = _phase(seat, phase)
    return JsonResponse(_ahead(seat, found) | {"csrf": "" if seat.secret else get_token(request)})


@require_POST
def take(request: HttpRequest, seat: Seat, phase: int) -> JsonResponse:
    """Take what a phone kept. Each answer by itself; what was stored before is stored."""
    found = _phase(seat, phase)
    try:
        sent = json.loads(request.body)["votes"]
        if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
            raise ValueError
        results = {str(uuid.UUID(one["uid"])): _stored(seat, found, one) for one in sent}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sentence = _("This cannot be read. Please reload the page and try again.")
        return JsonResponse({"error": sentence}, status=400)
    return JsonResponse({"results": results} | _ahead(seat, found))


@require_POST
def conflict(request: HttpRequest, seat: Seat, phase: int, code: str) -> HttpResponse:
    """Report a conflict of interest: the file is not shown again, and comparisons with it count no more."""
    found = _phase(seat, phase)
    submission = standing.allowed(seat.juror, found).get(code)
    if submission is None:
        raise Http404
    judging.declare_conflict(seat.juror, submission, request.POST.get("reason", ""), by=seat.actor)
    messages.success(request, _("Noted. You will not see this file again."))
    return redirect(seat.address("compare", found.pk))


@require_safe
def attachment(request: HttpRequest, seat: Seat, phase: int, code: str, question: str) -> HttpResponse:
    """A file that belongs to an answer, if the juror may see it."""
    found = _phase(seat, phase)
    submission = standing.allowed(seat.juror, found).get(code)
    return attached(submission, found, question)


@require_safe
def worker(request: HttpRequest, seat: Seat, phase: int) -> HttpResponse:
    """The service worker that keeps this page. The copy has no form key."""
    address = seat.address("compare", phase)
    return kept_page.worker("compare", address, _FILES, copy=f"{address}?copy")


def _stored(seat: Seat, phase: Phase, sent: dict[str, Any]) -> dict[str, str]:
    """What became of one answer: stored, or refused with a sentence."""
    try:
        better, worse = str(sent["better"])[:12], str(sent["worse"])[:12]
        uid, at = uuid.UUID(sent["uid"]), _moment(str(sent.get("at", "")))
        actions.compare(seat.juror, phase, uid=uid, better=better, worse=worse, at=at, by=seat.actor)
    except Refused as refusal:
        return {"state": "refused", "error": str(refusal)}
    return {"state": "stored"}


def _moment(text: str) -> datetime | None:
    """The phone's clock, where it can be read."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and is_aware(found) else None


def _ahead(seat: Seat, phase: Phase) -> dict[str, Any]:
    """The next pairs and each file in them as a phone shows it."""
    files = standing.allowed(seat.juror, phase)
    pairs = standing.handed_out(seat.juror, phase, files)
    codes = sorted({code for pair in pairs for code in pair})
    shown = _shown(phase, [files[code] for code in codes])
    return {
        "pairs": pairs, "done": phase.votes.filter(juror=seat.juror).count(),
        "files": {
            one.code: {
                "title": one.title, "names": ", ".join(one.names), "rows": one.rows,
                "files": [
                    [label, seat.address("compare_file", phase.pk, one.code, file.question)] for label, file in
                    one.files ],
                "conflict": seat.address("compare_conflict", phase.pk, one.code),
            }
            for one in shown
        },
    }  # fmt: skip


def _shown(phase: Phase, files: list[Submission]) -> list[Redacted]:
    asked, hidden = questions.of(phase.jury.call), set(phase.hidden_fields)
    return [redacted(one, hidden, asked) for one in files]


def _titles(phase: Phase, *files: Submission) -> list[str]:
    """Titles alone, hidden where the phase hides them."""
    return [one.code if "title" in phase.hidden_fields else one.shown_title for one in files]


def _latest(own: Any) -> Any:
    return own.select_related("better", "worse").order_by("-at", "-pk")[:_LAST]


def _uid(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("uid", ""))
    except ValueError:
        raise Refused(_("This cannot be read. Please reload the page and try again.")) from None


def _phase(seat: Seat, number: int) -> Phase:
    """A phase of the juror's own jury that compares and has begun; else it is not there."""
    found = seat.jury.phases.filter(pk=number).exclude(mode=Phase.Mode.SCORES).first()
    if found is None or not found.has_begun():
        raise Http404
    found.jury = seat.jury
    return found
