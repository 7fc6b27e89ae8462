"""Where the boxes and lines of the system map go. No drawing, no rows: a map is the same for the same nodes and lines.

Zones are bands from top to bottom. Boxes stand on one grid of columns, so that between the columns and between the rows
there are free lanes; lines run in these lanes only and never behind a box. A lane is as wide as the lines in it need.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

BOX_WIDTH, BOX_HEIGHT = 184.0, 76.0
TRACK = 18.0
"""Room of one line in a lane; its number must fit."""
LANE = 20.0
"""The narrowest lane."""
HEAD, BAND_GAP, MARGIN = 124.0, 10.0, 14.0
"""A band's name stands left of its boxes: a sheet is wider than high."""
ASIDE = 6.0
SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Node:
    """A system or device. `words` are further lines; systems look different from machines."""

    key: str
    title: str
    words: tuple[str, ...]
    zone: str
    is_system: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A connection with its number in the list; `style` tells its owner."""

    number: int
    source: str
    target: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    node: Node
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Band:
    zone: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Route:
    line: Line
    points: tuple[tuple[float, float], ...]
    mark: tuple[float, float]
    """Where its number stands."""


@dataclass(frozen=True, slots=True)
class Map:
    width: float
    height: float
    boxes: tuple[Box, ...]
    bands: tuple[Band, ...]
    routes: tuple[Route, ...]


Cell = tuple[int, int]
"""Row and column of the grid."""
Lane = tuple[int, int]
"""Row, and whether the lane lies over it (-1) or under it (+1); both lie in the row's own band."""


@dataclass(slots=True)
class _Way:
    """A line on the grid: the ports it leaves and enters, the rows' lanes and the columns' lane it runs in."""

    line: Line
    ends: tuple[Cell, Cell]
    sides: tuple[int, int]
    """+1 leaves at the bottom of its box, -1 at the top."""
    lanes: tuple[Lane, ...]
    corridor: int | None
    """Lane between columns: n lies left of column n."""
    ports: list[float] = field(default_factory=lambda: [0.0, 0.0])
    tracks: list[int] = field(default_factory=list)
    corridor_track: int = 0


def lay_out(nodes: Sequence[Node], lines: Iterable[Line], zones: Sequence[str], columns: int) -> Map:
    """Everything with its place. Lines to what is not on the map, and from a thing to itself, are left out."""
    known = {node.key for node in nodes}
    drawn = [line for line in lines if line.source in known and line.target in known and line.source != line.target]
    bands = _ordered(nodes, drawn, zones)
    columns = max(1, min(columns, max((len(found) for _zone, found in bands), default=1)))
    cells, rows_of = _grid(bands, columns)
    ways = [_way(line, cells) for line in sorted(drawn, key=lambda line: line.number)]
    _spread_ports(ways)
    lanes, corridors = _tracks(ways)
    return _placed(bands, cells, rows_of, columns, ways, lanes, corridors)


def _ordered(nodes: Sequence[Node], lines: Sequence[Line], zones: Sequence[str]) -> list[tuple[str, list[Node]]]:
    """Bands with their boxes, each box near the middle of what it is joined to."""
    bands = [(zone, [node for node in nodes if node.zone == zone]) for zone in zones]
    bands = [(zone, found) for zone, found in bands if found]
    joined: Mapping[str, set[str]] = defaultdict(set)
    for line in lines:
        joined[line.source].add(line.target)
        joined[line.target].add(line.source)
    place = {node.key: _middle(index, len(found)) for _zone, found in bands for index, node in enumerate(found)}
    for sweep in range(SWEEPS):
        for _zone, found in bands if sweep % 2 == 0 else reversed(bands):
            wanted = {
                node.key: sum(place[key] for key in joined[node.key]) / len(joined[node.key])
                if joined[node.key]
                else place[node.key]
                for node in found
            }
            found.sort(key=lambda node: (wanted[node.key], node.key))
            place |= {node.key: _middle(index, len(found)) for index, node in enumerate(found)}
    return bands


def _middle(index: int, count: int) -> float:
    return index - (count - 1) / 2


def _grid(bands: Sequence[tuple[str, list[Node]]], columns: int) -> tuple[dict[str, Cell], list[list[int]]]:
    """The cell of every box, and which rows each band has."""
    cells: dict[str, Cell] = {}
    rows_of: list[list[int]] = []
    row = 0
    for _zone, found in bands:
        rows = []
        for start in range(0, len(found), columns):
            part = found[start : start + columns]
            first = (columns - len(part)) // 2
            cells |= {node.key: (row, first + index) for index, node in enumerate(part)}
            rows.append(row)
            row += 1
        rows_of.append(rows)
    return cells, rows_of


