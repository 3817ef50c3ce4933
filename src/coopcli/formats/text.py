"""From a report to text for a terminal: sign, word and, where wanted, colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import assert_never

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel as Frame
from rich.table import Table as Grid
from rich.text import Text

from coopcli.formats import Style, text_brief
from coopcli.formats.pen import Pen, tone
from coopcli.formats.text_figures import chart_text, map_text, votes_text
from coopcli.problems import inert
from coopcli.results.values import MISSING, AnyLight, name_of
from coopcli.text import Report
from coopcli.text.blocks import (
    Answers,
    Block,
    Chart,
    Code,
    Contents,
    Cover,
    Entries,
    Fact,
    Facts,
    Head,
    Heading,
    Items,
    Line,
    Map,
    Mark,
    Notes,
    Panel,
    Paragraph,
    Part,
    Places,
    Strip,
    Strong,
    Table,
    Tally,
    Terms,
    Together,
    Verdict,
    Votes,
)

NARROWEST = 20
"""Columns below which nothing is laid out; rich prints nothing at all at 0."""

_SHORT = 24
"""Characters up to which the named cells of a record share lines."""

_GAP = 2
"""Columns between two columns of a table."""

_RULED = "    \n    \n {0}{0} \n" + "    \n" * 5
"""A table with a rule below its head, as a box of rich."""

_FRAMES_FROM = 50
"""Columns from which frames are drawn; below, they would take the room of the text."""


def render(report: Report, style: Style) -> str:
    """The report as wrapped text, without one escape byte unless colour is wanted."""
    width = max(NARROWEST, style.width)
    setter = _Setter(style._replace(width=width))
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=style.colour,
        color_system="standard" if style.colour else None,
        no_color=not style.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as capture:
        blocks = report.blocks()
        for before, block in zip([None, *blocks], blocks, strict=False):
            if before and not _together(before, block):
                console.print()
            briefly = isinstance(block, (Head, Entries, Answers)) or _short(block)
            console.print(
                setter.block(block),
                soft_wrap=isinstance(block, Places),
                width=setter.setting.width if briefly else None,
            )
    lines = (line.rstrip() for line in capture.get().splitlines())
    return inert("\n".join(lines) + "\n")


def _short(block: Block) -> bool:
    """Whether a block is a line of a brief like those around it."""
    return isinstance(block, Notes) and block.short


def _together(before: Block, block: Block) -> bool:
    """Whether no empty line stands between two blocks."""
    below_head = isinstance(before, Head) and isinstance(block, Entries)
    below_rows = isinstance(before, Answers) and isinstance(block, Entries)
    return below_head or below_rows or _short(before) or _short(block)


def _placed(fact: Fact) -> Line:
    """A fact and, where it says so, its place."""
    return (*fact.line, f" ({fact.place})") if fact.place else fact.line


class _Setter:
    """Turns blocks into renderables for one style."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.pen = Pen(style)
        self.line = self.pen.line
        self.framed = style.width >= _FRAMES_FROM
        self.setting = text_brief.Setting(
            min(text_brief.WIDE, style.width), self.line, self._marked, self.pen.written
        )

    def block(self, block: Block) -> RenderableType:
        match block:
            case Verdict():
                return self._verdict(block)
            case Head():
                return text_brief.head(block, self.setting)
            case Entries():
                return text_brief.entries(block, self.setting)
            case Answers():
                return text_brief.answers(block, self.setting)
            case Heading(text, level):
                return self._heading(text, level)
            case Paragraph(line):
                return self.line(line)
            case Places(lines):
                return Text("\n".join(map(self.pen.written, lines)))
            case Items(lines):
                return self._listed(("*" if self.style.ascii else "•", line) for line in lines)
            case Tally(counts):
                return self._tally(counts)
            case Strip(groups):
                return self._strip(groups)
            case Chart():
                return chart_text(self.pen, block)
            case Votes():
                return votes_text(self.pen, block)
            case Map():
                return map_text(self.pen, block)
            case Together(blocks):
                return Group(*map(self.block, blocks))
            case Facts(facts):
                return self._listed((f"[{fact.number}]", _placed(fact)) for fact in facts)
            case Part(blocks=blocks):
                return _apart([self.block(inner) for inner in blocks])
            case Cover():
                return self._cover(block)
            case Contents(entries):
                return Group(
                    *(Padding(self.line((t,)), (0, 0, 0, 2 * d - 2)) for d, t, _ in entries)
                )
            case Terms(entries):
                return self._terms(entries)
            case Table():
                return self._table(block)
            case Panel(title, blocks):
                return self._panel(self.line(title), [self.block(inner) for inner in blocks])
            case Notes(notes, True):
                return text_brief.documents(notes, self.setting)
            case Notes(notes):
                return self._listed((f"[{note.number}]", note.line) for note in notes)
            case _:
                assert_never(block)

    def _marked(self, light: AnyLight) -> Text:
        return self.line((Mark(light),))

    def _verdict(self, verdict: Verdict) -> RenderableType:
        title = self.line((Strong(verdict.subject),))
        light = self.line((Mark(verdict.light), f", {verdict.outlook}"))
        facts: list[RenderableType] = [self.line(fact) for fact in verdict.facts]
        colour = tone(verdict.light).removeprefix("bold").strip() or "none"
        # The light stands first on a line of its own, readable at any width.
        return self._panel(title, [light, *facts], colour)

    def _heading(self, text: str, level: int) -> RenderableType:
        line = Text(self.pen.written(text), "bold underline" if level < 3 else "bold")
        line.overflow = "fold"
        return line

    def _panel(
        self, title: Text, content: list[RenderableType], colour: str = "none"
    ) -> RenderableType:
        if not self.framed:
            return Group(title, *(Padding(part, (0, 0, 0, 1)) for part in content))
        shape = box.ASCII if self.style.ascii else box.ROUNDED
        return Frame(
            Group(*content),
            title=title,
            title_align="left",
            box=shape,
            border_style=colour,
            width=self.style.width,
        )

    def _listed(self, points: Iterator[tuple[str, Line]]) -> RenderableType:
        grid = Grid.grid(padding=(0, 1, 0, 0), expand=False)
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for sign, line in points:
            grid.add_row(Text(sign), self.line(line))
        return grid

    def _tally(self, counts: tuple[tuple[AnyLight, int], ...]) -> RenderableType:
        bar, words = Text(overflow="fold"), Text(overflow="fold")
        for light, count in counts:
            if not count and light is MISSING:
                continue
            bar.append(self.pen.mark(light, word=False) * count, tone(light))
            words.append(", " if words else "")
            words.append(f"{count} {self.pen.written(name_of(light))}", tone(light))
        return Group(bar, words)

    def _cover(self, cover: Cover) -> RenderableType:
        parts: list[RenderableType] = [self._heading(cover.title, 1)]
        parts += [self.line((words,)) for words in (cover.subtitle,) if words]
        parts += [self.line((Strong(f"[ {words} ]"),)) for words in (cover.marking,) if words]
        parts.append(self._terms(cover.facts))
        return _apart(parts)

    def _terms(self, entries: tuple[tuple[str, Line], ...]) -> RenderableType:
        return Group(*(self.line((Strong(word), ": ", *meaning)) for word, meaning in entries))

    def _strip(self, groups: tuple[tuple[str, tuple[AnyLight, ...]], ...]) -> RenderableType:
        """A group stays in one piece where it can: a line ends between groups."""
        strip, column = Text(overflow="fold"), 0
        for label, lights in groups:
            signs = [(self.pen.mark(light, word=False), tone(light)) for light in lights]
            length = len(label) + 1 + max(1, len(signs))
            if column:
                broken = column + 2 + length > self.style.width
                strip.append("\n" if broken else "  ")
                column = 0 if broken else column + 2
            column += length
            strip.append(f"{self.pen.written(label)} ")
            for sign, colour in signs or [(self.pen.written("–"), "dim")]:
                strip.append(sign, colour)
        return strip

    def _table(self, table: Table) -> RenderableType:
        if table.joined and self._width(table) > self.style.width:
            return Group(*(self._running(table.columns, row) for row in table.rows))
        if not self._fits(table):
            return self._records(table)
        grid = Grid(
            box=box.Box(_RULED.format("-" if self.style.ascii else "─")),
            show_edge=False,
            pad_edge=False,
            padding=(0, 1, 0, 0),
        )
        for index, column in enumerate(table.columns):
            # A light and what is to be typed again stay in one piece.
            whole = all(_whole(row[index]) for row in table.rows)
            grid.add_column(Text(column, "bold"), overflow="fold", no_wrap=whole)
        for row in table.rows:
            grid.add_row(*(self.line(cell) for cell in row))
        return grid

    def _fits(self, table: Table) -> bool:
        """Whether the columns stand side by side with no word broken."""
        columns = zip(table.columns, *table.rows, strict=True)
        widths = [
            max(_longest((head,)), *(self._narrowest(cell) for cell in cells))
            for head, *cells in columns
            if cells
        ]
        return self.framed and sum(widths) + _GAP * (len(widths) - 1) <= self.style.width

    def _narrowest(self, cell: Line) -> int:
        text = self.line(cell).plain
        return len(text) if _whole(cell) else _longest((text,))

    def _width(self, table: Table) -> int:
        rows = [tuple((column,) for column in table.columns), *table.rows]
        widths = [[self.line(cell).cell_len for cell in row] for row in rows]
        cells: Iterator[tuple[int, ...]] = zip(*widths, strict=True)
        return sum(max(column) + _GAP for column in cells) - _GAP

    def _running(self, columns: tuple[str, ...], row: tuple[Line, ...]) -> Text:
        """A row as one line that is easy to search: the first cells, then the others named."""
        line = self.line((*row[0], " ", *row[1], ":"))
        for index, (column, cell) in enumerate(list(zip(columns, row, strict=True))[2:]):
            line.append(f"{';' if index else ''} {self.pen.written(column)} ")
            line.append_text(self.line(cell))
        return line

    def _records(self, table: Table) -> RenderableType:
        """A table without room: the first two cells as a title, the others named below it."""
        named = [
            [pair for pair in list(zip(table.columns, row, strict=True))[2:] if pair[1]]
            for row in table.rows
        ]
        short = all(len(self.line(cell).plain) <= _SHORT for rest in named for _, cell in rest)
        parts: list[RenderableType] = []
        for row, rest in zip(table.rows, named, strict=True):
            parts.append(self.line((*row[0], " ", *row[1]) if len(row) > 1 else row[0]))
            if short and rest:
                lines = [_joined([(f"{column} ", *cell) for column, cell in rest])]
            else:
                lines = [(f"{column}: ", *cell) for column, cell in rest]
            parts += [Padding(self.line(line), (0, 0, 0, 2)) for line in lines]
        return Group(*parts)


def _apart(parts: list[RenderableType], *, gap: int = 1) -> RenderableType:
    """Parts one below the other, with lines between them."""
    first, *rest = parts or [Text("")]
    return Group(first, *(Padding(part, (gap, 0, 0, 0)) for part in rest))


def _joined(lines: list[Line]) -> Line:
    first, *rest = lines
    return (*first, *(part for line in rest for part in ("; ", *line)))


def _whole(cell: Line) -> bool:
    """Whether a cell is a light or something to be typed again, and nothing else."""
    return len(cell) == 1 and isinstance(cell[0], (Mark, Code))


def _longest(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)
