"""Values of a rubric at their edges; test_pack.py has one defect of each kind."""

from __future__ import annotations

from fractions import Fraction

import pytest

from coopcli import source
from coopcli.schema.rubric import MAJORITY
from coopcli.schema.shapes import Log


def majority(text: str) -> tuple[Fraction | None, list[str]]:
    document = source.parse("a.yaml", text.encode())
    log = Log(document)
    return MAJORITY.read(document.root, log), [problem.message for problem in log.problems]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0.667", "2/3"),
        ("0.504", "1/2"),
        ("0.504999", "1/2"),
        ("0.933", "14/15"),  # fifteen parts are the most that are looked at
        ("0.334", "1/3"),
    ],
)
def test_a_rounded_majority_is_told_the_fraction_that_is_meant(text: str, meant: str) -> None:
    value, told = majority(text)

    assert value is None
    assert told[0].endswith(f"write {meant}, which is meant and is not the same")


@pytest.mark.parametrize(
    "text", ["2/3", "0.66", "0.6", "0.75", "0.505", "0.812", "13/14", "14/15", "13/16", "1"]
)
def test_what_is_a_fraction_or_far_from_one_is_taken_as_it_stands(text: str) -> None:
    assert majority(text) == (Fraction(text), [])
