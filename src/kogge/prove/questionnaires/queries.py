"""What others read of questionnaires: complete or incomplete, and for reports the answers under codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kogge.network.grants.models import Operation

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """One human in one operation, from the day the threshold was reached on. `missing`: keys of questions."""

    code: str
    person_id: int
    minutes: int
    first_on: date
    reached_on: date
    entry: Answers | None
    entry_on: date | None
    exit: Answers | None
    exit_on: date | None
    later: Answers | None
    later_on: date | None
    complete: bool
    missing: tuple[str, ...]
    aim: str
    entity: Mapping[str, str] | None = field(default=None)


@dataclass(frozen=True)
class Status:
    """How many need the questions on entering, and how many records are complete."""

    required: int
    complete: int

    @property
    def open(self) -> int:
        return self.required - self.complete


def records(
    operation: Operation, *, since: date | None = None, until: date | None = None, by: Any = "report"
) -> list[Record]:
    """Everybody who reached the threshold within the period, with both days included, by code."""
    raise NotImplementedError


def status(operation: Operation) -> Status:
    """Counts without opening a single answer."""
    raise NotImplementedError
