"""The verbs of the timetable."""

from .moving import MovedMeanwhile, Placing, place, place_many, undo

__all__ = ["MovedMeanwhile", "Placing", "place", "place_many", "undo"]
