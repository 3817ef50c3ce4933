"""What formats of pages share: the title, the places that links lead to, widths of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coopcli.formats.html_lines import light_word
from coopcli.results.values import LightId
from coopcli.text import Report
from coopcli.text.blocks import (
    Answers,
    Block,
    Chip,
    Cover,
    Facts,
    Head,
    Heading,
    Inline,
    Items,
    Line,
    Mark,
    Notes,
    Panel,
    Part,
    Row,
    Table,
    Together,
    Verdict,
)
from coopcli.text.plain import plain


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
        if count or isinstance(light, LightId):
            parts += [", " if parts else "", f"{count} ", Mark(light)]
    return (*parts, f". {block.scale}")


def chip_of(row: Row) -> tuple[Chip, str]:
    """The answer of a row, and what stands after its levels: a sign that it is inferred."""
    found = _LEVEL.match(row.level)
    if found is None:
        return Chip(row.light, None), ""
    return Chip(row.light, (int(found[1]), int(found[2] or found[1]))), row.level[found.end() :]


_LEVEL = re.compile("([0-9]+)(?:-([0-9]+))?")

SHORT = 14
"""Characters up to which a column of a table is as wide as its longest text."""


def shares_of(table: Table) -> list[tuple[int, int]]:
    """For each column its longest text, in characters, and its share of the room.

    A short column has no share: it is as wide as what stands in it.
    """
    found = []
    for place, column in enumerate(table.columns):
        longest = max([len(column), *(_length(row[place]) for row in table.rows)])
        found.append((longest, 0 if longest <= SHORT else min(longest, 3 * SHORT)))
    return found


def _length(cell: Line) -> int:
    """The characters of a cell; a sign has the room of two before its word."""
    return len(plain(cell)) + 2 * sum(isinstance(part, Mark | Chip) for part in cell)
