"""The lights of the rule as results name them."""

from __future__ import annotations

import pytest

from coopcli.model import Light
from coopcli.results.codec import Undecodable, decode, encode
from coopcli.results.values import (
    GREEN,
    MISSING,
    RED,
    UNDETERMINED,
    YELLOW,
    BetterLightId,
    answer_light,
    area_light,
    light_id,
)

NAMES = {Light.GREEN: GREEN, Light.YELLOW: YELLOW, Light.RED: RED}


def test_every_light_of_the_rule_has_its_word() -> None:
    for light, name in NAMES.items():
        assert light_id(light) == area_light(light) == answer_light(light) == name


def test_where_there_is_no_light_another_word_says_why() -> None:
    assert area_light(None) is UNDETERMINED
    assert answer_light(None) is MISSING


def test_every_light_but_the_worst_is_a_better_one() -> None:
    assert [decode(BetterLightId, encode(light)) for light in (GREEN, YELLOW)] == [GREEN, YELLOW]
    with pytest.raises(Undecodable, match="'red' must not stand here"):
        decode(BetterLightId, "red")
