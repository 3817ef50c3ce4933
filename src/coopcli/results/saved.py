"""From the bytes of a saved result to the result, and the schema of all results."""

from __future__ import annotations

import json
from typing import Any

from coopcli.problems import InvalidInput, Location, Problem, quoted
from coopcli.results.codec import Undecodable, read, schema, union
from coopcli.results.kinds import KINDS, types_of
from coopcli.results.parts import SCHEMA_VERSION, Result
from coopcli.results.upgrade import upgraded

MAX_BYTES = 256 << 20
"""Largest saved result that is read; a batch of 20,000 areas has about half of it."""


def result_from(path: str, content: bytes) -> Result:
    """The result in the bytes of a file.

    Raises: InvalidInput when it is no JSON, or no result of this program.
    """
    try:
        data = json.loads(content.decode(), object_pairs_hook=_distinct, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise _problem(path, "not-json", error.msg.lower(), error.lineno, error.colno) from None
    except (ValueError, RecursionError) as error:
        why = "it nests too deep" if isinstance(error, RecursionError) else str(error)
        raise _problem(path, "not-json", why) from None
    data = upgraded(data)
    if isinstance(data, dict) and data.get("schema_version") != SCHEMA_VERSION:
        found = quoted(data.get("schema_version"))
        message = f"schema_version {SCHEMA_VERSION} is read, not {found}"
        raise _problem(path, "unknown-version", message)
    kind = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise _problem(path, "not-a-result", "this is no result of this program")
    try:
        result: Result = read(union(types_of(kind)), data)
    except Undecodable as error:
        raise InvalidInput(
            [
                Problem(Location(path), "not-a-result", f"{pointer or 'the result'}: {message}")
                for pointer, message in error.faults
            ]
        ) from None
    return result


def results_schema() -> dict[str, Any]:
    """The JSON Schema, draft 7, of every result."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A result of coopcli",
        "oneOf": [schema(each) for kind in KINDS for each in types_of(kind)],
    }


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return made


def _constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _problem(path: str, code: str, message: str, line: int = 0, column: int = 0) -> InvalidInput:
    return InvalidInput([Problem(Location(path, line, column), code, message)])
