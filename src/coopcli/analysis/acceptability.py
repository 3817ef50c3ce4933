"""From an assessment to the share of weightings, and of levels, that give each light, exactly.

A light is a set of linear inequalities in the weights. For weights that follow a Dirichlet law
with whole parameters, the weight of the supporting answers follows a Beta law, whose tail is a sum
of binomial terms: nothing is drawn at random and nothing is rounded.

Source: category acceptability index, Tervonen et al. 2009 (SMAA-TRI).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import comb, gcd, lcm, log2
from typing import NamedTuple

from coopcli.analysis.tails import Chances, Packing, tails_of
from coopcli.model import (
    Assessment,
    Certainty,
    CriterionAnswer,
    Firmness,
    Law,
    Levels,
    Light,
    Profile,
    Rubric,
    Weighing,
)

MAX_STATES = 300_000
"""Most chances behind the joint tail of several majorities, and most kinds of completions."""

MAX_BITS = 1 << 13
"""Largest size of the whole numbers behind a Beta tail; beyond it a law is not worked out."""


class Span(NamedTuple):
    """The lowest and the highest share that the open answers allow; equal where none is open."""

    low: Fraction
    high: Fraction


Shares = dict[Light, Fraction]
Spans = dict[Light, Span]


def share_of_weightings(assessment: Assessment, law: Law = Law.UNIFORM) -> Spans:
    """The share of weightings that give each light, at the levels as they were rated.

    A missing answer and a range are not given a level: each share runs from the lowest to the
    highest over all levels that the answers allow. Where lights ask for majorities of their own
    and the answers can be completed in too many kinds of ways, the run may be wider than that.
    Where too few questions apply, nothing is known of any share.
    """
    rubric = assessment.rubric
    if not assessment.is_judged:
        return dict.fromkeys(rubric.lights, Span(Fraction(0), Fraction(1)))
    try:
        found = [_shares_at(rubric, levels, law) for levels in _extremes(assessment, law)]
    except TooManyKinds:
        return _outer(rubric, assessment, law)
    return {
        light: Span(min(s[light] for s in found), max(s[light] for s in found))
        for light in rubric.lights
    }


def share_of_weightings_and_levels(assessment: Assessment, law: Law = Law.UNIFORM) -> Shares:
    """The share of weightings and levels that give each light; the shares sum to 1.

    Every answer follows ``level_chances``, each independent of the others. Enough questions must
    apply for there to be a light.
    """
    rubric = assessment.rubric
    chances = [_spread(answer, rubric.certainty) for answer in assessment.answers]
    return _lights(rubric, [_reach(rubric, chances, law, light) for light in rubric.aims])


def level_chances(answer: CriterionAnswer, certainty: Certainty) -> tuple[Fraction, ...]:
    """The chance that the true level is 0, 1, 2 and so on; they sum to 1.

    A rated level is off by the steps of its confidence's kernel, cut at the ends. The levels of a
    range are equally likely, each with that kernel. An assumed answer is certain by assumption and
    has no kernel, and a missing one may have any level: it is the whole scale without a kernel.
    """
    spread = _spread(answer, certainty)
    return tuple(Fraction(part, spread.total) for part in spread.parts)


def parameters(rubric: Rubric, law: Law) -> tuple[int, ...]:
    """The parameters of the Dirichlet law of the weights, one for each criterion.

    Uniform: 1 each, so that every weighting is as likely as any other. Concentrated: the rubric's
    weights in lowest terms times its concentration. Fixed: the rubric's weights themselves.
    """
    weights = [criterion.weight for criterion in rubric.criteria.values()]
    match law:
        case Law.UNIFORM:
            return (1,) * len(weights)
        case Law.CONCENTRATED:
            common = gcd(*weights)
            return tuple(rubric.weighing.concentration * weight // common for weight in weights)
        case Law.FIXED:
            return tuple(weights)


def computable(rubric: Rubric, law: Law) -> bool:
    """Whether a law's shares are worked out: not where weights or majority need vast numbers."""
    if law is Law.FIXED:
        return True
    total = sum(parameters(rubric, law))
    shares = {majority.share for majority in rubric.majorities.values()}
    together = max(map(len, rubric.conditions.values()))
    vast = total * max(share.denominator.bit_length() for share in shares) > MAX_BITS
    return not vast and (together == 1 or comb(total + together, together) <= MAX_STATES)


