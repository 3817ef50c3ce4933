"""A questionnaire's rule as a rubric: red from 5 % red answers, yellow from 30 % yellow ones.

Questionnaires on the migration of software count so, with a fourth colour for "unknown".
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

from coopcli.model import Majority, Rubric
from coopcli.rule.assessment import assess, light_of
from tests.examples import GREEN, RED, YELLOW, a_rubric, an_area, day, lines_at

FROM_RED, FROM_YELLOW = Fraction(5, 100), Fraction(30, 100)
MOST = 20
"""Questions up to which one red answer is 5 % of all, so that without red all others are green or
yellow. With more the questionnaire makes an area better where a yellow answer turns red."""


def by_its_own_definition(answers: list[str]) -> str:
    """The result of the questionnaire for a complete sheet."""
    count = len(answers)
    if Fraction(answers.count("red"), count) >= FROM_RED:
        return "red"
    if Fraction(answers.count("yellow"), count) >= FROM_YELLOW:
        return "yellow"
    return "green"


def the_rubric(questions: int) -> Rubric:
    """Three levels; Yellow needs more than 19/20 that are not red, Green more than 7/10 green."""
    return a_rubric(
        criteria={"all": tuple(f"q{n}" for n in range(questions))},
        vetoes=(),
        lines=lines_at(0, 1),
        majority={
            GREEN: Majority(1 - FROM_YELLOW, over=True),
            YELLOW: Majority(1 - FROM_RED, over=True),
        },
        levels=3,
    )


def test_500_random_sheets_have_the_lights_of_the_questionnaire() -> None:
    random, found = Random(20260101), set()
    for _ in range(500):
        count = random.randint(3, MOST)
        weights = random.choice(((9, 1, 0), (7, 3, 0), (8, 3, 1), (1, 1, 1), (12, 4, 0.2)))
        answers = random.choices(("green", "yellow", "red"), weights, k=count)
        levels = {f"q{n}": ("green", "yellow", "red").index(a) for n, a in enumerate(answers)}
        expected = by_its_own_definition(answers)
        found.add(expected)

        assert light_of(the_rubric(count), levels).id == expected

    assert found == {"green", "yellow", "red"}


def test_beyond_twenty_questions_the_questionnaire_is_not_monotone() -> None:
    answers = ["yellow"] * 9 + ["green"] * 21  # 30 %
    worse = ["red", *answers[1:]]  # 3 % red, 27 % yellow

    assert [by_its_own_definition(sheet) for sheet in (answers, worse)] == ["yellow", "green"]
    levels = {f"q{n}": ("green", "yellow", "red").index(a) for n, a in enumerate(worse)}
    assert light_of(the_rubric(30), levels) == YELLOW  # a worse answer never makes a light better


@pytest.mark.parametrize(("known", "light"), [(0, None), (2, RED)])
def test_an_unknown_answer_is_no_light_of_its_own(known: int, light: object) -> None:
    # The questionnaire counts "unknown" as a fourth colour. Here a missing answer leaves all
    # lights open that it could lead to, and none is given unless enough is rated.
    rubric = replace(the_rubric(4), coverage=a_rubric().coverage)
    area = an_area({"q0": known}, others=None, ids=["q0", "q1", "q2", "q3"])

    assert assess(rubric, area, day("2020")).light == light
