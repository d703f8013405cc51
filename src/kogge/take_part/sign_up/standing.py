"""Where a registration stands at this moment, in words: for the form and for the pages that lead to it. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kogge.core.periods import day
from kogge.take_part.registration.levels import Level, level
from kogge.take_part.registration.models import Admission

Record = dict[str, Any]
Counted = tuple[int | None, int]


class Standing(StrEnum):
    """What a visitor may expect of the form."""

    OPEN = "open"
    WAITING = "waiting"
    FULL = "full"
    SOON = "soon"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    PAST = "past"

    @property
    def takes(self) -> bool:
        """Whether the form is shown."""
        return self in {Standing.OPEN, Standing.WAITING}


_BADGES = {
    Standing.OPEN: "success", Standing.WAITING: "warning", Standing.FULL: "warning",
    Standing.CANCELLED: "danger", Standing.POSTPONED: "warning",
}  # fmt: skip


_FIXED = {
    Standing.FULL: (
        gettext_lazy("Full"),
        gettext_lazy("All seats are taken."),
        gettext_lazy("There is no waiting list. A seat that is given back can be booked here again."),
    ),
    Standing.CANCELLED: (
        gettext_lazy("Cancelled"),
        gettext_lazy("This event is cancelled."),
        gettext_lazy("Nobody can register any more. Whoever was registered is told by mail."),
    ),
    Standing.POSTPONED: (
        gettext_lazy("Postponed"),
        gettext_lazy("This event is postponed."),
        gettext_lazy("Registration opens again when the new date is known."),
    ),
    Standing.PAST: (
        gettext_lazy("Over"),
        gettext_lazy("This is over."),
        gettext_lazy("Nobody can register any more."),
    ),
}


@dataclass(frozen=True)
class Notice:
    """One standing in words. `badge` is the colour of the shelf's badge."""

    standing: Standing
    short: str
    title: str
    text: str
    badge: str


def standing(
    admission: Admission, dates: Iterable[Record], counters: Iterable[Counted], now: datetime
) -> Standing:
    """The standing by the clock and the counters; with several modes it is full when all are."""
    dates = list(dates)
    states = {one["state"] for one in dates}
    for state, found in (("cancelled", Standing.CANCELLED), ("postponed", Standing.POSTPONED)):
        if states == {state}:
            return found
    if dates and all(is_past(one, now) for one in dates):
        return Standing.PAST
    if admission.is_open and admission.opens_at is not None and now < admission.opens_at:
        return Standing.SOON
    if not admission.takes_registrations(now):
        return Standing.CLOSED
    levels = {level(seats, taken) for seats, taken in counters}
    if levels != {Level.FULL}:
        return Standing.OPEN
    return Standing.WAITING if admission.has_waiting_list else Standing.FULL


def is_past(record: Record, now: datetime) -> bool:
    """Whether it has ended for certain: an imprecise date never has before its period is over."""
    if record["ends_at"] or record["starts_at"]:
        return datetime.fromisoformat(record["ends_at"] or record["starts_at"]) < now
    last = day(record["ends_on"]) or day(record["starts_on"])
    return record["precision"] == "day" and last is not None and last < timezone.localtime(now).date()


def notice(admission: Admission, found: Standing, counters: Iterable[Counted]) -> Notice:
    """The standing in words."""
    short, title, text = _FIXED.get(found) or _words(admission, found, counters)
    return Notice(found, str(short), str(title), str(text), _BADGES.get(found, "info"))


def _words(admission: Admission, found: Standing, counters: Iterable[Counted]) -> tuple[str, str, str]:
    opens, closes = _moment(admission.opens_at), _moment(admission.closes_at)
    if found is Standing.WAITING:
        waiting = _(
            "Register all the same: when a seat becomes free, it is offered by mail to whoever waits longest, "
            "and kept for %(hours)s hours. Your own page shows your position."
        )
        hours = {"hours": admission.offer_hours}
        title = _("All seats are taken. There is a waiting list.")
        return _("Full, with a waiting list"), title, waiting % hours
    if found is Standing.SOON:
        moment = {"moment": opens}
        title = _("Registration opens on %(moment)s.") % moment
        return _("Opens %(moment)s") % moment, title, _("Then the form is here: load this page again.")
    if found is Standing.CLOSED:
        ended = _("It ended on %(moment)s.") % {"moment": closes} if _ended(admission) else ""
        return _("Registration closed"), _("Registration is closed."), ended
    until = _("Registration is open until %(moment)s.") % {"moment": closes} if closes else ""
    return seats_in_words(counters) or _("Registration is open"), _("Registration is open"), until


def seats_in_words(counters: Iterable[Counted]) -> str:
    """Free seats in words that hold for a while: a number is named on the form only."""
    counters = list(counters)
    if not counters or any(seats is None for seats, _taken in counters):
        return ""
    levels = {level(seats, taken) for seats, taken in counters}
    return _("Seats free") if Level.FREE in levels else _("Few seats left")


def free_seats(counted: Counted, *, waiting_list: bool) -> str:
    """Free seats of one counter as the form names them: a number only where few are left."""
    seats, taken = counted
    found = level(seats, taken)
    if seats is None or found is Level.FULL:
        full = _("full, with a waiting list") if waiting_list else _("full")
        return "" if seats is None else full
    left = seats - taken
    if found is Level.FEW:
        return ngettext("one seat left", "%(counter)s seats left", left) % {"counter": left}
    return _("seats free")


def seconds_until_change(admission: Admission, now: datetime) -> float | None:
    """How long what the clock says of the form stays true."""
    ahead = [at for at in (admission.opens_at, admission.closes_at) if at is not None and at > now]
    return (min(ahead) - now).total_seconds() if ahead and admission.is_open else None


def _ended(admission: Admission) -> bool:
    return admission.is_open and admission.closes_at is not None and admission.closes_at <= timezone.now()


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at)
    return _("%(date)s at %(time)s h") % {"date": date_format(local, "DATE_FORMAT"), "time": f"{local:%H:%M}"}
