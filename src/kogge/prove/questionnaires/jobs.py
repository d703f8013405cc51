"""What the clock starts for questionnaires."""

from . import due


def ask_due() -> int:
    """Note who is due, ask, remind, end. Returns how many letters were written."""
    return due.work_off()
