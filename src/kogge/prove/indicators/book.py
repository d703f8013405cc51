"""Everything an operation has recorded by a day, read once, and cut into the rows of any period or centre."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event, EventOrganizer
from kogge.prove.conversations import queries as conversations
from kogge.prove.hours import counting, settling
from kogge.prove.hours.queries import Presence, presences
from kogge.prove.profiles.profile import Profile
from kogge.prove.profiles.queries import profile_of
from kogge.prove.questionnaires.queries import Record, records

from .models import Estimate

HELD = {Event.State.HELD, Event.State.REPORTED}
DROPPED = (Event.State.IDEA, Event.State.CANCELLED, Event.State.POSTPONED)
HEADS = "contacts contacts_low contacts_high"
Day = tuple[date, int]
Row = dict[str, Any]


@dataclass
class Book:
    """What an operation's numbers rest on. `credits`: people and minutes by day and event."""

    profile: Profile
    as_of: date
    records: Sequence[Record]
    credits: Mapping[Day, Presence]
    events: Sequence[Row]
    conversations: Sequence[Mapping[str, Any]]
    activities: Sequence[Mapping[str, Any]]
    estimates: Sequence[Estimate]

    def tables(self, since: date, until: date, centre: str = "") -> dict[str, list[Row]]:
        """The rows of a period, with both days included. Names of people are in none of them.

        A person is a participant of the period in which the minutes reached the threshold, so that quarters add up
        to a year and nobody counts twice; answers on leaving count in the period in which they arrived.
        """
        until = min(until, self.as_of)
        mine = [one for one in self.records if not centre or self.home.get(one.person_id) == centre]
        entered = [one for one in mine if since <= one.reached_on <= until]
        persons = [one for one in entered if one.aim != "company"]
        events = [
            row for row in self.events
            if since <= row["on"] <= until and (not centre or row["organization"] == centre)
        ]  # fmt: skip
        return {
            "participants": [self._row(one, until) for one in persons if self._counts(one)],
            "exit": [self._row(one, until) for one in self._answered(mine, "exit", since, until)],
            "later": [self._row(one, until) for one in self._answered(mine, "later", since, until)],
            "incomplete": [self._lacking(one) for one in persons if not self._counts(one)],
            "for_companies": [{"code": one.code} for one in entered if one.aim == "company"],
            "entities": self._entities(mine, since, until),
            "people": [{"value": self._people(since, until, centre)}],
            "contacts": [_only(row, f"event {HEADS}") for row in events if row["contacts_high"]],
            "events": [
                _only(row, "event format mode organization minutes dates") for row in events if row["counts"]
            ],
            "conversations": _logged(self.conversations, since, until, centre),
            "activities": _logged(self.activities, since, until, centre),
            "estimates": [] if centre else self._estimates(since, until),
        }

    @cached_property
    def home(self) -> dict[int, str]:
        """The one centre each person is counted for: where most of their minutes were."""
        centre = {row["id"]: row["organization"] for row in self.events}
        spent: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for (_day, event), there in self.credits.items():
            for person, minutes in zip(*there, strict=True):
                spent[person][centre.get(event, "")] += minutes
        return {
            person: min(found.items(), key=lambda one: (-one[1], one[0]))[0]
            for person, found in spent.items()
        }

    @cached_property
    def _asked(self) -> dict[str, str]:
        """The stage of each question."""
        return {one.key: one.stage for one in self.profile.questions}

    @cached_property
    def _born(self) -> str:
        return next((one.key for one in self.profile.asked("entry") if one.kind == "year"), "")

    @cached_property
    def _spent(self) -> dict[int, list[tuple[date, int]]]:
        found: dict[int, list[tuple[date, int]]] = {one.person_id: [] for one in self.records}
        for (day, _event), there in self.credits.items():
            for person, minutes in zip(*there, strict=True):
                if (mine := found.get(person)) is not None:
                    mine.append((day, minutes))
        return found

    def _people(self, since: date, until: date, centre: str) -> int:
        led = {row["id"] for row in self.events if row["organization"] == centre}
        found: set[int] = set()
        for (day, event), (people, _minutes) in self.credits.items():
            if since <= day <= until and (not centre or event in led):
                found.update(people)
        return len(found)

    def _counts(self, record: Record) -> bool:
        """Complete on the day: incomplete records are in no number (Reg. (EU) 2021/1060, Annex; 2021/1057, Art. 17)."""
        in_time = record.entry_on is None or record.entry_on <= self.as_of
        return record.complete and in_time and record.aim == "person"

    def _lacking(self, record: Record) -> Row:
        """What a record lacked on the day; answers that came later lacked altogether."""
        asked = [one.key for one in self.profile.asked("entry") if one.part == 1 and one.required]
        return {"code": record.code, "missing": sorted(record.missing or asked)}

    def _answered(self, found: Iterable[Record], stage: str, since: date, until: date) -> Iterable[Record]:
        for one in found:
            day = one.exit_on if stage == "exit" else one.later_on
            if day is not None and since <= day <= until and self._counts(one):
                yield one

    def _row(self, record: Record, until: date) -> Row:
        minutes = sum(spent for day, spent in self._spent[record.person_id] if day <= until)
        row: Row = dict.fromkeys(self._asked)
        for stage, answers, day in (
            ("entry", record.entry, record.entry_on), ("exit", record.exit, record.exit_on),
            ("later", record.later, record.later_on),
        ):  # fmt: skip
            if day and day <= self.as_of and answers:
                row.update({key: value for key, value in answers.items() if self._asked.get(key) == stage})
        born = row.get(self._born)
        row["age"] = record.first_on.year - born if isinstance(born, int) else None
        row |= {"code": record.code, "minutes": minutes, "hours": minutes // 60, "aim": record.aim}
        row |= {
            "exit_done": _done(record.exit_on, self.as_of),
            "later_done": _done(record.later_on, self.as_of),
        }
        return row

    def _entities(self, found: Iterable[Record], since: date, until: date) -> list[Row]:
        """Companies and bodies that are the aim, once each, in the period of their first participant."""
        first: dict[str, Record] = {}
        people: Counter[str] = Counter()
        for one in found:
            if one.aim == "company" and one.entity:
                known = first.setdefault(one.entity["code"], one)
                first[one.entity["code"]] = min(known, one, key=lambda each: (each.reached_on, each.code))
                people[one.entity["code"]] += one.reached_on <= until
        return [
            {**_only(one.entity or {}, "code kind size postcode"), "participants": people[code]}
            for code, one in sorted(first.items()) if since <= one.reached_on <= until
        ]  # fmt: skip

    def _estimates(self, since: date, until: date) -> list[Row]:
        return [
            {"id": one.pk, "indicator": one.what, "value": one.value, "low": one.low, "high": one.high}
            for one in self.estimates if since <= one.since and one.until <= until
        ]  # fmt: skip


@contextmanager
def collector_rests() -> Iterator[None]:
    """Half a million young rows are no garbage: looking through them again and again takes a third of the time."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


@collector_rests()
def open_book(operation: Operation, as_of: date) -> Book:
    """Read it all, in a number of queries that does not depend on how much there is."""
    events = Event.objects.filter(operation=operation, sort_on__lte=as_of).exclude(state__in=DROPPED)
    settling.bring_in_step(events)
    there = presences([operation], until=as_of)
    logged = conversations.rows(operation, until=as_of)
    return Book(
        profile=profile_of(operation),
        as_of=as_of,
        records=records(operation, until=as_of, there=there),
        credits=there.get(operation.pk, {}),
        events=_events(operation, events),
        conversations=logged.conversations,
        activities=logged.activities,
        estimates=list(Estimate.objects.filter(operation=operation, estimated_on__lte=as_of).order_by("pk")),
    )


def _events(operation: Operation, events: Any) -> list[Row]:
    leading = EventOrganizer.objects.filter(event__operation=operation, role=EventOrganizer.Role.LEAD)
    leads = dict(leading.values_list("event", "organization__slug"))
    counted = {row["event"]: row for row in counting.rows(events)}
    found = []
    for pk, slug, form, on, mode, start, end, state in events.order_by("sort_on", "pk").values_list(
        "pk", "slug", "format_key", "sort_on", "mode", "starts_at", "ends_at", "state"
    ):
        heads = counted.get(slug) or dict.fromkeys(HEADS.split(), 0)
        row: Row = {"id": pk, "event": slug, "format": form, "mode": mode, "on": on, "dates": 1}
        row["minutes"] = int((end - start).total_seconds() // 60) if start and end else 0
        row["organization"] = leads.get(pk, "")
        row["counts"] = state in HELD or heads["contacts_high"] > 0
        found.append({**row, **_only(heads, HEADS)})
    return found


def _logged(rows: Iterable[Mapping[str, Any]], since: date, until: date, centre: str) -> list[Row]:
    return [
        {**row, "on": row["on"].isoformat()} for row in rows
        if since <= row["on"] <= until and (not centre or row["organization"] == centre)
    ]  # fmt: skip


def _only(row: Mapping[str, Any], names: str) -> Row:
    return {name: row[name] for name in names.split()}


def _done(day: date | None, as_of: date) -> str:
    return "yes" if day is not None and day <= as_of else "no"
