"""The shapes of the values in results: how each is written as JSON, read and described."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from coopcli.model import FEWEST_LIGHTS, MOST_LIGHTS, Between, Light, light_faults
from coopcli.problems import acting, quoted, visible
from coopcli.results.values import Length, LightId, Within, light_id

Schema = dict[str, Any]

ID_PATTERN = "[a-z0-9]+(-[a-z0-9]+)*"

MOST_FAULTS = 20
"""Most faults of some data that are looked for."""


class Fault(NamedTuple):
    """What is wrong with data, and the pointer to it."""

    pointer: str
    message: str


class TooMany(Exception):
    """Raised where as many faults were found as are looked for."""


class Faults(list[Fault]):
    """The faults of some data, as far as they are looked for.

    ``lights``: those of the rubrics that stand before, each by its id. ``blind``: a light could not
    be looked up, since an earlier fault is in the lights themselves; that one is enough.
    """

    def __init__(self, most: int = MOST_FAULTS, lights: Iterable[LightId] = ()) -> None:
        super().__init__()
        self._most = most
        self.lights: dict[str, LightId] = {light: light for light in lights}
        self.blind = False

    def add(self, pointer: str, message: str) -> None:
        """Keeps a fault.

        Raises: TooMany when it is the last one that is looked for.
        """
        self.append(Fault(pointer, message))
        if len(self) == self._most:
            raise TooMany


class Shape(Protocol):
    """How one type is written, read and described. Whatever is read adds its faults to a list."""

    def encode(self, value: Any) -> Any: ...

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any: ...

    def schema(self) -> Schema: ...


_TYPES: dict[str, Any] = {"string": str, "integer": int, "boolean": bool}


def _is(kind: str, data: Any, pointer: str, faults: Faults) -> bool:
    if isinstance(data, _TYPES[kind]) and (kind == "boolean" or not isinstance(data, bool)):
        return True
    faults.add(pointer, f"{kind} is needed, not {quoted(data)}")
    return False


def refused(data: Any, pointer: str, faults: Faults) -> None:
    """Adds the fault of a value that must not stand where it stands."""
    faults.add(pointer, f"{quoted(data)} must not stand here")


class Plain:
    """What JSON can hold as it is."""

    def encode(self, value: Any) -> Any:
        return value


def writer(shape: Shape) -> Callable[[Any], Any] | None:
    """What writes a value of a shape; nothing where JSON can hold it as it is."""
    plain = isinstance(shape, Plain) or (isinstance(shape, Maybe) and shape.write is None)
    return None if plain else shape.encode


class Text(Plain):
    """Any text without characters that act or hide; a pattern matches all of it."""

    def __init__(self, pattern: str = "") -> None:
        self._pattern = pattern

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        if not _is("string", data, pointer, faults):
            return None
        if self._pattern and not re.fullmatch(self._pattern, data):
            refused(data, pointer, faults)
        elif found := acting(data):
            message = f"control characters must not stand here: {visible(found)}"
            faults.add(pointer, message)
        return data

    def schema(self) -> Schema:
        pattern = {"pattern": f"^{self._pattern}$"} if self._pattern else {}
        return {"type": "string", **pattern}


class Parsed:
    """A text of one form that stands for a value."""

    def __init__(self, pattern: str, parse: Callable[[str], Any]) -> None:
        self._text, self._parse = Text(pattern), parse

    def encode(self, value: Any) -> str:
        return str(value)

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        found = len(faults)
        text = self._text.decode(data, pointer, faults)
        if len(faults) > found:
            return None
        try:
            return self._parse(text)
        except ValueError:  # such as a day that does not exist
            return refused(data, pointer, faults)

    def schema(self) -> Schema:
        return self._text.schema()


class Share(Parsed):
    """A fraction within bounds."""

    def __init__(self, pattern: str, bounds: Within) -> None:
        super().__init__(pattern, Fraction)
        self._bounds = bounds

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        share = super().decode(data, pointer, faults)
        if share is not None and not self._bounds.low <= share <= self._bounds.high:
            faults.add(pointer, f"{quoted(data)} is out of range")
        return share


class Truth(Plain):
    """True or false."""

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        _is("boolean", data, pointer, faults)
        return data

    def schema(self) -> Schema:
        return {"type": "boolean"}


class Number(Plain):
    """A whole number, perhaps within bounds."""

    def __init__(self, bounds: Between | None = None) -> None:
        self._bounds = bounds

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        if not _is("integer", data, pointer, faults):
            return None
        if self._bounds and not self._bounds.low <= data <= self._bounds.high:
            faults.add(pointer, f"{quoted(data)} is out of range")
        return data

    def schema(self) -> Schema:
        low, high = self._bounds or (None, None)
        return {"type": "integer"} | (
            {} if self._bounds is None else {"minimum": low, "maximum": high}
        )


class Fixed(Plain):
    """One value and no other."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        if data != self.value or type(data) is not type(self.value):  # True equals 1
            refused(data, pointer, faults)
        return data

    def schema(self) -> Schema:
        return {"const": self.value}


