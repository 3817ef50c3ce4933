"""The kinds of value in results: counts and shares with their ranges, lights, dates.

No ``from __future__ import annotations`` where results are defined: the codec reads the hints of
their fields, and reads them faster where they are no text.
"""

from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, NamedTuple, NewType

from coopcli.model import Between, Colour, Level, Light, Spelling

Form = Spelling
"""What all of a text matches."""


class Length(NamedTuple):
    """The least and the greatest length of a list."""

    low: int
    high: int | None = None


class Inline(NamedTuple):
    """The keys of this field stand among those of the record that holds it."""


class LightsOf:
    """These are the lights of a rubric, which the rest of a result names by their ids."""


class Partly:
    """This mapping need not have every light."""


class Added(NamedTuple):
    """Results of earlier versions do not have this field, which is left out where it is nothing."""


class Rising:  # no named tuple: as equal as empty ones are, this mark would be the next
    """The values of this pair do not fall."""


class Within:
    """The bounds of a fraction, both inclusive."""

    __slots__ = __match_args__ = ("low", "high")

    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high


MOST_BITS = 1000
"""Most bits of a denominator that results hold; Python refuses to write whole numbers of more than
4300 digits, and nobody would read them."""

MOST_DIGITS = len(str(2**MOST_BITS))

Digest = Annotated[str, Form("(sha256(:[0-9a-f]{0,64}){1,3})?")]
"""One digest or several in one word; none for what was made in code."""

Share = Annotated[Fraction, Within(0, 1)]
"""A share of a whole."""

Signed = Annotated[Fraction, Within(-1, 1)]
"""A coefficient that may lie below 0."""

Position = Annotated[int, Between(0, 1 << 21)]
"""A line or a column of a file of at most a mebibyte; 0 where the whole file is meant."""

Ways = Annotated[int, Between(0, 10**70)]
"""In how many ways something can be done: a hundred answers have fewer sets of levels."""

Levels = Annotated[tuple[Level, Level], Rising()]
"""The lowest and the highest level that an answer allows."""


class LightId(str):
    """A light of the rubric in results: a text, its id, that knows how the rubric shows it."""

    __slots__ = ("light",)
    light: Light

    def __new__(cls, light: Light) -> "LightId":
        made = super().__new__(cls, light.id)
        made.light = light
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return LightId, (self.light,)

    @property
    def name(self) -> str:
        """What reports call it."""
        return self.light.name

    @property
    def rank(self) -> int:
        """0 for the worst light of its rubric; a better one has a larger one."""
        return self.light.rank


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


class Unasked(StrEnum):
    """In the place of the light of a question that does not apply."""

    NOT_APPLICABLE = "not-applicable"


NOT_APPLICABLE = Unasked.NOT_APPLICABLE

AreaLight = LightId | Undetermined
AnswerLight = LightId | Unanswered | Unasked

AnyLight = LightId | Undetermined | Unanswered | Unasked


class Look(NamedTuple):
    """How a light is shown: its name, a character for it, one of ASCII, and a colour or none."""

    name: str
    symbol: str
    ascii: str
    colour: Colour | None


_WITHOUT_LIGHT = {
    UNDETERMINED: Look("Undetermined", "?", "?", None),
    MISSING: Look("not answered", "·", "-", None),
    NOT_APPLICABLE: Look("not applicable", "⊘", "/", None),
}


def look_of(light: AnyLight) -> Look:
    """How a light, or what stands in the place of one, is shown."""
    return Look(*light.light[2:]) if isinstance(light, LightId) else _WITHOUT_LIGHT[light]


def name_of(light: AnyLight) -> str:
    """What reports call a light, or what stands in the place of one."""
    return light.name if isinstance(light, LightId) else _WITHOUT_LIGHT[light].name


@cache
def light_id(light: Light) -> LightId:
    """A light of the rule in results."""
    return LightId(light)


def area_light(light: Light | None) -> AreaLight:
    """The light of an area in results."""
    return UNDETERMINED if light is None else light_id(light)


def answer_light(light: Light | None) -> LightId | Unanswered:
    """The light of an answer in results, to a question that applies."""
    return MISSING if light is None else light_id(light)
