"""Why something has no place, in the reader's language, with names and the ways out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.network.directory.models import Person, Room
from kogge.plan.events.models import Session, Track
from kogge.plan.timetable.solver.repairing import reasons as kinds

from .actions import moment
from .models import Run


@dataclass(frozen=True)
class Unplaced:
    """One sentence, the session it is about (None: all), and what can be done."""

    session: Session | None
    text: str
    ways: tuple[str, ...] = ()


@dataclass
class Names:
    """The records a run speaks of, read once."""

    sessions: dict[int, Session] = field(default_factory=dict)
    rooms: dict[int, Room] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    tracks: dict[int, Track] = field(default_factory=dict)

    @classmethod
    def of(cls, run: Run) -> "Names":
        """A few statements, however long the run's result is."""
        sessions = Session.objects.filter(pk__in=run.layout.get("sessions", ()))
        people = {one["person"] for one in run.reasons if one["person"] is not None}
        return cls(
            {
                one.pk: one
                for one in sessions.select_related("event", "room").prefetch_related("contributions__person")
            },
            Room.objects.in_bulk(run.layout.get("rooms", ())),
            Person.objects.in_bulk(people),
            Track.objects.in_bulk({row[0] for row in run.facts.get("tracks", ())}),
        )

    def titles(self, keys: Iterable[int]) -> str:
        """Sessions by title, in quotes; one that was deleted since says so."""
        found = (self.sessions.get(key) for key in keys)
        return _list(
            [_("“%(title)s”") % {"title": one.title_de} if one else _("a deleted session") for one in found]
        )

    def person(self, key: int | None) -> str:
        found = self.people.get(key or 0)
        return found.name if found else _("somebody")

    def places(self, keys: Sequence[int]) -> str:
        names = [str(self.rooms[key]) for key in keys if key in self.rooms]
        if len(names) > 4:
            return ngettext("%(count)d room", "%(count)d rooms", len(names)) % {"count": len(names)}
        return _list(names)


def _list(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def unplaced(run: Run, names: Names) -> list[Unplaced]:
    """All reasons of a run in words."""
    return [_one(run, names, reason) for reason in run.reasons]


def _one(run: Run, names: Names, reason: dict[str, Any]) -> Unplaced:
    session = names.sessions.get(reason["session"] or 0)
    minutes = run.layout["minutes"]
    facts = {
        "person": names.person(reason["person"]), "rooms": names.places(reason["rooms"]),
        "blockers": names.titles(reason["blockers"][:4]), "needed": reason["needed"], "there": reason["there"],
        "hours": _hours(reason["needed"] * minutes), "free": _hours(reason["there"] * minutes),
        "count": len(reason["blockers"]),
    }  # fmt: skip
    if reason["kind"] == kinds.NO_START and session:
        facts["people"] = _list([row.person.name for row in session.contributions.all()]) or _("The session")
    return Unplaced(session, _text(reason["kind"], reason["there"]) % facts, tuple(_ways(run, names, reason)))


def _text(kind: str, starts: int) -> str:
    """The sentence of a kind of reason. With few possible starts they are named as what they are: all there are."""
    every = ngettext("Its only possible start", "All %(there)s possible starts", starts)
    return {
        kinds.NO_START: _("%(people)s have no time in which it could begin and end."),
        kinds.NO_ROOM: _(
            "No room is large and equipped enough: %(needed)s visitors expected, most seats %(there)s."
        ),
        kinds.PERSON_OVERBOOKED: _(
            "%(person)s is needed for %(hours)s (%(blockers)s), but has time for %(free)s only."
        ),
        kinds.TOO_FEW_ROOMS: _(
            "%(count)s sessions need %(hours)s in %(rooms)s, but these are open for %(free)s only."
        ),
        kinds.PERSON_TAKEN: every + _(": %(person)s or others are taken by %(blockers)s."),
        kinds.ROOMS_TAKEN: every + _(": %(rooms)s are taken by %(blockers)s."),
        kinds.ORDER: every + _(": order, spacing or a keynote forbid it (%(blockers)s)."),
    }.get(
        kind,
        every
        + _(": people are taken at %(needed)s of them, rooms or order forbid the others (%(blockers)s)."),
    )


def _ways(run: Run, names: Names, reason: dict[str, Any]) -> Iterable[str]:
    """What can be done: free somebody, move something, or accept it."""
    if reason["person"] is not None and reason["kind"] in (kinds.PERSON_TAKEN, kinds.MIXED):
        yield _("Free %(person)s from one of these sessions.") % {"person": names.person(reason["person"])}
    if reason["move"]:
        when = date_format(timezone.localtime(moment(run.layout, reason["start"])), "D H:i")
        facts = {
            "sessions": names.titles(reason["move"]),
            "when": when,
            "room": names.rooms.get(reason["room"] or 0),
        }
        yield _("Move %(sessions)s: then %(when)s in %(room)s is free.") % facts
    if reason["kind"] == kinds.NO_START:
        yield _("Ask them for other times, or make the session shorter.")
    if reason["kind"] in (kinds.NO_ROOM, kinds.TOO_FEW_ROOMS):
        yield _("Add a room, expect fewer visitors, or make sessions shorter.")
    if reason["session"] is not None:
        yield _("Accept that it has no place: it stays in the list of what is not placed.")


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d} h"
