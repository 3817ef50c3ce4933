"""From an assessment to the missing and ranged answers that could change its light, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from coopcli.analysis.moves import counted_levels, fewest_falls
from coopcli.model import Assessment, CriterionAnswer, Levels, Light, Profile
from coopcli.rule.assessment import reaches


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
    if not assessment.is_judged:
        ends = Completion(assessment.best, {}), Completion(assessment.worst, {})
        return Unknowns((), tuple([answer.criterion.id for answer in open_answers]), *ends)
    decisive = [a.criterion.id for a in open_answers if _decisive(assessment, a)]
    return Unknowns(
        decisive=tuple(decisive),
        idle=tuple(a.criterion.id for a in open_answers if a.criterion.id not in decisive),
        best=_best(assessment),
        worst=_worst(assessment),
    )


def _decisive(assessment: Assessment, answer: CriterionAnswer) -> bool:
    """Whether some levels of the other answers let this one change the light.

    The light follows from the lines, and a better light implies the worse: it changes where
    one of them is reached with the answer's lowest level and not with its highest.
    """
    return any(_turns(assessment, answer, light) for light in assessment.rubric.aims)


def _turns(assessment: Assessment, answer: CriterionAnswer, light: Light) -> bool:
    low = {a.criterion.id: a.low for a in assessment.answers}
    if not reaches(assessment.rubric, low, light):
        return False
    conditions, name = assessment.rubric.conditions[light], answer.criterion.id
    if conditions[0][name].vetoes(answer.high):
        return True
    others = [other for other in assessment.answers if other is not answer]
    return any(
        _misses(
            others, answer.low, [condition, *conditions[:place], *conditions[place + 1 :]], name
        )
        for place, condition in enumerate(conditions)
        if condition[name].supports(answer.low) and not condition[name].supports(answer.high)
    )


def _misses(
    others: Sequence[CriterionAnswer], low: int, conditions: Sequence[Profile], name: str
) -> bool:
    """Whether the others can leave the first condition to a vote, while all conditions are met.

    For each weight that can support the first, only the most support for the rest is of interest.
    """
    needed, own = conditions[0].votes_needed, conditions[0][name].weight
    if len(conditions) == 1:
        short = _supports(others, conditions[0]) & ((1 << needed) - 1)
        return short >> max(0, needed - own) != 0
    sums: dict[int, set[tuple[int, ...]]] = {0: {(0,) * (len(conditions) - 1)}}
    for answer in others:
        added: dict[int, set[tuple[int, ...]]] = {}
        for level in range(answer.low, answer.high + 1):
            first, *rest = [profile[answer.criterion.id] for profile in conditions]
            if any(one.vetoes(level) for one in (first, *rest)):
                continue
            for support, others_support in sums.items():
                added.setdefault(support + first.votes(level), set()).update(
                    [
                        tuple([a + b.votes(level) for a, b in zip(found, rest, strict=True)])
                        for found in others_support
                    ]
                )
        sums = {support: _most(found) for support, found in added.items()}
    lacking = [one.votes_needed - one[name].votes(low) for one in conditions[1:]]
    return any(
        needed - own <= support < needed
        and any(all(a >= b for a, b in zip(one, lacking, strict=True)) for one in found)
        for support, found in sums.items()
    )


def _most(found: set[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """Those that no other exceeds everywhere."""
    return {
        one
        for one in found
        if not any(
            other != one and all(a >= b for a, b in zip(other, one, strict=True)) for other in found
        )
    }


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
    light, conditions = assessment.best, assessment.rubric.conditions[assessment.best]
    if light == assessment.worst:
        return Completion(light, {})
    profile, high = conditions[0], counted_levels(assessment)
    lifted = {name: profile[name].vetoes_from - 1 for name in profile.vetoed_by(high)}
    needs = dict(lifted)
    if len(conditions) > 1:
        needs |= fewest_falls(assessment, conditions, high | lifted, free=lifted.keys())
    # Answers that must lift a veto are asked for in any case, so they come first.
    for name in sorted(_straddling(assessment, profile), key=lambda name: name not in needs):
        if profile.support({**high, **needs}) >= profile.votes_needed:
            break
        if not profile[name].supports(needs.get(name, high[name])):
            needs[name] = profile[name].supports_to
    # Heavier votes that followed may make up for the vote of an answer that lifts a veto all the
    # same.
    for name, level in lifted.items():
        eased = {**high, **needs, name: level}
        if all(one.support(eased) >= one.votes_needed for one in conditions):
            needs[name] = level
    return Completion(light, needs)


def _worst(assessment: Assessment) -> Completion:
    """The worst light, and the fewest answers that must be high for it, with the level at least."""
    light = assessment.worst
    if light == assessment.best:
        return Completion(light, {})
    rubric, held = assessment.rubric, assessment.rubric.next_better(light)
    low = {answer.criterion.id: answer.low for answer in assessment.answers}
    for answer in assessment.answers:
        name = answer.criterion.id
        for level in range(answer.low + 1, answer.high + 1):
            if not reaches(rubric, {**low, name: level}, held):
                return Completion(light, {name: level})
    ways = [_losing(assessment, profile, low) for profile in rubric.conditions[held]]
    return Completion(light, min((way for way in ways if way is not None), key=len))


def _losing(assessment: Assessment, profile: Profile, low: Levels) -> dict[str, int] | None:
    """The fewest answers that must be high for the majority of a condition to go, if it can."""
    support = profile.support(low)
    needs: dict[str, int] = {}
    for name in _straddling(assessment, profile):
        if support < profile.votes_needed:
            break
        needs[name] = profile[name].supports_to + 1
        support -= profile[name].weight
    return needs if support < profile.votes_needed else None


def _straddling(assessment: Assessment, profile: Profile) -> list[str]:
    """The open answers that may support a light or not, the heaviest first."""
    found = [
        answer.criterion
        for answer in assessment.answers
        if (own := profile[answer.criterion.id]).supports(answer.low)
        and not own.supports(answer.high)
    ]
    return [criterion.id for criterion in sorted(found, key=lambda one: -one.weight)]
