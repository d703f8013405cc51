"""The records of the door."""

from .attendance import Attendance, Correction, HeadCount, OnlineStay
from .doors import Device, Door, Gate
from .facts import Scan, Tally

__all__ = [
    "Attendance",
    "Correction",
    "Device",
    "Door",
    "Gate",
    "HeadCount",
    "OnlineStay",
    "Scan",
    "Tally",
]
