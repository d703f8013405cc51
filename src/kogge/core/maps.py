"""Draws a light map as SVG: areas as shapes, places as marks, labels that do not collide. Pure.

Shapes come from a region's `boundaries.geojson` (an operator's official file) or else from `map.json`, which
`tools/map` computes from places with coordinates.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]
MOST_BYTES = 20 * 2**20
WIDTH = 640
MARGIN = 14
LETTER = 8.2
SMALL_LETTER = 6.4
LINE = 16


class BrokenMap(ValueError):  # noqa: N818  it names a file
    """A map file that cannot be drawn; the message is a sentence."""


@dataclass(frozen=True)
class Shape:
    """An area as rings of longitude and latitude, the first ring of each polygon outside."""

    slug: str
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True)
class Geometry:
    """All areas of a region and who is to be credited."""

    shapes: tuple[Shape, ...]
    credit: str

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        points = [point for shape in self.shapes for ring in shape.rings for point in ring]
        longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
        return (min(longitudes), min(latitudes), max(longitudes), max(latitudes))


@dataclass(frozen=True)
class Mark:
    """Something at a place: where, what it is called, where it leads; `size` grows with `count`."""

    latitude: float
    longitude: float
    label: str
    address: str = ""
    kind: str = "event"
    count: int = 1
    title: str = ""


@dataclass(frozen=True)
class DrawnShape:
    """A shape in the coordinates of the drawing, with the spot of its label."""

    slug: str
    name: str
    path: str
    x: float
    y: float
    labelled: bool = False


@dataclass(frozen=True)
class DrawnMark:
    """A mark in the coordinates of the drawing. Without room its label is left to the list beside the map."""

    mark: Mark
    x: float
    y: float
    radius: float
    label_x: float = 0
    label_y: float = 0
    anchor: str = "start"
    labelled: bool = False


@dataclass(frozen=True)
class Drawing:
    """A map ready for a template."""

    width: int
    height: int
    shapes: tuple[DrawnShape, ...]
    marks: tuple[DrawnMark, ...]
    credit: str


@dataclass(frozen=True)
class Projection:
    """Degrees to pixels: equirectangular at the region's middle latitude, so that shapes keep their look."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: int

    @classmethod
    def onto(
        cls, bounds: tuple[float, float, float, float], width: int, margin: int = MARGIN
    ) -> "Projection":
        """The projection that fits `bounds` into `width`."""
        west, south, east, north = bounds
        squeeze = math.cos(math.radians((south + north) / 2))
        scale = (width - 2 * margin) / max((east - west) * squeeze, 1e-9)
        height = math.ceil((north - south) * scale + 2 * margin)
        return cls(west - margin / scale / squeeze, north + margin / scale, scale, squeeze, height)

    def point(self, longitude: float, latitude: float) -> Point:
        """Where a spot lies in the drawing."""
        return (
            round((longitude - self.west) * self.squeeze * self.scale, 1),
            round((self.north - latitude) * self.scale, 1),
        )


def geometry(folder: Path, *, official: bool = True) -> Geometry | None:
    """The region's shapes; None when the folder has none. Read again only when the file changed.

    Without `official` an operator's boundaries are passed over. Raises BrokenMap for a file that cannot be drawn.
    """
    for name in ("boundaries.geojson", "map.json") if official else ("map.json",):
        path = folder / name
        if path.exists():
            return _read(path, path.stat().st_mtime_ns)
    return None


@lru_cache(maxsize=8)
def _read(path: Path, changed: int) -> Geometry:
    if path.stat().st_size > MOST_BYTES:
        raise BrokenMap(f"{path.name} is larger than 20 MB; please simplify the shapes.")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return from_geojson(data) if path.suffix == ".geojson" else from_cells(data)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise BrokenMap(f"{path.name} cannot be drawn: {error}") from error


def known_as(shapes: Geometry, slugs: Mapping[str, str]) -> Geometry:
    """The same shapes under the slugs of the directory: official files know areas by their code only."""
    renamed = (replace(shape, slug=slugs.get(shape.slug, shape.slug)) for shape in shapes.shapes)
    return replace(shapes, shapes=tuple(renamed))


def from_cells(data: Mapping[str, Any]) -> Geometry:
    """Shapes as `tools/map` writes them."""
    shapes = tuple(
        Shape(area["slug"], area["name"], tuple(_ring(ring) for ring in area["rings"]))
        for area in data["areas"]
    )
    if not shapes:
        raise ValueError("it holds no areas.")
    return Geometry(shapes, str(data.get("credit", "")))


def from_geojson(data: Mapping[str, Any]) -> Geometry:
    """Shapes of a FeatureCollection. A feature needs a `slug` or an official code (`AGS`, `ARS`, `code`) and a name."""
    if data.get("type") != "FeatureCollection":
        raise ValueError("a FeatureCollection is expected.")
    shapes = []
    for feature in data["features"]:
        properties, shape = feature["properties"], feature["geometry"]
        polygons = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}[shape["type"]]
        slug = next(
            (properties[key] for key in ("slug", "AGS", "ags", "ARS", "code") if properties.get(key)), ""
        )
        name = next((properties[key] for key in ("name", "GEN", "NAME") if properties.get(key)), str(slug))
        rings = tuple(simplified(_ring(ring)) for polygon in polygons for ring in polygon)
        shapes.append(Shape(str(slug), str(name), rings))
    if not shapes:
        raise ValueError("it holds no areas.")
    return Geometry(tuple(shapes), str(data.get("credit") or data.get("attribution") or ""))


