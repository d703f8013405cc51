"""What the pages of solving show: runs, their chart, their explanation, the forecast, and what no longer holds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kogge.core import charts
from kogge.network.directory.models import Room
from kogge.plan.events.models import Session, Track
from kogge.plan.timetable import forecast
from kogge.plan.timetable import queries as timetable
from kogge.plan.timetable.models import Timetable

from . import building, explaining
from .actions import moment, placings_of
from .forms import TOGETHER_LABELS
from .models import Run
from .words import Names

SHOWN = 12


@dataclass(frozen=True)
class Gathered:
    """How tracks stand in the draft and in a run's timetable. A row: track, day, and (sessions, rooms, breaks) of both.

    `before` and `after`: rooms of a track on a day, on average, and all breaks; None where nothing has a place.
    """

    rows: list[tuple[Track, datetime, list[int], list[int]]]
    before: tuple[float, int] | None
    after: tuple[float, int] | None


@dataclass(frozen=True)
class Hit:
    """A session that cannot stay where it is, and why."""

    session: Session
    reason: str


def overview(table: Timetable) -> dict[str, Any]:
    """Runs so far, what stability costs, and the sessions that draw most."""
    runs = list(Run.objects.filter(timetable=table)[: 2 * SHOWN]) if table.pk else []
    compared = next((run for run in runs if run.kind == Run.Kind.PRICES and run.facts), None)
    sessions = list(timetable.sessions(table.event))
    found = forecast.of(table.event, sessions)
    rows = sorted(((one, found[one.pk]) for one in sessions), key=lambda row: -row[1].expected)
    return {
        "runs": [run for run in runs if run.kind != Run.Kind.PRICES][:SHOWN],
        "compared": compared,
        "estimated_with": together(compared),
        "prices": prices(compared) if compared else [],
        "is_current": bool(compared and compared.revision == table.revision),
        "is_published": bool(timetable.released_places(table.event)),
        "busy": next((run for run in runs if run.is_under_way), None),
        "forecasts": [row for row in rows if row[1].expected][:SHOWN],
        "placed": sum(one.starts_at is not None and one.room_id is not None for one in sessions),
        "sessions": len(sessions),
    }


def together(run: Run | None) -> Any:
    """How far tracks were to stay together in a run, in words; nothing where nobody chose that."""
    given = run.options.get("together", "no") if run else "no"
    return TOGETHER_LABELS.get(given) if given != "no" else None


def prices(run: Run) -> list[dict[str, Any]]:
    """What each step of the slider moved and served, with the share of all wishes."""
    wished = run.facts.get("wishes", 0)
    return [row | {"share": _percent(row["attendable"], wished)} for row in run.facts.get("prices", ())]


def chart(run: Run) -> charts.Chart | None:
    """Value and bound over time; its table says the same."""
    if len(run.series) < 2 or run.kind == Run.Kind.PRICES:
        return None
    bound = run.bound or run.series[-1][2]
    rows = [
        (charts.number(round(seconds, 1), "s"), 100 * value / bound if bound else 0)
        for seconds, value, _bound in run.series
    ]
    step = -(-len(rows) // 8)
    shown = rows[::-1][::step][::-1]
    text = _("100 %% is what no timetable can exceed: %(bound)s.") % {"bound": charts.number(bound)}
    return charts.line(_("How it went"), shown, unit="%", description=text, head=pgettext("chart", "After"))


def explained(run: Run, names: Names) -> dict[str, Any]:
    """The facts of a run with records in place of keys."""
    facts = run.facts
    if not facts or run.kind == Run.Kind.PRICES:
        return {"facts": None, "prices": prices(run), "compared": run, "estimated_with": together(run)}
    share = _percent(facts["attendable"], facts["wishes"])
    to = {one.session_id: one for one in placings_of(run)} if run.solution else {}
    of_bound = (
        round(100 * run.value / run.bound, 1) if run.value and run.bound and run.kind == "solve" else None
    )
    return {
        "facts": facts, "share": share, "of_bound": of_bound,
        "clashes": [(names.titles([one]), names.titles([other]), count) for one, other, count in facts["clashes"]],
        "rooms": [
            (names.rooms[key], f"{minutes // 60}:{minutes % 60:02d}", percent)
            for key, minutes, percent in facts["rooms"]
            if key in names.rooms
        ],
        "moved": [
            (names.sessions[key], to[key].starts_at, names.rooms.get(to[key].room_id or 0))
            for key in facts["moved"]
            if key in names.sessions and key in to
        ],
        "tight": names.titles(facts["tight"][:SHOWN]), "gathered": gathered(run, names),
        "share_before": _percent(facts.get("attendable_before", 0), facts["wishes"]),
        "together": TOGETHER_LABELS.get(run.options.get("together", "")),
    }  # fmt: skip


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def gathered(run: Run, names: Names) -> Gathered | None:
    """Tracks with a name, in their order and by day; none where no session has one."""
    known = [row for row in run.facts.get("tracks", ()) if row[0] in names.tracks]
    known.sort(key=lambda row: (names.tracks[row[0]].position, names.tracks[row[0]].name_de, row[1]))
    before, after = [[row[at : at + 3] for row in known] for at in (2, 5)]
    days = (moment(run.layout, row[1] * run.layout["per_day"]) for row in known)
    rows = list(zip((names.tracks[row[0]] for row in known), days, before, after, strict=True))
    return Gathered(rows, explaining.whole(before), explaining.whole(after)) if rows else None


def hit(table: Timetable) -> list[Hit]:
    """Sessions that may not stay where they stand: their people are away, the room is closed or no longer suits."""
    task = building.build(table, {"step": 5}, keep_near=True)
    sessions = {one.pk: one for one in timetable.sessions(table.event)}
    rooms = Room.objects.in_bulk(task.layout["rooms"])
    closed: dict[tuple[int | None, int], bool] = {
        (pause["room"], slot): True
        for pause in task.instance["breaks"]
        for slot in range(pause["start"], pause["start"] + pause["length"])
    }
    found = []
    for number, key in enumerate(task.layout["sessions"]):
        row, place = task.instance["sessions"][number], task.current.get(number)
        if place is None:
            reason = (
                _("has no place yet")
                if not sessions[key].starts_at
                else _("stands in no room of the timetable")
            )
        elif place[0] not in row["starts"]:
            reason = _("somebody of it cannot then, or it ends too late")
        elif place[1] not in row["rooms"]:
            room = rooms[task.layout["rooms"][place[1]]]
            reason = _("%(room)s is too small or lacks equipment") % {"room": room}
        elif any(
            closed.get((room, slot))
            for room in (place[1], None)
            for slot in range(place[0], place[0] + row["length"])
        ):
            reason = _("the room is closed or there is a break")
        else:
            continue
        found.append(Hit(sessions[key], reason))
    return found
