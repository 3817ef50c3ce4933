"""From the areas of a pack to a table of lights."""

from __future__ import annotations

from coopcli.studies.areas import Areas, ListedArea
from coopcli.text.blocks import Block, Code, Line, Mark, Paragraph, Table
from coopcli.text.words import capital, counted, outlook_cell, percent


def areas_blocks(result: Areas, *, detail: int = 0) -> list[Block]:
    """The table of areas; with ``detail`` above 0 also aliases, ids and how much is rated."""
    columns = ["light", "area", "outlook", "newest evidence"]
    columns += ["months old"] if result.as_of else []
    columns += ["rated", "id"] if detail > 0 else []
    rows = [_row(area, aged=bool(result.as_of), detail=detail) for area in result.areas]
    when = f"as of {result.as_of}" if result.as_of else "as of its newest rating"
    count = capital(counted(len(rows), "area"))
    line = f"{count} of {result.rubric.title}, each {when}."
    return [Table(tuple(columns), tuple(rows)), Paragraph((line,))]


def _row(area: ListedArea, *, aged: bool, detail: int) -> tuple[Line, ...]:
    aliases = f" ({', '.join(area.aliases)})" if detail > 0 and area.aliases else ""
    cells: list[Line] = [
        (Mark(area.brief.light),),
        (f"{area.name}{aliases}",),
        (outlook_cell(area.brief.outlook, area.brief.turning),),
        (str(area.newest_evidence or "none"),),
    ]
    if aged:
        cells.append(("–" if area.age_months is None else str(area.age_months),))
    if detail > 0:
        cells += [(percent(area.brief.coverage),), (Code(area.id),)]
    return tuple(cells)
