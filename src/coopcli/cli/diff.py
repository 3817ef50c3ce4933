"""``diff``: what changed between two results, or between two dates of one area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.cli.options import (
    Colour,
    ColourOption,
    FormatOption,
    OutputOption,
    QuietOption,
    RubricOption,
    date_from,
    detail_from,
)

if TYPE_CHECKING:
    from coopcli.cli.config import Setting
    from coopcli.studies.batch import Judged


def diff(
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="A saved JSON result; or an area, with two dates."),
    ],
    new: Annotated[
        str, typer.Argument(metavar="[NEW]", help="The later saved result.", show_default=False)
    ] = "",
    since: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The earlier date.", show_default=False)
    ] = "",
    until: Annotated[
        str, typer.Option("--to", metavar="DATE", help="The later date.", show_default=False)
    ] = "",
    rubric: RubricOption = "",
    format: FormatOption = "",
    output: OutputOption = None,
    color: ColourOption = Colour.AUTO,
    quiet: QuietOption = False,
) -> None:
    """What changed between two results, split into ageing, ratings and rubric.

    Either 'diff OLD NEW' with two saved results of assess or batch, or 'diff AREA --from DATE --to
    DATE'. The parts follow each other and add up to the whole.
    """
    from coopcli.cli.config import settings
    from coopcli.cli.output import emit
    from coopcli.problems import refuse
    from coopcli.studies.diff import diff_result
    from coopcli.text import Report

    if new and (since or until):
        refuse("usage", "two results or two dates are compared, not both")
    if not new and not (since and until):
        refuse("usage", "name two saved results, or an area with --from and --to")
    found = settings({"rubric": rubric, "format": format})
    pair = _saved(old, new) if new else _dated(old, since, until, found)
    report = Report(diff_result(*pair), detail_from(quiet=quiet, verbose=False))
    emit(report, found, output=output, colour=color.value)


def _saved(old: str, new: str) -> tuple[Judged, Judged]:
    from coopcli.cli.gating import judged_result

    return judged_result(old), judged_result(new)


def _dated(
    name: str, since: str, until: str, found: Mapping[str, Setting]
) -> tuple[Judged, Judged]:
    from coopcli.cli.config import rubrics
    from coopcli.packs import library
    from coopcli.problems import refuse
    from coopcli.rule import assessment
    from coopcli.studies.assess import assessment_result

    first, last = date_from(since), date_from(until)
    if first is None or last is None or first.last > last.last:
        refuse("dates-out-of-order", f"--from {since} must not come after --to {until}")
    pack = library.pack_for([name], *rubrics(found))
    area = library.open_area(pack, name)
    before, after = (assessment.assess(pack.rubric, area, day) for day in (first, last))
    return assessment_result(before), assessment_result(after)
