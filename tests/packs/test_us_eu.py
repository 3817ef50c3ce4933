"""The pack for another pair of parties: thin, sound, and undetermined where it must be."""

from __future__ import annotations

import pytest

from coopcli.model import Missing, OpenVeto, TooLittleRated
from coopcli.packs.library import areas_of, open_area, open_pack
from tests.examples import run

PACK = open_pack("us-eu")


def test_it_has_other_parties_and_three_to_six_questions() -> None:
    assert [party.id for party in PACK.rubric.parties] == ["us", "eu"]
    assert 3 <= len(PACK.rubric.criteria) <= 6
    assert {party for item in PACK.ledger.values() for party in item.side} == {"us", "eu"}


@pytest.mark.parametrize("name", ["ai-governance", "biometric-surveillance"])
def test_its_areas_are_undetermined_and_say_why(name: str) -> None:
    found = PACK.assess(open_area(PACK, name))

    assert found.light is None
    kinds = {type(reason) for reason in found.undetermined_because}
    assert kinds
    assert kinds <= {TooLittleRated, OpenVeto}
    assert all(isinstance(a.rating, Missing) for a in found.answers if a.light is None)


def test_a_question_without_work_to_do_does_not_apply_to_a_binding_rule() -> None:
    left_out = {
        area.id: [a.criterion.id for a in PACK.assess(area).all_answers if not a.applies]
        for area in areas_of(PACK)
    }

    assert left_out == {"ai-governance": [], "biometric-surveillance": ["no-joint-work"]}


@pytest.mark.parametrize("command", ["areas", "rubric show", "rubric audit", "sources"])
def test_commands_take_it_by_its_name(command: str) -> None:
    assert run(*command.split(), "-r", "us-eu").returncode == 0
