"""Charts as SVG drawn on the server: no script, no third party, a table with the same figures always beside them.

Each function takes plain numbers and returns a `Chart`: the drawing, and the table that says the same. Colours are
classes (`k-c1` … `k-c6`), so that both themes and forced colours apply.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 640
FOOT = 32


@dataclass(frozen=True)
class Table:
    """The figures of a chart as text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A drawing with its title, its description in words, its legend and its table."""

    title: str
    description: str
    svg: SafeString
    table: Table
    legend: tuple[tuple[str, str], ...] = ()


def number(value: float | None, unit: str = "") -> str:
    """A number as people of the active language write it; nothing known is a dash."""
    if value is None:
        return "–"
    text = number_format(value, decimal_pos=0 if float(value).is_integer() else 1, force_grouping=True)
    return f"{text} {unit}".strip()


def _svg(title: str, description: str, height: int, inside: SafeString, *, width: int = WIDTH) -> SafeString:
    return format_html(
        '<svg class="k-chart__svg" viewBox="0 0 {} {}" role="img" aria-label="{}"><desc>{}</desc>{}</svg>',
        width,
        height,
        f"{title}. {description}" if description else title,
        description,
        inside,
    )


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str = "k-chart__text") -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
        kind,
        coordinate(x),
        coordinate(y),
        anchor,
        text,
    )


def _rect(corner: tuple[float, float], width: float, height: float, kind: str, hint: str) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        kind,
        *map(coordinate, (*corner, max(width, 0), max(height, 0))),
        hint,
    )


def coordinate(value: float) -> str:
    """A number as short as a drawing needs it."""
    return f"{value:.1f}".removesuffix(".0")


def _join(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _top(values: Sequence[float]) -> float:
    """A round number at or above the largest value, for the end of an axis."""
    largest = max(values, default=0) or 1
    power = 10.0 ** (len(str(int(largest))) - 1)
    return next(step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= largest)


def _row(label: str, shown: str, parts: Sequence[SafeString]) -> SafeString:
    """A label and a value in the page's own text above a bar that takes the width there is."""
    bar_line = format_html(
        '<svg viewBox="0 0 {} 10" preserveAspectRatio="none" aria-hidden="true">{}</svg>', WIDTH, _join(parts)
    )
    return format_html('<div class="k-bars__row"><span>{}</span><b>{}</b>{}</div>', label, shown, bar_line)


def _bars(title: str, description: str, rows: Sequence[SafeString]) -> SafeString:
    words = f"{title}. {description}" if description else title
    return format_html('<div class="k-bars" role="img" aria-label="{}">{}</div>', words, _join(rows))


def horizontal_bar(
    title: str,
    rows: Sequence[tuple[str, float | None]],
    *,
    unit: str = "",
    description: str = "",
    head: str = "",
) -> Chart:
    """One bar per row, label above its bar: the form for long names and for phones."""
    top = max((value for _label, value in rows if value is not None), default=0) or 1
    drawn = []
    for label, value in rows:
        shown = number(value, unit)
        track = _rect((0, 0), WIDTH, 10, "k-chart__track", label)
        drawn.append(
            _row(label, shown, [track, _rect((0, 0), WIDTH * (value or 0) / top, 10, "k-c1", label)])
        )
    table = Table(
        (head or title, unit or title), tuple((label, number(value, unit)) for label, value in rows)
    )
    return Chart(title, description, _bars(title, description, drawn), table)


def bar(
    title: str,
    rows: Sequence[tuple[str, float | None]],
    *,
    unit: str = "",
    description: str = "",
    head: str = "",
) -> Chart:
    """Upright bars for a few short labels, such as months."""
    top = _top([value for _label, value in rows if value is not None])
    height, step = 240, WIDTH / max(len(rows), 1)
    parts = [_axis(top, height)]
    for index, (label, value) in enumerate(rows):
        tall = (height - FOOT - 30) * (value or 0) / top
        x, y = index * step + step * 0.14, height - FOOT - tall
        shown = number(value, unit)
        parts.append(_rect((x, y), step * 0.72, tall, "k-c1", f"{label}: {shown}"))
        parts.append(_text(index * step + step / 2, y - 6, number(value), "middle", "k-chart__value"))
        parts.append(_text(index * step + step / 2, height - 6, label, "middle"))
    table = Table(
        (head or title, unit or title), tuple((label, number(value, unit)) for label, value in rows)
    )
    return Chart(title, description, _svg(title, description, height, _join(parts)), table)