class Words:
    """One of a closed set of words, each for a value."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = dict(values)
        self._words = {value: word for word, value in values.items()}

    def encode(self, value: Any) -> str:
        return self._words[value]

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        if isinstance(data, str) and data in self.values:
            return self.values[data]
        return refused(data, pointer, faults)

    def schema(self) -> Schema:
        return {"enum": list(self.values)}


class Which(Enum):
    """Which lights of a rubric a word may stand for, or a mapping must have: all, or which."""

    ALL = "all"
    BETTER = "better than the worst"
    SOME = "some of those"


class Lights:
    """A light of the rubric that the data names, or another word from a closed set."""

    def __init__(self, which: Which, words: Mapping[str, Any] | None = None) -> None:
        self.which, self.words = which, dict(words or {})

    def values(self, faults: Faults) -> dict[str, Any]:
        """What each word stands for here, the best light first."""
        lights = dict(faults.lights)
        if self.which is not Which.ALL:
            lights = {word: light for word, light in lights.items() if light.rank}
        return lights | self.words

    def encode(self, value: Any) -> str:
        return str(value)

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        values = self.values(faults)
        if isinstance(data, str) and data in values:
            return values[data]
        if faults and not faults.lights:
            faults.blind = True
            return None
        return refused(data, pointer, faults)

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{ID_PATTERN}$"}


class Maybe:
    """A value or nothing."""

    def __init__(self, shape: Shape) -> None:
        self._shape, self.write = shape, writer(shape)

    def encode(self, value: Any) -> Any:
        return value if value is None or self.write is None else self.write(value)

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        return None if data is None else self._shape.decode(data, pointer, faults)

    def schema(self) -> Schema:
        return {"anyOf": [self._shape.schema(), {"type": "null"}]}


class ListOf:
    """A list of one shape, perhaps of a certain length."""

    def __init__(self, item: Shape, length: Length | None) -> None:
        self._item, self._length = item, length
        self._write = writer(item)

    def encode(self, value: Any) -> list[Any]:
        return list(value) if self._write is None else list(map(self._write, value))

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        if not isinstance(data, list):
            faults.add(pointer, f"array is needed, not {quoted(data)}")
            return None
        low, high = self._length or (0, None)
        if len(data) < low or (high is not None and len(data) > high):
            faults.add(pointer, f"{len(data)} items must not stand here")
        decode = self._item.decode
        return tuple([decode(item, f"{pointer}/{i}", faults) for i, item in enumerate(data)])

    def schema(self) -> Schema:
        shape: Schema = {"type": "array", "items": self._item.schema()}
        if self._length:
            low, high = self._length
            shape |= {"minItems": low} | ({} if high is None else {"maxItems": high})
        return shape


class Shown(ListOf):
    """The lights of a rubric, best first: what follows in the data may name them."""

    def __init__(self, item: Shape) -> None:
        super().__init__(item, Length(FEWEST_LIGHTS, MOST_LIGHTS))

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        found = len(faults)
        shown = super().decode(data, pointer, faults)
        if len(faults) > found or None in shown:
            return None
        last = len(shown) - 1
        lights = [Light(last - place, *light) for place, light in enumerate(shown)]
        for fault in light_faults(lights):
            faults.add(pointer, fault.message)
        for light in lights:
            faults.lights.setdefault(light.id, light_id(light))
        return shown


class Pair(ListOf):
    """Two values that do not fall."""

    def __init__(self, item: Shape) -> None:
        super().__init__(item, Length(2, 2))

    def decode(self, data: Any, pointer: str, faults: Faults) -> Any:
        found = len(faults)
        pair = super().decode(data, pointer, faults)
        if len(faults) == found and pair[0] > pair[1]:
            faults.add(pointer, f"{quoted(data)} must not fall")
        return pair
