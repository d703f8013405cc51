"""A year as a line with what happened on it; months and unknown days are drawn as what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .charts import WIDTH, Chart, Table, coordinate
from .imprecise_date import ImpreciseDate, Precision

ROW = 22
HEAD = 26


@dataclass(frozen=True)
class Entry:
    """Something that happened: when (as exact as known), until when, what, and where to read on."""

    when: ImpreciseDate
    name: str
    until: date | None = None
    address: str = ""


def _x(day: date, year: int) -> float:
    start, length = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return WIDTH * min(max((day - start).days, 0), length) / length


def _extent(entry: Entry, year: int) -> tuple[float, float]:
    first = entry.when.first or date(year, 1, 1)
    last = entry.until or entry.when.last or date(year, 12, 31)
    return _x(first, year), _x(last, year)


def _lane(taken: list[float], left: float, right: float) -> int:
    """The first line on which the mark has room."""
    for number, end in enumerate(taken):
        if left >= end + 4:
            taken[number] = right
            return number
    taken.append(right)
    return len(taken) - 1


def year_line(title: str, year: int, entries: Sequence[Entry], *, head: tuple[str, str] = ("", "")) -> Chart:
    """A dot for a day, a bar for a period, a hollow bar for a month. What names the year alone stands in the table."""
    drawn = (Precision.DAY, Precision.MONTH)
    dated = sorted((e for e in entries if e.when.precision in drawn), key=lambda e: e.when.sort_key)
    taken: list[float] = []
    marks = [_mark(entry, year, taken) for entry in dated]
    height = HEAD + 12 + max(len(taken), 1) * ROW
    svg = format_html(
        '<svg class="k-chart__svg k-year" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}</svg>',
        WIDTH,
        height,
        title,
        _months(year, height),
        format_html_join("", "{}", ((mark,) for mark in marks)),
    )
    ordered = sorted(entries, key=lambda e: e.when.sort_key)
    return Chart(title, "", svg, Table(head, tuple((str(e.when), e.name) for e in ordered)))


def _mark(entry: Entry, year: int, taken: list[float]) -> SafeString:
    """The entry's shape on the first lane that is free, as a link where there is somewhere to go."""
    left, right = _extent(entry, year)
    right = max(right, left + 9)
    shape = format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="10" rx="5"><title>{}</title></rect>',
        "k-c2" if entry.when.precision is Precision.DAY else "k-year__open",
        coordinate(left),
        HEAD + 8 + _lane(taken, left, right) * ROW,
        coordinate(right - left),
        f"{entry.when}: {entry.name}",
    )
    return format_html('<a href="{}">{}</a>', entry.address, shape) if entry.address else shape


def _months(year: int, height: int) -> SafeString:
    """A line and a name for the beginning of each month."""
    starts = [date(year, number, 1) for number in range(1, 13)]
    return format_html_join(
        "",
        '<path class="k-chart__grid" d="M{0} {1}V{2}"/><text class="k-chart__text" x="{3}" y="16">{4}</text>',
        (
            (coordinate(_x(day, year)), HEAD, height, coordinate(_x(day, year) + 3), date_format(day, "M"))
            for day in starts
        ),
    )
