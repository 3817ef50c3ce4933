"""``pathways``: what would have to change for a better light."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coopcli.cli.options import (
    AreaArgument,
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


class Aim(StrEnum):
    """The lights that can be aimed at."""

    GREEN = "green"
    YELLOW = "yellow"


def pathways(
    area: AreaArgument,
    to: Annotated[
        Aim | None,
        typer.Option("--to", help="The light to reach.  [default: the next better one]"),
    ] = None,
    spare: Annotated[
        int,
        typer.Option("--spare", metavar="N", min=0, max=99, help="Answers beyond the majority."),
    ] = 0,
    rubric: RubricOption = "",
    as_of: AsOfOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """All cheapest sets of barrier reductions that reach a better light, and through which avenues.

    By least effort, and by fewest questions. Where there is no pathway, what blocks it is named.
    """
    from coopcli import files
    from coopcli.analysis import pathways as analysis
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit
    from coopcli.model import Light
    from coopcli.packs import library
    from coopcli.problems import visible
    from coopcli.rule import assessment
    from coopcli.studies.pathways import Asked, pathways_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "as-of": as_of, "format": format})
    day = date_from(found["as-of"].value)
    pack = library.pack_for([area], *rubrics(found))
    judged = library.open_area(pack, area)
    today = assessment.assess(pack.rubric, judged, day or judged.newest() or pack.newest())
    aim = Light[to.name] if to else analysis.next_better(today.worst)
    # A file of the pack that comes with the program has no name in results that opens it.
    name = judged.id if files.shown(area).startswith("<") else files.shown(area)
    asked = Asked(visible(name), visible(files.shown(rubric)), as_of)
    result = pathways_result(analysis.pathways(today, aim, spare=spare), asked)
    report = Report(result, detail_from(quiet=quiet, verbose=verbose))
    emit(report, found, output=output, colour=color.value)
