"""What is handed in to the calls of the demo, before anybody judged or placed it. Pure; all people are invented.

Two gatherings: the invented convention with its 365 proposals, and one whose lengths, languages, rooms and shared
people are those of a real published timetable. Of the real one nothing else is taken: its people are placeholders,
because the calls, scores and wishes around them are invented.
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from . import convention_plan
from .convention_plan import Speaker

PUBLISHED = Path(__file__).parent / "published-schedule" / "pyconfr-2024.json"
WISHES, FAVOURITE_TRACKS = 8, 3
_WORDS = {
    "Short talk": "Kurzvortrag", "Long talk": "Vortrag", "Workshop": "Werkstatt", "Plenary": "Hauptvortrag",
    "Short plenary": "Grußwort", "Lightning Talk": "Blitzvorträge",
}  # fmt: skip


@dataclass(frozen=True)
class Proposal:
    """One talk or workshop as it was handed in. `people` are places in the gathering's list of speakers."""

    title: tuple[str, str]
    abstract: str
    kind: str
    minutes: int
    language: str
    track: int
    people: tuple[int, ...]


@dataclass(frozen=True)
class Gathering:
    """A convention before its timetable. Times of a day are hours of the clock."""

    slug: str
    title: tuple[str, str]
    summary: tuple[str, str]
    first_day: date
    days: int
    hours: tuple[int, int]
    slot_minutes: int
    place: str
    rooms: Sequence[dict[str, Any]]
    tracks: Sequence[tuple[str, str]]
    speakers: Sequence[Speaker]
    proposals: Sequence[Proposal]
    wishes: list[list[int]] = field(default_factory=list)


def of_convention(first_day: date, *, visitors: int = 2500, seed: int = convention_plan.SEED) -> Gathering:
    """The invented convention: 300 talks and 65 workshops wait for a room and a time."""
    plan = convention_plan.make(first_day, seed)
    proposals = [
        Proposal(
            one.title, one.abstract[0], one.kind, one.slot.minutes, one.language, one.track, one.speakers
        )
        for one in plan.sessions
    ]
    return Gathering(
        slug="kuestenkonvent-aufruf", title=("Küstenkonvent im Werden", "Coast Convention in the making"),
        summary=("365 Beiträge warten auf Raum und Zeit.", "365 contributions wait for a room and a time."),
        first_day=first_day, days=convention_plan.DAYS, hours=(9, 20), slot_minutes=5, place="Halle Vineta",
        rooms=plan.rooms, tracks=[(row["de"], row["en"]) for row in plan.tracks], speakers=plan.speakers,
        proposals=proposals, wishes=wishes(proposals, visitors, len(plan.tracks), seed),
    )  # fmt: skip


def of_published(first_day: date, *, visitors: int = 400, seed: int = convention_plan.SEED) -> Gathering:
    """The shape of a real weekend: its lengths, languages, rooms, and who would have to be in two places at once."""
    rows = json.loads(PUBLISHED.read_text(encoding="utf-8"))["sessions"]
    rooms = sorted({row["room"] for row in rows})
    tracks = [(f"Linie {letter}", f"Line {letter}") for letter in "ABCD"]
    people = max(number for row in rows for number in row["persons"])
    proposals = [
        Proposal(
            (f"{_WORDS[row['kind']]} {row['code']}", f"{row['kind']} {row['code']}"),
            "Länge, Sprache, Raum und beteiligte Personen wie veröffentlicht; Titel und Namen sind Platzhalter.",
            "workshop" if row["kind"] == "Workshop" else "talk", row["minutes"], row["language"],
            number % len(tracks), tuple(person - 1 for person in row["persons"]),
        )
        for number, row in enumerate(rows)
    ]  # fmt: skip
    return Gathering(
        slug="wochenende-der-sprachen", title=("Wochenende der Programmiersprachen", "Weekend of languages"),
        summary=("Zwei Tage, sieben Räume, gebaut nach einem wirklich veröffentlichten Zeitplan.",
                 "Two days, seven rooms, built after a timetable that was really published."),
        first_day=first_day, days=2, hours=(9, 19), slot_minutes=5, place="Haus der Sprachen",
        rooms=[{"slug": name.lower(), "name": f"Saal {name}", "kind": "room", "capacity": seats}
               for name, seats in zip(rooms, (80, 60, 60, 50, 30, 400, 200), strict=True)],
        tracks=tracks, speakers=convention_plan.speakers(people, seed + 7), proposals=proposals,
        wishes=wishes(proposals, visitors, len(tracks), seed),
    )  # fmt: skip


def next_weekend(today: date) -> date:
    """A Saturday that is at least ten weeks away."""
    later = today + timedelta(weeks=10)
    return later + timedelta(days=(5 - later.weekday()) % 7)


def wishes(proposals: Sequence[Proposal], visitors: int, tracks: int, seed: int) -> list[list[int]]:
    """What invented visitors want to see: some proposals draw many, and everybody has favourite tracks."""
    chance = random.Random(seed + 11)  # noqa: S311  a demo, not a secret
    drawing = [chance.lognormvariate(0, 0.9) * (0.35 if one.kind == "workshop" else 1.0) for one in proposals]
    found = []
    for _visitor in range(visitors):
        liked = set(chance.sample(range(tracks), min(FAVOURITE_TRACKS, tracks)))
        keys = [
            (chance.random() ** (1 / (weight * (6.0 if one.track in liked else 1.0))), number)
            for number, (one, weight) in enumerate(zip(proposals, drawing, strict=True))
        ]
        found.append(sorted(number for _key, number in sorted(keys)[-WISHES:]))
    return found


def begins(one: Gathering) -> datetime:
    """The first minute of the gathering."""
    return datetime.combine(
        one.first_day, datetime.min.time().replace(hour=one.hours[0]), tzinfo=convention_plan.BERLIN
    )


def ends(one: Gathering) -> datetime:
    """The last minute of the gathering."""
    last = one.first_day + timedelta(days=one.days - 1)
    return datetime.combine(
        last, datetime.min.time().replace(hour=one.hours[1]), tzinfo=convention_plan.BERLIN
    )
