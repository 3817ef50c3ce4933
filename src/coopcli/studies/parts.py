"""From objects of the model to the parts that several results share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from coopcli import model
from coopcli.model import Assessment, Light, Missing, NotApplicable, PartialDate, Rating, Rubric
from coopcli.paths import shown
from coopcli.problems import Problem, file_text, visible
from coopcli.reading import argument
from coopcli.results.answers import Answer, Criterion, PanelVote, Veto, Vote
from coopcli.results.parts import (
    Asked,
    Brief,
    Evidence,
    FileProblem,
    RubricRef,
    ShownLight,
    Source,
    Standing,
    Tally,
)
from coopcli.results.rule import Majority, Rule
from coopcli.results.values import (
    NOT_APPLICABLE,
    AnswerLight,
    AreaLight,
    BetterLightId,
    Levels,
    LightId,
    answer_light,
    area_light,
    light_id,
)
from coopcli.studies import wording

T = TypeVar("T")


def rubric_ref(rubric: Rubric) -> RubricRef:
    """The rubric that a result rests on."""
    return RubricRef(
        id=rubric.id,
        title=rubric.title,
        version=rubric.version,
        digest=rubric.digest,
        scale=tuple([degree.label for degree in rubric.scale]),
        lights=tuple([ShownLight(*light[1:]) for light in rubric.lights]),
    )


def asked_words(asked: Asked, area: str) -> Asked:
    """The words of a command line as a command to go on with repeats them.

    A file of the pack that comes with the program has no name in results that opens it: there the
    id of the ``area`` stands for it.
    """
    name = area if shown(asked.area).startswith("<") else shown(asked.area)
    return Asked(visible(name), visible(shown(asked.rubric)), asked.as_of)


def lights_of(rubric: Rubric) -> tuple[LightId, ...]:
    """The lights of a rubric in results, best first."""
    return tuple(map(light_id, rubric.lights))


def standing(assessment: Assessment) -> Standing:
    """The light of an area with its bounds, what decided it, and how much is rated."""
    return Standing(
        light=area_light(assessment.light),
        outlook=assessment.outlook,
        turning=tuple(map(light_id, assessment.turning)),
        best=light_id(assessment.best),
        worst=light_id(assessment.worst),
        undetermined_because=wording.reasons(assessment.undetermined_because),
        decided_by=assessment.decided_by,
        tally=tally(assessment.tally),
        coverage=assessment.coverage,
    )


def brief(assessment: Assessment) -> Brief:
    """The light of an area with its bounds and outlook, and how much is rated."""
    return Brief(
        light=area_light(assessment.light),
        best=light_id(assessment.best),
        worst=light_id(assessment.worst),
        outlook=assessment.outlook,
        turning=tuple(map(light_id, assessment.turning)),
        coverage=assessment.coverage,
    )


def tally(counts: Mapping[Light | None, int]) -> Tally:
    """Answers at each light, and those missing."""
    return {answer_light(light): count for light, count in counts.items()}


def cited_evidence(assessment: Assessment) -> list[model.Evidence]:
    """The evidence behind the answers that counted, each once, in the order of the rubric."""
    names: dict[str, None] = {}
    for answer in assessment.answers:
        if isinstance(answer.rating, Rating):
            names.update(dict.fromkeys(answer.rating.evidence))
    return [assessment.area.evidence[name] for name in names]


def newest(evidence: Iterable[model.Evidence]) -> PartialDate | None:
    """The date by which the newest of some items was known."""
    latest = max(evidence, key=lambda item: item.known.last, default=None)
    return None if latest is None else latest.known


def evidence_of(item: model.Evidence) -> Evidence:
    """An evidence item in results."""
    return Evidence(
        id=item.id,
        summary=item.summary,
        event=item.event,
        known=item.known,
        passage=item.passage,
        kind=item.kind.id,
        reported=item.reported,
        voice=item.voice,
        side=item.side[0] if len(item.side) == 1 else "several",
        sides=item.side if len(item.side) > 1 else None,
        raises=item.raises,
        lowers=item.lowers,
        conflicts=item.conflicts,
        supersedes=item.supersedes,
        note=item.note,
    )


def source_of(source: model.Source) -> Source:
    """A document in results."""
    return Source(
        id=source.id,
        title=source.title,
        authors=source.authors,
        publisher=source.publisher,
        date=source.date,
        kind=source.kind,
        note=source.note,
        url=source.url or None,
        label=source.label or None,
    )


def criterion_of(criterion: model.Criterion, rubric: Rubric) -> Criterion:
    """What a criterion asks, in results."""
    return Criterion(
        id=criterion.id,
        name=criterion.name,
        question=criterion.question,
        weight=criterion.weight,
        veto=_veto(criterion, rubric),
        applies_to=criterion.applies_to and criterion.applies_to.forms,
        may_be_not_applicable=criterion.may_be_not_applicable or None,
    )


def _veto(criterion: model.Criterion, rubric: Rubric) -> Veto | None:
    if criterion.veto is None:
        return None
    closing = {light: rubric.veto_at(criterion, light) for light in rubric.aims}
    return {better_id(light): level for light, level in closing.items() if level <= rubric.highest}


def better_id(light: Light) -> BetterLightId:
    """A light better than the worst in results."""
    return BetterLightId(light_id(light))


def for_each(rubric: Rubric, values: model.ByLight[T]) -> dict[BetterLightId, T]:
    """What the rubric has for each light but the worst, in results."""
    return {better_id(light): values[light.id] for light in rubric.aims}


def rule_of(rubric: Rubric) -> Rule:
    """The numbers of a rubric's rule."""
    best, majorities = rubric.best, rubric.majorities
    return Rule(
        questions=len(rubric.criteria),
        dimensions=tuple(dimension.name for dimension in rubric.dimensions),
        lines=for_each(rubric, rubric.lines),
        majority=majorities[best.id].share,
        votes=rubric.total_weight,
        votes_needed=rubric.profiles[best].votes_needed,
        vetoes={
            criterion.id: veto
            for criterion in rubric.criteria.values()
            if (veto := _veto(criterion, rubric)) is not None
        },
        coverage=rubric.coverage,
        horizon_months=rubric.horizon_months,
        cuts=for_each(rubric, rubric.cuts),
        introduction=rubric.introduction or None,
        majorities=None
        if rubric.majority is not None
        else {better_id(aim): Majority(*majorities[aim.id]) for aim in rubric.aims},
        minimum_questions=rubric.minimum_questions if rubric.minimum_questions > 1 else None,
    )


