"""From published lights to how well a rubric gives them back, and how little that proves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from math import comb, lcm
from typing import NamedTuple

from coopcli.model import (
    Assessment,
    ByLight,
    IssueArea,
    Light,
    Reference,
    Rubric,
    Veto,
    vetoed_from,
)
from coopcli.rule.assessment import assess

PRECISION = 10**7
"""Steps of the bound on accuracy; a finer one would say nothing more of five cases."""

SIXTIETHS = range(31, 57)
"""The 26 majorities of the family in sixtieths, just above a half to 14/15."""

_TENTHS = 10


class Case(NamedTuple):
    """A light that must come out, and what came out; ``published`` by the rubric's source."""

    expected: Reference
    published: bool
    assessment: Assessment

    @property
    def light_matches(self) -> bool:
        """Whether the light came out."""
        light = self.assessment.light
        return (None if light is None else light.id) == self.expected.light

    @property
    def matches(self) -> bool:
        """Whether light and outlook came out."""
        return self.light_matches and self.assessment.outlook is self.expected.outlook


class LeftOut(NamedTuple):
    """One case held out: the models that fit all others, and those of them that predict it."""

    case: Case
    fitting: int
    predicting: int


class Calibration(NamedTuple):
    """How a rubric fares on its cases.

    ``bound`` and ``bound_with_outlook``: lower 95 % bounds on accuracy over the published lights,
    rounded down; ``chance``: the share of all arrangements of the published lights that would match
    as many; all ``None`` without published lights. ``family``: models tried; ``fitting``: those
    that give all published lights.
    """

    rubric: Rubric
    cases: tuple[Case, ...]
    bound: Fraction | None
    bound_with_outlook: Fraction | None
    chance: Fraction | None
    family: int
    fitting: int
    left_out: tuple[LeftOut, ...]


def cases_of(rubric: Rubric, areas: Iterable[IssueArea]) -> tuple[Case, ...]:
    """The published lights of some areas, then what their own files expect and nobody published."""
    named = {area.id: area for area in areas}
    published = [r._replace(source=None) for r in rubric.references]
    cases = [
        Case(reference, published=True, assessment=_assessed(rubric, named, reference))
        for reference in rubric.references
        if reference.area in named
    ]
    cases += [
        Case(expected, published=False, assessment=_assessed(rubric, named, expected))
        for area in named.values()
        for expected in area.expect
        if expected not in published
    ]
    return tuple(cases)


def _assessed(rubric: Rubric, areas: Mapping[str, IssueArea], expected: Reference) -> Assessment:
    return assess(rubric, areas[expected.area], expected.as_of)


def calibration(rubric: Rubric, cases: Sequence[Case]) -> Calibration:
    """The calibration of a rubric on its cases."""
    published = [case for case in cases if case.published]
    right = sum(case.light_matches for case in published)
    both = sum(case.matches for case in published)
    models, fitting, left_out = _leave_one_out(rubric, published)
    count = len(published)
    return Calibration(
        rubric=rubric,
        cases=tuple(cases),
        bound=accuracy_bound(right, count) if count else None,
        bound_with_outlook=accuracy_bound(both, count) if count else None,
        chance=_chance(published) if count else None,
        family=models,
        fitting=fitting,
        left_out=left_out,
    )


def accuracy_bound(right: int, cases: int) -> Fraction:
    """The lower end of the exact 95 % interval for a share, rounded down to seven decimals.

    The least accuracy under which so many right answers, or more, have a chance of at least 1/40.

    Source: Clopper and Pearson 1934.
    """
    low, high = 0, PRECISION
    while high - low > 1:
        middle = (low + high) // 2
        if 40 * _at_least(right, cases, middle) <= PRECISION**cases:
            low = middle
        else:
            high = middle
    return Fraction(low, PRECISION)


def _at_least(right: int, cases: int, steps: int) -> int:
    """The chance of at least so many right answers, times ``PRECISION ** cases``."""
    return sum(
        comb(cases, some) * steps**some * (PRECISION - steps) ** (cases - some)
        for some in range(right, cases + 1)
    )


def _chance(cases: Sequence[Case]) -> Fraction:
    expected = [case.expected.light for case in cases]
    lights = [case.assessment.light for case in cases]
    return chance_of_matching(expected, [None if one is None else one.id for one in lights])


def chance_of_matching(expected: Sequence[str | None], found: Sequence[str | None]) -> Fraction:
    """The share of the distinct arrangements of some lights that match at least as many."""
    matched = sum(a == b for a, b in zip(expected, found, strict=True))
    kinds = list(dict.fromkeys(expected))
    stock = Counter(expected)
    # How many arrangements use up which lights with how many matches, one place after another.
    states = Counter({(tuple(stock[kind] for kind in kinds), 0): 1})
    for light in found:
        after: Counter[tuple[tuple[int, ...], int]] = Counter()
        for (left, matches), count in states.items():
            for index, kind in enumerate(kinds):
                if left[index]:
                    rest = (*left[:index], left[index] - 1, *left[index + 1 :])
                    after[rest, matches + (kind == light)] += count
        states = after
    alike = sum(count for (_, matches), count in states.items() if matches >= matched)
    return Fraction(alike, states.total())


# Leaving one out, over a family of models.


