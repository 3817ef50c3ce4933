"""The plan on Spark: on this machine, or on the cluster of a master."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from coopcli.files import moved_here
from coopcli.problems import InvalidInput, Location, Problem, refuse
from coopcli.tables.columns import Columns, each
from coopcli.tables.headers import header
from coopcli.tables.java import about_run, about_start, listening, require_java
from coopcli.tables.places import is_csv, is_remote
from coopcli.tables.ratings import PLACE, SOURCE, Kind
from coopcli.tables.refusals import NO_PARQUET

_KINDS = {
    "string": Kind.TEXT,
    "date": Kind.DATE,
    "timestamp": Kind.TIME,
    "timestamp_ntz": Kind.TIME,
    "float": Kind.REAL,
    "double": Kind.REAL,
    **dict.fromkeys(("tinyint", "smallint", "int", "bigint"), Kind.WHOLE),
}

_AT_ONCE = 8
"""Files whose columns are looked up at the same time, which Spark takes some while for."""

_SETTINGS = {
    "spark.log.level": "OFF",  # what fails is reported by us
    "spark.sql.csv.parser.columnPruning.enabled": "false",  # or rows of other lengths pass
    "spark.sql.ansi.enabled": "true",  # what overflows is refused, and does not wrap around
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
}


class Spark:
    """A session, on a master or as the surroundings have it; it ends with the block around it."""

    def __init__(self, master: str = "", memory: str = "") -> None:
        logging.disable()  # the bridge to Java logs its traces when a signal ends a run
        builder = _library().builder.appName("coopcli")
        if master or not _has_surroundings():
            builder = builder.master(master or "local[*]")
        settings = {**_SETTINGS, "spark.ui.showConsoleProgress": str(_is_terminal()).lower()}
        if memory:
            settings["spark.driver.memory"] = _in_letters(memory)
        for name, value in settings.items():
            builder = builder.config(name, value)
        self._memory = memory
        heard: list[str] = []
        try:
            with listening() as heard:
                self._session = builder.getOrCreate()
        except Exception as error:  # of Java, of the network, of the cluster
            raise InvalidInput([about_start(error, "".join(heard), master, memory)]) from None
        self._paths: Sequence[str] = ()
        self._types: dict[str, dict[str, str]] = {}

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *_error: object) -> None:
        with suppress(Exception):  # Java may be gone, which was reported
            self._session.stop()
        logging.disable(logging.NOTSET)

    def columns_of(self, paths: Sequence[str]) -> Columns:
        """The columns of each of some files, all Parquet or all CSV, and what they hold.

        Raises: InvalidInput for files that are neither, and for those that Spark cannot see.
        """
        self._paths = paths
        pool = ThreadPoolExecutor(_AT_ONCE)
        try:
            self._types = each(self._types_of, paths, pool.map)
        finally:
            pool.shutdown(cancel_futures=True)
        kind = dict.fromkeys(_KINDS, Kind.CELL) if is_csv(paths[0]) else _KINDS
        return {
            path: {name: kind.get(one, Kind.OTHER) for name, one in types.items()}
            for path, types in self._types.items()
        }

    def _types_of(self, path: str) -> dict[str, str]:
        if not is_remote(path):
            _require_seen(path)
            if is_csv(path):
                return dict.fromkeys(header(path), "string")
        with self._refusing(paths=[path]):
            return dict(self._frame([path]).dtypes)

    def _frame(self, paths: Sequence[str], *, whole: bool = False) -> Any:
        """The rows of files with the same columns; of CSV each in one piece if ``whole``."""
        exact = [*map(_exact, paths)]
        if not is_csv(paths[0]):
            several = is_remote(paths[0])  # an address may be a folder of files that differ
            return self._session.read.option("mergeSchema", value=several).parquet(*exact)
        reader = self._session.read.options(header=True, escape='"', multiLine=whole)
        reader = reader.options(mode="FAILFAST")  # the default fills up rows, and cuts them off
        if is_remote(paths[0]):
            return reader.options(enforceSchema=False).csv(exact)
        names = (name.replace("`", "``") for name in self._types[paths[0]])
        return reader.schema(", ".join(f"`{name}` STRING" for name in names)).csv(exact)

    def view(self, columns: Mapping[str, str], *, placed: bool = False) -> None:
        """Makes the view of the rows: under each plain name the column of a file.

        Rows that are ``placed`` say in which file and row they stand, which takes longer.
        """
        alike: dict[object, list[str]] = {}
        for path in self._paths:
            types = self._types[path]
            # A schema for CSV names all columns; of Parquet those are read that are asked for.
            named = types if is_csv(path) else {own: types.get(own) for own in columns.values()}
            alone = is_remote(path) or (placed and is_csv(path))
            alike.setdefault(path if alone else tuple(named.items()), []).append(path)
        with self._refusing():
            frames = [self._chosen(columns, paths, placed=placed) for paths in alike.values()]
            self._rows = frames[0]
            for frame in frames[1:]:
                self._rows = self._rows.unionByName(frame)
            self._rows.createOrReplaceTempView(SOURCE)

    def _chosen(self, columns: Mapping[str, str], paths: Sequence[str], *, placed: bool) -> Any:
        there = self._types[paths[0]]
        listed = [
            f"`{own}` AS {name}" if own in there else f"NULL AS {name}"
            for name, own in columns.items()
        ]
        if placed:
            file = "url_decode(replace(_metadata.file_path, '+', '%2B'))"
            file = f"regexp_replace({file}, '^file:/+', '/')"
            row = "CAST(monotonically_increasing_id() & 8589934591 AS BIGINT) + 2"
            if not is_csv(paths[0]):
                row = "_metadata.row_index + 1"
            listed += [f"{file} AS source_file", f"{row} AS source_row"]
        return self._frame(paths, whole=placed).selectExpr(*listed)

    def without(self, wrong: str) -> None:
        """Takes the rows that a kept table names from a view with places."""
        with self._refusing():
            names = self._session.table(wrong).select(*PLACE)
            self._rows.join(names, [*PLACE], "left_anti").createOrReplaceTempView(SOURCE)

    def keep(self, name: str, query: str) -> None:
        """Runs a query and keeps what it finds, in memory or on disk."""
        with self._refusing():
            self._session.sql(query).persist().createOrReplaceTempView(name)

    def one(self, query: str) -> tuple[Any, ...]:
        """The one row of a query."""
        (row,) = self.rows(query)
        return row

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self._refusing():
            return [tuple(row) for row in self._session.sql(query).collect()]

    def write(self, query: str, path: str, name: str) -> None:
        """Writes what a query finds: one file here, a folder of them in a place like s3a://.

        Messages call the file by a name.
        """
        folder = path if is_remote(path) else f"{path}.parts"
        try:
            with self._refusing(name):
                frame = self._session.sql(query)
                if not is_remote(path):
                    frame = frame.coalesce(1)
                if is_csv(path):
                    frame.write.csv(folder, header=True)
                else:
                    frame.write.parquet(folder)
                if not is_remote(path):
                    (part,) = Path(folder).glob("part-*")
                    moved_here(str(part), path)
        finally:
            if not is_remote(path):
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _refusing(self, output: str = "", paths: Sequence[str] = ()) -> Iterator[None]:
        """What Spark has against a run, as a problem of the files that it reads or writes."""
        try:
            yield
        except InvalidInput:
            raise
        except Exception as error:
            problem = about_run(error, paths or self._paths, self._memory, output)
            raise InvalidInput([problem]) from None


def _library() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        refuse("no-spark", "PySpark is not installed; it comes with: pip install 'coopcli[spark]'")
    require_java()
    return SparkSession


def _require_seen(path: str) -> None:
    """Raises: InvalidInput for a file that Spark cannot read, or passes over without a word."""
    name, why = os.path.basename(path), ""
    if name.startswith((".", "_")) or ":" in name:
        why = "Spark reads no file whose name has a colon, or begins with '.' or '_'; rename it"
    elif not is_csv(path) and not os.path.getsize(path):
        why = NO_PARQUET
    if why:
        raise InvalidInput([Problem(Location(path), "unreadable-table", why)])


def _exact(path: str) -> str:
    """The address of a file of this machine, whose name else may be a pattern or an address."""
    if is_remote(path):
        return path
    return "file://" + re.sub(r"([\\*?\[\]{}])", r"\\\1", os.path.abspath(path))


def _has_surroundings() -> bool:
    """Whether something else says where Spark runs: spark-submit, or a configuration."""
    names = ("SPARK_CONF_DIR", "MASTER", "PYSPARK_GATEWAY_PORT", "SPARK_REMOTE")
    return any(os.environ.get(name) for name in names)


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _in_letters(memory: str) -> str:
    """A size as Java spells it: 2GB is 2g."""
    found = re.fullmatch(r"(\d+)\s*([kmgt])i?b?", memory.strip().lower())
    if not found:
        refuse("usage", f"--memory is a size as 2GB, not {memory!r}")
    return "".join(found.groups())
