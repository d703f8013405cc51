"""Which district each spot of a fine grid belongs to: that of the nearest place, land only. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]
Labels = dict[tuple[int, int], str]
OUTSIDE = ""
REACH = 10.0
EROSION = 7
SPECK = 200
NEIGHBOURS = 6


@dataclass(frozen=True)
class Site:
    """A place in kilometres east and north, with the district it lies in; outside the region it has none."""

    x: float
    y: float
    district: str


@dataclass(frozen=True)
class Plane:
    """Degrees to kilometres around a middle latitude, and back."""

    longitude: float
    latitude: float

    @property
    def _squeeze(self) -> float:
        return 111.32 * math.cos(math.radians(self.latitude))

    def point(self, longitude: float, latitude: float) -> Point:
        return ((longitude - self.longitude) * self._squeeze, (latitude - self.latitude) * 111.32)

    def degrees(self, x: float, y: float) -> Point:
        return (round(self.longitude + x / self._squeeze, 3), round(self.latitude + y / 111.32, 3))


def labelled(sites: list[Site]) -> Labels:
    """The district of each square kilometre of land; squares of other regions and of the sea are left out."""
    near = _Nearest(sites)
    inside = [site for site in sites if site.district]
    wide = range(math.floor(min(s.x for s in inside)) - 12, math.ceil(max(s.x for s in inside)) + 12)
    high = range(math.floor(min(s.y for s in inside)) - 12, math.ceil(max(s.y for s in inside)) + 12)
    reached = {(i, j): near.to(i + 0.5, j + 0.5) for i in wide for j in high}
    land = _eroded({square for square, (far, _site) in reached.items() if far <= REACH}, wide, high)
    land |= _lakes(land, wide, high)
    labels = {square: reached[square][1].district for square in land}
    return _without_specks({square: name for square, name in labels.items() if name})


class _Nearest:
    """Finds the nearest site by squares of ten kilometres."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self.squares: dict[tuple[int, int], list[Site]] = defaultdict(list)
        for site in sites:
            self.squares[math.floor(site.x / 10), math.floor(site.y / 10)].append(site)

    def to(self, x: float, y: float) -> tuple[float, Site]:
        column, row = math.floor(x / 10), math.floor(y / 10)
        around = [(column + dx, row + dy) for dx in (-2, -1, 0, 1, 2) for dy in (-2, -1, 0, 1, 2)]
        found = [site for square in around for site in self.squares.get(square, [])]
        if not found:
            return (math.inf, Site(x, y, OUTSIDE))
        site = min(found, key=lambda one: math.hypot(one.x - x, one.y - y))
        return (math.hypot(site.x - x, site.y - y), site)


def _eroded(land: set[tuple[int, int]], wide: range, high: range) -> set[tuple[int, int]]:
    """The land without the margin the reach has added at the sea."""
    frame = range(-EROSION, EROSION + 1)
    disc = [(dx, dy) for dx in frame for dy in frame if math.hypot(dx, dy) <= EROSION]
    kept = set()
    for i, j in land:
        inner = all((i + dx, j + dy) in land or i + dx not in wide or j + dy not in high for dx, dy in disc)
        if inner:
            kept.add((i, j))
    return kept


def _lakes(land: set[tuple[int, int]], wide: range, high: range) -> set[tuple[int, int]]:
    """Squares that land surrounds: nobody lives in a large lake or a forest, yet it belongs to the region."""
    water = {(i, j): "" for i in wide for j in high if (i, j) not in land}
    edge = {wide[0], wide[-1]}, {high[0], high[-1]}
    return {
        square
        for piece in _pieces(water)
        if not any(i in edge[0] or j in edge[1] for i, j in piece)
        for square in piece
    }


def corrected(sites: list[Site], cities: set[str]) -> list[Site]:
    """Sites in the middle of another district were named like a municipality elsewhere: they join it."""
    known = [site for site in sites if site.district]
    fixed = []
    for site in sites:
        near = sorted(known, key=lambda one: math.dist((one.x, one.y), (site.x, site.y)))[1 : NEIGHBOURS + 1]
        district, votes = Counter(one.district for one in near).most_common(1)[0]
        alone = site.district not in {one.district for one in near}
        strange = site.district and district not in cities and (alone or votes >= NEIGHBOURS - 1)
        fixed.append(Site(site.x, site.y, district) if strange and site.district not in cities else site)
    return fixed


def _without_specks(labels: Labels) -> Labels:
    """Small scattered pieces join the district around them; pieces in the sea stay."""
    labels = dict(labels)
    pieces = _pieces(labels)
    largest = {labels[next(iter(piece))]: piece for piece in pieces}  # the last one of each is its largest
    for piece in pieces:
        if len(piece) >= SPECK or piece in largest.values():
            continue
        around = Counter(
            labels[next_]
            for square in piece
            for next_ in _beside(square)
            if next_ in labels and next_ not in piece
        )
        if around:
            district = around.most_common(1)[0][0]
            labels.update(dict.fromkeys(piece, district))
        else:
            for square in piece:
                del labels[square]
    return labels


def _pieces(labels: Labels) -> list[set[tuple[int, int]]]:
    left, pieces = set(labels), []
    while left:
        piece, edge = set(), [left.pop()]
        while edge:
            square = edge.pop()
            piece.add(square)
            for next_ in _beside(square):
                if next_ in left and labels[next_] == labels[square]:
                    left.discard(next_)
                    edge.append(next_)
        pieces.append(piece)
    return sorted(pieces, key=lambda one: (len(one), min(one)))


def _beside(square: tuple[int, int]) -> list[tuple[int, int]]:
    i, j = square
    return [(i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)]
