"""``compare``: areas side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli import options


def compare(
    areas: Annotated[
        list[str],
        typer.Argument(metavar="AREA AREA...", help="Two or more ids, aliases or files."),
    ],
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """Areas side by side, question by question, and what separates them.

    Without --as-of each area is judged on the date of its newest rating.
    """
    from coopcli.cli.request import request
    from coopcli.studies.compare import study

    asked = request(areas, rubric=rubric, as_of=as_of, format=format)
    result = study(asked.pack, areas, asked.as_of)
    asked.show(result, output, color, quiet=quiet, verbose=verbose)
