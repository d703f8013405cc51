"""What requests and challenges do when something happens in calls or at the desk; named in `config/reactions.py`."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.network.accounts.desk import Waiting
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may
from kogge.plan.calls.models import Call, Submission
from kogge.plan.calls.parts import Link, Part

from . import actions
from .models import Challenge, EventRequest


def submission_handed_in(*, submission: Submission) -> None:
    """A request goes to its centre."""
    actions.route(submission)


def desk_opened(*, user: User, waiting: list[Any]) -> None:
    """How many requests wait for an answer."""
    if not may(user, "request.answer"):
        return
    rows = EventRequest.objects.of_staff(user).filter(
        state=EventRequest.State.NEW, submission__state="submitted"
    )
    if count := rows.count():
        text = ngettext(
            "%(count)d request for an event waits for an answer.",
            "%(count)d requests for an event wait for an answer.", count,
        )  # fmt: skip
        waiting.append(Waiting(text % {"count": count}, reverse("event_requests:list")))


def call_list_asked(*, links: list[Link]) -> None:
    """An event at one's place can be asked for at any time; challenges stay where they were set."""
    links.append(Link(_("Ask for an event at your place"), reverse("event_requests:ask")))
    links.append(Link(_("Challenges that were set"), reverse("event_requests:challenges")))


def call_desk_list_asked(*, user: User, links: list[Link]) -> None:
    """What came of calls stands on lists of its own."""
    if may(user, "request.answer"):
        links.append(Link(_("Requests for an event"), reverse("event_requests:list")))
    links.append(Link(_("Challenges"), reverse("event_requests:challenges_desk")))


def call_desk_asked(*, call: Call, user: User, links: list[Link]) -> None:
    """Where requests and challenges of a call go on."""
    if call.kind == Call.Kind.EVENT_REQUESTS:
        links.append(Link(_("Requests by centre"), reverse("event_requests:list")))
    if call.kind == Call.Kind.CHALLENGES:
        note = str(Challenge.objects.filter(call=call).count())
        links.append(Link(_("Challenges with a page"), reverse("event_requests:challenges_desk"), note))


def submission_desk_asked(*, submission: Submission, user: User, parts: list[Part]) -> None:
    """The page of a challenge, or the button that makes it; the request of a centre."""
    if submission.call.kind == Call.Kind.CHALLENGES:
        challenge = Challenge.objects.filter(submission=submission).first()
        parts.append(Part("event_requests/parts/challenge.html", {"challenge": challenge}))
    if submission.call.kind == Call.Kind.EVENT_REQUESTS:
        request = EventRequest.objects.filter(submission=submission).select_related("organization").first()
        parts.append(Part("event_requests/parts/request.html", {"request": request}))
