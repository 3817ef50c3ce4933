"""``check``: every problem of packs and area files, with its place."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from coopcli.cli import options
from coopcli.cli.exits import Exit


def check(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Packs, area files, or folders of both."),
    ],
    rubric: options.RubricOption = "",
    against: Annotated[
        str,
        typer.Option(
            "--against",
            metavar="OLD",
            help="A saved result or a git revision: its ratings must still be there, unchanged.",
            show_default=False,
        ),
    ] = "",
    rated_by: Annotated[
        str,
        typer.Option(
            "--rated-by",
            metavar="VERSION",
            help="An earlier version of the rubric: which ratings need another look.",
            show_default=False,
        ),
    ] = "",
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    root: options.RootOption = "",
    exclude: options.ExcludeOption = None,
    color: options.ColourOption = options.Colour.AUTO,
    verbose: options.VerboseOption = False,
) -> None:
    """Checks rubric packs and area files, and names every problem with file, line and column.

    An area file is held against --rubric, or else against the pack that it stands in. Where
    COOPCLI_SOURCES names a folder with the texts of the sources, headings and paragraphs are
    looked up in them. In a GitHub workflow problems become annotations unless -f says otherwise.
    """
    from coopcli.checking import check_paths
    from coopcli.cli.config import Setting, excluded_by, rubrics, settings
    from coopcli.cli.gating import judged_result
    from coopcli.cli.output import emit
    from coopcli.studies.check import check_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "format": format, "root": root, "exclude": exclude or None})
    old = judged_result(against) if os.path.isfile(against) else against
    checked = check_paths(paths, *rubrics(found), old, excluded_by(found["exclude"]), rated_by)
    report = Report(
        check_result(*checked),
        options.detail_from(quiet=False, verbose=verbose),
    )
    # In a workflow of GitHub a mistake is shown beside its line.
    annotated = set(output or "-") == {"-"} and os.environ.get("GITHUB_ACTIONS") == "true"
    if annotated and not found["format"].value:
        found["format"] = Setting("github", "GITHUB_ACTIONS")
    emit(report, found, output=output, colour=color.value)
    if checked.problems:
        raise typer.Exit(Exit.GATE_FAILED)
    if not checked.files:
        raise typer.Exit(Exit.NOTHING)
