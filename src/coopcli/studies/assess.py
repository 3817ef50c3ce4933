"""``assess``: the light of one area, why, how firm it is, and on what it rests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, NamedTuple

from coopcli import model
from coopcli.model import Assessment, Id, PartialDate, Rubric
from coopcli.packs.library import Pack, open_area
from coopcli.reading import argument
from coopcli.results.answers import Answer, applying, lit, rated
from coopcli.results.consistency import (
    Contradictions,
    cited,
    distinct,
    known,
    same,
    tallied,
)
from coopcli.results.firmness import Robustness
from coopcli.results.gating import NOT_GATED, Gating
from coopcli.results.parts import Asked, Evidence, Offer, RubricResult, Source, Standing, Tally
from coopcli.results.rule import Rule
from coopcli.results.shapes import Fault
from coopcli.results.values import (
    NOT_APPLICABLE,
    UNDETERMINED,
    Added,
    Digest,
    Inline,
    Share,
)
from coopcli.rule.assessment import tally_of
from coopcli.studies.avenues import Avenue, OutOfReach, avenues_of, out_of_reach
from coopcli.studies.firmness import robustness_of
from coopcli.studies.margins import CrossCheck, Margin, cross_check_of, margins_of
from coopcli.studies.outline import Outline, outline
from coopcli.studies.parts import (
    answer_of,
    asked_words,
    cited_evidence,
    evidence_of,
    file_name,
    newest,
    publisher,
    rubric_ref,
    rule_of,
    source_of,
    standing,
    tally,
)
from coopcli.studies.support import Support, support_of

if TYPE_CHECKING:  # most runs have no gates, and need not wait for what judges them
    from coopcli.analysis.changes import Snapshot
    from coopcli.analysis.gates import Gates


class Area(NamedTuple):
    """The area that was judged."""

    id: Id
    name: str
    scope: str
    excludes: str
    form: tuple[str, ...]
    file: str
    digest: Digest


class Meaning(NamedTuple):
    """What the light says and what must happen next."""

    meaning: str
    next: str
    ours: bool


class Dimension(NamedTuple):
    """The answers of one family of barriers, with the questions that do not apply.

    Neither the tally nor the coverage counts those. ``label``: its name where there is little room.
    """

    id: Id
    name: str
    coverage: Share
    tally: Tally
    criteria: tuple[Answer, ...]
    label: Annotated[str | None, Added()] = None


class Headline(NamedTuple):
    """What stands out in an area, in a sentence with marks, and the items that it rests on."""

    known: PartialDate
    text: str
    evidence: tuple[Id, ...]


class OpenQuestion(NamedTuple):
    """What nobody has answered, and the criterion that it would help to answer."""

    criterion: Id
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentResult(RubricResult):
    """The result of one area; ``read_until``: when the newest document of the pack is of.

    ``framework``: who published the framework that the rubric follows, else who wrote it.
    ``rated``: the file that the answers come from, where it is not of the rubric's own pack.
    """

    kind: ClassVar[str] = "assessment"
    area: Area
    as_of: PartialDate
    overrides: tuple[str, ...]
    standing: Annotated[Standing, Inline()]
    margins: tuple[Margin, ...]
    cross_check: CrossCheck
    robustness: Robustness
    support: Support
    headline: Headline | None
    open_questions: tuple[OpenQuestion, ...]
    newest_evidence: PartialDate | None
    read_until: PartialDate | None
    gates: Gating
    rule: Rule
    meaning: Meaning | None
    dimensions: tuple[Dimension, ...]
    avenues: tuple[Avenue, ...]
    out_of_reach: tuple[OutOfReach, ...]
    evidence: tuple[Evidence, ...]
    sources: tuple[Source, ...]
    outline: Annotated[Outline | None, Added()] = None
    asked: Annotated[Asked | None, Added()] = None
    framework: Annotated[str | None, Added()] = None
    rated: Annotated[str | None, Added()] = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers to all questions that apply, in the order of the rubric."""
        return tuple(answer for answer in self.all_answers if answer.light is not NOT_APPLICABLE)

    @property
    def all_answers(self) -> tuple[Answer, ...]:
        """What stands at each question, in the order of the rubric."""
        return tuple(answer for part in self.dimensions for answer in part.criteria)

    def contradictions(self) -> Contradictions:
        yield from self._of_answers()
        yield from self._of_names()
        yield from self._of_evidence()

    def _of_answers(self) -> Contradictions:
        answers, rule = self.answers, self.rule
        asked = [answer.criterion for answer in answers]
        names = [answer.criterion.id for answer in self.all_answers]
        yield from distinct("/dimensions", [*names, *(part.id for part in self.dimensions)])
        yield from same("/rule/questions", rule.questions, len(answers))
        parts = tuple(part.name for part in self.dimensions if applying(part.criteria))
        yield from same("/rule/dimensions", rule.dimensions, parts)
        yield from same("/rule/votes", rule.votes, sum(criterion.weight for criterion in asked))
        vetoes = {criterion.id: criterion.veto for criterion in asked if criterion.veto}
        yield from same("/rule/vetoes", dict(rule.vetoes), vetoes)
        yield from tallied("/tally", self.standing.tally, (answer.light for answer in answers))
        for position, part in enumerate(self.dimensions):
            counted = applying(part.criteria)
            lights = (answer.light for answer in counted)
            yield from tallied(f"/dimensions/{position}/tally", part.tally, lights)
            yield from rated(f"/dimensions/{position}/coverage", part.coverage, counted)
            for place, answer in enumerate(part.criteria):
                pointer = f"/dimensions/{position}/criteria/{place}/light"
                yield from lit(pointer, answer, rule.lines, self.rubric)
        yield from rated("/coverage", self.standing.coverage, answers)

    def _of_names(self) -> Contradictions:
        names = {answer.criterion.id for answer in self.answers}
        every = {answer.criterion.id for answer in self.all_answers}
        nearest = self.robustness.nearest
        for pointer, found in (
            ("/decided_by", self.standing.decided_by),
            ("/support/inferred", self.support.inferred),
            ("/support/declared_only", self.support.declared_only),
            ("/robustness/nearest", nearest.criteria if nearest else ()),
            ("/margins", (name for margin in self.margins for name in margin.vetoes)),
            ("/avenues", (name for avenue in self.avenues for name in avenue.reaches)),
            ("/avenues", (n for a in self.avenues for offer in a.offers for n in offer.moves)),
            ("/out_of_reach", (one.criterion for one in self.out_of_reach)),
            ("/outline", self.outline.criteria if self.outline else ()),
        ):
            yield from known(pointer, found, names, "criterion")
        open_ones = (one.criterion for one in self.open_questions)
        yield from known("/open_questions", open_ones, every, "criterion")
        yield from self.gates.rests_on(every)
        light = self.standing.light
        if self.meaning is None and light is not UNDETERMINED:
            yield Fault("/meaning", f"the meaning of {light} is needed")

    def _of_evidence(self) -> Contradictions:
        yield from cited(self.evidence, self.sources)
        items = {item.id for item in self.evidence}
        for answer in self.answers:
            yield from known("/dimensions", answer.evidence, items, "item of evidence")
            marks = argument.marks(answer.because)
            yield from known("/dimensions", marks, answer.evidence, "item of evidence")
        if self.outline and self.outline.works:
            yield from known(
                "/outline/works", [self.outline.works.evidence], items, "item of evidence"
            )
        if self.headline:
            yield from known("/headline", self.headline.evidence, items, "item of evidence")
        documents = {source.id for source in self.sources}
        offers = (offer for avenue in self.avenues for offer in avenue.offers)
        offered = [offer.passage.source for offer in offers if offer.passage]
        if self.outline:
            offered += [step.passage.source for step in self.outline.steps if step.passage]
        yield from known("/avenues", offered, documents, "source")
        dates = [item.known.last for item in self.evidence]
        if dates or self.newest_evidence:
            newest = self.newest_evidence and self.newest_evidence.last
            yield from same("/newest_evidence", newest, max(dates, default=None))


