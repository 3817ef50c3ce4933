"""How many lines a brief takes at 100 columns, so that it keeps to one screen."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap

from coopcli.results.values import AnyLight, name_of
from coopcli.text.blocks import Answers, Block, Entries, Head, Line, Notes
from coopcli.text.plain import plain

LINES = 40
"""Lines of a brief at 100 columns; facts are printed as far as they fit."""

COLUMNS, INNER = 100, 86
"""Columns of a brief, and of what stands beside a word."""


def height(blocks: Iterable[Block]) -> int:
    """About how many lines the blocks of a brief take at 100 columns."""
    lines = 1  # the empty one before the answers
    for block in blocks:
        match block:
            case Head():
                lines += 1 + sum(wrapped(line, COLUMNS) for line in _head_lines(block))
            case Entries():
                lines += sum(
                    wrapped(line, INNER - 2 * entry.numbered)
                    for entry in block.entries
                    for line in entry.lines
                )
            case Answers():
                lines += 1 + sum(len(family.rows) for family in block.families)
            case Notes():
                texts = [f"[{note.number}] {plain(note.line)}" for note in block.notes]
                lines += wrapped((" · ".join(texts),), INNER)
            case _:
                lines += 1
    return lines


def fits(light: AnyLight, note: str, subject: str, date: str) -> bool:
    """Whether the title of a brief leaves room for its date."""
    title = f"■ {name_of(light)}{f', {note}' if note else ''}  {subject}"
    return len(title) + 2 + len(date) <= COLUMNS


def _head_lines(block: Head) -> tuple[Line, ...]:
    """The lines below the title, with the date where the title leaves no room for it."""
    if fits(block.light, block.note, block.subject, block.date) or not block.lines:
        return block.lines
    first, *rest = block.lines
    return ((f"{block.date}. ", *first), *rest)


def wrapped(line: Line, columns: int) -> int:
    """How many lines a line takes in so many columns."""
    return len(wrap(plain(line), columns)) or 1
