"""``panel``: several raters on one area."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli import options


def panel(
    area: options.AreaArgument,
    sheets: Annotated[
        list[str],
        typer.Argument(metavar="SHEET...", help="The answer sheets, one a rater and round."),
    ],
    receipt: Annotated[
        list[str] | None,
        typer.Option(
            "--receipt",
            metavar="RATER=RECEIPT",
            help="What a rater sent before the sheet; another sheet is refused. Repeatable.",
            show_default=False,
        ),
    ] = None,
    rubric: options.RubricOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """Several raters on one area: medians, dissent, what to discuss first, how far they agree.

    The newest round counts; sheets of earlier rounds are set beside it. Nothing is averaged.
    """
    from datetime import date

    from coopcli.cli.request import request
    from coopcli.studies.panel import study

    asked = request([area], rubric=rubric, format=format)
    result = study(asked.pack, area, sheets, date.today(), _receipts(receipt or []))
    asked.show(result, output, color, quiet=quiet, verbose=verbose)


def _receipts(words: list[str]) -> dict[str, str]:
    from coopcli.problems import quoted, refuse

    found = {}
    for word in words:
        rater, equals, receipt = word.rpartition("=")
        if not equals or not rater:
            refuse("usage", f"--receipt takes RATER=RECEIPT, not {quoted(word)}")
        found[rater] = receipt
    return found
