"""``sources``: the documents that an area, or a whole pack, rests on."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli.options import (
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


def sources(
    area: Annotated[
        str, typer.Argument(metavar="[AREA]", help="An area; without one, the whole pack.")
    ] = "",
    rubric: RubricOption = "",
    as_of: AsOfOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """The documents that an area or the pack rests on, with the items cited from each.

    -f bibtex and -f csl write the list for a reference manager. Without --as-of an area is judged
    on the date of its newest rating, and the whole ledger is listed.
    """
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit
    from coopcli.packs import library
    from coopcli.rule import assessment
    from coopcli.studies.parts import cited_evidence
    from coopcli.studies.sources import sources_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "as-of": as_of, "format": format})
    day = date_from(found["as-of"].value)
    pack = library.pack_for([area] if area else [], *rubrics(found))
    if area:
        judged = library.open_area(pack, area)
        judged_on = day or judged.newest() or pack.newest()
        answered = assessment.assess(pack.rubric, judged, judged_on)
        result = sources_result(
            pack.rubric, cited_evidence(answered), area=judged, as_of=answered.as_of
        )
    else:
        known = [e for e in pack.ledger.values() if day is None or e.known.last <= day.last]
        result = sources_result(pack.rubric, known, as_of=day)
    report = Report(result, detail_from(quiet=quiet, verbose=verbose))
    emit(report, found, output=output, colour=color.value)
