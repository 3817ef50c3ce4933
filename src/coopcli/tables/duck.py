"""The plan on DuckDB, which runs within the process."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from coopcli.problems import InvalidInput, Location, Problem, quoted, refuse
from coopcli.tables.places import is_csv
from coopcli.tables.ratings import PLACE, SOURCE, Kind

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str, float | None], None]
"""Is given what an engine does and the share that is done, 0-1, and in the end no share."""

_KINDS = {
    "VARCHAR": Kind.TEXT,
    "DATE": Kind.DATE,
    "TIMESTAMP": Kind.TIME,
    "TIMESTAMP_S": Kind.TIME,
    "TIMESTAMP_MS": Kind.TIME,
    "TIMESTAMP_NS": Kind.TIME,
    "FLOAT": Kind.REAL,
    "DOUBLE": Kind.REAL,
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT"), Kind.WHOLE),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT"), Kind.WHOLE),
}

_BETWEEN = 1.0
"""Seconds between two looks at the progress; what takes no longer shows none."""


class DuckDb:
    """A connection of its own, with what it may use; it closes with the block around it."""

    def __init__(self, memory: str = "", progress: Progress | None = None) -> None:
        self._db = _library().connect()
        self._progress = progress
        self._paths: Sequence[str] = ()
        self._rows = ""
        # DuckDB knows how far it is only where it could print a bar of its own.
        self._db.execute(f"SET enable_progress_bar = {str(progress is not None).lower()}")
        self._db.execute("SET enable_progress_bar_print = false")
        if memory:
            try:
                self._db.execute(f"SET memory_limit = {_text(memory)}")
            except _library().Error:
                refuse("usage", f"--memory is a size as 2GB, not {quoted(memory)}")
        # What does not fit in memory goes there; the default is a folder where the user stands.
        self._spill = tempfile.TemporaryDirectory(prefix="coopcli-", ignore_cleanup_errors=True)
        self._run(f"SET temp_directory = {_text(self._spill.name)}")

    def __enter__(self) -> DuckDb:
        return self

    def __exit__(self, *_error: object) -> None:
        self._db.close()
        self._spill.cleanup()

    def columns_of(self, paths: Sequence[str]) -> dict[str, Kind]:
        """The columns of some files, all Parquet or all CSV, and what they hold.

        Raises: InvalidInput for a file that is neither, and for one without its columns.
        """
        self._paths = paths
        found: dict[str, Kind] = {}
        for path in paths:  # each alone, so that a file that is broken is named
            with _wrong(path):
                described = self._db.execute(f"DESCRIBE SELECT * FROM {_scan([path])}").fetchall()
            kinds = {name: _KINDS.get(kind, Kind.OTHER) for name, kind, *_ in described}
            if is_csv(path):
                kinds = dict.fromkeys(kinds, Kind.CELL)
            found = {**kinds, **found}
        return found

    def view(self, columns: Mapping[str, str], *, placed: bool = False) -> None:
        """Makes the view of the rows: under each plain name the column of a file.

        Rows that are ``placed`` say in which file and row they stand, which takes longer.
        """
        listed = ", ".join(f"{_quoted(own)} AS {name}" for name, own in columns.items())
        source = _placed(self._paths) if placed else _scan(self._paths)
        place = f", {', '.join(PLACE)}" if placed else ""
        self._rows = f"SELECT {listed}{place} FROM {source}"
        self._run(f"CREATE OR REPLACE VIEW {SOURCE} AS {self._rows}")

    def without(self, wrong: str) -> None:
        """Takes the rows that a kept table names from a view with places."""
        same = " AND ".join(f"one.{name} = other.{name}" for name in PLACE)
        there = f"SELECT 1 FROM {wrong} AS other WHERE {same}"
        rows = f"SELECT * FROM ({self._rows}) AS one WHERE NOT EXISTS ({there})"
        self._run(f"CREATE OR REPLACE VIEW {SOURCE} AS {rows}")

    def keep(self, name: str, query: str) -> None:
        """Runs a query and keeps what it finds, in memory or beside it."""
        self._run(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", "reading")

    def fill(self, name: str, types: Mapping[str, str], rows: Sequence[tuple[object, ...]]) -> None:
        """Keeps some rows under a name."""
        columns = ", ".join(f"{_quoted(own)} {kind}" for own, kind in types.items())
        self._run(f"CREATE TEMP TABLE {name} ({columns})")
        if rows:
            values = [[*column] for column in zip(*rows, strict=True)]
            listed = ", ".join(["unnest(?)"] * len(types))
            self._db.execute(f"INSERT INTO {name} SELECT {listed}", values)

    def one(self, query: str) -> tuple[Any, ...]:
        """The one row of a query."""
        (row,) = self.rows(query)
        return row

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return [tuple(row) for row in self._run(query).fetchall()]

    def write(self, query: str, path: str) -> None:
        """Writes what a query finds to a file."""
        form = "FORMAT csv, HEADER" if is_csv(path) else "FORMAT parquet"
        self._run(f"COPY ({query}) TO {_text(path)} ({form})", "writing")

    def _run(self, query: str, step: str = "checking") -> Any:
        """Runs a query, and meanwhile shows how far it is."""
        where = self._paths[0] if self._paths else SOURCE
        with _wrong(where), _watched(self._db, step, self._progress):
            return self._db.execute(query)


def _library() -> Any:
    try:
        import duckdb
    except ImportError:
        refuse("no-duckdb", "DuckDB is not installed; it comes with: pip install 'coopcli[table]'")
    return duckdb


@contextmanager
def _watched(db: duckdb.DuckDBPyConnection, step: str, progress: Progress | None) -> Iterator[None]:
    if progress is None:
        yield
        return
    done, shown = threading.Event(), threading.Event()

    def watch() -> None:
        while not done.wait(_BETWEEN):
            if (percent := db.query_progress()) >= 0:
                shown.set()
                progress(step, percent / 100)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
        if shown.is_set():
            progress(step, None)


@contextmanager
def _wrong(path: str) -> Iterator[None]:
    """What the engine has against a file, as a problem of it."""
    try:
        yield
    except _library().Error as error:
        first = str(error).splitlines()[0]
        raise InvalidInput([Problem(Location(path), "unreadable-table", first)]) from None


_CSV = "header = true, delim = ',', quote = '\"', all_varchar = true, strict_mode = true"


def _scan(paths: Sequence[str]) -> str:
    listed = f"[{', '.join(map(_text, paths))}], union_by_name = true"
    return f"read_csv({listed}, {_CSV})" if is_csv(paths[0]) else f"read_parquet({listed})"


def _placed(paths: Sequence[str]) -> str:
    """The rows with their file and their number in it, a header counted as the first."""
    each = []
    for path in paths:
        if is_csv(path):
            place = f"{_text(path)} AS source_file, row_number() OVER () + 1 AS source_row"
            each.append(f"SELECT *, {place} FROM read_csv({_text(path)}, {_CSV})")
        else:
            place = f"{_text(path)} AS source_file, file_row_number + 1 AS source_row"
            rows = f"read_parquet({_text(path)}, file_row_number = true)"
            each.append(f"SELECT * EXCLUDE (file_row_number), {place} FROM {rows}")
    return f"({' UNION ALL BY NAME '.join(each)})"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
