"""``robustness``: how firm a light is."""

from __future__ import annotations

from typing import Annotated, Any

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
from coopcli.library import refuse

MOST_DRAWS = 65_536


def robustness(
    area: Annotated[
        str,
        typer.Argument(
            metavar="AREA",
            help="An id, an alias, a file, or - for standard input.",
            show_default=False,
        ),
    ] = "",
    all_areas: Annotated[
        bool, typer.Option("--all", help="One line for each area of the rubric.")
    ] = False,
    sensitivity: Annotated[
        bool,
        typer.Option("--sensitivity", help="Sample which assumption moves the light most."),
    ] = False,
    draws: Annotated[
        int | None,
        typer.Option(
            min=100, max=MOST_DRAWS, metavar="N", help="Draws of --sensitivity.  [default: 1024]"
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, metavar="N", help="Seed of --sensitivity.  [default: 0]"),
    ] = None,
    rubric: RubricOption = "",
    as_of: AsOfOption = "",
    format: FormatOption = "",
    output: OutputOption = "-",
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """How firm a light is: shares of weightings, tipping points, unknowns and other rules.

    All of it is exact but --sensitivity, which samples; --seed or --draws ask for it too.
    """
    from coopcli.cli.output import emit
    from coopcli.report import Report

    sampled = sensitivity or draws is not None or seed is not None
    if all_areas == bool(area):
        refuse("wrong-usage", "an AREA or --all is needed, and not both")
    if all_areas and sampled:
        refuse("wrong-usage", "--sensitivity, --seed and --draws go with one AREA, not with --all")
    data, inputs = (
        (_of_all(rubric, as_of), [])
        if all_areas
        else _of_one(area, rubric, as_of, draws if sampled else 0, seed or 0)
    )
    report = Report(data, detail_from(quiet=quiet, verbose=verbose))
    emit(report, format=format, output=output, colour=color.value, inputs=inputs)


def _of_one(
    name: str, rubric: str, as_of: str, draws: int | None, seed: int
) -> tuple[dict[str, Any], list[str]]:
    """The result of one area, and the files it was read from; ``None`` means the usual draws."""
    from coopcli import assessment, library
    from coopcli.analysis.sensitivity import DRAWS, sensitivity
    from coopcli.report.robustness import robustness_result

    day = date_from(as_of)
    pack = library.pack_for([name], rubric)
    area = library.open_area(pack, name)
    judged = assessment.assess(pack.rubric, area, day or area.newest() or pack.newest())
    if draws == 0:
        return robustness_result(judged), [area.path]
    taken = draws or DRAWS
    indices = sensitivity(judged, draws=taken, seed=seed)
    return robustness_result(judged, indices, draws=taken, seed=seed), [area.path]


def _of_all(rubric: str, as_of: str) -> dict[str, Any]:
    from coopcli import assessment, library
    from coopcli.report.robustness import robustness_of_areas_result

    day = date_from(as_of)
    pack = library.pack_for([], rubric)
    judged = (
        assessment.assess(pack.rubric, area, day or area.newest() or pack.newest())
        for area in library.areas_of(pack)
    )
    return robustness_of_areas_result(pack.rubric, judged)
