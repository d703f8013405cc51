"""The records of juries: what is judged by which criteria, who judges, who may not, who reads what, what was scored."""

from .jurors import Assignment, AssignmentRun, Declaration, Juror, Review
from .rules import Criterion, Jury, Phase

__all__ = ["Assignment", "AssignmentRun", "Criterion", "Declaration", "Juror", "Jury", "Phase", "Review"]
