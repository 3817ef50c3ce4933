"""``assess``: the full report of one area."""

from __future__ import annotations

import typer

from coopcli.cli import options
from coopcli.cli.gating import (
    BaselineOption,
    ExitZeroOption,
    FailOnOption,
    MinCoverageOption,
    OutlookGateOption,
    baseline_from,
    end,
    gates_from,
    note_change,
)


def assess(
    area: options.AreaArgument,
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    fail_on: FailOnOption = None,
    min_coverage: MinCoverageOption = None,
    fail_on_outlook: OutlookGateOption = None,
    baseline: BaselineOption = None,
    exit_zero: ExitZeroOption = None,
    format: options.FormatOption = "",
    output: options.OutputOption = None,
    root: options.RootOption = "",
    color: options.ColourOption = options.Colour.AUTO,
    full: options.FullOption = False,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
) -> None:
    """The light of one area and why, in a brief; with --full all that stands behind it.

    Without --as-of the area is judged on the date of its newest rating.
    """
    from coopcli.cli.config import settings
    from coopcli.cli.output import targets
    from coopcli.cli.request import request_of
    from coopcli.results.parts import Asked
    from coopcli.studies.assess import study

    found = settings(
        {
            "rubric": rubric,
            "root": root,
            "format": format,
            "as-of": as_of,
            "fail-on": fail_on or None,
            "min-coverage": min_coverage,
            "fail-on-outlook": fail_on_outlook or None,
            "baseline": baseline,
            "exit-zero": exit_zero,
        }
    )
    targets("assessment", found["format"], output)  # refused before anything is judged
    asked = request_of([area], found)
    gates = gates_from(found, asked.pack.rubric)
    before = baseline_from(found["baseline"].value, gates)
    note_change(before, found["baseline"].value, asked.pack.rubric)
    enforced = not found["exit-zero"].value
    result = study(
        *(asked.pack, area, asked.as_of),
        gates=gates,
        baseline=before,
        enforced=enforced,
        asked=Asked(area, found["rubric"].value, found["as-of"].value),
    )
    asked.show(result, output, color, quiet=quiet, verbose=verbose, full=full)
    if code := end(result.gates.outcome, enforced=enforced):
        raise typer.Exit(code)
