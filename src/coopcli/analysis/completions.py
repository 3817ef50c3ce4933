"""From the unknowns of an assessment to what every way of answering them would give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from coopcli.assessment import light_of
from coopcli.model import HIGHEST, LEVELS, Assessment, CriterionAnswer, Light, Outlook, Trend

MOST_STATES = 20_000
"""States that are followed at once; fifteen unknowns of equal weight need some hundreds."""


def unknowns(assessment: Assessment) -> tuple[str, ...]:
    """The criteria without an answer, or with a range, in the order of the rubric."""
    return tuple(a.criterion.id for a in assessment.answers if a.low < a.high)


def lights_between(assessment: Assessment, known: Mapping[str, int]) -> tuple[Light, Light]:
    """The worst and the best light that remain possible once some unknowns are known."""
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


class _Votes(NamedTuple):
    """Weight of green and of green or yellow answers, and whether a gate closes each light."""

    green: int = 0
    yellow: int = 0
    green_closed: bool = False
    yellow_closed: bool = False


_State = tuple[_Votes, _Votes, _Votes]
"""The votes as answered, after hardening trends, and after easing trends."""


def outlooks(assessment: Assessment, known: Mapping[str, int]) -> set[Outlook]:
    """The outlooks over all ways of answering the unknowns, once some of them are known.

    Exact, by following sums of votes rather than single completions; where weights are so various
    that there are too many sums, every outlook counts as possible.
    """
    states: set[_State] = {(_Votes(), _Votes(), _Votes())}
    for answer in assessment.answers:
        name = answer.criterion.id
        levels = [known[name]] if name in known else range(answer.low, answer.high + 1)
        steps = {tuple(_vote(assessment, answer, level, own) for own in _MOVES) for level in levels}
        states = {
            tuple(_added(votes, vote) for votes, vote in zip(state, step, strict=True))  # type: ignore[misc]
            for state in states
            for step in steps
        }
        if len(states) > MOST_STATES:
            return set(Outlook)
    found = set()
    for state in states:
        now, hardened, eased = (_reached(assessment, votes) for votes in state)
        found.add(Outlook.under(hardening=hardened != now, easing=eased != now))
    return found


_MOVES = (Trend.NONE, Trend.HARDENING, Trend.EASING)


def _vote(assessment: Assessment, answer: CriterionAnswer, level: int, trend: Trend) -> _Votes:
    if trend is answer.trend:
        level = min(HIGHEST, max(LEVELS[0], level + trend))
    profiles, name = assessment.rubric.profiles, answer.criterion.id
    green, yellow = profiles[Light.GREEN][name], profiles[Light.YELLOW][name]
    return _Votes(
        green.weight if green.supports(level) else 0,
        yellow.weight if yellow.supports(level) else 0,
        green.closes(level),
        yellow.closes(level),
    )


def _added(one: _Votes, other: _Votes) -> _Votes:
    return _Votes(
        one.green + other.green,
        one.yellow + other.yellow,
        one.green_closed or other.green_closed,
        one.yellow_closed or other.yellow_closed,
    )


def _reached(assessment: Assessment, votes: _Votes) -> tuple[bool, bool]:
    """Whether the votes reach Green, and whether they reach Yellow."""
    needed = assessment.rubric.votes_needed
    return (
        not votes.green_closed and votes.green >= needed,
        not votes.yellow_closed and votes.yellow >= needed,
    )
