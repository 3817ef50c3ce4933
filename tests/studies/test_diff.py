from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from coopcli.model import IssueArea, Outlook, PartialDate
from coopcli.packs.library import areas_of
from coopcli.results.values import MISSING, LightId, Unanswered
from coopcli.rule.assessment import assess
from coopcli.studies.assess import assessment_result
from coopcli.studies.diff import diff_result
from tests.examples import (
    GREEN_ID,
    LIGHT_IDS,
    RED_ID,
    YELLOW_ID,
    a_rubric,
    an_area,
    by_light,
    day,
    the_pack,
)

DATES = [PartialDate.parse(text) for text in ("2019", "2021", "2023", "2026")]


@pytest.mark.parametrize("area", list(areas_of(the_pack())), ids=lambda area: area.id)
def test_the_parts_add_up_to_what_the_two_results_say(area: IssueArea) -> None:
    for first, last in pairwise(DATES):
        before, after = (assess(the_pack().rubric, area, date) for date in (first, last))
        old, new = assessment_result(before), assessment_result(after)
        result = diff_result(old, new)
        was, now = old.standing, new.standing
        if result.unchanged:
            assert was.light == now.light
            assert was.tally == now.tally
            continue
        (printed,) = result.areas
        parts = printed.parts
        assert parts[0].light[0] == was.light
        assert parts[-1].light[1] == now.light
        assert parts[0].outlook[0] == was.outlook
        assert parts[-1].outlook[1] == now.outlook
        assert all(one.light[1] == two.light[0] for one, two in pairwise(parts))
        lights: tuple[LightId | Unanswered, ...] = (*LIGHT_IDS, MISSING)
        for light in lights:  # every question has one vote here
            moved = now.tally[light] - was.tally[light]
            assert sum(part.votes[light] for part in parts) == moved == printed.total[light]
        assert parts[2].votes == dict.fromkeys(parts[2].votes, 0)  # one rubric


def test_a_changed_majority_is_the_rubrics_part() -> None:
    rubric, area = a_rubric(), an_area(dict.fromkeys(["split-forums", "channel-gap"], 2))
    strict = replace(rubric, majorities=by_light(Fraction(14, 15)), version="2.0.0")
    old, new = (assessment_result(assess(one, area, day("2020"))) for one in (rubric, strict))

    (printed,) = diff_result(old, new).areas

    assert [part.light for part in printed.parts] == [
        (GREEN_ID, GREEN_ID),
        (GREEN_ID, GREEN_ID),
        (GREEN_ID, YELLOW_ID),
    ]


def test_a_changed_rating_is_the_ratings_part() -> None:
    rubric = a_rubric()
    old, new = (
        assessment_result(assess(rubric, an_area({"split-forums": level}), day("2020")))
        for level in (1, 3)
    )

    (printed,) = diff_result(old, new).areas

    assert [change.part for change in printed.criteria] == ["ratings"]
    assert printed.parts[1].votes == {GREEN_ID: -1, YELLOW_ID: 0, RED_ID: 1, MISSING: 0}


def test_a_trend_that_has_run_out_is_ageing() -> None:
    from coopcli.model import Trend
    from tests.examples import IDS

    rubric = a_rubric()
    area = an_area(dict.fromkeys(IDS[3:9], 1), trends=dict.fromkeys(IDS[3:9], Trend.HARDENING))
    old, new = (assessment_result(assess(rubric, area, day(d))) for d in ("2020", "2023-01-31"))

    (printed,) = diff_result(old, new).areas

    assert printed.parts[0].outlook == (Outlook.NEGATIVE, Outlook.STABLE)
    assert {change.part for change in printed.criteria} == {"ageing"}
