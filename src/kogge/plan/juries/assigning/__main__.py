"""Solve one problem in a process of its own: JSON from the input, JSON lines to the output, the last one the answer.

Exit codes: 0 solved, 65 impossible (the answer names why), 69 the solver's packages are missing.
"""

import json
import sys

from .problem import Problem
from .reasons import reasons


def main() -> int:
    problem = Problem.from_dict(json.load(sys.stdin))
    if found := reasons(problem):
        return _say({"reasons": [vars(reason) for reason in found]}, 65)
    try:
        from .solving import ImpossibleError, solve  # noqa: PLC0415  heavy packages, only in this process
    except ImportError as missing:
        return _say({"missing": str(missing.name)}, 69)
    try:
        outcome = solve(problem, lambda step: print(json.dumps({"step": step}), flush=True))
    except ImpossibleError:
        return _say({"reasons": [{"kind": "together"}]}, 65)
    return _say({"outcome": outcome.as_dict()}, 0)


def _say(answer: dict[str, object], code: int) -> int:
    print(json.dumps(answer), flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
