"""What several raters make of one area: medians, lights, and which questions the light turns on.

Nothing is averaged: an answer of the panel is the median of its raters' answers, and with an even
number of raters both middles, as a range. The rule of the rubric does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from itertools import chain, combinations
from math import comb
from typing import NamedTuple

from coopcli.model import (
    Assessment,
    Basis,
    Entry,
    Given,
    IssueArea,
    Light,
    Missing,
    NoLevel,
    NotApplicable,
    PartialDate,
    Rating,
    Rubric,
    median,
)
from coopcli.rule.assessment import assess

Range = tuple[int, int]

Answers = Mapping[str, Given]
"""One rater's answers by question; a question without one is not in it."""

MOST_TRIALS = 4_000
"""Most ways to leave raters out, times questions that differ; a second with fifteen questions."""

MOST_SETS = 600
"""Most sets of answers that one rater takes over from the panel to find where two lights part."""

MOST_SETS_OF_ALL = 6_000
"""Most such sets of all raters, beyond those of one answer; some ten seconds with 100 questions."""

SIGNIFICANT = 1 / 20
"""The chance below which a rater who always departs to one side does not do so by accident."""


class Judge:
    """The assessments of one area under one rubric, for any answers to its questions."""

    def __init__(self, rubric: Rubric, area: IssueArea, as_of: PartialDate) -> None:
        self.rubric, self._area, self._as_of = rubric, area, as_of
        self._light = lru_cache(maxsize=100_000)(self._decided)

    def answer(self, name: str, given: Sequence[Given]) -> Given:
        """The answer of a panel: the median of the levels given, or why there is none.

        A question that may be called so is not applicable where most of those say it who do not
        say that they do not know.
        """
        levels = [one for one in given if isinstance(one, tuple)]
        unsuited = sum(one is NoLevel.NOT_APPLICABLE for one in given)
        if unsuited > len(levels) and self.rubric.criteria[name].may_be_not_applicable:
            return NoLevel.NOT_APPLICABLE
        return median(levels) or NoLevel.UNKNOWN

    def assess(self, answers: Answers) -> Assessment:
        """The assessment of the area with these answers and no others."""
        ratings = {name: (self._entry(name, given),) for name, given in answers.items()}
        bare = replace(self._area, ratings=ratings, headlines=(), open_questions=())
        return assess(self.rubric, bare, self._as_of)

    def light(self, answers: Answers) -> Light | None:
        """The light with these answers; ``None`` where it is undetermined."""
        return self._light(tuple(answers.items()))

    def _decided(self, answers: tuple[tuple[str, Given], ...]) -> Light | None:
        return self.assess(dict(answers)).light

    def _entry(self, name: str, given: Given) -> Entry:
        if given is NoLevel.NOT_APPLICABLE and self.rubric.criteria[name].may_be_not_applicable:
            return NotApplicable("so the raters say", self._as_of)
        if isinstance(given, NoLevel):
            return Missing(given.value, self._as_of)
        return Rating(self._as_of, *given, Basis.ASSUMED)


def contested(rubric: Rubric, name: str, given: Sequence[Given]) -> bool:
    """Whether answers to a question say different things of some light: a vote, or a veto."""
    stands = set()
    for one in given:
        if isinstance(one, tuple):
            boundaries = [rubric.profiles[light][name] for light in rubric.aims]
            stands.add(tuple((b.supports(one[1]), b.vetoes(one[1])) for b in boundaries))
    return len(stands) > 1


class Flips(NamedTuple):
    """In how many of some ways to leave raters out the light turns, and to which lights."""

    flips: int
    lights: tuple[Light | None, ...]


class LeftOut(NamedTuple):
    """What becomes of the light without some raters: of all ways to leave out up to ``most``."""

    most: int
    ways: int
    panel: Flips
    questions: Mapping[str, Flips]


def most_left_out(raters: int, questions: int) -> int:
    """How many raters are left out at most: all but one, or as many as are few enough trials."""
    most = ways = 0
    while most + 1 < raters and (most == 0 or _tried(raters, most, questions, ways) <= MOST_TRIALS):
        most += 1
        ways += comb(raters, most)
    return most


def _tried(raters: int, most: int, questions: int, ways: int) -> int:
    return (ways + comb(raters, most + 1)) * max(1, questions)


def leave_out(judge: Judge, given: Mapping[str, Sequence[Given]]) -> LeftOut:
    """How often the light turns when raters are left out, and on which questions it turns then.

    It turns on a question when the changed answer to it alone is enough to turn the light of the
    panel, or when the panel's answer to it alone is enough to turn the light back.
    """
    panel = {name: judge.answer(name, answers) for name, answers in given.items()}
    light, apart = judge.light(panel), [n for n, own in given.items() if len(set(own)) > 1]
    raters = range(max(map(len, given.values()), default=0))
    most = most_left_out(len(raters), len(apart))
    ways, whole = 0, list[Light | None]()
    found: dict[str, list[Light | None]] = {name: [] for name in apart}
    for rest in chain.from_iterable(
        combinations(raters, len(raters) - count) for count in range(1, most + 1)
    ):
        ways += 1
        changed = {n: judge.answer(n, [given[n][rater] for rater in rest]) for n in apart}
        without = judge.light({**panel, **changed})
        if without == light:
            continue
        whole.append(without)
        for name in [name for name in apart if changed[name] != panel[name]]:
            alone = judge.light({**panel, name: changed[name]})
            back = judge.light({**panel, **changed, name: panel[name]})
            if alone != light or back == light:
                found[name].append(without)
    return LeftOut(most, ways, _flips(whole), {name: _flips(own) for name, own in found.items()})


