"""Where a year happened: events per town on the region's own shapes, and the list that says the same."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from kogge.core import maps
from kogge.network.directory.shapes import region_shapes

Record = dict[str, Any]


@dataclass
class Spot:
    """A town with the events there."""

    name: str
    slug: str
    latitude: float
    longitude: float
    events: list[Record] = field(default_factory=list)

    @property
    def address(self) -> str:
        return reverse("website:place", args=[self.slug])


@dataclass(frozen=True)
class YearMap:
    """The drawing, every spot, and how many events name no place."""

    drawing: maps.Drawing
    spots: tuple[Spot, ...]
    without_place: int


def of(records: Iterable[Record]) -> YearMap | None:
    """The map of some released events; None when the region has no shapes, or a file that cannot be drawn."""
    shapes = region_shapes()
    if shapes is None:
        return None
    spots: dict[tuple[float, float], Spot] = {}
    without = 0
    for record in records:
        place = record["place"]
        if not place or place["latitude"] is None:
            without += 1
            continue
        key = (place["latitude"], place["longitude"])
        name = place["town"] or place["name"]
        spots.setdefault(key, Spot(name, place["slug"], *key)).events.append(record)
    ordered = sorted(spots.values(), key=lambda spot: (-len(spot.events), spot.name))
    drawing = maps.draw(shapes, [_mark(spot) for spot in ordered])
    light = replace(drawing, shapes=tuple(replace(one, path=lighter(one.path)) for one in drawing.shapes))
    return YearMap(light, tuple(ordered), without)


def lighter(path: str) -> str:
    """The same outline on every second pixel, as steps from point to point: a third of the bytes."""
    rings = []
    for ring in filter(None, path.split("Z")):
        points = [tuple(_even(number) for number in point.split()) for point in ring[1:].split("L")]
        steps = [
            f"{x - before_x} {y - before_y}"
            for (before_x, before_y), (x, y) in itertools.pairwise(points)
            if (x, y) != (before_x, before_y)
        ]
        rings.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(rings)


def _even(number: str) -> int:
    return 2 * round(float(number) / 2)


def _mark(spot: Spot) -> maps.Mark:
    count = len(spot.events)
    words = ngettext("%(number)d event", "%(number)d events", count) % {"number": count}
    return maps.Mark(
        spot.latitude, spot.longitude, spot.name, spot.address, count=count, title=f"{spot.name}: {words}"
    )
