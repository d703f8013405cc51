"""Reads a file of facts and the mapping files beside it, and says in a sentence what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SECTIONS = (
    "organisations", "places", "people", "programmes", "communities", "formats", "series", "events", "talks",
    "projects", "certificates", "appointment_rounds", "mission_of_ambassadors", "figures", "statements",
    "challenges", "outlooks", "further_reading", "data_quality_notes",
)  # fmt: skip
NAMING_FIELDS = ("name", "title", "term", "measure", "gist", "note", "about")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Entry = Mapping[str, Any]


class FactsError(ValueError):
    """The facts cannot be used. The sentence names section and entry."""

    def __init__(self, section: str, entry: str, sentence: str) -> None:
        super().__init__(f"{section}, {entry}: {sentence}" if entry else f"{section}: {sentence}")
        self.section = section
        self.entry = entry


@dataclass(frozen=True)
class Facts:
    """One year's facts: its documents, its sections, and the mappings kept beside the file."""

    title: str
    year: int
    documents: list[Entry]
    sections: dict[str, list[Entry]]
    formats: Entry = field(default_factory=dict)
    offices: Entry = field(default_factory=dict)
    notes: Entry = field(default_factory=dict)
    filing: Entry = field(default_factory=dict)

    def __getitem__(self, section: str) -> list[Entry]:
        return self.sections[section]

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every entry with the name of its section, in the order of the file."""
        for section in SECTIONS:
            for entry in self.sections[section]:
                yield section, entry


def read(path: Path) -> Facts:
    """Read and check `path`. Raises FactsError with a sentence when something is missing or broken."""
    data = _mapping(path, needed=True)
    meta = data.get("meta")
    if not isinstance(meta, dict) or not isinstance(meta.get("year"), int):
        raise FactsError("meta", "", "The file needs meta with a year.")
    unknown = sorted(set(data) - {"meta", *SECTIONS})
    if unknown:
        raise FactsError(unknown[0], "", f"There is no such section. Sections are: {', '.join(SECTIONS)}.")
    documents = meta.get("documents") or []
    keys = {str(document.get("id")) for document in documents}
    sections = {name: data.get(name) or [] for name in SECTIONS}
    _check_documents(documents)
    _check_sections(sections, keys)
    return Facts(
        title=str(meta.get("title", "")),
        year=meta["year"],
        documents=documents,
        sections=sections,
        formats=_mapping(path.with_name("formats.yaml")),
        offices=_mapping(path.with_name("offices.yaml")),
        notes=_mapping(path.with_name("notes.yaml")),
        filing=_mapping(path.with_name("filing.yaml")),
    )


def _mapping(path: Path, *, needed: bool = False) -> dict[str, Any]:
    if not path.exists() and not needed:
        return {}
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        raise FactsError(path.name, "", f"The file cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise FactsError(path.name, "", "The file must be a mapping of sections.")
    return data


def _check_documents(documents: list[Entry]) -> None:
    for document in documents:
        for name in ("id", "title"):
            if not document.get(name):
                raise FactsError("documents", str(document.get("id", "?")), f"A document needs its {name}.")


def _check_sections(sections: dict[str, list[Entry]], documents: set[str]) -> None:
    seen: dict[str, str] = {}
    for section, entries in sections.items():
        if not isinstance(entries, list):
            raise FactsError(section, "", "A section is a list of entries.")
        for number, entry in enumerate(entries, start=1):
            if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
                raise FactsError(section, f"entry {number}", "An entry needs an id.")
            key = entry["id"]
            if not _ID.fullmatch(key):
                raise FactsError(section, key, "An id has small letters, digits and single hyphens only.")
            if key in seen:
                raise FactsError(section, key, f"This id already stands in {seen[key]}.")
            seen[key] = section
            if not any(entry.get(name) for name in NAMING_FIELDS):
                raise FactsError(section, key, f"An entry needs one of: {', '.join(NAMING_FIELDS)}.")
            _check_refs(section, key, entry.get("refs"), documents)


def _check_refs(section: str, key: str, refs: Any, documents: set[str]) -> None:
    if not isinstance(refs, list) or not refs:
        raise FactsError(section, key, "An entry needs refs: the document and the lines it comes from.")
    for ref in refs:
        if not isinstance(ref, dict) or str(ref.get("source")) not in documents:
            raise FactsError(section, key, "Each of refs needs the source of a document named in meta.")
        lines = ref.get("lines")
        if not isinstance(lines, list) or not lines or not all(isinstance(line, int) for line in lines):
            raise FactsError(section, key, "Each of refs needs lines, a list of line numbers.")
