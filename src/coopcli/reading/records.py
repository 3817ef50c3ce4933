"""Records of known keys: each reads a mapping into an object and describes itself to editors."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from typing import Any, NamedTuple

from coopcli.problems import hint, near, quoted
from coopcli.reading.log import Log
from coopcli.reading.shapes import Description, Shape, _kind
from coopcli.reading.source import Mapping, Node, Scalar

FEW_KEYS = 4
"""Most keys of a record that a message names."""


class Field(NamedTuple):
    """A key of a record: its shape, what it means, and its value where it may be left out.

    ``formerly``: an older spelling of the key that is read as well. ``usual``: what is usual fills
    the key before a file is read, so that a file may leave it out.
    """

    shape: Shape
    about: str
    default: Any = ...
    formerly: str = ""
    usual: bool = False


class Record:
    """A mapping with known keys, built into an object.

    ``build`` is called with the keys as names, hyphens as underscores; with ``located`` also with
    ``line``. With ``ordered`` it is called with the values alone, in the order of the fields.
    The object's own rules come back as faults with places; ``more`` says of them what a schema can.
    """

    def __init__(
        self,
        what: str,
        build: Callable[..., Any],
        fields: MappingOf[str, Field],
        *,
        located: bool = False,
        ordered: bool = False,
        more: Description | None = None,
    ) -> None:
        self._what, self._build, self._located, self.fields = what, build, located, dict(fields)
        self._more, self._ordered = more or {}, ordered
        self._shapes = {
            spelling: (key.replace("-", "_"), field.shape.read)
            for key, field in fields.items()
            for spelling in (key, field.formerly)
            if spelling
        }
        self._defaults = {key.replace("-", "_"): field.default for key, field in fields.items()}
        self._formerly = {key: field.formerly for key, field in fields.items() if field.formerly}
        self._needed = {key for key, field in fields.items() if field.default is ...}

    def read(self, node: Node, log: Log) -> Any:
        if node.__class__ is not Mapping:
            message = f"{self._what} is needed, not {_kind(node)}"
            log.add(node.mark, "wrong-type", message + self._few())
            return None
        values, shapes, sound = dict(self._defaults), self._shapes, True
        meant: set[str] = set()
        for key, child in node.items():
            known = shapes.get(key)
            if known is None:
                meant |= set(near(key, list(shapes)))
                end = hint(key, list(shapes)) or self._few()
                message = f"{self._what} has no {quoted(key)}{end}"
                log.add(node.keys_at[key], "unknown-key", message)
                sound = False
                continue
            value = known[1](child, log)
            if value is None:
                sound = False
            values[known[0]] = value
        for key, formerly in self._formerly.items() if self._formerly else ():
            if key in node and formerly in node:
                message = f"{key!r} and {formerly!r} are one key; only one can stand here"
                log.add(node.keys_at[key], "repeated-key", message)
                sound = False
        if not self._needed <= node.keys():
            for key in self.fields:
                if key in self._needed and key not in node and key not in meant:
                    log.add(node.mark, "missing-key", f"{self._what} needs {key!r}")
            return None
        if not sound:
            return None
        if self._located:
            values["line"] = node.mark.line + 1
        return self._build(*values.values()) if self._ordered else self._build(**values)

    def _few(self) -> str:
        """The end of a message that names the keys, where they are few."""
        names = ", ".join(map(quoted, self.fields))
        return f"; it has {names}" if len(self.fields) <= FEW_KEYS else ""

    def describe(self) -> Description:
        return {
            "type": "object",
            "properties": {
                spelling: {"description": field.about} | field.shape.describe()
                for key, field in self.fields.items()
                for spelling in (key, field.formerly)
                if spelling
            },
            "required": [k for k, f in self.fields.items() if k in self._needed and not f.usual],
            "additionalProperties": False,
        } | self._more


class EitherRecord:
    """One of several records; the presence of a key tells which, else it is the last."""

    def __init__(self, by_key: MappingOf[str, Record], otherwise: Record) -> None:
        self._by_key, self._otherwise = dict(by_key), otherwise

    def read(self, node: Node, log: Log) -> Any:
        if node.__class__ is Mapping:
            for key, record in self._by_key.items():
                if key in node:
                    return record.read(node, log)
        return self._otherwise.read(node, log)

    def describe(self) -> Description:
        records = (self._otherwise, *self._by_key.values())
        return {"anyOf": [record.describe() for record in records]}


class OneOrRecord:
    """A single value that stands for a record, or the record."""

    def __init__(self, one: Shape, record: Record, stands_for: Callable[[Any], Any]) -> None:
        self._one, self._record, self._stands_for = one, record, stands_for

    def read(self, node: Node, log: Log) -> Any:
        if node.__class__ is not Scalar:
            return self._record.read(node, log)
        value = self._one.read(node, log)
        return None if value is None else self._stands_for(value)

    def describe(self) -> Description:
        return {"anyOf": [self._one.describe(), self._record.describe()]}
