"""``areas``: the areas of a rubric with their lights."""

from __future__ import annotations

from coopcli.cli.options import (
    AsOfOption,
    Colour,
    ColourOption,
    FormatOption,
    OutputOption,
    RubricOption,
    VerboseOption,
    date_from,
    detail_from,
)


def areas(
    rubric: RubricOption = "",
    as_of: AsOfOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """The areas of a rubric, each with light, outlook, coverage and the age of its evidence.

    Without --as-of each area is judged on the date of its newest rating.
    """
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit
    from coopcli.packs import library
    from coopcli.rule import assessment
    from coopcli.studies.areas import areas_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "as-of": as_of, "format": format})
    day = date_from(found["as-of"].value)
    pack = library.pack_for([], *rubrics(found))
    lights = [
        assessment.assess(pack.rubric, area, day or area.newest() or pack.newest())
        for area in library.areas_of(pack)
    ]
    result = areas_result(pack.rubric, lights, day or pack.newest())
    report = Report(result, detail_from(quiet=False, verbose=verbose))
    emit(report, found, output=output, colour=color.value)
