"""The records of decisions: what was chosen and why, what is frozen, who was told, and the day of the pitches."""

from .decisions import Ballot, Decision, Placement, Version
from .letters import LetterText, Notice, Reply, Run
from .pitches import Pitch, PitchDay

__all__ = [
    "Ballot", "Decision", "LetterText", "Notice", "Pitch", "PitchDay", "Placement", "Reply", "Run", "Version",
]  # fmt: skip
