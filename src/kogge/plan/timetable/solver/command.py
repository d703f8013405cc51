"""`./kogge solve FILE.json --seconds 10 --output SOLUTION.json`: a timetable for a plain file, without the platform.

Progress goes to the error stream, the last line of the output is one JSON object. Stopped in the middle (Ctrl-C,
SIGTERM), it keeps the best timetable so far; killed outright, the last one written stays.
"""

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .convention import solving
from .convention.instance import Instance, as_solution, read
from .convention.reading import Unreadable
from .cosplib import model as cosplib_model
from .cosplib import reading as cosplib_reading
from .cosplib import solving as cosplib
from .gathering.counting import stays, summary
from .repairing import pricing, replanning
from .repairing.words import sentences

WRITE_EVERY = 2.0


@dataclass
class Answer:
    """What is written to the file, and what is said of it."""

    solution: dict[str, Any]
    what: str
    unit: str
    value: float | None
    bound: float | None
    seconds: float
    met: bool
    higher: bool = True
    sentences: list[str] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        """The JSON object of the last line: our value against the proven bound."""
        good, against = (self.value, self.bound) if self.higher else (self.bound, self.value)
        share = (
            None
            if good is None or against is None
            else 1.0
            if good == against
            else good / against
            if against
            else 0.0
        )
        return json.dumps(
            {
                "bench": "solve", "what": self.what, "value": self.value, "unit": self.unit,
                "reference": "proven bound", "reference_value": self.bound,
                "ratio": None if share is None else round(share, 4),
                "goal": "everything placed, no rule broken", "met": self.met, "runs": 1, "spread": None,
                "bound": self.bound, "seconds": round(self.seconds, 2), **self.more,
            },
            ensure_ascii=False,
        )  # fmt: skip


class _Sink:
    """Where progress goes: lines for people or for programs, and now and then the file itself."""

    def __init__(self, output: Path | None, *, as_json: bool) -> None:
        self.output, self.as_json, self.written, self.stopped = output, as_json, 0.0, False

    def stop(self, *_signal: object) -> None:
        self.stopped = True

    def say(self, seconds: float, value: float, bound: float | None, words: str) -> None:
        if self.as_json:
            words = json.dumps({"seconds": round(seconds, 2), "value": value, "bound": bound})
        print(words, file=sys.stderr, flush=True)

    def write(self, solution: Callable[[], dict[str, Any]], *, now: bool = False) -> None:
        """Whole or not at all: the new file takes the old one's place in one step."""
        if self.output is None or (not now and time.monotonic() - self.written < WRITE_EVERY):
            return
        beside = self.output.with_name(f".{self.output.name}.{os.getpid()}")
        beside.write_text(json.dumps(solution()) + "\n", encoding="utf-8")
        beside.replace(self.output)
        self.written = time.monotonic()


def main(arguments: list[str] | None = None) -> int:
    """Read, solve, write, say."""
    options = _options().parse_args(arguments)
    sink = _Sink(options.output, as_json=options.json)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, sink.stop)
    try:
        data = _load(options.file)
        answer = _cosplib(options, sink) if data is None else _convention(read(data), options, sink)
        sink.write(lambda: answer.solution, now=True)
    except (Unreadable, cosplib_model.Unreadable) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename or options.file}: {error.strerror or error}.", file=sys.stderr)
        return 2
    for sentence in answer.sentences:
        print(sentence)
    print(answer.line())
    return 0 if answer.met else 1


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./kogge solve", description="A timetable for a file.")
    parser.add_argument("file", type=Path, help="a convention as JSON, or a CoSPLib instance as JSON or XLSX")
    parser.add_argument(
        "--seconds", type=_seconds, default=10.0, help="after reading and compiling (default 10)"
    )
    parser.add_argument("--output", type=Path, help="where the timetable is written, as JSON")
    parser.add_argument("--seed", type=int, default=1, help="the same seed and turns give the same timetable")
    parser.add_argument(
        "--turns", type=int, help="end after so many turns of each thread instead of after seconds"
    )
    parser.add_argument(
        "--repair", action="store_true", help="move as little as possible of what is published"
    )
    parser.add_argument("--json", action="store_true", help="progress as JSON lines")
    return parser


def _seconds(text: str) -> float:
    value = float(text)
    if not 0.05 <= value <= 86_400:
        raise argparse.ArgumentTypeError("between 0.05 and 86400")
    return value