def _way(line: Line, cells: Mapping[str, Cell]) -> _Way:
    ends = cells[line.source], cells[line.target]
    (top, left), (bottom, right) = ends
    if top == bottom:
        return _Way(line, ends, (1, 1), ((top, 1),), None)
    down = 1 if bottom > top else -1
    if abs(bottom - top) == 1:
        return _Way(line, ends, (down, -down), ((max(top, bottom), -1),), None)
    # Just outside its own box, and just before the other one.
    return _Way(line, ends, (down, -down), ((top, down), (bottom, -down)), (left + right + 1) // 2)


def _spread_ports(ways: Sequence[_Way]) -> None:
    """Lines on the same side of a box leave it side by side, in the order of where they go."""
    sides: Mapping[tuple[Cell, int], list[tuple[int, int, _Way, int]]] = defaultdict(list)
    for way in ways:
        for end in (0, 1):
            other = way.ends[1 - end]
            sides[way.ends[end], way.sides[end]].append((other[1], way.line.number, way, end))
    for found in sides.values():
        found.sort(key=lambda entry: entry[:2])
        for index, (_column, _number, way, end) in enumerate(found, start=1):
            # Ports of a bottom and of the top below it differ, or two lines between them could cover each other.
            way.ports[end] = BOX_WIDTH * index / (len(found) + 1) + way.sides[end] * ASIDE


def _tracks(ways: Sequence[_Way]) -> tuple[dict[Lane, int], dict[int, int]]:
    """Every line gets a track of its own in its lanes; how many tracks each lane has."""
    lanes: dict[Lane, int] = defaultdict(int)
    corridors: dict[int, int] = defaultdict(int)
    for way in ways:
        for lane in way.lanes:
            way.tracks.append(lanes[lane])
            lanes[lane] += 1
        if way.corridor is not None:
            way.corridor_track = corridors[way.corridor]
            corridors[way.corridor] += 1
    return lanes, corridors


def _placed(
    bands: Sequence[tuple[str, list[Node]]],
    cells: Mapping[str, Cell],
    rows_of: Sequence[Sequence[int]],
    columns: int,
    ways: Sequence[_Way],
    lanes: Mapping[Lane, int],
    corridors: Mapping[int, int],
) -> Map:
    corridor_x, column_x, width = _across(columns, corridors)
    lane_y, row_y, found_bands, height = _down([zone for zone, _nodes in bands], rows_of, lanes)
    boxes = tuple(
        Box(node, column_x[cells[node.key][1]], row_y[cells[node.key][0]]) for _zone, found in bands for node in found
    )
    routes = tuple(_route(way, corridor_x, column_x, lane_y, row_y) for way in ways)
    return Map(width, height, boxes, found_bands, routes)


def _room(tracks: int) -> float:
    return max(LANE, (tracks + 1) * TRACK)


def _across(columns: int, corridors: Mapping[int, int]) -> tuple[list[float], list[float], float]:
    corridor_x, column_x, x = [], [], HEAD
    for column in range(columns + 1):
        corridor_x.append(x)
        x += _room(corridors.get(column, 0))
        if column < columns:
            column_x.append(x)
            x += BOX_WIDTH
    return corridor_x, column_x, x


def _down(
    zones: Sequence[str], rows_of: Sequence[Sequence[int]], lanes: Mapping[Lane, int]
) -> tuple[dict[Lane, float], dict[int, float], tuple[Band, ...], float]:
    """A lane over every row, and one under it where lines run there."""
    lane_y: dict[Lane, float] = {}
    row_y: dict[int, float] = {}
    found = []
    y = 0.0
    for zone, rows in zip(zones, rows_of, strict=True):
        top = y
        for row in rows:
            lane_y[row, -1] = y
            y += _room(lanes.get((row, -1), 0))
            row_y[row] = y
            y += BOX_HEIGHT
            lane_y[row, 1] = y
            y += lanes.get((row, 1), 0) * TRACK
        y += MARGIN
        found.append(Band(zone, top, y - top))
        y += BAND_GAP
    return lane_y, row_y, tuple(found), max(0.0, y - BAND_GAP)


def _route(
    way: _Way,
    corridor_x: Sequence[float],
    column_x: Sequence[float],
    lane_y: Mapping[Lane, float],
    row_y: Mapping[int, float],
) -> Route:
    starts = []
    for end in (0, 1):
        row, column = way.ends[end]
        y = row_y[row] + (BOX_HEIGHT if way.sides[end] > 0 else 0)
        starts.append((column_x[column] + way.ports[end], y))
    heights = [
        lane_y[lane] + (track + 1) * TRACK - TRACK / 2 for lane, track in zip(way.lanes, way.tracks, strict=True)
    ]
    (x1, y1), (x2, y2) = starts
    if way.corridor is None:
        middle = heights[0]
        return Route(way.line, ((x1, y1), (x1, middle), (x2, middle), (x2, y2)), _mark(x1, x2, middle))
    x = corridor_x[way.corridor] + (way.corridor_track + 1) * TRACK - TRACK / 2
    points = ((x1, y1), (x1, heights[0]), (x, heights[0]), (x, heights[1]), (x2, heights[1]), (x2, y2))
    return Route(way.line, points, _mark(x1, x, heights[0]))


def _mark(left: float, right: float, y: float) -> tuple[float, float]:
    return (left + right) / 2, y