def firmness(share: Fraction, weighing: Weighing) -> Firmness:
    """The word for the share that gives a light; each threshold belongs to the word above it."""
    if share >= weighing.firm:
        return Firmness.FIRM
    if share >= weighing.likely:
        return Firmness.LIKELY
    return Firmness.CONTESTED if share >= weighing.contested else Firmness.FRAGILE


def entropy_bits(shares: Shares) -> float:
    """How evenly shares are spread, in bits: 0 for one light, log2 3 = 1.585 for three alike.

    Source: entropy of acceptabilities, as in the package smaa for R.
    """
    # A share below the smallest float adds nothing, and its logarithm is not there.
    floats = (float(share) for share in shares.values())
    return -sum(share * log2(share) for share in floats if share)


# One set of levels.


def _shares_at(rubric: Rubric, levels: Levels, law: Law) -> Shares:
    alphas, reached = parameters(rubric, law), []
    for light in rubric.aims:
        conditions = rubric.conditions[light]
        pack, carried = Packing(sum(alphas)), tails_of(conditions, alphas, law)
        supports = [
            sum(
                alpha
                for (name, own), alpha in zip(profile.boundaries.items(), alphas, strict=True)
                if own.supports(levels[name])
            )
            for profile in conditions
        ]
        vetoed = conditions[0].vetoed_by(levels)
        reached.append(Fraction(0) if vetoed else carried.share(pack.of(supports)))
    return _lights(rubric, reached)


def _lights(rubric: Rubric, reached: Sequence[Fraction]) -> Shares:
    """The shares of the lights, best first, from those that reach each, which are nested."""
    at_least = dict(zip(rubric.aims, reached, strict=True))
    shares, above = {}, Fraction(0)
    for light in rubric.lights:
        own = at_least.get(light, Fraction(1))
        shares[light], above = own - above, own
    return shares


def _extremes(assessment: Assessment, law: Law) -> Iterable[Levels]:
    """The levels among which every light has its lowest and its highest share."""
    if len({majority.share for majority in assessment.rubric.majorities.values()}) == 1:
        return _ends(assessment)
    return _kinds(assessment, law)


def _kinds(assessment: Assessment, law: Law) -> list[Levels]:
    """Levels for every kind of completion: the same vetoes, and the same sums of parameters.

    Raises: TooManyKinds when there are more than ``MAX_STATES``.
    """
    rubric = assessment.rubric
    alphas = parameters(rubric, law)
    profiles, pack = [rubric.profiles[light] for light in rubric.aims], Packing(sum(alphas))
    kinds: dict[tuple[int, int], tuple[int, ...]] = {(0, 0): ()}
    for answer, alpha in zip(assessment.answers, alphas, strict=True):
        own = [profile[answer.criterion.id] for profile in profiles]
        steps = {
            (
                sum(one.vetoes(level) << place for place, one in enumerate(own)),
                pack.of([alpha if one.supports(level) else 0 for one in own]),
            ): level
            for level in range(answer.low, answer.high + 1)
        }
        kinds = {
            (vetoes | more, sums + added): (*levels, level)
            for (vetoes, sums), levels in kinds.items()
            for (more, added), level in steps.items()
        }
        if len(kinds) > MAX_STATES:
            raise TooManyKinds
    return [dict(zip(rubric.criteria, levels, strict=True)) for levels in kinds.values()]


def _outer(rubric: Rubric, assessment: Assessment, law: Law) -> Spans:
    """Bounds of the shares, from the lights that are at least given at either end."""
    low = _shares_at(rubric, {a.criterion.id: a.high for a in assessment.answers}, law)
    high = _shares_at(rubric, {a.criterion.id: a.low for a in assessment.answers}, law)
    spans, above = {}, Span(Fraction(0), Fraction(0))
    for light in rubric.lights:
        ends = (sum((s[x] for x in rubric.lights if x >= light), Fraction(0)) for s in (low, high))
        own = Span(*ends)
        spans[light] = Span(max(Fraction(0), own.low - above.high), own.high - above.low)
        above = own
    return spans


class TooManyKinds(ArithmeticError):
    """Raised where open answers of various weights can be completed in too many kinds of ways."""


