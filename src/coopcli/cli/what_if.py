"""``what-if``: an area with other answers or another rule, beside today's."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli import options


def what_if(
    area: options.AreaArgument,
    set: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="CRITERION=2, =1-3, =missing or =not-applicable; weight.CRITERION=2; "
            "veto.CRITERION=3,4 or =off; lines.green=1; lines.yellow=2; majority=3/4. Repeatable.",
        ),
    ],
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """The light of an area with other answers, weights, vetoes, lines or majority.

    Today's light stands beside it. The result repeats every setting. Nothing is written to the area
    or the rubric.
    """
    from coopcli.cli.request import request
    from coopcli.studies.what_if import study

    asked = request([area], rubric=rubric, as_of=as_of, format=format)
    result = study(asked.pack, area, set, asked.as_of)
    asked.show(result, output, color, quiet=quiet, verbose=verbose)
