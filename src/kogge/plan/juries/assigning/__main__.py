"""Solve one problem in a process of its own: JSON from the input, JSON lines to the output, the last one the answer.

Exit codes: 0 solved, 65 impossible (the answer names why), 69 the solver's packages are missing.
"""

import json
import sys

from .problem import Problem
from .reasons import FINAL, Reason, reasons


def main() -> int:
    asked = Problem.from_dict(json.load(sys.stdin))
    try:
        from .solving import ImpossibleError, solve  # noqa: PLC0415  heavy packages, only in this process
    except ImportError as missing:
        return _say({"missing": str(missing.name)}, 69)
    step, problem, found = 0, asked, list[Reason]()
    while wider := asked.wider(step):
        step, problem, found = step * 2 or 1, wider, reasons(wider)
        if any(one.kind in FINAL for one in found):
            break
        if not found:
            try:
                outcome = solve(problem, lambda name: print(json.dumps({"step": name}), flush=True))
            except ImpossibleError:
                continue
            return _say({"outcome": outcome.as_dict()}, 0)
    return _say({"reasons": [vars(one) for one in found] or [{"kind": "together"}]}, 65)


def _say(answer: dict[str, object], code: int) -> int:
    print(json.dumps(answer), flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
