"""From an assessment to the missing and ranged answers that could change its light, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

from coopcli.analysis.moves import counted_levels
from coopcli.model import Assessment, CriterionAnswer, Light, Profile


class Completion(NamedTuple):
    """A light that the open answers allow, and the fewest of them that bring it about.

    ``needs`` gives criteria and the level that each must have at most, for the best light, or at
    least, for the worst; all other open answers may be as much against that light as they can be.
    """

    light: Light
    needs: Mapping[str, int]


class Unknowns(NamedTuple):
    """What the open answers, those missing or given as a range, leave open.

    ``decisive`` could change the light if the others turned out in some way; ``idle`` could not,
    however the others turn out.
    """

    decisive: tuple[str, ...]
    idle: tuple[str, ...]
    best: Completion
    worst: Completion


def unknowns(assessment: Assessment) -> Unknowns:
    """The open answers, sorted by whether they could change the light, and the extremes."""
    open_answers = [answer for answer in assessment.answers if answer.low < answer.high]
    decisive = [a.criterion.id for a in open_answers if _decisive(assessment, a)]
    return Unknowns(
        decisive=tuple(decisive),
        idle=tuple(a.criterion.id for a in open_answers if a.criterion.id not in decisive),
        best=_best(assessment),
        worst=_worst(assessment),
    )


def _decisive(assessment: Assessment, answer: CriterionAnswer) -> bool:
    """Whether some levels of the other answers let this one change the light.

    The light follows from the two lines, and a better light implies the worse: it changes where
    one of them is reached with the answer's lowest level and not with its highest.
    """
    rubric = assessment.rubric
    return any(_turns(assessment, answer, rubric.profiles[light]) for light in rubric.aims)


def _turns(assessment: Assessment, answer: CriterionAnswer, profile: Profile) -> bool:
    needed, own = profile.votes_needed, profile[answer.criterion.id]
    others = [other for other in assessment.answers if other is not answer]
    if any(profile[a.criterion.id].vetoes(a.low) for a in (*others, answer)):
        return False
    gained = own.votes(answer.low)
    supports = _supports(others, profile)
    if own.vetoes(answer.high):
        return supports >> max(0, needed - gained) != 0
    short = supports & ((1 << needed) - 1)
    return not own.supports(answer.high) and short >> max(0, needed - gained) != 0


def _supports(answers: Iterable[CriterionAnswer], profile: Profile) -> int:
    """Every weight that can support a light without a veto, as the bits of a number."""
    sums = 1
    for answer in answers:
        own = profile[answer.criterion.id]
        levels = range(answer.low, answer.high + 1)
        votes = {own.votes(level) for level in levels if not own.vetoes(level)}
        sums = reduce(or_, (sums << vote for vote in votes))
    return sums


def _best(assessment: Assessment) -> Completion:
    """The best light, and the fewest answers that must be low for it, with the level at most."""
    light = assessment.best
    if light is assessment.worst:
        return Completion(light, {})
    profile, high = assessment.rubric.profiles[light], counted_levels(assessment)
    lifted = {name: profile[name].vetoes_from - 1 for name in profile.vetoed_by(high)}
    needs = dict(lifted)
    support = profile.support({**high, **needs})
    # Answers that must lift a veto are asked for in any case, so they come first.
    for name in sorted(_straddling(assessment, profile), key=lambda name: name not in needs):
        if support >= profile.votes_needed:
            break
        own = profile[name]
        if not own.supports(needs.get(name, high[name])):
            needs[name] = own.supports_to
            support += own.weight
    # Heavier votes that followed may make up for the vote of an answer that lifts a veto all the
    # same.
    for name, level in lifted.items():
        weight = profile[name].weight
        if needs[name] < level and support - weight >= profile.votes_needed:
            needs[name] = level
            support -= weight
    return Completion(light, needs)


def _worst(assessment: Assessment) -> Completion:
    """The worst light, and the fewest answers that must be high for it, with the level at least."""
    light = assessment.worst
    if light is assessment.best:
        return Completion(light, {})
    profile = assessment.rubric.profiles[Light(light + 1)]
    support = profile.support({answer.criterion.id: answer.low for answer in assessment.answers})
    straddling = _straddling(assessment, profile)
    over = {name: profile[name].supports_to + 1 for name in straddling}
    for answer in assessment.answers:
        name, own = answer.criterion.id, profile[answer.criterion.id]
        if name in over and support - own.weight < profile.votes_needed:
            return Completion(light, {name: over[name]})
        if own.vetoes(answer.high):
            return Completion(light, {name: own.vetoes_from})
    needs: dict[str, int] = {}
    for name in straddling:
        if support < profile.votes_needed:
            break
        needs[name] = over[name]
        support -= profile[name].weight
    return Completion(light, needs)


def _straddling(assessment: Assessment, profile: Profile) -> list[str]:
    """The open answers that may support a light or not, the heaviest first."""
    found = [
        answer.criterion
        for answer in assessment.answers
        if (own := profile[answer.criterion.id]).supports(answer.low)
        and not own.supports(answer.high)
    ]
    return [criterion.id for criterion in sorted(found, key=lambda one: -one.weight)]
