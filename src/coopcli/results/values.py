"""The kinds of value in results: counts and shares with their ranges, lights, dates.

No ``from __future__ import annotations`` where results are defined: the codec reads the hints of
their fields, and reads them faster where they are no text.
"""

from enum import StrEnum
from typing import Any, NamedTuple, NewType

from coopcli.model import Level, Light


class Form(NamedTuple):
    """The regular expression that all of a text matches."""

    pattern: str


class Length(NamedTuple):
    """The least and the greatest length of a list."""

    low: int
    high: int | None = None


class Inline(NamedTuple):
    """The keys of this field stand among those of the record that holds it."""


class Added(NamedTuple):
    """Results of earlier versions do not have this field, which is left out where it is nothing."""


Levels = tuple[Level, Level]
"""The lowest and the highest level that an answer allows."""

LightId = NewType("LightId", str)
"""A light of the rubric, by its id."""

BetterLightId = NewType("BetterLightId", LightId)
"""A light better than the worst, so that there is a line to reach."""


class Undetermined(StrEnum):
    """In the place of a light where none can be given."""

    UNDETERMINED = "undetermined"


class Unanswered(StrEnum):
    """In the place of the light of a question without an answer."""

    MISSING = "missing"


UNDETERMINED = Undetermined.UNDETERMINED
MISSING = Unanswered.MISSING

AreaLight = LightId | Undetermined
AnswerLight = LightId | Unanswered

GREEN, YELLOW, RED = LightId("green"), LightId("yellow"), LightId("red")
LIGHTS = (GREEN, YELLOW, RED)
"""The lights of version 1 of the schema, best first."""

CLOSED: dict[Any, tuple[str, ...]] = {LightId: LIGHTS, BetterLightId: LIGHTS[:-1]}
"""The words of the types that are closed sets of words in version 1 of the schema."""


def light_id(light: Light) -> LightId:
    """A light of the rule in results."""
    return _IDS[light]


_IDS = {light: LightId(light.name.lower()) for light in Light}


def area_light(light: Light | None) -> AreaLight:
    """The light of an area in results."""
    return UNDETERMINED if light is None else _IDS[light]


def answer_light(light: Light | None) -> AnswerLight:
    """The light of an answer in results."""
    return MISSING if light is None else _IDS[light]
