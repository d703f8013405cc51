"""The records of calls: a call with its form, what came in, who it came from, and what a person must look at."""

from .calls import Call
from .submissions import AnswerFile, Applicant, Hit, Submission

__all__ = ["AnswerFile", "Applicant", "Call", "Hit", "Submission"]
