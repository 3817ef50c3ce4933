"""From the bytes of a saved result to the result, and from a result to what is saved."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

from coopcli.problems import InvalidInput, Location, Problem, quoted
from coopcli.results.codec import Undecodable, encode, read, union
from coopcli.results.kinds import KINDS, types_of
from coopcli.results.parts import SCHEMA_VERSION
from coopcli.results.shapes import MOST_FAULTS, Fault

MAX_BYTES = 256 << 20
"""Largest saved result that is read; a batch of 20,000 areas has about half of it."""


def data_of(result: Any) -> dict[str, Any]:
    """The plain data of a result, as JSON has it."""
    data: dict[str, Any] = result if isinstance(result, dict) else encode(result)
    return data


def kind_of(result: Any) -> str:
    """The kind of a result."""
    kind: str = result["kind"] if isinstance(result, dict) else result.kind
    return kind


def result_from(path: str, content: bytes) -> Any:
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
    if isinstance(data, dict) and data.get("schema_version") != SCHEMA_VERSION:
        message = (
            f"schema_version {SCHEMA_VERSION} is read, not {quoted(data.get('schema_version'))}"
        )
        raise _problem(path, "unknown-version", message)
    kind = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise _problem(path, "not-a-result", "this is no result of this program")
    return _typed(path, kind, data)


def _typed(path: str, kind: str, data: Any) -> Any:
    if types := types_of(kind):
        try:
            return read(union(types), data)
        except Undecodable as error:
            faults = error.faults
    else:
        from coopcli.results.published.faults import faults_of

        faults = [Fault(*fault) for fault in islice(faults_of(data), MOST_FAULTS)]
    if not faults:
        return data
    raise InvalidInput(
        [
            Problem(Location(path), "not-a-result", f"{pointer or 'the result'}: {message}")
            for pointer, message in faults
        ]
    )


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return made


def _constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _problem(path: str, code: str, message: str, line: int = 0, column: int = 0) -> InvalidInput:
    return InvalidInput([Problem(Location(path, line, column), code, message)])
