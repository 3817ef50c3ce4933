"""``export``: a pack as tidy tables, for pandas, R, a spreadsheet, or ``table``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coopcli.cli import options


class What(StrEnum):
    """The tables of a pack."""

    RATINGS = "ratings"
    EVIDENCE = "evidence"
    AREAS = "areas"
    CRITERIA = "criteria"


def export(
    areas: Annotated[
        list[str] | None,
        typer.Argument(metavar="[AREA...]", help="Names or files of areas.", show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All areas of the rubric.")] = False,
    table: Annotated[What, typer.Option("--table", help="What to write a row for.")] = What.RATINGS,
    rubric: options.RubricOption = "",
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A .csv or .parquet file, written whole or not at all; - for CSV on stdout.",
        ),
    ] = "-",
) -> None:
    """Areas as a tidy table: a row for each rating, with its date, levels and confidence.

    Parquet needs the extra: pip install 'coopcli[table]'.
    """
    from coopcli.cli.output import to_stdout
    from coopcli.cli.request import request
    from coopcli.packs import library
    from coopcli.problems import refuse
    from coopcli.tables.export import TABLES
    from coopcli.tables.writing import csv_text, require_suffix, write_table

    if not areas and not everything:
        refuse("no-area", "name areas, or say --all")
    require_suffix(output)
    pack = request(areas or [], rubric=rubric).pack
    chosen = [*library.areas_of(pack)] if everything else library.open_areas(pack, areas or [])
    made = TABLES[table.value](pack, chosen)
    if output == "-":
        to_stdout(csv_text(made), "csv")
    else:
        write_table(made, output)
