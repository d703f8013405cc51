"""Pure: a funder's rules as objects. The words are those of docs/funder-profiles.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .formulas import Column, Formula, Names

NO_ANSWER = "no_answer"
YES, NO = "yes", "no"
STAGES = ("entry", "exit", "later")
KINDS = ("choice", "choices", "year", "yes_no", "text")
INDICATOR_KINDS = ("output", "result", "count")

Text = Mapping[str, str]
"""A text by language: always "de" and "en"."""


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen."""

    key: str
    label: Text


@dataclass(frozen=True)
class Band:
    """An age band; `to_age` is included, None is open."""

    key: str
    label: Text
    from_age: int
    to_age: int | None

    def holds(self, age: int) -> bool:
        return self.from_age <= age and (self.to_age is None or age <= self.to_age)


@dataclass(frozen=True)
class Question:
    """One question of a stage. Part 1 completes the record; parts 2 and 3 may be left with "no answer".

    A year with bands is asked, but only the band is kept.
    """

    key: str
    stage: str
    part: int
    kind: str
    label: Text
    why: Text
    hint: Text = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    bands: tuple[Band, ...] = ()
    required: bool = True
    allows_no_answer: bool = False

    @property
    def column(self) -> Column:
        """What the answer is to a formula."""
        if self.bands:
            return Column("choice", frozenset(band.key for band in self.bands))
        if self.kind in {"year", "text"}:
            return Column("number" if self.kind == "year" else "text")
        keys = {YES, NO} if self.kind == "yes_no" else {option.key for option in self.options}
        keys |= {NO_ANSWER} if self.allows_no_answer else set()
        return Column("choices" if self.kind == "choices" else "choice", frozenset(keys))


@dataclass(frozen=True)
class Indicator:
    """One number a funder asks for, with the question it is broken down by ("" for none)."""

    code: str
    label: Text
    definition: Text
    kind: str
    formula: str
    parsed: Formula = field(repr=False, compare=False)
    breakdown: str = ""


@dataclass(frozen=True)
class Window:
    """From which to which day after leaving the operation something is asked."""

    opens_days: int
    closes_days: int


@dataclass(frozen=True)
class Duty:
    """Something the funder wants to be seen."""

    key: str
    label: Text


@dataclass(frozen=True)
class Export:
    """The funder's layout of the indicators' table; "breakdown" stands for one column for each answer."""

    columns: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class Profile:
    """A funder's rules. `unverified` holds the paths of rules that nobody has checked yet, `notes` says why."""

    key: str
    name: Text
    version: str
    statement: Text
    emblem: str
    minimum_minutes: int
    questions: tuple[Question, ...]
    indicators: tuple[Indicator, ...]
    exit: Window | None
    longer_term: Window | None
    longer_term_percent: int
    reminders_days: tuple[int, ...]
    link_days: int
    retention_years: int
    publicity: tuple[Duty, ...]
    unverified: tuple[str, ...]
    notes: Mapping[str, Text]
    starts_on: date | None = None
    ends_on: date | None = None
    checks: tuple[str, ...] = ()
    export: Export | None = None
    sources: tuple[str, ...] = ()

    def asked(self, stage: str) -> tuple[Question, ...]:
        """The questions of one stage, in their order."""
        return tuple(question for question in self.questions if question.stage == stage)

    def question(self, key: str) -> Question:
        """One question; raises KeyError."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def is_unverified(self, *parts: str) -> bool:
        """Whether the rule at this path, or something around it, is marked."""
        path = ".".join(parts)
        return any(path == one or path.startswith(f"{one}.") for one in self.unverified)


_NUMBER, _TEXT, _EITHER = Column("number"), Column("text"), Column("choice", frozenset({YES, NO}))
_AIM = Column("choice", frozenset({"person", "company", "undecided"}))
_LOGGED = {
    "code": _TEXT, "kind": _TEXT, "organization": _TEXT, "aim": _AIM, "topic": Column("choices"), "minutes": _NUMBER,
}  # fmt: skip
TABLES: Names = {
    "participants": {
        "code": _TEXT, "minutes": _NUMBER, "hours": _NUMBER, "age": _NUMBER, "aim": _AIM, "exit_done": _EITHER,
        "later_done": _EITHER,
    },
    "entities": {
        "code": _TEXT, "postcode": _TEXT, "participants": _NUMBER,
        "kind": Column("choice", frozenset({"company", "public", "association", "other"})),
        "size": Column("choice", frozenset({"micro", "small", "medium", "large"})),
    },
    "contacts": {
        "event": _TEXT, "contacts": _NUMBER, "contacts_low": _NUMBER, "contacts_high": _NUMBER, "people_known": _NUMBER,
    },
    "events": {
        "event": _TEXT, "format": _TEXT, "mode": _TEXT, "organization": _TEXT, "minutes": _NUMBER, "dates": _NUMBER,
    },
    "conversations": _LOGGED,
    "activities": _LOGGED,
    "estimates": {"indicator": _TEXT, "value": _NUMBER, "low": _NUMBER, "high": _NUMBER},
}  # fmt: skip
"""What a formula may read of one operation and period. `participants` has the answers to all questions as well:
complete records alone, one row for each person who reached the threshold in the period."""


def names_with(questions: Iterable[Question]) -> Names:
    """The tables with the answers to these questions."""
    answers = {question.key: question.column for question in questions}
    return {**TABLES, "participants": {**TABLES["participants"], **answers}}
