"""From the unknowns of an assessment to what every way of answering them would give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product, takewhile

from coopcli.model import Assessment, CriterionAnswer, Light, Outlook, Trend
from coopcli.rule.assessment import light_of

MOST_SUMS = 10_000
"""Sums of votes that are followed at once; sixty open answers of equal weight need a fifth."""

MOST_STEPS = 4_000_000
"""Sums of votes that are made at most for one question, which takes about a second.

Sixty open answers of equal weight need three quarters of it.
"""


def unknowns(assessment: Assessment) -> tuple[str, ...]:
    """The criteria without an answer, or with a range, in the order of the rubric."""
    return tuple(a.criterion.id for a in assessment.answers if a.low < a.high)


def lights_between(assessment: Assessment, known: Mapping[str, int]) -> tuple[Light, Light]:
    """The worst and the best light that remain possible once some unknowns are known."""
    if not assessment.is_judged:
        return assessment.worst, assessment.best
    low = {a.criterion.id: a.low for a in assessment.answers} | dict(known)
    high = {a.criterion.id: a.high for a in assessment.answers} | dict(known)
    return light_of(assessment.rubric, high), light_of(assessment.rubric, low)


def settling(
    assessment: Assessment, decided: Callable[[Mapping[str, int]], bool]
) -> tuple[str, ...]:
    """The unknowns that would settle a question, each tried alone.

    ``decided`` says whether the question is settled once some unknowns are known. Named are those
    that settle it whatever the answer; without any, those that settle it with some answer; without
    any, all unknowns, since only several together can.
    """
    ends = {a.criterion.id: range(a.low, a.high + 1) for a in assessment.answers if a.low < a.high}
    tried = {name: [decided({name: level}) for level in levels] for name, levels in ends.items()}
    always = tuple(name for name, settled in tried.items() if all(settled))
    return always or tuple(name for name, settled in tried.items() if any(settled)) or tuple(ends)


def outlooks(assessment: Assessment, known: Mapping[str, int]) -> set[Outlook]:
    """The outlooks over all ways of answering the unknowns, once some of them are known.

    Exact, by following sums of votes rather than single completions; where weights are so various
    that there are too many sums, every outlook counts as possible.
    """
    if not assessment.is_judged or not any(answer.trend for answer in assessment.answers):
        return {Outlook.STABLE}
    work = _Work(assessment)
    try:
        steps = [
            work.steps(a, [known[a.criterion.id]] if a.criterion.id in known else _levels(a))
            for a in assessment.answers
        ]
        return work.outlooks(work.all_of({0: {0}}, steps))
    except _TooMany:
        return set(Outlook)


def outlooks_with(assessment: Assessment) -> dict[tuple[str, int], set[Outlook]]:
    """For each unknown and each of its levels what :func:`outlooks` gives once it is known.

    Every unknown is left out once: of each half of them all sums are made before the other half is
    divided in turn, so that no sum is made for every unknown again.
    """
    if not assessment.is_judged:
        return _each(assessment, {Outlook.STABLE})
    work = _Work(assessment)
    steps = [work.steps(answer, _levels(answer)) for answer in assessment.answers]
    open_ones = [
        place for place, answer in enumerate(assessment.answers) if answer.low < answer.high
    ]
    fixed = [step for place, step in enumerate(steps) if place not in open_ones]
    found = {}
    try:
        for place, sums in work.without_each(work.all_of({0: {0}}, fixed), open_ones, steps):
            answer = assessment.answers[place]
            alike: dict[_Step, set[Outlook]] = {}
            for level in _levels(answer):
                (step,) = work.steps(answer, [level])
                if step not in alike:
                    alike[step] = work.outlooks(work.all_of(sums, [{step}]))
                found[answer.criterion.id, level] = alike[step]
    except _TooMany:
        return _each(assessment, set(Outlook))
    return found


def _each(assessment: Assessment, found: set[Outlook]) -> dict[tuple[str, int], set[Outlook]]:
    answers = assessment.answers
    return {(a.criterion.id, level): found for a in answers for level in _levels(a)}


def _levels(answer: CriterionAnswer) -> range:
    return range(answer.low, answer.high + 1)


class _TooMany(Exception):
    """There are more sums than are made."""


_Sums = Mapping[int, set[int]]
"""Sums of votes by the vetoes that stand, a bit for each light under each trend.

