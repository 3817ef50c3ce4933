"""From an assessment to the missing and ranged answers that could change its light, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

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
    return any(_turns(assessment, answer, light) for light in (Light.GREEN, Light.YELLOW))


def _turns(assessment: Assessment, answer: CriterionAnswer, light: Light) -> bool:
    profile, needed = assessment.rubric.profiles[light], assessment.rubric.votes_needed
    bounds = profile[answer.criterion.id]
    others = [other for other in assessment.answers if other is not answer]
    if any(profile[a.criterion.id].closes(a.low) for a in (*others, answer)):
        return False
    gained = bounds.weight if bounds.supports(answer.low) else 0
    supports = _supports(others, profile)
    if bounds.closes(answer.high):
        return supports >> max(0, needed - gained) != 0
    short = supports & ((1 << needed) - 1)
    return not bounds.supports(answer.high) and short >> max(0, needed - gained) != 0


def _supports(answers: Iterable[CriterionAnswer], profile: Profile) -> int:
    """Every weight that can support a light while no gate closes it, as the bits of a number."""
    sums = 1
    for answer in answers:
        bounds = profile[answer.criterion.id]
        votes = {
            bounds.weight if bounds.supports(level) else 0
            for level in range(answer.low, answer.high + 1)
            if not bounds.closes(level)
        }
        sums = reduce(or_, (sums << vote for vote in votes))
    return sums


def _best(assessment: Assessment) -> Completion:
    """The best light, and the fewest answers that must be low for it, with the level at most."""
    light, rubric = assessment.best, assessment.rubric
    if light is assessment.worst:
        return Completion(light, {})
    line = rubric.lines.at(light)
    opened = {
        a.criterion.id: gate - 1
        for a in assessment.answers
        if (gate := a.criterion.closed_from(light)) is not None and a.high >= gate
    }
    needs = dict(opened)
    support = sum(
        a.criterion.weight for a in assessment.answers if needs.get(a.criterion.id, a.high) <= line
    )
    # Answers that must open a gate are asked for in any case, so they come first.
    for answer in sorted(_straddling(assessment, line), key=lambda a: a.criterion.id not in needs):
        name = answer.criterion.id
        if support >= rubric.votes_needed:
            break
        if needs.get(name, answer.high) > line:
            needs[name] = line
            support += answer.criterion.weight
    # Heavier votes that followed may make up for the vote of an answer that is open all the same.
    for name, level in opened.items():
        weight = rubric.criteria[name].weight
        if needs[name] < level and support - weight >= rubric.votes_needed:
            needs[name] = level
            support -= weight
    return Completion(light, needs)


def _worst(assessment: Assessment) -> Completion:
    """The worst light, and the fewest answers that must be high for it, with the level at least."""
    light, rubric = assessment.worst, assessment.rubric
    if light is assessment.best:
        return Completion(light, {})
    held = Light(light + 1)
    line = rubric.lines.at(held)
    support = sum(a.criterion.weight for a in assessment.answers if a.low <= line)
    for answer in assessment.answers:
        criterion, gate = answer.criterion, answer.criterion.closed_from(held)
        if answer.low <= line < answer.high and support - criterion.weight < rubric.votes_needed:
            return Completion(light, {criterion.id: line + 1})
        if gate is not None and answer.high >= gate:
            return Completion(light, {criterion.id: gate})
    needs: dict[str, int] = {}
    for answer in _straddling(assessment, line):
        if support < rubric.votes_needed:
            break
        needs[answer.criterion.id] = line + 1
        support -= answer.criterion.weight
    return Completion(light, needs)


def _straddling(assessment: Assessment, line: int) -> list[CriterionAnswer]:
    """The open answers that may lie on either side of a line, the heaviest first."""
    found = [answer for answer in assessment.answers if answer.low <= line < answer.high]
    return sorted(found, key=lambda answer: -answer.criterion.weight)
