"""``assess``: the full report of one area."""

from __future__ import annotations

from coopcli.cli.options import (
    AreaArgument,
    AsOfOption,
    Colour,
    ColourOption,
    FormatOption,
    OutputOption,
    QuietOption,
    RubricOption,
    VerboseOption,
    date_from,
    detail_from,
)
from coopcli.library import DEFAULT_PACK


def assess(
    area: AreaArgument,
    rubric: RubricOption = DEFAULT_PACK,
    as_of: AsOfOption = "",
    format: FormatOption = "",
    output: OutputOption = "-",
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """The light of one area, why, and on what it rests.

    Without --as-of the area is judged on the date of its newest rating.
    """
    from coopcli import assessment, library
    from coopcli.cli.output import emit
    from coopcli.report import Report
    from coopcli.report.result import assessment_result

    day = date_from(as_of)
    pack = library.open_pack(rubric)
    judged = library.open_area(pack, area)
    judged_on = day or judged.newest() or pack.newest()
    result = assessment_result(assessment.assess(pack.rubric, judged, judged_on))
    report = Report(result, detail_from(quiet=quiet, verbose=verbose))
    emit(report, format=format, output=output, colour=color.value, inputs=[judged.path])
