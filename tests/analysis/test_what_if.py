"""An area with other answers or another rule."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coopcli.analysis.what_if import (
    Override,
    SetAnswer,
    SetLine,
    SetMajority,
    SetVeto,
    SetWeight,
    overridden,
    what_if,
)
from coopcli.model import Basis, Inconsistent, Light, Outlook, Rating, Trend
from tests.examples import GREEN, RED, YELLOW, a_rubric, a_veto, an_area, day

TODAY = day("2020")


def test_one_answer_can_close_a_light() -> None:
    area = an_area(others=0)

    outcome = what_if(a_rubric(), area, TODAY, [SetAnswer("legal-restrictions", (4, 4))])

    assert (outcome.today.light, outcome.changed.light) == (GREEN, RED)


def test_an_assumed_answer_has_no_evidence_no_confidence_and_no_trend() -> None:
    area = an_area({"channel-gap": 2}, trends={"channel-gap": Trend.HARDENING})

    changed = overridden(a_rubric(), area, TODAY, [SetAnswer("channel-gap", (1, 3))])

    answer = next(a for a in changed.answers if a.criterion.id == "channel-gap")
    assert isinstance(answer.rating, Rating)
    assert (answer.rating.basis, answer.rating.evidence) == (Basis.ASSUMED, ())
    assert (answer.low, answer.high, answer.grade, answer.trend) == (1, 3, None, Trend.NONE)


def test_an_answer_can_be_taken_away() -> None:
    # Ten of fifteen are needed: eleven green answers carry one loss.
    area = an_area(dict.fromkeys(("split-forums", "channel-gap", "zero-sum-race"), 2))

    changed = overridden(a_rubric(), area, TODAY, [SetAnswer("state-steering", None)])

    assert changed.light == GREEN
    assert changed.tally[None] == 1


@pytest.mark.parametrize(
    ("override", "light"),
    [
        (SetMajority(Fraction(4, 5)), YELLOW),  # 11 of 15 are green, 12 needed
        (SetMajority(Fraction(11, 15)), GREEN),
        (SetWeight("channel-gap", 2), GREEN),  # 11 of 16, 11 needed
        (SetWeight("channel-gap", 3), YELLOW),  # 11 of 17, 12 needed
        (SetLine("green", 0), YELLOW),
        (SetVeto("channel-gap", a_veto(green=2, yellow=4)), YELLOW),
        (SetVeto("channel-gap", None), GREEN),
    ],
)
def test_each_part_of_the_rule_can_be_set(override: Override, light: Light) -> None:
    levels = dict.fromkeys(("channel-gap", "split-forums", "zero-sum-race", "state-steering"), 2)
    area = an_area(levels, others=1)
    rubric = a_rubric()

    assert overridden(rubric, area, TODAY, []).light == GREEN
    assert overridden(rubric, area, TODAY, [override]).light is light


def test_what_each_override_does_alone() -> None:
    area = an_area(others=0)
    overrides: list[Override] = [
        SetLine("green", 2),  # alone it meets the yellow line
        SetLine("yellow", 3),
        SetAnswer("legal-restrictions", (4, 4)),
    ]

    alone = what_if(a_rubric(), area, TODAY, overrides).alone

    assert [made and made.light for made in alone] == [None, GREEN, RED]


def test_what_contradicts_the_rubric_is_refused() -> None:
    with pytest.raises(Inconsistent):
        overridden(a_rubric(), an_area(), TODAY, [SetMajority(Fraction(1, 2))])


def test_an_override_counts_on_any_day() -> None:
    area = an_area({"legal-restrictions": 4})

    changed = overridden(
        a_rubric(), area, day("2020-12-31"), [SetAnswer(n, (0, 0)) for n in area.ratings]
    )

    assert (changed.light, changed.outlook) == (GREEN, Outlook.STABLE)
