"""The operator's legal texts from the region's `legal.yaml`, checked when they are read."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from kogge.core import region
from kogge.core.translated import Translated, pick
from kogge.core.yaml_files import BrokenFile, read

LONGEST_REVIEW = timedelta(days=366)
PLACEHOLDER_ENDINGS = (".example", ".example.com", ".example.org", ".invalid", ".test")
_NEEDED = {
    "operator": ("name", "street", "town", "email", "represented_by"),
    "privacy": ("officer", "email", "authority", "reviewed_on"),
    "accessibility": (
        "reviewed_on", "next_review_on", "method", "contact", "answer_within_days", "complaint_body",
    ),
    "security": ("contact", "expires_on"),
}  # fmt: skip


@dataclass(frozen=True)
class Legal:
    """`legal.yaml` as an object. Parts are plain mappings; `text` picks a language."""

    data: dict[str, Any]

    def __getattr__(self, part: str) -> Any:
        if part.startswith("_"):
            raise AttributeError(part)
        return self.data.get(part, {})

    def text(self, part: str, name: str) -> Translated:
        """A text of a part in the active language, marked when only the other one exists."""
        return _text(self.data.get(part, {}).get(name, ""))

    def sentences(self, part: str, name: str) -> tuple[str, list[str]]:
        """The sentences of a part with the language they are in."""
        by_language = self.data.get(part, {}).get(name, {})
        language = (get_language() or "de")[:2]
        language = language if by_language.get(language) else next(iter(by_language), "de")
        return (language, by_language.get(language, []))

    @property
    def is_placeholder(self) -> bool:
        """Whether these are still the demo's words, or an address nobody can write to."""
        return bool(self.data.get("placeholder")) or any(
            address.endswith(PLACEHOLDER_ENDINGS) for address in self.addresses
        )

    @property
    def addresses(self) -> tuple[str, ...]:
        """The mail addresses that visitors are told to write to."""
        return (
            self.operator["email"],
            self.privacy["email"],
            self.accessibility["contact"],
            self.security["contact"],
        )

    @property
    def gaps(self) -> list[dict[str, Any]]:
        """What is known not to be accessible, what helps instead, until when it lasts."""
        rows = self.accessibility.get("gaps", [])
        return [
            {"what": _text(r["what"]), "instead": _text(r.get("instead", "")), "until": r.get("until")}
            for r in rows
        ]

    @property
    def own_licences(self) -> list[dict[str, Any]]:
        """What the region uses beside the software."""
        return [{**row, "what": _text(row["what"])} for row in self.data.get("licences", [])]

    def is_overdue(self, today: date) -> bool:
        """Whether the accessibility statement needs its yearly review."""
        return today > self.accessibility["next_review_on"]


def load(path: Path) -> Legal:
    """Read and check the file. Raises `BrokenFile` with a sentence."""
    data = read(path)
    for part, keys in _NEEDED.items():
        if not isinstance(data.get(part), dict):
            raise BrokenFile(f"{path.name}: the part {part} is missing.")
        for key in keys:
            if data[part].get(key) in (None, ""):
                raise BrokenFile(f"{path.name}: {part}.{key} is missing.")
    statement = data["accessibility"]
    for key in ("reviewed_on", "next_review_on"):
        if not isinstance(statement[key], date):
            raise BrokenFile(f"{path.name}: accessibility.{key} must be a date such as 2026-11-21.")
    if statement["next_review_on"] - statement["reviewed_on"] > LONGEST_REVIEW:
        raise BrokenFile(f"{path.name}: the next accessibility review must follow within twelve months.")
    return Legal(data)


@cache
def current() -> Legal:
    """The texts of the region this installation serves, read once per process."""
    return load(region.current().file("legal.yaml"))


def _text(value: Any) -> Translated:
    return pick(value if isinstance(value, dict) else {"de": str(value)})
