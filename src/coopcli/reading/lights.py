"""The part of a framework file on lights: what they are and mean, and which were published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from coopcli.model import (
    FEWEST_LIGHTS,
    FIRST_LIGHTS,
    MOST_LIGHTS,
    Colour,
    Light,
    Meaning,
    Outlook,
    Reference,
)
from coopcli.problems import acting
from coopcli.reading.evidence import PASSAGE
from coopcli.reading.log import Log
from coopcli.reading.records import Field, Record
from coopcli.reading.shapes import DATE, ID, PROSE, Choice, Description, ListOf, Text
from coopcli.reading.source import Node, Scalar
from coopcli.reading.source import Sequence as Items

UNDETERMINED = "undetermined"
OUTLOOK = Choice({outlook.value: outlook for outlook in Outlook})
WORDING = Choice({"ours": "ours", "source": "source"})
NAME = Text("a name of at most 40 characters", r"[^\n]*", 40, form="a name in one line")

_FIRST = tuple(light.id for light in FIRST_LIGHTS)

_MEANING = {
    "meaning": Field(PROSE, "what the light says", usual=True),
    "next": Field(PROSE, "what must happen next", usual=True),
    "wording": Field(WORDING, "whether a source words it so", usual=True),
    "source": Field(PASSAGE, "the passage that it rests on", None),
}


class _Symbol:
    """One character that stands for a light where there is no room for its name."""

    def __init__(self, what: str, *, ascii_only: bool, taken: str) -> None:
        self._what, self._ascii, self._taken = what, ascii_only, taken
        self._text = Text(what, longest=8)

    def read(self, node: Node, log: Log) -> str | None:
        text = self._text.read(node, log)
        if text is None:
            return None
        printable = len(text) == 1 and text.isprintable() and not acting(text)
        if not printable or (self._ascii and not text.isascii()):
            log.add(node.mark, "wrong-form", f"{self._what} is needed, not {text!r}")
        elif text in self._taken:
            message = f"{text!r} stands for what has no light; choose another symbol"
            log.add(node.mark, "reserved-word", message)
        else:
            return text
        return None

    def describe(self) -> Description:
        # A pattern counts characters; the lengths of some editors count halves of them.
        some = "[ -~]" if self._ascii else "."
        pattern = f"^(?![{re.escape(self._taken)}]){some}$"
        return {"type": ["string", "integer"], "pattern": pattern, "minimum": 0, "maximum": 9}


class MeantLight(NamedTuple):
    """A light as a framework file has it: how it looks, and what it means."""

    id: str
    name: str
    symbol: str
    ascii: str
    colour: Colour
    meaning: Meaning


def _meaning(wording: str, **rest: Any) -> Meaning:
    return Meaning(ours=wording == "ours", **rest)


def _light(id: str, name: str, symbol: str, ascii: str, colour: str, **rest: Any) -> MeantLight:  # noqa: A002 - as in the file
    return MeantLight(id, name, symbol, ascii, Colour(colour), _meaning(**rest))


LIGHT = Record(
    "a light",
    _light,
    {
        "id": Field(ID, "the word for it in gates, settings and saved results"),
        "name": Field(NAME, "the name that reports use", usual=True),
        "symbol": Field(
            _Symbol("a symbol of one character", ascii_only=False, taken="?·⊘"),
            "one character for it",
            usual=True,
        ),
        "ascii": Field(
            _Symbol("a symbol of one ASCII character", ascii_only=True, taken="?-/"),
            "the same where only ASCII can be written",
            usual=True,
        ),
        "colour": Field(Choice({colour: colour for colour in Colour}), "its colour", usual=True),
        **_MEANING,
    },
)

_OLD_LIGHTS = Record(
    "a set of lights",
    dict,
    {
        name: Field(Record("the meaning of a light", _meaning, _MEANING), name, usual=True)
        for name in _FIRST
    },
)


class _Lights:
    """A list of lights, best first; in the older spelling what each of the first three means."""

    _list = ListOf(LIGHT, FEWEST_LIGHTS, MOST_LIGHTS)

    def read(self, node: Node, log: Log) -> tuple[MeantLight, ...] | None:
        if isinstance(node, Items | Scalar):
            return self._list.read(node, log)
        old = _OLD_LIGHTS.read(node, log)
        return (
            None
            if old is None
            else tuple(MeantLight(*one[1:], old[one.id]) for one in FIRST_LIGHTS)
        )

    def describe(self) -> Description:
        return {"anyOf": [self._list.describe(), _OLD_LIGHTS.describe()]}


LIGHTS = _Lights()


class _LightOrNone:
    """A light of the rubric by its id, or the word for none."""

    def read(self, node: Node, log: Log) -> str | None:
        if not log.lights:  # held against no rubric
            return ID.read(node, log)
        known = {name: name for name in (*log.lights, UNDETERMINED)}
        found: str | None = Choice(known).read(node, log)
        return found

    def describe(self) -> Description:
        return ID.describe()


LIGHT_OR_NONE = _LightOrNone()

REFERENCE = Record(
    "a reference",
    lambda light, **rest: Reference(light=None if light == UNDETERMINED else light, **rest),
    {
        "area": Field(ID, "the area"),
        "as-of": Field(DATE, "the date of the light"),
        "light": Field(LIGHT_OR_NONE, "the light"),
        "outlook": Field(OUTLOOK, "the outlook"),
        "source": Field(PASSAGE, "where it was published", None),
    },
)


def lights_of(meant: Sequence[MeantLight]) -> tuple[Light, ...]:
    """The lights of a rubric, best first, each with its rank."""
    last = len(meant) - 1
    return tuple(Light(last - place, *light[:-1]) for place, light in enumerate(meant))
