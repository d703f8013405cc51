"""Outlines of labelled squares as smooth rings that fit without gaps: borders are cut where three meet. Pure."""

import math
from collections import defaultdict
from itertools import pairwise

from .cells import Labels, Point

Node = tuple[int, int]
TOLERANCE = 1.1
TINY = 20


def rings(labels: Labels) -> dict[str, list[list[Point]]]:
    """Per district its rings in kilometres, the largest first."""
    arcs = [_smooth(arc) for arc in _arcs(labels)]
    found: dict[str, list[list[Point]]] = {}
    for district in sorted(set(labels.values())):
        edges = [arc for arc, sides in zip(arcs, _sides(labels), strict=True) if district in sides]
        closed = sorted(_closed(edges), key=_size, reverse=True)
        found[district] = [ring for number, ring in enumerate(closed) if number == 0 or _size(ring) >= TINY]
    return found


def _border(labels: Labels) -> dict[tuple[Node, Node], tuple[str, str]]:
    """Edges of squares between different labels, with the labels on both sides."""
    border = {}
    for i, j in {*labels, *((i + dx, j + dy) for i, j in labels for dx, dy in ((-1, 0), (0, -1)))}:
        here = labels.get((i, j), "")
        right, above = labels.get((i + 1, j), ""), labels.get((i, j + 1), "")
        if here != right:
            border[(i + 1, j), (i + 1, j + 1)] = (here, right)
        if here != above:
            border[(i, j + 1), (i + 1, j + 1)] = (here, above)
    return border


def _arcs(labels: Labels) -> list[list[Node]]:
    """Chains of border edges from one meeting point to the next, or once around."""
    return [arc for arc, _pair in _traced(labels)]


def _sides(labels: Labels) -> list[set[str]]:
    return [set(pair) for _arc, pair in _traced(labels)]


def _traced(labels: Labels) -> list[tuple[list[Node], tuple[str, str]]]:
    border = _border(labels)
    at: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
    for edge in sorted(border):
        for node in edge:
            at[node].append(edge)
    ends = sorted(node for node, edges in at.items() if len(edges) != 2)
    left, found = set(border), []
    for start in [*ends, *sorted(at)]:
        for edge in at[start]:
            if edge not in left:
                continue
            pair, arc, node = border[edge], [start], start
            while edge in left:
                left.discard(edge)
                node = edge[1] if edge[0] == node else edge[0]
                arc.append(node)
                if len(at[node]) != 2 or node == start:
                    break
                edge = next(one for one in at[node] if one != edge)  # noqa: PLW2901  the chain goes on
            found.append((arc, pair))
    return found


def _smooth(arc: list[Node]) -> list[Point]:
    """Thinned, its corners cut twice, thinned again; the ends stay where other arcs begin."""
    line = _thinned([(float(x), float(y)) for x, y in arc], TOLERANCE)
    for _round in range(2):
        if len(line) > 3:
            line = _cut_corners(line)
    return _thinned(line, 0.35)


def _cut_corners(line: list[Point]) -> list[Point]:
    around = line[0] == line[-1]
    cut: list[Point] = [] if around else [line[0]]
    for (x1, y1), (x2, y2) in pairwise(line):
        cut += [
            (0.75 * x1 + 0.25 * x2, 0.75 * y1 + 0.25 * y2),
            (0.25 * x1 + 0.75 * x2, 0.25 * y1 + 0.75 * y2),
        ]
    return [*cut, cut[0] if around else line[-1]]


def _thinned(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker; a closed line is cut at its farthest point first."""
    if line[0] == line[-1] and len(line) > 4:
        far = max(range(len(line)), key=lambda i: math.dist(line[i], line[0]))
        return [*_thinned(line[: far + 1], tolerance)[:-1], *_thinned(line[far:], tolerance)]
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = math.dist(line[0], line[-1]) or 1e-9
    bends = [abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length for x, y in line]
    at = max(range(1, len(line) - 1), key=bends.__getitem__)
    if bends[at] <= tolerance:
        return [line[0], line[-1]]
    return [*_thinned(line[: at + 1], tolerance)[:-1], *_thinned(line[at:], tolerance)]


def _closed(arcs: list[list[Point]]) -> list[list[Point]]:
    """Arcs put together to rings."""
    left, found = [list(arc) for arc in arcs], []
    while left:
        ring = left.pop()
        while ring[0] != ring[-1]:
            following = next((arc for arc in left if ring[-1] in (arc[0], arc[-1])), None)
            if following is None:
                break
            left.remove(following)
            ring += (following if following[0] == ring[-1] else following[::-1])[1:]
        if ring[0] == ring[-1] and len(ring) > 3:
            found.append(ring)
    return found


def _size(ring: list[Point]) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2
