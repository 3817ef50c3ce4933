"""Panels worked by hand: medians, dissent, the light without some raters, why raters differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from coopcli.analysis import panel
from coopcli.analysis.panel import (
    Judge,
    Moved,
    Why,
    contested,
    leaning,
    leave_out,
    most_left_out,
    movements,
    turning_points,
    why_apart,
)
from coopcli.model import Given, NoLevel, median
from tests.examples import GREEN, IDS, VETOES, YELLOW, a_rubric, an_area, day

UNKNOWN, UNSUITED, BLANK = NoLevel.UNKNOWN, NoLevel.NOT_APPLICABLE, NoLevel.BLANK
RUBRIC = a_rubric()


def judge(*, leave_out: bool = False) -> Judge:
    """A judge; with ``leave_out`` the question on channels may be called not applicable."""
    parts = tuple(
        replace(
            part,
            criteria=tuple(
                replace(c, may_be_not_applicable=leave_out and c.id == "channel-gap")
                for c in part.criteria
            ),
        )
        for part in RUBRIC.dimensions
    )
    return Judge(replace(RUBRIC, dimensions=parts), an_area(), day("2025"))


def level(one: int) -> tuple[int, int]:
    return (one, one)


def answers(levels: Mapping[str, Given] | None = None) -> dict[str, Given]:
    """An answer to every question: 1, but for those given."""
    return {name: (levels or {}).get(name, level(1)) for name in IDS}


@pytest.mark.parametrize(
    ("levels", "middle"),
    [
        ([1], (1, 1)),
        ([1, 2], (1, 2)),
        ([1, 1, 4], (1, 1)),
        ([0, 1, 3, 4], (1, 3)),
        ([2, 2, 3, 4], (2, 3)),
        ([], None),
    ],
)
def test_an_even_number_keeps_both_middles(
    levels: list[int], middle: tuple[int, int] | None
) -> None:
    assert median([level(one) for one in levels]) == middle


def test_of_ranges_each_end_has_its_median() -> None:
    assert median([(1, 2), (0, 3), (2, 4)]) == (1, 3)
    assert median([(0, 1), (2, 4)]) == (0, 4)


@pytest.mark.parametrize(
    ("given", "answer", "where_allowed"),
    [
        ([level(2), UNKNOWN, BLANK], level(2), level(2)),
        ([UNSUITED, UNSUITED, level(1)], level(1), UNSUITED),
        ([UNSUITED, level(1)], level(1), level(1)),
        ([UNSUITED, UNKNOWN], UNKNOWN, UNSUITED),
        ([BLANK, BLANK], UNKNOWN, UNKNOWN),
    ],
)
def test_who_gives_no_level_enters_no_median(
    given: Sequence[Given], answer: Given, where_allowed: Given
) -> None:
    assert judge().answer("channel-gap", given) == answer
    assert judge(leave_out=True).answer("channel-gap", given) == where_allowed


def test_a_question_that_does_not_apply_counts_for_nothing() -> None:
    found = judge(leave_out=True).assess(
        answers({"channel-gap": UNSUITED, "split-forums": UNKNOWN})
    )

    assert found.light is GREEN
    assert len([one for one in found.answers if one.applies]) == 14
    assert found.coverage == Fraction(13, 14)


@pytest.mark.parametrize(
    ("name", "levels", "apart"),
    [
        ("channel-gap", (0, 1), False),  # both green
        ("channel-gap", (1, 2), True),
        ("channel-gap", (3, 4), False),  # both red, and no veto
        ("security-distrust", (3, 4), True),  # 4 closes Yellow
        ("security-distrust", (2, 3), True),
    ],
)
def test_answers_are_contested_where_a_line_or_a_veto_lies_between(
    name: str, levels: tuple[int, int], apart: bool
) -> None:
    assert contested(RUBRIC, name, [level(one) for one in levels]) is apart
    assert not contested(RUBRIC, name, [level(levels[0]), UNKNOWN])


def test_the_light_turns_on_the_veto_that_one_rater_closes() -> None:
    given = {name: [level(1)] * 3 for name in IDS} | {
        "security-distrust": [level(1), level(1), level(3)],
        "channel-gap": [level(1), level(1), level(3)],
    }

    found = leave_out(judge(), given)

    # Without the first two, or with one of them left out (1 and 3 keep both middles), the upper end
    # is 3 and closes Green; without the third all is Green.
    assert (found.most, found.ways) == (2, 6)
    assert found.panel.flips == 3
    assert found.questions["security-distrust"] == panel.Flips(3, (YELLOW,))
    assert found.questions["channel-gap"].flips == 0
    assert found.questions.keys() == {"security-distrust", "channel-gap"}


def test_the_light_turns_on_each_of_several_that_alone_would_turn_it_back() -> None:
    names = [name for name in IDS if name not in VETOES][:6]
    given = {name: [level(1), level(1), level(2 if name in names else 1)] for name in IDS}

    found = leave_out(judge(), given)

    # Alone the third rater has 9 green answers of 15, and 10 are needed: any one of the six is
    # enough to turn it back, and none alone turns the panel. The median of two is a range.
    assert found.panel == panel.Flips(3, (YELLOW,))
    assert {name: own.flips for name, own in found.questions.items()} == dict.fromkeys(names, 3)


def test_raters_who_agree_turn_nothing() -> None:
    found = leave_out(judge(), {name: [level(1)] * 4 for name in IDS})

    assert found == panel.LeftOut(3, 14, panel.Flips(0, ()), {})


@pytest.mark.parametrize(
    ("raters", "questions", "most"),
    [(1, 15, 0), (2, 15, 1), (3, 15, 2), (8, 15, 7), (9, 15, 4), (50, 15, 1), (50, 100, 1)],
)
def test_the_ways_to_leave_raters_out_are_bounded(raters: int, questions: int, most: int) -> None:
    assert most_left_out(raters, questions) == most


def test_a_dissenter_is_one_answer_away() -> None:
    own = answers({"security-distrust": level(3), "channel-gap": level(4)})

    assert judge().light(own) == YELLOW
    assert turning_points(judge(), own, answers()) == (1, (("security-distrust",),))


def test_a_dissenter_may_need_two_answers_at_once() -> None:
    own = answers({"security-distrust": level(3), "value-conflict": level(3)})

    assert turning_points(judge(), own, answers()) == (
        2,
        (("value-conflict", "security-distrust"),),
    )


def test_a_dissenter_who_is_far_away_is_not_searched_for_ever() -> None:
    own = dict.fromkeys(IDS, level(4))
    size, sets = turning_points(judge(), own, dict.fromkeys(IDS, level(0)))

    # 15 + 105 + 455 + 1365 sets are too many: those of four are not tried.
    assert (size, sets) == (3, ())
    # With fifty raters each has 120 sets: 15 + 105.
    zero = dict.fromkeys(IDS, level(0))
    assert turning_points(judge(), own, zero, raters=50) == (2, ())


@pytest.mark.parametrize(
    ("above", "below", "side"),
    [(5, 0, 0), (6, 0, 1), (8, 1, 1), (7, 2, 0), (0, 6, -1)],
)
def test_six_times_to_one_side_is_no_accident(above: int, below: int, side: int) -> None:
    # Two-sided: 2 / 2**6 = .031, 2 / 2**5 = .063, 2 * 10 / 2**9 = .039, 2 * 46 / 2**9 = .18.
    questions = [{"fox": level(3), "owl": level(2), "lynx": level(2)}] * above
    questions += [{"fox": level(1), "owl": level(2), "lynx": level(2)}] * below
    questions += [{"fox": level(2), "owl": level(2), "lynx": level(2)}] * 9

    found = leaning("fox", questions)

    assert (found.above, found.below, found.side) == (above, below, side)
    # Those who agree with each other do not depart because one does.
    assert leaning("owl", questions) == panel.Leaning(0, 0, steady=False)


def test_who_is_alone_leans_to_no_side() -> None:
    assert leaning("fox", [{"fox": level(3)}, {"fox": UNKNOWN, "owl": level(1)}]).side == 0


@pytest.mark.parametrize(
    ("given", "sides", "why"),
    [
        ({"fox": level(2), "owl": level(2)}, {}, None),
        ({"fox": level(2), "owl": UNKNOWN}, {}, None),
        ({"fox": level(2), "owl": level(3)}, {}, Why.NEIGHBOURS),
        ({"fox": level(1), "owl": level(3)}, {}, Why.DISPUTE),
        ({"fox": (1, 2), "owl": level(3)}, {}, Why.DISPUTE),
        ({"fox": level(4), "owl": level(2), "lynx": level(2)}, {"fox": 1}, Why.STRICTNESS),
        ({"fox": level(1), "owl": level(2), "lynx": level(2)}, {"fox": 1}, Why.NEIGHBOURS),
        ({"fox": level(4), "owl": level(1), "lynx": level(2)}, {"fox": 1}, Why.STRICTNESS),
        ({"fox": level(4), "owl": level(1), "lynx": level(4)}, {"fox": 1}, Why.DISPUTE),
    ],
)
def test_why_raters_differ(
    given: Mapping[str, Given], sides: Mapping[str, int], why: Why | None
) -> None:
    assert why_apart(given, sides) is why


def test_who_moved_with_a_new_reason_and_who_drifted() -> None:
    before: panel.Reasoned = {
        "q": {"fox": (level(1), "A law."), "owl": (level(3), "B."), "lynx": (level(3), "")},
        "r": {"fox": (level(2), ""), "owl": (UNKNOWN, ""), "lynx": (level(2), "")},
    }
    after: panel.Reasoned = {
        "q": {"fox": (level(3), "a  LAW."), "owl": (level(4), "C."), "lynx": (level(4), "")},
        "r": {"fox": (level(2), "New words."), "owl": (level(2), ""), "eel": (level(4), "")},
    }
    key = {"a  LAW.": "a law.", "A law.": "a law."}

    found = list(movements(before, after, lambda text: key.get(text, text)))

    assert [(move.rater, move.question, move.kind) for move in found] == [
        ("fox", "q", Moved.DRIFTED),  # the same reason in other spelling is no new one
        ("owl", "q", Moved.REASON),
        ("lynx", "q", Moved.OTHER),
        ("owl", "r", Moved.DRIFTED),
    ]
