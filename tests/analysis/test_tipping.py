from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.analysis.moves import counted_levels, nearest
from coopcli.analysis.tipping import (
    Bound,
    Majorities,
    dimension_weights,
    level_changes,
    majorities,
    omissions,
    without_vetoes,
)
from coopcli.model import Assessment, Light, Majority, Rubric
from coopcli.rule.assessment import light_of
from tests.analysis.areas import judged, small_assessments
from tests.examples import GREEN, IDS, RED, YELLOW


def test_an_undetermined_light_has_no_tipping_points() -> None:
    found = judged({"others": None})

    assert found.light is None
    assert level_changes(found) == ()
    assert nearest(found) == ()
    assert dimension_weights(found) == ()
    assert majorities(found) is None
    assert omissions(found) == ()
    assert without_vetoes(found) is None


@given(small_assessments())
@settings(max_examples=100, deadline=None)
def test_changes_of_one_answer_are_those_of_brute_force(assessment: Assessment) -> None:
    if assessment.light is None:
        return
    now, expected = counted_levels(assessment), []
    for answer in assessment.answers:
        name, rated = answer.criterion.id, answer.high
        lights = [
            light_of(assessment.rubric, now | {name: level}) for level in assessment.rubric.levels
        ]
        moving = [n for n, light in enumerate(lights) if light != assessment.light]
        worse = [level for level in moving if level > rated][:1]
        better = [level for level in moving if level < rated][-1:]
        if answer.light is not None:
            expected += [(name, level, lights[level]) for level in worse + better]

    assert list(level_changes(assessment)) == expected


def test_a_dimension_tips_where_its_weight_times_support_falls_short() -> None:
    # cultural 5 of 5 green, the others 3 of 5: W + (1 - W) 3/5 = 2/3 at W = 1/6
    levels = dict.fromkeys(IDS[8:10] + IDS[13:15], 2)
    weights = {w.dimension: w for w in dimension_weights(judged({"levels": levels}))}

    assert weights["cultural"].share == Fraction(1, 3)
    assert weights["cultural"].below == Bound(Fraction(1, 6), at=False, light=YELLOW)
    assert weights["cultural"].above is None
    # political 3 of 5, the others 8 of 10: W 3/5 + (1 - W) 4/5 = 2/3 at W = 2/3
    assert weights["political"].above == Bound(Fraction(2, 3), at=False, light=YELLOW)


def test_a_light_may_tip_at_a_weight_or_only_past_it() -> None:
    # a alone is green: at a weight of 1/2 and more it is a majority, below it is none.
    small = {"criteria": {"one": ("a",), "two": ("b",)}, "vetoes": ()}
    area = {"levels": {"a": 0, "b": 2}, "ids": ["a", "b"]}
    one, two = dimension_weights(judged(area, majority=Fraction(3, 5), **small))

    assert one == ("one", Fraction(1, 2), None, Bound(Fraction(3, 5), at=True, light=GREEN))
    assert two == ("two", Fraction(1, 2), Bound(Fraction(2, 5), at=True, light=GREEN), None)
    # At 3 of 5 it is green, and holds the light down to its majority itself.
    one, two = dimension_weights(
        judged(area, majority=Fraction(3, 5), weights={"a": 3, "b": 1}, **small)
    )

    assert one.below == Bound(Fraction(3, 5), at=False, light=YELLOW)
    assert two.above == Bound(Fraction(2, 5), at=False, light=YELLOW)


def test_a_single_dimension_has_all_the_weight() -> None:
    area = {"levels": {"a": 0, "b": 2}, "ids": ["a", "b"]}

    assert dimension_weights(judged(area, criteria={"one": ("a", "b")}, vetoes=())) == ()


@given(small_assessments(), st.fractions(0, 1, max_denominator=60))
@settings(max_examples=200, deadline=None)
def test_a_dimension_tips_at_its_bounds_and_nowhere_between(
    assessment: Assessment, share: Fraction
) -> None:
    def light_at(dimension: str, share: Fraction) -> Light:
        rubric = reweighted(assessment, dimension, share)
        return light_of(rubric, counted_levels(assessment))

    weights = dimension_weights(assessment)
    if assessment.light is None:
        return
    # A dimension of which no question applies has no weight, and one alone has it all.
    asked = [part.id for part in assessment.rubric.dimensions]
    assert [weight.dimension for weight in weights] == (asked if len(asked) > 1 else [])
    for name, own, below, above in weights:
        assert light_at(name, own) is assessment.light
        inside = True
        for bound, beyond in ((below, Fraction(-1, 10**6)), (above, Fraction(1, 10**6))):
            if bound is None:
                continue
            assert 0 <= bound.share <= 1
            past = bound.share if bound.at else bound.share + beyond
            assert light_at(name, past) is bound.light is not assessment.light
            assert light_at(name, past - beyond) is assessment.light
            inside &= (share - past) * beyond < 0
        if inside:
            assert light_at(name, share) is assessment.light


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
def test_the_light_holds_for_the_majorities_shown_and_no_others(
    assessment: Assessment, majority: Fraction
) -> None:
    interval = majorities(assessment)
    various = assessment.rubric.majority is None
    assert (interval is None) == (various or assessment.light is None)
    if interval is None:
        return
    light = light_of(
        replace(
            assessment.rubric, majorities=dict.fromkeys(assessment.rubric.lines, Majority(majority))
        ),
        counted_levels(assessment),
    )
    assert (light is assessment.light) == (interval.over < majority <= interval.up_to)


def test_any_majority_keeps_what_all_answers_agree_on() -> None:
    assert majorities(judged({"others": 0})) == Majorities(Fraction(1, 2), Fraction(1))
    assert majorities(judged({"others": 4})) == Majorities(Fraction(1, 2), Fraction(1))


def test_a_question_that_decides_is_shown_by_its_omission() -> None:
    # 2 of 3 are green; without the yellow one all are
    area = {"levels": {"a": 0, "b": 0, "c": 2}, "ids": ["a", "b", "c"]}
    found = judged(
        area, criteria={"one": ("a", "b"), "two": ("c",)}, vetoes=(), majority=Fraction(3, 4)
    )

    assert found.light == YELLOW
    assert {o.criterion: o.light for o in omissions(found)} == {
        "a": YELLOW,
        "b": YELLOW,
        "c": GREEN,
    }


def test_of_two_questions_one_may_be_left_out_and_of_one_none() -> None:
    levels = {"a": 0, "b": 2}
    two = judged({"levels": levels, "ids": ["a", "b"]}, criteria={"one": ("a", "b")}, vetoes=())
    one = judged({"levels": levels, "ids": ["a"]}, criteria={"one": ("a",)}, vetoes=())

    assert omissions(two) == (("a", YELLOW), ("b", GREEN))
    assert omissions(one) == ()


def test_vetoes_off() -> None:
    found = judged({"levels": {"legal-restrictions": 4}})

    assert found.light == RED
    assert without_vetoes(found) == GREEN
