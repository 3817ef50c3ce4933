"""``diff``: what changed between two results, or between two dates of one area."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.cli import options

if TYPE_CHECKING:
    pass


def diff(
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="A saved JSON result; or an area, with two dates."),
    ],
    new: Annotated[
        str, typer.Argument(metavar="[NEW]", help="The later saved result.", show_default=False)
    ] = "",
    since: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The earlier date.", show_default=False)
    ] = "",
    until: Annotated[
        str, typer.Option("--to", metavar="DATE", help="The later date.", show_default=False)
    ] = "",
    rubric: options.RubricOption = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
) -> None:
    """What changed between two results, and whether age, new answers or the rubric caused it.

    Either 'diff OLD NEW' with two saved results of assess or batch, or 'diff AREA --from DATE --to
    DATE'. The causes follow each other and add up to the whole.
    """
    from coopcli.cli.config import settings
    from coopcli.cli.gating import judged_result
    from coopcli.cli.output import emit
    from coopcli.cli.request import request
    from coopcli.problems import refuse
    from coopcli.studies.diff import diff_result, study
    from coopcli.text import Report

    if new and (since or until):
        refuse("usage", "two results or two dates are compared, not both")
    first, last = options.date_from(since), options.date_from(until)
    if new:
        result = diff_result(judged_result(old), judged_result(new))
        report = Report(result, options.detail_from(quiet=quiet, verbose=False))
        emit(report, settings({"format": format}), output=output, colour=color.value)
        return
    if first is None or last is None:
        refuse("usage", "name two saved results, or an area with --from and --to")
    asked = request([old], rubric=rubric, format=format)
    asked.show(study(asked.pack, old, first, last), output, color, quiet=quiet)
