"""The plan on Spark: on this machine, or on the cluster of a master."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from coopcli.files import moved_here
from coopcli.problems import InvalidInput, Location, Problem, refuse
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
    "spark.log.level": "ERROR",
    "spark.sql.ansi.enabled": "true",  # what overflows is refused, and does not wrap around
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
}


class Spark:
    """A session, on a master or as the surroundings have it; it ends with the block around it."""

    def __init__(self, master: str = "", memory: str = "") -> None:
        builder = _library().builder.appName("coopcli")
        if master or not _has_surroundings():
            builder = builder.master(master or "local[*]")
        settings = {**_SETTINGS, "spark.ui.showConsoleProgress": str(_is_terminal()).lower()}
        if memory:
            settings["spark.driver.memory"] = _in_letters(memory)
        for name, value in settings.items():
            builder = builder.config(name, value)
        try:
            self._session = builder.getOrCreate()
        except Exception as error:  # of Java, of the network, of the cluster
            refuse("no-spark", f"Spark does not start: {_first_line(error)}")
        self._paths: Sequence[str] = ()

    def __enter__(self) -> Spark:
        return self

    def __exit__(self, *_error: object) -> None:
        self._session.stop()

    def columns_of(self, paths: Sequence[str]) -> dict[str, Kind]:
        """The columns of some files, all Parquet or all CSV, and what they hold.

        Raises: InvalidInput for a file that is neither.
        """
        self._paths = paths
        try:
            found = dict(self._frame().dtypes)
        except Exception as error:
            self._refuse(error)
        if is_csv(paths[0]):
            return dict.fromkeys(found, Kind.CELL)
        return {name: _KINDS.get(kind, Kind.OTHER) for name, kind in found.items()}

    def _frame(self, *, whole: bool = False) -> Any:
        """The rows; of CSV each file in one piece where it is to stay ``whole``."""
        if is_csv(self._paths[0]):
            reader = self._session.read.options(header=True, escape='"', multiLine=whole)
            return reader.csv([*self._paths])
        return self._session.read.option("mergeSchema", value=True).parquet(*self._paths)

    def view(self, columns: Mapping[str, str], *, placed: bool = False) -> None:
        """Makes the view of the rows: under each plain name the column of a file.

        Rows that are ``placed`` say in which file and row they stand, which takes longer.
        """
        listed = [f"`{own}` AS {name}" for name, own in columns.items()]
        frame = self._frame(whole=placed)
        if placed:
            file = "regexp_replace(_metadata.file_path, '^file:/+', '/')"
            row = "CAST(monotonically_increasing_id() & 8589934591 AS BIGINT) + 2"
            if not is_csv(self._paths[0]):
                row = "_metadata.row_index + 1"
            listed += [f"{file} AS source_file", f"{row} AS source_row"]
        self._rows = frame.selectExpr(*listed)
        self._rows.createOrReplaceTempView(SOURCE)

    def without(self, wrong: str) -> None:
        """Takes the rows that a kept table names from a view with places."""
        names = self._session.table(wrong).select(*PLACE)
        self._rows.join(names, [*PLACE], "left_anti").createOrReplaceTempView(SOURCE)

    def keep(self, name: str, query: str) -> None:
        """Runs a query and keeps what it finds, in memory or on disk."""
        frame = self._run(query).persist()
        frame.createOrReplaceTempView(name)

    def one(self, query: str) -> tuple[Any, ...]:
        """The one row of a query."""
        (row,) = self.rows(query)
        return row

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        try:
            return [tuple(row) for row in self._run(query).collect()]
        except Exception as error:
            self._refuse(error)

    def write(self, query: str, path: str, _name: str) -> None:
        """Writes what a query finds: one file here, a folder of them in a place like s3a://."""
        frame = self._run(query)
        folder = path if is_remote(path) else f"{path}.parts"
        try:
            if not is_remote(path):
                frame = frame.coalesce(1)
            if is_csv(path):
                frame.write.csv(folder, header=True)
            else:
                frame.write.parquet(folder)
            if not is_remote(path):
                (part,) = Path(folder).glob("part-*")
                moved_here(str(part), path)
        except InvalidInput:
            raise
        except Exception as error:
            self._refuse(error)
        finally:
            if not is_remote(path):
                shutil.rmtree(folder, ignore_errors=True)

    def _run(self, query: str) -> Any:
        try:
            return self._session.sql(query)
        except Exception as error:
            self._refuse(error)

    def _refuse(self, error: Exception) -> NoReturn:
        where = Location(self._paths[0] if self._paths else SOURCE)
        raise InvalidInput([Problem(where, "unreadable-table", _first_line(error))]) from None


def _library() -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        refuse("no-spark", "PySpark is not installed; it comes with: pip install 'coopcli[spark]'")
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        refuse("no-java", "Spark needs Java 17 or newer; Debian has it as openjdk-17-jre-headless")
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


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
