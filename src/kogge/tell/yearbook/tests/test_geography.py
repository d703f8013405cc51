"""The map of a year: lighter outlines, and none where the region has no shapes."""

from kogge.tell.yearbook import geography


def test_an_outline_becomes_steps_on_every_second_pixel():
    assert geography.lighter("M10.2 10L20.4 10.1L20.6 10.3L20 30L10 10Z") == "M10 10l10 0 0 20-10-20z"


def test_a_region_without_shapes_has_no_map(monkeypatch):
    monkeypatch.setattr(geography, "region_shapes", lambda: None)
    assert geography.of([]) is None
