"""``rubric show``: the framework as data: rule, questions, avenues, published lights."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

from coopcli import model
from coopcli.identity import question_digest
from coopcli.model import MOST_LEVELS, Count, Id, Level, Light, Outlook, PartialDate, Rubric
from coopcli.results.answers import Criterion
from coopcli.results.consistency import Contradictions, distinct, known, rising, same
from coopcli.results.parts import RubricResult, Source
from coopcli.results.rule import Rule
from coopcli.results.values import (
    Added,
    AreaLight,
    Inline,
    Length,
    LightId,
    light_id,
)
from coopcli.studies.parts import criterion_of, named_light, rubric_ref, rule_of, source_of


class Party(NamedTuple):
    """One of the sides whose cooperation is judged."""

    id: Id
    name: str


class LightMeaning(NamedTuple):
    """What a light says and what must happen next."""

    light: LightId
    meaning: str
    next: str
    ours: bool


class Reach(NamedTuple):
    """How far an avenue can lower a barrier, and at which effort a level."""

    avenue: Id
    steps: Count
    effort: Count


class AnchoredCriterion(NamedTuple):
    """A question with its anchors and its avenues.

    ``labels``: of the anchors, where they have any; ``levels``: theirs, where not every one occurs.
    ``digest``: of the question with its anchors, by which a later state knows whether it changed.
    """

    criterion: Annotated[Criterion, Inline()]
    anchors: Annotated[tuple[str, ...], Length(2, MOST_LEVELS)]
    substance: str
    reach: tuple[Reach, ...]
    beyond: str
    labels: Annotated[tuple[str, ...] | None, Added()] = None
    levels: Annotated[tuple[Level, ...] | None, Added()] = None
    digest: Annotated[str | None, Added()] = None

    def contradictions(self) -> Contradictions:
        for key, each in (("labels", self.labels), ("levels", self.levels)):
            if each is not None:
                yield from same(f"/{key}", len(each), len(self.anchors))
        yield from distinct("/levels", self.levels or ())


class AskedDimension(NamedTuple):
    """The questions of one family of barriers."""

    id: Id
    name: str
    about: str
    criteria: tuple[AnchoredCriterion, ...]


class OpenAvenue(NamedTuple):
    """A way to lower barriers, with the ids of its offers."""

    id: Id
    name: str
    about: str
    offers: tuple[Id, ...]


class PublishedLight(NamedTuple):
    """A light that the framework's authors published."""

    area: Id
    as_of: PartialDate
    light: AreaLight
    outlook: Outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework(RubricResult):
    """A rubric; ``levels``: what each level means, whatever the question."""

    kind: ClassVar[str] = "rubric"
    about: str
    parties: tuple[Party, ...]
    rule: Rule
    levels: Annotated[tuple[str, ...] | None, Added()] = None
    meanings: tuple[LightMeaning, ...]
    dimensions: tuple[AskedDimension, ...]
    avenues: tuple[OpenAvenue, ...]
    references: tuple[PublishedLight, ...]
    sources: tuple[Source, ...]

    def contradictions(self) -> Contradictions:
        asked = [one for part in self.dimensions for one in part.criteria]
        names, avenues = [one.criterion.id for one in asked], [one.id for one in self.avenues]
        for pointer, ids in (
            ("/parties", [party.id for party in self.parties]),
            ("/dimensions", [*names, *(part.id for part in self.dimensions)]),
            ("/avenues", avenues),
            ("/sources", [source.id for source in self.sources]),
        ):
            yield from distinct(pointer, ids)
        for one in asked:
            reach = (each.avenue for each in one.reach)
            yield from known("/dimensions", reach, avenues, "avenue")
            if one.levels is None:
                yield from same("/dimensions", len(one.anchors), len(self.rubric.scale))
            else:
                yield from rising("/dimensions", *one.levels, self.rubric.highest)
        if self.levels is not None:
            yield from same("/levels", len(self.levels), len(self.rubric.scale))
        lights = list(self.rubric.light_ids)
        yield from same("/meanings", [one.light for one in self.meanings], lights)
        yield from same("/rule/questions", self.rule.questions, len(asked))
        votes = sum(one.criterion.weight for one in asked)
        yield from same("/rule/votes", self.rule.votes, votes)
        vetoes = {one.criterion.id: one.criterion.veto for one in asked if one.criterion.veto}
        yield from same("/rule/vetoes", dict(self.rule.vetoes), vetoes)


def framework_result(rubric: Rubric) -> Framework:
    """The result that shows a rubric."""
    return Framework(
        rubric=rubric_ref(rubric),
        about=rubric.about,
        parties=tuple(Party(party.id, party.name) for party in rubric.parties),
        rule=rule_of(rubric),
        levels=tuple([degree.meaning for degree in rubric.scale]),
        meanings=tuple(_meaning(light, rubric.meanings[light.id]) for light in rubric.lights),
        dimensions=tuple(
            AskedDimension(
                part.id,
                part.name,
                part.about,
                tuple([_anchored(criterion, rubric) for criterion in part.criteria]),
            )
            for part in rubric.dimensions
        ),
        avenues=tuple(map(_avenue, rubric.avenues)),
        references=tuple(
            PublishedLight(one.area, one.as_of, named_light(rubric, one.light), one.outlook)
            for one in rubric.references
        ),
        sources=tuple(map(source_of, rubric.sources.values())),
    )


def _meaning(light: Light, meaning: model.Meaning) -> LightMeaning:
    return LightMeaning(light_id(light), meaning.meaning, meaning.next, meaning.ours)


def _anchored(criterion: model.Criterion, rubric: Rubric) -> AnchoredCriterion:
    anchors = dict(sorted(criterion.anchors.items()))
    labelled = any(anchor.label for anchor in anchors.values())
    return AnchoredCriterion(
        criterion=criterion_of(criterion, rubric),
        anchors=tuple(anchor.text for anchor in anchors.values()),
        labels=tuple(anchor.label for anchor in anchors.values()) if labelled else None,
        levels=None if list(anchors) == list(rubric.levels) else tuple(anchors),
        substance=criterion.substance,
        reach=tuple(Reach(name, *reach) for name, reach in criterion.reach.items()),
        beyond=criterion.beyond,
        digest=question_digest(criterion),
    )


def _avenue(avenue: model.Avenue) -> OpenAvenue:
    offers = tuple(offer.id for offer in avenue.offers)
    return OpenAvenue(avenue.id, avenue.name, avenue.about, offers)
