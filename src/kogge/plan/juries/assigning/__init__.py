"""Who reads what: a pure package. `problem` says what is asked and checks an answer, `solving` proves one.

`python -m kogge.plan.juries.assigning` reads a problem as JSON from its input and writes JSON lines, so that the
solver's packages are loaded in a process of their own only.
"""

from .problem import CONFLICT, Outcome, Problem, faults
from .reasons import Reason, reasons

__all__ = ["CONFLICT", "Outcome", "Problem", "Reason", "faults", "reasons"]
