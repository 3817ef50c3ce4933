"""What sets areas apart, on objects small enough to see through."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from coopcli.analysis import compare
from coopcli.analysis.compare import rows, steps
from coopcli.model import Assessment, Basis, Missing
from coopcli.rule.assessment import assess
from tests.examples import GREEN, IDS, RED, a_rating, a_rubric, an_area, an_item, day


def assessed(name: str, **changes: object) -> Assessment:
    return assess(a_rubric(), replace(an_area(**changes), id=name), day("2020"))  # type: ignore[arg-type]


def test_a_row_differs_by_light_and_not_by_level() -> None:
    compared = rows([assessed("a", levels={"channel-gap": 1}), assessed("b")])

    assert not any(row.differs for row in compared)
    assert [
        row.criterion.id
        for row in rows([assessed("a", levels={"channel-gap": 2}), assessed("b")])
        if row.differs
    ] == ["channel-gap"]


def test_a_missing_answer_differs_from_any() -> None:
    compared = rows([assessed("a", levels={"channel-gap": None}), assessed("b")])

    assert [row.criterion.id for row in compared if row.differs] == ["channel-gap"]


def test_the_one_closed_veto_is_what_separates() -> None:
    banned, free = assessed("banned", levels={"legal-restrictions": 4}), assessed("free")

    assert (banned.light, free.light) == (RED, GREEN)
    assert [(s.area, s.other, s.criteria) for s in steps([banned, free])] == [
        (0, 1, ("legal-restrictions",)),
        (1, 0, ("legal-restrictions",)),
    ]


def test_an_answer_is_taken_over_with_its_evidence_and_whatever_its_date() -> None:
    rating = a_rating(4, known="2023", basis=Basis.AREA, evidence=("an-item",))
    area = replace(
        an_area(),
        ratings={**an_area().ratings, "legal-restrictions": (rating,)},
        evidence={"an-item": an_item(known=day("2023"))},
    )
    banned = assess(a_rubric(), area, day("2023"))

    found = steps([assessed("free"), banned])

    assert [step.criteria for step in found] == [("legal-restrictions",)] * 2


def test_a_missing_answer_is_taken_over_too() -> None:
    gone = {"legal-restrictions": (Missing("withdrawn", day("2023")),)}
    area = replace(an_area(), ratings={**an_area().ratings, **gone})
    undetermined = assess(a_rubric(), area, day("2023"))

    assert undetermined.light is None
    assert [step.criteria for step in steps([assessed("free"), undetermined])] == [
        ("legal-restrictions",)
    ] * 2


def test_one_area_alone_differs_from_none() -> None:
    assert not any(row.differs for row in rows([assessed("a")]))
    assert [row.criterion.id for row in rows([assessed("a")])] == IDS


def test_where_two_answers_are_needed_none_is_enough() -> None:
    worse = assessed("worse", levels={"legal-restrictions": 4, "value-conflict": 4})

    assert steps([worse, assessed("free")])[0].criteria == ()


def test_areas_of_one_light_need_no_step() -> None:
    assert steps([assessed("a"), assessed("b")]) == ()


def test_an_area_is_judged_once_with_each_different_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    # Forty areas of one red and one green kind: a step for each pair, two lights to work out.
    red = dict.fromkeys(IDS[:6], 3)
    areas = [assessed(f"a{n}", levels=red if n % 2 else {}) for n in range(40)]
    judged = []

    def counted(*given: Any) -> Assessment:
        judged.append(given)
        return assess(*given)

    monkeypatch.setattr(compare, "assess", counted)

    assert len(steps(areas)) == 2 * 20 * 20
    assert len(judged) == 40 * 6
