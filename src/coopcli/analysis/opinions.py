"""From an assessment to what other rules would say of the same levels, and why they part.

None of them decides anything. Three work with the mean level and so take levels for quantities;
the fourth is the rule itself without its vetoes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import log2, prod
from typing import NamedTuple

from coopcli.model import Assessment, Criterion, Levels, Light, Rubric
from coopcli.rule.assessment import light_of

RULES = ("mean", "geometric-mean", "worst-dimension", "no-vetoes")


class CrossCheck(NamedTuple):
    """The lights of another rule at the lowest and the highest levels that answers allow.

    ``agrees``: whether the light lies between them; ``None`` where there is no light.
    """

    best: Light
    worst: Light
    agrees: bool | None


class Opinion(NamedTuple):
    """What another rule says, as in :class:`CrossCheck`, and why.

    ``means``: the mean levels that it judged by at either end, none for the rule that counts.
    ``because``: the dimension it looked at, or the vetoes that it left out. ``reached``: for the
    mean, the share of weightings in which it gives at least a light, at the highest and at the
    lowest levels; weightings are uniform.
    """

    rule: str
    best: Light
    worst: Light
    agrees: bool | None
    means: tuple[Fraction, Fraction] | None
    because: tuple[str, ...]
    reached: Mapping[Light, tuple[Fraction, Fraction]] | None


def opinions(assessment: Assessment) -> tuple[Opinion, ...]:
    """The second opinions, in the order of ``RULES``."""
    return tuple(_opinion(assessment, rule) for rule in RULES)


def cross_check(assessment: Assessment, rule: str = "mean") -> CrossCheck:
    """What one of ``RULES`` says; the mean level is the second opinion of every report.

    Where too few questions apply, none says anything.
    """
    rubric, light = assessment.rubric, assessment.light
    if not assessment.is_judged:
        return CrossCheck(assessment.best, assessment.worst, None)
    low = {answer.criterion.id: answer.low for answer in assessment.answers}
    high = {answer.criterion.id: answer.high for answer in assessment.answers}
    best, worst = light_by(rule, rubric, low), light_by(rule, rubric, high)
    return CrossCheck(best, worst, None if light is None else worst <= light <= best)


def light_by(rule: str, rubric: Rubric, levels: Levels) -> Light:
    """The light that one of ``RULES`` gives."""
    match rule:
        case "no-vetoes":
            return light_of(rubric, levels, unvetoed=rubric.criteria.keys())
        case "geometric-mean":
            return _by_product(rubric, levels)
        case _:
            mean = _mean_by(rule, rubric, levels)
            return _first_within(rubric, lambda cut: mean <= cut)


def mean_level(criteria: Iterable[Criterion], levels: Levels) -> Fraction:
    """The mean level, by weight."""
    total = weight = 0
    for criterion in criteria:
        total += criterion.weight * levels[criterion.id]
        weight += criterion.weight
    return Fraction(total, weight)


def geometric_mean_level(rubric: Rubric, levels: Levels) -> Fraction:
    """The geometric mean level, by weight, to six decimals.

    A single level 0 would make the product 0 whatever else stands in it. Levels are therefore
    raised by one before, and the mean is lowered by one after.
    """
    criteria = rubric.criteria.values()
    logs = sum(criterion.weight * log2(levels[criterion.id] + 1) for criterion in criteria)
    return Fraction(round((2 ** (logs / rubric.total_weight) - 1) * 10**6), 10**6)


def share_with_mean_up_to(bound: Fraction, levels: Iterable[int]) -> Fraction:
    """The share of weightings, uniform on the simplex, whose mean of the levels is at most a bound.

    Exact, also for equal levels: the part of a simplex on one side of a plane.

    Source: Varsi 1973, Ali 1973.
    """
    distances = [Fraction(level) - bound for level in levels]
    beyond = [distance for distance in distances if distance > 0]
    within = [distance for distance in distances if distance <= 0]
    parts = [Fraction(1)] + [Fraction(0)] * len(beyond)
    for near in within:
        for place, far in enumerate(beyond, start=1):
            parts[place] = (far * parts[place] - near * parts[place - 1]) / (far - near)
    return parts[-1]


def _reached(rubric: Rubric, low: Levels, high: Levels) -> dict[Light, tuple[Fraction, Fraction]]:
    bounds = {light: rubric.cuts[light.id] for light in rubric.aims}
    return {
        light: (
            share_with_mean_up_to(bound, high.values()),
            share_with_mean_up_to(bound, low.values()),
        )
        for light, bound in bounds.items()
    }


def _first_within(rubric: Rubric, within: Callable[[Fraction], bool]) -> Light:
    """The best light within whose cut something lies."""
    return next((one for one in rubric.aims if within(rubric.cuts[one.id])), rubric.worst)


def _opinion(assessment: Assessment, rule: str) -> Opinion:
    rubric, check = assessment.rubric, cross_check(assessment, rule)
    if not assessment.is_judged:
        return Opinion(rule, *check, None, (), None)
    low = {answer.criterion.id: answer.low for answer in assessment.answers}
    high = {answer.criterion.id: answer.high for answer in assessment.answers}
    means = None
    if rule != "no-vetoes":
        means = _mean_by(rule, rubric, low), _mean_by(rule, rubric, high)
    reached = _reached(rubric, low, high) if rule == "mean" else None
    return Opinion(rule, *check, means, _because(rule, rubric, high), reached)


def _mean_by(rule: str, rubric: Rubric, levels: Levels) -> Fraction:
    match rule:
        case "mean":
            return mean_level(rubric.criteria.values(), levels)
        case "geometric-mean":
            return geometric_mean_level(rubric, levels)
        case _:
            return max(mean_level(part.criteria, levels) for part in rubric.dimensions)


def _by_product(rubric: Rubric, levels: Levels) -> Light:
    """The light of the geometric mean, in whole numbers: no root is drawn."""
    product = prod((levels[c.id] + 1) ** c.weight for c in rubric.criteria.values())
    return _first_within(rubric, lambda cut: product <= (cut + 1) ** rubric.total_weight)


def _because(rule: str, rubric: Rubric, levels: Levels) -> tuple[str, ...]:
    if rule == "worst-dimension":
        return (max(rubric.dimensions, key=lambda part: mean_level(part.criteria, levels)).id,)
    if rule == "no-vetoes":
        return rubric.profiles[rubric.aims[0]].vetoed_by(levels)
    return ()
