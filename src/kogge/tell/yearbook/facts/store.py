"""Puts records in their place: makes what is missing, changes what differs, leaves what is the same."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from kogge.core import history
from kogge.network.grants.models import Operation

from .reading import Entry, Facts, FactsError

KINDS = {
    "organisations": "organization",
    "places": "place",
    "people": "person",
    "programmes": "programme",
    "communities": "community",
    "series": "series",
    "events": "event",
    "talks": "session",
    "projects": "project",
    "certificates": "certificate",
    "appointment_rounds": "appointment_round",
    "formats": "format",
}


@dataclass
class Summary:
    """What loading did: entries read per section, and how many changes were written."""

    sections: Counter[str] = field(default_factory=Counter)
    changes: int = 0

    @property
    def entries(self) -> int:
        return sum(self.sections.values())


class Loading:
    """One run over a file: who loads, what was read, and the records already in their place."""

    def __init__(
        self, facts: Facts, *, by: Any, operations: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self.facts = facts
        self.by = by
        known = {operation.slug: operation for operation in Operation.objects.all()}
        self.operations = {
            organization: [known[slug] for slug in slugs if slug in known]
            for organization, slugs in (operations or {}).items()
        }
        self.summary = Summary()
        self.found: dict[str, models.Model] = {}
        self.entries = {entry["id"]: entry for _section, entry in facts.entries()}
        self._section_of = {entry["id"]: section for section, entry in facts.entries()}

    def keep(self, section: str, entry: Entry, record: models.Model) -> None:
        """Remember the record an entry became, and count the entry."""
        self.found[entry["id"]] = record
        self.summary.sections[section] += 1

    def the(self, section: str, entry: Entry, kind: str, key: Any) -> Any:
        """The record that `entry` refers to by `key` in section `kind`; None for none."""
        if key is None:
            return None
        if self._section_of.get(key) != kind or key not in self.found:
            raise FactsError(section, entry["id"], f"It refers to {key!r}, which does not stand in {kind}.")
        return self.found[key]

    def all(self, section: str, entry: Entry, kind: str, keys: Iterable[str] | None) -> list[Any]:
        return [self.the(section, entry, kind, key) for key in keys or []]

    def split(self, section: str, entry: Entry, keys: Iterable[str] | None) -> dict[str, list[str]]:
        """Ids of mixed kinds, sorted by the section each stands in."""
        sorted_keys: dict[str, list[str]] = {}
        for key in keys or []:
            if key not in self._section_of:
                raise FactsError(
                    section, entry["id"], f"It refers to {key!r}, which does not stand in the file."
                )
            sorted_keys.setdefault(self._section_of[key], []).append(key)
        return sorted_keys

    def named(self, value: Any) -> Any:
        """An id of the file as {"kind", "slug", "name"}, a list of them one by one, anything else as it is."""
        if isinstance(value, list):
            return [self.named(one) for one in value]
        record = self.entries.get(value) if isinstance(value, str) else None
        if record is None:
            return value
        name = record.get("label") or record.get("name") or record.get("title")
        return {"kind": KINDS.get(self._section_of[value], ""), "slug": value, "name": name}

    def subject(self, section: str, entry: Entry, key: str) -> str:
        """An id as the subject of a figure or note: "event:slug"."""
        kind = KINDS.get(self._section_of.get(key, ""))
        if kind is None:
            raise FactsError(section, entry["id"], f"It is about {key!r}, which does not stand in the file.")
        return f"{kind}:{key}"

    def put(
        self,
        model: type[models.Model],
        key: Mapping[str, Any],
        values: Mapping[str, Any],
        *,
        once: Mapping[str, Any] | None = None,
    ) -> Any:
        """The record with `key`, made or changed until it has `values`. `once` counts only at the start."""
        record = model._default_manager.filter(**key).first()
        if record is None:
            record = model._default_manager.create(**key, **values, **(once or {}))
            history.record(record, "loaded", by=self.by)
            return record
        different = [name for name, value in values.items() if getattr(record, name) != value]
        if not different:
            return record
        for name in different:
            setattr(record, name, values[name])
        record.save(update_fields=different)
        history.record(record, "changed", by=self.by, after={"fields": sorted(different)})
        return record

    def put_many(self, record: models.Model, relation: str, others: Iterable[models.Model]) -> None:
        """Make a many-to-many relation hold exactly `others`."""
        manager = getattr(record, relation)
        wanted = {other.pk for other in others}
        if wanted != set(manager.values_list("pk", flat=True)):
            manager.set(wanted)
            history.record(record, "changed", by=self.by, after={relation: sorted(wanted)})


def refs_of(entry: Entry) -> list[dict[str, Any]]:
    """The refs of an entry as stored: document key and lines."""
    return [{"source": str(ref["source"]), "lines": list(ref["lines"])} for ref in entry["refs"]]


def texts(entry: Entry, name: str = "summary", field_name: str = "summary") -> dict[str, str]:
    """The two languages of a text as model fields."""
    text = entry.get(name) or {}
    return {f"{field_name}_de": text.get("de", ""), f"{field_name}_en": text.get("en", "")}


def listed(value: Any) -> list[Any]:
    """A value that may be one or several, as a list."""
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [value]
