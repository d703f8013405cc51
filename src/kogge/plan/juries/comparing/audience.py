"""The public page on which the audience votes: no account, no cookie, once for each ticket or code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kogge.core import charts, throttle
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.plan.applying.secret_pages import tell_nobody
from kogge.plan.calls.models import Call, Submission
from kogge.plan.calls.queries import judged
from kogge.plan.juries.models import Audience

from . import actions, standing
from .forms import VoteForm
from .words import audience_words

WRONG, _SECONDS = 60, 600
"""So many wrong codes from one internet address in ten minutes: a hall shares one, and a code has 2^40 values."""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def cast(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose one; after the host revealed it, the result."""
    rows = Audience.objects.select_related("call__event", "call__organization")
    audience = get_object_or_404(rows, call__slug=slug, call__state=Call.State.PUBLISHED)
    files = candidates(audience)
    given = request.GET.get("ticket", "") or request.GET.get("code", "")
    form = VoteForm(
        audience, files, request.POST if request.method == "POST" else None, initial={"given": given}
    )
    said, status = "", 200
    if request.method == "POST":
        said, status = _taken(request, audience, form)
    context = {
        "audience": audience,
        "call": audience.call,
        "form": form,
        "said": said,
        "open": audience.is_open(),
    }
    if audience.revealed_at:
        context["chart"] = result(audience, files)
    response = page(request, "juries/vote_page.html", context, status=status)
    tell_nobody(response)
    return response


def candidates(audience: Audience) -> list[Submission]:
    """What can be voted on: chosen by staff and not withdrawn since."""
    return list(judged(audience.call).filter(pk__in=audience.candidates.values("pk")).order_by("title", "pk"))


def result(audience: Audience, files: list[Submission]) -> charts.Chart:
    """Votes for each file, the most first."""
    counts = standing.audience(audience.call)
    rows = sorted(
        ((one.shown_title, counts.get(one.pk, 0)) for one in files), key=lambda row: (-row[1], row[0])
    )
    words = audience_words()
    return charts.horizontal_bar(words["result"], rows, head=words["file"], unit=words["votes"])


def _taken(request: HttpRequest, audience: Audience, form: VoteForm) -> tuple[str, int]:
    """What to say of a vote, and with which status."""
    words = audience_words()
    if not form.is_valid():
        return "", 422
    try:
        made = actions.vote(
            audience, given=form.cleaned_data["given"], candidate=form.cleaned_data["candidate"]
        )
    except Refused as refusal:
        wrong = refusal.field == "given"
        address = str(request.META.get("REMOTE_ADDR", ""))
        if wrong and not throttle.allows("audience vote", address, most=WRONG, seconds=_SECONDS):
            form.add_error(None, words["slow"])
            return "", 429
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return "", 422
    return words["counted"] if made else words["before"], 200
