"""Figures of a report for a terminal: bars and tables of signs."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from coopcli.formats.pen import Pen, tone
from coopcli.text.alternatives import bar_name, key, light_words
from coopcli.text.blocks import Chart, Chip, Inline, Map, Mark, Votes


def chart_text(pen: Pen, chart: Chart) -> RenderableType:
    """A line an answer: its sign at each level that it allows, points at the others."""
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold")
    grid.add_column(no_wrap=True)
    scale = " ".join(str(level) for level in range(len(chart.scale)))
    for family, bars in chart.families:
        grid.add_row(Text(pen.written(family), "bold"), Text(scale, "dim"))
        for bar in bars:
            grid.add_row(
                Text(pen.written(bar_name(bar))), _spots(pen, bar.answer, len(chart.scale))
            )
    return grid


def _spots(pen: Pen, answer: Chip, levels: int) -> Text:
    if answer.level is None:
        sign = pen.mark(answer.light, word=False)
        return Text(f"{sign} {light_words(answer.light)}", tone(answer.light))
    low, high = answer.level
    point = "." if pen.style.ascii else "·"
    text = Text()
    for level in range(levels):
        inside = low <= level <= high
        sign = pen.mark(answer.light, word=False) if inside else point
        text.append(" " if level else "")
        text.append(sign, tone(answer.light) if inside else "dim")
    return text


def votes_text(pen: Pen, votes: Votes) -> RenderableType:
    """A sign for each vote, in the order of the shares, with a bar where enough are there."""
    bar, count = Text(overflow="fold"), 0
    end = "|"
    for share in votes.shares:
        for _ in range(share.votes):
            bar.append(end if count == votes.needed else "")
            sign = pen.mark(share.light, word=False)
            bar.append(f"({sign})" if share.open else sign, tone(share.light))
            count += 1
    bar.append(end if count == votes.needed else "")
    words = ", ".join(f"{share.votes} {share.words}" for share in votes.shares if share.votes)
    needed = f"{end} {votes.needed} of {count} needed; {words}."
    return Group(bar, Text(pen.written(needed), overflow="fold"))


def map_text(pen: Pen, figure: Map) -> RenderableType:
    """Columns by number, and what the numbers mean; without room an area takes two lines."""
    names = figure.questions
    numbers = [str(place) for place, _ in enumerate(names, 1)]
    rows = [((Mark(r.light, word=False), f" {r.name}"), r.cells) for r in figure.rows]
    wide = 20 + 4 * len(names)
    if wide > pen.style.width:
        lines = [
            Group(
                pen.line(name),
                Padding(pen.line(tuple(p for c in cells for p in (c, "  "))), (0, 2)),
            )
            for name, cells in rows
        ]
        return Group(_key(pen, figure), Text(""), *lines)
    grid = Grid(box=None, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    grid.add_column(Text("area", "bold"), overflow="fold")
    for number in numbers:
        grid.add_column(Text(number, "bold"), no_wrap=True)
    for name, cells in rows:
        grid.add_row(pen.line(name), *(_cell(pen, cell) for cell in cells))
    return Group(_key(pen, figure), Text(""), grid)


def _cell(pen: Pen, answer: Chip) -> Text:
    """An answer in little room."""
    words = pen.answer(*answer).replace(" ", "")
    return Text(words, tone(answer.light))


def _key(pen: Pen, figure: Map) -> RenderableType:
    """What the signs mean, and what the numbers of columns stand for."""
    signs: list[Inline] = []
    for answer, words in key(figure):
        signs += [", "] if signs else []
        signs += [answer, f" {words}"]
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for place, name in enumerate(figure.questions, 1):
        grid.add_row(Text(str(place)), Text(pen.written(name)))
    return Group(pen.line(tuple(signs)), Text(""), grid)
