from datetime import date

import pytest
from django.utils import translation

from kogge.core.imprecise_date import ImpreciseDate, Precision


def test_a_month_stands_after_its_last_day_and_before_the_next_month():
    written = ["2024-07-01", "2024", "2024-06", "2024-06-30", None, "2024-06-01"]
    ordered = sorted(ImpreciseDate.parse(value) for value in written)
    assert [(d.first, d.precision) for d in ordered] == [
        (date(2024, 6, 1), Precision.DAY),
        (date(2024, 6, 30), Precision.DAY),
        (date(2024, 6, 1), Precision.MONTH),
        (date(2024, 7, 1), Precision.DAY),
        (date(2024, 1, 1), Precision.YEAR),
        (None, Precision.NOT_STATED),
    ]


@pytest.mark.parametrize("broken", ["2024-13", "next week", "2024-02-30", "24-05"])
def test_what_is_no_date_is_refused(broken):
    with pytest.raises(ValueError, match=r".+"):
        ImpreciseDate.parse(broken)


@pytest.mark.parametrize(("language", "shown"), [("de", "9. September 2024"), ("en", "9 September 2024")])
def test_a_day_is_written_in_the_order_of_the_page_everywhere(language, shown):
    with translation.override(language):
        assert str(ImpreciseDate.parse("2024-09-09")) == shown
