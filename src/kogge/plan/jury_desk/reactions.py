"""What pages of calls say of their jury, and what follows when something is handed in."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.network.accounts.permissions import holds
from kogge.plan.calls.models import Call, Submission
from kogge.plan.calls.parts import Link, Part
from kogge.plan.juries import queries
from kogge.plan.juries.actions import people
from kogge.plan.juries.models import Jury, Review


def call_page_asked(call: Call, parts: list[Part]) -> None:
    """Publish criteria, weights and the rule for ties with the call."""
    jury = Jury.objects.filter(call=call).first()
    if jury is not None:
        parts.append(
            Part("juries/parts/criteria.html", {"jury": jury, "criteria": queries.criteria_of(jury)})
        )


def call_desk_asked(call: Call, user: Any, links: list[Link]) -> None:
    """Lead from the call to its jury."""
    if holds(user, "jury.manage", call.organization.slug):
        links.append(
            Link(_("Jury"), reverse("jury_desk:jury", args=[call.slug]), _("Criteria, jurors, scores"))
        )


def submission_columns_asked(call: Call, columns: list[tuple[str, dict[int, str]]]) -> None:
    """Say in the list of a call how many jurors have scored, and the mean."""
    found = queries.scored(call)
    if found:
        columns.append((_("Jury"), {key: _words(*values) for key, values in found.items()}))


def submission_desk_asked(submission: Submission, user: Any, parts: list[Part]) -> None:
    """Show staff the sheets of one file."""
    if not holds(user, "jury.manage", submission.call.organization.slug):
        return
    rows = Review.objects.filter(assignment__submission=submission, handed_in_at__isnull=False)
    rows = rows.select_related("assignment__juror", "assignment__phase__jury__call").order_by("pk")
    if not rows:
        return
    criteria = list(rows[0].assignment.phase.jury.criteria.all())
    sheets = [
        (one, [(label, one.scores.get(label.key)) for label in criteria], queries.value_of(one, criteria))
        for one in rows
    ]
    parts.append(Part("jury_desk/parts/sheets.html", {"sheets": sheets, "call": submission.call}))


def submission_changed(submission: Submission) -> None:
    """Look for conflicts of interest anew when something is handed in."""
    jury = Jury.objects.filter(call=submission.call_id).select_related("call").first()
    if jury is not None and jury.jurors.exists():
        people.find_conflicts(jury)


def _words(jurors: int, done: int, mean: float | None) -> str:
    facts = {"done": done, "all": jurors, "mean": f"{mean or 0:.0f}"}
    if mean is None:
        return _("%(done)s of %(all)s sheets") % facts
    return _("%(mean)s of 100 points, %(done)s of %(all)s sheets") % facts
