"""``sources``: the documents that an area, or a whole pack, rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli import options


def sources(
    area: Annotated[
        str, typer.Argument(metavar="[AREA]", help="An area; without one, the whole pack.")
    ] = "",
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """The documents that an area or the pack rests on, with the items cited from each.

    -f bibtex and -f csl write the list for a reference manager. Without --as-of an area is judged
    on the date of its newest rating, and the whole ledger is listed.
    """
    from coopcli.cli.request import request
    from coopcli.studies.sources import study

    asked = request([area] if area else [], rubric=rubric, as_of=as_of, format=format)
    result = study(asked.pack, area, asked.as_of)
    asked.show(result, output, color, quiet=quiet, verbose=verbose)
