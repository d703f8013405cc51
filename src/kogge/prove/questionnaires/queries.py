"""What others read of questionnaires: complete or incomplete, and for reports the answers under codes.

A record is one human in one operation. Who was merged into somebody counts with the one who was kept; if only the
other one's code has answers, these are taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.prove.hours.models import Participant
from kogge.prove.hours.queries import Presence, presences
from kogge.prove.profiles.profile import Profile
from kogge.prove.profiles.queries import profile_of

from . import store
from .aims import PERSON, UNDECIDED
from .answers import Answers, is_mandatory
from .leaving import Standing, standings
from .models import Aim, Questionnaire, Response, Stage

Entity = Mapping[str, str]
Codes = list[tuple[int, str]]
Presences = Mapping[int, Mapping[tuple[date, int], Presence]]
Given = tuple[date | None, tuple[str, ...], Answers | None]
_NOTHING: Given = (None, (), None)


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
    entity: Entity | None


@dataclass(frozen=True)
class Status:
    """How many need the questions on entering, and how many records are complete."""

    required: int
    complete: int

    @property
    def open(self) -> int:
        return self.required - self.complete


@dataclass(frozen=True)
class People:
    """Everybody in an operation: codes of each human, the own one first, and their verified time."""

    codes: Mapping[int, Codes]
    standings: Mapping[int, Standing]

    def required(self) -> Iterable[tuple[int, Standing, Codes]]:
        """Those with a code who reached the threshold."""
        for person, codes in self.codes.items():
            standing = self.standings.get(person)
            if standing is not None and standing.reached_on is not None:
                yield person, standing, codes


def people_of(
    operations: Iterable[Operation], *, until: date | None = None, there: Presences | None = None
) -> dict[int, People]:
    """Codes and time of everybody, by operation; three queries however many there are.

    `there`: what `presences` of these operations gave, for a caller who has asked before.
    """
    by_operation = {one.pk: one for one in operations}
    there = presences(by_operation.values(), until=until) if there is None else there
    enrolled = Participant.objects.filter(operation__in=by_operation)
    merged = Person.objects.filter(merged_into__isnull=False).order_by()
    into = {pk: kept for pk, kept in merged.values_list("pk", "merged_into") if kept}
    codes: dict[int, dict[int, Codes]] = defaultdict(dict)
    for operation, pk, code, person in enrolled.order_by("pk").values_list(
        "operation", "pk", "code", "person"
    ):
        own = codes[operation].setdefault(_root(person, into), [])
        own.insert(0 if person not in into else len(own), (pk, code))
    return {
        pk: People(codes[pk], standings(_days(there.get(pk, {})), profile_of(one).minimum_minutes))
        for pk, one in by_operation.items()
    }


def records(
    operation: Operation,
    *,
    since: date | None = None,
    until: date | None = None,
    exit_since: date | None = None,
    exit_until: date | None = None,
    there: Presences | None = None,
    by: Any = "report",
) -> list[Record]:
    """Everybody who reached the threshold within the period, both days included, sorted by code.

    With `exit_since` or `exit_until`: those whose answers on leaving came in that period. The reading is logged once.
    """
    people = people_of([operation], until=until, there=there)[operation.pk]
    profile = profile_of(operation)
    given = _given(operation)
    store.log(operation, sum(map(len, given.values())), what="report", by=by)
    asked = tuple(question.key for question in profile.asked(Stage.ENTRY) if is_mandatory(question))
    reader = _Reader(
        given, _targets(operation), asked, (UNDECIDED if _demands_aim(profile) else PERSON, None)
    )
    found = []
    for person, standing, codes in people.required():
        if since and standing.reached_on and standing.reached_on < since:
            continue
        record = reader.record(person, standing, codes)
        if _within(record.exit_on, exit_since, exit_until):
            found.append(record)
    return sorted(found, key=lambda one: one.code)


def _days(there: Mapping[tuple[date, int], Presence]) -> Iterable[tuple[date, list[int], list[int]]]:
    return ((day, *presence) for (day, _event), presence in there.items())


def status(operation: Operation) -> Status:
    """Counts without opening a single answer."""
    return statuses([operation])[operation.pk]


def statuses(operations: Iterable[Operation]) -> dict[int, Status]:
    """The same for many operations, in a constant number of queries."""
    return {pk: Status(len(found), sum(found.values())) for pk, found in _completeness(operations).items()}


def complete_people(operation: Operation) -> set[int]:
    """The participants of an operation: people who reached the hours and whose record is complete."""
    return {person for person, is_complete in _completeness([operation])[operation.pk].items() if is_complete}


def _completeness(operations: Iterable[Operation]) -> dict[int, dict[int, bool]]:
    """By operation, each person who needs the questions on entering, and whether the record is complete."""
    operations = list(operations)
    people = people_of(operations)
    rows = Questionnaire.objects.filter(
        participant__operation__in=operations, stage=Stage.ENTRY, complete=True
    )
    complete = set(rows.order_by().values_list("participant", flat=True))
    decided = set(
        Aim.objects.filter(participant__operation__in=operations).values_list("participant", flat=True)
    )
    found: dict[int, dict[int, bool]] = {}
    for one in operations:
        profile = profile_of(one)
        demanded, asks = _demands_aim(profile), bool(profile.asked(Stage.ENTRY))
        found[one.pk] = {}
        for person, _standing, codes in people[one.pk].required() if asks or demanded else ():
            pks = {pk for pk, _code in codes}
            found[one.pk][person] = (not asks or not pks.isdisjoint(complete)) and (
                not demanded or not pks.isdisjoint(decided)
            )
    return found


@dataclass(frozen=True)
class _Reader:
    """What an operation's records are made from."""

    given: Mapping[int, Mapping[str, Given]]
    targets: Mapping[int, tuple[str, Entity | None]]
    asked: tuple[str, ...]
    undecided: tuple[str, None]

    def record(self, person: int, standing: Standing, codes: Codes) -> Record:
        answers: dict[str, Given] = {}
        for pk, _code in reversed(codes):
            answers.update(self.given.get(pk, {}))
        entry_on, missing, entry = answers.get("entry", (None, self.asked, None))
        exit_on, _exit_missing, exit_ = answers.get("exit", _NOTHING)
        later_on, _later_missing, later = answers.get("later", _NOTHING)
        targets = self.targets
        aim, entity = next((targets[pk] for pk, _code in codes if pk in targets), self.undecided)
        if aim == UNDECIDED:
            missing = (*missing, "aim")
        assert standing.reached_on is not None
        return Record(
            codes[0][1], person, standing.minutes, standing.first_on, standing.reached_on, entry, entry_on,
            exit_, exit_on, later, later_on, not missing, missing, aim, entity,
        )  # fmt: skip


