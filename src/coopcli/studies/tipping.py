"""What would tip a light: moved answers, other lines and weights, a question less."""

from collections.abc import Iterable
from typing import NamedTuple

from coopcli.analysis import tipping
from coopcli.analysis.moves import counted_levels, nearest
from coopcli.model import Assessment, Id, Level
from coopcli.results.firmness import Moves
from coopcli.results.values import (
    LightId,
    Share,
    light_id,
)
from coopcli.studies.firmness import moves_of


class LevelChange(NamedTuple):
    """An answer that alone moves the light, where it gets another level."""

    criterion: Id
    rated: Level
    level: Level
    light: LightId


class Bound(NamedTuple):
    """The share of weight from which another light holds; ``at``: the bound belongs to it."""

    share: Share
    at: bool
    light: LightId


class DimensionWeight(NamedTuple):
    """The share of weight of a dimension, and how far it may fall and rise."""

    dimension: Id
    share: Share
    below: Bound | None
    above: Bound | None


class Majorities(NamedTuple):
    """The majorities for which the light holds."""

    over: Share
    up_to: Share


class Omission(NamedTuple):
    """The light without one question."""

    criterion: Id
    light: LightId


class Tipping(NamedTuple):
    """What would move the light."""

    moves: tuple[Moves, ...]
    changes: tuple[LevelChange, ...]
    dimensions: tuple[DimensionWeight, ...]
    majorities: Majorities | None
    omissions: tuple[Omission, ...]
    without_vetoes: LightId

    @property
    def named(self) -> list[str]:
        """The criteria and dimensions that it speaks of."""
        changed = [one.criterion for one in self.changes]
        left_out = [one.criterion for one in self.omissions]
        weighed = [one.dimension for one in self.dimensions]
        return [*changed, *left_out, *weighed, *moved(self.moves)]


def tipping_of(assessment: Assessment) -> Tipping | None:
    """What would move the light of an area; nothing where it has none."""
    majorities, bare = tipping.majorities(assessment), tipping.without_vetoes(assessment)
    if bare is None:
        return None
    levels = counted_levels(assessment)
    return Tipping(
        moves=tuple(map(moves_of, nearest(assessment))),
        changes=tuple(
            LevelChange(one.criterion, levels[one.criterion], one.level, light_id(one.light))
            for one in tipping.level_changes(assessment)
        ),
        dimensions=tuple(
            DimensionWeight(one.dimension, one.share, _bound(one.below), _bound(one.above))
            for one in tipping.dimension_weights(assessment)
        ),
        majorities=majorities and Majorities(*majorities),
        omissions=tuple(
            Omission(one.criterion, light_id(one.light)) for one in tipping.omissions(assessment)
        ),
        without_vetoes=light_id(bare),
    )


def _bound(bound: tipping.Bound | None) -> Bound | None:
    return None if bound is None else Bound(bound.share, bound.at, light_id(bound.light))


def moved(moves: Iterable[Moves | None]) -> list[str]:
    """The criteria that moves name."""
    return [name for each in moves if each for name in each.criteria]
