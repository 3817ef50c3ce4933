"""What formats of pages share: the title, the places that links lead to, widths of columns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from coopcli.results.values import AnyLight
from coopcli.text import Report
from coopcli.text.alternatives import light_words
from coopcli.text.blocks import (
    Answers,
    Block,
    Chip,
    Cite,
    Cover,
    Fact,
    Facts,
    Head,
    Heading,
    Inline,
    Items,
    Line,
    Mark,
    Notes,
    Panel,
    Paragraph,
    Part,
    Row,
    Table,
    Together,
    Verdict,
)
from coopcli.text.plain import plain
from coopcli.text.words import capital


def light_word(light: AnyLight) -> str:
    """What a light, or the lack of one, is called, with a capital."""
    return capital(light_words(light))


def titled(report: Report) -> list[Block]:
    """The blocks under a title, which some kinds of report do without in a terminal."""
    blocks = report.blocks()
    match blocks:
        case [Verdict() | Head() | Cover() | Heading(level=1), *_]:
            return blocks
    return [Heading(report.kind.replace("-", " ").capitalize(), 1), *blocks]


def title_of(blocks: list[Block]) -> str:
    """The title of blocks that have one."""
    match blocks[0]:
        case Verdict(subject, light) | Head(light, _, subject):
            return f"{subject}: {light_word(light)}"
        case Cover(title):
            return title
        case Heading(words):
            return words
    return "coopcli"


def day_of(result: Any) -> date | None:
    """The day that a file is of: that of its issue, else that of the judgement, if it has one."""
    labels = getattr(result, "labels", None)
    day = (labels and labels.issued) or getattr(result, "as_of", None)
    return day.last if day else None


def anchors_of(blocks: Iterable[Block]) -> set[str]:
    """The anchors of all titles and parts, and ``note-N`` for each note."""
    return set(_anchors(blocks))


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(anchor=anchor) if anchor:
                yield anchor
            case Part(anchor, _, inner):
                yield anchor
                yield from _anchors(inner)
            case Panel(_, inner) | Together(inner):
                yield from _anchors(inner)
            case Items(anchors=anchors):
                yield from anchors
            case Notes(notes):
                yield from (f"note-{note.number}" for note in notes)
            case Facts(facts):
                yield from (f"note-{fact.number}" for fact in facts if fact.place)


class Spot(NamedTuple):
    """Where a note is cited: in the part of a document with this name, in its block of this number.

    Outside of any part the name is empty.
    """

    part: str
    block: int


def cited_in(blocks: Iterable[Block]) -> dict[int, list[Spot]]:
    """Where each note is cited, a spot for each time, in their order."""
    found: dict[int, list[Spot]] = {}
    for number, spot in _cites(tuple(blocks), Spot("", 0), itertools.count()):
        found.setdefault(number, []).append(spot)
    return found


def _cites(value: object, spot: Spot, blocks: Iterator[int]) -> Iterator[tuple[int, Spot]]:
    match value:
        case Cite(number):
            yield number, spot
        case Row(notes=notes):
            yield from ((number, spot) for number in notes)
        case Fact(number, _, line, place):
            yield from _cites(line, spot, blocks)
            if not place:
                yield number, spot
        case Part(blocks=inner, name=name):
            for block in inner:
                yield from _cites((block,), Spot(name, next(blocks)), blocks)
        case Together(inner) if is_answer(inner):
            yield from _cites(inner, Spot(spot.part, next(blocks)), blocks)
        case tuple():
            for part in value:
                yield from _cites(part, spot, blocks)


def led_back(spots: Iterable[Spot]) -> dict[str, list[int]]:
    """To which places a note leads back, from 1: for each part the first in each of its blocks."""
    found: dict[str, list[int]] = {}
    seen = set[Spot]()
    for place, spot in enumerate(spots, 1):
        if spot not in seen:
            seen.add(spot)
            found.setdefault(spot.part, []).append(place)
    return found


def closed_up(line: Line) -> Iterator[tuple[Inline, bool]]:
    """The parts of a line for formats that raise the numbers of notes.

    No blank stands before a number, and with each part stands whether two numbers meet there.
    """
    before: Inline = ""
    for part, after in zip(line, (*line, "")[1:], strict=True):
        shown = part.rstrip() if isinstance(part, str) and isinstance(after, Cite) else part
        if shown == "" and isinstance(before, Cite):
            continue
        yield shown, isinstance(shown, Cite) and isinstance(before, Cite)
        before = shown


def is_answer(blocks: tuple[Block, ...]) -> bool:
    """Whether blocks that belong together are a line and what stands behind it."""
    return len(blocks) > 1 and isinstance(blocks[0], Paragraph)


class Levels:
    """The levels of titles, each at most one below the one before, so that none is skipped."""

    def __init__(self) -> None:
        self._last = 0

    def of(self, wanted: int) -> int:
        """The level of the next title."""
        self._last = min(wanted, self._last + 1, 6)
        return self._last


def counts_of(block: Answers) -> Line:
    """How many answers there are at each light, and how many are open, if any are."""
    parts: list[Inline] = []
    for light, count in block.counts:
        parts += [", " if parts else "", f"{count} ", Mark(light)]
    return (*parts, f". {capital(block.scale)}")


def chip_of(row: Row) -> tuple[Chip, str]:
    """The answer of a row, and what stands after its levels: a sign that it is inferred."""
    found = _LEVEL.match(row.level)
    if found is None:
        return Chip(row.light, None), ""
    return Chip(row.light, (int(found[1]), int(found[2] or found[1]))), row.level[found.end() :]


_LEVEL = re.compile("([0-9]+)(?:-([0-9]+))?")

SHORT_CONTENTS = 26
"""Entries of contents that stand below the title of a document; more have a page of their own."""

SHORT = 16
"""Characters up to which a column of a table is as wide as its longest text."""


def shares_of(table: Table) -> list[tuple[int, int]]:
    """For each column its longest text, in characters, and its share of the room.

    A short column has no share: it is as wide as what stands in it.
    """
    found = []
    for place, column in enumerate(table.columns):
        longest = max([len(column), *(_length(row[place]) for row in table.rows)])
        found.append((longest, 0 if longest <= SHORT else min(longest, 5 * SHORT)))
    return found


def _length(cell: Line) -> int:
    """The characters of a cell; a sign has the room of two before its word."""
    return len(plain(cell)) + 2 * sum(isinstance(part, Mark | Chip) for part in cell)
