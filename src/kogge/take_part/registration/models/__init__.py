"""The records of registration."""

from .admissions import AccessCode, Admission, Capacity, Invitation, Question
from .consents import Consent, ConsentKind, ConsentText
from .registrations import AnswerFile, Registration, Seat, State

__all__ = [
    "AccessCode",
    "Admission",
    "AnswerFile",
    "Capacity",
    "Consent",
    "ConsentKind",
    "ConsentText",
    "Invitation",
    "Question",
    "Registration",
    "Seat",
    "State",
]
