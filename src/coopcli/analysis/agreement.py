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
from itertools import combinations, combinations_with_replacement
from math import lcm, sqrt
from typing import NamedTuple

Unit = Sequence[int | None]
"""The levels that the raters gave one question; ``None`` where one gave none."""

Distance = Callable[[int, int, Mapping[int, int]], int]
"""How far two levels lie apart, squared, in any unit; the third argument counts all levels."""

Pairs = Counter[tuple[int, int, int]]
"""How often two levels were given to one question; first the number of levels that it was given."""

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
    pairs = _pairs(units)
    equal = sum(count for (_, one, other), count in pairs.items() if one == other)
    return Fraction(equal, pairs.total()) if pairs else None


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
    pairs = [_pairs(group) for group in groups]
    everything = sum(pairs, Pairs())
    whole = _alpha(everything, ordinal)
    values = [
        value for one in pairs if isinstance(value := _alpha(everything - one, ordinal), Fraction)
    ]
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
    found = Pairs()
    for unit in units:
        counts = Counter(level for level in unit if level is not None)
        given = counts.total()
        if given < 2:
            continue
        for one, other in combinations_with_replacement(sorted(counts), 2):
            same = one == other
            found[given, one, other] += counts[one] * (counts[other] - same) * (1 if same else 2)
    return found


def _alpha(pairs: Pairs, distance: Distance) -> Fraction | Undefined:
    # A pair weighs 1 / (given - 1); all is counted in a unit in which that is whole.
    unit = lcm(*{given - 1 for given, _, _ in pairs})
    both: Counter[tuple[int, int]] = Counter()
    for (given, one, other), count in pairs.items():
        both[one, other] += count * (unit // (given - 1))
    twice: Counter[int] = Counter()
    for (one, other), weight in both.items():
        twice[one] += weight
        twice[other] += weight
    levels = {level: weight // (2 * unit) for level, weight in twice.items() if weight}
    total = sum(levels.values())
    far = {
        (one, other): distance(one, other, levels) for one, other in combinations(sorted(levels), 2)
    }
    expected = sum(2 * levels[one] * levels[other] * apart for (one, other), apart in far.items())
    if not expected:
        return Undefined.NO_VARIATION
    observed = sum(both[pair] * apart for pair, apart in far.items())
    return 1 - Fraction((total - 1) * observed, unit * expected)


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
