"""What the organiser does beside the registrations themselves: questions, codes, invitations, seats in bulk."""

from .codes import make_codes, remove_code
from .consents import put_consent_text
from .invitations import Guest, invite, remind_silent, withdraw
from .questions import copy_questions, move_question, remove_question, save_question
from .seats import put_session_seats
from .terms import forget_terms

__all__ = [
    "Guest",
    "copy_questions",
    "forget_terms",
    "invite",
    "make_codes",
    "move_question",
    "put_consent_text",
    "put_session_seats",
    "remind_silent",
    "remove_code",
    "remove_question",
    "save_question",
    "withdraw",
]
