"""Dates worked by hand: a horizon of 24 months ends with the same day two years later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coopcli.analysis.timeline import day_of_lapse, timeline
from coopcli.model import Missing, Outlook, PartialDate, Trend, months_between
from coopcli.packs.library import areas_of
from coopcli.rule.assessment import assess
from tests.examples import GREEN, RED, YELLOW, a_rating, a_rubric, an_area, day, the_pack


def test_a_rating_that_crosses_the_line_is_what_moved_the_light() -> None:
    # Ten of fifteen green answers are the majority of 2/3; the eleventh to fail leaves nine.
    area = an_area(dict.fromkeys(list(an_area().ratings)[:5], 2))
    name = list(area.ratings)[5]
    ratings = {**area.ratings, name: (*area.ratings[name], a_rating(2, known="2022-05"))}

    first, second = timeline(a_rubric(), replace(area, ratings=ratings))

    assert (first.assessment.light, second.assessment.light) == (GREEN, YELLOW)
    assert [(c.after.criterion.id, c.moved) for c in second.changes] == [(name, True)]
    assert all(not change.moved for change in first.changes)


def test_answers_that_only_together_move_the_light_all_moved_it() -> None:
    # Two closed vetoes: opening one alone changes nothing, so neither can take the credit alone.
    area = an_area({"security-distrust": 4, "legal-restrictions": 4, "value-conflict": 0})
    opened = {
        name: (*area.ratings[name], a_rating(0, known="2022"))
        for name in ("security-distrust", "legal-restrictions", "channel-gap")
    }
    _, second = timeline(a_rubric(), replace(area, ratings={**area.ratings, **opened}))

    assert second.assessment.light == GREEN
    assert {c.after.criterion.id for c in second.changes if c.moved} == {
        "security-distrust",
        "legal-restrictions",
    }


def test_of_answers_any_of_which_would_do_all_that_changed_moved_it() -> None:
    area = an_area()
    closed = {
        name: (*area.ratings[name], a_rating(level, known="2022"))
        for name, level in (("security-distrust", 4), ("legal-restrictions", 4), ("channel-gap", 0))
    }
    _, second = timeline(a_rubric(), replace(area, ratings={**area.ratings, **closed}))

    # Without either of the two vetoes it would still be Red; the third answer is what it was.
    assert second.assessment.light == RED
    assert [(c.after.criterion.id, c.moved) for c in second.changes] == [
        ("security-distrust", True),
        ("legal-restrictions", True),
        ("channel-gap", False),
    ]


def test_an_answer_that_changes_beside_the_one_that_counts_moves_nothing() -> None:
    area = an_area()
    rated = {
        name: (*area.ratings[name], a_rating(level, known="2022"))
        for name, level in (("security-distrust", 4), ("channel-gap", 1))
    }
    _, second = timeline(a_rubric(), replace(area, ratings={**area.ratings, **rated}))

    assert [(c.after.criterion.id, c.moved) for c in second.changes] == [
        ("security-distrust", True),
        ("channel-gap", False),
    ]


def test_a_rating_that_confirms_moves_nothing() -> None:
    area = an_area()
    again = {"channel-gap": (*area.ratings["channel-gap"], a_rating(0, known="2021"))}
    _, second = timeline(a_rubric(), replace(area, ratings={**area.ratings, **again}))

    assert [change.moved for change in second.changes] == [False]


def test_a_trend_that_runs_out_takes_the_outlook_with_it() -> None:
    area = an_area({"security-distrust": 2}, trends={"security-distrust": Trend.HARDENING})

    first, second = timeline(a_rubric(), area)

    assert (first.assessment.outlook, second.assessment.outlook) == (
        Outlook.NEGATIVE,
        Outlook.STABLE,
    )
    assert str(second.assessment.as_of) == "2023-01-01"
    assert [(c.after.criterion.id, c.lapsed, c.moved) for c in second.changes] == [
        ("security-distrust", True, True)
    ]


def test_each_trend_runs_out_by_its_own_date() -> None:
    area = an_area()
    later = {"security-distrust": (a_rating(2, known="2021-06", trend=Trend.HARDENING),)}
    *_, last = timeline(a_rubric(), replace(area, ratings={**area.ratings, **later}))

    assert str(last.assessment.as_of) == "2023-07-01"
    assert [(c.after.criterion.id, c.lapsed) for c in last.changes] == [("security-distrust", True)]


def test_a_trend_at_the_end_of_time_does_not_run_out() -> None:
    area = an_area()
    later = {"security-distrust": (a_rating(2, known="9999", trend=Trend.HARDENING),)}
    moments = timeline(a_rubric(), replace(area, ratings={**area.ratings, **later}))

    assert [str(moment.assessment.as_of) for moment in moments] == ["2020", "9999"]


def test_a_trend_that_runs_out_without_effect_is_no_date() -> None:
    area = an_area(trends={"channel-gap": Trend.HARDENING})

    assert [str(moment.assessment.as_of) for moment in timeline(a_rubric(), area)] == ["2020"]


def test_the_line_ends_where_it_is_shown_to() -> None:
    area = an_area({"security-distrust": 2}, trends={"security-distrust": Trend.HARDENING})

    assert len(timeline(a_rubric(), area, date(2023, 1, 1))) == 2
    assert len(timeline(a_rubric(), area, date(2022, 12, 31))) == 1
    assert timeline(a_rubric(), area, date(2019, 1, 1)) == ()


def test_an_answer_that_is_withdrawn_moves_the_light_too() -> None:
    area = an_area(dict.fromkeys(list(an_area().ratings)[:5], 2))
    gone = Missing("withdrawn", day("2021"))
    ratings = {**area.ratings, "supply-decoupling": (*area.ratings["supply-decoupling"], gone)}
    *_, last = timeline(a_rubric(), replace(area, ratings=ratings))

    assert last.assessment.light == YELLOW
    assert [c.after.criterion.id for c in last.changes if c.moved] == ["supply-decoupling"]


@pytest.mark.parametrize(
    ("known", "lapse"),
    [
        (date(2020, 12, 31), date(2023, 1, 1)),
        (date(2020, 10, 1), date(2022, 10, 2)),
        (date(2020, 2, 29), date(2022, 3, 1)),  # 2022 has no 29 February
        (date(9997, 12, 30), date(9999, 12, 31)),
        (date(9997, 12, 31), None),
        (date(9999, 1, 1), None),
    ],
)
def test_the_day_of_lapse_is_the_first_beyond_the_horizon(known: date, lapse: date | None) -> None:
    assert day_of_lapse(known, 24) == lapse
    if lapse:
        assert months_between(known, date.fromordinal(lapse.toordinal() - 1)) == 24


def test_between_two_dates_of_a_shipped_area_nothing_changes() -> None:
    rubric = the_pack().rubric
    for area in areas_of(the_pack()):
        printed = {m.assessment.as_of.last: m.assessment for m in timeline(rubric, area)}
        assert printed, area.id
        for month in range(12 * 2020, 12 * 2027, 3):
            as_of = PartialDate.parse(f"{month // 12}-{month % 12 + 1:02}")
            last = max((d for d in printed if d <= as_of.last), default=None)
            now = assess(rubric, area, as_of)
            if last is not None:
                before = printed[last]
                assert (now.light, now.outlook, now.turning) == (
                    before.light,
                    before.outlook,
                    before.turning,
                ), (area.id, as_of)
