"""The drawn map: shapes fit, labels do not collide, an operator's boundaries are used, a broken file is named."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kogge.core import maps
from kogge.core.maps import BrokenMap, Mark

SQUARE = [[12.0, 54.0], [13.0, 54.0], [13.0, 55.0], [12.0, 55.0], [12.0, 54.0]]
CELLS = {
    "credit": "Made up",
    "areas": [
        {"slug": "west", "name": "West", "rings": [SQUARE]},
        {"slug": "east", "name": "East", "rings": [[[x + 1, y] for x, y in SQUARE]]},
    ],
}


def boundaries(coordinates: list, kind: str = "Polygon") -> dict:
    feature = {
        "type": "Feature",
        "properties": {"AGS": "07", "GEN": "Official East"},
        "geometry": {"type": kind, "coordinates": coordinates},
    }
    return {"type": "FeatureCollection", "credit": "Land office", "features": [feature]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "map.json").write_text(json.dumps(CELLS), encoding="utf-8")
    return tmp_path


def test_a_region_without_shapes_has_no_map(tmp_path: Path):
    assert maps.geometry(tmp_path) is None


def test_areas_become_paths_inside_the_drawing(folder: Path):
    shapes = maps.geometry(folder)
    drawing = maps.draw(shapes, width=400)
    assert [shape.slug for shape in drawing.shapes] == ["west", "east"]
    assert drawing.credit == "Made up"
    assert drawing.shapes[0].path.startswith("M14 ")
    assert all(0 < shape.x < 400 and 0 < shape.y < drawing.height for shape in drawing.shapes)
    assert drawing.shapes[0].x < drawing.shapes[1].x


@pytest.mark.parametrize(
    ("coordinates", "kind"), [([SQUARE], "Polygon"), ([[SQUARE], [SQUARE]], "MultiPolygon")]
)
def test_official_boundaries_take_the_place_of_the_cells(folder: Path, coordinates: list, kind: str):
    (folder / "boundaries.geojson").write_text(json.dumps(boundaries(coordinates, kind)), encoding="utf-8")
    shapes = maps.geometry(folder)
    assert [(shape.slug, shape.name) for shape in shapes.shapes] == [("07", "Official East")]
    assert shapes.credit == "Land office"


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "FeatureCollection", "features": [{"properties": {}, "geometry": null}]}',
        json.dumps(boundaries([[[12, 54], [13, 54]]])),
        json.dumps(boundaries([[[412000.5, 5912000.1], [412001, 5912000], [412001, 5912001]]])),
        json.dumps(boundaries([SQUARE], "Point")),
    ],
)
def test_a_broken_file_is_named(folder: Path, content: str):
    (folder / "boundaries.geojson").write_text(content, encoding="utf-8")
    with pytest.raises(BrokenMap, match=r"boundaries\.geojson cannot be drawn"):
        maps.geometry(folder)


def test_a_changed_file_is_read_again(folder: Path):
    assert maps.geometry(folder).credit == "Made up"
    path = folder / "map.json"
    path.write_text(json.dumps({**CELLS, "credit": "Other"}), encoding="utf-8")
    stat = path.stat()
    __import__("os").utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 10**9))
    assert maps.geometry(folder).credit == "Other"


def test_marks_outside_are_left_to_the_list(folder: Path):
    marks = [Mark(54.5, 12.5, "Here"), Mark(41.4, 2.2, "Far away")]
    drawing = maps.draw(maps.geometry(folder), marks)
    assert [spot.mark.label for spot in drawing.marks] == ["Here"]


def test_two_marks_at_one_spot_do_not_silence_the_label(folder: Path):
    marks = [Mark(54.5, 12.5, "", count=20), Mark(54.5, 12.5, "Here", kind="centre")]
    event, centre = maps.draw(maps.geometry(folder), marks).marks
    assert not event.labelled
    assert centre.labelled
    assert centre.label_x > event.x + event.radius


MARKS = st.lists(
    st.builds(
        Mark,
        st.floats(54, 55),
        st.floats(12, 14),
        st.text("abcdefgh", min_size=1, max_size=20),
        count=st.integers(1, 40),
    ),
    max_size=25,
)


def boxes(drawing: maps.Drawing) -> list[tuple[float, float, float, float]]:
    return [
        maps._label_box(spot.mark.label, spot.label_x, spot.label_y, spot.anchor)
        for spot in drawing.marks
        if spot.labelled
    ]


@given(marks=MARKS)
def test_labels_never_collide_and_stay_inside(marks: list[Mark]):
    drawing = maps.draw(maps.from_cells(CELLS), marks)
    found = boxes(drawing)
    assert len(drawing.marks) == len(marks)
    for i, one in enumerate(found):
        assert one[0] >= 0 and one[2] <= drawing.width and one[1] >= 0 and one[3] <= drawing.height
        assert not any(maps._overlap(one, other) for other in found[i + 1 :])


@given(st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), min_size=3, max_size=60))
def test_thinning_keeps_the_ends_and_never_adds_points(points: list[tuple[float, float]]):
    ring = (*points, points[0])
    thin = maps.simplified(ring, 0.5)
    assert thin[0] == thin[-1] == ring[0]
    assert set(thin) <= set(ring)


def test_a_dense_outline_gets_light():
    dense = [[12 + i / 1000, 54.0] for i in range(1000)] + [[13.0, 55.0], [12.0, 55.0], [12.0, 54.0]]
    shapes = maps.from_geojson(boundaries([dense]))
    assert len(shapes.shapes[0].rings[0]) < 10
