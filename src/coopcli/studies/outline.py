"""What a brief says of an area and the other parts of its result do not hold."""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from coopcli import model
from coopcli.analysis.moves import fewest_moves
from coopcli.analysis.readings import readings
from coopcli.model import (
    Assessment,
    Basis,
    Confidence,
    Count,
    Id,
    Level,
    PartialDate,
    Rating,
    Rubric,
    Trend,
    months_later,
)
from coopcli.model.vocabulary import RESEARCH
from coopcli.results.consistency import Contradictions
from coopcli.results.parts import Offer
from coopcli.results.shapes import Fault
from coopcli.results.values import Added, AreaLight, LightId, area_light, light_id
from coopcli.rule.assessment import assess
from coopcli.studies.avenues import fitting, offer_of

MOST_STEPS = 3
"""Most steps that a brief names."""


class Readings(NamedTuple):
    """The lights where every answer whose evidence leaves room is worse, and where it is better."""

    strict: LightId
    lenient: LightId


class Event(NamedTuple):
    """An answer at another level, and the light that it helps to reach.

    ``steps``: of how many single-level moves it is one; ``alone`` where it reaches the light.
    ``others``: the criteria that would have to move too. Where the light is the worst already, it
    is one more veto that the event adds.
    """

    to: LightId
    criterion: Id
    level: Level
    label: str
    steps: Count
    alone: bool
    others: tuple[Id, ...]


class Works(NamedTuple):
    """An item of evidence that shows something done in this very area, and which barrier falls."""

    criterion: Id
    evidence: Id


class Outline(NamedTuple):
    """Who is judged, until when the outlook holds, both readings, and what could come next.

    ``newer``: the date of the newest rating, where the area was judged as of an earlier one, and
    ``newer_light`` the light at that date.
    ``works``: what has been done and lowers a barrier, see :func:`_works`. ``subject``: the words
    before the name of an area in a title, where the rubric has any.
    """

    parties: tuple[str, ...]
    until: PartialDate
    newer: PartialDate | None
    newer_light: AreaLight | None
    readings: Readings | None
    better: Event | None
    worse: Event | None
    steps: tuple[Offer, ...]
    works: Works | None
    subject: Annotated[str | None, Added()] = None

    @property
    def criteria(self) -> list[str]:
        """The criteria that it names."""
        events = [event for event in (self.better, self.worse) if event]
        named = [event.criterion for event in (*events, self.works) if event]
        moved = [name for event in events for name in event.others]
        return [*named, *moved, *(name for step in self.steps for name in step.moves)]

    def contradictions(self) -> Contradictions:
        if len(self.steps) > MOST_STEPS:
            yield Fault("/steps", f"at most {MOST_STEPS} steps are named")


def outline(assessment: Assessment) -> Outline:
    """The outline of one area."""
    rubric, area, as_of = assessment.rubric, assessment.area, assessment.as_of
    newest, found = area.newest(), readings(assessment)
    newer = newest if newest and newest.last > as_of.last else None
    better = _event(assessment, +1)
    last = months_later(as_of.last, rubric.horizon_months)
    return Outline(
        parties=tuple(party.short or party.name for party in rubric.parties),
        subject=rubric.subject or None,
        until=PartialDate.parse(last.isoformat()),
        newer=newer,
        newer_light=area_light(assess(rubric, area, newer).light) if newer else None,
        readings=None if found is None else Readings(*map(light_id, found)),
        better=better,
        worse=_event(assessment, -1) or _one_more_veto(assessment),
        steps=tuple(_steps(assessment, better.criterion if better else "")),
        works=_works(assessment),
    )


def _works(assessment: Assessment) -> Works | None:
    """What lowers a barrier and has been done in the area: first what the headline does not name.

    A text, a declaration, an opinion or a study shows nothing done. Nor does an answer that rests
    on declarations alone or is hardly supported.
    """
    found = []
    headline = assessment.area.headline(assessment.as_of)
    printed = headline.evidence if headline else ()
    for answer in assessment.answers:
        name, grade, rating = answer.criterion.id, answer.grade, answer.rating
        if answer.light != assessment.rubric.best or answer.declared_only or grade is None:
            continue
        if not isinstance(rating, Rating) or rating.basis is not Basis.AREA:
            continue
        if grade.confidence is Confidence.VERY_LOW:
            continue
        for item in (assessment.area.evidence[one] for one in rating.evidence):
            kind = item.kind
            words = kind.official or kind.opinion or kind.declaration or kind == RESEARCH
            if name in item.lowers and not words:
                order = (item.id in printed, -grade.confidence.value, len(item.summary))
                found.append((order, Works(name, item.id)))
    return min(found)[1] if found else None


