from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.analysis.moves import counted_levels, nearest
from coopcli.analysis.tipping import (
    Bound,
    dimension_weights,
    level_changes,
    majorities,
    omissions,
    without_gates,
)
from coopcli.assessment import light_of
from coopcli.model import Assessment, Light, Rubric
from tests.analysis.areas import judged, small_assessments
from tests.examples import IDS


def test_an_undetermined_light_has_no_tipping_points() -> None:
    found = judged({"others": None})

    assert found.light is None
    assert not level_changes(found)
    assert not nearest(found)
    assert not dimension_weights(found)
    assert majorities(found) is None
    assert not omissions(found)
    assert without_gates(found) is None


@given(small_assessments())
@settings(max_examples=50, deadline=None)
def test_no_smaller_change_of_one_answer_moves_the_light(assessment: Assessment) -> None:
    now = counted_levels(assessment)
    for change in level_changes(assessment):
        rated = now[change.criterion]
        for level in range(min(rated, change.level), max(rated, change.level) + 1):
            light = light_of(assessment.rubric, now | {change.criterion: level})
            assert (light is not assessment.light) == (level == change.level)


def test_a_dimension_tips_where_its_weight_times_support_falls_short() -> None:
    # cultural 5 of 5 green, the others 3 of 5: W + (1 - W) 3/5 = 2/3 at W = 1/6
    levels = dict.fromkeys(IDS[8:10] + IDS[13:15], 2)
    weights = {w.dimension: w for w in dimension_weights(judged({"levels": levels}))}

    assert weights["cultural"].share == Fraction(1, 3)
    assert weights["cultural"].below == Bound(Fraction(1, 6), at=False, light=Light.YELLOW)
    assert weights["cultural"].above is None
    # political 3 of 5, the others 8 of 10: W 3/5 + (1 - W) 4/5 = 2/3 at W = 2/3
    assert weights["political"].above == Bound(Fraction(2, 3), at=False, light=Light.YELLOW)


@given(small_assessments(open_answers=False), st.fractions(0, 1, max_denominator=60))
@settings(max_examples=200, deadline=None)
def test_between_its_bounds_a_dimension_may_have_any_weight(
    assessment: Assessment, share: Fraction
) -> None:
    if not 0 < share < 1:
        return
    for weight in dimension_weights(assessment):
        light = light_of(
            reweighted(assessment, weight.dimension, share), counted_levels(assessment)
        )
        inside = all(
            (share > bound.share if way else share < bound.share)
            or (share == bound.share and not bound.at)
            for way, bound in ((True, weight.below), (False, weight.above))
            if bound
        )
        if inside:
            assert light is assessment.light
        for bound in (weight.below, weight.above):
            if bound and bound.at and bound.share == share:
                assert light is bound.light


def reweighted(assessment: Assessment, dimension: str, share: Fraction) -> Rubric:
    """The rubric with another share of weight for one dimension, in whole numbers."""
    rubric = assessment.rubric
    own = sum(c.weight for part in rubric.dimensions if part.id == dimension for c in part.criteria)
    inside, outside = share / own, (1 - share) / (rubric.total_weight - own)
    unit = inside.denominator * outside.denominator
    dimensions = tuple(
        replace(
            part,
            criteria=tuple(
                replace(
                    c, weight=int(c.weight * unit * (inside if part.id == dimension else outside))
                )
                for c in part.criteria
            ),
        )
        for part in rubric.dimensions
    )
    return replace(rubric, dimensions=dimensions)


@given(small_assessments(), st.fractions(Fraction(21, 40), 1, max_denominator=60))
@settings(max_examples=200, deadline=None)
def test_the_light_holds_for_the_majorities_told_and_no_others(
    assessment: Assessment, majority: Fraction
) -> None:
    interval = majorities(assessment)
    if interval is None:
        return
    light = light_of(replace(assessment.rubric, majority=majority), counted_levels(assessment))
    assert (light is assessment.light) == (interval.over < majority <= interval.up_to)


def test_a_question_that_decides_is_told_by_its_omission() -> None:
    # 2 of 3 are green; without the yellow one all are
    area = {"levels": {"a": 0, "b": 0, "c": 2}, "ids": ["a", "b", "c"]}
    found = judged(
        area, criteria={"one": ("a", "b"), "two": ("c",)}, gates=(), majority=Fraction(3, 4)
    )

    assert found.light is Light.YELLOW
    assert {o.criterion: o.light for o in omissions(found)} == {
        "a": Light.YELLOW,
        "b": Light.YELLOW,
        "c": Light.GREEN,
    }


def test_gates_off() -> None:
    found = judged({"levels": {"legal-restrictions": 4}})

    assert found.light is Light.RED
    assert without_gates(found) is Light.GREEN