The sums of one number are the votes for every light but the worst as answered, after hardening and
after easing trends, each in a field of its own.
"""

_Step = tuple[int, int]
"""What an answer adds: vetoes and votes."""

_TRENDS = (Trend.NONE, Trend.HARDENING, Trend.EASING)


class _Work:
    """Makes sums of votes, and counts them."""

    def __init__(self, assessment: Assessment) -> None:
        self._rubric, self._made = assessment.rubric, 0
        self._field = assessment.rubric.total_weight.bit_length()

    def _count(self, steps: int) -> None:
        self._made += steps
        if self._made > MOST_STEPS:
            raise _TooMany

    def steps(self, answer: CriterionAnswer, levels: Iterable[int]) -> set[_Step]:
        """What an answer adds at each of some levels."""
        return {self._step(answer, level) for level in levels}

    def _step(self, answer: CriterionAnswer, level: int) -> _Step:
        vetoes = votes = 0
        for place, (trend, aim) in enumerate(product(_TRENDS, self._rubric.aims)):
            moved = level + trend if trend is answer.trend else level
            moved = min(self._rubric.highest, max(0, moved))
            own = self._rubric.profiles[aim][answer.criterion.id]
            vetoes |= own.vetoes(moved) << place
            votes += own.votes(moved) << (place * self._field)
        return vetoes, votes

    def all_of(self, sums: _Sums, more: Iterable[set[_Step]]) -> _Sums:
        """The sums with all ways of answering some more questions."""
        for steps in more:
            added: dict[int, set[int]] = {}
            for (vetoes, votes), (standing, old) in product(steps, sums.items()):
                self._count(len(old))
                added.setdefault(vetoes | standing, set()).update([votes + one for one in old])
            sums = added
            if sum(map(len, sums.values())) > MOST_SUMS:
                raise _TooMany
        return sums

    def without_each(
        self, sums: _Sums, places: Sequence[int], steps: Sequence[set[_Step]]
    ) -> Iterator[tuple[int, _Sums]]:
        """For each of some questions the sums with all the others."""
        if len(places) < 2:
            yield from ((place, sums) for place in places)
            return
        half = len(places) // 2
        for these, others in ((places[:half], places[half:]), (places[half:], places[:half])):
            with_others = self.all_of(sums, [steps[place] for place in others])
            yield from self.without_each(with_others, these, steps)

    def outlooks(self, sums: _Sums) -> set[Outlook]:
        """The outlooks that some sums give."""
        self._count(4 * sum(map(len, sums.values())))  # to judge a sum takes longer than to make it
        reached = {self._reached(vetoes, one) for vetoes, ones in sums.items() for one in ones}
        return {
            Outlook.under(hardening=hardened != now, easing=eased != now)
            for now, hardened, eased in reached
        }

    def _reached(self, vetoes: int, votes: int) -> tuple[int, int, int]:
        """How many lights are reached under each trend, from the worst on."""
        mask, aims = (1 << self._field) - 1, self._rubric.aims
        met = [
            not vetoes >> place & 1
            and (votes >> place * self._field & mask) >= self._rubric.profiles[aim].votes_needed
            for place, (_, aim) in enumerate(product(_TRENDS, aims))
        ]
        now, hardened, eased = (
            len(list(takewhile(bool, reversed(met[start : start + len(aims)]))))
            for start in range(0, len(met), len(aims))
        )
        return now, hardened, eased
