"""From a rubric and the lights of its areas to what is wrong with it as a decision rule.

Whatever is said about the rule is counted, not sampled: over all combinations of answers for the
lights, over all coalitions of questions for the votes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, combinations
from math import gcd
from operator import add
from typing import NamedTuple

from coopcli.analysis.ranks import Column, correlation, together
from coopcli.model import Assessment, Criterion, Light, Profile, Rating, Rubric

REDUNDANT = Fraction(4, 5)
"""Rank correlation from which two questions may count one thing twice."""

LEAST_AREAS = 10
"""Areas rated on both questions below which a correlation is not looked at."""


class Power(NamedTuple):
    """What one criterion weighs, as shares.

    ``nominal``: of the weight. ``voting``: of all swings, the normalised Banzhaf index of the
    weighted vote without vetoes. ``decides``: of all combinations of the other answers, those in
    which this answer alone decides whether a light is reached, vetoes included. ``effective``: the
    part of all such decisions, for all lights, that is this criterion's.

    Source: Banzhaf 1965, Weighted Voting Doesn't Work.
    """

    criterion: Criterion
    nominal: Fraction
    voting: Fraction
    decides: Mapping[Light, Fraction]
    effective: Fraction


class Pair(NamedTuple):
    """Two criteria that rank areas alike: rank correlation over the areas rated on both."""

    first: Criterion
    second: Criterion
    correlation: Fraction
    areas: int


class Audit(NamedTuple):
    """What was found.

    ``profiles``: the share of all combinations of answers that gives each light. ``dead``: criteria
    that never decide. ``dictators``: those that are a majority alone. ``vetoers``: those without a
    veto, and no majority alone, against which no majority can be had. ``unreachable``: lights that
    no answers give. ``lights``: how often the areas have each. ``rated``: by how many areas each
    criterion is answered; ``constant``: those with one and the same answer in at least two.
    """

    rubric: Rubric
    areas: int
    profiles: Mapping[Light, Fraction]
    lights: Mapping[Light | None, int]
    powers: tuple[Power, ...]
    dead: tuple[str, ...]
    dictators: tuple[str, ...]
    vetoers: tuple[str, ...]
    unreachable: tuple[Light, ...]
    rated: Mapping[str, int]
    constant: tuple[str, ...]
    pairs: tuple[Pair, ...]
    compared: int


def audit(rubric: Rubric, assessments: Sequence[Assessment]) -> Audit:
    """The audit of a rubric, with the areas that were judged by it."""
    counts = {aim: _counts_for(rubric, aim) for aim in rubric.aims}
    powers, profiles = _powers(rubric, counts), _profiles(rubric, counts)
    columns = _columns(rubric, assessments)
    pairs, compared = _pairs(rubric, columns)
    levels = {name: [v for v in column if v is not None] for name, column in columns.items()}
    needed = max(rubric.profiles[aim].votes_needed for aim in rubric.aims)
    weights = {criterion.id: criterion.weight for criterion in rubric.criteria.values()}
    dictators = tuple(name for name, weight in weights.items() if weight >= needed)
    return Audit(
        rubric=rubric,
        areas=len(assessments),
        profiles=profiles,
        lights=Counter(assessment.light for assessment in assessments),
        powers=powers,
        dead=tuple(p.criterion.id for p in powers if not any(p.decides.values())),
        dictators=dictators,
        vetoers=tuple(
            name
            for name, weight in weights.items()
            if rubric.total_weight - weight < needed
            and name not in dictators
            and rubric.criteria[name].veto is None
        ),
        unreachable=tuple(light for light in rubric.lights if not profiles[light]),
        rated={name: len(found) for name, found in levels.items()},
        constant=tuple(
            name for name, found in levels.items() if len(found) > 1 and len({*found}) == 1
        ),
        pairs=pairs,
        compared=compared,
    )


# Power in the rule.


_Ladder = tuple[int, int, int]
"""How many of the levels support a light, leave it open without support, and veto it."""


class _Counts:
    """Combinations of answers without a veto, counted by the weight that supports a light."""

    def __init__(self, ladders: Mapping[str, _Ladder], profile: Profile) -> None:
        weights = {name: own.weight for name, own in profile.boundaries.items()}
        common = gcd(*weights.values())
        self._weights = {name: weight // common for name, weight in weights.items()}
        self._ladders, self._needed = ladders, -(-profile.votes_needed // common)
        self._tails = self._added()

    def _added(self) -> list[int]:
        """For each weight the combinations of all questions that are supported by at least it."""
        # All counts stand side by side in one number, so that a question is added in one step.
        most = max(map(sum, self._ladders.values()))
        size = (most ** len(self._weights)).bit_length() // 8 + 1
        packed, total = 1, sum(self._weights.values())
        for name, weight in self._weights.items():
            support, neutral, _ = self._ladders[name]
            packed = packed * neutral + ((packed * support) << (8 * size * weight))
        content = packed.to_bytes(size * (total + 1), "big")  # the largest weight comes first
        parts = (content[start : start + size] for start in range(0, len(content), size))
        return list(accumulate(int.from_bytes(part, "big") for part in parts))[::-1]

    def carried(self) -> int:
        """The combinations that have the majority."""
        return self._tail(self._needed)

    def decided(self) -> dict[str, int]:
        """For each question the combinations of the others in which it alone decides."""
        found = {}
        for name, (_, neutral, veto) in self._ladders.items():
            with_it, without_it = self.carried_by_others(name)
            # With the worst answer the light is vetoed, not supported, or supported all the same.
            least = 0 if veto else without_it if neutral else with_it
            found[name] = with_it - least
        return found

    def carried_by_others(self, name: str) -> tuple[int, int]:
        """The combinations of the others that have the majority with a question, and without it."""
        return (
            self._without(name, self._needed - self._weights[name]),
            self._without(name, self._needed),
        )

    def _tail(self, least: int) -> int:
        return self._tails[max(0, least)] if least < len(self._tails) else 0

    def _without(self, name: str, least: int) -> int:
        """The combinations of all other questions that are supported by at least a weight.

        Those of all are ``neutral`` times these, and ``support`` times these for the rest of the
        weight; turned round, one follows from the other, beginning where every weight is enough.
        """
        weight, (support, neutral, _) = self._weights[name], self._ladders[name]
        if not neutral:
            return self._tail(least + weight) // support
        count = self._tail(0) // (neutral + support)
        for at in range((least - 1) % weight + 1, least + 1, weight):
            count = (self._tail(at) - support * count) // neutral
        return count


class _JointCounts:
    """The same where several conditions must hold together, sum by sum."""

    def __init__(self, conditions: Sequence[Profile]) -> None:
        self._conditions = conditions
        self._adds = {
            name: Counter(
                tuple([profile[name].votes(level) for profile in conditions])
                for level in range(own.highest + 1)
                if not own.vetoes(level)
            )
            for name, own in conditions[0].boundaries.items()
        }
        self._start = Counter({(0,) * len(conditions): 1})

    def carried(self) -> int:
        """The combinations that meet the conditions."""
        return self._enough(self._with(self._start, self._adds), 0, "")

    def decided(self) -> dict[str, int]:
        """For each question the combinations of the others in which it alone decides."""
        return {
            name: self._enough(sums, 0, name) - self._enough(sums, self._highest(name), name)
            for name, sums in self._without_each(self._start, list(self._adds))
        }

    def _highest(self, name: str) -> int:
        return self._conditions[0][name].highest

    def _with(self, sums: _Sums, names: Iterable[str]) -> _Sums:
        for name in names:
            added: _Sums = Counter()
            for votes, count in sums.items():
                for more, levels in self._adds[name].items():
                    added[tuple(map(add, votes, more))] += count * levels
            sums = added
        return sums

    def _without_each(self, sums: _Sums, names: list[str]) -> Iterator[tuple[str, _Sums]]:
        """For each question the sums with all the others, each half made before the other."""
        if len(names) < 2:
            yield from ((name, sums) for name in names)
            return
        half = len(names) // 2
        for these, others in ((names[:half], names[half:]), (names[half:], names[:half])):
            yield from self._without_each(self._with(sums, others), these)

    def _enough(self, sums: _Sums, level: int, name: str) -> int:
        """How many of some combinations meet the conditions with one more answer at a level."""
        conditions = self._conditions
        if name and conditions[0][name].vetoes(level):
            return 0
        needed = [p.votes_needed - (p[name].votes(level) if name else 0) for p in conditions]
        return sum(
            count
            for votes, count in sums.items()
            if all(have >= least for have, least in zip(votes, needed, strict=True))
        )


_Sums = Counter[tuple[int, ...]]
"""How many combinations support each condition with so much weight."""


def _counts_for(rubric: Rubric, aim: Light) -> _Counts | _JointCounts:
    conditions = rubric.conditions[aim]
    if len(conditions) > 1:
        return _JointCounts(conditions)
    boundaries = conditions[0].boundaries
    return _Counts({name: own.ladder for name, own in boundaries.items()}, conditions[0])


_CountsByAim = Mapping[Light, _Counts | _JointCounts]


def _profiles(rubric: Rubric, counts: _CountsByAim) -> dict[Light, Fraction]:
    """The share of all combinations of answers that gives each light, best first."""
    everything = len(rubric.scale) ** len(rubric.criteria)
    shares, better = {}, Fraction(0)
    for aim in rubric.aims:
        reached = Fraction(counts[aim].carried(), everything)
        shares[aim], better = reached - better, reached
    return {**shares, rubric.worst: 1 - better}


def _powers(rubric: Rubric, counts: _CountsByAim) -> tuple[Power, ...]:
    criteria = rubric.criteria
    # A coalition is a combination of two answers, in favour or not.
    coalitions = _Counts(dict.fromkeys(criteria, (1, 1, 0)), rubric.profiles[rubric.aims[0]])
    swings = {name: _swings(coalitions, name) for name in criteria}
    of_others = len(rubric.scale) ** (len(criteria) - 1)
    decided = {aim: counts[aim].decided() for aim in rubric.aims}
    decides = {
        name: {aim: Fraction(decided[aim][name], of_others) for aim in rubric.aims}
        for name in criteria
    }
    all_swings = sum(swings.values())
    all_decisions = sum((sum(shares.values()) for shares in decides.values()), Fraction(0))
    return tuple(
        Power(
            criterion=criterion,
            nominal=Fraction(criterion.weight, rubric.total_weight),
            voting=Fraction(swings[name], all_swings),
            decides=decides[name],
            effective=sum(decides[name].values(), Fraction(0)) / all_decisions,
        )
        for name, criterion in criteria.items()
    )


def _swings(coalitions: _Counts, name: str) -> int:
    """Coalitions of the others that miss the majority without a criterion and have it with it."""
    with_it, without_it = coalitions.carried_by_others(name)
    return with_it - without_it


# What the areas show.


def _columns(rubric: Rubric, assessments: Sequence[Assessment]) -> dict[str, Column]:
    columns: dict[str, Column] = {name: [] for name in rubric.criteria}
    for assessment in assessments:
        for answer in assessment.all_answers:
            rated = isinstance(answer.rating, Rating)
            columns[answer.criterion.id].append(answer.low + answer.high if rated else None)
    return columns


def _pairs(rubric: Rubric, columns: Mapping[str, Column]) -> tuple[tuple[Pair, ...], int]:
    """The pairs that rank areas alike, closest first, and how many pairs could be compared."""
    pairs, compared = [], 0
    for first, second in combinations(rubric.criteria.values(), 2):
        both = together(columns[first.id], columns[second.id])
        if both.total() < LEAST_AREAS:
            continue
        found = correlation(both)
        compared += found is not None
        if found is not None and abs(found) >= REDUNDANT:
            pairs.append(Pair(first, second, found, both.total()))
    return tuple(sorted(pairs, key=lambda pair: -abs(pair.correlation))), compared
