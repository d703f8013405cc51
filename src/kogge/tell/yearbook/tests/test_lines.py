"""Line numbers as people write them."""

import pytest

from kogge.tell.yearbook import lines


@pytest.mark.parametrize(
    ("written", "read"),
    [("18", [18]), ("8, 9, 11", [8, 9, 11]), ("20-22", [20, 21, 22]), ("3; 1 – 2, 2", [1, 2, 3]), ("", [])],
)
def test_numbers_and_ranges_are_read_in_order(written, read):
    assert lines.read(written) == read


@pytest.mark.parametrize("written", ["page four", "22-20", "0", "1-5000", "-3", "1e9", "=1+1"])
def test_anything_else_is_refused(written):
    with pytest.raises(ValueError, match=r"^.+$"):
        lines.read(written)
