"""``what-if``: an area with other answers or another rule, beside today's."""

from __future__ import annotations

from typing import Annotated

import typer

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


def what_if(
    area: AreaArgument,
    set: Annotated[
        list[str],
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="CRITERION=2, =1-3 or =missing; weight.CRITERION=2; gate.CRITERION=3,4 or =off; "
            "lines.green=1; lines.yellow=2; majority=3/4. Repeatable.",
        ),
    ],
    rubric: RubricOption = "",
    as_of: AsOfOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """The light of an area with other answers, weights, gates, lines or majority, beside today's.

    Every setting is echoed in the result. Nothing is written to the area or the rubric.
    """
    from coopcli.analysis import what_if as analysis
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit
    from coopcli.packs import library
    from coopcli.studies import overrides
    from coopcli.studies.what_if import what_if_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "as-of": as_of, "format": format})
    day = date_from(found["as-of"].value)
    pack = library.pack_for([area], *rubrics(found))
    changes = overrides.overrides_from(set, pack.rubric)
    judged = library.open_area(pack, area)
    judged_on = day or judged.newest() or pack.newest()
    outcome = analysis.what_if(pack.rubric, judged, judged_on, changes)
    result = what_if_result(outcome, [overrides.override_word(change) for change in changes])
    report = Report(result, detail_from(quiet=quiet, verbose=verbose))
    emit(report, found, output=output, colour=color.value)
