"""From several assessments to what sets them apart, criterion by criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from coopcli.model import (
    NOT_APPLICABLE,
    Assessment,
    Criterion,
    CriterionAnswer,
    IssueArea,
    Light,
    Missing,
    NotApplicable,
    Rating,
    Unasked,
)
from coopcli.rule.assessment import assess


class Row(NamedTuple):
    """The answers of several areas to one question, in the order of the areas."""

    criterion: Criterion
    answers: tuple[CriterionAnswer, ...]

    @property
    def differs(self) -> bool:
        """Whether the answers have more than one light.

        A missing answer counts as one, and a question that does not apply as another.
        """
        return len({(answer.light, answer.applies) for answer in self.answers}) > 1


class Step(NamedTuple):
    """The criteria whose answer, taken over alone, gives one area the light of another.

    ``area`` and ``other`` are positions in the order of the areas.
    """

    area: int
    other: int
    criteria: tuple[str, ...]


def rows(assessments: Sequence[Assessment]) -> tuple[Row, ...]:
    """One row a question, in the order of the rubric that all the assessments share."""
    answers = zip(*(assessment.all_answers for assessment in assessments), strict=True)
    return tuple(Row(group[0].criterion, group) for group in answers)


def steps(assessments: Sequence[Assessment]) -> tuple[Step, ...]:
    """For each ordered pair of areas of different lights, the answers that alone make it up."""
    return tuple(
        step for position in range(len(assessments)) for step in _steps_of(position, assessments)
    )


def _steps_of(position: int, assessments: Sequence[Assessment]) -> Iterator[Step]:
    one = assessments[position]
    own = {answer.criterion.id: _level(answer) for answer in one.all_answers}
    # A light depends on the levels alone, and many areas answer a question alike.
    lights: dict[tuple[str, Level], Light | None] = dict.fromkeys(own.items(), one.light)
    for place, other in enumerate(assessments):
        if one.light == other.light:
            continue
        # What the rubric does not ask of an area is no answer that another could take over.
        answers = [answer for answer in other.all_answers if not _by_rubric(answer)]
        for answer in answers:
            key = answer.criterion.id, _level(answer)
            if key not in lights:
                taken = _taking_over(one, other, answer)
                lights[key] = assess(one.framework, taken, one.as_of).light
        criteria = [
            answer.criterion.id
            for answer in answers
            if lights[answer.criterion.id, _level(answer)] == other.light
        ]
        yield Step(position, place, tuple(criteria))


Level = tuple[int, int] | Unasked | None
"""The lowest and the highest level of an answer; ``None`` for a missing one."""


def _level(answer: CriterionAnswer) -> Level:
    if not answer.applies:
        return NOT_APPLICABLE
    return (answer.low, answer.high) if isinstance(answer.rating, Rating) else None


def _by_rubric(answer: CriterionAnswer) -> bool:
    return isinstance(answer.rating, NotApplicable) and answer.rating.by_rubric


def _taking_over(one: Assessment, other: Assessment, answer: CriterionAnswer) -> IssueArea:
    """The first area with one answer of the other, dated so that it counts."""
    rating = answer.rating
    if not isinstance(rating, Missing):
        rating = rating._replace(known=one.as_of)
    return replace(
        one.area,
        ratings={**one.area.ratings, answer.criterion.id: (rating,)},
        evidence={**other.area.evidence, **one.area.evidence},
        sources={**other.area.sources, **one.area.sources},
    )