def _given(
    operation: Operation,
) -> dict[int, dict[str, Given]]:
    """The newest answers by participant and stage: when, what is missing, what was answered."""
    rows = Response.objects.filter(questionnaire__participant__operation=operation).order_by("version")
    newest: dict[int, Any] = {}
    columns = (
        "questionnaire__participant",
        "questionnaire__stage",
        "version",
        "sealed",
        "missing",
        "answered_on",
    )
    for pk, *row in rows.values_list("questionnaire", *columns).iterator(chunk_size=5000):
        newest[pk] = row
    found: dict[int, dict[str, Given]] = defaultdict(dict)
    for pk, (participant, stage, version, sealed, missing, on) in newest.items():
        found[participant][stage] = (on, tuple(missing), store.Opened(pk, version, sealed))
    return found


def _targets(operation: Operation) -> dict[int, tuple[str, Entity | None]]:
    rows = Aim.objects.filter(participant__operation=operation).values_list(
        "participant", "target", "entity__code", "entity__size", "entity__kind", "entity__postcode"
    )
    names = ("code", "size", "kind", "postcode")
    return {
        pk: (target, dict(zip(names, entity, strict=True)) if entity[0] else None)
        for pk, target, *entity in rows
    }


def _demands_aim(profile: Profile) -> bool:
    """Whether the funder counts companies or bodies too, so that somebody must decide who is counted."""
    return any("entities" in one.parsed.tables for one in profile.indicators)


def _within(day: date | None, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and (since is None or day >= since) and (until is None or day <= until)


def _root(person: int, into: Mapping[int, int]) -> int:
    """Whom this record was merged into, over any number of merges."""
    seen = {person}
    while (kept := into.get(person)) and kept not in seen:
        seen.add(kept)
        person = kept
    return person


def entered_on(row: Questionnaire) -> date:
    """The day the threshold was reached, at which ages are counted."""
    if row.stage == Stage.ENTRY:
        return row.due_on
    entry = Questionnaire.objects.filter(participant=row.participant_id, stage=Stage.ENTRY).first()
    return entry.due_on if entry else row.due_on
