"""From the text of a YAML file to the places of everything in it: where each begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from yaml.error import YAMLError
from yaml.events import MappingStartEvent, ScalarEvent, SequenceStartEvent

from coopcli.model import Path
from coopcli.reading import source
from coopcli.reading.writing import texts

Plain = Any
"""A value as plain data: mappings, lists, text, whole numbers, true and false."""

Place = tuple[int, int]
"""A line and a column, both from 0."""


@dataclass
class Spot:
    """A value and its place.

    ``kind``: ``map``, ``list``, ``text``, or ``nothing`` for a key without a value. ``last_line``:
    where its last word stands. ``around``: the column of the key or dash that it belongs to, and
    ``key_end`` where that key ends. ``step``: by how much what is in it is indented; ``gap``: from
    a dash to its item.
    """

    kind: str
    start: Place
    end: Place
    last_line: int
    flow: bool = False
    value: str = ""
    around: int = 0
    key_line: int = 0
    key_end: Place | None = None
    step: int = 2
    gap: int = 2
    inner: dict[str | int, Spot] = field(default_factory=dict)
    keys: dict[str | int, Place] = field(default_factory=dict)

    @property
    def spread(self) -> bool:
        """Whether it is a collection with an item a line."""
        return self.kind in ("map", "list") and not self.flow


def kind_of(value: Any) -> str:
    """The kind of a value that is not read yet."""
    return "map" if isinstance(value, dict) else "list" if isinstance(value, list) else "text"


def spot_at(root: Spot, path: Path) -> Spot | None:
    """The place of a path of keys and positions, or ``None`` where nothing is."""
    spot: Spot | None = root
    for step in path:
        spot = spot.inner.get(step) if spot else None
    return spot


def spots_in(text: str) -> Spot:
    """The places in a text of strict YAML with single line feeds.

    Raises: ValueError where it is no YAML.
    """
    try:
        parser = source.parser_of(text)
        for _ in range(2):  # the starts of stream and document
            parser.get_event()
        return _Reader(parser, text.split("\n")).node(parser.get_event())
    except YAMLError as error:
        raise ValueError(str(error)) from None


_BEGINS: tuple[Any, ...] = (ScalarEvent, MappingStartEvent, SequenceStartEvent)


class _Reader:
    def __init__(self, parser: Any, lines: list[str]) -> None:
        self.next: Callable[[], Any] = parser.get_event
        self.lines = lines

    def node(self, event: Any) -> Spot:
        start = (event.start_mark.line, event.start_mark.column)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, start)
        kind = "map" if isinstance(event, MappingStartEvent) else "list"
        spot = Spot(kind, start, start, start[0], bool(event.flow_style))
        first: Any = self.next()
        while first.__class__ in _BEGINS:
            key: str | int = len(spot.inner)
            place = (first.start_mark.line, first.start_mark.column)
            if kind == "map":
                key = first.value
                key_end = self._colon(first.end_mark.line, first.end_mark.column)
                inner = self.node(self.next())
                inner.around, inner.key_line, inner.key_end = place[1], place[0], key_end
            else:
                inner = self.node(first)
                inner.around, inner.key_line = start[1], place[0]
                place = self._dash(place, start[1])
            spot.inner[key], spot.keys[key] = inner, place
            first = self.next()
        spot.last_line = max([spot.last_line, *(s.last_line for s in spot.inner.values())])
        if spot.flow:
            spot.end = (first.end_mark.line, first.end_mark.column)
            spot.last_line = spot.end[0]
        self._measure(spot)
        return spot

    def _scalar(self, event: Any, start: Place) -> Spot:
        end = (event.end_mark.line, event.end_mark.column)
        last = end[0]
        if event.style in ("|", ">"):  # its end lies after the blank lines that follow
            keep = "+" in self.lines[start[0]][start[1] :].split("#")[0]
            last -= last > start[0] and end[1] == 0
            while not keep and last > start[0] and not self.lines[last].strip():
                last -= 1
        kind = "text" if event.value or event.style else "nothing"
        return Spot(kind, start, end, last, value=event.value)

    def _colon(self, line: int, column: int) -> Place:
        return line, self.lines[line].index(":", column) + 1

    def _dash(self, place: Place, column: int) -> Place:
        line = place[0]
        while self.lines[line][column : column + 1] != "-" and line:
            line -= 1  # the dash stands alone on a line before its item
        return (line, column) if self.lines[line][column : column + 1] == "-" else place

    def _measure(self, spot: Spot) -> None:
        """Finds how deep the values of a mapping, or the items of a list, are indented."""
        for key, inner in spot.inner.items():
            line, column = spot.keys[key]
            if spot.kind == "list" and inner.start[0] == line:
                spot.gap = inner.start[1] - column
                break
            if spot.kind == "map" and inner.spread and inner.start[0] > line:
                spot.step = inner.start[1] - column
                break


GONE = object()
"""Stands for the value of a key that shall not be there."""


def texts_of(spot: Spot) -> Plain:
    """What stands at a place, every leaf as its text."""
    if spot.kind == "map":
        return {key: texts_of(inner) for key, inner in spot.inner.items()}
    if spot.kind == "list":
        return [texts_of(inner) for inner in spot.inner.values()]
    return spot.value


def differences(
    there: Spot, path: Path, value: Plain
) -> Iterator[tuple[Path, Plain, Sequence[str]]]:
    """The smallest places below a path whose values differ, with those wanted and their order."""
    if texts_of(there) == texts(value):
        return
    if there.kind == kind_of(value) == "map" and not there.flow and value:
        for key in there.inner:
            if key not in value:
                yield (*path, key), GONE, ()
        for key, wanted in value.items():
            if key in there.inner:
                yield from differences(there.inner[key], (*path, key), wanted)
            else:
                yield (*path, key), wanted, tuple(value)
    else:
        yield path, value, ()
