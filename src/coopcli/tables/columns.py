"""The columns of files of ratings: whether there are those that are needed, alike in all files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TypeVar

from coopcli.problems import InvalidInput, Location, Problem, hint, quoted
from coopcli.tables.ratings import NEEDED, OPTIONAL, Kind, Layout
from coopcli.tables.shape import Shape

KEYS = ("parties", "area", "known")

Columns = Mapping[str, Mapping[str, Kind]]
"""By the path of a file and the name of a column what it holds."""


T = TypeVar("T")

_TYPO = 0.85
"""How like another a name must be, 0-1, to be a mistake for it: 'parites' for 'parties'."""


def each(
    look: Callable[[str], T],
    paths: Sequence[str],
    mapped: Callable[..., Iterable[T | InvalidInput]] = map,
) -> dict[str, T]:
    """What is found of each of some files, by a function as ``map``.

    Raises: InvalidInput with what is wrong with all of them.
    """

    def tried(path: str) -> T | InvalidInput:
        try:
            return look(path)
        except InvalidInput as error:
            return error

    found = dict(zip(paths, mapped(tried, paths), strict=True))
    if wrong := [one for one in found.values() if isinstance(one, InvalidInput)]:
        raise InvalidInput([problem for one in wrong for problem in one.problems])
    return {path: one for path, one in found.items() if not isinstance(one, InvalidInput)}


def layout_of(shape: Shape, files: Columns) -> tuple[Layout, dict[str, str]]:
    """How ratings lie in files of some columns: long where there is a criterion, else wide.

    Raises: InvalidInput for each file that lacks a column that it needs, where a column has nearly
    the name of one that is read, and where it cannot hold what it holds.
    """
    there = dict.fromkeys(name for kinds in files.values() for name in kinds)
    is_long = "criterion" in there
    places = {question.id: i for i, question in enumerate(shape.questions)}
    if faults := [
        fault
        for path, kinds in files.items()
        for fault in _column_faults(shape, kinds, path, is_long=is_long)
    ]:
        raise InvalidInput(faults)
    if is_long:
        columns = {name: name for name in (*NEEDED, *OPTIONAL) if name in there}
        asked = None
    else:
        own = {f"w{i}": name for name, i in places.items() if name in there}
        columns = {**{name: name for name in KEYS if name in there}, **own}
        asked = tuple(sorted(i for name, i in places.items() if name in there))
    if faults := [*_kind_faults(files, columns)]:
        raise InvalidInput(faults)
    kinds: dict[str, Kind] = {}
    for there_too in files.values():
        kinds = {**there_too, **kinds}
    return Layout({name: kinds[own] for name, own in columns.items()}, asked), columns


def _column_faults(
    shape: Shape, kinds: Mapping[str, Kind], path: str, *, is_long: bool
) -> Iterator[Problem]:
    """What the columns of a file lack, or seem to be."""
    questions = [question.id for question in shape.questions]
    read = (*NEEDED, *OPTIONAL, *questions)
    optional = [name for name in (OPTIONAL if is_long else ("parties",)) if name not in kinds]
    for name in kinds:  # another case would make it one that is read: it would be passed over
        if name not in read and name.strip().lower() in read:
            words = f"{quoted(name)} must be written {name.strip().lower()!r}"
            yield Problem(Location(path), "wrong-column", words)
        elif not is_long and name not in (*KEYS, *questions) and (near := hint(name, questions)):
            message = f"no criterion {quoted(name)}{near}"
            yield Problem(Location(path), "unknown-criterion", message)
        elif near_one := get_close_matches(name, optional, 1, _TYPO):
            words = f"{quoted(name)} is not read; if it is {near_one[0]!r} write so, else rename it"
            yield Problem(Location(path), "wrong-column", words)
    missing = [name for name in (NEEDED if is_long else ("area", "known")) if name not in kinds]
    like = "".join(hint(name, [*kinds]) for name in missing[:1])
    listed = f"; there are {', '.join(kinds)}{like}"
    if missing:
        names = " and ".join(map(repr, missing))
        words = f"the column {names} is" if len(missing) == 1 else f"the columns {names} are"
        yield Problem(Location(path), "missing-column", f"{words} missing{listed}")
    elif not is_long and not any(name in kinds for name in questions):
        words = f"a column 'criterion' is missing, or one for a criterion{listed}"
        yield Problem(Location(path), "missing-column", words)


_NUMBERS, _TEXTS = {Kind.WHOLE, Kind.REAL}, {Kind.TEXT, Kind.CELL}
_FIT = {
    "known": _TEXTS | {Kind.DATE, Kind.TIME},
    "low": _NUMBERS | _TEXTS,
    "high": _NUMBERS | _TEXTS,
}


def _kind_faults(files: Columns, columns: Mapping[str, str]) -> Iterator[Problem]:
    for name, own in columns.items():
        fits = _FIT.get(name, _NUMBERS | _TEXTS if name.startswith("w") else _TEXTS)
        first = ""
        for path, kinds in files.items():
            if own not in kinds:
                continue
            kind, column = kinds[own].value, f"the column {quoted(own)}"
            if kinds[own] not in fits:
                words = " or ".join(sorted(one.value for one in fits - {Kind.CELL}))
                message = f"{column} must hold {words}, not {kind}"
                yield Problem(Location(path), "wrong-column", message)
            elif first and kinds[own] is not files[first][own]:
                message = f"{column} holds {kind}, and {files[first][own].value} in {first}"
                yield Problem(Location(path), "wrong-column", f"{message}; make them alike")
            first = first or path
