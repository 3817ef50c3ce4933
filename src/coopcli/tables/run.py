"""From files of ratings to a file of lights, whole or not at all."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from coopcli import files
from coopcli.files import made_whole, require_writable
from coopcli.packs.library import Pack, areas_of
from coopcli.problems import InvalidInput, Location, Problem, refuse, visible
from coopcli.tables import problems
from coopcli.tables.columns import Columns, layout_of
from coopcli.tables.dates import STATES, When
from coopcli.tables.places import is_remote
from coopcli.tables.plan import Plan, plan
from coopcli.tables.problems import WRONG
from coopcli.tables.ratings import Layout
from coopcli.tables.shape import Shape, shape_of
from coopcli.tables.sql import chained

SUFFIXES = (".parquet", ".csv")


class Engine(Protocol):
    """What runs a plan."""

    def columns_of(self, paths: Sequence[str]) -> Columns:
        """The columns of each of some files, and what they hold."""

    def view(self, columns: Mapping[str, str], *, placed: bool = False) -> None:
        """Makes the view of the rows: under each plain name the column of a file."""

    def keep(self, name: str, query: str) -> None:
        """Runs a query and keeps what it finds."""

    def without(self, wrong: str) -> None:
        """Takes the rows that a kept table names from a view with places."""

    def one(self, query: str) -> tuple[Any, ...]:
        """The one row of a query."""

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""

    def write(self, query: str, path: str, name: str) -> None:
        """Writes what a query finds to a file that messages call by a name."""


class Task(NamedTuple):
    """What is to be done: ``any_area`` takes areas that the pack does not have."""

    pack: Pack
    paths: tuple[str, ...]
    when: When
    any_area: bool = False


class Found(NamedTuple):
    """The plan for some files, with the columns that it reads and the areas that it knows."""

    plan: Plan
    shape: Shape
    layout: Layout
    columns: dict[str, str]
    areas: tuple[str, ...]


def inputs(names: Iterable[str]) -> tuple[str, ...]:
    """The files of some names, paths or patterns, all Parquet or all CSV.

    Raises: InvalidInput where there is none, or where they are of other kinds.
    """
    found: list[str] = []
    for name in names:
        if is_remote(name):
            found.append(name)
            continue
        paths = [name] if os.path.exists(name) else sorted(glob.glob(name, recursive=True))
        if not paths:
            raise InvalidInput([Problem(Location(visible(name)), "unreadable", "no such file")])
        for path in paths:
            inside = sorted(glob.glob(os.path.join(glob.escape(path), "*.parquet")))
            found += inside if os.path.isdir(path) else [path]
    kinds = {Path(path).suffix.lower() for path in found}
    if not found:
        refuse("no-files", "there is no .parquet file in this folder; for CSV write 'folder/*.csv'")
    if len(kinds) != 1 or kinds - {*SUFFIXES}:
        listed = ", ".join(sorted(kind or "no suffix" for kind in kinds))
        refuse(
            "unknown-suffix", f"files are needed that are all .parquet or all .csv, not {listed}"
        )
    files.protect(lambda: found)
    real = {path if is_remote(path) else os.path.realpath(path): path for path in found}
    return tuple(real.values())  # one file by two names would be read twice


def found(engine: Engine, task: Task) -> Found:
    """The plan of a task, from what stands in its files.

    Raises: InvalidInput where columns are missing, unknown, or of another kind.
    """
    files = engine.columns_of(task.paths)
    areas = tuple(areas_of(task.pack))
    shape = shape_of(task.pack.rubric, areas)
    names = tuple(area.id for area in areas)
    layout, columns = layout_of(shape, files)
    known = () if task.any_area else names
    return Found(plan(shape, layout, task.when, known), shape, layout, columns, known)


def run(engine: Engine, task: Task, output: str, *, keep_going: bool = False) -> list[Problem]:
    """Writes the lights of all rows, or of those in which nothing is wrong: what that is.

    The first wrong rows come one by one, and all of them, counted by kind, in the last problem.

    Raises: InvalidInput where something is wrong and it does not keep going: nothing is written.
    """
    if not is_remote(output):
        require_writable(output)
    job = found(engine, task)
    engine.view(job.columns)
    engine.keep(STATES, chained(job.plan.states))
    wrong = _wrong(engine, job) if _is_wrong(engine, job) else []
    if wrong:
        listed = problems_path(output)
        if not keep_going:
            raise InvalidInput([*wrong, _summary(engine, "nothing was written")])
        engine.without(WRONG)
        engine.keep(STATES, chained(job.plan.states))
        _written(engine, f"SELECT * FROM {WRONG}", listed)
        wrong.append(_summary(engine, f"left out, and listed in {listed}"))
    _written(engine, chained(job.plan.lights), output)
    return wrong


def _is_wrong(engine: Engine, job: Found) -> bool:
    """Whether something is wrong somewhere; which rows takes longer to find out."""
    bad, many, unknown, _ = engine.one(chained(job.plan.checks))
    if bad or unknown:
        return True
    return bool(many and engine.one(problems.repeated_keys(job.shape, job.layout))[0])


def _written(engine: Engine, query: str, path: str) -> None:
    if is_remote(path):  # a file system of its own, which only the engine reaches
        engine.write(query, path, path)
        return
    with made_whole(path) as temporary:
        engine.write(query, temporary, path)


def problems_path(output: str) -> str:
    """The file of what is wrong, beside the lights."""
    front, _, suffix = output.rpartition(".")
    return f"{front}.problems.{suffix}"


def _wrong(engine: Engine, job: Found) -> list[Problem]:
    """The first wrong rows; the engine keeps all."""
    engine.view(job.columns, placed=True)
    engine.keep(WRONG, problems.wrong_rows(job.shape, job.layout, job.areas))
    return [
        Problem(Location(file, row, 1), code, problems.message(code, job.shape, job.layout, value))
        for file, row, code, value in engine.rows(problems.FIRST)
    ]


def _summary(engine: Engine, end: str) -> Problem:
    counts = dict(engine.rows(problems.COUNTS))
    listed = ", ".join(f"{count} {code}" for code, count in counts.items())
    total = sum(counts.values())
    wrong = "1 row is wrong" if total == 1 else f"{total} rows are wrong"
    return Problem(Location("command line"), "wrong-rows", f"{wrong} ({listed}); {end}")
