"""The places that each file may have, as a drawing with its table."""

from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kogge.core.charts import WIDTH, Chart, Table, coordinate
from kogge.plan.juries.ranking import Ranking, Row


def places(ranking: Ranking, titles: Mapping[str, str]) -> Chart:
    """One line for each file: from its best to its last plausible place, with a mark where it stands."""
    title = _("Place of each file, and how sure it is")
    description = _(
        "The bar reaches from the best to the last place that the votes allow in nine of ten cases."
    )
    count = len(ranking.rows)
    drawn = format_html_join("", "{}", ((_line(row, titles[row.submission], count),) for row in ranking.rows))
    words = f"{title}. {description}"
    svg = format_html('<div class="k-bars k-places" role="img" aria-label="{}">{}</div>', words, drawn)
    head = (
        pgettext("ranking", "Place"),
        pgettext("ranking", "Best"),
        pgettext("ranking", "Last"),
        pgettext("jury", "File"),
    )
    rows = tuple((str(r.place), str(r.low), str(r.high), titles[r.submission]) for r in ranking.rows)
    return Chart(title, description, svg, Table(head, rows))


def interval(row: Row) -> str:
    """The interval in words as short as can be."""
    return f"{row.low}–{row.high}" if row.low != row.high else str(row.low)


def beyond(mean: float | None) -> str:
    """A normalised mean that the scale of 0 to 100 does not hold. It is said and not cut off, else two would be equal
    that are not."""
    if mean is None or 0 <= mean <= 100:
        return ""
    return pgettext("mean", "above the scale") if mean > 100 else pgettext("mean", "below the scale")


def _line(row: Row, title: str, count: int) -> str:
    width = WIDTH / count
    left, wide = (row.low - 1) * width, (row.high - row.low + 1) * width
    mark = (row.place - 0.5) * width
    return format_html(
        '<div class="k-bars__row"><span>{}</span><b>{} ({})</b><svg viewBox="0 0 {} 12" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="k-chart__track" y="4" width="{}" height="4"/>'
        '<rect class="k-c1 k-places__span" x="{}" y="1" width="{}" height="10"/>'
        '<rect class="k-places__mark" x="{}" y="0" width="6" height="12"/></svg></div>',
        title, row.place, interval(row), WIDTH, WIDTH, *map(coordinate, (left, wide, max(mark - 3, 0))),
    )  # fmt: skip
