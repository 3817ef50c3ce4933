"""``explain``: what an id means."""

from __future__ import annotations

from typing import Annotated

import typer

from coopcli.cli.options import (
    Colour,
    ColourOption,
    FormatOption,
    OutputOption,
    RubricOption,
)


def explain(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A criterion, dimension, light, avenue, offer, evidence item, source, or 'rule'.",
        ),
    ],
    rubric: RubricOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
) -> None:
    """What a criterion, light, avenue, piece of evidence or the rule means, with its source."""
    from coopcli.cli.config import rubrics, settings
    from coopcli.cli.output import emit
    from coopcli.commands import suggested
    from coopcli.packs import library
    from coopcli.problems import hint, quoted, refuse
    from coopcli.studies.explain import explainable, explanation_result
    from coopcli.text import Report

    found = settings({"rubric": rubric, "format": format})
    pack = library.pack_for([], *rubrics(found))
    name = id.casefold().strip()
    areas = []
    if name not in explainable(pack.rubric, {}):
        # Only evidence and documents are told with the areas that draw on them.
        areas = list(library.areas_of(pack))
    known = explainable(pack.rubric, pack.ledger, areas)
    if name not in known:
        command = suggested("explain", ["rule"], rubric=library.rubric_name(pack))
        told = hint(name, known) or f"; {command!r} tells the rule"
        refuse("unknown-id", f"{pack.rubric.id} has no {quoted(id)}{told}")
    report = Report(explanation_result(pack.rubric, pack.ledger, name, areas))
    emit(report, found, output=output, colour=color.value)
