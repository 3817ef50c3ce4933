"""What every way of answering the unknowns would give, against all of them one by one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.analysis.completions import (
    lights_between,
    outlooks,
    outlooks_with,
    settling,
    unknowns,
)
from coopcli.model import Assessment, Outlook, Trend
from coopcli.rule.assessment import light_of
from tests.analysis.areas import NAMES, completions, judged, small_assessments
from tests.examples import GREEN

OPEN = {"levels": {"a": None, "b": (1, 2), "c": 3}, "ids": ["a", "b", "c"]}
"""Two unknowns of three levels and two, and a known answer."""

KNOWN = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 8))


def outlook_of(assessment: Assessment, levels: Mapping[str, int]) -> Outlook:
    """The outlook of one completion, by its definition."""
    highest = assessment.rubric.highest
    now, *moved = (
        light_of(
            assessment.rubric,
            {
                answer.criterion.id: min(highest, max(0, levels[answer.criterion.id] + way))
                if answer.trend is way
                else levels[answer.criterion.id]
                for answer in assessment.answers
            },
        )
        for way in (Trend.NONE, Trend.HARDENING, Trend.EASING)
    )
    return {
        (False, False): Outlook.STABLE,
        (True, False): Outlook.NEGATIVE,
        (False, True): Outlook.POSITIVE,
        (True, True): Outlook.DEVELOPING,
    }[moved[0] != now, moved[1] != now]


@given(small_assessments(), KNOWN)
@settings(max_examples=300, deadline=None)
def test_outlooks_and_lights_are_those_of_all_completions(
    assessment: Assessment, known: dict[str, int]
) -> None:
    known = {n: min(v, assessment.rubric.highest) for n, v in known.items()}
    known = {n: v for n, v in known.items() if n in assessment.rubric.criteria}
    every = [levels | known for levels in completions(assessment)]
    lights = {light_of(assessment.rubric, levels) for levels in every}

    assert outlooks(assessment, known) == {outlook_of(assessment, levels) for levels in every}
    assert lights_between(assessment, known) == (min(lights), max(lights))


@given(small_assessments())
@settings(max_examples=200, deadline=None)
def test_outlooks_with_each_unknown_are_those_of_the_completions_with_it(
    assessment: Assessment,
) -> None:
    each = outlooks_with(assessment)

    assert each.keys() == {
        (answer.criterion.id, level)
        for answer in assessment.answers
        for level in range(answer.low, answer.high + 1)
        if answer.low < answer.high
    }
    for (name, level), found in each.items():
        assert found == outlooks(assessment, {name: level})


def open_questions(weights: Mapping[str, int]) -> Assessment:
    """Open questions of some weights, and one answer that hardens."""
    area = {"others": None, "levels": {"known": 1}, "trends": {"known": Trend.HARDENING}}
    names = ("known", *weights)
    rule = {"criteria": {"one": names}, "weights": {"known": 1} | dict(weights), "vetoes": ()}
    return judged(area | {"ids": list(names)}, **rule)


def test_too_many_sums_of_votes_leave_every_outlook_possible() -> None:
    powers = open_questions({f"q{number}": 2**number for number in range(20)})  # all sums differ

    assert outlooks(powers, {}) == set(Outlook)
    assert set(map(frozenset, outlooks_with(powers).values())) == {frozenset(Outlook)}


def test_the_sums_of_sixty_questions_are_followed_to_the_end() -> None:
    sixty = open_questions({f"q{number}": 1 for number in range(60)})

    assert outlooks(sixty, {}) == {Outlook.STABLE, Outlook.NEGATIVE}
    assert {frozenset(found) for found in outlooks_with(sixty).values()} == {
        frozenset({Outlook.STABLE, Outlook.NEGATIVE})
    }


def test_without_a_trend_every_outlook_is_stable() -> None:
    assert outlooks(judged({"others": None}), {}) == {Outlook.STABLE}


def open_area() -> Assessment:
    return judged(OPEN, criteria={"one": ("a", "b"), "two": ("c",)}, vetoes=())


def test_unknown_is_what_is_missing_or_a_range() -> None:
    assert unknowns(open_area()) == ("a", "b")
    assert unknowns(judged({})) == ()


@pytest.mark.parametrize(
    ("decided", "named"),
    [
        (lambda known: known.keys() <= {"b"}, ("b",)),  # whatever the answer
        (lambda known: known in ({"a": 4}, {"b": 2}), ("a", "b")),  # only with some answer
        (lambda known: known == {"a": 0}, ("a",)),
        (lambda known: known == {"b": 2}, ("b",)),
        (lambda known: known in ({"a": 4}, {"b": 1}, {"b": 2}), ("b",)),  # the surer one alone
        (lambda known: known in ({"a": 5}, {"b": 0}, {"b": 3}, {"c": 3}), ("a", "b")),  # none
    ],
)
def test_what_settles_a_question_is_named_by_how_surely_it_does(
    decided: object, named: tuple[str, ...]
) -> None:
    assert settling(open_area(), decided) == named  # type: ignore[arg-type]


def test_without_unknowns_nothing_settles_a_question() -> None:
    assert judged({}).light == GREEN
    assert settling(judged({}), lambda _: True) == ()
