"""The part of a framework file on its scale, and what depends on scale and lights elsewhere."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from coopcli.model import FEWEST_LEVELS, FEWEST_LIGHTS, MOST_LEVELS, MOST_LIGHTS, Degree
from coopcli.reading.log import Log
from coopcli.reading.records import Field, Record
from coopcli.reading.shapes import (
    ID,
    PROSE,
    Description,
    ListOf,
    MapOf,
    Parsed,
    Shape,
    Text,
    fraction,
    whole_number,
)
from coopcli.reading.source import Mapping, Node, Scalar, Sequence

LABEL = Text("a label of at most six words", r"\S+(?: \S+){0,5}", 80)

DEGREE = Record(
    "a level",
    Degree,
    {
        "label": Field(LABEL, "the level in at most six words"),
        "meaning": Field(PROSE, "what an answer at this level means, whatever the question"),
    },
)

SCALE = ListOf(DEGREE, FEWEST_LEVELS, MOST_LEVELS)


@cache
def level_up_to(highest: int) -> Parsed:
    """A level of a scale."""
    return whole_number(0, highest, f"a level, a whole number from 0 to {highest},")


@cache
def mean_up_to(highest: int) -> Parsed:
    """A mean of levels of a scale."""
    return fraction(0, highest)


_IS_ID = re.compile(ID.describe()["pattern"]).match


class _OnScale:
    """What may be as large as the highest level of the rubric that a file belongs to."""

    def __init__(self, up_to: Any) -> None:
        self._up_to = up_to

    def read(self, node: Node, log: Log) -> Any:
        return self._up_to(log.highest).read(node, log)

    def describe(self) -> Description:
        found: Description = self._up_to(MOST_LEVELS - 1).describe()
        return found


LEVEL = _OnScale(level_up_to)
MEAN = _OnScale(mean_up_to)
STEPS = _OnScale(lambda highest: whole_number(1, highest))


class ForEachLight:
    """Something for each light of the rubric but the worst, or with ``some`` for some of them."""

    def __init__(self, what: str, value: Shape, about: str, *, some: bool = False) -> None:
        self._what, self._value, self._about, self._some = what, value, about, some

    def read(self, node: Node, log: Log) -> dict[str, Any] | None:
        if not log.aims:  # the lights themselves could not be read
            return MapOf(self._value).read(node, log)
        default = None if self._some else ...
        fields = {name: Field(self._value, self._about, default) for name in log.aims}
        found = Record(self._what, dict, fields).read(node, log)
        if found is None:
            return None
        given = {name: found[name.replace("-", "_")] for name in log.aims}
        return {name: value for name, value in given.items() if value is not None}

    def describe(self) -> Description:
        value = {"description": self._about} | self._value.describe()
        return {
            "type": "object",
            "propertyNames": {"pattern": ID.describe()["pattern"]},
            "additionalProperties": value,
        }


def look_ahead(root: Node, log: Log, first: tuple[str, ...], levels: int) -> None:
    """Notes how many levels and which lights a framework file names, as far as can be seen.

    ``first`` and ``levels`` are those of a file that names none.
    """
    scale = root.get("scale") if isinstance(root, Mapping) else None
    lights = root.get("lights") if isinstance(root, Mapping) else None
    count = levels if scale is None else len(scale) if isinstance(scale, Sequence) else 0
    log.scaled = FEWEST_LEVELS <= count <= MOST_LEVELS
    log.highest = (count if log.scaled else MOST_LEVELS) - 1
    if isinstance(lights, Sequence):
        nodes = [item.get("id") for item in lights if isinstance(item, Mapping)]
        ids = [node.text.strip() for node in nodes if isinstance(node, Scalar)]
        some = FEWEST_LIGHTS <= len(lights) <= MOST_LIGHTS
        sound = some and len(set(ids)) == len(lights) and all(map(_IS_ID, ids))
        log.lights = tuple(ids) if sound else ()
    else:
        log.lights = () if isinstance(lights, Scalar) else first
