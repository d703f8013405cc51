"""Seats that move: back to whoever had them once a session takes place after all, and from one mode to the other.

It stands on the state machine of `registration` and has no records of its own.
"""
