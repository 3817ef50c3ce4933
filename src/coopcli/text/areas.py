"""From the areas of a pack to a table of lights."""

from __future__ import annotations

from coopcli.studies.areas import Areas
from coopcli.text.blocks import Block, Code, Line, Mark, Paragraph, Table
from coopcli.text.words import capital, counted, percent, short_outlook


def areas_blocks(result: Areas, *, detail: int = 0) -> list[Block]:
    """The table of areas; with ``detail`` above 0 also their aliases."""
    rows: list[tuple[Line, ...]] = []
    for area in result.areas:
        name: Line = (Code(area.id),)
        if detail > 0 and area.aliases:
            name = (*name, f" ({', '.join(area.aliases)})")
        rows.append(
            (
                (Mark(area.brief.light),),
                name,
                (short_outlook(area.brief.outlook, area.brief.turning),),
                (percent(area.brief.coverage),),
                (str(area.newest_evidence or "none"),),
                ("–" if area.age_months is None else f"{area.age_months}",),
            )
        )
    columns = ("light", "area", "outlook", "rated", "newest", "months")
    count = capital(counted(len(rows), "area"))
    line = (
        f"{count} of {result.rubric.title}, each as of its newest rating; months since the "
        f"newest evidence count back from {result.today}."
    )
    return [Table(columns, tuple(rows)), Paragraph((line,))]
