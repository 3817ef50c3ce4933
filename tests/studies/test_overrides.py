"""Words such as ``legal-restrictions=2``: every form, and every problem of all words at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coopcli.problems import InvalidInput
from coopcli.studies.overrides import override_word, overrides_from
from tests.examples import a_rubric, a_veto


@pytest.mark.parametrize(
    "word",
    [
        "legal-restrictions=2",
        "legal-restrictions=1-3",
        "legal-restrictions=missing",
        "weight.channel-gap=2",
        "veto.value-conflict=off",
        "veto.channel-gap=3,4",
        "lines.green=0",
        "lines.yellow=3",
        "majority=3/4",
    ],
)
def test_a_word_comes_back_as_it_was_typed(word: str) -> None:
    rubric = a_rubric(veto=a_veto(green=4, yellow=4))

    assert [override_word(change, rubric) for change in overrides_from([word], rubric)] == [word]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" Legal_Restrictions = 2", "legal-restrictions=2"),
        ("legal-restrictions=2-2", "legal-restrictions=2"),
        ("majority=0.75", "majority=3/4"),
    ],
)
def test_one_setting_has_one_form(typed: str, meant: str) -> None:
    assert override_word(overrides_from([typed], a_rubric())[0], a_rubric()) == meant


def problems(*words: str) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        overrides_from(words, a_rubric())
    return [f"{problem.code}: {problem.message}" for problem in refused.value.problems]


def test_all_problems_are_shown_at_once() -> None:
    printed = problems(
        "legal-restritions=2",
        "of-nothing=1",
        "legal-restrictions=5",
        "legal-restrictions",
        "weight.channel-gap=0",
        "majority=0.667",
        "veto.channel-gap=3",
        "veto.split-forums=9,9",
        "channel-gap=3-1",
        "split-forums=1-9",
    )

    level = "a level from 0 to 4, a range such as 0-1, or 'missing'"
    veto = "'off', or the levels that close Green and Yellow, such as 3,4"
    assert printed == [
        "unknown-key: --set a-rubric has no 'legal-restritions' to set; did you mean "
        "'legal-restrictions' or 'veto.legal-restrictions' or 'weight.legal-restrictions'?",
        "unknown-key: --set a-rubric has no 'of-nothing' to set; what can be set is a criterion, "
        "weight.CRITERION, veto.CRITERION, lines.green, lines.yellow or majority",
        f"wrong-value: --set legal-restrictions takes {level}, not '5'",
        "no-value: --set KEY=VALUE is needed, not 'legal-restrictions'",
        "wrong-value: --set weight.channel-gap takes a whole number from 1 to 1000, not '0'",
        "wrong-value: --set majority takes an exact share such as 2/3, above 1/2 and at most 1, "
        "not '0.667': write 2/3, which is meant and is not the same",
        f"wrong-value: --set veto.channel-gap takes {veto}, not '3'",
        f"wrong-value: --set veto.split-forums takes {veto}, not '9,9'",
        f"wrong-value: --set channel-gap takes {level}, not '3-1'",
        f"wrong-value: --set split-forums takes {level}, not '1-9'",
    ]


def test_a_key_is_set_once() -> None:
    assert problems("channel-gap=1", "channel_gap=2") == [
        "repeated-key: --set 'channel-gap' is set twice"
    ]


def test_settings_that_contradict_the_rubric_name_their_keys() -> None:
    assert problems("majority=0.334")[0].startswith("majority-range: --set majority: ")
    printed = problems("lines.green=3", "majority=1/2")

    assert printed[0].startswith("lines-order: --set lines: ")
    assert printed[1].startswith("majority-range: --set majority: ")
    # The three vetoes close Green from 3, which would now be a green answer.
    assert [line.split(": ")[1] for line in printed[2:]] == [
        "--set veto.value-conflict",
        "--set veto.security-distrust",
        "--set veto.legal-restrictions",
    ]


def test_lines_may_move_together_past_each_other() -> None:
    assert len(overrides_from(["lines.green=2", "lines.yellow=3"], a_rubric())) == 2


def test_a_level_without_an_anchor_is_not_assumed() -> None:
    rubric = a_rubric(criteria={"one": ("talks",)}, vetoes=())
    part = rubric.dimensions[0]
    some = {level: part.criteria[0].anchors[level] for level in (0, 2, 4)}
    asked = replace(part.criteria[0], anchors=some)
    rubric = replace(rubric, dimensions=(replace(part, criteria=(asked,)),))

    assert override_word(overrides_from(["talks=0-2"], rubric)[0], rubric) == "talks=0-2"
    with pytest.raises(InvalidInput, match=r"not '3': its anchors are 0, 2, 4"):
        overrides_from(["talks=3"], rubric)
