from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from coopcli.analysis.opinions import (
    Opinion,
    cross_check,
    geometric_mean_level,
    opinions,
    share_with_mean_up_to,
)
from coopcli.model import Assessment, Light
from coopcli.rule.assessment import assess
from tests.analysis.areas import judged, small_assessments
from tests.examples import GREEN, IDS, RED, YELLOW, a_rubric, an_area, day, the_cuts


def by_rule(assessment: Assessment) -> dict[str, Opinion]:
    return {opinion.rule: opinion for opinion in opinions(assessment)}


def test_a_ban_is_red_by_the_rule_alone() -> None:
    found = by_rule(judged({"levels": {"legal-restrictions": 4}}))

    assert found["mean"].worst == GREEN  # 4/15
    assert found["mean"].means == (Fraction(4, 15), Fraction(4, 15))
    assert found["geometric-mean"].worst == GREEN
    assert found["worst-dimension"].worst == GREEN  # 4/5 of the political dimension
    assert found["no-vetoes"].worst == GREEN
    assert found["no-vetoes"].because == ("legal-restrictions",)
    assert not any(opinion.agrees for opinion in found.values())


def test_the_worst_dimension_is_named() -> None:
    found = by_rule(judged({"levels": dict.fromkeys(IDS[5:10], 2)}))

    assert found["worst-dimension"].because == ("political",)
    assert found["worst-dimension"].means == (Fraction(2), Fraction(2))
    assert found["worst-dimension"].worst == YELLOW
    assert found["worst-dimension"].agrees is False


def test_one_zero_does_not_settle_the_geometric_mean() -> None:
    levels = dict.fromkeys(IDS, 4) | {"channel-gap": 0}

    # (5^14)^(1/15) - 1 = 3.4913...
    assert float(geometric_mean_level(a_rubric(), levels)) == pytest.approx(3.4913, abs=1e-4)


def test_a_geometric_mean_on_its_cut_is_decided_in_whole_numbers() -> None:
    found = by_rule(judged({"others": 2}))

    assert found["geometric-mean"].means == (Fraction(2), Fraction(2))
    assert found["geometric-mean"].worst == YELLOW


@pytest.mark.parametrize(("level", "light"), [(1, GREEN), (2, YELLOW), (3, RED)])
def test_a_cut_belongs_to_the_better_light(level: int, light: Light) -> None:
    rubric = replace(a_rubric(), cuts=the_cuts(Fraction(1), Fraction(2)))
    found = by_rule(assess(rubric, an_area(others=level), day("2020")))

    for rule in ("mean", "geometric-mean", "worst-dimension"):
        assert (found[rule].best, found[rule].worst) == (light, light)


def test_the_mean_is_shown_by_the_weightings_that_reach_a_light() -> None:
    levels = {IDS[0]: (1, 2), IDS[1]: (0, 4)}
    found = by_rule(judged({"levels": levels, "others": 2}))

    ends = [[levels[IDS[0]][end], levels[IDS[1]][end], *[2] * 13] for end in (1, 0)]
    assert found["mean"].reached == {
        light: tuple(share_with_mean_up_to(Fraction(cut, 100), end) for end in ends)
        for light, cut in ((GREEN, 143), (YELLOW, 217))
    }
    assert found["mean"].because == found["geometric-mean"].because == ()
    assert [rule for rule, opinion in found.items() if opinion.reached is None] == [
        "geometric-mean",
        "worst-dimension",
        "no-vetoes",
    ]


@given(small_assessments())
def test_the_mean_is_the_one_that_assessments_are_checked_against(assessment: Assessment) -> None:
    mean, check = by_rule(assessment)["mean"], cross_check(assessment)

    assert (mean.best, mean.worst, mean.agrees) == (check.best, check.worst, check.agrees)


def test_without_a_light_there_is_nothing_to_agree_with() -> None:
    assert all(opinion.agrees is None for opinion in opinions(judged({"others": None})))


@pytest.mark.parametrize(
    ("levels", "bound", "share"),
    [
        # The part of a simplex below a plane, by the formula for distinct values:
        # sum over x_i < t of (t - x_i)^(n - 1) / prod over j of (x_j - x_i).
        ((0, 1, 3), Fraction(1), Fraction(1, 3)),
        ((0, 1, 2, 4), Fraction(3, 2), Fraction(73, 192)),
        ((0, 0, 1, 1, 1), Fraction(1, 2), Fraction(5, 16)),
        # Four of fifteen at 1: the mean is their weight, at most 1/3 where 11 of 15 have 2/3.
        ((1,) * 4 + (0,) * 11, Fraction(1, 3), Fraction(3533689, 4782969)),
    ],
)
def test_share_of_weightings_on_one_side_of_a_plane(
    levels: tuple[int, ...], bound: Fraction, share: Fraction
) -> None:
    assert share_with_mean_up_to(bound, levels) == share


def test_all_weightings_of_equal_levels_have_the_same_mean() -> None:
    assert share_with_mean_up_to(Fraction(2), [2] * 5) == 1
    assert share_with_mean_up_to(Fraction(199, 100), [2] * 5) == 0
