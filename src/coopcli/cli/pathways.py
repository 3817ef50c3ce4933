"""``pathways``: what would have to change for a better light."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli import options


def pathways(
    area: options.AreaArgument,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="LIGHT",
            help="The light to reach, by its id.  [default: the next better one]",
            show_default=False,
        ),
    ] = "",
    spare: Annotated[
        int,
        typer.Option("--spare", metavar="N", min=0, max=99, help="Answers beyond those needed."),
    ] = 0,
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """The cheapest ways to a better light: which answers improve, and through which avenues.

    By least effort, and by fewest changes. Where there is no way, the report says what stops it.
    """
    from coopcli.cli.request import request
    from coopcli.results.parts import Asked
    from coopcli.studies.pathways import study

    asked = request([area], rubric=rubric, as_of=as_of, format=format)
    words = Asked(area, rubric, as_of)
    result = study(asked.pack, area, asked.as_of, to=to, spare=spare, asked=words)
    asked.show(result, output, color, quiet=quiet, verbose=verbose)
