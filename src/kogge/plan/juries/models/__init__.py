"""The records of juries: what is judged by which criteria, who judges, who may not, who reads what, what was scored."""

from kogge.plan.juries.comparing.models import Audience, AudienceCode, AudienceVote, PairwiseVote

from .jurors import Assignment, AssignmentRun, Declaration, Juror, Review
from .rules import Criterion, Jury, Phase

__all__ = [
    "Assignment", "AssignmentRun", "Audience", "AudienceCode", "AudienceVote", "Criterion", "Declaration", "Juror",
    "Jury", "PairwiseVote", "Phase", "Review",
]  # fmt: skip
