"""Why a light is what it is, how firm it is, and how far from its neighbours."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from coopcli.model import Firmness
from coopcli.results.values import UNDETERMINED
from coopcli.studies.assess import AssessmentResult, assessment_result
from coopcli.text.blocks import plain
from coopcli.text.reasons import (
    firmness_words,
    margin_line,
    margin_words,
    override_lines,
    reason_line,
)
from tests.analysis.areas import judged
from tests.examples import GREEN_ID, IDS, a_veto

Levels = Mapping[str, int | tuple[int, int] | None]

SIX = dict.fromkeys(IDS[5:11], 2)
"""Nine green votes are left of fifteen, ten are needed."""


def result(levels: Levels, others: int = 0) -> AssessmentResult:
    return assessment_result(judged({"levels": levels, "others": others}))


def test_a_changed_rule_is_named_apart_from_assumed_answers() -> None:
    lines = override_lines(["channel-gap=2", "majority=3/4", "weight.channel-gap=2", "zero-sum=1"])

    assert [plain(line) for line in lines] == [
        "Not the standard model: no light of the framework comes of majority=3/4 and "
        "weight.channel-gap=2.",
        "Assumed for this run: channel-gap=2 and zero-sum=1.",
    ]
    assert [plain(line) for line in override_lines(["channel-gap=2"])] == [
        "Assumed for this run: channel-gap=2."
    ]
    assert [plain(line) for line in override_lines(["majority=1"])] == [
        "Not the standard model: no light of the framework comes of majority=1."
    ]
    assert list(override_lines([])) == []


@pytest.mark.parametrize(
    ("levels", "others", "words"),
    [
        ({}, 0, "15 of 15 votes are Green, 10 are needed, and no veto closes it."),
        (SIX, 0, "9 of 15 votes are Green, 10 are needed."),
        ({"legal-restrictions": 4}, 0, "Legal restrictions alone keeps it from Yellow."),
        (
            {"legal-restrictions": (3, 4)},
            2,
            "Legal restrictions, if it stands at 4, alone keeps it from Yellow.",
        ),
        (
            {"legal-restrictions": 3},
            0,
            "Legal restrictions alone keeps it from Green.",
        ),
        (
            {"legal-restrictions": 4, "security-distrust": 4},
            0,
            "Security distrust and legal restrictions each keep it from Yellow.",
        ),
        (
            dict.fromkeys(IDS[:6], 3) | {"legal-restrictions": 4},
            0,
            "Legal restrictions alone keeps it from Yellow; also, 8 of 15 votes are Yellow or "
            "better, 10 are needed.",
        ),
        (  # 10 votes are needed, and 10 are there
            dict.fromkeys(IDS[:4], 3) | {"legal-restrictions": 4},
            0,
            "Legal restrictions alone keeps it from Yellow.",
        ),
        (
            {"legal-restrictions": None},
            0,
            "No light can be given. The light turns on a question with a veto that has no answer: "
            "legal restrictions.",
        ),
    ],
)
def test_why_a_light_is_what_it_is(levels: Levels, others: int, words: str) -> None:
    assert plain(reason_line(result(levels, others))) == words


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ({}, ["Yellow is six answers away"]),
        (SIX, ["Red is six answers away", "Green is one answer away"]),
        (
            dict.fromkeys(IDS[:5], 2),
            ["Yellow is one answer away or one step away at the veto of value conflict"],
        ),
        (
            {"security-distrust": 3, "legal-restrictions": 3} | dict.fromkeys(IDS[10:], 2),
            [
                "Red is four answers away or one step away at the veto of security distrust or "
                "legal restrictions",
                "Green is two answers away and one step away at each of the vetoes of security "
                "distrust and legal restrictions",
            ],
        ),
        (
            {"legal-restrictions": 4, "security-distrust": 4},
            [
                "Yellow is one step away at each of the vetoes of security distrust and legal "
                "restrictions"
            ],
        ),
        (
            dict.fromkeys(IDS[:7], 4),
            [
                "Yellow is two answers away and one step away at each of the vetoes of value "
                "conflict, security distrust and legal restrictions"
            ],
        ),
        ({"legal-restrictions": None}, []),
    ],
)
def test_how_far_the_neighbours_of_a_light_are(levels: Levels, words: list[str]) -> None:
    found = margin_words(result(levels))

    assert found == words
    assert plain(margin_line(result(levels))) == f"{'; '.join(words)}."


def test_vetoes_are_listed_by_the_steps_that_open_them() -> None:
    levels = {"legal-restrictions": 4, "security-distrust": 3}
    found = judged({"levels": levels, "others": 0}, veto=a_veto(green=2, yellow=3))

    assert margin_words(assessment_result(found)) == [
        "Yellow is one step away at the veto of security distrust and two steps away at the veto "
        "of legal restrictions"
    ]


def test_a_light_that_open_answers_keep_away_is_out_of_reach() -> None:
    red: Levels = dict.fromkeys(IDS[9:], 3) | {"security-distrust": None}

    found = margin_words(result(red))

    assert found == ["Yellow is out of reach while questions are unanswered"]


def test_firm_words_stand_alone_where_doubt_changes_nothing() -> None:
    sure = result({})
    firm = sure.robustness

    assert firmness_words(GREEN_ID, firm) == "Firm: Green in 100 % of weightings"
    doubtful = firm._replace(word_with_levels=Firmness.LIKELY)
    assert firmness_words(GREEN_ID, doubtful) == (
        "Firm: Green in 100 % of weightings (likely, 100 %, if the levels may be off as well)"
    )
    open_ = firmness_words(UNDETERMINED, firm)
    assert open_ == (
        "Green in 100 %, Yellow in 0 % and Red in 0 % of weightings, as the open answers may "
        "turn out"
    )
    assert firmness_words(GREEN_ID, firm._replace(word=None)) == open_
    assert firmness_words(GREEN_ID, firm._replace(word_with_levels=None)) == open_
