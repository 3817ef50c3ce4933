"""The shapes of what has keys in results: mappings, records, and one of several records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, cast

from coopcli.problems import quoted
from coopcli.results.shapes import (
    Faults,
    Fixed,
    Lights,
    Schema,
    Shape,
    Text,
    Which,
    refused,
    writer,
)


class Table:
    """A mapping by texts, or by the lights of a rubric and other words, each of which stands in it.

    Where only some lights need be there, none of the others is missing.
    """

    def __init__(self, value: Shape, keys: Text | Lights) -> None:
        self._value, self._keys = value, keys

    def encode(self, value: Mapping[Any, Any]) -> dict[str, Any]:
        encode = self._value.encode
        return {str(key): encode(item) for key, item in value.items()}

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        if not _is_object(data, pointer, faults):
            return None
        return {
            value: self._value.decode(data[key], f"{pointer}/{key}", faults)
            for key, value in self._words(data, pointer, faults).items()
            if key in data
        }

    def _words(self, data: Mapping[str, Any], pointer: str, faults: Faults) -> Mapping[str, Any]:
        """What the keys stand for, the best light first whatever the order in the file."""
        if isinstance(self._keys, Text):
            for key in data:
                self._keys.decode(key, pointer, faults)
            return {key: key for key in data}
        words = self._keys.values(faults)
        if faults and not faults.lights:
            faults.blind = True
        else:
            needed = () if self._keys.which is Which.SOME else words
            _check_keys(data, words, needed, pointer, faults)
        return words

    def schema(self) -> Schema:
        names = self._keys.schema()
        shape: Schema = {"type": "object", "additionalProperties": self._value.schema()}
        return shape | ({"propertyNames": names} if "pattern" in names else {})


class Grouped(Shape, Protocol):
    """A shape with keys, which can stand in line in another."""

    keys: tuple[str, ...]
    optional: Collection[str]

    def properties(self) -> dict[str, Schema]: ...


class Field(NamedTuple):
    """A field of a record; one in line has its keys among those of the record.

    An ``added`` one is ``None`` where its key is not there, and the other way round.
    """

    shape: Shape
    inline: bool
    added: bool


class Record:
    """A named tuple or a dataclass: an object with exactly its keys.

    A variable of the class is fixed, such as the kind of a result. An underscore at the end sets a
    name apart from a word of Python.
    """

    def __init__(self, kind: Any, fixed: dict[str, Any], fields: Mapping[str, Field]) -> None:
        self._kind, self._fixed = kind, fixed
        self._inline = {n: cast(Grouped, f.shape) for n, f in fields.items() if f.inline}
        self._fields = {n.rstrip("_"): (n, f.shape) for n, f in fields.items() if not f.inline}
        self._added = {n.rstrip("_") for n, f in fields.items() if f.added}
        inner = (shape.optional for shape in self._inline.values())
        self.optional = self._added.union(*inner)
        self._names = tuple(fields)
        self._plan = [self._writing(name) for name in fields]
        keys = [
            (key,) if key else self._inline[name].keys
            for name, (key, _) in zip(fields, self._plan, strict=True)
        ]
        self.keys = (*fixed, *(key for some in keys for key in some))
        shapes = {key: shape for key, (_, shape) in self._fields.items()}
        self._marks = fixed | {k: s.value for k, s in shapes.items() if isinstance(s, Fixed)}

    def _writing(self, name: str) -> tuple[str, Callable[[Any], Any] | None]:
        """The key of a field and what writes it, if anything must; no key for one in line."""
        if name in self._inline:
            return "", self._inline[name].encode
        key = name.rstrip("_")
        return key, writer(self._fields[key][1])

    def encode(self, value: Any) -> dict[str, Any]:
        data = dict(self._fixed)
        # The fields of a named tuple are its items.
        items = value if isinstance(value, tuple) else [getattr(value, n) for n in self._names]
        for (key, write), item in zip(self._plan, items, strict=True):
            if write is None:
                data[key] = item
            elif key:
                data[key] = write(item)
            else:
                data |= write(item)
        for key in self._added:
            if data[key] is None:
                del data[key]
        return data

    def makes(self, value: Any) -> bool:
        """Whether a value is of the type of this record."""
        return isinstance(value, self._kind)

    def is_of(self, data: Mapping[str, Any]) -> bool:
        """Whether the fixed keys of data are those of this record."""
        return all(data.get(key) == value for key, value in self._marks.items())

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        if not _is_object(data, pointer, faults):
            return None
        found = len(faults)
        needed = [key for key in (*self._fixed, *self._fields) if key not in self._added]
        _check_keys(data, self.keys, needed, pointer, faults)
        for key, value in self._fixed.items():
            Fixed(value).decode(data.get(key), f"{pointer}/{key}", faults)
        values = {
            name: shape.decode(data[key], f"{pointer}/{key}", faults)
            for key, (name, shape) in self._fields.items()
            if key in data
        }
        for key in self._added:
            values.setdefault(self._fields[key][0], None)
        for name, inner in self._inline.items():
            part = {key: data[key] for key in inner.keys if key in data}
            values[name] = inner.decode(part, pointer, faults)
        if len(faults) > found or faults.blind:
            return None
        value = self._kind(**values)
        # Not for shapes alone: what a type says of its own parts must hold as well.
        for fault in getattr(value, "contradictions", tuple)():
            faults.add(f"{pointer}{fault.pointer}", fault.message)
        return value

    def schema(self) -> Schema:
        return _object(self.properties(), self.optional)

    def properties(self) -> dict[str, Schema]:
        """The shape of each key."""
        found: dict[str, Schema] = {key: {"const": value} for key, value in self._fixed.items()}
        for name, (key, _) in zip(self._names, self._plan, strict=True):
            own = {key: self._fields[key][1].schema()} if key else self._inline[name].properties()
            found |= own
        return found


class OneOf:
    """One of several records, told apart by what is fixed in each."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records

    def encode(self, value: Any) -> Any:
        return next(r for r in self._records if r.makes(value)).encode(value)

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        if not _is_object(data, pointer, faults):
            return None
        for record in self._records:
            if record.is_of(data):
                return record.decode(data, pointer, faults)
        return refused(data, pointer, faults)

    def schema(self) -> Schema:
        return {"oneOf": [record.schema() for record in self._records]}


def _object(keys: Mapping[str, Schema], optional: Collection[str] = ()) -> Schema:
    return {
        "type": "object",
        "properties": dict(keys),
        "required": [key for key in keys if key not in optional],
        "additionalProperties": False,
    }


def _is_object(data: Any, pointer: str, faults: Faults) -> bool:
    if isinstance(data, dict):
        return True
    faults.add(pointer, f"object is needed, not {quoted(data)}")
    return False


def _check_keys(
    data: Mapping[str, Any],
    known: Collection[str],
    needed: Iterable[str],
    pointer: str,
    faults: Faults,
) -> None:
    for key in needed:
        if key not in data:
            faults.add(pointer, f"{key!r} is missing")
    for key in data:
        if key not in known:
            faults.add(pointer, f"{quoted(key)} must not stand here")
