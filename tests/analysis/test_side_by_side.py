"""What sets areas apart, on objects small enough to see through."""

from __future__ import annotations

from dataclasses import replace

from coopcli.analysis.side_by_side import rows, steps
from coopcli.assessment import assess
from coopcli.model import Light
from tests.examples import a_rubric, an_area, day


def assessed(name: str, **changes: object):
    return assess(a_rubric(), replace(an_area(**changes), id=name), day("2020"))  # type: ignore[arg-type]


def test_a_row_differs_by_light_and_not_by_level():
    compared = rows([assessed("a", levels={"channel-gap": 1}), assessed("b")])

    assert not any(row.differs for row in compared)
    assert [
        row.criterion.id
        for row in rows([assessed("a", levels={"channel-gap": 2}), assessed("b")])
        if row.differs
    ] == ["channel-gap"]


def test_a_missing_answer_differs_from_any():
    compared = rows([assessed("a", levels={"channel-gap": None}), assessed("b")])

    assert [row.criterion.id for row in compared if row.differs] == ["channel-gap"]


def test_the_one_closed_gate_is_what_separates():
    banned, free = assessed("banned", levels={"legal-restrictions": 4}), assessed("free")

    assert (banned.light, free.light) == (Light.RED, Light.GREEN)
    assert [(s.area, s.other, s.criteria) for s in steps([banned, free])] == [
        (0, 1, ("legal-restrictions",)),
        (1, 0, ("legal-restrictions",)),
    ]


def test_where_two_answers_are_needed_none_is_enough():
    worse = assessed("worse", levels={"legal-restrictions": 4, "value-conflict": 4})

    assert steps([worse, assessed("free")])[0].criteria == ()


def test_areas_of_one_light_need_no_step():
    assert steps([assessed("a"), assessed("b")]) == ()
