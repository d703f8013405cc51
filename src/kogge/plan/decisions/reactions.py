"""What follows when a submission counts no more."""

from kogge.plan.calls.models import Submission

from .actions import leave_out


def submission_withdrawn(submission: Submission, **_more: object) -> None:
    """The first reserve moves up, and the minutes get a version more."""
    leave_out(submission)
