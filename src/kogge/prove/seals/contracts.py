"""What apps agree on when something is kept, and when a person is erased. Announced by `kogge.prove.keeping`.

"retention asked" (plan: Plan): each app appends a row for what it keeps, with what removes exactly that.
"person erased" (person, by, letter: Letter): each app removes what it holds of the person and appends one plain
sentence for the letter; what a funder's proof rests on it gives to `letter.seal` first. The same reactions run for the
preview, inside a transaction that is rolled back: files are deleted with `transaction.on_commit`, nothing is mailed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kogge.network.grants.models import Operation


@dataclass(frozen=True)
class Term:
    """Until when the proof of an operation is kept; None while that cannot be said. `rule` says why, with source."""

    due: date | None
    rule: str


@dataclass(frozen=True)
class RetentionRow:
    """One kind of data of one event, operation or app. `remove` deletes exactly these, in its own transaction.

    `what` and `rule` are words for the office; `of` names what it belongs to ("Löten für alle", an operation's title).
    """

    app: str
    what: str
    count: int
    due: date | None
    rule: str
    remove: Callable[[], object]
    of: str = ""


class Plan(list[RetentionRow]):
    """Rows of everything that is kept, and what an operation's terms are."""

    def __init__(self, today: date, term_of: Callable[[Operation], Term]) -> None:
        super().__init__()
        self.today = today
        self.term_of = term_of


@dataclass(frozen=True)
class Sealed:
    """What a proof needs of one person: sealed until the operation's term ends, never searched."""

    app: str
    operation: Operation
    code: str
    facts: Mapping[str, Any]


@dataclass
class Letter:
    """What the person is told, in their language: one plain sentence from each app. `name`, `email`: until now."""

    name: str
    email: str
    keep_certificates: bool = True
    emails: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    stays: list[str] = field(default_factory=list)
    sealed: list[Sealed] = field(default_factory=list)

    def append(self, sentence: str) -> None:
        """What was removed. An app that is asked for each of several merged records says it once."""
        if sentence not in self.gone:
            self.gone.append(sentence)

    def seal(self, app: str, operation: Operation, code: str, **facts: Any) -> None:
        """Put facts (names and dates as JSON) under seal until the operation's term ends. `code`: Participant.code."""
        self.sealed.append(Sealed(app, operation, code, facts))
