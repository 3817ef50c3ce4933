"""What an assessment answers, in the order of the rubric."""

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from coopcli.model.area import Entry, IssueArea, NotApplicable, Rating
from coopcli.model.lights import Light
from coopcli.model.questions import Criterion, Dimension
from coopcli.model.rubric import Rubric
from coopcli.model.values import Confidence, Outlook, PartialDate, Trend


class Ground(Enum):
    """Why confidence in a rating is what it is; the first three are where it starts."""

    AREA = "area"
    GENERAL = "general"
    INFERRED = "inferred"
    OFFICIAL = "official"
    REPORTED = "reported"
    INDEPENDENT = "independent"
    COMMON_AUTHOR = "common-author"
    ONE_VOICE = "one-voice"
    CONFLICT = "conflict"


class Grade(NamedTuple):
    """Confidence in a rating: the grade at a date, before ageing, and the grounds for it.

    ``age_months``: since the newest evidence became known; ``aged``: grades lost to age.
    """

    confidence: Confidence
    before_age: Confidence
    grounds: tuple[Ground, ...]
    age_months: int
    aged: int


class CriterionAnswer(NamedTuple):
    """The rating that counted for one criterion, and what it is worth.

    ``light`` is ``None`` for a missing answer and for a question that does not apply; a range has
    the light of its upper end. ``vetoes`` lists the lights that the answer vetoes. ``trend`` is
    none once its horizon has passed. ``highest``: the highest level of the scale.
    """

    criterion: Criterion
    rating: Entry
    light: Light | None
    grade: Grade | None
    trend: Trend
    vetoes: tuple[Light, ...]
    declared_only: bool
    highest: int

    @property
    def applies(self) -> bool:
        """Whether the question applies, so that its answer counts, or is missing."""
        return not isinstance(self.rating, NotApplicable)

    @property
    def low(self) -> int:
        """The lowest level that the answer allows."""
        return self.rating.low if isinstance(self.rating, Rating) else 0

    @property
    def high(self) -> int:
        """The highest level that the answer allows."""
        return self.rating.high if isinstance(self.rating, Rating) else self.highest


def share_rated(answers: Iterable[CriterionAnswer]) -> Fraction:
    """The share of the weight of some questions that is rated; without any, nothing lacks."""
    rated = total = 0
    for answer in answers:
        total += answer.criterion.weight
        if answer.light is not None:
            rated += answer.criterion.weight
    return Fraction(rated, total) if total else Fraction(1)


class DimensionAnswer(NamedTuple):
    """The answers of one dimension, with the questions that do not apply."""

    dimension: Dimension
    answers: tuple[CriterionAnswer, ...]

    @property
    def applying(self) -> tuple[CriterionAnswer, ...]:
        """The answers to the questions that apply."""
        return tuple([answer for answer in self.answers if answer.applies])

    @property
    def coverage(self) -> Fraction:
        """The share of the weight of the questions that apply that is rated."""
        return share_rated(self.applying)


class Margin(NamedTuple):
    """How far a light is from its neighbour ``to``; there is none that rated answers cannot reach.

    ``answers``: the fewest rated answers that must cross the line, ``weight``: the share of weight
    that lies between today's support and the majority. ``vetoes``: towards a worse light, by how
    many levels each veto question may rise before it decides alone; towards a better one, by how
    many levels each veto must fall.
    """

    to: Light
    answers: int
    weight: Fraction
    vetoes: Mapping[str, int]


class TooLittleRated(NamedTuple):
    """Less than the ``needed`` share of the weight is rated: of a dimension, or of everything."""

    share: Fraction
    needed: Fraction
    dimension: Dimension | None = None


class OpenVeto(NamedTuple):
    """The light turns on veto questions without an answer."""

    criteria: tuple[Criterion, ...]


class TooFewQuestions(NamedTuple):
    """Fewer questions apply than the ``needed`` ones."""

    applying: int
    needed: int


Reason = TooFewQuestions | TooLittleRated | OpenVeto
"""Why a light is undetermined."""


class Assessment(NamedTuple):
    """One area under one rubric, as of one date.

    ``rubric`` is the ``framework`` without the questions that do not apply. ``light`` is ``None``
    when it is undetermined. ``worst`` and ``best`` are the lights over all levels that the answers
    allow, or of all lights where too few questions apply. ``turning`` lists the lights that trends
    would lead to.
    """

    framework: Rubric
    rubric: Rubric
    area: IssueArea
    as_of: PartialDate
    light: Light | None
    best: Light
    worst: Light
    outlook: Outlook
    turning: tuple[Light, ...]
    dimensions: tuple[DimensionAnswer, ...]
    tally: Mapping[Light | None, int]
    coverage: Fraction
    undetermined_because: tuple[Reason, ...]
    decided_by: tuple[str, ...]

    @property
    def answers(self) -> tuple[CriterionAnswer, ...]:
        """The answers to all questions that apply, in the order of the rubric."""
        return tuple(
            [
                answer
                for part in self.dimensions
                for answer in part.answers
                if not isinstance(answer.rating, NotApplicable)
            ]
        )

    @property
    def all_answers(self) -> tuple[CriterionAnswer, ...]:
        """What stands at each question of the framework, in its order."""
        return tuple([answer for part in self.dimensions for answer in part.answers])

    @property
    def is_judged(self) -> bool:
        """Whether enough questions apply for the rule to say anything."""
        return len(self.rubric.criteria) >= self.framework.minimum_questions
