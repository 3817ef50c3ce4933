"""Krippendorff's alpha against what was published, against a library, and at its edges."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction

import krippendorff
import pytest

from coopcli.analysis.agreement import (
    Distance,
    Interval,
    Undefined,
    Unit,
    alpha,
    interval,
    ordinal,
    pairable,
    raw_agreement,
)


def nominal(one: int, other: int, _counts: Mapping[int, int]) -> int:
    return int(one != other)


def interval_scale(one: int, other: int, _counts: Mapping[int, int]) -> int:
    return (one - other) ** 2


def units(*raters: str) -> list[Unit]:
    """Units from a row of levels for each rater; a star is a gap."""
    rows = [[None if sign == "*" else int(sign) for sign in row.split()] for row in raters]
    return [list(column) for column in zip(*rows, strict=True)]


TWELVE_UNITS = units(
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)
"""Krippendorff 2011, section C: four observers, missing data."""

NEWS_TONE = units(
    "1 1 2 * 0 0 1 1 2 2 * 0 1 3 1 1 2 1 1 0 0 0 2 0 1 0 0 1 1 1 1 2 2 3 2 2 2 2 2 1",
    "1 1 3 0 0 0 0 * 2 1 1 0 2 3 1 1 1 2 1 0 0 0 3 0 2 1 0 2 1 1 1 1 2 2 2 2 2 2 2 1",
    "2 0 3 0 0 0 2 2 2 1 0 0 2 2 1 1 2 3 0 0 1 * 3 0 * 1 0 1 2 2 0 2 * 2 2 3 2 * 2 1",
    "* 1 3 * * * * 0 * 1 0 0 2 2 * * * 3 1 * 1 0 3 0 2 1 1 2 2 * * 1 2 2 * * * 1 2 *",
    "2 * * 0 0 0 1 * 2 * * * * 3 1 1 2 * * 0 * 0 * * 2 * 0 * * 2 0 * 2 * 2 2 2 2 * 1",
)
"""Hayes and Krippendorff 2007, table 1: the tone of forty news reports, five observers."""

FIFTEEN_UNITS = units(
    "* * * * * 3 4 1 2 1 1 3 3 * 3",
    "1 * 2 1 3 3 4 3 * * * * * * *",
    "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
)
"""The worked example of the encyclopedia article on alpha (Wikipedia)."""

TWO_OBSERVERS = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
"""Krippendorff 2011, section A: binary data, two observers."""

FIVE_WORDS = units("1 1 2 2 4 3 3 3 5 4 4 1", "2 1 2 2 2 3 3 3 5 4 4 4")
"""Krippendorff 2011, section B: nominal data, two observers."""


@pytest.mark.parametrize(
    ("given", "distance", "published"),
    [
        (TWELVE_UNITS, nominal, 0.743),
        (TWELVE_UNITS, ordinal, 0.815),
        (TWELVE_UNITS, interval_scale, 0.849),
        (NEWS_TONE, nominal, 0.477),
        (NEWS_TONE, ordinal, 0.760),
        (NEWS_TONE, interval_scale, 0.757),
        (FIFTEEN_UNITS, nominal, 0.691),
        (FIFTEEN_UNITS, interval_scale, 0.811),
        (TWO_OBSERVERS, nominal, 0.095),
        (TWO_OBSERVERS, ordinal, 0.095),
        (FIVE_WORDS, nominal, 0.692),
    ],
)
def test_what_was_published_comes_out(
    given: Sequence[Unit], distance: Distance, published: float
) -> None:
    assert round(float(alpha(given, distance)), 3) == published  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "wrong"), [(TWELVE_UNITS, 0.834), (NEWS_TONE, 0.707), (TWELVE_UNITS, 0.832)]
)
def test_what_other_programs_take_for_ordinal_alpha_does_not(
    given: Sequence[Unit], wrong: float
) -> None:
    # Weights that are called ordinal but count no levels between, as some packages have them.
    assert abs(float(alpha(given)) - wrong) > 0.01  # type: ignore[arg-type]


def test_a_gap_is_no_level() -> None:
    with_gaps = [[1, 1, None], [2, 2, None], [3, None, 2]]
    without = [[1, 1], [2, 2], [3, 2]]

    assert alpha(with_gaps) == alpha(without)
    assert pairable(TWELVE_UNITS) == 11
    assert sum(level is not None for unit in TWELVE_UNITS for level in unit) == 41  # 40 pairable


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([], Undefined.ONE_RATER),
        ([[3], [2], [1]], Undefined.ONE_RATER),
        ([[3, None], [None, 2]], Undefined.NO_PAIRS),
        ([[None, None], [None, None]], Undefined.NO_PAIRS),
        ([[3, 2], [None, 2]], Undefined.ONE_UNIT),
        ([[2, 2], [2, 2], [2, None]], Undefined.NO_VARIATION),
    ],
)
def test_where_there_is_no_alpha_the_reason_is_given(given: Sequence[Unit], why: Undefined) -> None:
    assert alpha(given) is why
    assert interval([[unit] for unit in given]) is None


def test_full_agreement_is_one_and_one_dissent_among_equals_is_nought() -> None:
    assert alpha([[0, 0], [3, 3], [4, 4]]) == 1
    assert alpha([[1, 1], [1, 1], [1, 1], [1, 2]]) == 0
    assert raw_agreement([[1, 1], [1, 1], [1, 1], [1, 2]]) == Fraction(3, 4)
    assert raw_agreement([[1, None]]) is None


def test_the_interval_is_a_jackknife_by_groups() -> None:
    # The bound of 95 % for three degrees of freedom is 3.182 (any table of Student's t).
    given: list[Unit] = [[0, 0], [1, 1], [2, 2], [0, 1]]
    whole = alpha(given)
    parts = [alpha([unit for unit in given if unit is not left]) for left in given]
    assert isinstance(whole, Fraction)
    values = [float(part) for part in parts if isinstance(part, Fraction)]
    mean = sum(values) / 4
    error = math.sqrt(sum((value - mean) ** 2 for value in values) * 3 / 4)

    found = interval([[unit] for unit in given])

    assert isinstance(found, Interval)
    assert abs(float(found.low) - max(-1, float(whole) - 3.182 * error)) < 1e-4
    assert found.high == 1
    assert found.cut
    assert interval([given[:2], given[2:]]) is None  # two groups are too few


def standard_error(given: Sequence[Unit]) -> float:
    parts = [alpha([*given[:place], *given[place + 1 :]]) for place in range(len(given))]
    values = [float(part) for part in parts if isinstance(part, Fraction)]
    mean, count = sum(values) / len(values), len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) * (count - 1) / count)


@pytest.mark.parametrize(
    ("count", "bound"),
    [(10, 2.262), (20, 2.093), (31, 2.042), (32, 2.040), (41, 2.021), (100, 1.984), (201, 1.972)],
)
def test_the_bounds_are_those_of_students_t(count: int, bound: float) -> None:
    # For one degree of freedom less than there are groups (any table of Student's t).
    given: list[Unit] = [[unit % 5, (unit + (unit % 3 == 0) * 2) % 5] for unit in range(count)]
    whole, found = alpha(given), interval([[unit] for unit in given])

    assert isinstance(whole, Fraction)
    assert found is not None
    reach = float(max(found.high - whole, whole - found.low))  # one end may be cut
    assert reach == pytest.approx(bound * standard_error(given), abs=1e-3 * reach)


def test_an_interval_ends_where_alpha_can_go_no_further() -> None:
    given: list[list[Unit]] = [[[0, 3]], [[3, 0]], [[1, 2]], [[0, 0]]]
    found = interval(given)

    assert found is not None
    assert (float(found.low), float(found.high), found.cut) == (-1, 1, True)


def test_three_groups_are_enough_and_those_without_pairs_are_none() -> None:
    given: list[list[Unit]] = [[[0, 0], [1, 2]], [[1, 1]], [[2, 2], [3, 3]]]

    assert interval(given) is not None
    assert interval([*given, [[1, None]]]) == interval(given)
    assert interval(given[:2]) is None
    assert interval([[[1, 1]], [[1, 1]], [[1, 2]], [[1, 1]]]) is None  # no variation without one


def sheets(count: int) -> list[list[Unit]]:
    """Random levels of some raters with gaps, from few and many levels and raters."""
    draw = random.Random(20261125)
    found: list[list[Unit]] = []
    while len(found) < count:
        raters, size, highest = draw.randint(2, 8), draw.randint(2, 40), draw.randint(1, 6)
        gaps = draw.choice((0.0, 0.1, 0.5))
        given: list[Unit] = [
            [None if draw.random() < gaps else draw.randint(0, highest) for _ in range(raters)]
            for _ in range(size)
        ]
        if isinstance(alpha(given), Fraction):
            found.append(given)
    return found


def test_a_library_agrees_on_a_thousand_random_sheets() -> None:
    nan = float("nan")
    for given in sheets(1000):
        table = [
            [nan if (level := unit[rater]) is None else float(level) for unit in given]
            for rater in range(len(given[0]))
        ]
        theirs = krippendorff.alpha(table, level_of_measurement="ordinal")

        assert abs(float(alpha(given)) - theirs) < 1e-9  # type: ignore[arg-type]
