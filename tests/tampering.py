"""Results with one part changed: every leaf, list and mapping in turn, for others of its type.

A changed result must be refused in plain words, or be reported in every format without an accident
and without a text that takes effect.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from coopcli.formats import TEXT_FORMATS, Style, render
from coopcli.problems import InvalidInput
from coopcli.results.codec import encode
from coopcli.results.parts import Result
from coopcli.results.saved import result_from
from coopcli.studies.batch import Judged
from coopcli.studies.diff import diff_result
from coopcli.studies.restored import snapshots_from
from coopcli.text import Report
from tests.formats.structures import inert, structure

CALM = "a b c"

ACTING = "a\n\n# b ![x](http://x.y) <script>\n::error::c ##[d] {e} \\f `g` | h"
"""A text that acts where it is not escaped, in the place of the calm one."""

TEXTS = (
    *("", "nobody", "0", "1", "1/3", "7/2", "0.0000", "-9.999", "2020", "0001-01-01", "9999-12"),
    *("green", "yellow", "red", "undetermined", "missing", "passed", "failed", "stable", "fear"),
)
NUMBERS = (0, 1, 2, 3, 4, 5, 99, 1_000_000)
NOTHING: tuple[Any, ...] = ("", 0, False, [], {}, [0, 4], [4, 0], ["a", "b"], *TEXTS)
"""What is tried where there is nothing."""


class Change(NamedTuple):
    """A change of a result: the pointer to the part, and its new value."""

    pointer: tuple[str | int, ...]
    value: Any


def changes(data: Any, pointer: tuple[str | int, ...] = ()) -> Iterator[Change]:
    """Every change that is tried of some data."""
    for value in _others(data):
        if type(value) is not type(data) or value != data:
            yield Change(pointer, value)
    if isinstance(data, dict | list):
        for key, item in data.items() if isinstance(data, dict) else enumerate(data):
            yield from changes(item, (*pointer, key))


def _others(value: Any) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case int():
            yield from {*NUMBERS, max(0, value - 1), value + 1}
        case str():
            yield from (*TEXTS, ACTING)
        case None:
            yield from NOTHING
        case list():
            yield from ([], value + value, value[::-1], value[1:], value[:-1])
            yield from (value[:i] + value[i + 1 :] for i in range(1, min(9, len(value) - 1)))
        case dict():
            yield {}
            yield {f"{key} x": item for key, item in value.items()}
            yield {ACTING if n else "": item for n, item in enumerate(value.values())}
            yield from ({k: v for k, v in value.items() if k != key} for key in value)
    if value is not None:
        yield None


def applied(data: Any, change: Change) -> Any:
    """The data with a change."""
    if not change.pointer:
        return change.value
    first, *rest = change.pointer
    inner = applied(data[first], Change(tuple(rest), change.value))
    if isinstance(data, dict):
        return {**data, first: inner}
    return [*data[: int(first)], inner, *data[int(first) + 1 :]]


def read(data: Any) -> Result | None:
    """The result in data; none where it is refused, in plain words."""
    try:
        return result_from("x.json", json.dumps(data).encode())
    except InvalidInput as error:
        assert error.problems
        for problem in error.problems:
            assert problem.message.isprintable()
            assert "Error" not in problem.message
        return None


def rendered(result: Result) -> dict[tuple[str, int], str]:
    """A result in every format that can say it, with less and more detail."""
    found = {
        (form, 0): render(Report(result), form, Style(60))
        for form, known in TEXT_FORMATS.items()
        if known.takes(result.kind)
    }
    usual = Report(result).blocks()
    for detail in (-1, 1):
        # A format for people makes the same of the same blocks.
        same = Report(result, detail).blocks() == usual
        for form in ("text", "markdown", "html"):
            again = Report(result, detail)
            found[form, detail] = found[form, 0] if same else render(again, form, Style(60))
    return found


def hold(original: Result, data: Any, change: Change) -> bool:
    """Whether a changed result is accepted; asserts that it is then safe in every use."""
    altered = read(applied(data, change))
    if altered is None:
        return False
    outputs = rendered(altered)
    for (form, detail), out in outputs.items():
        assert inert(form, out), (form, detail)
    if change.value == ACTING:
        calm = read(applied(data, change._replace(value=CALM)))
        if calm is not None:
            plain = rendered(calm)
            for (form, detail), out in outputs.items():
                assert structure(form, out) == structure(form, plain[form, detail]), form
    if isinstance(altered, Judged):
        assert isinstance(original, Judged)
        snapshots_from(altered)
        for pair in ((original, altered), (altered, original), (altered, altered)):
            rendered(diff_result(*pair))
    return True


class Sweep(NamedTuple):
    """How many changes were tried and accepted, and what went wrong."""

    tried: int
    accepted: int
    wrong: list[str]


def sweep(original: Result, part: slice = slice(None)) -> Sweep:
    """Tries some or all changes of a result."""
    data = json.loads(json.dumps(encode(original)))
    tried = accepted = 0
    wrong: list[str] = []
    for change in list(changes(data))[part]:
        tried += 1
        try:
            accepted += hold(original, data, change)
        except Exception as error:
            place = "/".join(map(str, change.pointer))
            wrong.append(f"/{place} = {change.value!r}: {type(error).__name__}: {error}")
    return Sweep(tried, accepted, wrong)
