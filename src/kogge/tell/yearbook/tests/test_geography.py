"""The map of a year: lighter outlines, and no map rather than no page."""

from kogge.core import maps
from kogge.tell.yearbook import geography


def test_an_outline_becomes_steps_on_every_second_pixel():
    assert geography.lighter("M10.2 10L20.4 10.1L20.6 10.3L20 30L10 10Z") == "M10 10l10 0 0 20-10-20z"


def test_a_map_file_that_cannot_be_drawn_leaves_the_page_without_a_map(monkeypatch):
    def broken(folder):
        raise maps.BrokenMap("boundaries.geojson cannot be drawn: it holds no areas.")

    monkeypatch.setattr(maps, "geometry", broken)
    assert geography.of([]) is None


def test_a_region_without_shapes_has_no_map(monkeypatch):
    monkeypatch.setattr(maps, "geometry", lambda folder: None)
    assert geography.of([]) is None
