"""From an assessment to where its light tips: by one answer, a weight, the majority, a question.

All of it is exact and holds for the levels that decided the light: a range counts with its upper
end, and a missing answer, which supports nothing, stays missing. An undetermined light has no
tipping points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from coopcli.analysis.moves import counted_levels
from coopcli.model import Assessment, Dimension, Light, Majority
from coopcli.rule.assessment import light_of


class LevelChange(NamedTuple):
    """The smallest change of one answer alone that moves the light to ``light``."""

    criterion: str
    level: int
    light: Light


class Bound(NamedTuple):
    """Where a share of weight begins to give another light.

    ``share`` in [0, 1]; ``at`` says whether the other light is already given at it, or only past.
    """

    share: Fraction
    at: bool
    light: Light


class DimensionWeight(NamedTuple):
    """How far the weight of a dimension may fall and rise until the light tips, if it ever does.

    The other dimensions keep their proportions.
    """

    dimension: str
    share: Fraction
    below: Bound | None
    above: Bound | None


class Majorities(NamedTuple):
    """The majorities for which a light holds: above ``over``, and up to ``up_to``, inclusive."""

    over: Fraction
    up_to: Fraction


class Omission(NamedTuple):
    """The light without one question."""

    criterion: str
    light: Light


def level_changes(assessment: Assessment) -> tuple[LevelChange, ...]:
    """For every rated answer the smallest change, either way, that alone moves the light."""
    if assessment.light is None:
        return ()
    levels = assessment.rubric.levels
    return tuple(
        change
        for answer in assessment.answers
        if answer.light is not None
        for way in (levels[answer.high + 1 :], reversed(levels[: answer.high]))
        if (change := _first_change(assessment, answer.criterion.id, way))
    )


def dimension_weights(assessment: Assessment) -> tuple[DimensionWeight, ...]:
    """For every dimension the weights at which the light tips."""
    dimensions = assessment.rubric.dimensions
    if assessment.light is None or len(dimensions) < 2:
        return ()
    return tuple(_dimension_weight(assessment, dimension) for dimension in dimensions)


def majorities(assessment: Assessment) -> Majorities | None:
    """The majorities above 1/2 and up to 1, asked for by all lights, for which the light holds."""
    light = assessment.light
    # Where lights ask for majorities of their own, there is no one majority to move.
    if light is None or assessment.rubric.majority is None:
        return None
    over = Fraction(1, 2)
    aim = assessment.rubric.next_better(light)
    if aim != light and not _closed(assessment, aim):
        over = max(over, _support(assessment, aim))
    return Majorities(over, _support(assessment, light))  # every answer supports the worst


def omissions(assessment: Assessment) -> tuple[Omission, ...]:
    """The light without each question in turn."""
    rubric, levels = assessment.rubric, counted_levels(assessment)
    if assessment.light is None or len(rubric.criteria) < 2:
        return ()
    return tuple(Omission(name, light_of(rubric.without({name}), levels)) for name in levels)


def without_vetoes(assessment: Assessment) -> Light | None:
    """The light if no veto could close it."""
    if assessment.light is None:
        return None
    rubric = assessment.rubric
    return light_of(rubric, counted_levels(assessment), unvetoed=rubric.criteria.keys())


# One answer.


def _first_change(assessment: Assessment, name: str, way: Iterable[int]) -> LevelChange | None:
    levels = counted_levels(assessment)
    for level in way:
        light = light_of(assessment.rubric, {**levels, name: level})
        if light != assessment.light:
            return LevelChange(name, level, light)
    return None


def _closed(assessment: Assessment, light: Light) -> bool:
    return bool(assessment.rubric.profiles[light].vetoed_by(counted_levels(assessment)))


# Weights, majorities and questions.


def _dimension_weight(assessment: Assessment, dimension: Dimension) -> DimensionWeight:
    inside = {criterion.id for criterion in dimension.criteria}
    lines = [_Concordance.of(assessment, aim, inside) for aim in assessment.rubric.aims]
    own = Fraction(sum(c.weight for c in dimension.criteria), assessment.rubric.total_weight)
    aims = assessment.rubric.aims

    def light_at(share: Fraction) -> Light:
        reached = assessment.rubric.worst
        for aim, line in zip(reversed(aims), reversed(lines), strict=True):
            if line.closed or not line.majority.has(line.at(share)):
                break
            reached = aim
        return reached

    none, whole = Fraction(0), Fraction(1)
    turns = [turn for line in lines if (turn := line.turn()) is not None]
    points = sorted({none, own, whole, *(min(whole, max(none, turn)) for turn in turns)})
    place = points.index(own)
    below, above = (_first_tip(way, light_at) for way in (points[place::-1], points[place:]))
    return DimensionWeight(dimension.id, own, below, above)


def _first_tip(points: list[Fraction], light_at: Callable[[Fraction], Light]) -> Bound | None:
    """Where the light first differs, going from the first point to the last.

    Between two neighbouring points it does not change.
    """
    light = light_at(points[0])
    for here, beyond in pairwise(points):
        if (between := light_at((here + beyond) / 2)) != light:
            return Bound(here, at=False, light=between)
        if (there := light_at(beyond)) != light:
            return Bound(beyond, at=True, light=there)
    return None


class _Concordance(NamedTuple):
    """The share of weight that supports a light, inside a dimension and outside it."""

    inside: Fraction
    outside: Fraction
    closed: bool
    majority: Majority

    @staticmethod
    def of(assessment: Assessment, light: Light, names: Set[str]) -> _Concordance:
        criteria, levels = assessment.rubric.criteria, counted_levels(assessment)
        profile = assessment.rubric.profiles[light]
        within, without = (
            Fraction(
                profile.support({name: levels[name] for name in part}),
                sum(criteria[name].weight for name in part),
            )
            for part in (names, criteria.keys() - names)
        )
        return _Concordance(within, without, _closed(assessment, light), profile.majority)

    def at(self, share: Fraction) -> Fraction:
        """The support if the dimension has a share of the weight."""
        return share * self.inside + (1 - share) * self.outside

    def turn(self) -> Fraction | None:
        """The share of weight for the dimension at which support equals the majority."""
        slope = self.inside - self.outside
        return (self.majority.share - self.outside) / slope if slope else None


def _support(assessment: Assessment, light: Light) -> Fraction:
    return assessment.rubric.profiles[light].share(counted_levels(assessment))