def _ends(assessment: Assessment) -> Iterator[Levels]:
    """The levels among which the extremes are, where all lights ask for one majority.

    The best and the worst light have theirs where all open answers are best or worst. The share of
    a light between is a sum of neighbouring binomial terms. It is largest where every open answer
    supports it and none better, or where besides one veto closes the better light. Terms rise and
    then fall, so it is smallest at an end: with as many or as few answers that support the better
    light as can be, and no other answer that supports this one alone.
    """
    answers = assessment.answers
    yield {answer.criterion.id: answer.low for answer in answers}
    if all(answer.low == answer.high for answer in answers):
        return
    yield {answer.criterion.id: answer.high for answer in answers}
    for better, light in pairwise(assessment.rubric.aims):
        yield from _extremes_of(assessment, light, better)


def _extremes_of(assessment: Assessment, light: Light, better: Light) -> Iterator[Levels]:
    own, above = (assessment.rubric.profiles[one] for one in (light, better))
    free = {answer.criterion.id: _free(answer, (above, own)) for answer in assessment.answers}
    yield {n: ends[0] if above[n].supports(ends[0]) else ends[-1] for n, ends in free.items()}
    yield {n: ends[0] if own[n].supports(ends[-1]) else ends[-1] for n, ends in free.items()}
    middle = {
        name: min(
            levels,
            key=lambda level: (not own[name].supports(level), above[name].supports(level), level),
        )
        for name, levels in free.items()
    }
    yield middle
    for answer in assessment.answers:
        name = answer.criterion.id
        if above[name].vetoes(answer.high):
            yield {**middle, name: max(above[name].vetoes_from, answer.low)}


def _free(answer: CriterionAnswer, profiles: Iterable[Profile]) -> list[int]:
    """The levels that an answer allows, without those that are a veto where it can be helped."""
    levels = list(range(answer.low, answer.high + 1))
    for profile in profiles:
        own = profile[answer.criterion.id]
        if free := [level for level in levels if not own.vetoes(level)]:
            return free
    return levels


# All levels at once.


def _spread(answer: CriterionAnswer, certainty: Certainty) -> Chances:
    kernel = certainty.kernels[answer.grade.confidence] if answer.grade else _NO_KERNEL
    return _kernelled(answer.low, answer.high, answer.highest, kernel)


_NO_KERNEL = (Fraction(1),)


@lru_cache(maxsize=4096)
def _kernelled(low: int, high: int, highest: int, kernel: tuple[Fraction, ...]) -> Chances:
    rows = []
    for centre in range(low, high + 1):
        steps = (abs(level - centre) for level in range(highest + 1))
        row = [kernel[off] if off < len(kernel) else Fraction(0) for off in steps]
        whole = sum(row)
        rows.append([part / whole for part in row])
    sums = [sum(column, Fraction(0)) for column in zip(*rows, strict=True)]
    unit = lcm(*(part.denominator for part in sums))
    parts = tuple(part.numerator * unit // part.denominator for part in sums)
    return Chances(parts, sum(parts))


def _reach(rubric: Rubric, spreads: list[Chances], law: Law, light: Light) -> Fraction:
    """The share of weightings and levels that reach a light.

    ``masses`` holds, for the parameters that the weight in support of each condition may have, the
    chance of them with no veto, in parts of ``unit``.
    """
    masses, unit = {0: 1}, 1
    conditions, alphas = rubric.conditions[light], parameters(rubric, law)
    pack = Packing(sum(alphas))
    for name, spread, alpha in zip(rubric.criteria, spreads, alphas, strict=True):
        own = [profile[name] for profile in conditions]
        adds: dict[int, int] = {}
        for level, part in enumerate(spread.parts):
            if part and not own[0].vetoes(level):
                key = pack.of([alpha if one.supports(level) else 0 for one in own])
                adds[key] = adds.get(key, 0) + part
        masses = _added(masses, adds)
        unit *= spread.total
    carried = tails_of(conditions, alphas, law)
    reached = sum(mass * carried.part(sums) for sums, mass in masses.items())
    return Fraction(reached, unit * carried.total)


def _added(masses: Mapping[int, int], adds: Mapping[int, int]) -> dict[int, int]:
    added: dict[int, int] = {}
    for sums, mass in masses.items():
        for more, part in adds.items():
            added[sums + more] = added.get(sums + more, 0) + mass * part
    return added
