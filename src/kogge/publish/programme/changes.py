"""What differs between two states of a programme, in words people use. Pure: works on snapshots alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Record = Mapping[str, Any]

KINDS: dict[str, Promise] = {
    "new": _("New"),
    "changed": _("Changed"),
    "moved": _("Moved"),
    "cancelled": _("Cancelled"),
    "withdrawn": _("Withdrawn"),
}
FIELDS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "title": (_("title"), ("title_de", "title_en", "full_title", "motto", "title_is_ours")),
    "address": (_("web address"), ("slug",)),
    "state": (_("state"), ("state", "state_reason")),
    "time": (
        _("time"),
        ("starts_on", "ends_on", "precision", "starts_at", "ends_at", "duration_days", "day", "part_of_day"),
    ),
    "place": (_("place"), ("place", "mode", "online_url")),
    "room": (_("room"), ("room",)),
    "directions": (_("how to find it"), ("place_note", "former_place", "place_changed_at")),
    "order": (_("order"), ("position",)),
    "people": (_("people"), ("people",)),
    "organizers": (_("organisers"), ("organizers", "organizations", "network_role")),
    "text": (
        _("description"),
        ("summary_de", "summary_en", "plain_de", "description_de", "description_en", "abstract_de",
         "abstract_en"),
    ),
    "language": (_("language"), ("language",)),
    "kind": (_("kind"), ("format", "kind", "track")),
    "subjects": (_("topics and audience"), ("audience_text", "audiences", "topics", "subjects")),
    "cost": (_("cost"), ("cost", "cost_note")),
    "capacity": (_("seats"), ("capacity",)),
    "access": (_("accessibility"), ("access_features", "access_note")),
    "belongs": (_("what it belongs to"), ("series", "edition", "parent", "community")),
    "funding": (_("funding"), ("funding",)),
    "picture": (_("picture"), ("picture",)),
    "source": (_("sources and further facts"), ("facts", "refs", "not_stated", "source_note")),
}  # fmt: skip
MOVES = ("time", "place", "room")
OFF = ("cancelled", "postponed")


@dataclass(frozen=True)
class FieldChange:
    """One group of fields, with the values before and after."""

    key: str
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def label(self) -> Promise:
        return FIELDS[self.key][0]


@dataclass(frozen=True)
class Change:
    """One event or session that looks different from now on."""

    kind: str
    what: str
    uid: str
    slug: str
    title_de: str
    title_en: str
    fields: tuple[FieldChange, ...] = ()

    @property
    def label(self) -> Promise:
        return KINDS[self.kind]

    @property
    def raises_sequence(self) -> bool:
        """Whether calendars must be told: another time, place or state."""
        return any(one.key in (*MOVES, "state") for one in self.fields) or self.kind == "withdrawn"

    def as_log(self) -> dict[str, Any]:
        """The public change log's entry. Names of fields only, and of moved things where they were."""
        entry: dict[str, Any] = {
            "kind": self.kind, "what": self.what, "uid": self.uid, "slug": self.slug, "title": self.title_de,
            "title_en": self.title_en, "fields": [one.key for one in self.fields],
        }  # fmt: skip
        if self.kind == "moved":
            entry["before"] = _where([one.before for one in self.fields if one.key in MOVES])
            entry["after"] = _where([one.after for one in self.fields if one.key in MOVES])
        return entry


def between(old: Record | None, new: Record | None) -> list[Change]:
    """All changes from one snapshot to the next: the event first, then its sessions in the order of `new`."""
    before, after = old or {"event": None, "sessions": {}}, new or {"event": None, "sessions": {}}
    found = [_one("event", before["event"], after["event"])]
    uids = [*after["sessions"], *(uid for uid in before["sessions"] if uid not in after["sessions"])]
    found += [_one("session", before["sessions"].get(uid), after["sessions"].get(uid)) for uid in uids]
    return [change for change in found if change]


def _one(what: str, old: Record | None, new: Record | None) -> Change | None:
    shown = new or old
    if shown is None or old == new:
        return None
    changed = _differing(old, new) if old and new else ()
    return Change(
        _kind(old, new, changed),
        what,
        shown["uid"],
        shown["slug"],
        shown["title_de"],
        shown["title_en"],
        changed,
    )


def _kind(old: Record | None, new: Record | None, fields: Iterable[FieldChange]) -> str:
    if new is None:
        return "withdrawn"
    if new["state"] in OFF and (old is None or old["state"] not in OFF):
        return "cancelled"
    if old is None:
        return "new"
    return "moved" if any(one.key in MOVES for one in fields) else "changed"


def _differing(old: Record, new: Record) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(
            key,
            {name: old[name] for name in names if name in old},
            {name: new[name] for name in names if name in new},
        )
        for key, (_label, names) in FIELDS.items()
        if any(old.get(name) != new.get(name) for name in names)
    )


def _where(values: Iterable[Record]) -> dict[str, Any]:
    """Times as they are; of places and rooms the name."""
    flat = {name: value for group in values for name, value in group.items() if value}
    return {name: value["name"] if isinstance(value, dict) else value for name, value in flat.items()}
