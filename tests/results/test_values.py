"""The lights of the rule as results name them."""

from __future__ import annotations

import pickle

import pytest

from coopcli.model import Colour, Light
from coopcli.results.codec import Undecodable, decode, encode
from coopcli.results.values import (
    MISSING,
    UNDETERMINED,
    BetterLightId,
    LightId,
    Look,
    answer_light,
    area_light,
    light_id,
    look_of,
    name_of,
)
from tests.examples import LIGHT_IDS, LIGHTS

WORKABLE = Light(1, "workable", "Workable", "◆", "W", Colour.BLUE)


def test_every_light_of_the_rule_has_its_word() -> None:
    for light in (*LIGHTS, WORKABLE):
        assert light_id(light) == area_light(light) == answer_light(light) == light.id


def test_where_there_is_no_light_another_word_says_why() -> None:
    assert area_light(None) is UNDETERMINED
    assert answer_light(None) is MISSING


def test_every_light_but_the_worst_is_a_better_one() -> None:
    for light in LIGHT_IDS[:-1]:
        assert decode(BetterLightId, encode(light), LIGHT_IDS) == light
    with pytest.raises(Undecodable, match="'red' must not stand here"):
        decode(BetterLightId, "red", LIGHT_IDS)


def test_a_word_becomes_the_light_that_the_rubric_has_by_this_id() -> None:
    found = decode(LightId, "yellow", LIGHT_IDS)

    assert (found.rank, found.name, look_of(found).symbol) == (1, "Yellow", "▲")
    with pytest.raises(Undecodable, match="'workable' must not stand here"):
        decode(LightId, "workable", LIGHT_IDS)


def test_a_light_is_shown_as_the_rubric_says() -> None:
    assert look_of(light_id(WORKABLE)) == Look("Workable", "◆", "W", Colour.BLUE)
    assert look_of(MISSING).ascii == "-"
    assert [name_of(light) for light in (UNDETERMINED, MISSING)] == ["Undetermined", "not answered"]


def test_a_light_passes_between_processes_whole() -> None:
    copy = pickle.loads(pickle.dumps(light_id(WORKABLE)))

    assert (copy, copy.light) == ("workable", WORKABLE)
