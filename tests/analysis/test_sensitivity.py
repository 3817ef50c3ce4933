from __future__ import annotations

from math import pi, sin
from random import Random

import pytest

from coopcli.analysis.sensitivity import indices, sensitivity
from tests.analysis.areas import judged
from tests.examples import IDS


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


def test_the_same_seed_gives_the_same_indices() -> None:
    found = judged({"levels": dict.fromkeys(IDS[:11], 1), "others": 2})
    first, again, other = (sensitivity(found, draws=200, seed=seed) for seed in (7, 7, 8))

    assert first == again != other
    assert first is not None
    assert [index.group for index in first] == ["weights", "levels", "majority", "rule"]
