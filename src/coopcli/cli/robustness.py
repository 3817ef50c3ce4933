"""``robustness``: how firm a light is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

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
from coopcli.problems import refuse

if TYPE_CHECKING:
    from coopcli.cli.config import Setting
    from coopcli.results.parts import Result

MOST_DRAWS = 16_384
"""Most draws of a sample; they take some eight seconds for fifteen questions."""

MOST_SEED = 1_000_000
"""Largest seed, which a saved result can hold as any other count."""


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
        typer.Option(
            min=0, max=MOST_SEED, metavar="N", help="Seed of --sensitivity.  [default: 0]"
        ),
    ] = None,
    rubric: RubricOption = "",
    as_of: AsOfOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """How firm a light is: shares of weightings, tipping points, unknowns and other rules.

    All of it is exact but --sensitivity, which samples; --seed or --draws ask for it too.
    """
    from coopcli.cli.config import settings
    from coopcli.cli.output import emit
    from coopcli.text import Report

    sampled = sensitivity or draws is not None or seed is not None
    if all_areas == bool(area):
        refuse("wrong-usage", "an AREA or --all is needed, and not both")
    if all_areas and sampled:
        refuse("wrong-usage", "--sensitivity, --seed and --draws go with one AREA, not with --all")
    found = settings({"rubric": rubric, "as-of": as_of, "format": format})
    result = (
        _of_all(found) if all_areas else _of_one(area, found, draws if sampled else 0, seed or 0)
    )
    report = Report(result, detail_from(quiet=quiet, verbose=verbose))
    emit(report, found, output=output, colour=color.value)


def _of_one(name: str, found: Mapping[str, Setting], draws: int | None, seed: int) -> Result:
    """The result of one area; ``None`` means the usual draws."""
    from coopcli.analysis.sensitivity import DRAWS, sensitivity
    from coopcli.cli.config import rubrics
    from coopcli.packs import library
    from coopcli.rule import assessment
    from coopcli.studies.robustness import robustness_result

    day = date_from(found["as-of"].value)
    pack = library.pack_for([name], *rubrics(found))
    area = library.open_area(pack, name)
    judged = assessment.assess(pack.rubric, area, day or area.newest() or pack.newest())
    if draws == 0:
        return robustness_result(judged)
    taken = draws or DRAWS
    indices = sensitivity(judged, draws=taken, seed=seed)
    return robustness_result(judged, indices, draws=taken, seed=seed)


def _of_all(found: Mapping[str, Setting]) -> Result:
    from coopcli.cli.config import rubrics
    from coopcli.packs import library
    from coopcli.rule import assessment
    from coopcli.studies.robustness import robustness_of_areas_result

    day = date_from(found["as-of"].value)
    pack = library.pack_for([], *rubrics(found))
    judged = (
        assessment.assess(pack.rubric, area, day or area.newest() or pack.newest())
        for area in library.areas_of(pack)
    )
    return robustness_of_areas_result(pack.rubric, judged)
