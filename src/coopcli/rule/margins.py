"""From an assessment to how far its light is from the neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from coopcli.model import Assessment, CriterionAnswer, Light, Margin, Profile, Rubric
from coopcli.rule.assessment import counted, reaches

Answers = tuple[CriterionAnswer, ...]


def margins(assessment: Assessment) -> tuple[Margin, ...]:
    """How far a light is from the next worse and from the next better one; none without a light."""
    light = assessment.light
    return () if light is None else tuple(_margins(assessment.rubric, assessment.answers, light))


def _margins(rubric: Rubric, answers: Answers, light: Light) -> Iterator[Margin]:
    # What every level supports cannot be lost: the worst light, or one whose line is the highest.
    losable = [
        profile
        for profile in rubric.conditions[light]
        if any(own.opposed_from is not None for own in profile.boundaries.values())
    ]
    if losable:
        yield _margin_down(rubric, answers, light, losable)
    aim = rubric.next_better(light)
    if aim != light and _within_reach(rubric, answers, aim):
        yield _margin_up(rubric, answers, aim)


def _margin_down(rubric: Rubric, answers: Answers, light: Light, losable: list[Profile]) -> Margin:
    """The margin towards the next worse light, by the majority that is the first to go."""
    left, spare = min(_spare(answers, profile) for profile in losable)
    steps = {
        a.criterion.id: own.steps_to_veto(a.high)
        for a in answers
        if (own := losable[0][a.criterion.id]).can_veto
    }
    return Margin(rubric.ranked(light.rank - 1), left, spare, steps)


def _spare(answers: Answers, profile: Profile) -> tuple[int, Fraction]:
    """How many answers must cross the line until a majority is lost, and its spare weight."""
    levels = counted(answers)
    supporting = _heaviest(
        a for a in answers if a.light is not None and profile[a.criterion.id].supports(a.high)
    )
    support, left = profile.support(levels), 0
    while support - sum(supporting[:left]) >= profile.votes_needed:
        left += 1
    return left, profile.share(levels) - profile.majority.share


def _within_reach(rubric: Rubric, answers: Answers, aim: Light) -> bool:
    """Whether the answers given could lead to a light while the missing ones stay missing."""
    best = {a.criterion.id: rubric.highest if a.light is None else 0 for a in answers}
    return reaches(rubric, best, aim)


def _margin_up(rubric: Rubric, answers: Answers, aim: Light) -> Margin:
    # The worse lights are reached, and stay so when answers fall: only the aim's own is missing.
    profile, levels = rubric.profiles[aim], counted(answers)
    support = profile.support(levels)
    opposing = _heaviest(a for a in answers if a.light is not None and a.light < aim)
    needed = 0
    while support + sum(opposing[:needed]) < profile.votes_needed:
        needed += 1
    steps = {
        a.criterion.id: profile[a.criterion.id].steps_to_open(a.high)
        for a in answers
        if aim in a.vetoes
    }
    short = profile.majority.share - profile.share(levels)
    return Margin(aim, needed, max(short, Fraction(0)), steps)


def _heaviest(answers: Iterable[CriterionAnswer]) -> list[int]:
    return sorted((answer.criterion.weight for answer in answers), reverse=True)