def named_light(rubric: Rubric, name: str | None) -> AreaLight:
    """The light of an id in results; undetermined where there is none."""
    return area_light(next((light for light in rubric.lights if light.id == name), None))


def _anchors(answer: model.CriterionAnswer) -> list[model.Anchor]:
    """What is claimed of the levels of an answer; nothing of a missing one."""
    anchors, rating = answer.criterion.anchors, answer.rating
    levels = range(rating.low, rating.high + 1) if isinstance(rating, Rating) else ()
    return [anchors[level] for level in levels if level in anchors]


def _labels(answer: model.CriterionAnswer) -> tuple[str, ...] | None:
    """What the levels of an answer mean in few words, where that is known of each."""
    words = [anchor.words for anchor in _anchors(answer)]
    return tuple(words) if words and all(words) else None


def answer_of(answer: model.CriterionAnswer, rubric: Rubric) -> Answer:
    """One answer in results."""
    rating, grade = answer.rating, answer.grade
    rated = rating if isinstance(rating, Rating) else None
    return Answer(
        criterion=criterion_of(answer.criterion, rubric),
        light=light_of(answer),
        level=(rated.low, rated.high) if rated else None,
        claim=tuple([anchor.text for anchor in _anchors(answer)]),
        missing=rating.reason if isinstance(rating, Missing) else None,
        not_applicable=rating.reason if isinstance(rating, NotApplicable) else None,
        known=rating.known,
        line=rating.line,
        because=rated.because if rated else "",
        rationale=argument.of(rated) if rated else "",
        basis=rated.basis if rated else None,
        confidence=None if grade is None else grade.confidence,
        confidence_before_age=None if grade is None else grade.before_age,
        labels=_labels(answer),
        grounds=() if grade is None else tuple([wording.GROUNDS[one] for one in grade.grounds]),
        age_months=None if grade is None else grade.age_months,
        trend=answer.trend,
        trend_lapsed=rated is not None and rated.trend is not answer.trend,
        likelihood=rated.likelihood.value if rated and rated.likelihood else None,
        closes=tuple(map(light_id, answer.vetoes)),
        declared_only=answer.declared_only,
        substance=answer.criterion.substance,
        evidence=rated.evidence if rated else (),
        panel=_panel(rated.panel) if rated and rated.panel else None,
    )


def _panel(panel: model.PanelVote) -> PanelVote:
    return PanelVote(
        panel.round,
        tuple(
            Vote(
                vote.rater,
                vote.given if isinstance(vote.given, tuple) else None,
                vote.given if isinstance(vote.given, model.NoLevel) else None,
                vote.reason,
            )
            for vote in panel.answers
        ),
    )


def file_name(path: str) -> str:
    """The name of a file in results: no absolute path, and no other file of this name."""
    return file_text(shown(path))


def problem_of(problem: Problem) -> FileProblem:
    """A problem in results; line and column are 0 where the whole file is meant."""
    path, line, column = problem.where
    return FileProblem(file_name(path), line, column, problem.code, visible(problem.message))


def changes_rule(override: str) -> bool:
    """Whether a setting such as ``majority=3/4`` changes the rule and not an answer."""
    return override.startswith(("weight.", "veto.", "lines.", "majority="))


def light_of(answer: model.CriterionAnswer) -> AnswerLight:
    """The light of an answer, or what stands in its place."""
    return answer_light(answer.light) if answer.applies else NOT_APPLICABLE


def level_of(answer: model.CriterionAnswer) -> Levels | None:
    """The levels that an answer allows; none where it is missing."""
    return (answer.low, answer.high) if isinstance(answer.rating, Rating) else None


def argument_of(answer: model.CriterionAnswer) -> str:
    """Why an answer has its level, why there is none, or why there can be none."""
    rating = answer.rating
    return argument.of(rating) if isinstance(rating, Rating) else rating.reason


def cited_by(answer: model.CriterionAnswer) -> tuple[str, ...]:
    """The evidence that an answer cites."""
    return answer.rating.evidence if isinstance(answer.rating, Rating) else ()


def publisher(assessment: Assessment) -> str | None:
    """Who published the framework that a rubric follows, else who wrote it."""
    source = assessment.rubric.source
    document = assessment.area.sources.get(source.source) if source else None
    if document is None:
        return None
    return document.publisher or " and ".join(document.authors) or None