def study(
    pack: Pack,
    name: str,
    as_of: PartialDate | None = None,
    *,
    gates: "Gates | None" = None,
    baseline: "Mapping[str, Snapshot] | None" = None,
    enforced: bool = True,
    asked: Asked | None = None,
) -> AssessmentResult:
    """One area at a date, else at that of its newest rating, with what became of the gates.

    ``asked``: the words of a command line, so that a command to go on with can repeat them.
    """
    area = open_area(pack, name)
    judged = pack.assess(area, as_of)
    found = NOT_GATED._replace(enforced=enforced)
    if gates:
        from coopcli.studies.gated import gating

        found = gating(gates, judged, (baseline or {}).get(area.id), enforced=enforced)
    return assessment_result(judged, gates=found, asked=asked and asked_words(asked, area.id))


def assessment_result(
    assessment: Assessment,
    overrides: Sequence[str] = (),
    *,
    gates: Gating = NOT_GATED,
    asked: Asked | None = None,
) -> AssessmentResult:
    """The result of one area; ``gates`` is what was asked of it and what came of that.

    ``overrides`` are the settings that hold for this run only.
    """
    rubric, area = assessment.rubric, assessment.area
    headline, avenues = _headline(assessment), tuple(avenues_of(assessment))
    ahead = outline(assessment)
    offers = [offer for avenue in avenues for offer in avenue.offers]
    offers += ahead.steps
    named = headline.evidence if headline else ()
    evidence = list(
        dict.fromkeys([*(area.evidence[n] for n in named), *cited_evidence(assessment)])
    )
    return AssessmentResult(
        rubric=rubric_ref(rubric),
        area=Area(
            id=area.id,
            name=area.name,
            scope=area.scope,
            excludes=area.excludes,
            form=area.form,
            file=file_name(area.path),
            digest=area.digest,
        ),
        as_of=assessment.as_of,
        overrides=tuple(overrides),
        standing=standing(assessment),
        margins=margins_of(assessment),
        cross_check=cross_check_of(assessment),
        robustness=robustness_of(assessment),
        support=support_of(assessment),
        headline=headline,
        open_questions=tuple(
            OpenQuestion(question.criterion, question.question)
            for question in area.open_questions
            if question.is_open(assessment.as_of)
        ),
        newest_evidence=newest(cited_evidence(assessment)),
        read_until=max(
            (source.date for source in area.sources.values()),
            key=lambda day: day.last,
            default=None,
        ),
        gates=gates,
        rule=rule_of(rubric),
        meaning=_meaning(assessment),
        dimensions=tuple([_dimension(part, rubric) for part in assessment.dimensions]),
        avenues=avenues,
        out_of_reach=tuple(out_of_reach(assessment)),
        evidence=tuple(map(evidence_of, evidence)),
        sources=tuple(source_of(area.sources[name]) for name in _cited(evidence, offers)),
        outline=ahead,
        asked=asked,
        framework=publisher(assessment),
        rated=file_name(area.path) if area.apart else None,
    )


def _cited(evidence: Iterable[model.Evidence], offers: Iterable[Offer]) -> dict[str, None]:
    """The ids of the documents that evidence and offers stand in, each once."""
    return dict.fromkeys(
        [item.passage.source for item in evidence]
        + [offer.passage.source for offer in offers if offer.passage]
    )


def _headline(assessment: Assessment) -> Headline | None:
    found = assessment.area.headline(assessment.as_of)
    return None if found is None else Headline(*found)


def _meaning(assessment: Assessment) -> Meaning | None:
    if assessment.light is None:
        return None
    meaning = assessment.rubric.meanings[assessment.light.id]
    return Meaning(meaning.meaning, meaning.next, meaning.ours)


def _dimension(part: model.DimensionAnswer, rubric: Rubric) -> Dimension:
    return Dimension(
        id=part.dimension.id,
        name=part.dimension.name,
        label=part.dimension.label or None,
        coverage=part.coverage,
        tally=tally(tally_of(part.applying, rubric)),
        criteria=tuple([answer_of(answer, rubric) for answer in part.answers]),
    )
