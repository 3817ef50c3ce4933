"""From results to plain data of JSON and back, and to JSON Schema, by the hints of their types.

A result is a named tuple or a frozen dataclass. Its fields are texts, truths, whole numbers,
fractions, dates, enums, other records, ``tuple[X, ...]``, ``tuple[X, X]``, ``Mapping[str, X]`` and
unions of these; ``Annotated`` adds bounds. Each type is compiled once, when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from contextlib import suppress
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    ForwardRef,
    Literal,
    NewType,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from coopcli.model import Between, PartialDate, Spelling
from coopcli.results.records import Field, OneOf, Record, Table
from coopcli.results.shapes import (
    Fault,
    Faults,
    Fixed,
    Lights,
    ListOf,
    Maybe,
    Number,
    Pair,
    Parsed,
    Schema,
    Shape,
    Share,
    Shown,
    Text,
    TooMany,
    Truth,
    Which,
    Words,
)
from coopcli.results.values import (
    MOST_DIGITS,
    Added,
    BetterLightId,
    Inline,
    Length,
    LightId,
    LightsOf,
    Partly,
    Rising,
    Within,
)

T = TypeVar("T")


class Undecodable(ValueError):
    """Raised for data that is no value of a type, with the first faults in it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{pointer}: {message}" for pointer, message in faults))
        self.faults = faults


def encode(value: Any) -> Any:
    """The data of a record."""
    return shape_of(cast(Hashable, type(value))).encode(value)


def decode(kind: type[T], data: Any, lights: Iterable[LightId] = ()) -> T:
    """The value of a type in data; ``lights`` are those of its rubric, where it names none.

    Raises: Undecodable with the first twenty faults, when there is any.
    """
    return cast(T, read(shape_of(cast(Hashable, kind)), data, lights))


def read(shape: Shape, data: Any, lights: Iterable[LightId] = ()) -> Any:
    """The value in data, by the shape of its type.

    Raises: Undecodable as :func:`decode` does.
    """
    faults = Faults(lights=lights)
    with suppress(TooMany):
        value = shape.decode(data, "", faults)
        if not faults:
            return value
    raise Undecodable(faults)


def schema(kind: Any) -> Schema:
    """The JSON Schema, draft 7, of a type."""
    return shape_of(kind).schema()


@cache
def shape_of(kind: Any) -> Shape:
    """The shape of a type.

    Raises: TypeError for a type that results cannot hold.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _bounded(*arguments)
    if kind in _LIGHTS:
        return Lights(_LIGHTS[kind])
    if origin is Literal:
        return Fixed(*arguments)
    if origin in (Union, UnionType):
        return union(arguments)
    if origin is tuple:
        length = None if arguments[1] is ... else Length(len(arguments), len(arguments))
        return ListOf(shape_of(arguments[0]), length)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(*arguments)
    if kind in _SIMPLE:
        return _SIMPLE[kind]()
    if isinstance(kind, NewType):
        return shape_of(kind.__supertype__)
    if issubclass(kind, Enum):
        return Words({word_of(member): member for member in kind})
    if hasattr(kind, "_fields") or hasattr(kind, "__dataclass_fields__"):
        return _record(kind)
    raise TypeError(f"results cannot hold {kind!r}")


def _bounded(kind: Any, bound: Any) -> Shape:
    match bound:
        case Between():
            return Number(bound)
        case Spelling(pattern):
            return Text(pattern)
        case Length():
            return ListOf(shape_of(get_args(kind)[0]), bound)
        case LightsOf():
            return Shown(shape_of(get_args(kind)[0]))
        case Partly():
            return Table(shape_of(get_args(kind)[1]), Lights(Which.SOME))
        case Rising():
            return Pair(shape_of(get_args(kind)[0]))
        case Within():
            return Share(_FRACTION if bound.low >= 0 else f"-?{_FRACTION}", bound)
    raise TypeError(f"{kind!r} cannot be bounded by {bound!r}")


def union(kinds: tuple[Any, ...]) -> Shape:
    """The shape of one of several types: maybe nothing, words of several kinds, or records."""
    if len(kinds) == 1:
        return shape_of(kinds[0])
    if NoneType in kinds:
        rest = tuple(kind for kind in kinds if kind is not NoneType)
        return Maybe(union(rest))
    shapes = [shape_of(kind) for kind in kinds]
    if all(isinstance(shape, Words) for shape in shapes):
        return Words({w: v for shape in shapes for w, v in cast(Words, shape).values.items()})
    if isinstance(shapes[0], Lights):
        words = [cast(Words, shape).values for shape in shapes[1:]]
        return Lights(shapes[0].which, {w: v for some in words for w, v in some.items()})
    return OneOf([cast(Record, shape) for shape in shapes])


def _mapping(key: Any, value: Any) -> Shape:
    keys = shape_of(key)
    return Table(shape_of(value), cast(Text | Lights, keys))


def _record(kind: Any) -> Record:
    hints = _hints(kind)
    fixed = [name for name, hint in hints.items() if get_origin(hint) is ClassVar]
    fields = {name: _field(hint) for name, hint in hints.items() if name not in fixed}
    return Record(kind, {name: getattr(kind, name) for name in fixed}, fields)


def _hints(kind: Any) -> dict[str, Any]:
    """The hints of all fields; evaluating those that are texts takes long, and few are."""
    own = [getattr(base, "__annotations__", {}) for base in reversed(kind.__mro__)]
    hints = {name: hint for part in own for name, hint in part.items()}
    if any(isinstance(hint, str | ForwardRef) for hint in hints.values()):
        return get_type_hints(kind, include_extras=True)
    return hints


def _field(hint: Any) -> Field:
    marks = [type(mark) for mark in getattr(hint, "__metadata__", ())]
    inline, added = Inline in marks, Added in marks
    return Field(shape_of(get_args(hint)[0] if inline or added else hint), inline, added)


def word_of(member: Enum) -> str:
    """The word of a member: its value where that is a word, else its name."""
    value = member.value
    return value if isinstance(value, str) else member.name.lower().replace("_", "-")


_FRACTION = f"[0-9]{{1,{MOST_DIGITS}}}(/[1-9][0-9]{{0,{MOST_DIGITS - 1}}})?"

_LIGHTS: dict[Any, Which] = {
    LightId: Which.ALL,
    BetterLightId: Which.BETTER,
}

_SIMPLE: dict[Any, Callable[[], Shape]] = {
    str: Text,
    bool: Truth,
    int: Number,
    Fraction: lambda: Parsed(_FRACTION, Fraction),
    PartialDate: lambda: Parsed("[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", PartialDate.parse),
}
