"""What a rubric names in order: the levels of its scale, and the lights that answers lead to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from coopcli.model.values import MOST_LEVELS, Fault

FEWEST_LEVELS = 2

FEWEST_LIGHTS, MOST_LIGHTS = 2, 7

RESERVED = (
    *("undetermined", "regression", "stale", "unsupported"),
    *("missing", "not-applicable", "unread"),
)
"""Words that stand where a light could: no light is called by one of them."""


class Colour(StrEnum):
    """The colours that a light can have: each is legible on white and on black paper."""

    GREEN = "green"
    BLUE = "blue"
    VIOLET = "violet"
    YELLOW = "yellow"
    BROWN = "brown"
    ORANGE = "orange"
    RED = "red"


class Degree(NamedTuple):
    """A level of the scale: ``label`` in a few words, and what it means for any question."""

    label: str
    meaning: str


class Light(NamedTuple):
    """The light of an area or an answer: a better one compares as larger.

    ``rank``: 0 for the worst light of the rubric. ``symbol`` and ``ascii``: one character each.
    """

    rank: int
    id: str
    name: str
    symbol: str
    ascii: str
    colour: Colour


def light_faults(lights: Sequence[Light]) -> Iterator[Fault]:
    """What is wrong with the lights of a rubric, best first."""
    if not FEWEST_LIGHTS <= len(lights) <= MOST_LIGHTS:
        message = f"{FEWEST_LIGHTS} to {MOST_LIGHTS} lights are needed, not {len(lights)}"
        yield Fault(("lights",), "number-of-lights", message)
    for field in ("id", "name", "symbol", "ascii", "colour"):
        values = [str(getattr(light, field)).casefold() for light in lights]
        if field == "ascii":
            values = [light.ascii for light in lights]
        for place, value in enumerate(values):
            twice = lights[place].id in [light.id for light in lights[:place]] and field != "id"
            if Counter(values[:place])[value] and not twice:
                message = f"each light needs {field!r} of its own; {value!r} stands twice"
                yield Fault(("lights", place, field), "lights-alike", message)
    for place, light in enumerate(lights):
        if light.id in RESERVED:
            message = f"{light.id!r} means something else to the program; choose another id"
            yield Fault(("lights", place, "id"), "reserved-word", message)


def scale_faults(scale: Sequence[Degree]) -> Iterator[Fault]:
    """What is wrong with the levels of a rubric, best first."""
    if not FEWEST_LEVELS <= len(scale) <= MOST_LEVELS:
        message = f"{FEWEST_LEVELS} to {MOST_LEVELS} levels are needed, not {len(scale)}"
        yield Fault(("scale",), "number-of-levels", message)
    labels = [degree.label.casefold() for degree in scale]
    for place, label in enumerate(labels):
        if label in labels[:place]:
            message = f"each level needs a label of its own; {scale[place].label!r} stands twice"
            yield Fault(("scale", place, "label"), "levels-alike", message)


FIRST_LIGHTS = (
    Light(2, "green", "Green", "●", "G", Colour.GREEN),
    Light(1, "yellow", "Yellow", "▲", "Y", Colour.YELLOW),
    Light(0, "red", "Red", "■", "R", Colour.RED),
)
"""The lights of rubrics and results from before a rubric named its own."""

FIRST_SCALE = (
    Degree("best", "Nothing stands in the way here."),
    Degree("good", "What stands in the way needs ordinary care alone."),
    Degree("fair", "It can go on once something is arranged for it."),
    Degree("poor", "This must change before anything can begin."),
    Degree("worst", "This alone stops it."),
)
"""The levels of a rubric that names none."""
