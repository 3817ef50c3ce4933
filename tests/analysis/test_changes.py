"""What changed between two results of one rubric, and which cannot be compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coopcli.analysis.changes import (
    Direction,
    Range,
    Snapshot,
    changes,
    incomparable,
    snapshot_of,
)
from coopcli.identity import Digests, Version
from coopcli.rule.assessment import assess
from coopcli.studies import gated
from tests.examples import a_rubric, an_area, day

VERSION = Version("a-rubric", "1.0.0", Digests("1", "2", "3"))


def snapshot(level: Range, version: Version = VERSION) -> Snapshot:
    return Snapshot("an-area", version, {"law": level}, "an-area.yaml")


@pytest.mark.parametrize(
    ("was", "now", "direction"),
    [
        ((1, 1), (2, 2), Direction.WORSE),
        ((1, 3), (2, 3), Direction.BETTER),  # the upper end, which counts, did not rise
        ((1, 3), (3, 4), Direction.UNCLEAR),
        ((2, 2), (1, 1), Direction.BETTER),
        (None, (1, 1), Direction.ANSWERED),
        ((1, 1), None, Direction.VANISHED),
    ],
)
def test_an_answer_that_differs_has_a_direction(
    was: Range, now: Range, direction: Direction
) -> None:
    assert [tuple(c) for c in changes(snapshot(was), snapshot(now))] == [
        ("law", was, now, direction)
    ]
    assert list(changes(snapshot(was), snapshot(was))) == []


def test_only_results_of_one_rule_are_compared() -> None:
    now = snapshot((1, 1))
    rule, text = Digests("9", "2", "3"), Digests("1", "9", "9")

    def why(before: Snapshot) -> str:
        found = incomparable(before, now)
        return "" if found is None else gated.incomparable(found)

    assert why(now) == ""
    assert why(snapshot((1, 1), VERSION._replace(digests=rule))) == (
        "both are of a-rubric 1.0.0, but what decides a light differs"
    )
    assert why(snapshot((1, 1), VERSION._replace(version="0.9.0", digests=rule))) == (
        "the baseline is of a-rubric 0.9.0, this is of a-rubric 1.0.0"
    )
    assert why(snapshot((1, 1), VERSION._replace(id="b"))) == (
        "the baseline is of b 1.0.0, this is of a-rubric 1.0.0"
    )
    assert why(snapshot((1, 1), VERSION._replace(version="1.0.1", digests=text))) == ""


def test_a_snapshot_holds_the_levels_and_the_state_of_the_rubric() -> None:
    levels: dict[str, int | tuple[int, int] | None] = {"a": 1, "b": (2, 3), "c": None}
    rubric = replace(a_rubric(criteria={"one": ("a", "b", "c")}, vetoes=()), digest="sha256:1:2:3")
    area = replace(an_area(levels, ids=["a", "b", "c"]), path="areas/an-area.yaml")

    assert snapshot_of(assess(rubric, area, day("2020"))) == Snapshot(
        "an-area", VERSION, {"a": (1, 1), "b": (2, 3), "c": None}, "areas/an-area.yaml"
    )