def _event(assessment: Assessment, way: int) -> Event | None:
    """The event that counts most towards the next light in one direction."""
    rubric, light = assessment.rubric, assessment.light
    if light is None or not 0 <= light.rank + way <= rubric.best.rank:
        return None
    found = fewest_moves(assessment, rubric.ranked(light.rank + way))
    if found is None or not found.sets:
        return None
    if way > 0:
        chosen = min(found.sets, key=lambda moves: sum(_ease(assessment, name) for name in moves))
        first, *others = sorted(chosen, key=lambda name: _ease(assessment, name))
    else:
        chosen = min(found.sets, key=len)
        first, *others = chosen
    label, to = _label(rubric, first, chosen[first]), light_id(found.light)
    return Event(to, first, chosen[first], label, found.steps, not others, tuple(others))


def _one_more_veto(assessment: Assessment) -> Event | None:
    """The answer that is nearest to one more veto, where the light is the worst already."""
    rubric, light = assessment.rubric, assessment.light
    if light is None or light.rank or not rubric.aims:
        return None
    aim = rubric.ranked(1)
    near = [
        (veto[aim.id] - answer.high, answer.criterion.id, veto[aim.id])
        for answer in assessment.answers
        if (veto := answer.criterion.veto) and aim.id in veto and aim not in answer.vetoes
        if answer.light is not None
    ]
    if not near:
        return None
    steps, name, level = min(near)
    label = _label(rubric, name, level)
    return Event(light_id(light), name, level, label, steps, alone=False, others=())


def _label(rubric: Rubric, name: str, level: int) -> str:
    anchor = rubric.criteria[name].anchors.get(level)
    return anchor.label if anchor else ""


def _ease(assessment: Assessment, name: str) -> int:
    """The least effort by which an avenue lowers a criterion; vast where none does."""
    reach = assessment.rubric.criteria[name].reach
    if name in assessment.area.fixed or not reach:
        return 1_000
    return min(way.effort for way in reach.values())


def _steps(assessment: Assessment, easiest: str) -> Iterator[Offer]:
    """Offers for what holds a light back, those of this area first, each for something new.

    What is ``easiest`` to move comes first, where an offer moves it.
    Where the light is the best, joint work to begin with comes before them.
    """
    wanted = _wanted(assessment)
    order = {name: position for position, name in enumerate(wanted)}
    best = assessment.light == assessment.rubric.best
    offers = [
        offer for avenue in assessment.rubric.avenues for offer in fitting(avenue, assessment)
    ]
    left = dict(order)
    for _ in range(MOST_STEPS):
        useful = [offer for offer in offers if any(name in left for name in offer.moves)]
        if not useful:
            return
        chosen = min(
            useful,
            key=lambda offer: (
                best and not offer.begins,
                easiest in left and easiest not in offer.moves,
                _rank(offer, left),
            ),
        )
        yield offer_of(chosen, [name for name in chosen.moves if name in order])
        left = {name: place for name, place in left.items() if name not in chosen.moves}


def _rank(offer: model.Offer, left: Mapping[str, int]) -> tuple[bool, int, int]:
    """Offers of the area first, then those that move more, then what matters most."""
    moved = [left[name] for name in offer.moves if name in left]
    return not offer.areas, -len(moved), min(moved)


def _wanted(assessment: Assessment) -> list[str]:
    """The criteria that steps should lower, the most important first; none without a light."""
    light, fixed = assessment.light, assessment.area.fixed
    if light is None:
        return []
    if light != assessment.rubric.best:
        return [name for name in assessment.decided_by if name not in fixed]
    weak = [a for a in assessment.answers if a.light != light or a.trend is Trend.HARDENING]
    return [answer.criterion.id for answer in sorted(weak, key=lambda answer: -answer.high)]
