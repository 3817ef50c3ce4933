"""Why a light is what it is, and how far from its neighbours."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from coopcli.studies.assess import AssessmentResult, assessment_result
from coopcli.text.brief_ahead import way_to_better, worse_if
from coopcli.text.brief_reasons import reasons
from coopcli.text.plain import plain
from coopcli.text.reasons import override_lines
from tests.analysis.areas import judged
from tests.examples import IDS, VETOES, a_veto

Levels = Mapping[str, int | tuple[int, int] | None]

SIX = dict.fromkeys(IDS[5:11], 2)
"""Nine green answers are left of fifteen, ten are needed."""


def result(levels: Levels, others: int = 0) -> AssessmentResult:
    return assessment_result(judged({"levels": levels, "others": others}))


def test_a_changed_rule_is_named_apart_from_assumed_answers() -> None:
    lines = override_lines(["channel-gap=2", "majority=3/4", "weight.channel-gap=2", "zero-sum=1"])

    assert [plain(line) for line in lines] == [
        "Not the rubric's own rule: majority=3/4 and weight.channel-gap=2. The light below is for "
        "this run only.",
        "Assumed for this run: channel-gap=2 and zero-sum=1.",
    ]
    assert [plain(line) for line in override_lines(["channel-gap=2"])] == [
        "Assumed for this run: channel-gap=2."
    ]
    assert list(override_lines([])) == []


@pytest.mark.parametrize(
    ("levels", "others", "words"),
    [
        (
            {},
            0,
            [
                "Least in the way: value-conflict at 0 (value conflict) and missing-common-text at "
                "0 (missing common text).",
                "15 of 15 answers are Green, 10 needed.",
                "Yellow is six answers or one veto away.",
            ],
        ),
        (
            SIX,
            0,
            [
                "In the way: security-distrust at 2 (security distrust), legal-restrictions at 2 "
                "(legal restrictions) and governance-divergence at 2 (governance divergence).",
                "One short of Green: 9 of 15 answers at 1 or lower, 10 needed.",
                "Red is six answers or one veto away.",
            ],
        ),
        (
            {"legal-restrictions": 4},
            0,
            [
                "Legal-restrictions at 4 (legal restrictions) alone rules out Yellow.",
                "14 of 15 answers are Yellow or better, 10 needed.",
            ],
        ),
        (
            {"legal-restrictions": (3, 4)},
            2,
            [
                "Legal-restrictions at 4 (legal restrictions) would alone rule out Yellow, if at 4 "
                "and not lower.",
                "14 of 15 answers are Yellow or better, 10 needed.",
            ],
        ),
        (
            {"legal-restrictions": 3},
            0,
            [
                "Legal-restrictions at 3 (legal restrictions) alone rules out Green.",
                "14 of 15 answers are Green, 10 needed.",
                "Red is five answers or one veto away.",
            ],
        ),
        (
            {"legal-restrictions": 4, "security-distrust": 4},
            0,
            [
                "Security-distrust at 4 (security distrust) and legal-restrictions at 4 "
                "(legal restrictions) each rule out Yellow.",
                "13 of 15 answers are Yellow or better, 10 needed.",
            ],
        ),
        (
            dict.fromkeys(IDS[:6], 3) | {"legal-restrictions": 4},
            0,
            [
                "Legal-restrictions at 4 (legal restrictions) alone rules out Yellow.",
                "Two short of Yellow: 8 of 15 answers at 2 or lower, 10 needed.",
            ],
        ),
        (
            {"legal-restrictions": None},
            0,
            ["Not answered, though one bad answer could decide: legal restrictions."],
        ),
    ],
)
def test_why_a_light_is_what_it_is(levels: Levels, others: int, words: list[str]) -> None:
    assert reasons(result(levels, others)) == words


@pytest.mark.parametrize(
    ("levels", "word", "text"),
    [
        ({}, "Better if", "Green is the highest light; it cannot get better"),
        (SIX, "For Green", "One more answer at 1 or lower"),
        (
            {"security-distrust": 3, "legal-restrictions": 3} | dict.fromkeys(IDS[10:], 2),
            "For Green",
            "Two more answers at 1 or lower, and security distrust and legal restrictions below 3",
        ),
        (
            {"legal-restrictions": 4, "security-distrust": 4},
            "For Yellow",
            "Security distrust and legal restrictions below 4",
        ),
        (
            dict.fromkeys(IDS[9:], 3) | {"security-distrust": None},
            "For Yellow",
            "Yellow is out of reach while questions are unanswered",
        ),
    ],
)
def test_what_a_better_light_needs(levels: Levels, word: str, text: str | None) -> None:
    found, texts = way_to_better(result(levels))

    assert found == word
    assert [one.removesuffix(".") for one in texts[:1]] == ([] if text is None else [text])


def test_vetoes_are_listed_by_the_level_below_which_they_must_fall() -> None:
    levels = {"legal-restrictions": 4, "security-distrust": 3}
    found = assessment_result(
        judged({"levels": levels, "others": 0}, veto=a_veto(green=2, yellow=3))
    )

    assert way_to_better(found)[1][0].startswith("Security distrust and legal restrictions below 3")


def test_a_veto_that_is_one_level_away_is_named() -> None:
    near = [plain(line) for line in worse_if(result({"value-conflict": 2, "channel-gap": 1}))]

    assert near == ["Value conflict at 3 (value-conflict at 3) is a veto: it alone gives Yellow."]


def test_the_nearest_answers_are_those_that_better_evidence_may_settle() -> None:
    levels: Levels = SIX | {"channel-gap": 2, "missing-mutual-gain": (1, 2)}
    found = way_to_better(result(levels))[1]

    assert found[0] == "Two more answers at 1 or lower."
    near = "A near way: better evidence puts missing mutual gain at “missing-mutual-gain at 1”"
    assert found[1] == f"{near}; then security distrust."


def test_one_answer_that_lifts_a_light_alone_leaves_the_obstacles() -> None:
    found = way_to_better(result(SIX | {"missing-mutual-gain": (1, 2), IDS[5]: 1}))[1]

    assert found[-1] == "That alone gives Green, by the count; what is in the way would stay."


def test_a_veto_is_named_as_the_cause_only_where_it_is() -> None:
    # Five of fifteen are red, ten are needed: one more loses the majority at 3; a veto needs 4.
    red = dict.fromkeys([name for name in IDS if name not in VETOES][:5], 3)
    found = [plain(line) for line in worse_if(result(red, others=2))]

    assert found == [
        "Any of ten worse answers alone gives Red, such as value conflict at 3 "
        "(value-conflict at 3)."
    ]
