"""The parts that several results share."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, ClassVar, NamedTuple

from coopcli import __version__
from coopcli.model import (
    FEWEST_LEVELS,
    MOST_LEVELS,
    Colour,
    Count,
    Id,
    Light,
    Outlook,
    PartialDate,
    Passage,
)
from coopcli.results.consistency import (
    Contradictions,
    distinct,
    ordered,
)
from coopcli.results.values import (
    Added,
    AreaLight,
    BetterLightId,
    Digest,
    Form,
    Inline,
    Length,
    LightId,
    LightsOf,
    Position,
    Share,
    Unanswered,
    light_id,
)

SCHEMA_VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What every result begins with."""

    schema_version: ClassVar[int] = SCHEMA_VERSION
    kind: ClassVar[str]
    engine_version: str = __version__


Sign = Annotated[str, Form(r"\S")]


class ShownLight(NamedTuple):
    """A light of a rubric, and how it is shown: ``symbol`` and ``ascii`` are one character each."""

    id: Id
    name: str
    symbol: Sign
    ascii: Sign
    colour: Colour


class RubricRef(NamedTuple):
    """The rubric that a result rests on, with its lights and the labels of its levels, best first.

    The text of what is around them needs nothing else of the rubric.
    """

    id: Id
    title: str
    version: str
    digest: Digest
    scale: Annotated[tuple[str, ...], Length(FEWEST_LEVELS, MOST_LEVELS)]
    lights: Annotated[tuple[ShownLight, ...], LightsOf()]

    @property
    def highest(self) -> int:
        """The highest level."""
        return len(self.scale) - 1

    @property
    def light_ids(self) -> tuple[LightId, ...]:
        """The lights as the rest of the result has them, best first."""
        return lights_shown(self.lights)

    def next_better(self, light: LightId) -> BetterLightId:
        """The light above one that is not the best."""
        return BetterLightId(self.light_ids[-2 - light.rank])


@cache
def lights_shown(lights: tuple[ShownLight, ...]) -> tuple[LightId, ...]:
    """Lights, the best first, as results name them."""
    last = len(lights) - 1
    return tuple([light_id(Light(last - place, *one)) for place, one in enumerate(lights)])


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricResult(Result):
    """What every result under a rubric begins with."""

    rubric: RubricRef


class Asked(NamedTuple):
    """The words of the run for the area, the rubric and the date; empty where it had none."""

    area: str
    rubric: str
    as_of: str


class AreaRef(NamedTuple):
    """An area by id and name."""

    id: Id
    name: str


Tally = Mapping[LightId | Unanswered, Count]
"""Answers at each light, best first, and those missing."""


class Source(NamedTuple):
    """A document."""

    id: Id
    title: str
    authors: tuple[str, ...]
    publisher: str
    date: PartialDate
    kind: str
    note: str
    url: Annotated[str | None, Added()] = None
    label: Annotated[str | None, Added()] = None


class Evidence(NamedTuple):
    """A dated event or fact, and where it stands.

    ``side``: the party that it speaks of, ``both`` or ``all``, or ``unstated``; ``several`` where
    ``sides`` names some.
    """

    id: Id
    summary: str
    event: PartialDate | None
    known: PartialDate
    passage: Annotated[Passage, Inline()]
    kind: str
    reported: bool
    voice: tuple[str, ...]
    side: str
    raises: tuple[Id, ...]
    lowers: tuple[Id, ...]
    conflicts: tuple[Id, ...]
    supersedes: tuple[Id, ...]
    note: str
    sides: Annotated[tuple[Id, ...] | None, Added()] = None


class Offer(NamedTuple):
    """What an avenue offers an area; ``moves``: the criteria in question that it can lower.

    ``who`` can take it up, and ``short`` says in a few words what they could do, where the rubric
    says so.
    """

    id: Id
    what: str
    moves: tuple[Id, ...]
    forum: str
    passage: Passage | None
    who: Annotated[str | None, Added()] = None
    short: Annotated[str | None, Added()] = None


class FileProblem(NamedTuple):
    """A problem of an input; line and column are 0 where the whole file is meant."""

    path: str
    line: Position
    column: Position
    code: str
    message: str


class Standing(NamedTuple):
    """The light of an area with its bounds, what decided it, and how much is rated."""

    light: AreaLight
    outlook: Outlook
    turning: tuple[LightId, ...]
    best: LightId
    worst: LightId
    undetermined_because: tuple[str, ...]
    decided_by: tuple[Id, ...]
    tally: Tally
    coverage: Share

    def contradictions(self) -> Contradictions:
        yield from ordered("", best=self.best, worst=self.worst, light=self.light)
        yield from distinct("/turning", self.turning)
        yield from distinct("/decided_by", self.decided_by)


class Brief(NamedTuple):
    """The light of an area with its bounds and outlook, and how much is rated."""

    light: AreaLight
    best: LightId
    worst: LightId
    outlook: Outlook
    turning: tuple[LightId, ...]
    coverage: Share

    def contradictions(self) -> Contradictions:
        yield from ordered("", best=self.best, worst=self.worst, light=self.light)
        yield from distinct("/turning", self.turning)
