"""The first row of a CSV file, read alike for both engines: each would guess in its own way."""

from __future__ import annotations

import csv
from codecs import getincrementaldecoder
from collections.abc import Sequence

from coopcli.files import read_start
from coopcli.problems import InvalidInput, Location, Problem, quoted

_OTHERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def header(path: str) -> tuple[str, ...]:
    """The names of the columns of a file; one without a name is named by its place.

    Raises: InvalidInput for a file without a header, in other signs than UTF-8, with other
    separators than commas, or with two columns of one name.
    """
    lines = _text(path).splitlines(keepends=True)
    try:
        cells = next(csv.reader(lines, strict=True), [])
    except csv.Error as error:
        raise _wrong(
            path, "wrong-header", f"the first line must name the columns: {error}"
        ) from None
    if not cells:
        raise _wrong(path, "wrong-header", "the first line must name the columns; it is empty")
    for sign, name in _OTHERS.items():
        if len(cells) == 1 and sign in cells[0]:
            raise _wrong(path, "wrong-separator", f"save it with commas, not {name}, between cells")
    names = [cell.strip() or f"column {place}" for place, cell in enumerate(cells, 1)]
    if twice := [name for name in dict.fromkeys(names) if _count(names, name) > 1]:
        raise _wrong(path, "repeated-column", f"two columns are named {quoted(twice[0])}")
    return tuple(names)


def _count(names: Sequence[str], name: str) -> int:
    """How many have a name; engines do not tell capital letters from small ones."""
    return [one.lower() for one in names].count(name.lower())


def _text(path: str) -> str:
    content = read_start(path)
    try:
        return getincrementaldecoder("utf-8-sig")().decode(content)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _wrong(path, "not-utf-8", "save it as CSV in UTF-8", line) from None


def _wrong(path: str, code: str, message: str, line: int = 1) -> InvalidInput:
    return InvalidInput([Problem(Location(path, line, 1), code, message)])
