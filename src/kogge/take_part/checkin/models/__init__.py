"""The records of the door."""

from .doors import Device, Door, Gate
from .facts import Scan, Tally

__all__ = [
    "Device",
    "Door",
    "Gate",
    "Scan",
    "Tally",
]
