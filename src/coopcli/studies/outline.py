"""What a brief says of an area and the other parts of its result do not hold."""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from coopcli import model
from coopcli.analysis.moves import fewest_moves, nearest_moves
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


class Change(NamedTuple):
    """An answer at another level, and what that level means.

    ``beyond``: how many levels lie between and outside what the evidence leaves open. Where it is
    0, better evidence alone could settle it.
    """

    criterion: Id
    level: Level
    label: str
    beyond: Count


class Turn(NamedTuple):
    """The answers that would have to change for another light, and the light.

    ``alone``: each change is enough by itself; else all of them are needed together.
    """

    to: LightId
    changes: tuple[Change, ...]
    alone: bool

    def contradictions(self) -> Contradictions:
        if not self.changes:
            yield Fault("/changes", "at least one answer changes")


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
    better: Turn | None
    worse: Turn | None
    steps: tuple[Offer, ...]
    works: Works | None
    subject: Annotated[str | None, Added()] = None

    @property
    def criteria(self) -> list[str]:
        """The criteria that it names."""
        turns = [turn for turn in (self.better, self.worse) if turn]
        named = [change.criterion for turn in turns for change in turn.changes]
        works = [self.works.criterion] if self.works else []
        return [*named, *works, *(name for step in self.steps for name in step.moves)]

    def contradictions(self) -> Contradictions:
        if len(self.steps) > MOST_STEPS:
            yield Fault("/steps", f"at most {MOST_STEPS} steps are named")


def outline(assessment: Assessment) -> Outline:
    """The outline of one area."""
    rubric, area, as_of = assessment.rubric, assessment.area, assessment.as_of
    newest, found = area.newest(), readings(assessment)
    newer = newest if newest and newest.last > as_of.last else None
    last = months_later(as_of.last, rubric.horizon_months)
    return Outline(
        parties=tuple(party.short or party.name for party in rubric.parties),
        subject=rubric.subject or None,
        until=PartialDate.parse(last.isoformat()),
        newer=newer,
        newer_light=area_light(assess(rubric, area, newer).light) if newer else None,
        readings=None if found is None else Readings(*map(light_id, found)),
        better=better_of(assessment),
        worse=_worse(assessment),
        steps=tuple(_steps(assessment)),
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


def better_of(assessment: Assessment) -> Turn | None:
    """What is nearest to the next better light, the nearest answer first.

    For the best light: the answers that are worse, where they would be good enough for it.
    """
    rubric, light = assessment.rubric, assessment.light
    if light is None:
        return None
    aim = rubric.next_better(light)
    if light == rubric.best:
        line = rubric.lines[light.id]
        moves = {a.criterion.id: line for a in assessment.answers if a.light and a.light != light}
    else:
        moves = dict(nearest_moves(assessment, aim, lambda name: _ease(assessment, name)) or {})
    if not moves:
        return None
    changes = [_change(assessment, name, level) for name, level in moves.items()]
    changes.sort(key=lambda one: (one.beyond, _ease(assessment, one.criterion)))
    return Turn(light_id(aim), tuple(changes), alone=len(changes) == 1)


def _worse(assessment: Assessment) -> Turn | None:
    """What is nearest to a worse light: any of several answers, or some together."""
    rubric, light = assessment.rubric, assessment.light
    found = None
    if light is not None and light.rank:
        found = fewest_moves(assessment, rubric.ranked(light.rank - 1))
    if found is None:
        return None
    alone = [dict(moves) for moves in found.sets if len(moves) == 1]
    moves = {name: level for one in alone for name, level in one.items()} or found.sets[0]
    answers = {answer.criterion.id: answer for answer in assessment.answers}
    changes = [_change(assessment, name, level) for name, level in moves.items()]
    changes.sort(
        key=lambda one: (
            answers[one.criterion].trend is not Trend.HARDENING,
            answers[one.criterion].criterion.veto is None,
        )
    )
    return Turn(light_id(found.light), tuple(changes), alone=bool(alone))


def _change(assessment: Assessment, name: str, level: int) -> Change:
    answer = next(one for one in assessment.answers if one.criterion.id == name)
    beyond = max(0, answer.low - level, level - answer.high)
    return Change(name, level, _label(assessment.rubric, name, level), beyond)


def _label(rubric: Rubric, name: str, level: int) -> str:
    anchor = rubric.criteria[name].anchors.get(level)
    return anchor.words if anchor else ""


def _ease(assessment: Assessment, name: str) -> int:
    """The least effort by which an avenue lowers a criterion; vast where none does."""
    reach = assessment.rubric.criteria[name].reach
    if name in assessment.area.fixed or not reach:
        return 1_000
    return min(way.effort for way in reach.values())


def _steps(assessment: Assessment) -> Iterator[Offer]:
    """Offers for what holds a light back, each for something new.

    The first is for the worst of it, and the next for what is nearest to a better light.
    Where the light is the best, joint work to begin with comes before them.
    """
    wanted = _wanted(assessment)
    order = {name: position for position, name in enumerate(wanted)}
    best = assessment.light == assessment.rubric.best
    turn = better_of(assessment)
    near = [one.criterion for one in turn.changes] if turn and not best else []
    offers = [
        offer for avenue in assessment.rubric.avenues for offer in fitting(avenue, assessment)
    ]
    left = dict(order)
    for place in range(MOST_STEPS):
        useful = [offer for offer in offers if any(name in left for name in offer.moves)]
        if not useful:
            return
        nearer = {name for name in near if name in left} if place else set()
        chosen = min(
            useful,
            key=lambda offer: (
                best and not offer.begins,
                bool(nearer) and not nearer & set(offer.moves),
                _rank(offer, left),
            ),
        )
        yield offer_of(chosen, sorted(set(chosen.moves) & set(order), key=lambda one: order[one]))
        left = {name: place for name, place in left.items() if name not in chosen.moves}


def _rank(offer: model.Offer, left: Mapping[str, int]) -> tuple[int, bool, int]:
    """What matters most first, then offers of the area, then those that move more."""
    moved = [left[name] for name in offer.moves if name in left]
    return min(moved, default=len(left)), not offer.areas, -len(moved)


def _wanted(assessment: Assessment) -> list[str]:
    """The criteria that steps should lower, vetoes and the worst first; none without a light."""
    rubric, light, fixed = assessment.rubric, assessment.light, assessment.area.fixed
    if light is None:
        return []
    if light == rubric.best:
        given = [a for a in assessment.answers if a.light is not None]
        weak = [a for a in given if a.light != light or a.trend is Trend.HARDENING]
    else:
        weak = [a for a in assessment.answers if a.criterion.id in assessment.decided_by]
    aim = rubric.next_better(light)
    weak.sort(
        key=lambda a: (aim not in a.vetoes, -a.high, a.criterion.veto is None, -a.low),
    )
    return [a.criterion.id for a in weak if a.criterion.id not in fixed]
