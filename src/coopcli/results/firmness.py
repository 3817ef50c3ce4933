"""How firm a light is, in results: shares of weightings, and the moves that would change it."""

from collections.abc import Mapping
from typing import NamedTuple

from coopcli.model import (
    Count,
    Firmness,
    Id,
    Law,
    Level,
)
from coopcli.results.consistency import (
    Contradictions,
    distinct,
    rising,
    shared,
)
from coopcli.results.values import (
    LightId,
    Share,
    Ways,
)


class Span(NamedTuple):
    """The lowest and the highest share that the open answers allow."""

    low: Share
    high: Share

    def contradictions(self) -> Contradictions:
        yield from rising("/high", self.low, self.high)


class Move(NamedTuple):
    """A criterion and the level that it would have."""

    criterion: Id
    level: Level


class Moves(NamedTuple):
    """The fewest moves to another light: how far, in how many ways, and some of them."""

    to: LightId
    steps: Count
    ways: Ways
    sets: tuple[tuple[Move, ...], ...]

    @property
    def criteria(self) -> list[str]:
        """The criteria that some set moves."""
        return [move.criterion for chosen in self.sets for move in chosen]

    def contradictions(self) -> Contradictions:
        yield from rising("/ways", len(self.sets), self.ways)
        for position, chosen in enumerate(self.sets):
            yield from distinct(f"/sets/{position}", (move.criterion for move in chosen))


class Thresholds(NamedTuple):
    """The least shares that earn each word; below the last a light is fragile."""

    firm: Share
    likely: Share
    contested: Share

    def contradictions(self) -> Contradictions:
        yield from rising("/firm", self.contested, self.likely, self.firm)


class Robustness(NamedTuple):
    """How firm a light is, in brief; without a light there is no word."""

    law: Law
    shares: Mapping[LightId, Span]
    word: Firmness | None
    with_levels: Mapping[LightId, Span]
    word_with_levels: Firmness | None
    words: Thresholds
    nearest: Moves | None

    def contradictions(self) -> Contradictions:
        yield from shared("/shares", self.shares)
        yield from shared("/with_levels", self.with_levels)
