"""From an assessment to all cheapest sets of barrier reductions that reach a better light.

A criterion falls through one avenue: two avenues that each take one level off do not take two off
together. Reaching a light is a covering problem in whole numbers: every veto must be lifted, and
the weight at or below the line must make the majority. It is solved exactly by dynamic programming
over the votes still needed, and all solutions of least cost are read off the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from coopcli.analysis.moves import counted_levels
from coopcli.model import (
    Assessment,
    Criterion,
    CriterionAnswer,
    Light,
    Rating,
    Rubric,
)

MOST_LISTED = 1000
"""Sets of one cost that are listed; their count is exact beyond it too."""


class Way(NamedTuple):
    """An avenue that can take a barrier down, and its effort in planning units."""

    avenue: str
    effort: int


class Step(NamedTuple):
    """A barrier lowered from one level to another; ``ways`` are the avenues, cheapest first."""

    criterion: Criterion
    start: int
    end: int
    ways: tuple[Way, ...]

    @property
    def effort(self) -> int:
        """Planning units through the cheapest avenue."""
        return self.ways[0].effort


class Pathway(NamedTuple):
    """A set of steps, in the order of the rubric, that reaches the light together."""

    steps: tuple[Step, ...]

    @property
    def effort(self) -> int:
        """Planning units of all steps."""
        return sum(step.effort for step in self.steps)


class Optimum(NamedTuple):
    """All sets of least cost: how many there are, and at most ``MOST_LISTED`` of them."""

    total: int
    pathways: tuple[Pathway, ...]


class Why(Enum):
    """Why a barrier cannot be lowered far enough."""

    MISSING = "missing"
    FIXED = "fixed"
    BEYOND = "beyond"
    TOO_FAR = "too-far"


class Immovable(NamedTuple):
    """A barrier that no avenue takes below what the light needs.

    ``blocks``: it closes the light by itself. ``fall``: levels that it would have to fall, and
    ``reach``: levels that it can; both 0 for a missing answer.
    """

    criterion: Criterion
    level: int | None
    why: Why
    reason: str
    blocks: bool
    fall: int
    reach: int


class Pathways(NamedTuple):
    """What would bring an area to ``aim``.

    Votes are weight: those needed, those there are now, and those that avenues could bring.
    ``least_effort`` and ``fewest_questions`` are ``None`` where there is no pathway. ``prices``
    are the least efforts with 0, 1, … answers to spare, up to one more than asked for.
    """

    assessment: Assessment
    aim: Light
    spare: int
    reached: bool
    votes_needed: int
    votes_now: int
    votes_possible: int
    least_effort: Optimum | None
    fewest_questions: Optimum | None
    prices: tuple[int | None, ...]
    immovable: tuple[Immovable, ...]

    @property
    def blockers(self) -> tuple[Immovable, ...]:
        """The barriers that each close the light, or else all that keep the majority away."""
        if self.least_effort is not None:
            return ()
        return tuple(entry for entry in self.immovable if entry.blocks) or self.immovable


def pathways(assessment: Assessment, aim: Light, *, spare: int = 0) -> Pathways:
    """All sets of least effort, and all of fewest questions, that reach a light.

    Answers count with their upper ends, as for the light itself. With ``spare`` the majority still
    stands when any that many of the answers that carry it are lost. Of the sets of fewest questions
    those of least effort are told. A light that is there already needs no step, but may need some
    to have answers to spare. Where too few questions apply, nothing leads anywhere.
    """
    rubric = assessment.rubric
    profile, choices = rubric.profiles[aim], _choices(assessment, aim)
    if not assessment.is_judged:
        choices = [[]]  # nothing can be chosen that would lead there
    needed = [one.votes_needed for one in rubric.conditions[aim]]
    immovable = tuple(_immovable(assessment, aim))
    now = profile.support(counted_levels(assessment))
    lost = sum(entry.criterion.weight for entry in immovable)
    return Pathways(
        assessment=assessment,
        aim=aim,
        spare=spare,
        reached=assessment.worst >= aim,
        votes_needed=profile.votes_needed,
        votes_now=now,
        votes_possible=rubric.total_weight - lost,
        least_effort=_in_order(_optimum(choices, needed, spare, _effort), rubric),
        fewest_questions=_in_order(
            _optimum(choices, needed, spare, _questions_first(choices)), rubric
        ),
        prices=tuple(_price(choices, needed, some) for some in range(spare + 2)),
        immovable=immovable,
    )


# What each criterion can do: stay, lift its veto, or fall to the line.


class _Choice(NamedTuple):
    """Staying or a step, and the votes that the answer then has for each condition of the light."""

    step: Step | None
    votes: tuple[int, ...]


def _choices(assessment: Assessment, aim: Light) -> list[list[_Choice]]:
    """What each criterion can do, heaviest first, so that spared votes are the heaviest."""
    answers = sorted(assessment.answers, key=lambda answer: -answer.criterion.weight)
    return [list(_choices_of(answer, assessment, aim)) for answer in answers]


def _choices_of(answer: CriterionAnswer, assessment: Assessment, aim: Light) -> Iterator[_Choice]:
    boundaries = [one[answer.criterion.id] for one in assessment.rubric.conditions[aim]]
    own, high = boundaries[0], answer.high
    # An unanswered veto question counts as a veto, and nothing moves it.
    ends = {one.supports_to for one in boundaries if not one.supports(high)}
    if own.vetoes(high):
        ends = {end for end in ends if not own.vetoes(end)} | {own.vetoes_from - 1}
    else:
        yield _Choice(None, tuple([one.votes(high) for one in boundaries]))
    for end in sorted(ends, reverse=True):
        if step := _step(answer, end, assessment):
            yield _Choice(step, tuple([one.votes(end) for one in boundaries]))


def _step(answer: CriterionAnswer, end: int, assessment: Assessment) -> Step | None:
    criterion = answer.criterion
    if not isinstance(answer.rating, Rating) or criterion.id in assessment.area.fixed:
        return None
    fall = answer.high - end
    ways = [
        Way(avenue.id, fall * criterion.reach[avenue.id].effort)
        for avenue in assessment.rubric.avenues
        if avenue.id in criterion.reach and criterion.reach[avenue.id].steps >= fall
    ]
    if not ways:
        return None
    return Step(criterion, answer.high, end, tuple(sorted(ways, key=lambda way: way.effort)))


# The covering problem.


_Price = Callable[[Step], int]


def _effort(step: Step) -> int:
    return step.effort


def _questions_first(choices: Sequence[Sequence[_Choice]]) -> _Price:
    """A cost by which one question outweighs all effort, so that effort only parts ties."""
    steps = (choice.step for options in choices for choice in options)
    more_than_all = 1 + sum(step.effort for step in steps if step)
    return lambda step: more_than_all + step.effort


def _price(choices: Sequence[Sequence[_Choice]], needed: Sequence[int], spare: int) -> int | None:
    found = _optimum(choices, needed, spare, _effort, listed=1)
    return found.pathways[0].effort if found else None


_State = tuple[tuple[int, int], ...]
"""For each condition the answers still to be spared, and the votes still needed."""


def _optimum(
    choices: Sequence[Sequence[_Choice]],
    needed: Sequence[int],
    spare: int,
    cost: _Price,
    listed: int = MOST_LISTED,
) -> Optimum | None:
    """All ways to take one choice of each criterion that bring the votes at least cost.

    The first ``spare`` supporting criteria, which are the heaviest, do not count.
    """
    start = tuple([(spare, votes) for votes in needed])
    tables = _tables(choices, start, cost)
    if start not in tables[0]:
        return None
    # Every beginning that is kept can be ended at least cost, so that none is kept in vain.
    begun: list[tuple[tuple[Step, ...], _State]] = [((), start)]
    for options, table, rest in zip(choices, tables, tables[1:], strict=False):
        begun = [
            ((*steps, choice.step) if choice.step else steps, _after(choice, state))
            for steps, state in begun
            for choice in options
            if _after(choice, state) in rest
            and rest[_after(choice, state)][0] + _cost_of(choice, cost) == table[state][0]
        ][:listed]
    return Optimum(tables[0][start][1], tuple(Pathway(steps) for steps, _ in begun))


def _tables(
    choices: Sequence[Sequence[_Choice]], start: _State, cost: _Price
) -> list[dict[_State, tuple[int, int]]]:
    """For each criterion and state before it, the least cost to the end and the ways to reach it.

    States from which the votes cannot be had are left out.
    """
    states = [{start}]
    for options in choices:
        states.append({_after(choice, state) for state in states[-1] for choice in options})
    tables = [{state: (0, 1) for state in states[-1] if not any(need for _, need in state)}]
    for options, before in zip(reversed(choices), reversed(states[:-1]), strict=True):
        rest, table = tables[-1], {}
        for state in before:
            ends: dict[int, int] = {}
            for choice in options:
                if found := rest.get(_after(choice, state)):
                    total = found[0] + _cost_of(choice, cost)
                    ends[total] = ends.get(total, 0) + found[1]
            if ends:
                table[state] = min(ends.items())
        tables.append(table)
    return tables[::-1]


def _after(choice: _Choice, state: _State) -> _State:
    return tuple(
        [
            (spared - 1, need) if votes and spared else (spared, max(0, need - votes))
            for (spared, need), votes in zip(state, choice.votes, strict=True)
        ]
    )


def _cost_of(choice: _Choice, cost: _Price) -> int:
    return cost(choice.step) if choice.step else 0


def _in_order(optimum: Optimum | None, rubric: Rubric) -> Optimum | None:
    """The sets and the steps of each in the order of the rubric."""
    if optimum is None:
        return None
    place = {name: position for position, name in enumerate(rubric.criteria)}
    ordered = [
        Pathway(tuple(sorted(pathway.steps, key=lambda step: place[step.criterion.id])))
        for pathway in optimum.pathways
    ]
    ordered.sort(key=lambda one: [(place[step.criterion.id], -step.end) for step in one.steps])
    return optimum._replace(pathways=tuple(ordered))


# What cannot be moved.


def _immovable(assessment: Assessment, aim: Light) -> Iterator[Immovable]:
    """The barriers above the line that no avenue takes to it, those that block alone first."""
    entries = []
    for answer in assessment.answers:
        options = list(_choices_of(answer, assessment, aim))
        if not any(option.votes[0] for option in options):
            entries.append(_entry(answer, assessment, aim, blocks=not options))
    yield from sorted(entries, key=lambda entry: not entry.blocks)


def _entry(
    answer: CriterionAnswer, assessment: Assessment, aim: Light, *, blocks: bool
) -> Immovable:
    criterion, rating = answer.criterion, answer.rating
    if not isinstance(rating, Rating):
        return Immovable(criterion, None, Why.MISSING, rating.reason, blocks, 0, 0)
    fall = answer.high - assessment.rubric.profiles[aim][criterion.id].supports_to
    reach = max((way.steps for way in criterion.reach.values()), default=0)
    if reason := assessment.area.fixed.get(criterion.id, ""):
        return Immovable(criterion, answer.high, Why.FIXED, reason, blocks, fall, 0)
    if not reach:
        return Immovable(criterion, answer.high, Why.BEYOND, criterion.beyond, blocks, fall, 0)
    return Immovable(criterion, answer.high, Why.TOO_FAR, "", blocks, fall, reach)
