"""The demo region's map: all districts, small, credited, and what the tool would write again."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from kogge.core import maps
from tools.map import cells, outlines

REGION = Path(__file__).parents[2] / "demo" / "region"


def test_every_district_is_drawn_and_nothing_else():
    areas = yaml.safe_load((REGION / "areas.yaml").read_text(encoding="utf-8"))["areas"]
    shapes = maps.geometry(REGION).shapes
    assert {shape.slug for shape in shapes} == {area["slug"] for area in areas if area.get("within")}


def test_the_map_is_light_and_names_its_source():
    data = json.loads((REGION / "map.json").read_text(encoding="utf-8"))
    assert (REGION / "map.json").stat().st_size < 15_000
    assert "GeoNames" in data["credit"]
    assert "CC BY 4.0" in data["licence"]


def test_every_town_of_the_demo_lies_in_its_own_district():
    places = yaml.safe_load((REGION / "places.yaml").read_text(encoding="utf-8"))["places"]
    shapes = {shape.slug: shape for shape in maps.geometry(REGION).shapes}
    wrong = [
        place["slug"]
        for place in places
        if "latitude" in place
        and place.get("area") in shapes
        and not any(
            _inside(ring, place["longitude"], place["latitude"]) for ring in shapes[place["area"]].rings
        )
    ]
    assert wrong == []


def _inside(ring: maps.Ring, x: float, y: float) -> bool:
    found = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            found = not found
    return found


@pytest.mark.parametrize("middle", [15, 22])
def test_neighbouring_cells_share_their_border(middle: int):
    spots = [(x, y) for x in range(0, 41, 5) for y in range(0, 31, 5)]
    sites = [cells.Site(x, y, "west" if x < middle else "north" if y > 14 else "south") for x, y in spots]
    found = outlines.rings(cells.labelled(sites))
    assert set(found) == {"west", "north", "south"}
    edges: dict[frozenset, int] = {}
    for rings in found.values():
        for ring in rings:
            assert ring[0] == ring[-1]
            for pair in pairwise(ring):
                edges[frozenset(pair)] = edges.get(frozenset(pair), 0) + 1
    assert set(edges.values()) == {1, 2}