def _leave_one_out(
    rubric: Rubric, published: Sequence[Case]
) -> tuple[int, int, tuple[LeftOut, ...]]:
    """Models tried, models that fit all cases, and for each case what the others say of it.

    A case that expects no light fits every model and is not held out.
    """
    cases = [case for case in published if case.expected.light is not None]
    models = fitting = 0
    others, predicting = [0] * len(cases), [0] * len(cases)
    for runs in _runs(rubric, cases):
        models += len(SIXTIETHS)
        all_fit = _length(runs)
        fitting += all_fit
        for index in range(len(cases)):
            others[index] += _length(runs[:index] + runs[index + 1 :])
            predicting[index] += all_fit
    left = (LeftOut(*row) for row in zip(cases, others, predicting, strict=True))
    return models, fitting, tuple(left)


_Run = tuple[int, int]
"""Positions of the majorities at which a case fits: the first, and the one after the last."""


def _length(runs: Sequence[_Run]) -> int:
    first = max((run[0] for run in runs), default=0)
    last = min((run[1] for run in runs), default=len(SIXTIETHS))
    return max(0, last - first)


def _runs(rubric: Rubric, cases: Sequence[Case]) -> Iterator[list[_Run]]:
    """For each choice of lines, vetoes and dimension weights, the majorities that fit each case.

    A light only falls as the majority rises, so that they follow each other.
    """
    levels = [
        {a.criterion.id: a.high for a in case.assessment.answers}
        if case.assessment.is_judged
        else None
        for case in cases
    ]
    ids = [light.id for light in rubric.lights]
    places = [ids.index(case.expected.light or ids[-1]) for case in cases]
    weightings = list(_weightings(len(rubric.dimensions)))
    for lines in _line_choices(rubric):
        for vetoes in _veto_sets(rubric, lines):
            shares = [
                [_shares(rubric, lines[aim.id], vetoes, one, aim) for aim in rubric.aims]
                if one is not None
                else None
                for one in levels
            ]
            for weights in weightings:
                yield [
                    # No model gives a light where too few questions apply.
                    (0, 0)
                    if each is None
                    else _run(place, [_carried(part, weights) for part in each])
                    for place, each in zip(places, shares, strict=True)
                ]


def _run(place: int, carried: Sequence[int]) -> _Run:
    """Where the light of a place, from the best, is given: where its majority is the last had."""
    ends = (0, *carried, len(SIXTIETHS))
    return ends[place], ends[place + 1]


def _line_choices(rubric: Rubric) -> Iterator[ByLight[int]]:
    """All rising lines below the highest level, or its own where the scale is too short."""
    ids = [light.id for light in rubric.aims]
    choices = [*combinations(rubric.levels[:-1], len(ids))] or [tuple(rubric.lines.values())]
    yield from (dict(zip(ids, choice, strict=True)) for choice in choices)


def _veto_sets(rubric: Rubric, lines: ByLight[int]) -> Iterator[Mapping[str, Veto]]:
    """No vetoes, the rubric's own where they fit, and the highest level of any question as one."""
    own = {c.id: c.veto for c in rubric.criteria.values() if c.veto}
    yield {}
    if own and all(level > lines[name] for veto in own.values() for name, level in veto.items()):
        yield own
    highest = {light.id: rubric.highest for light in rubric.aims}
    yield dict.fromkeys(rubric.criteria, highest)


def _weightings(dimensions: int) -> Iterator[tuple[int, ...]]:
    """All weights of the dimensions in tenths, each at least one; equal ones beyond ten."""
    if dimensions > _TENTHS:
        yield (1,) * dimensions
        return
    for cuts in combinations(range(1, _TENTHS), dimensions - 1):
        ends = (0, *cuts, _TENTHS)
        yield tuple(b - a for a, b in pairwise(ends))


class _Shares(NamedTuple):
    """The weight that supports a light in each dimension, in parts of ``whole``.

    ``None`` for a dimension of which no question applies.
    """

    parts: tuple[int | None, ...]
    whole: int


def _shares(
    rubric: Rubric,
    line: int,
    vetoes: Mapping[str, Veto],
    levels: Mapping[str, int],
    aim: Light,
) -> _Shares | None:
    """The supporting shares, or ``None`` where a veto closes the light.

    A missing answer counts as the highest level, which lies above every line.
    """
    closing = {name: vetoed_from(veto, rubric.aims, aim) for name, veto in vetoes.items()}
    if any(levels[name] >= level for name, level in closing.items() if name in levels):
        return None
    asked = [[c for c in part.criteria if c.id in levels] for part in rubric.dimensions]
    totals = [sum(c.weight for c in criteria) for criteria in asked]
    whole = lcm(*filter(None, totals))
    parts = tuple(
        sum(c.weight for c in criteria if levels[c.id] <= line) * (whole // total)
        if total
        else None
        for criteria, total in zip(asked, totals, strict=True)
    )
    return _Shares(parts, whole)


def _carried(shares: _Shares | None, weights: Sequence[int]) -> int:
    """How many of the majorities the support reaches under some weights of the dimensions."""
    if shares is None:
        return 0
    counted = [(w, part) for w, part in zip(weights, shares.parts, strict=True) if part is not None]
    support, weight = sum(w * part for w, part in counted), sum(w for w, _ in counted)
    sixtieths = 60 * support // (weight * shares.whole)
    return min(max(0, sixtieths + 1 - SIXTIETHS.start), len(SIXTIETHS))
