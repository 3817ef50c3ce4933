from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings

from coopcli.analysis.moves import MAX_SETS, counted_levels, fewest_moves, nearest
from coopcli.assessment import light_of
from coopcli.model import Assessment, Light
from tests.analysis.areas import every_level, judged, small_assessments
from tests.examples import IDS


def test_a_gate_one_step_away_is_the_nearest_tipping_point() -> None:
    found = judged({"levels": {"security-distrust": 2}})

    moves = nearest(found)[0]

    assert (moves.light, moves.steps, moves.ways) == (Light.YELLOW, 1, 1)
    assert moves.sets == ({"security-distrust": 3},)


def test_as_many_sets_as_ways_to_choose_the_answers() -> None:
    # ten green, five yellow: from Yellow at a majority of 4/5 two of the five must turn green
    levels = dict.fromkeys(IDS[:10], 1)
    found = judged({"levels": levels, "others": 2}, gates=(), majority=Fraction(4, 5))

    moves = fewest_moves(found, Light.GREEN)

    assert moves is not None
    assert (moves.steps, moves.ways, len(moves.sets)) == (2, 10, 10)


def test_equally_small_sets_are_counted_but_not_all_told() -> None:
    found = judged({"others": 2}, gates=())  # 10 of 15 must fall by one: C(15, 10) = 3003 ways

    moves = fewest_moves(found, Light.GREEN)

    assert moves is not None
    assert (moves.steps, moves.ways, len(moves.sets)) == (10, 3003, MAX_SETS)


def test_an_unanswered_closed_gate_cannot_be_moved() -> None:
    levels = {"legal-restrictions": None, "security-distrust": 4}
    found = judged({"levels": levels})

    assert found.light is Light.RED
    assert fewest_moves(found, Light.YELLOW) is None


@given(small_assessments())
@settings(max_examples=200, deadline=None)
def test_fewest_moves_are_those_of_brute_force(assessment: Assessment) -> None:
    now, light = counted_levels(assessment), assessment.light
    if light is None:
        return
    every = [(levels, light_of(assessment.rubric, levels)) for levels in every_level(assessment)]
    for aim in Light:
        if aim is light:
            continue
        moves = fewest_moves(assessment, aim)
        there = [
            {name: level for name, level in levels.items() if level != now[name]}
            for levels, reached in every
            if (reached >= aim if aim > light else reached <= aim)
        ]
        steps = min((distance(now, moved) for moved in there), default=None)
        if moves is None:
            assert steps is None
            continue
        closest = [moved for moved in there if distance(now, moved) == steps]
        assert moves.steps == steps
        assert moves.ways == len(closest)
        assert len(moves.sets) == min(len(closest), MAX_SETS)
        assert all(dict(chosen) in closest for chosen in moves.sets)
        assert len({tuple(sorted(chosen.items())) for chosen in moves.sets}) == len(moves.sets)


def distance(now: dict[str, int], moved: dict[str, int]) -> int:
    return sum(abs(level - now[name]) for name, level in moved.items())
