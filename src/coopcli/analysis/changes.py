"""From the answers of two results to what became worse, better, known or unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from coopcli.identity import RubricChange, Version, version_of
from coopcli.model import NOT_APPLICABLE, Assessment, Rating, Unasked

Range = tuple[int, int] | Unasked | None
"""The lowest and the highest level of an answer; ``None`` where it is missing."""


class Snapshot(NamedTuple):
    """What counts in a comparison: the state of the rubric, and an area's levels."""

    area: str
    rubric: Version
    levels: Mapping[str, Range]
    file: str = ""


class Direction(Enum):
    """What became of an answer; a vanished one is worse than any, since nothing supports it.

    A question that does not apply any more is dropped, one that did not apply before has joined;
    in itself neither is better or worse.
    """

    SAME = "same"
    BETTER = "better"
    WORSE = "worse"
    VANISHED = "vanished"
    ANSWERED = "answered"
    UNCLEAR = "unclear"
    DROPPED = "dropped"
    JOINED = "joined"


class Change(NamedTuple):
    """One criterion before and after."""

    criterion: str
    before: Range
    after: Range
    direction: Direction


def snapshot_of(assessment: Assessment) -> Snapshot:
    """The snapshot of an assessment."""
    levels: dict[str, Range] = {
        answer.criterion.id: (answer.low, answer.high)
        if isinstance(answer.rating, Rating)
        else None
        if answer.applies
        else NOT_APPLICABLE
        for answer in assessment.all_answers
    }
    return Snapshot(
        assessment.area.id, version_of(assessment.framework), levels, assessment.area.path
    )


class Incomparable(NamedTuple):
    """The states of the rubrics of two snapshots that cannot be compared."""

    before: Version
    after: Version


def incomparable(before: Snapshot, after: Snapshot) -> Incomparable | None:
    """Why two snapshots cannot be compared, or nothing where they can.

    Only results of one rule are compared; its wording and its version may be others.
    """
    if before.rubric.change_to(after.rubric) is RubricChange.RULE:
        return Incomparable(before.rubric, after.rubric)
    return None


def changes(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    """The criteria whose answer differs, in the order of the rubric."""
    for name, now in after.levels.items():
        was = before.levels.get(name)
        if was != now:
            yield Change(name, was, now, _direction(was, now))


def _direction(was: Range, now: Range) -> Direction:
    if now is NOT_APPLICABLE:
        return Direction.DROPPED
    if was is NOT_APPLICABLE:
        return Direction.JOINED
    if now is None:
        return Direction.VANISHED
    if was is None:
        return Direction.ANSWERED
    if now[0] > was[1]:
        return Direction.WORSE
    # The upper end is what counts for the light; where it did not rise, nothing became worse.
    return Direction.BETTER if now[1] <= was[1] else Direction.UNCLEAR
