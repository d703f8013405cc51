"""What follows when a submission counts no more, and the way from a call's page to its decisions."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.network.accounts.permissions import holds
from kogge.plan.calls.models import Call, Submission
from kogge.plan.calls.parts import Link

from .actions import leave_out


def submission_withdrawn(submission: Submission, **_more: object) -> None:
    """The first reserve moves up, and the minutes get a version more."""
    leave_out(submission)


def call_desk_asked(call: Call, user: Any, links: list[Link], **_more: object) -> None:
    """The way from a call to its decisions, for whoever may decide."""
    if holds(user, "decision.make", call.organization.slug):
        links.append(Link(_("Decision"), reverse("decisions:overview", args=[call.slug])))


def number_of_winners_asked(call: Call, found: list[int]) -> None:
    """How many places the jury is about to fill, so that comparisons are asked where they matter."""
    found.extend(one.winners for one in call.decisions.filter(state="open").order_by("-winners")[:1])
