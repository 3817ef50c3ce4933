"""Tables of a report in HTML, among them the map of areas by questions."""

from __future__ import annotations

from collections.abc import Iterator

from coopcli.formats.drawing import breadth
from coopcli.formats.html_lines import Lines
from coopcli.formats.hypertext import Html, joined, text
from coopcli.formats.leads import SHORT, chip_of, counts_of
from coopcli.text.alternatives import key
from coopcli.text.blocks import (
    Answers,
    Chip,
    Cite,
    Family,
    Line,
    Link,
    Map,
    MapRow,
    Mark,
    Row,
    Table,
)
from coopcli.text.plain import plain

NARROW = 350
"""Pixels that a table has on a telephone; a wider one has its cells one below the other there."""

_SHORT = 4
"""Characters behind a sign with which they are one."""

_NONE = Html.of("")
_FIRST = Html.of(' class="first"')


def table(block: Table, title: str, lines: Lines) -> Html:
    """A table with its caption; without one of its own, the title above it is heard as one.

    Roles are written out, because a browser forgets them where rows become lines.
    """
    columns = [text(column) for column in block.columns]
    head = map(_head, block.columns)
    form = (
        '<table role="table" class="{}"><caption{}>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table>'
    )
    return Html.of(
        form,
        text("stack" if _breadth(block) > NARROW else "side"),
        _NONE if block.caption else Html.of(' class="vh"'),
        text(block.caption or title),
        joined(head),
        joined(_row(columns, row, lines) for row in block.rows),
    )


def _head(column: str) -> Html:
    """The head of a column; one without a word is a cell like any other."""
    if not column:
        return Html.of('<td role="cell"></td>')
    return Html.of('<th scope="col" role="columnheader">{}</th>', text(column))


def _row(columns: list[Html], row: tuple[Line, ...], lines: Lines) -> Html:
    cells = []
    for place, cell in enumerate(row):
        whole = Html.of(' class="lt"') if _is_sign(cell) or _is_word(cell) else _NONE
        named = Html.of(' data-c="{}"', columns[place]) if place else _NONE
        cells.append(Html.of('<td role="cell"{}{}>{}</td>', whole, named, lines.line(cell)))
    return Html.of('<tr role="row">{}</tr>', joined(cells))


def _is_sign(cell: Line) -> bool:
    """Whether a cell is a sign, alone or with a digit or two, which no line parts."""
    first, *rest = cell or ("",)
    return isinstance(first, Mark | Chip) and len(plain(tuple(rest)).strip()) <= _SHORT


def _is_word(cell: Line) -> bool:
    """Whether a cell is a short word, such as a date, which no line parts at a hyphen."""
    return len(plain(cell)) <= SHORT and len(plain(cell).split()) == 1


def _breadth(block: Table) -> float:
    """About how many pixels a table needs, with no word broken."""
    rows = [tuple((column,) for column in block.columns), *block.rows]
    widths = []
    for cells in zip(*rows, strict=True):
        signs = 24 if any(map(_is_sign, cells)) else 0
        words = (word for cell in cells for word in plain(cell).split())
        widths.append(max((breadth(word, 15) for word in words), default=0) + signs + 14)
    return sum(widths)


def answers_table(block: Answers, lines: Lines) -> Html:
    """All answers of an area, a row each, by family."""
    head = (
        Html.of('<th scope="col">{}</th>', text(word))
        for word in ("Level", "Question", "Answer", "Notes")
    )
    form = '<table class="ans"><caption>{}</caption><thead><tr>{}</tr></thead>{}</table>'
    families = (_family(family, lines) for family in block.families)
    return Html.of(form, lines.line(counts_of(block)), joined(head), joined(families))


def _family(family: Family, lines: Lines) -> Html:
    form = '<tbody><tr class="fam"><th colspan="4" scope="rowgroup">{}</th></tr>{}</tbody>'
    return Html.of(form, text(family.name), joined(_answer(row, lines) for row in family.rows))


def _answer(row: Row, lines: Lines) -> Html:
    """An answer; a row without a name holds several questions, all in its label."""
    chip, rest = chip_of(row)
    sign = lines.chip(chip)
    if not row.name:
        return Html.of('<tr><td>{}</td><td colspan="3">{}</td></tr>', sign, text(row.label))
    form = '<tr><td>{}{}</td><th scope="row">{}{}</th><td>{}</td><td class="nt">{}</td></tr>'
    aside = Html.of(' <span class="tag">{}</span>', text(row.aside)) if row.aside else _NONE
    notes = lines.line(tuple(part for number in row.notes for part in (Cite(number), " ")))
    return Html.of(form, sign, text(rest), text(row.name), aside, text(row.label), notes)


def map_table(figure: Map, lines: Lines) -> Iterator[Html]:
    """A map: a table, so that its areas are links and whoever hears it can walk in it."""
    firsts: set[int] = set()
    families: list[Html] = []
    heads: list[Html] = []
    for family, names in figure.columns:
        firsts.add(len(heads))
        form = '<th colspan="{}" style="--s:{}" scope="colgroup" role="columnheader">{}</th>'
        families.append(Html.of(form, len(names), len(names), text(family)))
        for name in names:
            form = '<th scope="col" role="columnheader"{}><span>{}</span></th>'
            first = _FIRST if len(heads) in firsts else _NONE
            heads.append(Html.of(form, first, text(name)))
    wide, usual = Html.of('<col class="q first">'), Html.of('<col class="q">')
    widths = (wide if place in firsts else usual for place in range(len(heads)))
    yield Html.of(
        '<div class="sheet">{}<table class="map" role="table" style="--n:{}">'
        '<caption class="vh">{}</caption>'
        "<colgroup><col>{}</colgroup>"
        '<thead role="rowgroup"><tr class="fam" role="row"><td role="cell"></td>{}</tr>'
        '<tr role="row"><th scope="col" role="columnheader">Area</th>{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table></div>',
        _key(figure, lines),
        len(heads),
        text(figure.title),
        joined(widths),
        joined(families),
        joined(heads),
        joined(_map_row(row, firsts, lines) for row in figure.rows),
    )


def _map_row(row: MapRow, firsts: set[int], lines: Lines) -> Html:
    cells = joined(
        Html.of('<td role="cell"{}>{}</td>', _FIRST if place in firsts else _NONE, lines.chip(cell))
        for place, cell in enumerate(row.cells)
    )
    area = lines.line((Link(row.name, row.anchor) if row.anchor else row.name,))
    form = '<tr role="row"><th scope="row" role="rowheader">{} {}</th>{}</tr>'
    return Html.of(form, lines.mark(row.light, word=False), area, cells)


def _key(figure: Map, lines: Lines) -> Html:
    """What each sign of a map means."""
    items = (
        Html.of("<li>{} {}</li>", lines.chip(chip, heard=False), text(words))
        for chip, words in key(figure)
    )
    return Html.of('<ul class="key">{}</ul>', joined(items))
