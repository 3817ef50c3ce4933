"""A drawing of simple shapes, and the same as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, assert_never
from unicodedata import east_asian_width

from coopcli.formats.hypertext import Html, text


class Box(NamedTuple):
    """A rectangle; colours are short names of ``palette.colours``, or empty for none."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str = ""
    dashed: bool = False


class Disc(NamedTuple):
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str = ""
    dashed: bool = False


class Outline(NamedTuple):
    """A closed shape of straight lines."""

    points: tuple[tuple[float, float], ...]
    fill: str
    edge: str = ""
    dashed: bool = False


class Path(NamedTuple):
    """An open line."""

    points: tuple[tuple[float, float], ...]
    edge: str
    dashed: bool = False


class Words(NamedTuple):
    """Text on a line; ``anchor`` is start, middle or end; ``turned`` runs it upwards."""

    x: float
    y: float
    text: str
    size: float
    fill: str = "text"
    anchor: str = "start"
    bold: bool = False
    turned: bool = False


Shape = Box | Disc | Outline | Path | Words


class Drawing(NamedTuple):
    """Shapes on an area of so many units, with what they show and say."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...]


def svg(drawing: Drawing, number: int) -> Html:
    """A drawing as part of a page, in the colours of the page; ``number`` sets its ids apart."""
    return Html.of(
        '<svg viewBox="0 0 {} {}" width="{}" role="img" aria-labelledby="f{}t f{}d">'
        '<title id="f{}t">{}</title><desc id="f{}d">{}</desc>{}</svg>',
        *(_round(drawing.width), _round(drawing.height), _round(drawing.width)),
        *(number, number, number, text(drawing.title)),
        *(number, text(drawing.description), shapes_of(drawing.shapes)),
    )


def shapes_of(shapes: Iterable[Shape]) -> Html:
    """Shapes as parts of an SVG, in the colours of the page."""
    return Html.join("", (_shape(shape, None) for shape in shapes))


def standalone(drawing: Drawing, colours: Mapping[str, str], font: str) -> str:
    """A drawing as a file of its own, in colours and a font that are set in."""
    shapes = Html.join("", (_shape(shape, colours) for shape in drawing.shapes))
    width, height = _round(drawing.width), _round(drawing.height)
    form = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}" '
        'font-family="{}">{}</svg>'
    )
    return str(Html.of(form, width, height, width, height, text(font), shapes))


def _shape(shape: Shape, colours: Mapping[str, str] | None) -> Html:
    match shape:
        case Box(x, y, width, height):
            form = '<rect x="{}" y="{}" width="{}" height="{}"{}/>'
            return Html.of(form, *map(_round, (x, y, width, height)), _paint(shape, colours))
        case Disc(x, y, radius):
            form = '<circle cx="{}" cy="{}" r="{}"{}/>'
            return Html.of(form, *map(_round, (x, y, radius)), _paint(shape, colours))
        case Outline(points):
            return Html.of('<path d="M{}Z"{}/>', _points(points), _paint(shape, colours))
        case Path(points, edge, dashed):
            line = Outline(points, "", edge, dashed)
            return Html.of('<path d="M{}"{}/>', _points(points), _paint(line, colours))
        case Words():
            return _words(shape, colours)
        case _:
            assert_never(shape)


def _paint(shape: Box | Disc | Outline, colours: Mapping[str, str] | None) -> Html:
    fill = _colour(shape.fill, colours) if shape.fill else text("none")
    parts = [Html.of(' fill="{}"', fill)]
    if shape.edge:
        parts.append(Html.of(' stroke="{}" stroke-width="1.3"', _colour(shape.edge, colours)))
    if shape.dashed:
        parts.append(Html.of(' stroke-dasharray="2.6 2"'))
    return Html.join("", parts)


def _words(words: Words, colours: Mapping[str, str] | None) -> Html:
    turned = Html.of("")
    if words.turned:
        turned = Html.of(' transform="rotate(-90 {} {})"', _round(words.x), _round(words.y))
    form = '<text x="{}" y="{}" font-size="{}" fill="{}"{}{}{}>{}</text>'
    return Html.of(
        form,
        *map(_round, (words.x, words.y, words.size)),
        _colour(words.fill, colours),
        Html.of(' text-anchor="{}"', text(words.anchor))
        if words.anchor != "start"
        else Html.of(""),
        Html.of(' font-weight="700"') if words.bold else Html.of(""),
        turned,
        text(words.text),
    )


def _colour(name: str, colours: Mapping[str, str] | None) -> Html:
    return Html.of("var(--{})", text(name)) if colours is None else text(colours[name])


def _points(points: Iterable[tuple[float, float]]) -> Html:
    return Html.join("L", (Html.of("{} {}", _round(x), _round(y)) for x, y in points))


def _round(value: float) -> float:
    """A number with at most one decimal, written without one where it is whole."""
    near = round(value, 1)
    return int(near) if near == int(near) else near


def breadth(words: str, size: float) -> float:
    """About how wide a text is; a wide letter of East Asia has twice the room of another."""
    wide = sum(east_asian_width(letter) in "WF" for letter in words)
    return (len(words) + 0.9 * wide) * size * 0.54


def broken(words: str, size: float, width: float) -> list[str]:
    """A text in lines of about a width; a word that is too long is broken as well."""
    lines: list[str] = []
    for word in words.split():
        if lines and breadth(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
            continue
        while breadth(word, size) > width and len(word) > 1:
            most = next(
                n for n in range(len(word), 0, -1) if n == 1 or breadth(word[:n], size) <= width
            )
            lines.append(word[:most])
            word = word[most:]
        lines.append(word)
    return [line for line in lines if line] or [""]
