"""What a format is: which stages an event goes through, which fields it needs and what it begins with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from kogge.core.translated import translated


class Stage(StrEnum):
    """A part of the platform an event may use. Code asks `event.format.uses(Stage.CALL)`."""

    SESSIONS = "sessions"
    TRACKS = "tracks"
    ROOMS = "rooms"
    SPEAKERS = "speakers"
    SERIES = "series"
    REGISTRATION = "registration"
    CAPACITY = "capacity"
    CALL = "call"
    JURY = "jury"
    TIMETABLE = "timetable"
    CHECKIN = "checkin"
    CERTIFICATE = "certificate"
    CHALLENGES = "challenges"
    TEAMS = "teams"
    BOARD = "board"
    BODY = "body"
    BOOKING = "booking"
    TRIP = "trip"
    STAND = "stand"
    EXHIBITS = "exhibits"
    APPOINTMENT = "appointment"
    ONLINE = "online"
    REPORT = "report"


class Family(StrEnum):
    """What a format resembles, to group the choice."""

    OPEN = "open"
    SEATS = "seats"
    SERIES = "series"
    DAYS = "days"
    CONTACT = "contact"
    SELECTION = "selection"
    BODY = "body"
    ELSEWHERE = "elsewhere"

    @property
    def label(self) -> str:
        """The heading of the group in the active language."""
        return str(_FAMILIES[self])


_FAMILIES = {
    Family.OPEN: _("Open to many"),
    Family.SEATS: _("Small group with seats"),
    Family.SERIES: _("Several dates"),
    Family.DAYS: _("Working together for days"),
    Family.CONTACT: _("Conversation and advice"),
    Family.SELECTION: _("Selecting and honouring"),
    Family.BODY: _("Meetings of bodies and the network"),
    Family.ELSEWHERE: _("Presence elsewhere"),
}


@dataclass(frozen=True)
class Labelled:
    """Something with a key and a label in each language."""

    key: str
    label_de: str
    label_en: str

    @property
    def label(self) -> str:
        """The label in the active language."""
        return str(translated(self, "label"))


@dataclass(frozen=True)
class Task(Labelled):
    """One line of the checklist; a negative number of days means after the event."""

    days_before: int


@dataclass(frozen=True)
class ReportField(Labelled):
    """One question of the report after the event. `kind` is number, text or choice of yes and no."""

    kind: str = "text"


@dataclass(frozen=True)
class DefaultSession:
    """A programme point the format begins with, in minutes after the start of a day."""

    title_de: str
    title_en: str
    kind: str
    begins_after: int
    minutes: int
    day: int = 1

    @property
    def title(self) -> str:
        """The title in the active language."""
        return str(translated(self, "title"))


@dataclass(frozen=True)
class Format(Labelled):
    """A kind of event. Everything that distinguishes it stands in its own file of this package."""

    summary_de: str
    summary_en: str
    family: Family
    stages: frozenset[Stage]
    fields: tuple[str, ...]
    announcement_de: str
    announcement_en: str
    checklist: tuple[Task, ...]
    report: tuple[ReportField, ...]
    starts: time = time(9, 0)
    minutes: int = 120
    days: int = 1
    mode: str = "onsite"
    cost: str = "free"
    seats: int | None = None
    audiences: tuple[str, ...] = ()
    sessions: tuple[DefaultSession, ...] = ()

    @property
    def summary(self) -> str:
        """One or two sentences in the active language that help to choose."""
        return str(translated(self, "summary"))

    @property
    def announcement(self) -> str:
        """A text with gaps to start an announcement from."""
        return str(translated(self, "announcement"))

    def uses(self, stage: Stage) -> bool:
        """Whether events of this format go through the stage."""
        return stage in self.stages


def stages(*names: Stage) -> frozenset[Stage]:
    """The stages of a format; every event is reported."""
    return frozenset({*names, Stage.REPORT})


def timed(*points: tuple[int, str, str, str], day: int = 1) -> tuple[DefaultSession, ...]:
    """Programme points one after another: (minutes, kind, German title, English title)."""
    result: list[DefaultSession] = []
    clock = 0
    for minutes, kind, title_de, title_en in points:
        result.append(DefaultSession(title_de, title_en, kind, clock, minutes, day))
        clock += minutes
    return tuple(result)


def by_date(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """The checklist in the order the days come."""
    return tuple(sorted(tasks, key=lambda task: -task.days_before))
