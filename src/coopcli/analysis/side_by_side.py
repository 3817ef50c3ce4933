"""From several assessments to what sets them apart, criterion by criterion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from coopcli.assessment import assess
from coopcli.model import Assessment, Criterion, CriterionAnswer, IssueArea, Rating


class Row(NamedTuple):
    """The answers of several areas to one question, in the order of the areas."""

    criterion: Criterion
    answers: tuple[CriterionAnswer, ...]

    @property
    def differs(self) -> bool:
        """Whether the answers have more than one light; a missing answer counts as one."""
        return len({answer.light for answer in self.answers}) > 1


class Step(NamedTuple):
    """The criteria whose answer, taken over alone, gives one area the light of another.

    ``area`` and ``other`` are positions in the order of the areas.
    """

    area: int
    other: int
    criteria: tuple[str, ...]


def rows(assessments: Sequence[Assessment]) -> tuple[Row, ...]:
    """One row a question, in the order of the rubric that all the assessments share."""
    answers = zip(*(assessment.answers for assessment in assessments), strict=True)
    return tuple(Row(group[0].criterion, group) for group in answers)


def steps(assessments: Sequence[Assessment]) -> tuple[Step, ...]:
    """For each ordered pair of areas of different lights, the answers that alone make it up."""
    return tuple(
        Step(position, place, _sufficient(one, other))
        for position, one in enumerate(assessments)
        for place, other in enumerate(assessments)
        if one.light is not other.light
    )


def _sufficient(one: Assessment, other: Assessment) -> tuple[str, ...]:
    return tuple(
        answer.criterion.id
        for answer in other.answers
        if assess(one.rubric, _taking_over(one, other, answer), one.as_of).light is other.light
    )


def _taking_over(one: Assessment, other: Assessment, answer: CriterionAnswer) -> IssueArea:
    """The first area with one answer of the other, dated so that it counts."""
    rating = answer.rating
    if isinstance(rating, Rating):
        rating = replace(rating, known=one.as_of)
    return replace(
        one.area,
        ratings={**one.area.ratings, answer.criterion.id: (rating,)},
        evidence={**other.area.evidence, **one.area.evidence},
        sources={**other.area.sources, **one.area.sources},
    )
