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

_TYPO = 0.75
"""How like another a name must be, 0-1, to be a mistake for it: 'partys' for 'parties'."""

_OTHER_NAMES = {
    **dict.fromkeys(("party", "partner", "partners", "pair", "pairs", "dyad"), "parties"),
    **dict.fromkeys(("hi", "max", "upper"), "high"),
}
"""What people call columns that need not be there: pairs would fall together without theirs."""

_LONG_ALONE = ("low", "high", "state", "trend")


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

    Raises: InvalidInput with all columns that are missing, misspelt, or of a type that is not read.
    """
    kinds: dict[str, Kind] = {}
    for one in files.values():
        kinds = {**one, **kinds}
    is_long = "criterion" in kinds
    if faults := [
        fault
        for path, own in files.items()
        for fault in _column_faults(shape, own, path, is_long=is_long)
    ]:
        raise InvalidInput(faults)
    if is_long:
        columns = {name: name for name in (*NEEDED, *OPTIONAL) if name in kinds}
        asked = None
    else:
        places = {i: one.id for i, one in enumerate(shape.questions) if one.id in kinds}
        columns = {name: name for name in KEYS if name in kinds}
        columns |= {f"w{i}": name for i, name in places.items()}
        asked = tuple(places)
    if faults := [*_parties_faults(files), *_kind_faults(files, columns)]:
        raise InvalidInput(faults)
    return Layout({name: kinds[own] for name, own in columns.items()}, asked), columns


def _column_faults(
    shape: Shape, kinds: Mapping[str, Kind], path: str, *, is_long: bool
) -> Iterator[Problem]:
    """What the columns of a file lack, or seem to be."""
    questions = [question.id for question in shape.questions]
    own = [name for name in kinds if name in questions]
    read = (*NEEDED, *OPTIONAL, *questions)
    optional = OPTIONAL if is_long else ("parties",)

    def fault(code: str, words: str) -> Problem:
        return Problem(Location(path), code, words)

    for name in kinds:
        if name in read:
            continue
        if (small := name.strip().lower()) in read:  # engines would take it for the other
            yield fault("wrong-column", f"{quoted(name)} must be written {small!r}")
        elif not is_long and (near := hint(name, questions)):
            yield fault("unknown-criterion", f"no criterion {quoted(name)}{near}")
        elif meant := _meant(name, [one for one in optional if one not in kinds]):
            words = f"{quoted(name)} is not read; if it is {meant!r} write so, else rename it"
            yield fault("wrong-column", words)
    needed = NEEDED if is_long else ("area", "known")
    missing = [name for name in needed if name not in kinds]
    listed = f"; there are {', '.join(kinds)}"
    if is_long and own:
        words = f"{quoted(own[0])} is a column of the wide form, 'criterion' one of the long form"
        yield fault("mixed-forms", f"{words}; all files must be in one form")
    elif missing:
        names = " and ".join(map(repr, missing))
        words = f"the column {names} is" if len(missing) == 1 else f"the columns {names} are"
        yield fault("missing-column", f"{words} missing{listed}{hint(missing[0], [*kinds])}")
    elif not is_long and not own:
        words = "a column 'criterion' is missing, or one for a criterion"
        yield fault("missing-column", f"{words}{listed}")
    elif not is_long and (without := [name for name in _LONG_ALONE if name in kinds]):
        words = f"the wide form has no column {without[0]!r}"
        yield fault("wrong-column", f"{words}; rename it, or write the ratings in the long form")


def _meant(name: str, columns: Sequence[str]) -> str:
    """The column that a name seems to be a mistake for, or another word for."""
    if (other := _OTHER_NAMES.get(name.lower(), "")) in columns:
        return other
    swapped = [one for one in columns if sorted(one) == sorted(name)]
    return next(iter(swapped or get_close_matches(name, columns, 1, _TYPO)), "")


def _parties_faults(files: Columns) -> Iterator[Problem]:
    """Pairs that stand in the column of one file would be one pair in the others."""
    having = [path for path, kinds in files.items() if "parties" in kinds]
    for path, kinds in files.items():
        if having and "parties" not in kinds:
            words = f"the column 'parties' is missing, which {having[0]} has"
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
