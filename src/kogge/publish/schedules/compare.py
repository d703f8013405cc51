"""The draft beside what is public: what a release would change, by session, and by room and time."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from kogge.core.periods import moment, period
from kogge.core.translated import translated
from kogge.plan.events.models import Event
from kogge.publish.programme import changes, queries
from kogge.publish.programme.models import Release

from . import notices
from .differences import facts_of

Record = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """Draft and released timetable of one event at one moment. `seen` names exactly this pair."""

    event: Event
    shown: Record | None
    draft: Record
    changes: list[changes.Change]
    number: int
    seen: str

    @property
    def counts(self) -> dict[str, int]:
        """How many sessions are new, moved, changed, cancelled, withdrawn."""
        kinds = [one.kind for one in self.changes if one.what == "session"]
        return {kind: kinds.count(kind) for kind in changes.KINDS if kind in kinds}


def now(event: Event) -> Difference:
    """Both as they are now, in a constant number of queries."""
    fresh = queries.planned(event.pk)
    draft = queries.draft(fresh)
    shown = queries.shown(event)
    newest = (
        Release.objects.filter(event=event).order_by("-number").values_list("number", flat=True).first() or 0
    )
    found = changes.between(shown, draft)
    return Difference(event, shown, draft, found, newest, f"{newest}:{_digest(draft)}")


def _digest(draft: Record) -> str:
    return hashlib.sha256(json.dumps(draft, sort_keys=True, default=str).encode()).hexdigest()[:24]


def sessions(difference: Difference, kind: str = "") -> list[Record]:
    """A row for each session that differs: what it is, where it was, where it will be, what else is different."""
    before = difference.shown["sessions"] if difference.shown else {}
    after = difference.draft["sessions"]
    rows = []
    for one in difference.changes:
        if one.what != "session" or (kind and one.kind != kind):
            continue
        old, new = before.get(one.uid), after.get(one.uid)
        others = [str(part.label) for part in one.fields if part.key not in changes.MOVES]
        rows.append({
            "change": one, "before": notices.slot(facts_of(old)) if old else "",
            "after": notices.slot(facts_of(new)) if new else "", "others": others,
        })  # fmt: skip
    return rows


def days(difference: Difference) -> list[str]:
    """The days of both, as ISO dates in order."""
    return sorted({_day(record) for side in _sides(difference) for record in side.values() if _day(record)})


def rooms(difference: Difference, day: str) -> list[Record]:
    """Each room of a day: its sessions as released and as drafted, side by side in the order of time."""
    released, draft = _sides(difference)
    kinds = {one.uid: one for one in difference.changes if one.what == "session"}
    found: dict[str, dict[str, Record]] = {}
    for name, side in (("before", released), ("after", draft)):
        for uid, record in side.items():
            if _day(record) == day:
                room = (record["room"] or {}).get("name", "")
                found.setdefault(room, {}).setdefault(uid, {})[name] = _entry(record)
    return [{"room": room, "rows": [{**row, "change": kinds.get(uid)} for uid, row in sorted(
        found[room].items(), key=lambda pair: (pair[1].get("after") or pair[1]["before"])["start"]
    )]} for room in sorted(found, key=str.casefold)]  # fmt: skip


def day_name(day: str) -> str:
    """A day in words."""
    return period(day, weekday=True)


def _sides(difference: Difference) -> tuple[dict[str, Record], dict[str, Record]]:
    return (difference.shown["sessions"] if difference.shown else {}), difference.draft["sessions"]


def _day(record: Record) -> str:
    start = moment(record["starts_at"])
    return f"{start:%Y-%m-%d}" if start else ""


def _entry(record: Record) -> Record:
    return {
        "start": record["starts_at"], "ends": record["ends_at"], "off": record["state"] == "cancelled",
        "title": str(translated(record, "title")),
    }  # fmt: skip
