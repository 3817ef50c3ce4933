"""From a drawing to a PNG, for readers of Word files that cannot show SVG."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, assert_never

from coopcli.formats.drawing import Box, Disc, Drawing, Outline, Path, Shape, Words

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont, ImageFont

SCALE = 2
"""Dots of the picture for each unit of a drawing."""

_FINE = 2
"""How much larger it is drawn first, so that edges become smooth."""


def png(drawing: Drawing, colours: Mapping[str, str]) -> bytes:
    """A drawing as a PNG on white."""
    from PIL import Image, ImageDraw

    factor = SCALE * _FINE
    size = (round(drawing.width * factor), round(drawing.height * factor))
    picture = Image.new("RGB", size, "#ffffff")
    canvas = ImageDraw.Draw(picture)
    for shape in drawing.shapes:
        _draw(shape, canvas, picture, colours, factor)
    small = picture.resize((size[0] // _FINE, size[1] // _FINE), Image.Resampling.BOX)
    out = BytesIO()
    small.save(out, "PNG")
    return out.getvalue()


def _draw(shape: Shape, canvas: Any, picture: Any, colours: Mapping[str, str], factor: int) -> None:
    match shape:
        case Box(x, y, width, height, fill, edge, dashed):
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            _polygon(canvas, corners, _Paint(fill, edge, dashed, colours), factor)
        case Disc():
            _disc(shape, canvas, colours, factor)
        case Outline(points, fill, edge, dashed):
            _polygon(canvas, list(points), _Paint(fill, edge, dashed, colours), factor)
        case Path(points, edge):
            line = [(x * factor, y * factor) for x, y in points]
            canvas.line(line, fill=colours[edge], width=round(1.3 * factor))
        case Words():
            _words(shape, canvas, picture, colours, factor)
        case _:
            assert_never(shape)


def _disc(disc: Disc, canvas: Any, colours: Mapping[str, str], factor: int) -> None:
    """A circle; the strokes of a dashed one are arcs."""
    x, y, radius = disc.x, disc.y, disc.radius
    around = [(n * factor) for n in (x - radius, y - radius, x + radius, y + radius)]
    inside = colours[disc.fill] if disc.fill else None
    outline = colours[disc.edge] if disc.edge else None
    width = round(1.3 * factor)
    if not disc.dashed:
        canvas.ellipse(around, fill=inside, outline=outline, width=width)
        return
    for turn in range(0, 360, 360 // _STROKES):
        canvas.arc(around, turn, turn + 0.56 * 360 / _STROKES, fill=outline, width=width)


_STROKES = 12
"""Strokes of a dashed circle."""


class _Paint:
    """How a shape is filled and edged."""

    def __init__(self, fill: str, edge: str, dashed: bool, colours: Mapping[str, str]) -> None:
        self.fill = colours[fill] if fill else None
        self.edge = colours[edge] if edge else None
        self.dashed = dashed


def _polygon(canvas: Any, points: list[tuple[float, float]], paint: _Paint, factor: int) -> None:
    scaled = [(x * factor, y * factor) for x, y in points]
    if paint.fill:
        canvas.polygon(scaled, fill=paint.fill)
    if paint.edge:
        width = round(1.3 * factor)
        for start, end in zip(scaled, [*scaled[1:], scaled[0]], strict=True):
            for first, last in _dashes(start, end, factor) if paint.dashed else [(start, end)]:
                canvas.line([first, last], fill=paint.edge, width=width, joint="curve")


Spot = tuple[float, float]


def _dashes(start: Spot, end: Spot, factor: int) -> list[tuple[Spot, Spot]]:
    """The strokes of a dashed line."""
    length = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    count = max(1, round(length / (4.6 * factor)))
    found = []
    for place in range(count):
        low, high = place / count, (place + 0.56) / count
        first, last = (
            (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            for share in (low, high)
        )
        found.append((first, last))
    return found


def _words(
    words: Words, canvas: Any, picture: Any, colours: Mapping[str, str], factor: int
) -> None:
    font = _font(max(1, round(words.size * factor)))
    bold = round(words.size * factor / 40) if words.bold else 0
    if not words.turned:
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[words.anchor]
        place = (words.x * factor, words.y * factor)
        canvas.text(
            place, words.text, fill=colours[words.fill], font=font, anchor=anchor, stroke_width=bold
        )
        return
    from PIL import Image, ImageDraw

    width, height = round(font.getlength(words.text)) + 4, round(words.size * factor * 1.4)
    strip = Image.new("L", (max(1, width), height), 0)
    ImageDraw.Draw(strip).text((2, height * 0.75), words.text, fill=255, font=font, anchor="ls")
    turned = strip.rotate(90, expand=True)
    corner = (round(words.x * factor - height * 0.75), round(words.y * factor - width))
    picture.paste(colours[words.fill], corner, turned)


@cache
def _font(size: int) -> FreeTypeFont | ImageFont:
    """The font that comes with Pillow, so that a picture is the same on every machine."""
    from PIL import ImageFont

    return ImageFont.load_default(size)
