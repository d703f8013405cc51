"""What an instance of the Conference Scheduling Problem Library holds, and what a timetable for it is.

A session is a stretch of time with so many time slots, a track a subject with its submissions, and a submission takes
one or more time slots of one room in one session. A room has at most one track per session.
The definitions follow the library (Kheiri, Pylyavskyy, Jacko: CoSPLib, GECCO'25 Companion, 131-134).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

Matrix = tuple[tuple[int, ...], ...]
Pairs = tuple[tuple[int, int], ...]

# The sixteen weights in the order in which a workbook lists them.
WEIGHTS = (
    "tracks_sessions_penalty_weight",
    "tracks_rooms_penalty_weight",
    "sessions_rooms_penalty_weight",
    "similar_tracks_penalty_weight",
    "num_rooms_per_track_weight",
    "parallel_tracks_weight",
    "consecutive_tracks_weight",
    "submissions_timezones_penalty_weight",
    "submissions_order_weight",
    "submissions_sessions_penalty_weight",
    "submissions_rooms_penalty_weight",
    "presenters_conflicts_weight",
    "attendees_conflicts_weight",
    "chairs_conflicts_weight",
    "presenters_conflicts_timeslot_level_weight",
    "attendees_conflicts_timeslot_level_weight",
)


class Unreadable(Exception):  # noqa: N818 - it is shown, not raised further
    """A file that is no instance. Its text is a sentence for the person who gave the file."""


@dataclass(frozen=True)
class Instance:
    """A conference to be timetabled. Penalties are indexed as their names say: `track_session[track][session]`."""

    name: str
    sessions: tuple[str, ...]
    slots: tuple[int, ...]
    rooms: tuple[str, ...]
    tracks: tuple[str, ...]
    submissions: tuple[str, ...]
    track_of: tuple[int, ...]
    duration: tuple[int, ...]
    order: tuple[int, ...]
    track_session: Matrix
    track_room: Matrix
    session_room: Matrix
    similar: Matrix
    submission_session: Matrix
    submission_room: Matrix
    timezone: Matrix
    presenters: Pairs
    attendees: Pairs
    chairs: Pairs
    weights: dict[str, int] = field(default_factory=dict)

    def weight(self, name: str) -> int:
        """A weight by the short form of its name; the library ignores weights below one."""
        return max(0, self.weights.get(name, 0))


@dataclass(frozen=True)
class Solution:
    """Where each submission stands: session, room and first time slot as positions in the instance's lists."""

    session: tuple[int, ...]
    room: tuple[int, ...]
    slot: tuple[int, ...]


@dataclass(frozen=True)
class Progress:
    """What is known after some seconds: the best value so far and what no timetable can be below."""

    seconds: float
    value: int | None
    bound: int | None
    solution: Solution | None


@dataclass(frozen=True)
class Outcome:
    """The best timetable found. `proven` when no better one exists."""

    value: int | None
    bound: int
    solution: Solution | None
    proven: bool
    seconds: float
    reason: str = ""


Tell = Callable[[Progress], None]
Stop = Callable[[], bool]
