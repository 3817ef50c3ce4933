"""From names, files and folders to the row of each area, by one worker or several.

What comes out depends on the input alone: rows come in the order of the input, whoever made them.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from coopcli import files, paths
from coopcli.analysis.changes import Snapshot
from coopcli.analysis.gates import Gates
from coopcli.excluding import NOTHING, Excluded
from coopcli.identity import Claims, FileKey, file_key
from coopcli.model import PartialDate
from coopcli.packs import library
from coopcli.packs.library import SUFFIXES, Pack
from coopcli.problems import InvalidInput, Location, Problem, file_from
from coopcli.reading import pack_files, source
from coopcli.studies.gated import gating
from coopcli.studies.rows import Record, Row, row_of, unread_of
from coopcli.studies.workers import WorkerLost, in_order

CHUNK = 64
"""Files that a worker is given at once: fewer cost in messages, more leave a worker idle."""

WORTH_WORKERS = 192
"""Files from which workers are started by default; below, starting them costs what they save."""


MOST_UNKNOWN = 100
"""Names of no area that are looked up; for each of them every area of the pack is read."""


class Input(NamedTuple):
    """A file to assess, or a name with what is wrong with it already."""

    path: str
    problems: tuple[Problem, ...] = ()


class Task(NamedTuple):
    """What is done with every area; without ``day`` each is judged on its newest rating."""

    pack: Pack
    day: PartialDate | None = None
    gates: Gates = Gates()
    enforced: bool = True
    baseline: Mapping[str, Snapshot] | None = None


class Found(NamedTuple):
    """The inputs in order, each once, the words that matched none, and the folders searched.

    ``everything``: whether all areas of the rubric were asked for.
    """

    inputs: list[Input]
    unmatched: list[str]
    folders: list[str]
    everything: bool = False


def find(
    names: Iterable[str], pack: Pack, *, everything: bool = False, excluded: Excluded = NOTHING
) -> Found:
    """What names of areas, files and folders stand for.

    Folders are searched in depth for ``.yaml`` and ``.yml``, in order of names; what begins with a
    dot and the files of a pack that are no areas are left out. A folder that is named like a file
    is an input that cannot be read. A file of a pack that is no area stands for the areas of the
    pack, since each of them rests on it. What is ``excluded`` no search comes upon.

    Raises: InvalidInput where more than ``MOST_UNKNOWN`` names are those of no area.
    """
    inputs: dict[FileKey, Input] = {}
    found = Found([], [], [], everything)
    unknown: list[Problem] = []
    for name in dict.fromkeys(names):
        matched = list(_matching(name, pack, found.folders, excluded))
        unknown += [one.problems[0] for one in matched if one.problems]
        if len(unknown) > MOST_UNKNOWN:
            rest = f"after {MOST_UNKNOWN} unknown names the rest is not looked up"
            raise InvalidInput([*unknown, Problem(Location(name), "too-many-problems", rest)])
        if not matched:
            found.unmatched.append(name)
        for one in matched:
            inputs.setdefault(one.path if one.problems else file_key(one.path), one)
    if everything:
        files = _areas_of(pack.area_files(), excluded)
        if not files:
            found.unmatched.append("--all")
        for path in files:
            inputs.setdefault(file_key(path), Input(path))
    found.inputs.extend(inputs.values())
    return found


def _areas_of(files: Iterable[Path], excluded: Excluded) -> list[str]:
    return [str(path) for path in files if not excluded.covers(str(path))]


def _matching(name: str, pack: Pack, folders: list[str], excluded: Excluded) -> Iterator[Input]:
    if os.path.isdir(name) and not name.endswith(SUFFIXES):
        folders.append(name)
        found = library.below(name, excluded)
        yield from map(Input, found.areas)
        yield from (Input(problem.where.path, (problem,)) for problem in found.problems)
    elif _is_of_pack(name):
        around = Path(name).parent
        folders.append(str(around / "areas"))
        try:
            yield from map(Input, _areas_of(library.area_files_of(around), excluded))
        except InvalidInput as error:
            yield Input(name, tuple(error.problems))
    elif library.is_path(name):
        yield Input(name)
    else:
        try:
            yield Input(library.area_path(pack, name))
        except InvalidInput as error:
            yield Input(name, tuple(error.problems))


def _is_of_pack(name: str) -> bool:
    """Whether a file is one of a pack and no area."""
    return os.path.basename(name) in pack_files.PACK_FILES and os.path.isfile(
        os.path.join(os.path.dirname(name), "rubric.yaml")
    )


def record(task: Task, given: Input) -> Record:
    """The row of an input, or what is wrong with it."""
    if given.problems:
        return unread_of(given.path, given.problems)
    try:
        area = library.read_area(task.pack, source.read(given.path))
    except InvalidInput as error:
        return unread_of(given.path, error.problems)
    assessment = task.pack.assess(area, task.day)
    before = None if task.baseline is None else task.baseline.get(area.id)
    return row_of(assessment, gating(task.gates, assessment, before, enforced=task.enforced))


def vanished(
    baseline: Mapping[str, Snapshot], seen: Container[str], found: Found, *, beside: str
) -> list[str]:
    """The areas of a baseline that a search did not find, and whose files stand nowhere else.

    ``beside``: the file of the baseline, since its paths may be relative to its folder. A run over
    single files says nothing of the others; one over all areas of the rubric speaks of every one.
    """
    if not found.folders and not found.everything:
        return []
    roots = tuple(os.path.join(os.path.realpath(folder), "") for folder in found.folders)
    return [
        name
        for name, before in baseline.items()
        if name not in seen and (found.everything or not _elsewhere(before.file, roots, beside))
    ]


def _elsewhere(file: str, roots: tuple[str, ...], beside: str) -> bool:
    """Whether a file of a baseline is still there, outside of the folders that were searched."""
    for base in ("", os.path.dirname(beside)):
        folder, name = os.path.split(os.path.join(base, paths.located(file_from(file))))
        path = os.path.join(os.path.realpath(folder), name)
        if os.path.lexists(path) and not path.startswith(roots):
            return True
    return False


Kept = Callable[[Record], Any]
"""What is kept of a record, made where the record is made: a line of text, or the record."""


def records(task: Task, inputs: Iterable[Input], keep: Kept, workers: int = 1) -> Iterator[Any]:
    """What is kept of each input's record, in the order of the inputs.

    The first file with an area id has it; every other one is an input that cannot be read.
    """
    inputs = list(inputs)
    claims = Claims()
    for given, (area, kept) in zip(inputs, _judged(task, inputs, keep, workers), strict=True):
        clash = claims.clash(area, given.path) if area else ""
        if clash:
            yield keep(unread_of(given.path, [library.clash_problem(given.path, clash)]))
        else:
            yield kept


_Judged = tuple[str, Any]
"""The id of an area, empty for an input that could not be read, and what is kept of its record."""


def _judged(task: Task, inputs: list[Input], keep: Kept, workers: int) -> Iterator[_Judged]:
    chunks = _chunks(inputs)
    if workers < 2:
        for chunk in chunks:
            yield from _chunk(task, keep, chunk)
    else:
        yield from _in_parallel(task, keep, chunks, workers)


def workers_for(files: int, wanted: int | None) -> int:
    """How many workers are worth their start; as many as wanted where that is said."""
    if not hasattr(os, "fork"):
        return 1
    if wanted is not None:
        return min(wanted, max(1, -(-files // CHUNK)))
    return min(2, os.cpu_count() or 1) if files >= WORTH_WORKERS else 1


def _chunks(inputs: Iterable[Input]) -> Iterator[list[Input]]:
    rest = iter(inputs)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _one(task: Task, keep: Kept, given: Input) -> _Judged:
    made = record(task, given)
    return (made.area.id if isinstance(made, Row) else ""), keep(made)


def _chunk(task: Task, keep: Kept, chunk: list[Input]) -> list[_Judged]:
    # Nodes, areas and rows hold no circles: counting references frees them. The collector would
    # only walk through the rubric again and again, which costs a fifth of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return [_one(task, keep, given) for given in chunk]
    finally:
        if collecting:
            gc.enable()


def _in_parallel(
    task: Task, keep: Kept, chunks: Iterator[list[Input]], workers: int
) -> Iterator[_Judged]:
    pieces = list(chunks)
    # The workers read, and this process writes.
    files.protect(lambda: (given.path for piece in pieces for given in piece))
    gc.freeze()  # what is there now stays: a process that counted it would copy its pages
    try:
        for results in in_order(lambda chunk: _chunk(task, keep, chunk), pieces, workers):
            yield from results
    except WorkerLost:
        message = "a worker process was killed, or memory ran out; not all areas were judged"
        raise InvalidInput([Problem(Location("--workers"), "worker-lost", message)]) from None
    finally:
        gc.unfreeze()
