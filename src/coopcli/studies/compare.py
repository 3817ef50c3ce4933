"""``compare``: areas of one rubric side by side, and what sets them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

from coopcli.analysis.compare import Row, Step, rows, steps
from coopcli.model import Assessment, Confidence, Count, CriterionAnswer, Id, PartialDate, Trend
from coopcli.packs.library import Pack, open_areas
from coopcli.problems import refuse
from coopcli.results.consistency import Contradictions, cited, distinct, known, same, tallied
from coopcli.results.parts import Brief, Evidence, RubricResult, Source, Tally
from coopcli.results.values import (
    MISSING,
    NOT_APPLICABLE,
    AnswerLight,
    AreaLight,
    Inline,
    Levels,
    area_light,
)
from coopcli.studies.parts import (
    argument_of,
    brief,
    cited_by,
    cited_evidence,
    evidence_of,
    level_of,
    light_of,
    newest,
    rubric_ref,
    source_of,
    tally,
)

MOST_AREAS = 300
"""Most areas that are compared: each pair of them is."""


class ComparedArea(NamedTuple):
    """One of the areas, as of its own date."""

    id: Id
    name: str
    as_of: PartialDate
    brief: Annotated[Brief, Inline()]
    tally: Tally
    decided_by: tuple[Id, ...]
    newest_evidence: PartialDate | None


class ComparedAnswer(NamedTuple):
    """The answer of one area to a question."""

    light: AnswerLight
    level: Levels | None
    confidence: Confidence | None
    trend: Trend
    rationale: str
    evidence: tuple[Id, ...]

    def contradictions(self) -> Contradictions:
        lit = self.light not in (MISSING, NOT_APPLICABLE)
        yield from same("/light", lit, self.level is not None)


class ComparedCriterion(NamedTuple):
    """A question with the answers of all areas, in their order."""

    id: Id
    name: str
    weight: Count
    veto: bool
    differs: bool
    answers: tuple[ComparedAnswer, ...]


class ComparedDimension(NamedTuple):
    """The questions of one family of barriers."""

    id: Id
    name: str
    criteria: tuple[ComparedCriterion, ...]


class Takeover(NamedTuple):
    """The criteria whose answer, taken over alone, gives one area the light of another."""

    area: Id
    other: Id
    light: AreaLight
    criteria: tuple[Id, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(RubricResult):
    """Areas of one rubric side by side."""

    kind: ClassVar[str] = "comparison"
    areas: tuple[ComparedArea, ...]
    dimensions: tuple[ComparedDimension, ...]
    steps: tuple[Takeover, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]

    @property
    def criteria(self) -> tuple[ComparedCriterion, ...]:
        """All questions in the order of the rubric."""
        return tuple(criterion for part in self.dimensions for criterion in part.criteria)

    def contradictions(self) -> Contradictions:
        areas = [area.id for area in self.areas]
        names = [criterion.id for criterion in self.criteria]
        yield from distinct("/areas", areas)
        yield from distinct("/dimensions", [*names, *(part.id for part in self.dimensions)])
        yield from cited(self.evidence, self.sources)
        items = {item.id for item in self.evidence}
        for criterion in self.criteria:
            yield from same("/dimensions", len(criterion.answers), len(areas))
            for answer in criterion.answers:
                yield from known("/dimensions", answer.evidence, items, "item of evidence")
        for place, area in enumerate(self.areas):
            yield from known(f"/areas/{place}/decided_by", area.decided_by, names, "criterion")
            lights = [c.answers[place].light for c in self.criteria if place < len(c.answers)]
            counted = (light for light in lights if light is not NOT_APPLICABLE)
            yield from tallied(f"/areas/{place}/tally", area.tally, counted)
        for place, step in enumerate(self.steps):
            yield from known(f"/steps/{place}", (step.area, step.other), areas, "area")
            yield from known(f"/steps/{place}/criteria", step.criteria, names, "criterion")


def study(pack: Pack, names: Sequence[str], as_of: PartialDate | None = None) -> Comparison:
    """Areas side by side at a date, else each at its own.

    Raises: InvalidInput for fewer than two different areas, and for too many.
    """
    if len(names) > MOST_AREAS:
        refuse("too-many-areas", f"at most {MOST_AREAS} areas are compared")
    areas = open_areas(pack, names)
    if len(areas) < 2:
        refuse("too-few-areas", "two different areas or more are compared")
    return comparison_result([pack.assess(area, as_of) for area in areas])


def comparison_result(assessments: Sequence[Assessment]) -> Comparison:
    """The result that sets areas of one rubric side by side, each as of its own date."""
    evidence = {item.id: item for one in assessments for item in cited_evidence(one)}
    sources = {name: source for one in assessments for name, source in one.area.sources.items()}
    cited = dict.fromkeys(item.passage.source for item in evidence.values())
    compared = {row.criterion.id: _criterion(row) for row in rows(assessments)}
    return Comparison(
        rubric=rubric_ref(assessments[0].rubric),
        areas=tuple(map(_area, assessments)),
        dimensions=tuple(
            ComparedDimension(
                part.dimension.id,
                part.dimension.name,
                tuple(compared[answer.criterion.id] for answer in part.answers),
            )
            for part in assessments[0].dimensions
        ),
        steps=tuple(_takeover(step, assessments) for step in steps(assessments)),
        evidence=tuple(map(evidence_of, evidence.values())),
        sources=tuple(source_of(sources[name]) for name in cited),
    )


def _area(one: Assessment) -> ComparedArea:
    return ComparedArea(
        id=one.area.id,
        name=one.area.name,
        as_of=one.as_of,
        brief=brief(one),
        tally=tally(one.tally),
        decided_by=one.decided_by,
        newest_evidence=newest(cited_evidence(one)),
    )


def _criterion(row: Row) -> ComparedCriterion:
    criterion = row.criterion
    return ComparedCriterion(
        id=criterion.id,
        name=criterion.name,
        weight=criterion.weight,
        veto=criterion.veto is not None,
        differs=row.differs,
        answers=tuple(map(_answer, row.answers)),
    )


def _answer(answer: CriterionAnswer) -> ComparedAnswer:
    return ComparedAnswer(
        light=light_of(answer),
        level=level_of(answer),
        confidence=None if answer.grade is None else answer.grade.confidence,
        trend=answer.trend,
        rationale=argument_of(answer),
        evidence=cited_by(answer),
    )


def _takeover(step: Step, assessments: Sequence[Assessment]) -> Takeover:
    one, other = assessments[step.area], assessments[step.other]
    return Takeover(one.area.id, other.area.id, area_light(other.light), step.criteria)
