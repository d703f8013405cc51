"""The pages on which sessions are chosen without a script: the start, and the programme with buttons."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from kogge.core.translated import translated
from kogge.publish.programme import event_page, programme_page, timetable
from kogge.publish.programme.models import PublicEvent

from . import plan_link
from .models import Plan


def start(event: PublicEvent) -> dict[str, Any]:
    """What the page needs that explains "My day"."""
    return {
        "event": event.record,
        "is_over": programme_page.is_over(event),
        "crumbs": event_page.crumbs(event.record, {"name": _("My day"), "address": "."}),
    }


def context(plan: Plan, event: PublicEvent, query: QueryDict) -> dict[str, Any]:
    """One day of the programme, narrowed as one likes, with the chosen sessions marked."""
    choice = timetable.Choice.from_query(query)
    records = list(event.sessions.values_list("record", flat=True))
    shown = programme_page.context(event, records, choice)
    for row in (one for group in shown["groups"] for one in group.rows):
        row["title"] = str(translated(row, "title"))
    return shown | {
        "secret": plan_link.secret_of(plan),
        "address": plan_link.path_of(plan, "programme"),
        "kept": {name: getattr(choice, name) for name in ("day", *timetable.FACETS) if getattr(choice, name)},
        "chosen": set(plan.favourites.values_list("session__public__slug", flat=True)),
        "crumbs": event_page.crumbs(
            event.record,
            {"name": _("My day"), "address": plan_link.path_of(plan)},
            {"name": _("Choose sessions"), "address": "."},
        ),
    }


def address(plan: Plan, query: QueryDict) -> str:
    """The programme with buttons, narrowed as it was when the button was pressed."""
    return plan_link.path_of(plan, "programme") + timetable.Choice.from_query(query).address().rstrip(".")
