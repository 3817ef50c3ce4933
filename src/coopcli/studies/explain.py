"""``explain``: what an id or a term means: rule, light, criterion, avenue, evidence, veto."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple, TypeVar

from coopcli import model
from coopcli.commands import suggested
from coopcli.identity import name_key
from coopcli.model import (
    MOST_LEVELS,
    Count,
    Id,
    IssueArea,
    Level,
    Light,
    PartialDate,
    Passage,
    Rubric,
)
from coopcli.packs.library import Pack, areas_of, rubric_name
from coopcli.problems import hint, quoted, refuse
from coopcli.results.answers import Criterion
from coopcli.results.parts import Offer
from coopcli.results.rule import Rule
from coopcli.results.values import Added, Length, LightId, light_id
from coopcli.studies.avenues import offer_of
from coopcli.studies.explain_documents import (
    ExplainedEvidence,
    ExplainedSource,
    citing,
    source_explained,
)
from coopcli.studies.explained import About, Explained
from coopcli.studies.parts import criterion_of, evidence_of, rule_of
from coopcli.studies.terms import TERMS, term_of, words_of

T = TypeVar("T")

RULE = "rule"


class DatedArea(NamedTuple):
    """An area and the date of a light that was published for it."""

    area: Id
    as_of: PartialDate


class Anchor(NamedTuple):
    """What must be true for a level, and the light of such an answer."""

    level: Level
    light: LightId
    text: str
    label: Annotated[str | None, Added()] = None


class Way(NamedTuple):
    """How far an avenue, by name, can lower a barrier."""

    avenue: str
    steps: Count
    effort: Count


class Lowered(NamedTuple):
    """A barrier, and how far it can be lowered."""

    criterion: Id
    steps: Count
    effort: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRule(Explained):
    """The rule of a rubric."""

    type: Literal["rule"] = "rule"
    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedLight(Explained):
    """A light: what it says, what must happen next, and where it was published."""

    type: Literal["light"] = "light"
    light: LightId
    meaning: str
    next: str
    ours: bool
    passages: tuple[Passage, ...]
    references: tuple[DatedArea, ...]

    def _passages(self) -> Iterable[Passage]:
        return self.passages


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedDimension(Explained):
    """A family of barriers and its questions."""

    type: Literal["dimension"] = "dimension"
    name: str
    about: str
    passages: tuple[Passage, ...]
    criteria: tuple[Criterion, ...]

    def _passages(self) -> Iterable[Passage]:
        return self.passages


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedCriterion(Explained):
    """A question with its anchors, and what can lower the barrier; ``evidence`` speaks to it."""

    type: Literal["criterion"] = "criterion"
    criterion: Criterion
    anchors: Annotated[tuple[Anchor, ...], Length(2, MOST_LEVELS)]
    substance: str
    beyond: str
    reach: tuple[Way, ...]
    passages: tuple[Passage, ...]
    evidence: tuple[Id, ...]

    def _passages(self) -> Iterable[Passage]:
        return self.passages


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedAvenue(Explained):
    """An avenue, what it can lower, and its offers."""

    type: Literal["avenue"] = "avenue"
    name: str
    about: str
    passages: tuple[Passage, ...]
    reach: tuple[Lowered, ...]
    offers: tuple[Offer, ...]

    def _passages(self) -> Iterable[Passage]:
        offered = (offer.passage for offer in self.offers)
        return (*self.passages, *(passage for passage in offered if passage))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedTerm(Explained):
    """A term that reports use."""

    type: Literal["term"] = "term"
    meaning: str


Explanation = (
    ExplainedRule
    | ExplainedTerm
    | ExplainedLight
    | ExplainedDimension
    | ExplainedCriterion
    | ExplainedAvenue
    | ExplainedSource
    | ExplainedEvidence
)


def explainable(
    rubric: Rubric, ledger: Mapping[str, model.Evidence], areas: Iterable[IssueArea] = ()
) -> list[str]:
    """Every id that can be explained, those of evidence and documents in area files too."""
    return [
        RULE,
        *map(light_id, rubric.lights),
        *(dimension.id for dimension in rubric.dimensions),
        *rubric.criteria,
        *(avenue.id for avenue in rubric.avenues),
        *(offer.id for avenue in rubric.avenues for offer in avenue.offers),
        *_with_own(rubric.sources, (area.sources for area in areas)),
        *_with_own(ledger, (area.evidence for area in areas)),
        *TERMS,
    ]


def study(pack: Pack, word: str) -> Explanation:
    """What an id means, in any letter case.

    Raises: InvalidInput for an unknown id, with the nearest ones.
    """
    name = word.casefold().strip()
    # Only evidence and documents are explained with the areas that draw on them.
    areas = [] if name in explainable(pack.rubric, {}) else list(areas_of(pack))
    known = explainable(pack.rubric, pack.ledger, areas)
    name = name if name in known else term_of(name, pack.rubric.vocabulary) or name
    if name not in known:
        key = name_key(word)
        for area in areas:
            if key in map(name_key, (area.id, area.name, *area.aliases)):
                command = suggested("assess", [area.id], rubric=rubric_name(pack))
                refuse("unknown-id", f"{quoted(word)} is an area: {command!r} judges it")
        command = suggested("explain", ["rule"], rubric=rubric_name(pack))
        near = hint(name, known) or f"; {command!r} tells the rule"
        refuse("unknown-id", f"{pack.rubric.id} has no {quoted(word)}{near}")
    return explanation_result(pack.rubric, pack.ledger, name, areas)


def explanation_result(
    rubric: Rubric,
    ledger: Mapping[str, model.Evidence],
    name: str,
    areas: Sequence[IssueArea] = (),
) -> Explanation:
    """The result that explains one id; the id must be one of :func:`explainable`.

    ``areas``: where the ratings that cite a piece of evidence are looked for.
    """
    ledger = _with_own(ledger, (area.evidence for area in areas))
    known = _with_own(rubric.sources, (area.sources for area in areas))
    about = About(rubric, name, known)
    lights = {light.id: light for light in rubric.lights}
    dimensions = {dimension.id: dimension for dimension in rubric.dimensions}
    avenues = {avenue.id: avenue for avenue in rubric.avenues}
    holders = {offer.id: avenue for avenue in rubric.avenues for offer in avenue.offers}
    if name == RULE:
        return ExplainedRule(**about.head(()), rule=rule_of(rubric))
    if name in lights:
        return _light(about, lights[name])
    if name in dimensions:
        return _dimension(about, dimensions[name])
    if name in rubric.criteria:
        return _criterion(about, rubric.criteria[name], ledger)
    if name in avenues:
        return _avenue(about, avenues[name])
    if name in holders:
        return _avenue(about, holders[name], only=name)
    if name in known:
        return source_explained(about, known[name], ledger)
    if name not in ledger:
        own = words_of(name, rubric.vocabulary)
        return ExplainedTerm(**about.head(()), meaning=f"{TERMS[name].whole} {own}".rstrip())
    # Two area files may each have an item of this id: the first is explained.
    sharing = [area for area in areas if area.evidence.get(name) == ledger[name]]
    return ExplainedEvidence(
        **about.head([ledger[name].passage]),
        evidence=(evidence_of(ledger[name]),),
        cited=tuple(citing(rubric, sharing, name)),
    )


def _with_own(shared: Mapping[str, T], own: Iterable[Mapping[str, T]]) -> dict[str, T]:
    """What the files of a pack hold by id, and what area files add to it."""
    merged = dict(shared)
    for items in own:
        merged |= {name: items[name] for name in items.keys() - merged.keys()}
    return merged


def _light(about: About, light: Light) -> ExplainedLight:
    meaning = about.rubric.meanings[light.id]
    return ExplainedLight(
        **about.head([meaning.source] if meaning.source else []),
        light=light_id(light),
        meaning=meaning.meaning,
        next=meaning.next,
        ours=meaning.ours,
        passages=(meaning.source,) if meaning.source else (),
        references=tuple(
            DatedArea(reference.area, reference.as_of)
            for reference in about.rubric.references
            if reference.light == light.id
        ),
    )


def _dimension(about: About, dimension: model.Dimension) -> ExplainedDimension:
    passages = (dimension.source,) if dimension.source else ()
    return ExplainedDimension(
        **about.head(passages),
        name=dimension.name,
        about=dimension.about,
        passages=passages,
        criteria=tuple([criterion_of(one, about.rubric) for one in dimension.criteria]),
    )


def _criterion(
    about: About, criterion: model.Criterion, ledger: Mapping[str, model.Evidence]
) -> ExplainedCriterion:
    names = {avenue.id: avenue.name for avenue in about.rubric.avenues}
    return ExplainedCriterion(
        **about.head(criterion.sources),
        criterion=criterion_of(criterion, about.rubric),
        anchors=tuple(
            Anchor(level, light_id(about.rubric.light_at(level)), anchor.text, anchor.label or None)
            for level, anchor in sorted(criterion.anchors.items())
        ),
        substance=criterion.substance,
        beyond=criterion.beyond,
        reach=tuple(Way(names[name], *reach) for name, reach in criterion.reach.items()),
        passages=criterion.sources,
        evidence=tuple(
            item.id
            for item in ledger.values()
            if criterion.id in item.raises or criterion.id in item.lowers
        ),
    )


def _avenue(about: About, avenue: model.Avenue, only: str = "") -> ExplainedAvenue:
    """An avenue with its offers, or with one of them and what that one can lower."""
    offers = [offer for offer in avenue.offers if only in ("", offer.id)]
    criteria = about.rubric.criteria
    moved = {name for offer in offers for name in offer.moves} if only else set(criteria)
    passages = (avenue.source,) if avenue.source else ()
    return ExplainedAvenue(
        **about.head([*passages, *(offer.source for offer in offers if offer.source)]),
        name=avenue.name,
        about=avenue.about,
        passages=passages,
        reach=tuple(
            Lowered(criterion.id, *criterion.reach[avenue.id])
            for criterion in criteria.values()
            if avenue.id in criterion.reach and criterion.id in moved
        ),
        offers=tuple(offer_of(offer, offer.moves) for offer in offers),
    )
