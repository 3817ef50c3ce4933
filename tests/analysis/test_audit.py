"""The audit: planted defects are found, and powers are those worked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from operator import mul

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.analysis.audit import Audit, audit
from coopcli.analysis.ranks import rank_correlation
from coopcli.analysis.what_if import SetLine, SetVeto, with_rule
from coopcli.model import Majority, Rubric, Veto
from coopcli.rule.assessment import assess, light_of
from tests.examples import GREEN, IDS, LIGHTS, RED, YELLOW, a_rubric, a_veto, an_area, by_light, day

AnyMajority = Fraction | Mapping[str, Majority]

TODAY = day("2020")


def small(
    *weights: int, vetoes: tuple[str, ...] = (), majority: AnyMajority = Fraction(2, 3)
) -> Rubric:
    names = tuple("abcdef"[: len(weights)])
    return a_rubric(
        criteria={"one": names},
        weights=dict(zip(names, weights, strict=True)),
        vetoes=vetoes,
        majority=majority,
    )


def powers(rubric: Rubric) -> dict[str, Fraction]:
    return {power.criterion.id: power.voting for power in audit(rubric, []).powers}


def test_a_planted_dead_question_is_found() -> None:
    # Ten of fifteen votes: the two sevens make them together and never with the one.
    found = audit(small(7, 7, 1), [])

    assert found.dead == ("c",)
    assert found.vetoers == ("a", "b")
    assert powers(small(7, 7, 1)) == {"a": Fraction(1, 2), "b": Fraction(1, 2), "c": 0}


def test_who_leaves_just_the_majority_to_the_others_has_no_veto() -> None:
    assert audit(small(1, 1, 1), []).vetoers == ()  # two of three votes are needed


def test_a_veto_is_never_dead() -> None:
    assert audit(small(7, 7, 1, vetoes=("c",)), []).dead == ()


def test_a_planted_dictator_is_found() -> None:
    found = audit(small(8, 2, 2), [])

    assert (found.dictators, found.dead, found.vetoers) == (("a",), ("b", "c"), ())
    assert powers(small(8, 2, 2)) == {"a": 1, "b": 0, "c": 0}


def test_a_planted_unreachable_light_is_found() -> None:
    rubric = with_rule(small(1, 1, 1), [SetLine("yellow", 4)])

    found = audit(rubric, [])
    assert found.unreachable == (RED,)
    assert found.profiles[RED] == 0


def test_the_banzhaf_index_of_a_textbook_vote() -> None:
    # [51; 50, 49, 1]: swings 3, 1, 1, so that 49 has no more power than 1.
    rubric = small(50, 49, 1, majority=Fraction(51, 100))

    assert powers(rubric) == {"a": Fraction(3, 5), "b": Fraction(1, 5), "c": Fraction(1, 5)}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 4), min_size=2, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
    st.sampled_from([a_veto(3, 4), a_veto(2, 3), a_veto(4, 4)]),
    st.sampled_from(
        [
            *map(by_light, (Fraction(2, 3), Fraction(3, 4), Fraction(5, 9))),
            by_light({GREEN: Majority(Fraction(5, 9)), YELLOW: Majority(Fraction(3, 4))}),
            by_light({GREEN: Majority(Fraction(1, 2), over=True), YELLOW: Majority(Fraction(1))}),
        ]
    ),
)
def test_counts_are_those_of_all_combinations(
    weights: list[int], gated: list[bool], veto: Veto, majority: Mapping[str, Majority]
) -> None:
    rubric = small(*weights, majority=majority)
    vetoes = [name for name, wanted in zip(rubric.criteria, gated, strict=False) if wanted]
    rubric = with_rule(rubric, [SetVeto(name, veto) for name in vetoes])
    names = list(rubric.criteria)
    lights = {
        levels: light_of(rubric, dict(zip(names, levels, strict=True)))
        for levels in product(range(5), repeat=len(names))
    }

    found = audit(rubric, [])

    for light in reversed(LIGHTS):
        share = Fraction(sum(one == light for one in lights.values()), len(lights))
        assert found.profiles[light] == share
    swings = banzhaf(weights, majority["green"])
    for index, power in enumerate(found.powers):
        assert power.voting == Fraction(swings[index], sum(swings))
        for aim in (GREEN, YELLOW):
            decided = sum(
                light >= aim and lights[(*levels[:index], 4, *levels[index + 1 :])] < aim
                for levels, light in lights.items()
                if levels[index] == 0
            )
            assert power.decides[aim] == Fraction(decided, 5 ** (len(names) - 1))
    assert sum(power.effective for power in found.powers) == 1


def banzhaf(weights: list[int], majority: Majority) -> list[int]:
    """For each voter the coalitions of all voters that win with it and lose without it."""
    coalitions = list(product((0, 1), repeat=len(weights)))

    def wins(coalition: tuple[int, ...]) -> bool:
        return majority.has(Fraction(sum(map(mul, coalition, weights)), sum(weights)))

    return [
        sum(
            wins(members) and not wins((*members[:voter], 0, *members[voter + 1 :]))
            for members in coalitions
        )
        for voter in range(len(weights))
    ]


# Near doubles.


def test_the_rank_correlation_of_a_textbook() -> None:
    # Intelligence and hours of television of ten people; -29/165, as often printed.
    first = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    second = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]

    assert rank_correlation(first, second) == Fraction("-0.1758")


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ([1, 2, 3], [2, 4, 9], Fraction(1)),
        ([1, 2, 3], [3, 2, 1], Fraction(-1)),
        ([1, 1, 2], [1, 2, 2], Fraction(1, 2)),  # mean ranks 1.5 1.5 3 and 1 2.5 2.5
        ([1, 1, 1], [1, 2, 3], None),
        ([], [], None),
    ],
)
def test_ties_share_their_rank(first: list[int], second: list[int], found: Fraction | None) -> None:
    assert rank_correlation(first, second) == found


def judged(*levels: tuple[int, int, int | None]) -> Audit:
    """Areas with answers to the first three questions; all others are at 0."""
    rubric = a_rubric()
    areas = [an_area(dict(zip(IDS, row, strict=False))) for row in levels]
    return audit(rubric, [assess(rubric, area, TODAY) for area in areas])


def test_near_doubles_are_found_over_areas_rated_on_both() -> None:
    rows = [
        (level, level + (level < 4), None if level == 3 else 0) for level in (0, 1, 2, 3, 4) * 2
    ]

    found = judged(*rows)

    (pair,) = found.pairs
    assert (pair.first.id, pair.second.id, pair.areas) == (IDS[0], IDS[1], 10)
    assert found.rated[IDS[2]] == 8
    assert IDS[2] in found.constant
    assert IDS[0] not in found.constant


def test_doubles_rank_alike_from_four_fifths_on_and_the_closest_stand_first() -> None:
    # Each level twice, so that ranks are those of five areas: 1 - 6 (sum of d^2) / 120.
    rows = [(level, (1, 0, 3, 2, 4)[level], 4 - level) for level in (0, 1, 2, 3, 4) * 2]
    found = judged(*rows)

    assert [(pair.first.id, pair.second.id, pair.correlation) for pair in found.pairs] == [
        (IDS[0], IDS[2], -1),
        (IDS[0], IDS[1], Fraction(4, 5)),
        (IDS[1], IDS[2], Fraction(-4, 5)),
    ]
    assert found.compared == 3  # all others have one answer throughout

    # d is 1, 1, -2: seven tenths are not enough.
    rows = [(level, (1, 2, 0, 3, 4)[level], 0) for level in (0, 1, 2, 3, 4) * 2]
    assert (judged(*rows).pairs, judged(*rows).compared) == ((), 1)


def test_one_area_has_no_constant_answers_and_two_may() -> None:
    assert judged((0, 1, 2)).constant == ()
    assert IDS[0] in judged((0, 1, 2), (0, 2, 2)).constant
    assert IDS[1] not in judged((0, 1, 2), (0, 2, 2)).constant


def test_few_areas_are_not_compared() -> None:
    found = judged(*[(level, level, 0) for level in (0, 1, 2, 3, 4)])

    assert (found.pairs, found.compared) == ((), 0)


def test_lights_of_the_areas_are_counted() -> None:
    rubric = a_rubric()
    areas = [an_area(), an_area({"legal-restrictions": 4}), an_area(others=None)]
    found = audit(rubric, [assess(rubric, replace(area), TODAY) for area in areas])

    assert found.lights == {GREEN: 1, RED: 1, None: 1}


def test_powers_of_many_questions_of_various_weights() -> None:
    # [q; 1, 2 ... 60]: no list of the 2^60 coalitions; the shares of all swings sum to one, and a
    # heavier question never has less of them.
    names = tuple(f"q{number}" for number in range(60))
    weights = {name: number + 1 for number, name in enumerate(names)}
    found = audit(a_rubric(criteria={"one": names}, weights=weights, vetoes=()), [])

    shares = [power.voting for power in found.powers]
    assert sum(shares) == 1
    assert shares == sorted(shares)
    assert sum(found.profiles.values()) == 1
