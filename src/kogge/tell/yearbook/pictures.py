"""The drawings of a year: its line, events per month, per centre and per format. Each with a table."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from kogge.core.charts import Chart, bar, horizontal_bar
from kogge.core.imprecise_date import Precision
from kogge.core.year_chart import Entry, year_line
from kogge.plan.events import formats

from . import geography
from .geography import YearMap
from .review import Review
from .year_events import Block


@dataclass(frozen=True)
class Pictures:
    """All drawings of a year."""

    line: Chart
    map: YearMap | None
    months: Chart
    centres: Chart
    formats: Chart
    without_month: int


def of(review: Review) -> Pictures:
    """Draw a year."""
    within = [block for block in review.blocks if block.when.precision is not Precision.YEAR]
    return Pictures(
        line=_line(review.year, within),
        map=geography.of(block.record for block in review.blocks),
        months=_months(review),
        centres=_centres(review),
        formats=_formats(review),
        without_month=len(review.blocks) - len(within),
    )


def _line(year: int, blocks: list[Block]) -> Chart:
    entries = [
        Entry(block.when, block.record["title_de"], block.until, f"#e-{block.slug}") for block in blocks
    ]
    head = (gettext("When"), gettext("What"))
    return year_line(gettext("The year on one line"), year, entries, head=head)


def _months(review: Review) -> Chart:
    counted = {month.number: len(month.blocks) for month in review.months}
    rows: list[tuple[str, float | None]] = [
        (date_format(date(review.year, number, 1), "M"), counted.get(number, 0)) for number in range(1, 13)
    ]
    rows.append((pgettext("month of a chart", "open"), counted.get(13, 0)))
    return bar(
        gettext("Events per month"),
        rows,
        head=gettext("Month"),
        unit=pgettext("figure", "events"),
    )


def _centres(review: Review) -> Chart:
    rows = [(chapter.organization.name, float(len(chapter.blocks))) for chapter in review.chapters]
    return horizontal_bar(
        gettext("Events per centre"), rows, head=gettext("Centre"), unit=pgettext("figure", "events")
    )


def _formats(review: Review) -> Chart:
    """Events by the family of their format: thirty formats would make a wall of bars."""
    known = [formats.get(block.record["format"]) for block in review.blocks if block.record["format"]]
    counted = Counter(one.family for one in known)
    rows = [(family.label, float(counted[family])) for family in sorted(counted, key=lambda f: -counted[f])]
    return horizontal_bar(
        gettext("Events per kind of format"),
        rows,
        head=gettext("Kind of format"),
        unit=pgettext("figure", "events"),
    )
