"""The plan of an invented convention: who speaks where and when. Pure, seeded, the same on every machine.

Two days, seven stages, ten workshop rooms, 300 talks (four of them keynotes), 65 workshops, 340 people who do
not exist. Rooms and people are never double, nothing runs during lunch and coffee. All of it is fictional.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

FOLDER = Path(__file__).parent / "convention"
BERLIN = ZoneInfo("Europe/Berlin")
SEED, TALKS, WORKSHOPS, PEOPLE, DAYS = 2024, 300, 65, 340, 2
CHANGE = 5  # minutes between two talks on a stage

# Blocks of a day on a stage: begin, and lengths that fill the block, with five minutes of change after each.
BLOCKS = (
    (time(10, 0), ((20,) * 6, (10, 10, 30, 20, 30, 20), (45, 20, 20, 15, 10, 10))),
    (time(13, 30), ((25, 25, 25, 25), (20, 20, 30, 30), (45, 20, 20, 15))),
    (time(16, 0), ((20, 20, 20, 20, 20, 20, 25), (30, 30, 20, 20, 20, 15, 10), (45, 20, 20, 20, 20, 10, 10))),
)
KEYNOTES = ((0, time(9, 0), 45), (0, time(19, 10), 30), (1, time(9, 0), 45), (1, time(19, 10), 30))
WORKSHOP_STARTS = (time(10, 0), time(13, 30), time(16, 0), time(17, 35))
WORKSHOP_MINUTES, ROOM_TALK_MINUTES = 90, 20


@dataclass(frozen=True)
class Speaker:
    """Somebody who does not exist."""

    slug: str
    name: str
    role: str

    @property
    def email(self) -> str:
        return f"{self.slug}@konvent.example"


@dataclass(frozen=True)
class Slot:
    """A room for a time, before anybody speaks in it."""

    room: int
    starts_at: datetime
    minutes: int
    kind: str

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class PlannedSession:
    """One session with everything the public may know of it."""

    number: int
    slot: Slot
    day: int
    track: int
    language: str
    title: tuple[str, str]
    abstract: tuple[str, str]
    speakers: tuple[int, ...]

    @property
    def kind(self) -> str:
        return self.slot.kind


@dataclass(frozen=True)
class Plan:
    """The whole convention."""

    first_day: date
    rooms: list[dict[str, Any]]
    tracks: list[dict[str, Any]]
    speakers: list[Speaker]
    sessions: list[PlannedSession] = field(default_factory=list)

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=DAYS - 1)


def next_spring(today: date) -> date:
    """The first day: the second Friday of April that is at least four weeks away."""
    for year in (today.year, today.year + 1):
        first = date(year, 4, 1)
        friday = first + timedelta(days=(4 - first.weekday()) % 7 + 7)
        if friday >= today + timedelta(weeks=4):
            return friday
    raise AssertionError("April comes every year")


def make(first_day: date, seed: int = SEED) -> Plan:
    """Plan the convention. The same seed and day give the same plan."""
    chance = random.Random(seed)  # noqa: S311  a demo, not a secret
    plan = Plan(first_day, _read("rooms.yaml"), _read("tracks.yaml"), speakers(PEOPLE, seed))
    slots = _slots(first_day, plan.rooms, chance)
    cast = _cast(slots, chance)
    words = _Words(plan.tracks, chance)
    numbered = sorted(zip(slots, cast, strict=True), key=lambda pair: (pair[0].starts_at, pair[0].room))
    for number, (slot, people) in enumerate(numbered, start=1):
        track = chance.randrange(len(plan.tracks))
        language = "en" if chance.random() < 0.2 else "de"
        plan.sessions.append(
            PlannedSession(
                number=number,
                slot=slot,
                day=(slot.starts_at.date() - first_day).days + 1,
                track=track,
                language=language,
                title=words.title(slot.kind, track),
                abstract=words.abstract(),
                speakers=people,
            )
        )
    return plan


def speakers(count: int, seed: int = SEED) -> list[Speaker]:
    """Invented people with names that nobody bears."""
    words = _read("sentences.yaml")
    chance = random.Random(seed + 1)  # noqa: S311
    families = [first + second for first in words["family_first"] for second in words["family_second"]]
    chance.shuffle(families)
    cast = []
    for number in range(count):
        given, family = chance.choice(words["given_names"]), families[number]
        slug = f"fiktiv-{_plain(given)}-{_plain(family)}"
        cast.append(Speaker(slug, f"{given} {family}", chance.choice(words["roles"])))
    return cast


def subject(number: int) -> tuple[str, str]:
    """One of the subjects of the tracks, in German and English, the same for the same number."""
    rows = [pair for track in _read("tracks.yaml") for pair in track["subjects"]]
    german, english = rows[number % len(rows)]
    return german, english


def _slots(first_day: date, rooms: list[dict[str, Any]], chance: random.Random) -> list[Slot]:
    stages = [number for number, room in enumerate(rooms) if room["kind"] == "stage"]
    workrooms = [number for number, room in enumerate(rooms) if room["kind"] != "stage"]
    slots = [
        Slot(stages[0], _at(first_day, day, start), minutes, "keynote") for day, start, minutes in KEYNOTES
    ]
    for day in range(DAYS):
        for stage in stages:
            slots += _stage_day(first_day, day, stage, chance)
    pieces = [
        (room, _at(first_day, day, start))
        for day in range(DAYS)
        for start in WORKSHOP_STARTS
        for room in workrooms
    ]
    chance.shuffle(pieces)
    slots += [Slot(room, start, WORKSHOP_MINUTES, "workshop") for room, start in pieces[:WORKSHOPS]]
    missing = TALKS - sum(slot.kind != "workshop" for slot in slots)
    room_talks = [talk for room, start in pieces[WORKSHOPS:] for talk in _four_talks(room, start)]
    return slots + room_talks[:missing]


def _stage_day(first_day: date, day: int, stage: int, chance: random.Random) -> Iterator[Slot]:
    for start, fillings in BLOCKS:
        lengths = list(chance.choice(fillings))
        chance.shuffle(lengths)
        at = _at(first_day, day, start)
        for minutes in lengths:
            yield Slot(stage, at, minutes, "talk")
            at += timedelta(minutes=minutes + CHANGE)


def _four_talks(room: int, start: datetime) -> list[Slot]:
    step = timedelta(minutes=ROOM_TALK_MINUTES + CHANGE)
    return [Slot(room, start + step * number, ROOM_TALK_MINUTES, "talk") for number in range(3)] + [
        Slot(room, start + step * 3, 15, "talk")
    ]


def _cast(slots: list[Slot], chance: random.Random) -> list[tuple[int, ...]]:
    """Give every slot one to three people who are free then and have ten minutes to walk."""
    busy: list[list[tuple[datetime, datetime]]] = [[] for _number in range(PEOPLE)]
    order = list(range(PEOPLE))
    chance.shuffle(order)
    walk = timedelta(minutes=10)
    cast: list[tuple[int, ...]] = []
    for slot in slots:
        wanted = 1 if slot.kind == "keynote" else chance.choices((1, 2, 3), (55, 35, 10))[0]
        chosen = []
        for person in sorted(order, key=lambda one: len(busy[one])):
            if all(
                end + walk <= slot.starts_at or slot.ends_at + walk <= start for start, end in busy[person]
            ):
                chosen.append(person)
                if len(chosen) == wanted:
                    break
        for person in chosen:
            busy[person].append((slot.starts_at, slot.ends_at))
        cast.append(tuple(chosen))
        chance.shuffle(order)
    return cast


class _Words:
    """Titles that occur once each, and abstracts."""

    def __init__(self, tracks: list[dict[str, Any]], chance: random.Random) -> None:
        self.chance, self.tracks = chance, tracks
        self.sentences = _read("sentences.yaml")
        self.subject = ("", "")
        self.used: set[str] = set()
        self.keynotes = iter(self.sentences["keynotes"])

    def title(self, kind: str, track: int) -> tuple[str, str]:
        while True:
            self.subject = tuple(self.chance.choice(self.tracks[track]["subjects"]))
            if kind == "keynote":
                german, english = next(self.keynotes)
            else:
                german, english = self._filled(self.sentences["workshops" if kind == "workshop" else "talks"])
            if german not in self.used:
                self.used.add(german)
                return german, english

    def abstract(self) -> tuple[str, str]:
        opening, closing = self._filled(self.sentences["opening"]), self._filled(self.sentences["closing"])
        middle = self.chance.sample(self.sentences["middle"], 2)
        parts = [opening, *middle, closing, ("Fiktive Daten.", "Fictional data.")]
        return " ".join(part[0] for part in parts), " ".join(part[1] for part in parts)

    def _filled(self, patterns: list[list[str]]) -> tuple[str, str]:
        german, english = self.chance.choice(patterns)
        first = self.subject[1] if not english.startswith("{s}") else self.subject[1].capitalize()
        return german.format(s=self.subject[0]), english.format(s=first)


def _at(first_day: date, day: int, moment: time) -> datetime:
    return datetime.combine(first_day + timedelta(days=day), moment, tzinfo=BERLIN)


def _plain(name: str) -> str:
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ë", "e")):
        name = name.lower().replace(umlaut, letters)
    return name


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
