"""Where plain data departs from the schema of its kind, for kinds that are no types yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from coopcli.problems import acting, quoted, visible
from coopcli.results.published import RESULT, Schema

_TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def faults_of(data: Any) -> Iterator[tuple[str, str]]:
    """Every fault of a result, with the pointer to it."""
    shape = _shape_of(data)
    if shape is None:
        yield "", "this is no result of this program"
    else:
        yield from _faults(data, shape, "")


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
            yield pointer, f"{quoted(value)} must not stand here"
        return
    if "const" in shape or "enum" in shape:
        fixed = shape.get("enum", [shape.get("const")])
        # True equals 1 and is another type.
        if not any(value == one and type(value) is type(one) for one in fixed):
            yield pointer, f"{quoted(value)} must not stand here"
        return
    kind = shape["type"]
    if not isinstance(value, _TYPES[kind]) or (kind == "integer" and isinstance(value, bool)):
        yield pointer, f"{kind} is needed, not {quoted(value)}"
        return
    match kind:
        case "string":
            if "pattern" in shape and not re.search(shape["pattern"].replace("$", r"\Z"), value):
                yield pointer, f"{quoted(value)} must not stand here"
            elif found := acting(value):
                yield pointer, f"control characters must not stand here: {visible(found)}"
        case "integer":
            if not shape.get("minimum", value) <= value <= shape.get("maximum", value):
                yield pointer, f"{quoted(value)} is out of range"
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
            yield pointer, f"{quoted(key)} must not stand here"
        else:
            yield from _faults(item, inner, f"{pointer}/{key}")
