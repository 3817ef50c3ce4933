from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from math import lcm, pi, sin
from random import Random
from statistics import fmean, pvariance

import pytest

from coopcli.analysis.acceptability import level_chances
from coopcli.analysis.opinions import light_by
from coopcli.analysis.sensitivity import Model, indices, sensitivity
from coopcli.model import Certainty, Confidence, Rubric
from coopcli.rule.assessment import assess, light_of
from tests.analysis.areas import judged
from tests.examples import IDS, RED, a_rubric, an_area, by_light, day, the_cuts


def ishigami(x: float, y: float, z: float) -> float:
    return sin(x) + 7 * sin(y) ** 2 + 0.1 * z**4 * sin(x)


def angle(random: Random) -> float:
    return random.uniform(-pi, pi)


def test_ishigami() -> None:
    # Ishigami and Homma 1990, with a = 7 and b = 0.1; values from the closed forms
    found = indices(ishigami, {"x": angle, "y": angle, "z": angle}, draws=4096, seed=1)

    assert found is not None
    assert [i.first.value for i in found] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.04)
    assert [i.total.value for i in found] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.04)
    for index, first, total in zip(
        found, (0.3139, 0.4424, 0), (0.5576, 0.4424, 0.2437), strict=True
    ):
        assert index.first.low - 0.02 <= first <= index.first.high + 0.02
        assert index.total.low - 0.02 <= total <= index.total.high + 0.02


def test_an_interval_holds_all_but_a_fortieth_of_200_resamples_at_either_end() -> None:
    found = indices(lambda x: x, {"x": lambda random: random.random()}, draws=12, seed=4)

    random = Random(4)  # the 201st resample would lie outside
    ours, theirs = ([random.random() for _ in range(12)] for _ in range(2))
    middle = fmean(ours + theirs)
    rows = list(zip(ours, theirs, strict=True))

    def by_definition(rows: list[tuple[float, float]]) -> tuple[float, float]:
        # With one group the mixed sample is the other one.
        variance = pvariance([value for row in rows for value in row])
        first = fmean((b - middle) * (b - a) for a, b in rows)
        total = fmean((a - b) ** 2 / 2 for a, b in rows)
        return first / variance, total / variance

    resamples = [by_definition(random.choices(rows, k=12)) for _ in range(200)]
    expected = [
        (point, *(sorted(values)[place] for place in (5, 194)))
        for point, values in zip(by_definition(rows), zip(*resamples, strict=True), strict=True)
    ]
    assert found is not None
    assert [tuple(found[0].first), tuple(found[0].total)] == [
        pytest.approx(estimate) for estimate in expected
    ]


def test_two_rows_worked_by_hand() -> None:
    # Samples 0, 1 and 1, 3; rows (0, 1) and (1, 3) are drawn twice each, or once both.
    drawn = iter([0.0, 1.0, 1.0, 3.0])
    found = indices(lambda x: x, {"x": lambda _: next(drawn)}, draws=2, seed=0)

    assert found is not None
    assert tuple(found[0].first) == pytest.approx((26 / 19, -1, 7 / 2))
    assert tuple(found[0].total) == pytest.approx((20 / 19, 20 / 19, 2))


def test_an_argument_that_does_nothing_has_no_share() -> None:
    found = indices(lambda x, _: x, {"x": angle, "idle": angle}, draws=500, seed=1)

    assert found is not None
    assert found[0].total.value == pytest.approx(1, abs=0.15)
    assert (found[1].first.value, found[1].total.value) == (0, 0)


def test_a_constant_has_no_indices() -> None:
    assert indices(lambda _: 0.1, {"x": angle}, draws=100, seed=1) is None


def test_a_light_that_no_draw_changes() -> None:
    found = judged({"others": 4})  # red by every rule, at every weight, whatever is off by one

    assert sensitivity(found, draws=200) is None


def by_the_rules_themselves(rubric: Rubric) -> Model:
    """The light for drawn weights, levels, majority and rule, in fractions."""

    def light(weights: list[float], levels: list[int], majority: float, counts: bool) -> float:
        exact = list(map(Fraction, weights))
        unit = lcm(*(weight.denominator for weight in exact))
        votes = dict(zip(rubric.criteria, (int(unit * weight) for weight in exact), strict=True))
        dimensions = tuple(
            replace(
                part,
                criteria=tuple(replace(c, weight=votes[c.id]) for c in part.criteria),
            )
            for part in rubric.dimensions
        )
        drawn = replace(rubric, dimensions=dimensions, majorities=by_light(Fraction(majority)))
        by_name = dict(zip(rubric.criteria, levels, strict=True))
        light = light_of(drawn, by_name) if counts else light_by("mean", drawn, by_name)
        return float(light.rank)

    return light


@pytest.mark.parametrize("vetoes", [(), (IDS[9], IDS[14])])
def test_a_draw_is_judged_as_the_rules_judge_it(vetoes: tuple[str, ...]) -> None:
    found = judged({"levels": dict.fromkeys(IDS[:9], 1), "others": 2}, vetoes=vetoes)
    chances = [
        list(accumulate(map(float, level_chances(answer, found.rubric.certainty))))
        for answer in found.answers
    ]

    assert sensitivity(found, draws=60, seed=2) == indices(
        by_the_rules_themselves(found.rubric),
        {
            "weights": lambda random: [random.expovariate(1.0) for _ in IDS],
            "levels": lambda random: [
                random.choices(range(5), cum_weights=row)[0] for row in chances
            ],
            "majority": lambda random: random.uniform(0.6, 0.75),
            "rule": lambda random: random.random() < 0.5,
        },
        draws=60,
        seed=2,
    )


def test_a_mean_that_equals_its_cut_keeps_within_it() -> None:
    # Nothing is off, so all levels are 3: yellow by the mean, whose cut it is, and red by the rule.
    sure = (Fraction(1), Fraction(0), Fraction(0))
    rubric = replace(
        a_rubric(),
        cuts=the_cuts(Fraction(1), Fraction(3)),
        certainty=Certainty(a_rubric().certainty.half_life, dict.fromkeys(Confidence, sure)),
    )
    found = assess(rubric, an_area(others=3), day("2020"))

    assert found.light == RED
    shares = {i.group: (i.first.value, i.total.value) for i in sensitivity(found, draws=200) or ()}
    assert shares.keys() == {"weights", "levels", "majority", "rule"}
    assert shares["weights"] == shares["levels"] == shares["majority"] == (0, 0)
    assert shares["rule"] == pytest.approx((1, 1), abs=0.2)


def test_it_draws_1024_times_from_seed_0_unless_shown_otherwise() -> None:
    small = {"criteria": {"one": ("a",)}, "vetoes": ()}
    found = judged({"levels": {"a": 2}, "ids": ["a"]}, **small)

    assert sensitivity(found) == sensitivity(found, draws=1024, seed=0) is not None


def test_the_same_seed_gives_the_same_indices() -> None:
    found = judged({"levels": dict.fromkeys(IDS[:11], 1), "others": 2})
    first, again, other = (sensitivity(found, draws=200, seed=seed) for seed in (7, 7, 8))

    assert first == again != other
    assert first is not None
    assert [index.group for index in first] == ["weights", "levels", "majority", "rule"]
