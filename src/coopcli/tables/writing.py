"""Tidy tables as CSV or Parquet."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

from coopcli.files import made_whole, write_whole
from coopcli.formats.csv import guarded
from coopcli.problems import legible, one_line, quoted, refuse
from coopcli.tables.export import Table, Value
from coopcli.tables.places import is_csv

_TYPES = {str: "VARCHAR", int: "INTEGER", date: "DATE"}


def require_suffix(output: str) -> None:
    """Refuses a file of another kind than those that tables are written to.

    Raises: InvalidInput for another suffix.
    """
    suffix = Path(output).suffix.lower()
    if output != "-" and suffix not in (".csv", ".parquet"):
        refuse("unknown-suffix", f".csv or .parquet is needed, not {quoted(suffix)}")


def csv_text(table: Table) -> str:
    """A table as CSV, in which no cell is a formula and each row is one line."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return out.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return guarded(legible(one_line(value))) if isinstance(value, str) else str(value)


def write_table(table: Table, path: str) -> None:
    """Writes a table to a file, whole or not at all.

    Raises: InvalidInput where it cannot be written, or Parquet is asked for and DuckDB not there.
    """
    if is_csv(path):
        write_whole(path, [csv_text(table).encode()])
        return
    from coopcli.tables.duck import DuckDb

    types = {name: _TYPES[kind] for name, kind in table.columns.items()}
    with DuckDb() as engine, made_whole(path) as temporary:
        engine.fill("exported", types, table.rows)
        engine.write("SELECT * FROM exported", temporary, path)
