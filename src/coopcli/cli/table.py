"""``table``: lights of ratings by the million, on DuckDB or Spark."""

from __future__ import annotations

import sys
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from coopcli.cli import options
from coopcli.cli.exits import Exit

if TYPE_CHECKING:
    from coopcli.tables.dates import Months
    from coopcli.tables.duck import DuckDb
    from coopcli.tables.spark import Spark


class EngineName(StrEnum):
    """What runs the plan."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Every(StrEnum):
    """How far dates lie apart."""

    MONTH = "month"


def table(
    ratings: Annotated[
        list[str],
        typer.Argument(
            metavar="RATINGS...",
            help="Parquet or CSV files, or patterns in quotation marks: 'coded/*.parquet'.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="The lights, .parquet or .csv, written whole or not at all.",
        ),
    ] = "",
    rubric: options.RubricOption = "",
    as_of: options.AsOfOption = "",
    every: Annotated[
        Every | None,
        typer.Option(
            "--every", help="A row for each date from --from to --to.", show_default=False
        ),
    ] = None,
    start: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first date of --every.")
    ] = "",
    end: Annotated[
        str, typer.Option("--to", metavar="DATE", help="The last date of --every.")
    ] = "",
    engine: Annotated[EngineName, typer.Option("--engine", help="What runs the SQL.")] = (
        EngineName.DUCKDB
    ),
    master: Annotated[
        str,
        typer.Option(
            "--master",
            metavar="URL",
            help="Where Spark runs.  [default: as its configuration says, else local[*]]",
            show_default=False,
        ),
    ] = "",
    memory: Annotated[
        str,
        typer.Option(
            "--memory",
            metavar="SIZE",
            help="Most memory of the engine, as 2GB; it uses the disk for more.",
            show_default=False,
        ),
    ] = "",
    any_area: Annotated[
        bool, typer.Option("--any-area", help="Take areas that the rubric does not have.")
    ] = False,
    keep_going: Annotated[
        bool,
        typer.Option(
            "--keep-going", help="Leave out wrong rows, and write them to a file of their own."
        ),
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the SQL, and compute nothing.")
    ] = False,
) -> None:
    """The light of each pair of parties and area, from a table of ratings.

    Long form has the columns area, criterion, known, low, and if wanted parties, high, state and
    trend; wide form a column for each criterion. Needs an extra: pip install 'coopcli[table]'.
    """
    from coopcli.cli.messages import print_message
    from coopcli.cli.output import to_stdout
    from coopcli.cli.request import request
    from coopcli.problems import quoted, refuse, visible
    from coopcli.tables import run
    from coopcli.tables.places import is_remote
    from coopcli.tables.writing import require_suffix

    if not output and not explain:
        refuse("no-output", "name a file for the lights: -o lights.parquet")
    require_suffix(output or "-")
    months = _months(as_of, every, start, end)
    asked = request([], rubric=rubric, as_of=as_of)
    own = asked.as_of.last if asked.as_of else None
    task = run.Task(asked.pack, run.inputs(ratings), months or own, any_area)
    if engine is EngineName.DUCKDB:
        if master:
            refuse("usage", "--master is for --engine spark")
        if remote := [name for name in (*ratings, output) if is_remote(name)]:
            refuse("usage", f"{quoted(remote[0])} is for --engine spark; DuckDB reads files here")
    with _opened(engine, master, memory) as opened:
        if explain:
            to_stdout(run.found(opened, task).plan.text, "text")
            return
        wrong = run.run(opened, task, output, keep_going=keep_going)
    for problem in wrong:
        print_message(visible(str(problem)))
    if wrong:
        raise typer.Exit(Exit.INVALID)


def _opened(engine: EngineName, master: str, memory: str) -> DuckDb | Spark:
    if engine is EngineName.SPARK:
        from coopcli.tables.spark import Spark

        return Spark(master, memory)
    from coopcli.tables.duck import DuckDb

    return DuckDb(memory, _bar if sys.stderr is not None and sys.stderr.isatty() else None)


_WIDTH = 30


def _bar(step: str, share: float | None) -> None:
    """A bar on the terminal, over itself, for work longer than a second; it leaves no trace."""
    line = ""
    if share is not None:
        done = round(_WIDTH * min(share, 1))
        line = f"{step} [{'#' * done}{'.' * (_WIDTH - done)}] {share:4.0%}"
    end = "" if line else "\r"
    with suppress(OSError, ValueError):
        print(f"\r{line:{_WIDTH + 20}}", end=end, file=sys.stderr, flush=True)


def _months(as_of: str, every: Every | None, start: str, end: str) -> Months | None:
    from coopcli.problems import refuse
    from coopcli.tables.dates import Months

    first, last = map(options.date_from, (start, end))
    if every is None:
        if first or last:
            refuse("usage", "--from and --to are for --every month")
        return None
    if as_of or not first or not last or last.last < first.last:
        refuse("usage", "--every month needs --from and a later --to, and no --as-of")
    return Months(first.last, last.last)
