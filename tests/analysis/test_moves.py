from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings

from coopcli.analysis.moves import counted_levels, fewest_moves, nearest
from coopcli.model import Assessment
from coopcli.rule.assessment import light_of
from tests.analysis.areas import every_level, judged, small_assessments
from tests.examples import GREEN, IDS, LIGHTS, RED, YELLOW


def test_a_veto_one_step_away_is_the_nearest_tipping_point() -> None:
    found = judged({"levels": {"security-distrust": 2}})

    moves = nearest(found)[0]

    assert (moves.light, moves.steps, moves.ways) == (YELLOW, 1, 1)
    assert moves.sets == ({"security-distrust": 3},)


def test_as_many_sets_as_ways_to_choose_the_answers() -> None:
    # ten green, five yellow: from Yellow at a majority of 4/5 two of the five must turn green
    levels = dict.fromkeys(IDS[:10], 1)
    found = judged({"levels": levels, "others": 2}, vetoes=(), majority=Fraction(4, 5))

    moves = fewest_moves(found, GREEN)

    assert moves is not None
    assert (moves.steps, moves.ways, len(moves.sets)) == (2, 10, 10)


def test_equally_small_sets_are_counted_but_not_all_shown() -> None:
    found = judged({"others": 2}, vetoes=())  # 10 of 15 must fall by one: C(15, 10) = 3003 ways

    moves = fewest_moves(found, GREEN)

    assert moves is not None
    assert (moves.steps, moves.ways, len(moves.sets)) == (10, 3003, 12)


def test_an_unanswered_closed_veto_cannot_be_moved() -> None:
    levels = {"legal-restrictions": None, "security-distrust": 4}
    found = judged({"levels": levels})

    assert found.light == RED
    assert fewest_moves(found, YELLOW) is None


def test_without_a_light_and_at_the_light_there_is_nowhere_to_go() -> None:
    undetermined, green = judged({"others": None}), judged({"others": 0})

    assert nearest(undetermined) == ()
    assert all(fewest_moves(undetermined, aim) is None for aim in reversed(LIGHTS))
    assert fewest_moves(green, GREEN) is None


def test_the_nearest_lights_are_the_neighbours_and_the_nearer_stands_first() -> None:
    lights = {
        # six must rise over the green line by two steps; ten must fall to the yellow line by two
        0: [(YELLOW, 12)],
        4: [(YELLOW, 20)],
    }
    for level, expected in lights.items():
        found = judged({"others": level}, vetoes=())
        assert [(moves.light, moves.steps) for moves in nearest(found)] == expected
    # Ten of fifteen at 2 hold Yellow: one at 3 ends it, and all ten at 1 would make it Green.
    yellow = judged({"levels": dict.fromkeys(IDS[:10], 2), "others": 4}, vetoes=())
    assert [(moves.light, moves.steps) for moves in nearest(yellow)] == [
        (RED, 1),
        (GREEN, 10),
    ]
    # Beside nine at 1 one more makes it Green; six at 3 would make it Red.
    better = judged({"levels": dict.fromkeys(IDS[:9], 1), "others": 2}, vetoes=())
    assert [(moves.light, moves.steps) for moves in nearest(better)] == [
        (GREEN, 1),
        (RED, 6),
    ]


@given(small_assessments())
@settings(max_examples=200, deadline=None)
def test_fewest_moves_are_those_of_brute_force(assessment: Assessment) -> None:
    now, light = counted_levels(assessment), assessment.light
    if light is None:
        return
    every = [(levels, light_of(assessment.rubric, levels)) for levels in every_level(assessment)]
    for aim in assessment.rubric.lights:
        if aim == light:
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
        assert len(moves.sets) == min(len(closest), 12)
        assert all(dict(chosen) in closest for chosen in moves.sets)
        assert len({tuple(sorted(chosen.items())) for chosen in moves.sets}) == len(moves.sets)


def distance(now: dict[str, int], moved: dict[str, int]) -> int:
    return sum(abs(level - now[name]) for name, level in moved.items())
