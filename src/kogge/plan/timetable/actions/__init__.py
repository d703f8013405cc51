"""The verbs of the timetable."""

from .moving import MovedMeanwhile, Placing, ensure, place, place_many, undo

__all__ = ["MovedMeanwhile", "Placing", "ensure", "place", "place_many", "undo"]
