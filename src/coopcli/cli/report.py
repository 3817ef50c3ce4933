"""``report``: one document of many areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.cli import options
from coopcli.problems import refuse

if TYPE_CHECKING:
    from coopcli.model import PartialDate
    from coopcli.studies.batch import Judged


def report(
    areas: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[AREA...]", help="Areas by id, by alias, or as files.", show_default=False
        ),
    ] = None,
    all_areas: Annotated[bool, typer.Option("--all", help="Every area of the rubric.")] = False,
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="DATE|RESULT",
            help="Say what changed since a date, or since a saved JSON result.",
            show_default=False,
        ),
    ] = "",
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="The title.", show_default=False)
    ] = "",
    marking: Annotated[
        str,
        typer.Option(
            "--marking", metavar="TEXT", help="A marking, such as draft.", show_default=False
        ),
    ] = "",
    rated_by: Annotated[
        list[str] | None,
        typer.Option(
            "--rated-by", metavar="NAME", help="Who rated; repeatable.", show_default=False
        ),
    ] = None,
    issued: Annotated[
        str,
        typer.Option(
            "--issued", metavar="DATE", help="The date of issue, or today.", show_default=False
        ),
    ] = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """One document of many areas: summary, map, changes, briefs, full reports, one set of notes.

    Several -o write the same document in several formats, such as .html, .md, .docx and .pdf.
    """
    from coopcli.cli.config import settings
    from coopcli.cli.output import targets
    from coopcli.cli.request import request_of
    from coopcli.studies.report import ReportResult, labels_of, study

    names = areas or []
    if all_areas == bool(names):
        refuse("wrong-usage", "one AREA or more, or --all, is needed, and not both")
    found = settings({"rubric": rubric, "as-of": as_of, "format": format})
    targets(ReportResult.kind, found["format"], output)  # refused before anything is judged
    before, state = _before(since)
    asked = request_of(names, found)
    labels = labels_of(title, marking, rated_by or (), options.date_from(issued))
    result = study(asked.pack, names, asked.as_of, since=before, state=state, labels=labels)
    asked.show(result, output, color, quiet=quiet, verbose=verbose)


def _before(since: str) -> tuple[PartialDate | Judged | None, str]:
    """The state before: a date, or what a file holds, with the name of the file.

    Raises: InvalidInput when it is neither.
    """
    from coopcli.cli.gating import judged_result
    from coopcli.model import PartialDate

    if not since:
        return None, ""
    try:
        return PartialDate.parse(since), ""
    except ValueError:
        return judged_result(since), since
