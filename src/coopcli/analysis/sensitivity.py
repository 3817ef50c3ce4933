"""From an assessment to which of its assumptions moves the light most, by seeded sampling.

Sources: first order, Saltelli et al. 2010; total, Jansen 1999. Weights are independent exponential
draws that the rule itself brings to a sum of 1, so that all inputs are independent; everything is
drawn and judged in groups.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple

from coopcli.analysis.acceptability import level_chances
from coopcli.model import Assessment, Rubric

DRAWS = 1024
"""Rows of the two samples; each group adds as many runs of the rule again."""

RESAMPLES = 200
"""Bootstrap samples behind an interval."""

MAJORITIES = (0.60, 0.75)
"""Between which majorities are drawn, evenly."""

# The mean of equal levels in floats may miss the cut that it equals.
_TOLERANCE = 1e-9

Sampler = Callable[[Random], Any]
Model = Callable[..., float]


class Estimate(NamedTuple):
    """An index with the 95 % interval of the bootstrap."""

    value: float
    low: float
    high: float


class Index(NamedTuple):
    """How much of the variance of the result is due to a group.

    ``first``: the share it explains alone. ``total``: the share that would remain if all else were
    known, which counts every interaction. Both lie in [0, 1] but for the noise of sampling.
    """

    group: str
    first: Estimate
    total: Estimate


def sensitivity(
    assessment: Assessment, *, draws: int = DRAWS, seed: int = 0
) -> tuple[Index, ...] | None:
    """The indices of weights, levels, majority and rule; ``None`` where no light ever changes."""
    rubric, every = assessment.rubric, assessment.rubric.levels
    if not assessment.is_judged:
        return None
    chances = [
        list(accumulate(map(float, level_chances(answer, rubric.certainty))))
        for answer in assessment.answers
    ]
    groups: dict[str, Sampler] = {
        "weights": lambda random: [random.expovariate(1.0) for _ in chances],
        "levels": lambda random: [random.choices(every, cum_weights=row)[0] for row in chances],
        "majority": lambda random: random.uniform(*MAJORITIES),
        "rule": lambda random: random.random() < 0.5,
    }
    return indices(_light(rubric), groups, draws=draws, seed=seed)


def indices(
    model: Model, groups: Mapping[str, Sampler], *, draws: int, seed: int
) -> tuple[Index, ...] | None:
    """The first-order and total indices of a function's groups of arguments.

    ``model`` takes one argument for each group, in order, each as its sampler draws it. ``None``
    where the function gave one value only.
    """
    random = Random(seed)  # noqa: S311 (nothing here is a secret)
    ours, theirs = (
        [[sampler(random) for sampler in groups.values()] for _ in range(draws)] for _ in range(2)
    )
    base, other = [model(*row) for row in ours], [model(*row) for row in theirs]
    middle = sum(base + other) / (2 * draws)
    rows = [_terms(model, *row, middle) for row in zip(ours, theirs, base, other, strict=True)]
    if not _spread(rows):
        return None
    point = _ratios(rows)
    samples = [_ratios(random.choices(rows, k=draws)) for _ in range(RESAMPLES)]
    return tuple(
        Index(name, _estimate(point, samples, 2 * g), _estimate(point, samples, 2 * g + 1))
        for g, name in enumerate(groups)
    )


def _terms(
    model: Model,
    ours: Sequence[Any],
    theirs: Sequence[Any],
    base: float,
    other: float,
    middle: float,
) -> tuple[float, ...]:
    """What one row adds to sums: squares for the variance, then first and total of each group."""
    terms = [base - middle, other - middle, (base - middle) ** 2 + (other - middle) ** 2]
    for group, drawn in enumerate(theirs):
        mixed = model(*ours[:group], drawn, *ours[group + 1 :])
        terms += [(other - middle) * (mixed - base), (base - mixed) ** 2 / 2]
    return tuple(terms)


def _spread(rows: Sequence[tuple[float, ...]]) -> float:
    """The variance of the two samples together."""
    ours, theirs, squares, *_ = map(sum, zip(*rows, strict=True))
    count = 2 * len(rows)
    return squares / count - ((ours + theirs) / count) ** 2


def _ratios(rows: Sequence[tuple[float, ...]]) -> list[float]:
    """First and total index of each group in turn."""
    variance = _spread(rows)
    _, _, _, *sums = map(sum, zip(*rows, strict=True))
    return [value / len(rows) / variance if variance else 0.0 for value in sums]


def _estimate(point: list[float], samples: list[list[float]], position: int) -> Estimate:
    values = sorted(sample[position] for sample in samples)
    tail = len(values) // 40  # 2.5 % on either side
    return Estimate(point[position], values[tail], values[-1 - tail])


def _light(rubric: Rubric) -> Model:
    """The rank of the light, for drawn weights, levels, majority and rule."""
    cuts = [float(cut) for cut in rubric.cuts.values()]
    boundaries = [
        [
            [(own.supports(level), own.vetoes(level)) for level in rubric.levels]
            for own in rubric.profiles[light].boundaries.values()
        ]
        for light in rubric.aims
    ]

    def light(weights: list[float], levels: list[int], majority: float, counts: bool) -> float:
        whole = sum(weights)
        if not counts:
            mean = sum(w * level for w, level in zip(weights, levels, strict=True)) / whole
            return float(sum(mean <= cut + _TOLERANCE for cut in cuts))
        reached = 0
        for boundary in boundaries:
            support = 0.0
            for weight, level, row in zip(weights, levels, boundary, strict=True):
                supports, closes = row[level]
                if closes:
                    break
                if supports:
                    support += weight
            else:
                reached += support >= majority * whole
        return float(reached)

    return light
