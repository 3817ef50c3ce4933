"""Tables of a Word file: lines between rows, none torn apart, the head again on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from coopcli.formats.docx_parts import element, points, qualified
from coopcli.formats.leads import chip_of, shares_of
from coopcli.text.blocks import Answers, Chip, Cite, Line, Mark, Row, Strong, Table

Write = Callable[[Any, Line], None]
"""Writes a line into a paragraph."""

ROOM = 166.0
"""Millimetres between the margins."""

_RULE = "C9C5BC"
_INK = "1C1E21"


def add_table(document: Any, block: Table, write: Write) -> None:
    """A table whose columns are as wide as what stands in them asks for."""
    table = _begun(document, block.columns, _widths(block), write)
    for row in block.rows:
        _fill(table.add_row(), row, write)


def add_answers(document: Any, block: Answers, write: Write) -> None:
    """The answers of an area, each family under its name."""
    table = _begun(document, ("Level", "Question", "Answer", "Notes"), (15, 62, 65, 24), write)
    for family in block.families:
        row = table.add_row()
        cell = row.cells[0].merge(row.cells[-1])
        write(cell.paragraphs[0], (Strong(family.name),))
        cell.paragraphs[0].paragraph_format.space_before = points(4)
        _kept(row, [cell])
        _lined(cell, _INK)
        for each in family.rows:
            _answer(table.add_row(), each, write)


def add_light(document: Any, edge: str, lines: Iterable[Line], write: Write) -> Any:
    """A field with a thick edge to the left; gives its first paragraph."""
    table = document.add_table(rows=1, cols=1)
    cell = table.cell(0, 0)
    properties = cell._tc.get_or_add_tcPr()
    borders = element("w:tcBorders")
    borders.append(element("w:left", w_val="single", w_sz="36", w_color=edge))
    properties.append(borders)
    properties.append(element("w:shd", w_val="clear", w_fill="F6F5F2"))
    margins = element("w:tcMar")
    for side, width in (("top", 100), ("left", 200), ("bottom", 60), ("right", 120)):
        margins.append(element(f"w:{side}", w_w=str(width), w_type="dxa"))
    properties.append(margins)
    first, *rest = lines
    write(cell.paragraphs[0], first)
    for line in rest:
        write(cell.add_paragraph(), line)
    return cell.paragraphs[0]


def _begun(document: Any, columns: Sequence[str], widths: Sequence[float], write: Write) -> Any:
    """A table with its head, which is repeated on every page."""
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(columns))
    table.autofit = False
    borders = element("w:tblBorders")
    for side in ("bottom", "insideH"):
        borders.append(element(f"w:{side}", w_val="single", w_sz="4", w_color=_RULE))
    table._tbl.tblPr.append(borders)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    (head,) = table.rows
    _fill(head, [(Strong(column),) for column in columns], write)
    _kept(head, head.cells)
    head._tr.get_or_add_trPr().append(element("w:tblHeader", w_val="true"))
    return table


def _fill(row: Any, lines: Sequence[Line], write: Write) -> None:
    """Writes a line into each cell of a row that no page cuts."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit", w_val="true"))
    for cell, line in zip(row.cells, lines, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph._p.style = "Cell"
        write(paragraph, line)


def _answer(row: Any, answer: Row, write: Write) -> None:
    """An answer; a row without a name holds several questions in its label."""
    chip, rest = chip_of(answer)
    if answer.name:
        name = (Strong(answer.name), f" {answer.aside}" if answer.aside else "")
        notes = tuple(part for number in answer.notes for part in (Cite(number), " "))[:-1]
        _fill(row, (_sign(chip, rest), name, (answer.label,), notes), write)
        _lowered(row.cells[3])
        return
    _fill(row, (_sign(chip, rest), (answer.label,), (), ()), write)
    row.cells[1].merge(row.cells[3])


def _lowered(cell: Any) -> None:
    """Sets numbers on the line: in a column of their own none has to stand above it."""
    for raised in list(cell._tc.iter(qualified("w:vertAlign"))):
        raised.getparent().remove(raised)


def _sign(chip: Chip, rest: str) -> Line:
    """The sign and the levels of an answer; what is no answer has its word beside it."""
    return (chip, rest) if chip.level else (Mark(chip.light, word=False),)


def _kept(row: Any, cells: Iterable[Any]) -> None:
    """Keeps a row on the page of the next one."""
    for cell in cells:
        cell.paragraphs[0]._p.style = "Cell"
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    row._tr.get_or_add_trPr().append(element("w:cantSplit", w_val="true"))


def _lined(cell: Any, colour: str) -> None:
    borders = element("w:tcBorders")
    borders.append(element("w:bottom", w_val="single", w_sz="6", w_color=colour))
    cell._tc.get_or_add_tcPr().append(borders)


def _widths(table: Table) -> list[float]:
    """The widths of columns in millimetres, which together are that of the text."""
    shares = shares_of(table)
    short = [2.1 * longest + 5 if not share else 0 for longest, share in shares]
    room = max(40.0, ROOM - sum(short))
    total = sum(share for _, share in shares) or 1
    return [own or room * share / total for own, (_, share) in zip(short, shares, strict=True)]
