"""``timeline``: the light of one area over time."""

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


def timeline(
    area: AreaArgument,
    rubric: RubricOption = "",
    as_of: AsOfOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """The light of one area at every date at which it could have changed, and what moved it.

    A date stands for each new rating and for each trend that runs out and takes the outlook with
    it. With --as-of the line ends there.
    """
    from datetime import date

    from coopcli.analysis.timeline import timeline as moments_of
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit
    from coopcli.packs import library
    from coopcli.studies.timeline import timeline_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "as-of": as_of, "format": format})
    day = date_from(found["as-of"].value)
    pack = library.pack_for([area], *rubrics(found))
    judged = library.open_area(pack, area)
    moments = moments_of(pack.rubric, judged, day.last if day else date.max)
    report = Report(
        timeline_result(pack.rubric, judged, moments), detail_from(quiet=quiet, verbose=verbose)
    )
    emit(report, found, output=output, colour=color.value)
