"""From the bytes of a saved result to the result, held against the published schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from coopcli.problems import InvalidInput, Location, Problem, acting, quoted, visible
from coopcli.report import Report
from coopcli.report.published import RESULT, Schema
from coopcli.report.result import SCHEMA_VERSION

MAX_BYTES = 256 << 20
"""Largest saved result that is read; a batch of 20,000 areas has about half of it."""

MOST_PROBLEMS = 20
"""Most problems of a saved result that are reported, and looked for."""

_TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def result_from(path: str, content: bytes) -> dict[str, Any]:
    """The result in the bytes of a file.

    Raises: InvalidInput when it is no JSON, or no result of this program.
    """
    try:
        data = json.loads(content.decode(), object_pairs_hook=_distinct, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise _problem(path, "not-json", error.msg.lower(), error.lineno, error.colno) from None
    except (ValueError, RecursionError) as error:
        told = "it nests too deep" if isinstance(error, RecursionError) else str(error)
        raise _problem(path, "not-json", told) from None
    if isinstance(data, dict) and data.get("schema_version") != SCHEMA_VERSION:
        told = f"schema_version {SCHEMA_VERSION} is read, not {_short(data.get('schema_version'))}"
        raise _problem(path, "unknown-version", told)
    shape = _shape_of(data)
    if shape is None:
        raise _problem(path, "not-a-result", "this is no result of this program")
    problems = [
        Problem(Location(path), "not-a-result", f"{pointer or 'the result'}: {told}")
        for pointer, told in islice(_faults(data, shape, ""), MOST_PROBLEMS)
    ]
    if problems:
        raise InvalidInput(problems)
    result: dict[str, Any] = data
    return result


def report_from(path: str, content: bytes, detail: int) -> Report:
    """The report of a saved result that can be told.

    Raises: InvalidInput as :func:`result_from` does, and when parts of the result contradict each
    other, such as a deciding answer that is not among the answers.
    """
    report = Report(result_from(path, content), detail)
    try:
        report.blocks()
    except (LookupError, ValueError, ArithmeticError) as error:
        # Every part has its shape, so that only a reference that leads nowhere is left.
        told = f"its parts contradict each other: {_short(error)}"
        raise _problem(path, "not-a-result", told) from None
    return report


def _shape_of(data: Any) -> Schema | None:
    """The one shape of the published schema whose fixed keys the data has."""
    if not isinstance(data, dict):
        return None
    for shape in RESULT["oneOf"]:
        fixed = {key: p["const"] for key, p in shape["properties"].items() if "const" in p}
        if all(data.get(key) == value for key, value in fixed.items()):
            found: Schema = shape
            return found
    return None


def _faults(value: Any, shape: Schema, pointer: str) -> Iterator[tuple[str, str]]:
    """Where a value departs from a schema, of the few keywords that the results use."""
    if options := shape.get("anyOf"):
        if not any(not list(_faults(value, option, pointer)) for option in options):
            yield pointer, f"{_short(value)} must not stand here"
        return
    if "const" in shape or "enum" in shape:
        fixed = shape.get("enum", [shape.get("const")])
        # True equals 1 and is another type.
        if not any(value == one and type(value) is type(one) for one in fixed):
            yield pointer, f"{_short(value)} must not stand here"
        return
    kind = shape["type"]
    if not isinstance(value, _TYPES[kind]) or (kind == "integer" and isinstance(value, bool)):
        yield pointer, f"{kind} is needed, not {_short(value)}"
        return
    match kind:
        case "string":
            if "pattern" in shape and not re.search(shape["pattern"].replace("$", r"\Z"), value):
                yield pointer, f"{_short(value)} must not stand here"
            elif found := acting(value):
                yield pointer, f"control characters must not stand here: {visible(found)}"
        case "integer":
            if not shape.get("minimum", value) <= value <= shape.get("maximum", value):
                yield pointer, f"{_short(value)} is out of range"
        case "array":
            if not shape.get("minItems", 0) <= len(value) <= shape.get("maxItems", len(value)):
                yield pointer, f"{len(value)} items must not stand here"
            for position, item in enumerate(value):
                yield from _faults(item, shape["items"], f"{pointer}/{position}")
        case "object":
            yield from _object_faults(value, shape, pointer)


def _object_faults(value: dict[str, Any], shape: Schema, pointer: str) -> Iterator[tuple[str, str]]:
    properties, others = shape.get("properties", {}), shape["additionalProperties"]
    for key in shape.get("required", ()):
        if key not in value:
            yield pointer, f"{key!r} is missing"
    for key, item in value.items():
        inner = properties.get(key, others)
        if inner is False or acting(key):
            yield pointer, f"{_short(key)} must not stand here"
        else:
            yield from _faults(item, inner, f"{pointer}/{key}")


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return made


def _constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _short(value: Any) -> str:
    return quoted(value)


def _problem(path: str, code: str, told: str, line: int = 0, column: int = 0) -> InvalidInput:
    return InvalidInput([Problem(Location(path, line, column), code, told)])
