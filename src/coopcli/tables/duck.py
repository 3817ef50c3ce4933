"""The plan on DuckDB, which runs within the process."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

from coopcli.problems import InvalidInput, quoted, refuse
from coopcli.tables import refusals
from coopcli.tables.columns import Columns, each
from coopcli.tables.headers import header
from coopcli.tables.places import is_csv
from coopcli.tables.ratings import PLACE, SOURCE, Kind

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

_NO_FOLDERS = "hive_partitioning = false"
"""Or a folder that is named low=4 has more to say than the column of a file."""

_BETWEEN = 1.0
"""Seconds between two looks at the progress; what takes no longer shows none."""


class DuckDb:
    """A connection of its own, with what it may use; it closes with the block around it."""

    def __init__(self, memory: str = "", progress: Progress | None = None) -> None:
        self._db = _library().connect()
        self._memory, self._progress = memory, progress
        self._paths: Sequence[str] = ()
        self._headers: dict[str, tuple[str, ...]] = {}
        self._shown = False
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

    def columns_of(self, paths: Sequence[str]) -> Columns:
        """The columns of each of some files, all Parquet or all CSV, and what they hold.

        Raises: InvalidInput for files that are neither, and for those without their columns.
        """
        found = each(self._columns_of, paths)
        self._paths = paths
        self._headers = {path: tuple(kinds) for path, kinds in found.items()}
        return found

    def _columns_of(self, path: str) -> dict[str, Kind]:
        if is_csv(path):
            return dict.fromkeys(header(path), Kind.CELL)
        self._paths = [path]
        described = self.rows(f"DESCRIBE SELECT * FROM {_parquet([path])}")
        return {name: _KINDS.get(kind, Kind.OTHER) for name, kind, *_ in described}

    def view(self, columns: Mapping[str, str], *, placed: bool = False) -> None:
        """Makes the view of the rows: under each plain name the column of a file.

        Rows that are ``placed`` say in which file and row they stand, which takes longer.
        """
        listed = ", ".join(f"{_quoted(own)} AS {name}" for name, own in columns.items())
        source = self._placed() if placed else self._scan()
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

    def write(self, query: str, path: str, name: str) -> None:
        """Writes what a query finds to a file that messages call by a name."""
        form = "FORMAT csv, HEADER" if is_csv(path) else "FORMAT parquet"
        self._run(f"COPY ({query}) TO {_text(path)} ({form})", "writing", name)

    def _run(self, query: str, step: str = "checking", output: str = "") -> Any:
        """Runs a query, and meanwhile shows how far it is.

        It runs in another thread, because signals wait for what this one is in the middle of.
        """
        with self._refusing(output), ThreadPoolExecutor(1) as pool:
            running = pool.submit(self._db.execute, query)
            try:
                while wait([running], _BETWEEN).not_done:
                    self._show(step)
                return running.result()
            finally:
                if not running.done():  # a signal ends the run
                    self._db.interrupt()
                if self._shown:
                    self._show(step, done=True)

    def _show(self, step: str, *, done: bool = False) -> None:
        if self._progress is None:
            return
        percent = self._db.query_progress()
        if done or percent >= 0:
            self._shown = not done
            self._progress(step, None if done else percent / 100)

    @contextmanager
    def _refusing(self, output: str) -> Iterator[None]:
        """What the engine has against a run, as a problem of the files that it reads or writes."""
        duck = _library()
        try:
            yield
        except duck.Error as error:
            if isinstance(error, duck.OutOfMemoryException) or self._spill.name in str(error):
                problem = refusals.about_memory(error, self._memory, self._spill.name)
            elif output:
                problem = refusals.about_output(error, output)
            else:
                problem = refusals.about_input(error, tuple(self._paths))
            raise InvalidInput([problem]) from None

    def _scan(self) -> str:
        if not is_csv(self._paths[0]):
            return _parquet(self._paths)
        alike: dict[tuple[str, ...], list[str]] = {}
        for path, names in self._headers.items():
            alike.setdefault(names, []).append(path)
        return _united(f"SELECT * FROM {_csv(paths, names)}" for names, paths in alike.items())

    def _placed(self) -> str:
        """The rows with their file and their number in it, a header counted as the first."""
        each = []
        for path in self._paths:
            file = f"{_text(path)} AS source_file"
            if is_csv(path):
                row = "row_number() OVER () + 1 AS source_row"
                each.append(f"SELECT *, {file}, {row} FROM {_csv([path], self._headers[path])}")
            else:
                row = "file_row_number + 1 AS source_row"
                rows = f"read_parquet({_exact(path)}, file_row_number = true, {_NO_FOLDERS})"
                each.append(f"SELECT * EXCLUDE (file_row_number), {file}, {row} FROM {rows}")
        return _united(each)


def _library() -> Any:
    try:
        import duckdb
    except ImportError:
        refuse("no-duckdb", "DuckDB is not installed; it comes with: pip install 'coopcli[table]'")
    return duckdb


def _parquet(paths: Sequence[str]) -> str:
    return f"read_parquet([{', '.join(map(_exact, paths))}], union_by_name = true, {_NO_FOLDERS})"


def _csv(paths: Sequence[str], names: Sequence[str]) -> str:
    """The rows of files with one header; nothing is guessed, which would skip rows that differ."""
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in names)
    options = "auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"'"
    options += f", strict_mode = true, {_NO_FOLDERS}"
    listed = ", ".join(map(_exact, paths))
    return f"read_csv([{listed}], {options}, columns = {{{columns}}})"


def _united(queries: Iterable[str]) -> str:
    return f"({' UNION ALL BY NAME '.join(queries)})"


def _exact(path: str) -> str:
    """The name of a file as text, which else may be a pattern that other files fit."""
    return _text(glob.escape(path))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
