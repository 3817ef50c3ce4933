"""A brief as text for a terminal: columns where there is room, wrapped where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from coopcli.results.values import AnyLight, name_of
from coopcli.text.blocks import (
    Answers,
    Entries,
    Entry,
    Head,
    Inline,
    Line,
    Note,
    Row,
)

WIDE = 100
"""Columns from which families have a column of their own; more are not used."""

MEDIUM = 80
"""Columns from which words and answers stand in columns."""

_WORD = 12
_INDENT = 3
_HANGING = 6


class Setting(NamedTuple):
    """How a brief is set: its columns, how a line and a mark are written."""

    width: int
    line: Callable[[Line], Text]
    mark: Callable[[AnyLight], Text]
    written: Callable[[str], str]


def head(block: Head, setting: Setting) -> RenderableType:
    """The light first, the date last on the first line where there is room."""
    title = setting.mark(block.light)
    if block.note:
        title.append(f", {setting.written(block.note)}", "bold")
    title.append(f"  {setting.written(block.subject)}", "bold")
    date = Text(setting.written(block.date), "dim")
    if title.cell_len + 2 + date.cell_len <= setting.width:
        title.append(" " * (setting.width - title.cell_len - date.cell_len))
        title.append_text(date)
        return Group(title, *map(setting.line, block.lines))
    first, *rest = block.lines or ((),)
    opening = (f"{block.date[:1].upper()}{block.date[1:]}. ", *first)
    return Group(title, *map(setting.line, (opening, *rest)))


def entries(block: Entries, setting: Setting) -> RenderableType:
    """Words in a column of their own where there is room, else each on its own line."""
    if setting.width < MEDIUM:
        return Group(*(part for entry in block.entries for part in _stacked(entry, setting)))
    grid = _grid()
    grid.add_column(width=_WORD, no_wrap=True)
    grid.add_column(overflow="fold")
    for entry in block.entries:
        word = Text(setting.written(entry.word), "bold")
        grid.add_row(word, Group(*_lines(entry, setting)))
    return grid


def _stacked(entry: Entry, setting: Setting) -> Iterator[RenderableType]:
    yield Text(setting.written(entry.word), "bold")
    yield Padding(Group(*_lines(entry, setting)), (0, 0, 0, _INDENT))


def _lines(entry: Entry, setting: Setting) -> Iterator[RenderableType]:
    if not entry.numbered:
        yield from map(setting.line, entry.lines)
        return
    grid = _grid(gap=1)
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for number, line in enumerate(entry.lines, 1):
        grid.add_row(Text(str(number)), setting.line(line))
    yield grid


def _grid(gap: int = 2) -> Grid:
    return Grid.grid(padding=(0, gap, 0, 0), expand=False)


def answers(block: Answers, setting: Setting) -> RenderableType:
    """A row an answer, in columns where there is room."""
    counts = _counts(block, setting)
    scale = Text(setting.written(block.scale), "dim")
    if setting.width < MEDIUM:
        return Group(counts, scale, *_narrow(block, setting))
    if setting.width >= WIDE:
        title = Text("Answers", "bold")
        title.append(" " * (_WORD + 2 - title.cell_len))
        title.append_text(counts)
        if title.cell_len + 2 + scale.cell_len > setting.width:
            title.append("\n")
            title.append(" " * (_WORD + 2))
            title.append_text(scale)
            return Group(title, _columns(block, setting, families=True))
        title.append(" " * max(2, setting.width - title.cell_len - scale.cell_len))
        title.append_text(scale)
        return Group(title, _columns(block, setting, families=True))
    return Group(counts, scale, _columns(block, setting, families=False))


def _counts(block: Answers, setting: Setting) -> Text:
    found = Text(overflow="fold")
    for light, count in block.counts:
        found.append(", " if found else "")
        found.append(f"{count} {setting.written(name_of(light))} ")
        found.append_text(_sign(light, setting))
    return found


def _sign(light: AnyLight, setting: Setting) -> Text:
    return setting.mark(light)[:1]


def _columns(block: Answers, setting: Setting, *, families: bool) -> RenderableType:
    rows = [row for family in block.families for row in family.rows]
    sizes = [
        _WORD if families else 0,
        1,
        max((len(row.level) for row in rows), default=1),
        max((len(_named(row)) for row in rows), default=1),
    ]
    notes = max((len(_cited(row)) for row in rows), default=0)
    gaps = 2 * (2 if families else 1) + 1 + 1 + (2 if notes else 0)
    rest = setting.width - sum(sizes) - notes - gaps
    parts: list[RenderableType] = []
    for family in block.families:
        if not families:
            parts.append(Text(setting.written(family.name), "bold"))
        grid = Grid.grid(padding=0, expand=False)
        for size in (sizes[0] + 2 if families else 0, 2, sizes[2] + 1, sizes[3] + 2):
            if size:
                grid.add_column(width=size, overflow="fold")
        grid.add_column(width=rest + (2 if notes else 0), overflow="fold")
        if notes:
            grid.add_column(width=notes, justify="right", no_wrap=True)
        whole = [row for row in family.rows if row.name]
        for place, row in enumerate(whole):
            cells: list[RenderableType] = []
            if families:
                cells.append(Text(setting.written(family.name) if not place else "", "bold"))
            cells += [_sign(row.light, setting), Text(row.level), _name(row, setting)]
            label = Text(setting.written(row.label), overflow="fold")
            cells.append(Padding(label, (0, 1 if notes else 0, 0, 0)))
            if notes:
                cells.append(Text(_cited(row), "dim"))
            grid.add_row(*cells)
        parts.append(grid)
        title = family.name if families and not whole else ""
        parts += [
            _open(row, setting, title, families=families) for row in family.rows if not row.name
        ]
    return Group(*parts)


def _open(row: Row, setting: Setting, family: str, *, families: bool) -> RenderableType:
    """Questions without an answer, in one line."""
    grid = Grid.grid(padding=0, expand=False)
    if families:
        grid.add_column(width=_WORD + 2)
    grid.add_column(width=2)
    grid.add_column(overflow="fold")
    label = Text(setting.written(row.label), overflow="fold")
    first = [Text(setting.written(family), "bold")] if families else []
    grid.add_row(*first, _sign(row.light, setting), label)
    return grid


def _named(row: Row) -> str:
    return f"{row.name} {row.aside}".rstrip()


def _name(row: Row, setting: Setting) -> Text:
    name = Text(setting.written(row.name), overflow="fold")
    if row.aside:
        name.append(f" {setting.written(row.aside)}", "dim")
    return name


def _cited(row: Row) -> str:
    return f"[{runs(row.notes)}]" if row.notes else ""


def _narrow(block: Answers, setting: Setting) -> Iterator[RenderableType]:
    """A row as running text; the numbers of notes are left out, the full report has them."""
    for family in block.families:
        yield Text(setting.written(family.name), "bold")
        for row in family.rows:
            grid = Grid.grid(padding=0, expand=False)
            grid.add_column(width=2)
            grid.add_column(width=_HANGING - 2)
            grid.add_column(overflow="fold")
            text = _name(row, setting)
            if row.label:
                text.append((": " if row.name else "") + setting.written(row.label))
            grid.add_row(_sign(row.light, setting), Text(row.level), text)
            yield grid


def documents(notes: Iterable[Note], setting: Setting) -> RenderableType:
    """Short notes in one running line."""
    joined: list[Inline] = []
    for note in notes:
        joined += [*([" · "] if joined else []), f"[{note.number}] ", *note.line]
    return entries(Entries((Entry("Notes", (tuple(joined),)),)), setting)


def runs(numbers: Iterable[int]) -> str:
    """Numbers in order with runs of three or more joined: ``1-3, 5``."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    joined = (", " if ends[-1] == ends[0] + 1 else "-" for ends in found)
    return ", ".join(sign.join(map(str, ends)) for ends, sign in zip(found, joined, strict=True))
