"""Solve one problem in a process of its own: JSON from the input, JSON lines to the output, the last one the answer.

The answer is an `outcome`, the `reasons` why there is none, or the package that is `missing`.
"""

import json
import sys
from collections.abc import Callable

from .problem import Problem
from .reasons import FINAL, Reason, reasons

try:  # heavy packages, loaded in this process only; an installation may lack them
    from .solving import ImpossibleError, solve

    MISSING = ""
except ImportError as error:
    MISSING = str(error.name)


def main() -> int:
    asked = Problem.from_dict(json.load(sys.stdin))
    print(json.dumps(answer(asked, lambda name: print(json.dumps({"step": name}), flush=True))), flush=True)
    return 0


def answer(asked: Problem, tell: Callable[[str], None] = lambda step: None) -> dict[str, object]:
    """The outcome, or why there is none. Loads that cannot be met are widened step by step."""
    if MISSING:
        return {"missing": MISSING}
    step, found = 0, list[Reason]()
    while wider := asked.wider(step):
        step, found = step * 2 or 1, reasons(wider)
        if any(one.kind in FINAL for one in found):
            break
        if not found:
            try:
                return {"outcome": solve(wider, tell).as_dict()}
            except ImpossibleError:
                continue
    return {"reasons": [vars(one) for one in found] or [{"kind": "together"}]}


if __name__ == "__main__":
    sys.exit(main())
