"""The plan on Spark: on this machine, or on the cluster of a master."""

from __future__ import annotations

import logging
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from coopcli.files import moved_here
from coopcli.problems import InvalidInput, refuse
from coopcli.tables.headers import header
from coopcli.tables.java import about_run, about_start, listening, require_java
from coopcli.tables.places import is_csv, is_remote
from coopcli.tables.ratings import PLACE, SOURCE, Kind

_KINDS = {
    "string": Kind.TEXT,
    "date": Kind.DATE,
    "timestamp": Kind.TIME,
    "timestamp_ntz": Kind.TIME,
    "float": Kind.REAL,
    "double": Kind.REAL,
    **dict.fromkeys(("tinyint", "smallint", "int", "bigint"), Kind.WHOLE),
}

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
        self._headers: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *_error: object) -> None:
        with suppress(Exception):  # Java may be gone, which was reported
            self._session.stop()
        logging.disable(logging.NOTSET)

    def columns_of(self, paths: Sequence[str]) -> dict[str, Kind]:
        """The columns of some files, all Parquet or all CSV, and what they hold.

        Raises: InvalidInput for a file that is neither.
        """
        self._paths = paths
        if is_csv(paths[0]) and not any(map(is_remote, paths)):
            self._headers = {path: header(path) for path in paths}
            return {name: Kind.CELL for names in self._headers.values() for name in names}
        with self._refusing():
            found = dict(self._frame(paths).dtypes)
        if is_csv(paths[0]):
            return dict.fromkeys(found, Kind.CELL)
        return {name: _KINDS.get(kind, Kind.OTHER) for name, kind in found.items()}

    def _frame(self, paths: Sequence[str], *, whole: bool = False) -> Any:
        """The rows of files with the same columns; of CSV each in one piece if ``whole``."""
        if not is_csv(paths[0]):
            return self._session.read.option("mergeSchema", value=True).parquet(*paths)
        reader = self._session.read.options(header=True, escape='"', multiLine=whole)
        reader = reader.options(mode="FAILFAST")  # the default fills up rows, and cuts them off
        if paths[0] in self._headers:
            names = (name.replace("`", "``") for name in self._headers[paths[0]])
            reader = reader.schema(", ".join(f"`{name}` STRING" for name in names))
        else:
            reader = reader.options(enforceSchema=False)
        return reader.csv([*paths])

    def view(self, columns: Mapping[str, str], *, placed: bool = False) -> None:
        """Makes the view of the rows: under each plain name the column of a file.

        Rows that are ``placed`` say in which file and row they stand, which takes longer.
        """
        alike: dict[object, list[str]] = {}
        for path in self._paths:
            same = path if placed and is_csv(path) else self._headers.get(path)
            alike.setdefault(same, []).append(path)
        frames = [self._chosen(columns, paths, placed=placed) for paths in alike.values()]
        self._rows = frames[0]
        for frame in frames[1:]:
            self._rows = self._rows.unionByName(frame)
        self._rows.createOrReplaceTempView(SOURCE)

    def _chosen(self, columns: Mapping[str, str], paths: Sequence[str], *, placed: bool) -> Any:
        there = self._headers.get(paths[0])
        listed = [
            f"`{own}` AS {name}"
            if there is None or own in there
            else f"CAST(NULL AS STRING) AS {name}"
            for name, own in columns.items()
        ]
        if placed:
            file = "regexp_replace(_metadata.file_path, '^file:/+', '/')"
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
    def _refusing(self, output: str = "") -> Iterator[None]:
        """What Spark has against a run, as a problem of the files that it reads or writes."""
        try:
            yield
        except InvalidInput:
            raise
        except Exception as error:
            problem = about_run(error, self._paths, self._memory, output)
            raise InvalidInput([problem]) from None


def _library() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        refuse("no-spark", "PySpark is not installed; it comes with: pip install 'coopcli[spark]'")
    require_java()
    return SparkSession


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
