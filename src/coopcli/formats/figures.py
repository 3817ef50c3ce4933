"""From figures to drawings: shape and digit say what is meant, colour repeats it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import cos, pi, sin
from typing import assert_never

from coopcli.formats.drawing import Box, Disc, Drawing, Outline, Path, Shape, Words, breadth, broken
from coopcli.formats.signs import GREY, hue_of
from coopcli.results.values import MISSING, UNDETERMINED, AnyLight, LightId, look_of
from coopcli.text.alternatives import alternative, bar_name, key, light_words, shown, title
from coopcli.text.blocks import Chart, Chip, Figure, Map, Strip, Tally, Votes
from coopcli.text.plain import level_words

WIDTH = 360.0
"""Units of a figure: what a telephone shows without a second drawing."""

_NAMES = 170.0
"""Where the scale of a chart begins; the names of its answers stand before it."""

_MOST_SIGNS = 30
"""Most votes of which each has a sign; of more, only the shares are drawn."""


def drawing(figure: Figure) -> Drawing:
    """A figure drawn, with its words."""
    match figure:
        case Tally(counts):
            shapes, width, height = _tally(counts)
        case Strip(groups):
            shapes, width, height = _strip(groups)
        case Chart():
            shapes, width, height = _chart(figure)
        case Votes():
            shapes, width, height = _votes(figure)
        case Map():
            shapes, width, height = _map(figure)
        case _:
            assert_never(figure)
    return Drawing(width, height, title(figure), alternative(figure), tuple(shapes))


MOST_ROWS = 34
"""Most areas of a map on one page."""


def on_pages(figure: Figure) -> list[Figure]:
    """A figure in parts that each fit on a page, without cutting an area off."""
    if not isinstance(figure, Map) or len(figure.rows) <= MOST_ROWS:
        return [figure]
    starts = range(0, len(figure.rows), MOST_ROWS)
    return [figure._replace(rows=figure.rows[start : start + MOST_ROWS]) for start in starts]


Layout = tuple[list[Shape], float, float]


def mark(light: AnyLight, x: float, y: float, size: float) -> list[Shape]:
    """The sign of a light, or of what stands in its place, around a middle."""
    if not isinstance(light, LightId):
        return _state(light, x, y, size)
    hue = hue_of(light)
    return _shaped(look_of(light).symbol, x, y, size, hue, f"{hue}-e")


def chip(answer: Chip, x: float, y: float, size: float) -> list[Shape]:
    """The levels of an answer as digits in the sign of its light, or its state."""
    if answer.level is None:
        return _state(answer.light, x, y, size)
    return _lettered(answer.light, answer.level[1], level_words(answer.level), x, y, size)


def _lettered(
    light: AnyLight, level: int, words: str, x: float, y: float, size: float
) -> list[Shape]:
    """Digits in the sign of a light, in the shade of a level."""
    symbol = look_of(light).symbol
    letters = size * (0.5 if len(words) > 1 else 0.56)
    # The middle of a triangle lies lower than that of its box.
    low = size * (0.13 if symbol == "▲" else 0)
    if symbol not in _DRAWN:
        symbol = "■"  # two characters cannot stand in one sign
    return [
        *_shaped(symbol, x, y, size, f"v{level}", f"v{level}e"),
        Words(x, y + letters * 0.36 + low, words, letters, f"v{level}i", "middle", bold=True),
    ]


_SMALL = 20
"""Size up to which a dashed edge would be crumbs on paper."""

_DRAWN = "●■▲▼◆⬟⬢"
"""The signs that are drawn; another is written into a square."""


def _state(state: AnyLight, x: float, y: float, size: float) -> list[Shape]:
    """What is not known asks in a dashed edge; what does not apply is a struck grey field."""
    half = size * 0.42
    corner = (x - half, y - half, 2 * half, 2 * half)
    if state in (MISSING, UNDETERMINED):
        asks = Words(x, y + size * 0.2, "?", size * 0.55, "soft", "middle", bold=True)
        return [Box(*corner, "", f"{GREY}-e", dashed=size > _SMALL), asks]
    stroke = ((x - half * 0.5, y), (x + half * 0.5, y))
    return [Box(*corner, f"{GREY}-t", f"{GREY}-e"), Path(stroke, "soft")]


def _shaped(symbol: str, x: float, y: float, size: float, fill: str, edge: str) -> list[Shape]:
    half = size / 2
    match symbol:
        case "●":
            return [Disc(x, y, half * 0.92, fill, edge)]
        case "■":
            return [Box(x - half * 0.86, y - half * 0.86, half * 1.72, half * 1.72, fill, edge)]
        case "▲":
            points = ((x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8))
            return [Outline(points, fill, edge)]
        case "▼":
            points = ((x, y + half), (x + half, y - half * 0.8), (x - half, y - half * 0.8))
            return [Outline(points, fill, edge)]
    corners = {"◆": 4, "⬟": 5, "⬢": 6}.get(symbol)
    if corners:
        turns = [2 * pi * n / corners - pi / 2 for n in range(corners)]
        around = tuple((x + half * cos(turn), y + half * sin(turn)) for turn in turns)
        return [Outline(around, fill, edge)]
    framed = Box(x - half * 0.9, y - half * 0.9, half * 1.8, half * 1.8, fill, edge)
    return [framed, Words(x, y + half * 0.5, symbol, half * 1.2, "paper", "middle", bold=True)]


def _row(lights: Sequence[AnyLight], y: float) -> tuple[list[Shape], float]:
    """Signs side by side, and how much room each has."""
    step = min(22.0, WIDTH / max(1, len(lights)))
    size = step * 0.78
    return [
        shape
        for place, light in enumerate(lights)
        for shape in mark(light, step * (place + 0.5), y, size)
    ], step


def _tally(counts: tuple[tuple[AnyLight, int], ...]) -> Layout:
    found = shown(counts)
    total = sum(count for _, count in found)
    shapes: list[Shape] = []
    if total <= _MOST_SIGNS:
        shapes, _ = _row([light for light, count in found for _ in range(count)], 11)
    else:
        shapes += _stacked([(light, count) for light, count in found if count], total)
    x, y = 0.0, 42.0
    for light, count in found:
        words = f"{count} {light_words(light)}"
        room = 22 + breadth(words, 13)
        if x and x + room > WIDTH:
            x, y = 0.0, y + 22
        shapes += mark(light, x + 7, y - 4.5, 13)
        shapes.append(Words(x + 18, y, words, 13))
        x += room + 8
    return shapes, WIDTH, y + 8


def _stacked(counts: list[tuple[AnyLight, int]], total: int) -> Iterator[Shape]:
    x = 0.0
    for light, count in counts:
        width = WIDTH * count / total
        fill = hue_of(light) if isinstance(light, LightId) else ""
        yield Box(x + 0.7, 1, width - 1.4, 20, fill, f"{hue_of(light)}-e")
        x += width


def _strip(groups: tuple[tuple[str, tuple[AnyLight, ...]], ...]) -> Layout:
    """A label below the signs of each group; a line breaks between groups."""
    shapes: list[Shape] = []
    x, y = 0.0, 14.0
    for label, lights in groups:
        width = max(breadth(label, 12), 19.0 * len(lights)) + 9
        if x and x + width > WIDTH:
            x, y = 0.0, y + 48
        middle = x + width / 2
        start = middle - 19.0 * (len(lights) - 1) / 2
        for place, light in enumerate(lights):
            shapes += mark(light, start + 19 * place, y, 15)
        if not lights:
            shapes.append(Path(((x + 4, y), (x + width - 4, y)), "line"))
        shapes.append(Path(((x + 3, y + 12), (x + width - 3, y + 12)), "soft"))
        shapes.append(Words(middle, y + 26, label, 12, "soft", "middle"))
        x += width
    return shapes, WIDTH, y + 32


def _chart(chart: Chart) -> Layout:
    """Names to the left, a column for each level; the further right, the higher the barrier."""
    step = (WIDTH - _NAMES) / len(chart.scale)
    back: list[Shape] = []
    shapes: list[Shape] = []
    y = 44.0
    for name, bars in chart.families:
        shapes.append(Words(0, y + 14, name, 13, bold=True))
        y += 22
        for bar in bars:
            lines = broken(bar_name(bar), 11, _NAMES - 8)
            for place, line in enumerate(lines):
                shapes.append(Words(0, y + 12 + 13.5 * place, line, 11))
            shapes += _spot(bar.answer, y + 8, step)
            y += 21 + 13.5 * (len(lines) - 1)
        y += 7
    x = _NAMES
    for light, levels in groupby(chart.scale):
        width = step * len(list(levels))
        back.append(Box(x, 40, width, y - 44, f"{hue_of(light)}-t"))
        for place, line in enumerate(broken(light.name, 11.5, width)[-2:]):
            back.append(Words(x + width / 2, 8 + 12 * place, line, 11.5, "text", "middle", True))
        x += width
    for level in range(len(chart.scale)):
        middle = _NAMES + step * (level + 0.5)
        back.append(Words(middle, 33, str(level), 12, "text", "middle"))
    return [*back, *shapes], WIDTH, y


def _spot(answer: Chip, y: float, step: float) -> Iterator[Shape]:
    """An answer at its level or levels; a state stands at the beginning, with its word."""
    if answer.level is None:
        yield Box(_NAMES, y - 10, WIDTH - _NAMES, 20, "paper")  # it is at no level
        yield from _state(answer.light, _NAMES + 12, y, 14)
        yield Words(_NAMES + 24, y + 4, light_words(answer.light), 11, "soft")
        return
    worse = answer.level[1]
    yield Path(((_NAMES, y), (_NAMES + step * (worse + 0.5), y)), "soft")
    for level in sorted(set(answer.level)):
        yield from _lettered(answer.light, worse, str(level), _NAMES + step * (level + 0.5), y, 17)


def _votes(votes: Votes) -> Layout:
    """A sign for each vote, a line where enough are reached, and a word below each share."""
    total = sum(share.votes for share in votes.shares)
    step = min(22.0, WIDTH / max(1, total))
    shapes: list[Shape] = []
    x, y = 0.0, 40.0
    legend = 74.0
    for share in votes.shares:
        if not share.votes:
            continue
        for place in range(share.votes):
            spot = x + step * (place + 0.5)
            shapes += _vote(share.light, share.open, spot, y, step * 0.78)
        end = x + step * share.votes
        below = ((x + 2, y + 12), (x + 2, y + 17), (end - 2, y + 17), (end - 2, y + 12))
        shapes.append(Path(below, "soft"))
        shapes.append(
            Words((x + end) / 2, y + 30, str(share.votes), 12, "text", "middle", bold=True)
        )
        x = end
    for share in votes.shares:
        if share.votes:
            legend += 18
            shapes += _vote(share.light, share.open, 8, legend - 4, 13)
            shapes.append(Words(20, legend, f"{share.votes} {share.words}", 12))
    line = step * votes.needed
    anchor = "middle" if 40 < line < WIDTH - 40 else "end" if line > 40 else "start"
    shapes.append(Path(((line, 21), (line, y + 20)), "text"))
    shapes.append(Words(line, 14, f"{votes.needed} needed", 12, "text", anchor, bold=True))
    return shapes, WIDTH, legend + 8


def _vote(light: AnyLight, open_: bool, x: float, y: float, size: float) -> list[Shape]:
    """A vote; one that is not there yet is an outline."""
    found = mark(light, x, y, size)
    if not open_ or not isinstance(light, LightId):
        return found
    edge = f"{hue_of(light)}-e"
    return [
        shape._replace(fill="", edge=edge, dashed=True)
        if isinstance(shape, Box | Disc | Outline)
        else shape
        for shape in found
    ]


def _map(figure: Map) -> Layout:
    """A row for each area, a column for each question, its name above it and turned."""
    names, cell, gap = 300.0, 25.0, 8.0
    places: list[float] = []
    gaps = gap * (len(figure.columns) - 1)
    shapes, y = _key(figure, names + cell * len(figure.questions) + gaps)
    x = names
    heads = {name: _turned(name) for name in figure.questions}
    room = [breadth(line, 11.5) for lines in heads.values() for line in lines]
    top = y + 22 + max(room, default=0)
    for family, columns in figure.columns:
        shapes.append(Words(x + 2, y + 13, family, 11.5, "soft", bold=True))
        for name in columns:
            places.append(x + cell / 2)
            first = x + cell / 2 + 4 - 5 * (len(heads[name]) - 1)
            for place, line in enumerate(heads[name]):
                shapes.append(Words(first + 10 * place, top, line, 10.5, turned=True))
            x += cell
        x += gap
    width, y = x - gap, top + 10
    for row in figure.rows:
        lines = broken(row.name, 12, names - 30)
        height = max(cell, 14.0 * len(lines) + 8)
        middle = y + height / 2
        shapes.append(Path(((0, y), (width, y)), "line"))
        shapes += mark(row.light, 9, middle, 15)
        first = middle - 7.0 * (len(lines) - 1) + 4
        for place, line in enumerate(lines):
            shapes.append(Words(24, first + 14 * place, line, 12))
        for spot, answer in zip(places, row.cells, strict=True):
            shapes += chip(answer, spot, middle, 22)
        y += height
    return shapes, width, y + 4


def _turned(name: str) -> list[str]:
    """The name of a column in two lines, if it is long."""
    lines = broken(name, 11.5, 104)
    return lines if len(lines) < 3 else broken(name, 11.5, 0.62 * breadth(name, 11.5))[:2]


def _key(figure: Map, width: float) -> tuple[list[Shape], float]:
    """What each sign of a map means, in as many lines as that takes, and how high they are."""
    shapes: list[Shape] = []
    x, y = 0.0, 0.0
    for answer, words in key(figure):
        room = 30 + breadth(words, 12)
        if x and x + room > width:
            x, y = 0.0, y + 28
        shapes += chip(answer, x + 12, y + 12, 22)
        shapes.append(Words(x + 28, y + 16, words, 12))
        x += room + 14
    return shapes, y + 34
