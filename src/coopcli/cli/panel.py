"""``panel``: several raters on one area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.cli import options

if TYPE_CHECKING:
    from datetime import date

    from coopcli.packs.library import Pack
    from coopcli.studies.panel import PanelResult


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
    feedback: Annotated[
        str,
        typer.Option(
            "--feedback",
            metavar="RATER",
            help="In place of the report, what this rater sees before the next round: the own "
            "answers beside those of the others, who have no names.",
            show_default=False,
        ),
    ] = "",
    names: Annotated[bool, typer.Option("--names", help="Name the others in --feedback.")] = False,
    merge: Annotated[
        bool,
        typer.Option(
            "--merge",
            help="Write the answers of the last round into the area file, with every rater's "
            "answer and reason.",
        ),
    ] = False,
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
    from coopcli.packs.library import open_area
    from coopcli.problems import refuse
    from coopcli.studies.feedback import feedback_result
    from coopcli.studies.panel import panel_result
    from coopcli.studies.sheets import read_sheets

    if names and not feedback:
        refuse("usage", "--names goes with --feedback")
    if merge and feedback:
        refuse("usage", "--merge goes with the report, not with --feedback")
    asked = request([area], rubric=rubric, format=format)
    sent, today = _receipts(receipt or []), date.today()
    if merge:
        result = _merged(asked.pack, area, sheets, today, sent)
    else:
        read = read_sheets(asked.pack, open_area(asked.pack, area), sheets, today, sent)
        result = panel_result(read)
    shown = feedback_result(result, feedback, names=names) if feedback else result
    asked.show(shown, output, color, quiet=quiet, verbose=verbose)


def _merged(
    pack: Pack, area: str, sheets: list[str], today: date, sent: dict[str, str]
) -> PanelResult:
    """The result of a panel whose answers were written into the area file."""
    from dataclasses import replace

    from coopcli.authoring.panel import merge
    from coopcli.authoring.saving import open_area_file
    from coopcli.packs.library import area_file
    from coopcli.studies.panel import panel_result
    from coopcli.studies.sheets import read_sheets

    with open_area_file(pack, area_file(pack, area)) as file:
        read = read_sheets(pack, file.area, sheets, today, sent)
        result = panel_result(read)
        return replace(result, merged=merge(file, read, result))


def _receipts(words: list[str]) -> dict[str, str]:
    from coopcli.problems import quoted, refuse

    found = {}
    for word in words:
        rater, equals, receipt = word.rpartition("=")
        if not equals or not rater:
            refuse("usage", f"--receipt takes RATER=RECEIPT, not {quoted(word)}")
        found[rater] = receipt
    return found
