"""``robustness``: how firm a light is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.cli import options
from coopcli.problems import refuse

if TYPE_CHECKING:
    pass

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
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """How sure a light is: other weights and ratings, what would move it, and other rules.

    All of it is exact, but --sensitivity samples; --seed or --draws ask for it too. With -v the
    formulas are named.
    """
    from coopcli.analysis.sensitivity import DRAWS
    from coopcli.cli.request import request
    from coopcli.studies.robustness import study, study_all

    sampled = sensitivity or draws is not None or seed is not None
    if all_areas == bool(area):
        refuse("wrong-usage", "an AREA or --all is needed, and not both")
    if all_areas and sampled:
        refuse("wrong-usage", "--sensitivity, --seed and --draws go with one AREA, not with --all")
    asked = request([] if all_areas else [area], rubric=rubric, as_of=as_of, format=format)
    taken = (draws or DRAWS) if sampled else 0
    result = (
        study_all(asked.pack, asked.as_of)
        if all_areas
        else study(asked.pack, area, asked.as_of, draws=taken, seed=seed or 0)
    )
    asked.show(result, output, color, quiet=quiet, verbose=verbose)
