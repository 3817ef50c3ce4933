"""From an assessment to the share of weightings, and of levels, that give each light, exactly.

A light is a set of linear inequalities in the weights. For weights that follow a Dirichlet law
with whole parameters, the weight of the supporting answers follows a Beta law, whose tail is a sum
of binomial terms: nothing is drawn at random and nothing is rounded.

Source: category acceptability index, Tervonen et al. 2009 (SMAA-TRI).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import gcd, lcm, log2
from typing import NamedTuple

from coopcli.model import (
    LEVELS,
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
    highest over all levels that the answers allow.
    """
    found = [_shares_at(assessment.rubric, levels, law) for levels in _extremes(assessment)]
    return {
        light: Span(min(s[light] for s in found), max(s[light] for s in found)) for light in Light
    }


def share_of_weightings_and_levels(assessment: Assessment, law: Law = Law.UNIFORM) -> Shares:
    """The share of weightings and levels that give each light; the shares sum to 1.

    Every answer follows ``level_chances``, each independent of the others.
    """
    rubric = assessment.rubric
    chances = [_spread(answer, rubric.certainty) for answer in assessment.answers]
    green, yellow = (_reach(rubric, chances, law, light) for light in (Light.GREEN, Light.YELLOW))
    return _lights(green, yellow)


def level_chances(answer: CriterionAnswer, certainty: Certainty) -> tuple[Fraction, ...]:
    """The chance that the true level is 0, 1, 2, 3, 4; they sum to 1.

    A rated level is off by the steps of its confidence's kernel, cut at 0 and 4. The levels of a
    range are equally likely, each with that kernel. An assumed answer is certain by assumption and
    has no kernel, and a missing one may have any level: it is the range 0-4 without a kernel.
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
    return sum(parameters(rubric, law)) * rubric.majority.denominator.bit_length() <= MAX_BITS


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
    alphas, tails = parameters(rubric, law), _tails(rubric, law)
    reached = []
    for light in rubric.aims:
        profile = rubric.profiles[light]
        carried = zip(profile.boundaries.items(), alphas, strict=True)
        support = sum(alpha for (name, own), alpha in carried if own.supports(levels[name]))
        closed = profile.vetoed_by(levels)
        reached.append(Fraction(0 if closed else tails.parts[support], tails.total))
    return _lights(*reached)


def _lights(green: Fraction, yellow: Fraction) -> Shares:
    """The shares of the lights from those that reach Green and Yellow, which are nested."""
    return {Light.RED: 1 - yellow, Light.YELLOW: yellow - green, Light.GREEN: green}


def _extremes(assessment: Assessment) -> Iterator[Levels]:
    """The levels among which every light has its lowest and its highest share.

    Green and Red have theirs where all open answers are best or worst. The share of Yellow is a
    sum of neighbouring binomial terms. It is largest where every open answer is yellow, or where
    besides one veto closes Green. Terms rise and then fall, so it is smallest at an end: with as
    many or as few answers that support Green as can be, and no other answer merely yellow.
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


class _Chances(NamedTuple):
    """Chances as whole parts of a total: nothing is rounded, and sums stay fast."""

    parts: tuple[int, ...]
    total: int


def _spread(answer: CriterionAnswer, certainty: Certainty) -> _Chances:
    kernel = certainty.kernels[answer.grade.confidence] if answer.grade else _NO_KERNEL
    return _kernelled(answer.low, answer.high, kernel)


_NO_KERNEL = (Fraction(1),)


@lru_cache(maxsize=4096)
def _kernelled(low: int, high: int, kernel: tuple[Fraction, ...]) -> _Chances:
    rows = []
    for centre in range(low, high + 1):
        steps = (abs(level - centre) for level in LEVELS)
        row = [kernel[off] if off < len(kernel) else Fraction(0) for off in steps]
        whole = sum(row)
        rows.append([part / whole for part in row])
    sums = [sum(column, Fraction(0)) for column in zip(*rows, strict=True)]
    unit = lcm(*(part.denominator for part in sums))
    parts = tuple(part.numerator * unit // part.denominator for part in sums)
    return _Chances(parts, sum(parts))


def _reach(rubric: Rubric, spreads: list[_Chances], law: Law, light: Light) -> Fraction:
    """The share of weightings and levels that reach a light.

    ``masses`` holds, for each parameter that the supporting weight may have, the chance of it with
    no veto, in parts of ``unit``.
    """
    masses, unit = {0: 1}, 1
    boundaries, alphas = rubric.profiles[light].boundaries.values(), parameters(rubric, law)
    for own, spread, alpha in zip(boundaries, spreads, alphas, strict=True):
        support, other, _ = own.parted(spread.parts)
        masses = _added(masses, alpha, support, other)
        unit *= spread.total
    tails = _tails(rubric, law)
    reached = sum(mass * tails.parts[alpha] for alpha, mass in masses.items())
    return Fraction(reached, unit * tails.total)


def _added(masses: Mapping[int, int], alpha: int, support: int, other: int) -> dict[int, int]:
    added: dict[int, int] = {}
    for sum_of, mass in masses.items():
        if other:
            added[sum_of] = added.get(sum_of, 0) + mass * other
        if support:
            added[sum_of + alpha] = added.get(sum_of + alpha, 0) + mass * support
    return added


def _tails(rubric: Rubric, law: Law) -> _Chances:
    """For every sum of parameters the share of weightings in which answers with it carry it."""
    total = sum(parameters(rubric, law))
    if law is Law.FIXED:
        return _Chances(tuple(part >= rubric.votes_needed for part in range(total + 1)), 1)
    return _beta_tails(total, rubric.majority)


@lru_cache(maxsize=64)
def _beta_tails(total: int, majority: Fraction) -> _Chances:
    """P(B >= majority) for B ~ Beta(a, total - a) and a = 0 … total.

    For whole a this is the chance of fewer than a successes in total - 1 trials.
    """
    success, trials = majority.numerator, total - 1
    failure = majority.denominator - success
    if not failure:
        return _Chances((0,) * total + (1,), 1)
    tails, term = [0], failure**trials
    for count in range(total):
        tails.append(tails[-1] + term)
        term = term * success * (trials - count) // (failure * (count + 1))
    return _Chances(tuple(tails), majority.denominator**trials)
