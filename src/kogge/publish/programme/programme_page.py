"""What the programme page shows: one day as a list or a grid, narrowed as one likes, made in memory."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.periods import period

from . import event_page, timetable
from .models import PublicEvent


def context(shown: PublicEvent, records: list[dict[str, Any]], choice: timetable.Choice) -> dict[str, Any]:
    """The context of the programme page: everything of one day, made from records in memory."""
    numbers = timetable.days(records)
    today = day_of_today(shown)
    number = _chosen_day(choice.day, today, numbers)
    of_day = [one for one in records if (one["day"] or 0) == number]
    wanted = [one for one in of_day if choice.wants(one)]
    base = f"{reverse('programme:event', args=[shown.slug])}sessions/"
    grid, rooms = timetable.as_grid(wanted, base) if choice.view == "grid" else ([], [])
    loose = [one for one in wanted if not (one["room"] and one["starts_at"])]
    return {
        "event": shown.record,
        "choice": choice,
        "facets": [
            (name, getattr(choice, name), timetable.options(records, name)) for name in timetable.FACETS
        ],
        "days": [_day_tab(shown, choice, one, number) for one in numbers],
        "day": number,
        "day_words": _day_words(shown, number),
        "groups": timetable.groups(loose if choice.view == "grid" else wanted, base),
        "grid": grid,
        "rooms": rooms,
        "count": len(wanted),
        "count_of_day": len(of_day),
        "views": _views(choice) if any(one["room"] and one["starts_at"] for one in records) else [],
        "chips": _chips(choice, records),
        "clear": choice.address(**dict.fromkeys(timetable.FACETS, "")),
        "is_running": bool(today),
        "is_over": is_over(shown),
        "crumbs": event_page.crumbs(shown.record, {"name": _("Programme"), "address": "."}),
    }


def _chosen_day(chosen: int | None, today: int, numbers: list[int]) -> int:
    """The day asked for, else today's, else the first."""
    if chosen in numbers:
        return chosen or 0
    return today if today and today in numbers else next(iter(numbers), 0)


def day_of_today(shown: PublicEvent) -> int:
    """Which day of the event is today; 0 on all other days."""
    if not shown.starts_on or shown.precision != "day":
        return 0
    number = (timezone.localdate() - shown.starts_on).days + 1
    last = shown.ends_on or shown.starts_on
    return number if 0 < number <= (last - shown.starts_on).days + 1 else 0


def is_over(shown: PublicEvent) -> bool:
    """Whether the last day is over, as far as it is known."""
    last = shown.ends_on or shown.starts_on
    return shown.precision == "day" and last is not None and last < timezone.localdate()


def _first_day(shown: PublicEvent) -> Any:
    return shown.starts_on if shown.precision == "day" else None


def _day_tab(shown: PublicEvent, choice: timetable.Choice, number: int, current: int) -> dict[str, Any]:
    name, _date = timetable.day_label(_first_day(shown), number, str)
    return {
        "name": name,
        "date": timetable.date_of_day(_first_day(shown), number),
        "address": choice.address(day=number),
        "current": number == current,
    }


def _day_words(shown: PublicEvent, number: int) -> str:
    known = timetable.date_of_day(_first_day(shown), number)
    return period(known, weekday=True) if known else timetable.day_label(None, number, str)[0]


def _views(choice: timetable.Choice) -> list[dict[str, Any]]:
    names = (("list", _("As a list")), ("grid", _("By room and time")))
    return [
        {"name": name, "address": choice.address(view=view), "current": choice.view == view}
        for view, name in names
    ]


def _chips(choice: timetable.Choice, records: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "name": dict(timetable.options(records, name)).get(value, value),
            "address": choice.address(**{name: ""}),
        }
        for name, value in choice.narrowed.items()
    ]
