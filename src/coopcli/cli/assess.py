"""``assess``: the full report of one area."""

from __future__ import annotations

import typer

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
from coopcli.cli.options import (
    AreaArgument,
    AsOfOption,
    Colour,
    ColourOption,
    FormatOption,
    OutputOption,
    QuietOption,
    RootOption,
    RubricOption,
    VerboseOption,
    date_from,
    detail_from,
)


def assess(
    area: AreaArgument,
    rubric: RubricOption = "",
    as_of: AsOfOption = "",
    fail_on: FailOnOption = None,
    min_coverage: MinCoverageOption = None,
    fail_on_outlook: OutlookGateOption = None,
    baseline: BaselineOption = None,
    exit_zero: ExitZeroOption = None,
    format: FormatOption = "",
    output: OutputOption = None,
    root: RootOption = "",
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """The light of one area, why, and on what it rests.

    Without --as-of the area is judged on the date of its newest rating.
    """
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit, targets
    from coopcli.packs import library
    from coopcli.rule import assessment
    from coopcli.studies.assess import assessment_result
    from coopcli.studies.parts import gating
    from coopcli.text import Report

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
    gates = gates_from(
        found["fail-on"].value, found["min-coverage"].value, found["fail-on-outlook"].value
    )
    targets("assessment", found["format"], output)  # refused before anything is judged
    before = baseline_from(found["baseline"].value, gates)
    day = date_from(found["as-of"].value)
    pack = library.pack_for([area], *rubrics(found))
    opened = library.open_area(pack, area)
    judged_on = day or opened.newest() or pack.newest()
    judged = assessment.assess(pack.rubric, opened, judged_on)
    note_change(before, found["baseline"].value, pack.rubric)
    verdicts = gates.judge(judged, None if before is None else before.get(opened.id))
    gated = gating(gates, verdicts, enforced=not found["exit-zero"].value)
    report = Report(
        assessment_result(judged, gates=gated), detail_from(quiet=quiet, verbose=verbose)
    )
    emit(report, found, output=output, colour=color.value)
    if code := end(gated.outcome, enforced=gated.enforced):
        raise typer.Exit(code)
