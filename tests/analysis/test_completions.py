from __future__ import annotations

from itertools import product
from random import Random

import pytest

from coopcli.analysis.completions import outlooks
from coopcli.assessment import assess, light_of
from coopcli.model import Outlook, Trend
from tests.examples import a_rubric, an_area, day

SMALL = {"first": ("a", "b", "c"), "second": ("d", "e")}
NAMES = ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("seed", range(40))
def test_outlooks_are_those_of_all_completions_one_by_one(seed: int):
    draw = Random(seed)
    rubric = a_rubric(criteria=SMALL, gates=("a",), weights={"b": 2})
    levels = {name: draw.choice([0, 1, 2, 3, 4, (1, 3), (0, 4), None, None]) for name in NAMES}
    trends = {name: draw.choice(list(Trend)) for name in NAMES}
    area = an_area(levels, trends=trends, ids=NAMES)
    judged = assess(rubric, area, day("2020"))
    answers = judged.answers

    expected = set()
    for chosen in product(*(range(a.low, a.high + 1) for a in answers)):
        base = {a.criterion.id: level for a, level in zip(answers, chosen, strict=True)}
        moved = {
            way: light_of(
                rubric,
                {
                    a.criterion.id: min(4, max(0, level + (a.trend if a.trend is way else 0)))
                    for a, level in zip(answers, chosen, strict=True)
                },
            )
            for way in (Trend.HARDENING, Trend.EASING)
        }
        light = light_of(rubric, base)
        words = {
            (False, False): Outlook.STABLE,
            (True, False): Outlook.NEGATIVE,
            (False, True): Outlook.POSITIVE,
            (True, True): Outlook.DEVELOPING,
        }
        expected.add(words[moved[Trend.HARDENING] != light, moved[Trend.EASING] != light])

    assert outlooks(judged, {}) == expected
