"""Words such as ``legal-restrictions=2``: every form, and every problem of all words at once."""

from __future__ import annotations

import pytest

from coopcli.model import Gate
from coopcli.overrides import override_word, overrides_from
from coopcli.problems import InvalidInput
from tests.examples import a_rubric


@pytest.mark.parametrize(
    "word",
    [
        "legal-restrictions=2",
        "legal-restrictions=1-3",
        "legal-restrictions=missing",
        "weight.channel-gap=2",
        "gate.value-conflict=off",
        "gate.channel-gap=3,4",
        "lines.green=0",
        "lines.yellow=3",
        "majority=3/4",
    ],
)
def test_a_word_comes_back_as_it_was_typed(word: str) -> None:
    rubric = a_rubric(gate=Gate(green=4, yellow=4))

    assert [override_word(change) for change in overrides_from([word], rubric)] == [word]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" Legal_Restrictions = 2", "legal-restrictions=2"),
        ("legal-restrictions=2-2", "legal-restrictions=2"),
        ("majority=0.75", "majority=3/4"),
    ],
)
def test_one_setting_has_one_form(typed: str, meant: str) -> None:
    assert override_word(overrides_from([typed], a_rubric())[0]) == meant


def problems(*words: str) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        overrides_from(words, a_rubric())
    return [f"{problem.code}: {problem.message}" for problem in refused.value.problems]


def test_all_problems_are_told_at_once() -> None:
    told = problems(
        "legal-restritions=2",
        "legal-restrictions=5",
        "legal-restrictions",
        "weight.channel-gap=0",
        "majority=0.667",
        "gate.channel-gap=3",
        "channel-gap=3-1",
    )

    assert [line.partition(":")[0] for line in told] == [
        "unknown-key",
        "wrong-value",
        "no-value",
        "wrong-value",
        "wrong-value",
        "wrong-value",
        "wrong-value",
    ]
    assert "did you mean 'legal-restrictions'" in told[0]
    assert told[4].endswith("not '0.667': write 2/3, which is meant and is not the same")


def test_a_key_is_set_once() -> None:
    assert problems("channel-gap=1", "channel_gap=2") == [
        "repeated-key: --set 'channel-gap' is set twice"
    ]


def test_settings_that_contradict_the_rubric_name_their_keys() -> None:
    told = problems("lines.green=3", "majority=1/2")

    assert told[0].startswith("lines-order: --set lines: ")
    assert told[1].startswith("majority-range: --set majority: ")
    # The three gates close Green from 3, which would now be a green answer.
    assert [line.split(": ")[1] for line in told[2:]] == [
        "--set gate.value-conflict",
        "--set gate.security-distrust",
        "--set gate.legal-restrictions",
    ]


def test_lines_may_move_together_past_each_other() -> None:
    assert len(overrides_from(["lines.green=2", "lines.yellow=3"], a_rubric())) == 2
