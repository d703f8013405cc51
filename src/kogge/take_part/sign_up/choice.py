"""The choice of sessions: grouped by the time at which they begin, with their seats."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.periods import hours, moment, period
from kogge.core.translated import translated
from kogge.take_part.registration.models import Capacity

from .standing import free_seats
from .terms import Seats, Terms


@dataclass
class Slot:
    """Sessions that begin at the same time."""

    label: str
    rows: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Day:
    """The slots of one day."""

    label: str
    slots: list[Slot] = field(default_factory=list)


class SessionChoice:
    """Which sessions may be chosen now, and how the form shows them."""

    def __init__(self, terms: Terms, seats: Seats) -> None:
        now = timezone.now()
        self.terms, self.seats = terms, seats
        self.offered = [
            one
            for one in terms.session_seats
            if one.session is not None and (one.session.starts_at is None or one.session.starts_at > now)
        ]

    def ids(self, typed: Iterable[str]) -> Collection[int]:
        """The capacities that were chosen; whatever else arrives is none."""
        known = {str(one.pk): one.pk for one in self.offered}
        return {known[one] for one in typed if one in known}

    def by_slug(self, slugs: Iterable[str]) -> Collection[int]:
        """The capacities of sessions named in an address, one for each."""
        wanted = set(slugs)
        found = {one.session.slug: one.pk for one in self.offered if one.session is not None}
        return {pk for slug, pk in found.items() if slug in wanted}

    def days(self, chosen: Collection[int]) -> list[Day]:
        """Everything that is offered, by day and time; what is full without a waiting list cannot be ticked."""
        found: list[Day] = []
        for one in self.offered:
            record = self.terms.sessions[one.session_id or 0]
            start = moment(record["starts_at"])
            label = period(start, weekday=True) if start else _("Time not stated")
            if not found or found[-1].label != label:
                found.append(Day(label))
            time = hours(start, None)
            slots = found[-1].slots
            if not slots or slots[-1].label != time:
                slots.append(Slot(time))
            slots[-1].rows.append(self._row(one, record, one.pk in chosen))
        return found

    def _row(self, one: Capacity, record: dict[str, Any], is_chosen: bool) -> dict[str, Any]:
        counted = self.seats.get(one.pk, (one.seats, one.taken))
        waiting_list = self.terms.admission.has_waiting_list
        full = counted[0] is not None and counted[1] >= counted[0]
        return {
            "pk": one.pk,
            "title": translated(record, "title"),
            "checked": is_chosen,
            "disabled": full and not waiting_list and not is_chosen,
            "facts": " · ".join(_facts(one, record, free_seats(counted, waiting_list=waiting_list))),
        }


def _facts(one: Capacity, record: dict[str, Any], seats: str) -> Iterator[str]:
    parts = (
        hours(record["starts_at"], record["ends_at"]) if record["ends_at"] else "",
        record["room"]["name"] if record["room"] else "",
        str(one.get_mode_display()) if one.mode else "",
        seats,
    )
    return (part for part in parts if part)
