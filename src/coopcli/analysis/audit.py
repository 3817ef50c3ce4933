"""From a rubric and the lights of its areas to what is wrong with it as a decision rule.

Whatever is said about the rule is counted, not sampled: over all combinations of answers for the
lights, over all coalitions of questions for the votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import isqrt
from typing import NamedTuple

from coopcli.model import HIGHEST, LEVELS, Assessment, Criterion, Light, Rating, Rubric

REDUNDANT = Fraction(4, 5)
"""Rank correlation from which two questions may count one thing twice."""

LEAST_AREAS = 10
"""Areas rated on both questions below which a correlation is not looked at."""

_AIMS = (Light.GREEN, Light.YELLOW)


class Power(NamedTuple):
    """What one criterion weighs, as shares.

    ``nominal``: of the weight. ``voting``: of all swings, the normalised Banzhaf index of the
    weighted vote without gates. ``decides``: of all combinations of the other answers, those in
    which this answer alone decides whether a light is reached, gates included. ``effective``: the
    part of all such decisions, for both lights, that is this criterion's.

    Source: Banzhaf 1965, Weighted Voting Doesn't Work.
    """

    criterion: Criterion
    nominal: Fraction
    voting: Fraction
    decides: Mapping[Light, Fraction]
    effective: Fraction


class Pair(NamedTuple):
    """Two criteria that rank areas alike: rank correlation over the areas rated on both."""

    first: Criterion
    second: Criterion
    correlation: Fraction
    areas: int


class Audit(NamedTuple):
    """What was found.

    ``profiles``: the share of all combinations of answers that gives each light. ``dead``: criteria
    that never decide. ``dictators``: those that are a majority alone. ``vetoers``: those without a
    gate, and no majority alone, against which no majority can be had. ``unreachable``: lights that
    no answers give. ``lights``: how often the areas have each. ``rated``: by how many areas each
    criterion is answered; ``constant``: those with one and the same answer in at least two.
    """

    rubric: Rubric
    areas: int
    profiles: Mapping[Light, Fraction]
    lights: Mapping[Light | None, int]
    powers: tuple[Power, ...]
    dead: tuple[str, ...]
    dictators: tuple[str, ...]
    vetoers: tuple[str, ...]
    unreachable: tuple[Light, ...]
    rated: Mapping[str, int]
    constant: tuple[str, ...]
    pairs: tuple[Pair, ...]
    compared: int


def audit(rubric: Rubric, assessments: Sequence[Assessment]) -> Audit:
    """The audit of a rubric, with the areas that were judged by it."""
    powers, profiles = _powers(rubric), _profiles(rubric)
    levels = {name: _levels(name, assessments) for name in rubric.criteria}
    pairs, compared = _pairs(rubric, levels)
    needed, total = rubric.votes_needed, rubric.total_weight
    weights = {criterion.id: criterion.weight for criterion in rubric.criteria.values()}
    dictators = tuple(name for name, weight in weights.items() if weight >= needed)
    return Audit(
        rubric=rubric,
        areas=len(assessments),
        profiles=profiles,
        lights=Counter(assessment.light for assessment in assessments),
        powers=powers,
        dead=tuple(p.criterion.id for p in powers if not any(p.decides.values())),
        dictators=dictators,
        vetoers=tuple(
            name
            for name, weight in weights.items()
            if total - weight < needed
            and name not in dictators
            and rubric.criteria[name].gate is None
        ),
        unreachable=tuple(light for light in reversed(Light) if not profiles[light]),
        rated={name: len(found) for name, found in levels.items()},
        constant=tuple(
            name for name, found in levels.items() if len(found) > 1 and len({*found.values()}) == 1
        ),
        pairs=pairs,
        compared=compared,
    )


# Power in the rule.


class _Ladder(NamedTuple):
    """How many of the five levels support a light, leave it open without support, and close it."""

    support: int
    neutral: int
    close: int


def _ladder(criterion: Criterion, rubric: Rubric, aim: Light) -> _Ladder:
    gate, line = criterion.gate, rubric.lines.at(aim)
    close = sum(gate is not None and gate.closes(level, aim) for level in LEVELS)
    support = sum(level <= line for level in LEVELS)
    return _Ladder(support, len(LEVELS) - support - close, close)


def _open_profiles(criteria: Iterable[Criterion], rubric: Rubric, aim: Light) -> Counter[int]:
    """Combinations of answers that close nothing, counted by the weight that supports a light."""
    counts: Counter[int] = Counter({0: 1})
    for criterion in criteria:
        ladder, after = _ladder(criterion, rubric, aim), Counter[int]()
        for weight, count in counts.items():
            after[weight + criterion.weight] += count * ladder.support
            after[weight] += count * ladder.neutral
        counts = after
    return counts


def _carried(counts: Mapping[int, int], least: int) -> int:
    return sum(count for weight, count in counts.items() if weight >= least)


def _profiles(rubric: Rubric) -> dict[Light, Fraction]:
    """The share of all combinations of answers that gives each light."""
    everything = len(LEVELS) ** len(rubric.criteria)
    needed = rubric.votes_needed
    green, yellow = (
        Fraction(
            _carried(_open_profiles(rubric.criteria.values(), rubric, aim), needed), everything
        )
        for aim in _AIMS
    )
    return {Light.GREEN: green, Light.YELLOW: yellow - green, Light.RED: 1 - yellow}


def _powers(rubric: Rubric) -> tuple[Power, ...]:
    criteria = list(rubric.criteria.values())
    swings = {c.id: _swings(c, criteria, rubric) for c in criteria}
    decides = {c.id: {aim: _decides(c, criteria, rubric, aim) for aim in _AIMS} for c in criteria}
    all_swings = sum(swings.values())
    all_decisions = sum((sum(shares.values()) for shares in decides.values()), Fraction(0))
    return tuple(
        Power(
            criterion=c,
            nominal=Fraction(c.weight, rubric.total_weight),
            voting=Fraction(swings[c.id], all_swings),
            decides=decides[c.id],
            effective=sum(decides[c.id].values(), Fraction(0)) / all_decisions,
        )
        for c in criteria
    )


def _swings(criterion: Criterion, criteria: Sequence[Criterion], rubric: Rubric) -> int:
    """Coalitions of the others that miss the majority without a criterion and have it with it."""
    counts: Counter[int] = Counter({0: 1})
    for other in criteria:
        if other is not criterion:
            counts.update({weight + other.weight: count for weight, count in [*counts.items()]})
    needed = rubric.votes_needed
    return _carried(counts, needed - criterion.weight) - _carried(counts, needed)


def _decides(
    criterion: Criterion, criteria: Sequence[Criterion], rubric: Rubric, aim: Light
) -> Fraction:
    """The share of the other answers for which the best and the worst answer here differ."""
    others = [other for other in criteria if other is not criterion]
    counts, needed = _open_profiles(others, rubric, aim), rubric.votes_needed
    with_it = _carried(counts, needed - criterion.weight)
    if _ladder(criterion, rubric, aim).close:
        without_it = 0
    elif rubric.lines.at(aim) == HIGHEST:
        without_it = with_it
    else:
        without_it = _carried(counts, needed)
    return Fraction(with_it - without_it, len(LEVELS) ** len(others))


# What the areas show.


def _levels(name: str, assessments: Sequence[Assessment]) -> dict[int, int]:
    """Twice the middle of each answer, by the position of its area, for those that have one."""
    found = {}
    for position, assessment in enumerate(assessments):
        answer = next(a for a in assessment.answers if a.criterion.id == name)
        if isinstance(answer.rating, Rating):
            found[position] = answer.low + answer.high
    return found


def _pairs(rubric: Rubric, levels: Mapping[str, Mapping[int, int]]) -> tuple[tuple[Pair, ...], int]:
    """The pairs that rank areas alike, closest first, and how many pairs could be compared."""
    pairs, compared = [], 0
    for first, second in combinations(rubric.criteria.values(), 2):
        both = sorted(levels[first.id].keys() & levels[second.id].keys())
        if len(both) < LEAST_AREAS:
            continue
        found = rank_correlation(
            [levels[first.id][area] for area in both], [levels[second.id][area] for area in both]
        )
        compared += found is not None
        if found is not None and abs(found) >= REDUNDANT:
            pairs.append(Pair(first, second, found, len(both)))
    return tuple(sorted(pairs, key=lambda pair: -abs(pair.correlation))), compared


def rank_correlation(first: Sequence[int], second: Sequence[int]) -> Fraction | None:
    """The rank correlation of two rows, in [-1, 1] to four decimals; ties share their mean rank.

    ``None`` where a row has no variance, so that it is not defined.

    Source: Spearman 1904.
    """
    a, b = _centred_ranks(first), _centred_ranks(second)
    product = sum(x * y for x, y in zip(a, b, strict=True))
    spread = sum(x * x for x in a) * sum(y * y for y in b)
    if not spread:
        return None
    # The root of an exact fraction, rounded half up in integers: the same on every machine.
    size = (isqrt(4 * 10**8 * product * product // spread) + 1) // 2
    return Fraction(size if product >= 0 else -size, 10**4)


def _centred_ranks(values: Sequence[int]) -> list[int]:
    """Twice the distance of each rank from the middle rank."""
    return [
        sum(other < value for other in values) - sum(other > value for other in values)
        for value in values
    ]
