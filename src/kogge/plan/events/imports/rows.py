"""What every kind of file is read into, and what is said of it afterwards. Pure."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from kogge.core.refusals import Refused

MOST_BYTES = 10 * 2**20
MOST_ROWS = 2000


class Unreadable(Refused):
    """The whole file cannot be read; the sentence says what to do."""


@dataclass
class Row:
    """One event, or one session of it, as a file names it. `values` holds only what the file says.

    Names of places, rooms, topics and people are words; `linking` finds the records.
    """

    line: int
    key: str
    label: str
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    fault: str = ""
    sessions: "list[Row]" = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Changes exactly when the file says something else."""
        words = json.dumps([self.key, self.values], sort_keys=True, default=str)
        return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True)
class Found:
    """The rows of a file and what of it is not used."""

    kind: str
    rows: list[Row]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What became of a row. `what`: created, changed, unchanged, skipped or refused."""

    line: int
    what: str
    label: str
    sentence: str = ""
    slug: str = ""


@dataclass
class Report:
    """What an import did, or would do."""

    kind: str = ""
    dry_run: bool = False
    saved: bool = True
    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows became what."""
        found = dict.fromkeys(("created", "changed", "unchanged", "skipped", "refused"), 0)
        for outcome in self.outcomes:
            found[outcome.what] += 1
        return found

    def as_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind, "dry_run": self.dry_run, "saved": self.saved, "counts": self.counts,
            "notes": self.notes, "rows": [asdict(one) for one in self.outcomes],
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Report":
        return cls(
            kind=data.get("kind", ""), dry_run=data.get("dry_run", False), saved=data.get("saved", True),
            notes=data.get("notes", []), outcomes=[Outcome(**one) for one in data.get("rows", [])],
        )  # fmt: skip
