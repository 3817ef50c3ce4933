"""``rubric``: the rubric as data: read it, test it, audit it, its schema."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli.exits import Exit
from coopcli.cli.groups import Group
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

rubric = typer.Typer(cls=Group, rich_markup_mode=None, help="The rubric as data.")


@rubric.command()
def show(
    rubric: RubricOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    verbose: VerboseOption = False,
) -> None:
    """The framework at a glance: rule, lights, questions, avenues, published lights."""
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit
    from coopcli.packs import library
    from coopcli.studies.rubric import framework_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "format": format})
    pack = library.pack_for([], *rubrics(found))
    report = Report(framework_result(pack.rubric), detail_from(quiet=False, verbose=verbose))
    emit(report, found, output=output, colour=color.value)


@rubric.command("test")
def run_test(
    areas: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AREA...]", help="Areas or files.  [default: all of the pack]"),
    ] = None,
    rubric: RubricOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
) -> None:
    """Whether the published lights come out, and those that area files expect.

    Every light and outlook is judged on its own date. Exits with 1 where one differs.
    """
    from coopcli.analysis import calibration as analysis
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit
    from coopcli.packs import library
    from coopcli.problems import hint, refuse
    from coopcli.studies.calibration import calibration_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "format": format})
    pack = library.pack_for(areas or [], *rubrics(found))
    judged = library.open_areas(pack, areas or []) or [*library.areas_of(pack)]
    names = [area.id for area in judged]
    for reference in pack.rubric.references if not areas else ():
        if reference.area not in names:
            told = f"the pack publishes a light of {reference.area!r}, which it has not"
            refuse("unknown-area", f"{told}{hint(reference.area, names)}")
    cases = analysis.cases_of(pack.rubric, judged)
    result = calibration_result(analysis.calibration(pack.rubric, cases))
    report = Report(result, detail_from(quiet=quiet, verbose=False))
    emit(report, found, output=output, colour=color.value)
    if not result.passed:
        raise typer.Exit(Exit.GATE_FAILED)


@rubric.command()
def audit(
    rubric: RubricOption = "",
    as_of: AsOfOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
) -> None:
    """Dead questions, dictators, unreachable lights, near doubles, and the power of each question.

    Without --as-of each area is judged on the date of its newest rating.
    """
    from coopcli.analysis import audit as analysis
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit
    from coopcli.packs import library
    from coopcli.rule import assessment
    from coopcli.studies.audit import audit_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "as-of": as_of, "format": format})
    day = date_from(found["as-of"].value)
    pack = library.pack_for([], *rubrics(found))
    judged = [
        assessment.assess(pack.rubric, area, day or area.newest() or pack.newest())
        for area in library.areas_of(pack)
    ]
    result = audit_result(analysis.audit(pack.rubric, judged), day)
    report = Report(result, detail_from(quiet=quiet, verbose=False))
    emit(report, found, output=output, colour=color.value)


@rubric.command()
def schema(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="rubric, area, evidence, sources, or result for the JSON results."
        ),
    ] = "area",
    output: OutputOption = None,
) -> None:
    """The JSON Schema (draft 7) of a file of a pack, for editors, or of the results."""
    import json

    from coopcli.cli.output import emit_json
    from coopcli.problems import hint, refuse
    from coopcli.reading.schemas import SCHEMAS, published
    from coopcli.results.saved import results_schema

    known = [*SCHEMAS, "result"]
    if file not in known:
        refuse("unknown-schema", f"{', '.join(known)} are known, not {file!r}{hint(file, known)}")
    text = json.dumps(results_schema() if file == "result" else published(file), indent=2) + "\n"
    emit_json(text, output)