def _flips(lights: Sequence[Light | None]) -> Flips:
    return Flips(len(lights), tuple(dict.fromkeys(lights)))


def turning_points(
    judge: Judge, own: Answers, panel: Answers, raters: int = 1
) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """The smallest sets of the panel's answers that give a rater the light of the panel.

    The first number is the size of these sets, or of the largest that were tried in vain.
    ``raters``: of how many this is asked; with many, fewer sets of several answers are tried.
    """
    aim = judge.light(panel)
    most = min(MOST_SETS, max(len(panel), MOST_SETS_OF_ALL // raters))
    apart = [name for name in panel if own.get(name) != panel[name]]
    trials = size = 0
    for size in range(1, len(apart) + 1):
        trials += comb(len(apart), size)
        if trials > most:
            return size - 1, ()
        found = tuple(
            names
            for names in combinations(apart, size)
            if judge.light({**own, **{name: panel[name] for name in names}}) == aim
        )
        if found:
            return size, found
    return size, ()


class Leaning(NamedTuple):
    """How often a rater is above and below the median of the panel.

    ``steady``: so often on one side that it is no accident.
    """

    above: int
    below: int
    steady: bool

    @property
    def side(self) -> int:
        """1 for a rater who is steadily above, -1 below, 0 for all others."""
        return 0 if not self.steady else 1 if self.above > self.below else -1


def leaning(rater: str, questions: Sequence[Mapping[str, Given]]) -> Leaning:
    """Whether a rater is stricter or milder than the panel throughout; by an exact sign test.

    The median holds the rater as well: those who agree with most others do not depart because one
    does.
    """
    above = below = 0
    for given in questions:
        own = given.get(rater)
        middle = median([one for one in given.values() if isinstance(one, tuple)])
        if not isinstance(own, tuple) or middle is None:
            continue
        difference = sum(own) - sum(middle)
        above += difference > 0
        below += difference < 0
    count, few = above + below, min(above, below)
    chance = 2 * sum(comb(count, k) for k in range(few + 1)) / 2**count
    return Leaning(above, below, chance <= SIGNIFICANT)


class Why(Enum):
    """Why raters differ on a question."""

    STRICTNESS = "strictness"
    NEIGHBOURS = "neighbours"
    DISPUTE = "dispute"


def why_apart(given: Mapping[str, Given], sides: Mapping[str, int]) -> Why | None:
    """Why the answers to a question differ; ``None`` where they do not.

    ``strictness``: only raters who lean to one side throughout depart from the median, to that
    side. ``neighbours``: all answers lie on two neighbouring levels. Else it is a dispute.
    """
    levels = {name: one for name, one in given.items() if isinstance(one, tuple)}
    if len(set(levels.values())) < 2:
        return None
    middle = median([one for name, one in levels.items() if not sides.get(name)])
    departing = {name: _side(one, middle) for name, one in levels.items() if middle}
    if any(departing.values()) and all(
        side in (0, sides.get(name)) for name, side in departing.items()
    ):
        return Why.STRICTNESS
    ends = [level for one in levels.values() for level in one]
    return Why.NEIGHBOURS if max(ends) - min(ends) == 1 else Why.DISPUTE


def _side(one: Range, middle: Range) -> int:
    """1 where an answer lies above the middle, -1 below, 0 within."""
    if middle[0] <= one[0] and one[1] <= middle[1]:
        return 0
    return 1 if sum(one) > sum(middle) else -1


class Moved(Enum):
    """What made a rater change an answer from one round to the next, as far as sheets show it."""

    REASON = "new-reason"
    DRIFTED = "drifted"
    OTHER = "without-reason"


class Movement(NamedTuple):
    """A changed answer."""

    rater: str
    question: str
    before: Given
    after: Given
    kind: Moved


Reasoned = Mapping[str, Mapping[str, tuple[Given, str]]]
"""Answers with their reasons, by question and rater."""


def movements(before: Reasoned, after: Reasoned, key: Callable[[str], str]) -> Iterator[Movement]:
    """Who changed which answer between two rounds, and whether a new reason came with it.

    Without one an answer that came nearer to the median of the round before has drifted to it.
    """
    for question, now in after.items():
        then = before.get(question, {})
        middle = median([given for given, _ in then.values() if isinstance(given, tuple)])
        for rater, (given, reason) in now.items():
            if rater not in then or then[rater][0] == given:
                continue
            old, old_reason = then[rater]
            if reason and key(reason) != key(old_reason):
                kind = Moved.REASON
            elif _nearer(old, given, middle):
                kind = Moved.DRIFTED
            else:
                kind = Moved.OTHER
            yield Movement(rater, question, old, given, kind)


def _nearer(old: Given, new: Given, middle: Range | None) -> bool:
    if middle is None or not isinstance(new, tuple):
        return False
    if not isinstance(old, tuple):
        return True
    return abs(sum(new) - sum(middle)) < abs(sum(old) - sum(middle))
