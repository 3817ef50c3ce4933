"""How far raters agree: Krippendorff's alpha for levels that have an order, and raw agreement.

Exact in fractions. Source: Krippendorff, Content Analysis (2019), chapter 12, and Computing
Krippendorff's Alpha-Reliability (2011), with the ordinal metric; the interval is a jackknife with
Student's t (Efron and Tibshirani 1993, chapter 11).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from itertools import combinations_with_replacement
from math import sqrt
from typing import NamedTuple

Unit = Sequence[int | None]
"""The levels that the raters gave one question; ``None`` where one gave none."""

Distance = Callable[[int, int, Mapping[int, int]], int]
"""How far two levels lie apart, squared, in any unit; the third argument counts all levels."""

Pairs = Mapping[int, Counter[tuple[int, int]]]
"""How often two levels were given to one question, by the number of levels that it was given."""

FEWEST_GROUPS = 3
"""Fewest parts from which an interval is worked out."""


class Undefined(Enum):
    """Why there is no alpha."""

    ONE_RATER = "one-rater"
    NO_PAIRS = "no-pairs"
    ONE_UNIT = "one-unit"
    NO_VARIATION = "no-variation"
    TOO_FEW = "too-few"


class Interval(NamedTuple):
    """A confidence interval of 95 %, cut to what alpha can be where ``cut``."""

    low: Fraction
    high: Fraction
    cut: bool


def ordinal(one: int, other: int, counts: Mapping[int, int]) -> int:
    """Four times Krippendorff's ordinal difference, squared: by how many levels lie between."""
    low, high = sorted((one, other))
    between = sum(count for level, count in counts.items() if low <= level <= high)
    return (2 * between - counts[low] - counts[high]) ** 2


def alpha(units: Sequence[Unit], distance: Distance = ordinal) -> Fraction | Undefined:
    """Krippendorff's alpha: 1 for full agreement, 0 for what chance would bring."""
    if max((len(unit) for unit in units), default=0) < 2:
        return Undefined.ONE_RATER
    pairable = [unit for unit in units if _given(unit) > 1]
    if not pairable:
        return Undefined.NO_PAIRS
    if len(pairable) == 1:
        return Undefined.ONE_UNIT
    return _alpha(_pairs(pairable), distance)


def raw_agreement(units: Sequence[Unit]) -> Fraction | None:
    """The share of pairs of answers to one question that are the same level."""
    equal = total = 0
    for pairs in _pairs(units).values():
        total += sum(pairs.values())
        equal += sum(count for (one, other), count in pairs.items() if one == other)
    return Fraction(equal, total) if total else None


def pairable(units: Sequence[Unit]) -> int:
    """How many questions have two levels or more, so that they count for agreement."""
    return sum(_given(unit) > 1 for unit in units)


def interval(groups: Sequence[Sequence[Unit]]) -> Interval | None:
    """The interval of alpha by leaving out one group of questions at a time.

    ``None`` where there are too few groups, or where alpha is not defined without one of them.
    """
    groups = [group for group in groups if pairable(group)]
    count = len(groups)
    if count < FEWEST_GROUPS:
        return None
    whole = alpha([unit for group in groups for unit in group])
    found = []
    for left_out in range(count):
        rest = [unit for place, group in enumerate(groups) if place != left_out for unit in group]
        found.append(alpha(rest))
    values = [value for value in found if isinstance(value, Fraction)]
    if not isinstance(whole, Fraction) or len(values) < count:
        return None
    mean = sum(values, Fraction(0)) / count
    variance = sum((value - mean) ** 2 for value in values) * Fraction(count - 1, count)
    reach = Fraction(round(_student(count - 1) * sqrt(variance) * 10**4), 10**4)
    low, high = whole - reach, whole + reach
    return Interval(max(low, Fraction(-1)), min(high, Fraction(1)), low < -1 or high > 1)


def _given(unit: Unit) -> int:
    return sum(level is not None for level in unit)


def _pairs(units: Sequence[Unit]) -> Pairs:
    found: dict[int, Counter[tuple[int, int]]] = {}
    for unit in units:
        counts = Counter(level for level in unit if level is not None)
        given = sum(counts.values())
        if given < 2:
            continue
        pairs = found.setdefault(given, Counter())
        for one, other in combinations_with_replacement(sorted(counts), 2):
            same = one == other
            pairs[one, other] += counts[one] * (counts[other] - same) * (1 if same else 2)
    return found


def _alpha(pairs: Pairs, distance: Distance) -> Fraction | Undefined:
    counts: dict[int, Fraction] = {}
    for given, own in pairs.items():
        for (one, other), count in own.items():
            # Each ordered pair stands for a share of the level that it begins with.
            for level in (one, other):
                share = Fraction(count, 2 * (given - 1))
                counts[level] = counts.get(level, Fraction(0)) + share
    levels = {level: int(count) for level, count in counts.items() if count}
    total = sum(levels.values())
    expected = sum(
        2 * levels[one] * levels[other] * distance(one, other, levels)
        for one, other in combinations_with_replacement(sorted(levels), 2)
        if one != other
    )
    if not expected:
        return Undefined.NO_VARIATION
    observed = sum(
        (
            Fraction(count, given - 1) * distance(one, other, levels)
            for given, own in pairs.items()
            for (one, other), count in own.items()
            if one != other
        ),
        Fraction(0),
    )
    return 1 - (total - 1) * observed / expected


_STUDENT = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
"""The bounds of 95 % of Student's t, from one degree of freedom on."""


def _student(degrees: int) -> float:
    if degrees <= len(_STUDENT):
        return _STUDENT[degrees - 1]
    # The first terms of the expansion of Cornish and Fisher, exact to three decimals from here on.
    z = 1.959964
    return z + (z**3 + z) / (4 * degrees) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * degrees**2)