def _ring(points: Iterable[Sequence[float]]) -> Ring:
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if len(ring) < 3:
        raise ValueError("a ring needs at least three points.")
    if any(not (-180 <= x <= 180 and -90 <= y <= 90) for x, y in ring):
        raise ValueError("coordinates must be degrees of longitude and latitude (WGS 84).")
    return ring


def simplified(ring: Ring, tolerance: float = 0.004) -> Ring:
    """The ring without points that hardly bend it (Douglas and Peucker), closed as it was."""
    if len(ring) < 8:
        return ring
    keep = [False] * len(ring)
    far = max(range(len(ring)), key=lambda i: _apart(ring[i], ring[0]))
    keep[0] = keep[far] = keep[-1] = True
    stack = [(0, far), (far, len(ring) - 1)]
    while stack:
        first, last = stack.pop()
        worst, at = 0.0, 0
        for i in range(first + 1, last):
            bend = _off_line(ring[i], ring[first], ring[last])
            if bend > worst:
                worst, at = bend, i
        if worst > tolerance:
            keep[at] = True
            stack += [(first, at), (at, last)]
    thinned = tuple(point for point, kept in zip(ring, keep, strict=True) if kept)
    return thinned if len(thinned) >= 4 else ring


def draw(shapes: Geometry, marks: Iterable[Mark] = (), *, width: int = WIDTH, names: bool = True) -> Drawing:
    """Everything in pixels. Marks outside the region's frame are left out; the list beside says them."""
    onto = Projection.onto(shapes.bounds, width)
    drawn = [_drawn_shape(shape, onto) for shape in shapes.shapes]
    spots = []
    for mark in marks:
        x, y = onto.point(mark.longitude, mark.latitude)
        if 0 <= x <= width and 0 <= y <= onto.height:
            spots.append(DrawnMark(mark, x, y, round(3.5 + 1.6 * math.sqrt(mark.count), 1)))
    spots, taken = _labelled(spots, width, onto.height)
    if names:
        known = {spot.mark.label for spot in spots}
        drawn = _named(drawn, taken, width, known)
    return Drawing(width, onto.height, tuple(drawn), tuple(spots), shapes.credit)


def _named(shapes: list[DrawnShape], taken: list[Box], width: int, known: set[str]) -> list[DrawnShape]:
    """Write each area's name where nothing else stands, unless a mark says it; else it goes without."""
    taken, named = list(taken), {}
    for shape in sorted(shapes, key=lambda one: -len(one.path)):
        if shape.name in known:
            continue
        for step in (0, 18, -18, 36, -36, 54):
            box = _label_box(shape.name, shape.x, shape.y + step, "middle", SMALL_LETTER)
            if box[0] >= 0 and box[2] <= width and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                named[shape.slug] = replace(shape, y=round(shape.y + step, 1), labelled=True)
                break
    return [named.get(shape.slug, shape) for shape in shapes]


def _drawn_shape(shape: Shape, onto: Projection) -> DrawnShape:
    paths, middle, most = [], (0.0, 0.0), -1.0
    for ring in shape.rings:
        points = [onto.point(*point) for point in ring]
        paths.append("M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z")
        size, spot = _centroid(points)
        if size > most:
            most, middle = size, spot
    return DrawnShape(shape.slug, shape.name, "".join(paths), round(middle[0], 1), round(middle[1], 1))


def _labelled(spots: list[DrawnMark], width: int, height: int) -> tuple[list[DrawnMark], list[Box]]:
    """Give each mark a label on the first free side, the weightiest mark first."""
    taken = [(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)
             for spot in spots]  # fmt: skip
    placed: dict[int, DrawnMark] = {}
    order = sorted(range(len(spots)), key=lambda i: (spots[i].mark.kind != "centre", -spots[i].mark.count, i))
    for i in order:
        spot = spots[i]
        if not spot.mark.label:
            continue
        here = {j for j, one in enumerate(spots) if (one.x, one.y) == (spot.x, spot.y)}
        others = [box for j, box in enumerate(taken) if j not in here]
        for x, y, anchor in _sides(spot, max(spots[j].radius for j in here)):
            box = _label_box(spot.mark.label, x, y, anchor)
            inside = box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height
            if inside and not any(_overlap(box, other) for other in others):
                taken.append(box)
                placed[i] = replace(spot, label_x=x, label_y=y, anchor=anchor, labelled=True)
                break
    return [placed.get(i, spot) for i, spot in enumerate(spots)], taken


def _sides(spot: DrawnMark, radius: float) -> list[tuple[float, float, str]]:
    gap = radius + 4
    return [
        (round(spot.x + gap, 1), round(spot.y + 4.5, 1), "start"),
        (round(spot.x - gap, 1), round(spot.y + 4.5, 1), "end"),
        (spot.x, round(spot.y - gap - 2, 1), "middle"),
        (spot.x, round(spot.y + gap + 11, 1), "middle"),
    ]


def _label_box(label: str, x: float, y: float, anchor: str, letter: float = LETTER) -> Box:
    wide = len(label) * letter
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
    return (left - 2, y - LINE + 3, left + wide + 2, y + 4)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _centroid(points: Sequence[Point]) -> tuple[float, Point]:
    """Size and middle of a ring."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if abs(area) < 1e-9:
        return 0.0, points[0]
    return abs(area) / 2, (x / (3 * area), y / (3 * area))


def _apart(one: Point, other: Point) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1])


def _off_line(point: Point, start: Point, end: Point) -> float:
    length = _apart(start, end)
    if length == 0:
        return _apart(point, start)
    cross = (end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (end[1] - start[1])
    return abs(cross) / length