def _load(path: Path) -> object | None:
    """The data of a convention, or None when the file is for the other reader."""
    if path.suffix.lower() != ".json":
        path.open("rb").close()
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise Unreadable([f"{path.name} is no JSON file, or was cut off."]) from None
    is_cosplib = isinstance(data, dict) and "slots_per_day" not in data and {"tracks", "slots"} <= data.keys()
    return None if is_cosplib else data


def _convention(instance: Instance, options: argparse.Namespace, sink: _Sink) -> Answer:
    for note in instance.notes:
        print(note, file=sys.stderr)
    if options.repair:
        return _repair(instance, options)
    unit, most = ("wishes", instance.wished) if instance.wished else ("sessions", len(instance.sessions))
    _compile(solving.warm)

    def tell(at: solving.Progress) -> None:
        share = f"{at.value / at.bound:.2%}" if at.bound else "–"
        words = f"{at.seconds:6.1f} s  {at.value} of {most} {unit} ({share} of the bound), {at.placed} placed"
        sink.say(at.seconds, at.value, at.bound, words)
        sink.write(lambda: as_solution(at.start, at.room))

    found = solving.solve(
        instance, options.seconds, options.seed, tell, lambda: sink.stopped, turns=options.turns
    )
    solution = as_solution(found.start, found.room) | _facts(found.reasons)
    return Answer(
        solution, f"{unit} {'attendable' if instance.wished else 'placed'}", unit, found.value, found.bound,
        found.seconds, found.placed == len(instance.sessions), sentences=sentences(instance, found.reasons),
        more={
            "placed": found.placed, "sessions": len(instance.sessions), "first_seconds": round(found.first_seconds, 4),
            **_tracks(instance, found.start, found.room),
        },
    )  # fmt: skip


def _tracks(instance: Instance, start: list[int], room: list[int | None]) -> dict[str, int]:
    tracks = [one.track for one in instance.sessions]
    return summary(stays(tracks, instance.per_day, start, room)) if max(tracks) >= 0 else {}


def _repair(instance: Instance, options: argparse.Namespace) -> Answer:
    if instance.weights["track_breaks"]:
        _compile(pricing.warm)
    current = [one.fixed or one.published for one in instance.sessions]
    found = replanning.repair(instance, current, options.seconds, options.seed)
    solution = as_solution(found.start, found.room) | _facts(found.reasons)
    solution |= {"moved": list(found.moved), "forced": list(found.forced), "proven": found.proven}
    return Answer(
        solution, "sessions moved", "sessions", len(found.moved), found.least, found.seconds,
        None not in found.room, higher=False, sentences=sentences(instance, found.reasons),
        more={
            "forced": len(found.forced), "proven": found.proven, **_tracks(instance, found.start, found.room),
        },
    )  # fmt: skip


def _facts(reasons: tuple[Any, ...]) -> dict[str, Any]:
    return {"reasons": [asdict(reason) for reason in reasons]}


def _cosplib(options: argparse.Namespace, sink: _Sink) -> Answer:
    instance = cosplib_reading.read(options.file)
    _compile(cosplib.warm)

    def tell(at: Any) -> None:
        sink.say(
            at.seconds, at.value, at.bound, f"{at.seconds:6.1f} s  penalty {at.value}, at least {at.bound}"
        )
        if at.solution is not None:
            sink.write(lambda: cosplib.as_json(instance, at.solution))

    found = cosplib.solve(instance, options.seconds, options.seed, tell, lambda: sink.stopped)
    return Answer(
        cosplib.as_json(instance, found.solution) if found.solution else {}, "penalty on the full objective", "points",
        found.value, found.bound, found.seconds, found.solution is not None, higher=False,
        sentences=[found.reason] if found.reason else [], more={"proven": found.proven},
    )  # fmt: skip


def _compile(warm: Callable[[], object]) -> None:
    """Compiling does not count as solving; it happens once and is kept beside the packages."""
    print("Loading the search (compiled once, up to a minute the first time) …", file=sys.stderr, flush=True)
    began = time.monotonic()
    warm()
    print(f"Ready after {time.monotonic() - began:.1f} s.", file=sys.stderr, flush=True)


def prepare() -> int:
    """`./kogge prepare-solver`: compile everything now, so that no run waits for it."""
    for name, warm in (("conventions", solving.warm), ("repairs", pricing.warm), ("CoSPLib", cosplib.warm)):
        print(name, file=sys.stderr)
        _compile(warm)
    print(f"Kept in {os.environ.get('NUMBA_CACHE_DIR', 'the cache of numba')}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
