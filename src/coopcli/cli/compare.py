"""``compare``: areas side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli.options import (
    AsOfOption,
    Colour,
    ColourOption,
    FormatOption,
    OutputOption,
    QuietOption,
    RubricOption,
    VerboseOption,
    date_from,
    detail_from,
)

MOST_AREAS = 300
"""Most areas that are compared: each pair of them is."""


def compare(
    areas: Annotated[
        list[str],
        typer.Argument(metavar="AREA AREA...", help="Two or more ids, aliases or files."),
    ],
    rubric: RubricOption = "",
    as_of: AsOfOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Areas side by side, criterion by criterion, and what separates them.

    Without --as-of each area is judged on the date of its newest rating.
    """
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit
    from coopcli.packs import library
    from coopcli.problems import refuse
    from coopcli.rule.assessment import assess
    from coopcli.studies.compare import comparison_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "as-of": as_of, "format": format})
    day = date_from(found["as-of"].value)
    pack = library.pack_for(areas, *rubrics(found))
    if len(areas) > MOST_AREAS:
        refuse("too-many-areas", f"at most {MOST_AREAS} areas are compared")
    judged = library.open_areas(pack, areas)
    if len(judged) < 2:
        refuse("too-few-areas", "two different areas or more are compared")
    result = comparison_result(
        [assess(pack.rubric, area, day or area.newest() or pack.newest()) for area in judged]
    )
    report = Report(result, detail_from(quiet=quiet, verbose=verbose))
    emit(report, found, output=output, colour=color.value)
