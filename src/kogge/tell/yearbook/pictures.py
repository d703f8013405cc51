"""The drawings of a year: its line, events per month, per centre and per format. Each with a table."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from kogge.core.charts import Chart, bar, horizontal_bar
from kogge.core.year_chart import Entry, year_line
from kogge.plan.events import formats

from .review import Review


@dataclass(frozen=True)
class Pictures:
    """All drawings of a year."""

    line: Chart
    months: Chart
    centres: Chart
    formats: Chart


def of(review: Review) -> Pictures:
    """Draw a year."""
    return Pictures(_line(review), _months(review), _centres(review), _formats(review))


def _line(review: Review) -> Chart:
    entries = [
        Entry(block.when, block.record["title_de"], block.until, f"#e-{block.slug}")
        for block in review.blocks
    ]
    head = (gettext("When"), gettext("What"))
    return year_line(gettext("The year on one line"), review.year, entries, head=head)


def _months(review: Review) -> Chart:
    counted = {month.number: len(month.blocks) for month in review.months}
    rows: list[tuple[str, float | None]] = [
        (date_format(date(review.year, number, 1), "M"), counted.get(number, 0)) for number in range(1, 13)
    ]
    rows.append((gettext("open"), counted.get(13, 0)))
    return bar(
        gettext("Events per month"),
        rows,
        head=gettext("Month"),
        unit=gettext("events"),
        description=gettext("The last column holds the events whose month is not stated."),
    )


def _centres(review: Review) -> Chart:
    rows = [(chapter.organization.name, float(len(chapter.blocks))) for chapter in review.chapters]
    return horizontal_bar(gettext("Events per centre"), rows, head=gettext("Centre"), unit=gettext("events"))


def _formats(review: Review) -> Chart:
    counted = Counter(block.record["format"] for block in review.blocks if block.record["format"])
    rows = [
        (str(formats.get(key).label), float(count))
        for key, count in sorted(counted.items(), key=lambda one: (-one[1], str(formats.get(one[0]).label)))
    ]
    return horizontal_bar(gettext("Events per format"), rows, head=gettext("Format"), unit=gettext("events"))
