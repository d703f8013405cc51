"""Three counters that are never mixed: contacts (heads), people (distinct and known), participants (with a record).

Contacts of one event are the heads that were verified one by one, or more where a count or estimate of the whole
event says more; whoever comes twice to one event is one contact there, and again one at the next. People are those
whose attendance is linked to a person, each once over all events. Participants are counted by questionnaires.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from kogge.plan.events.models import Event
from kogge.take_part.attendance.models import Attendance, HeadCount
from kogge.take_part.checkin.models import Door

from .models import Credit


@dataclass(frozen=True)
class Counters:
    """Contacts with their range where somebody counted or estimated, and distinct people who are known."""

    contacts: int
    contacts_low: int
    contacts_high: int
    people: int

    @property
    def is_estimate(self) -> bool:
        return self.contacts_low != self.contacts_high


def counters(events: Iterable[Event]) -> Counters:
    """The counters over these events together. Call `settling.bring_in_step(events)` before."""
    found = rows(events)
    people = Credit.objects.filter(event__in=events).aggregate(people=Count("person", distinct=True))
    return Counters(
        sum(row["contacts"] for row in found),
        sum(row["contacts_low"] for row in found),
        sum(row["contacts_high"] for row in found),
        people["people"],
    )


def rows(events: Iterable[Event]) -> list[Mapping[str, Any]]:
    """Contacts of each event, in four queries at most: {event, contacts, contacts_low, contacts_high}, where known."""
    there = Attendance.objects.filter(door__event__in=events, attended=True).order_by()
    slugs = dict(Door.objects.filter(event__in=events).values_list("pk", "event__slug"))
    by_door = there.values_list("door").annotate(found=Count("serial", distinct=True), most=Max("heads"))
    heads = {door: (found, most) for door, found, most in by_door}
    contacts = {slugs[door]: found for door, (found, _most) in heads.items()}
    with_groups = [door for door, (_found, most) in heads.items() if most > 1]
    groups = there.filter(door__in=with_groups, heads__gt=1).values_list("door", "serial")
    for door, _serial, most in groups.annotate(most=Max("heads")):
        contacts[slugs[door]] += most - 1
    counted = _counted(events)
    return [_row(slug, contacts.get(slug, 0), counted.get(slug)) for slug in sorted({*contacts, *counted})]


def _row(slug: str, heads: int, counted: tuple[int, int, int] | None) -> dict[str, Any]:
    low, value, high = counted or (0, 0, 0)
    return {
        "event": slug,
        "contacts": max(heads, value),
        "contacts_low": max(heads, low),
        "contacts_high": max(heads, high),
    }


def _counted(events: Iterable[Event]) -> dict[str, tuple[int, int, int]]:
    """The largest count of each event as a whole; where there is none, the largest of its sessions."""
    found: dict[str, dict[bool, list[tuple[int, int, int]]]] = defaultdict(lambda: defaultdict(list))
    counts = HeadCount.objects.filter(door__event__in=events).order_by()
    for slug, session, low, value, high in counts.values_list(
        "door__event__slug", "session", "low", "value", "high"
    ):
        found[slug][session is None].append((low, value, high))
    return {
        slug: max(by_area[True] or by_area[False], key=lambda one: (one[1], one[0], one[2]))
        for slug, by_area in found.items()
    }
