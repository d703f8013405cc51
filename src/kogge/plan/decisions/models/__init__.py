"""The records of decisions: what was chosen and why, what is frozen, and the words of the letters."""

from .decisions import Ballot, Decision, Placement, Version
from .letters import LetterText

__all__ = ["Ballot", "Decision", "LetterText", "Placement", "Version"]