def _axis(top: float, height: int) -> SafeString:
    """The base line and a half-way line."""
    base = height - FOOT
    middle = base - (height - FOOT - 30) / 2
    lines = [
        format_html('<path class="k-chart__axis" d="M0 {}H{}"/>', base, WIDTH),
        format_html('<path class="k-chart__grid" d="M0 {}H{}"/>', coordinate(middle), WIDTH),
    ]
    return _join(lines)


def stacked_bar(
    title: str,
    series: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float]]],
    *,
    unit: str = "",
    description: str = "",
    head: str = "",
) -> Chart:
    """One bar per row, cut into the series' parts."""
    top = max((sum(values) for _label, values in rows), default=0) or 1
    drawn = []
    for label, values in rows:
        parts, x = [], 0.0
        for place, (name, value) in enumerate(zip(series, values, strict=True)):
            wide = WIDTH * value / top
            hint = f"{label}, {name}: {number(value, unit)}"
            parts.append(_rect((x, 0), wide - 2, 10, f"k-c{place % 6 + 1}", hint))
            x += wide
        drawn.append(_row(label, number(sum(values), unit), parts))
    table = Table(
        (head or title, *series),
        tuple((label, *(number(value, unit) for value in values)) for label, values in rows),
    )
    legend = tuple((f"k-c{place % 6 + 1}", name) for place, name in enumerate(series))
    return Chart(title, description, _bars(title, description, drawn), table, legend)


def _points(
    values: Sequence[float], width: float, height: float, top: float, left: float = 0
) -> list[tuple[float, float]]:
    step = width / max(len(values) - 1, 1)
    return [(left + index * step, height * (1 - value / top)) for index, value in enumerate(values)]


def line(
    title: str, rows: Sequence[tuple[str, float]], *, unit: str = "", description: str = "", head: str = ""
) -> Chart:
    """A line over ordered labels, such as years."""
    top = _top([value for _label, value in rows])
    height, pad = 240, 24.0
    points = _points([value for _label, value in rows], WIDTH - 2 * pad, height - FOOT - 36, top, pad)
    path = " ".join(f"{coordinate(x)},{coordinate(y + 26)}" for x, y in points)
    parts = [_axis(top, height), format_html('<polyline class="k-chart__line" points="{}"/>', path)]
    for (label, value), (x, y) in zip(rows, points, strict=True):
        hint = f"{label}: {number(value, unit)}"
        parts.append(
            format_html(
                '<circle class="k-c1" cx="{}" cy="{}" r="5"><title>{}</title></circle>',
                coordinate(x),
                coordinate(y + 26),
                hint,
            )
        )
        parts.append(_text(x, y + 14, number(value), "middle", "k-chart__value"))
        parts.append(_text(x, height - 6, label, "middle"))
    table = Table(
        (head or title, unit or title), tuple((label, number(value, unit)) for label, value in rows)
    )
    return Chart(title, description, _svg(title, description, height, _join(parts)), table)


def sparkline(title: str, values: Sequence[float], *, unit: str = "") -> Chart:
    """A word-sized line; its label says first, last and highest value."""
    top = _top(values)
    points = " ".join(f"{coordinate(x)},{coordinate(y + 3)}" for x, y in _points(values, 114, 24, top, 3))
    words = (
        f"{number(values[0], unit)} → {number(values[-1], unit)} (max. {number(max(values), unit)})"
        if values
        else ""
    )
    svg = format_html(
        '<svg class="k-spark" viewBox="0 0 120 30" role="img" aria-label="{}">'
        '<polyline class="k-chart__line" points="{}"/></svg>',
        f"{title}: {words}",
        points,
    )
    rows = tuple((str(index + 1), number(value, unit)) for index, value in enumerate(values))
    return Chart(title, words, svg, Table(("", title), rows))
