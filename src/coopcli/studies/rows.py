"""The lean result of one area, or of an input that could not be read.

A row holds what was answered and what came of it, without the texts of the rubric and of the
evidence, which are the same for every area. The same row is made from an assessment and from the
full result of one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

from coopcli.analysis.support import inferred
from coopcli.model import (
    Assessment,
    Basis,
    Confidence,
    Count,
    CriterionAnswer,
    Id,
    Missing,
    NotApplicable,
    PartialDate,
    Rating,
    Trend,
)
from coopcli.problems import Problem
from coopcli.reading import argument
from coopcli.results.answers import unrated
from coopcli.results.consistency import Contradictions, distinct, known, tallied
from coopcli.results.gating import Gating
from coopcli.results.parts import FileProblem, Result, RubricResult, Standing
from coopcli.results.values import (
    NOT_APPLICABLE,
    Added,
    AnswerLight,
    Digest,
    Inline,
    Levels,
    LightId,
    Position,
    light_id,
)
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.parts import (
    cited_evidence,
    file_name,
    light_of,
    newest,
    problem_of,
    rubric_ref,
    standing,
)


class RowArea(NamedTuple):
    """An area by id, name and file."""

    id: Id
    name: str
    file: str
    digest: Digest


class RowAnswer(NamedTuple):
    """What a row keeps of an answer."""

    id: Id
    light: AnswerLight
    level: Levels | None
    missing: str | None
    known: PartialDate | None
    line: Position
    basis: Basis | None
    confidence: Confidence | None
    confidence_before_age: Confidence | None
    age_months: Count | None
    trend: Trend
    trend_lapsed: bool
    likelihood: str | None
    closes: tuple[LightId, ...]
    rationale: str
    evidence: tuple[Id, ...]
    not_applicable: Annotated[str | None, Added()] = None

    def contradictions(self) -> Contradictions:
        yield from unrated(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(RubricResult):
    """The lean result of one area."""

    kind: ClassVar[str] = "row"
    area: RowArea
    as_of: PartialDate
    standing: Annotated[Standing, Inline()]
    newest_evidence: PartialDate | None
    gates: Gating
    inferred: tuple[Id, ...]
    criteria: tuple[RowAnswer, ...]

    @property
    def answers(self) -> tuple[RowAnswer, ...]:
        """The answers to all questions that apply, in the order of the rubric."""
        return tuple(answer for answer in self.criteria if answer.light is not NOT_APPLICABLE)

    @property
    def file(self) -> str:
        """The input."""
        return self.area.file

    def contradictions(self) -> Contradictions:
        names = [answer.id for answer in self.criteria]
        yield from distinct("/criteria", names)
        yield from known("/decided_by", self.standing.decided_by, names, "criterion")
        yield from known("/inferred", self.inferred, names, "criterion")
        yield from self.gates.rests_on(names)
        yield from tallied("/tally", self.standing.tally, (a.light for a in self.answers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread(Result):
    """What stands in the place of a row for an input that could not be read."""

    kind: ClassVar[str] = "unread"
    file: str
    problems: tuple[FileProblem, ...]


Record = Row | Unread


def row_of(assessment: Assessment, gates: Gating) -> Row:
    """The row of an area."""
    area = assessment.area
    return Row(
        rubric=rubric_ref(assessment.rubric),
        area=RowArea(area.id, area.name, file_name(area.path), area.digest),
        as_of=assessment.as_of,
        standing=standing(assessment),
        newest_evidence=newest(cited_evidence(assessment)),
        gates=gates,
        inferred=inferred(assessment),
        criteria=tuple(map(_answer, assessment.all_answers)),
    )


def _answer(answer: CriterionAnswer) -> RowAnswer:
    rating, grade = answer.rating, answer.grade
    rated = rating if isinstance(rating, Rating) else None
    return RowAnswer(
        answer.criterion.id,
        light_of(answer),
        (rated.low, rated.high) if rated else None,
        rating.reason if isinstance(rating, Missing) else None,
        rating.known,
        rating.line,
        rated.basis if rated else None,
        None if grade is None else grade.confidence,
        None if grade is None else grade.before_age,
        None if grade is None else grade.age_months,
        answer.trend,
        rated is not None and rated.trend is not answer.trend,
        rated.likelihood.value if rated and rated.likelihood else None,
        tuple(map(light_id, answer.vetoes)),
        argument.of(rated) if rated else "",
        rated.evidence if rated else (),
        rating.reason if isinstance(rating, NotApplicable) else None,
    )


def row_from(result: AssessmentResult) -> Row:
    """The row in the full result of one area."""
    area = result.area
    return Row(
        engine_version=result.engine_version,
        rubric=result.rubric,
        area=RowArea(area.id, area.name, area.file, area.digest),
        as_of=result.as_of,
        standing=result.standing,
        newest_evidence=result.newest_evidence,
        gates=result.gates,
        inferred=result.support.inferred,
        criteria=tuple(
            RowAnswer(a.criterion.id, *(getattr(a, name) for name in RowAnswer._fields[1:]))
            for a in result.all_answers
        ),
    )


def unread_of(file: str, problems: Iterable[Problem]) -> Unread:
    """What stands in the place of a row for an input that could not be read."""
    return Unread(file=file_name(file), problems=tuple(map(problem_of, problems)))
