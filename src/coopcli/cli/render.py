"""``render``: a saved result in any format."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli import options


def render(
    result: Annotated[
        str, typer.Argument(metavar="RESULT", help="A saved JSON result, or - for standard input.")
    ],
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    root: options.RootOption = "",
    color: options.ColourOption = options.Colour.AUTO,
    full: options.FullOption = False,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """A saved JSON result in any other format, byte for byte what the run itself would print."""
    from coopcli.cli.config import settings
    from coopcli.cli.output import emit
    from coopcli.packs.library import read_input
    from coopcli.results.saved import MAX_BYTES
    from coopcli.text.saved import report_from

    found = settings({"format": format, "root": root})
    detail = options.detail_from(quiet=quiet, verbose=verbose, full=full)
    report = report_from(*read_input(result, MAX_BYTES), detail)
    emit(report, found, output=output, colour=color.value)
