"""What the page on which somebody releases a timetable shows."""

from typing import Any

from django.http import QueryDict

from kogge.plan.speakers import queries as speakers
from kogge.publish.programme import changes, queries
from kogge.publish.programme.models import PublicEvent

from . import compare, notices

VIEWS = ("changes", "rooms", "people")
NEWEST = 8


def shown(difference: compare.Difference, query: QueryDict) -> dict[str, Any]:
    """The chosen view of what differs, and what stands beside all of them."""
    event = difference.event
    view = query.get("view", "")
    view = view if view in VIEWS else VIEWS[0]
    told = [
        one
        for one in notices.of_release(event, difference.draft["event"], difference.draft["sessions"])
        if one
    ]
    found: dict[str, Any] = {
        "view": view, "told": told, "releases": queries.change_log(event)[:NEWEST],
        "public": PublicEvent.objects.filter(event=event).first(),
        "counts": [(changes.KINDS[kind], count, kind) for kind, count in difference.counts.items()],
        "whole": [one for one in difference.changes if one.what == "event"],
        "away": speakers.away(event, event.sessions.prefetch_related("contributions__person")),
    }  # fmt: skip
    if view == "changes":
        found["kind"] = query.get("kind", "")
        found["rows"] = compare.sessions(difference, found["kind"])
    elif view == "rooms":
        days = compare.days(difference)
        day = query.get("day", "")
        day = day if day in days else (days[0] if days else "")
        found["days"] = [
            {"name": compare.day_name(one), "address": f"?view=rooms&day={one}", "current": one == day}
            for one in days
        ]
        found["rooms"] = compare.rooms(difference, day)
    return found
