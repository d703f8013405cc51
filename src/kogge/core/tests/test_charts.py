"""Charts say the same as drawing, words and table."""

from datetime import date

import pytest
from django.utils import translation

from kogge.core import charts, year_chart
from kogge.core.imprecise_date import ImpreciseDate


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def test_the_longest_bar_fills_the_width_and_the_others_are_in_proportion():
    chart = charts.horizontal_bar("Events", [("North", 12), ("South", 3)], unit="events")
    assert 'class="k-c1" x="0" y="0" width="640"' in chart.svg
    assert 'class="k-c1" x="0" y="0" width="160"' in chart.svg


def test_the_table_has_every_figure_also_those_not_known():
    chart = charts.horizontal_bar("Events", [("North", 1250), ("South", None)], unit="events", head="Area")
    assert chart.table == charts.Table(("Area", "events"), (("North", "1,250 events"), ("South", "–")))


def test_numbers_are_written_as_the_language_writes_them():
    with translation.override("de"):
        assert charts.number(2500.5, "km") == "2.500,5 km"
    assert charts.number(2500) == "2,500"
    assert charts.number(None) == "–"


def test_a_stack_has_one_part_per_series_a_legend_and_the_sum():
    chart = charts.stacked_bar("Kinds", ["Talk", "Lab"], [("North", (3, 5))])
    assert chart.legend == (("k-c1", "Talk"), ("k-c2", "Lab"))
    assert chart.table.rows == (("North", "3", "5"),)
    assert "<b>8</b>" in chart.svg


def test_bars_and_lines_of_zero_do_not_divide_by_zero():
    assert "<rect" in charts.bar("None", [("2030", 0)]).svg
    assert "<circle" in charts.line("None", [("2030", 0)]).svg
    assert 'aria-label="Nothing"' in charts.horizontal_bar("Nothing", []).svg
    assert "<svg" in charts.sparkline("Nothing", []).svg


def test_the_drawing_has_a_name_and_no_style():
    for chart in (
        charts.bar("Title", [("a", 1)]),
        charts.line("Title", [("a", 1), ("b", 2)]),
        charts.sparkline("Title", [1, 2, 3]),
    ):
        assert 'role="img" aria-label="Title' in chart.svg
        assert "style=" not in chart.svg


def test_markup_in_a_label_stays_text():
    chart = charts.horizontal_bar("T", [("<i>slanted</i>", 1)])
    assert "<i>" not in chart.svg
    assert "&lt;i&gt;" in chart.svg


def test_the_year_draws_a_day_as_a_dot_and_a_month_as_an_open_bar():
    day = year_chart.Entry(ImpreciseDate.parse("2030-01-01"), "Start")
    month = year_chart.Entry(ImpreciseDate.parse("2030-12"), "Some day in December", address="/x/")
    chart = year_chart.year_line("2030", 2030, [month, day], head=("When", "What"))
    assert 'class="k-c2" x="0" y="34" width="9"' in chart.svg
    assert '<a href="/x/"><rect class="k-year__open"' in chart.svg
    assert chart.table.rows[-1][1] == "Some day in December"


def test_what_has_no_date_stands_in_the_table_only():
    chart = year_chart.year_line("2030", 2030, [year_chart.Entry(ImpreciseDate.parse(None), "Unknown")])
    assert "<rect" not in chart.svg
    assert chart.table.rows == (("date not stated", "Unknown"),)


def test_two_marks_at_the_same_time_take_two_lines():
    entry = year_chart.Entry(ImpreciseDate.parse("2030-06-01"), "A", date(2030, 6, 20))
    chart = year_chart.year_line("2030", 2030, [entry, entry])
    assert 'y="34"' in chart.svg
    assert 'y="56"' in chart.svg
