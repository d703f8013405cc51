"""Which shapes maps are drawn from."""

import json
import logging

import pytest

from kogge.core import region
from kogge.network.directory.models import Area
from kogge.network.directory.shapes import region_shapes

SQUARE = [[11.0, 53.0], [12.0, 53.0], [12.0, 54.0], [11.0, 54.0], [11.0, 53.0]]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(region, "current", lambda: region.Region(tmp_path, "made-up"))
    cells = {"credit": "Computed", "areas": [{"slug": "cell", "name": "Cell", "rings": [SQUARE]}]}
    (tmp_path / "map.json").write_text(json.dumps(cells), encoding="utf-8")
    return tmp_path


def official(folder, geometry):
    feature = {"type": "Feature", "properties": {"AGS": "0815", "GEN": "Land"}, "geometry": geometry}
    data = {"type": "FeatureCollection", "features": [feature], "credit": "Official"}
    (folder / "boundaries.geojson").write_text(json.dumps(data), encoding="utf-8")


@pytest.mark.django_db
def test_official_boundaries_stand_under_the_slugs_of_the_areas(folder):
    Area.objects.create(slug="land", name="Land", kind="district", code="0815")
    official(folder, {"type": "Polygon", "coordinates": [SQUARE]})
    shapes = region_shapes()
    assert (shapes.credit, [shape.slug for shape in shapes.shapes]) == ("Official", ["land"])


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["", "{", "[]", '{"type": "FeatureCollection", "features": [{}]}', "\x00"])
def test_a_file_that_cannot_be_drawn_is_named_in_the_log_and_the_cells_are_drawn(folder, broken, caplog):
    (folder / "boundaries.geojson").write_text(broken, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        shapes = region_shapes()
    assert shapes.credit == "Computed"
    assert "boundaries.geojson cannot be drawn" in caplog.text


@pytest.mark.django_db
def test_without_any_file_there_are_no_shapes(folder):
    (folder / "map.json").unlink()
    assert region_shapes() is None
