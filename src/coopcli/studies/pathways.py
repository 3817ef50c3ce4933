"""``pathways``: the cheapest sets of barrier reductions that reach a better light."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, NamedTuple

from coopcli.analysis import pathways as analysis
from coopcli.analysis.pathways import Why
from coopcli.model import (
    Count,
    Criterion,
    Id,
    Level,
    Light,
    Outlook,
    PartialDate,
    Rating,
    Rubric,
)
from coopcli.packs.library import Pack, open_area
from coopcli.problems import hint, quoted, refuse
from coopcli.results.consistency import Contradictions, distinct, known, rising, same
from coopcli.results.parts import AreaRef, Asked, Offer, RubricResult, Source
from coopcli.results.shapes import Fault
from coopcli.results.values import (
    Added,
    AreaLight,
    BetterLightId,
    Length,
    Levels,
    LightId,
    Ways,
    area_light,
    light_id,
)
from coopcli.studies import wording
from coopcli.studies.avenues import offers_of
from coopcli.studies.outline import Turn, better_of
from coopcli.studies.parts import asked_words, better_id, rubric_ref, source_of


class Move(NamedTuple):
    """A criterion whose level falls."""

    criterion: Id
    from_: Level
    to: Level


class Pathway(NamedTuple):
    """A set of moves that reaches the light, with its effort by avenue in planning units."""

    effort: Count
    avenues: Mapping[Id, Count]
    moves: tuple[Move, ...]


class Optimum(NamedTuple):
    """The cheapest sets: their effort, how many there are, and some of them."""

    effort: Count
    total: Ways
    sets: Annotated[tuple[Pathway, ...], Length(1)]

    def contradictions(self) -> Contradictions:
        yield from rising("/total", len(self.sets), self.total)


class Price(NamedTuple):
    """The least effort with some answers to spare; none where there is no pathway."""

    spare: Count
    effort: Count | None


class Way(NamedTuple):
    """An avenue through which a step can be made, and what it offers for that."""

    avenue: Id
    effort: Count
    offers: tuple[Offer, ...]


class Step(NamedTuple):
    """A barrier that falls in some set; ``range``: the levels rated, where there are two."""

    criterion: Id
    veto: bool
    from_: Level
    to: Level
    range: Levels | None
    now: str
    then: str
    in_every_set: bool
    ways: tuple[Way, ...]


class Immovable(NamedTuple):
    """A barrier that no avenue moves far enough, and why.

    ``blocks``: it closes the light by itself. ``fall``: by how many levels it would have to fall;
    ``reach``: by how many an avenue can lower it in time.
    """

    criterion: Id
    level: Level | None
    why: Why
    reason: str
    blocks: bool
    fall: Count
    reach: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathways(RubricResult):
    """The pathways of one area to a better light.

    ``too_few``: that too few questions apply for any pathway, where that is so. ``near``: what is
    nearest to the next better light, by the evidence and not by effort.
    """

    kind: ClassVar[str] = "pathways"
    area: AreaRef
    as_of: PartialDate
    light: AreaLight
    outlook: Outlook
    counted_from: LightId
    aim: BetterLightId
    reached: bool
    spare: Count
    horizon_months: Count
    votes: Count
    votes_needed: Count
    votes_now: Count
    votes_possible: Count
    vetoed_by: tuple[Id, ...]
    least_effort: Optimum | None
    fewest_questions: Optimum | None
    prices: Annotated[tuple[Price, ...], Length(2)]
    steps: tuple[Step, ...]
    blockers: tuple[Immovable, ...]
    immovable: tuple[Immovable, ...]
    avenues: Mapping[Id, str]
    criteria: Mapping[Id, str]
    sources: tuple[Source, ...]
    asked: Annotated[Asked | None, Added()] = None
    near: Annotated[Turn | None, Added()] = None
    too_few: Annotated[str | None, Added()] = None

    def contradictions(self) -> Contradictions:
        optima = [one for one in (self.least_effort, self.fewest_questions) if one is not None]
        sets = [pathway for optimum in optima for pathway in optimum.sets]
        steps = {(step.criterion, step.from_, step.to) for step in self.steps}
        stuck = (*self.blockers, *self.immovable)
        for pointer, found in (
            ("/vetoed_by", self.vetoed_by),
            ("/steps", [step.criterion for step in self.steps]),
            ("/immovable", [one.criterion for one in stuck]),
            ("/near", [one.criterion for one in self.near.changes] if self.near else []),
        ):
            yield from known(pointer, found, self.criteria, "criterion")
        for pathway in sets:
            yield from known("/least_effort", pathway.avenues, self.avenues, "avenue")
            if any((move.criterion, move.from_, move.to) not in steps for move in pathway.moves):
                yield Fault("/least_effort", "every move must be one of the steps")
        ways = [way for step in self.steps for way in step.ways]
        yield from known("/steps", (way.avenue for way in ways), self.avenues, "avenue")
        offered = (o.passage.source for way in ways for o in way.offers if o.passage)
        yield from known("/steps", offered, [source.id for source in self.sources], "source")
        yield from distinct("/sources", (source.id for source in self.sources))
        spare = [price.spare for price in self.prices]
        yield from same("/prices", spare, list(range(len(self.prices))))
        yield from rising("/votes", self.votes_needed, self.votes)


def study(
    pack: Pack,
    name: str,
    as_of: PartialDate | None = None,
    *,
    to: str = "",
    spare: int = 0,
    asked: Asked | None = None,
) -> Pathways:
    """The pathways of an area to a light, else to the next better one, with answers to spare.

    ``asked``: the words of a command line, so that a command to go on with can repeat them.
    """
    area = open_area(pack, name)
    today = pack.assess(area, as_of)
    aim = _aim(to, pack.rubric) if to else pack.rubric.next_better(today.worst)
    return pathways_result(
        analysis.pathways(today, aim, spare=spare), asked and asked_words(asked, area.id)
    )


def _aim(name: str, rubric: Rubric) -> Light:
    aims = {light.id: light for light in rubric.aims}
    if name not in aims:
        near = hint(name, list(aims))
        refuse("unknown-light", f"{' or '.join(aims)} is needed, not {quoted(name)}{near}")
    return aims[name]


def _is_next(found: analysis.Pathways) -> bool:
    """Whether the way leads to the light above that of the area, without answers to spare."""
    light, rubric = found.assessment.light, found.assessment.rubric
    return light is not None and light < found.aim == rubric.next_better(light) and not found.spare


def pathways_result(found: analysis.Pathways, asked: Asked | None = None) -> Pathways:
    """The result of the pathways of one area."""
    assessment = found.assessment
    rubric, area = assessment.rubric, assessment.area
    steps = tuple(_step(step, found) for step in _steps(found))
    offers = (offer for step in steps for way in step.ways for offer in way.offers)
    cited = dict.fromkeys(offer.passage.source for offer in offers if offer.passage)
    return Pathways(
        rubric=rubric_ref(rubric),
        area=AreaRef(area.id, area.name),
        as_of=assessment.as_of,
        light=area_light(assessment.light),
        outlook=assessment.outlook,
        counted_from=light_id(assessment.worst),
        aim=better_id(found.aim),
        reached=found.reached,
        spare=found.spare,
        horizon_months=rubric.horizon_months,
        votes=rubric.total_weight,
        votes_needed=found.votes_needed,
        votes_now=found.votes_now,
        votes_possible=found.votes_possible,
        vetoed_by=tuple(
            answer.criterion.id for answer in assessment.answers if found.aim in answer.vetoes
        ),
        least_effort=_optimum(found.least_effort),
        fewest_questions=_optimum(found.fewest_questions),
        prices=tuple(Price(spare, effort) for spare, effort in enumerate(found.prices)),
        steps=steps,
        blockers=tuple(map(_immovable, found.blockers)),
        immovable=tuple(map(_immovable, found.immovable)),
        avenues={avenue.id: avenue.name for avenue in rubric.avenues},
        criteria={criterion.id: criterion.name for criterion in rubric.criteria.values()},
        sources=tuple(source_of(area.sources[name]) for name in cited),
        asked=asked,
        near=better_of(assessment) if _is_next(found) else None,
        too_few=None
        if assessment.is_judged
        else wording.reasons(assessment.undetermined_because)[0],
    )


def _optimum(optimum: analysis.Optimum | None) -> Optimum | None:
    if optimum is None:
        return None
    first = optimum.pathways[0]
    return Optimum(first.effort, optimum.total, tuple(map(_pathway, optimum.pathways)))


def _pathway(pathway: analysis.Pathway) -> Pathway:
    by_avenue: dict[str, int] = {}
    for step in pathway.steps:
        way = step.ways[0]
        by_avenue[way.avenue] = by_avenue.get(way.avenue, 0) + way.effort
    moves = tuple(Move(step.criterion.id, step.start, step.end) for step in pathway.steps)
    return Pathway(pathway.effort, by_avenue, moves)


def _steps(found: analysis.Pathways) -> list[analysis.Step]:
    """Every step of any set, once, in the order of the rubric."""
    optima = [optimum for optimum in (found.least_effort, found.fewest_questions) if optimum]
    steps = {
        (step.criterion.id, step.end): step
        for optimum in optima
        for pathway in optimum.pathways
        for step in pathway.steps
    }
    order = list(found.assessment.rubric.criteria)
    return [steps[key] for key in sorted(steps, key=lambda key: (order.index(key[0]), -key[1]))]


def _step(step: analysis.Step, found: analysis.Pathways) -> Step:
    criterion, assessment = step.criterion, found.assessment
    avenues = {avenue.id: avenue for avenue in assessment.rubric.avenues}
    answer = next(a for a in assessment.answers if a.criterion.id == criterion.id)
    ranged = isinstance(answer.rating, Rating) and answer.low < answer.high
    sets = found.least_effort.pathways if found.least_effort else ()
    return Step(
        criterion=criterion.id,
        veto=criterion.veto is not None,
        from_=step.start,
        to=step.end,
        range=(answer.low, answer.high) if ranged else None,
        now=_claim(criterion, step.start),
        then=_claim(criterion, step.end),
        in_every_set=all(step in pathway.steps for pathway in sets),
        ways=tuple(
            Way(way.avenue, way.effort, offers_of(avenues[way.avenue], [criterion.id], assessment))
            for way in step.ways
        ),
    )


def _claim(criterion: Criterion, level: int) -> str:
    """What must be true of a level; of one that does not occur, what the next worse one says."""
    anchors = sorted(criterion.anchors.items())
    at = next((anchor for at, anchor in anchors if at >= level), None)
    return "" if at is None else f"{at.label[:1].upper()}{at.label[1:]}." if at.label else at.text


def _immovable(entry: analysis.Immovable) -> Immovable:
    return Immovable(
        criterion=entry.criterion.id,
        level=entry.level,
        why=entry.why,
        reason=entry.reason,
        blocks=entry.blocks,
        fall=entry.fall,
        reach=entry.reach,
    )
