"""From an assessment to its light under a strict and under a lenient reading of the evidence.

Errors of one rater or one source are not independent: each reading moves every answer whose
evidence leaves room one way, all together.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from coopcli.model import Assessment, CriterionAnswer, Light
from coopcli.rule.assessment import light_of

ROOM = Fraction(1, 5)
"""The least chance of the next level, by the rubric's kernels, at which evidence leaves room."""


class Readings(NamedTuple):
    """The lights where every answer that has room is read as worse, and as better."""

    strict: Light
    lenient: Light


def readings(assessment: Assessment) -> Readings | None:
    """The strict and the lenient reading; none where there is no light.

    A range goes to its end, another answer with room goes one level, on the scale. An unanswered
    question stays without an answer, and an assumed one is certain by assumption.
    """
    if assessment.light is None:
        return None
    rubric = assessment.rubric
    strict, lenient = {}, {}
    for answer in assessment.answers:
        name, open_ = answer.criterion.id, _has_room(assessment, answer)
        ranged = answer.low < answer.high
        strict[name] = min(rubric.highest, answer.high + (open_ and not ranged))
        lenient[name] = max(0, answer.low - (open_ and not ranged))
        if answer.light is None:
            lenient[name] = rubric.highest
    return Readings(light_of(rubric, strict), light_of(rubric, lenient))


def _has_room(assessment: Assessment, answer: CriterionAnswer) -> bool:
    if answer.grade is None:
        return False
    kernel = assessment.rubric.certainty.kernels[answer.grade.confidence]
    return len(kernel) > 1 and kernel[1] >= ROOM
