"""From an assessment to the fewest single-level moves that would change its light, exactly.

Levels are those that decided the light: a range counts with its upper end, and a missing answer,
which supports nothing, stays missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from coopcli.assessment import light_of
from coopcli.model import Assessment, Light, Profile

MAX_SETS = 12
"""How many of equally small sets of moves are told; how many there are is counted exactly."""


class Moves(NamedTuple):
    """The fewest single-level moves that make a light worse or better.

    ``sets`` are the equally small sets, each as criteria and the levels they would have, at most
    ``MAX_SETS``; ``ways`` says how many there are. ``light`` is the light they lead to.
    """

    light: Light
    steps: int
    ways: int
    sets: tuple[Mapping[str, int], ...]


def fewest_moves(assessment: Assessment, aim: Light) -> Moves | None:
    """The fewest single-level moves from the light to ``aim`` or beyond it.

    ``None`` where rated answers alone cannot lead there, or there is no light to leave.
    """
    light = assessment.light
    if light is None or aim is light:
        return None
    found = _ways_up(assessment, aim) if aim > light else _ways_down(assessment, Light(aim + 1))
    if found is None:
        return None
    steps, count, sets = found
    reached = light_of(assessment.rubric, counted_levels(assessment) | dict(sets[0]))
    return Moves(reached, steps, count, sets)


def nearest(assessment: Assessment) -> tuple[Moves, ...]:
    """The fewest moves to a worse and to a better light, the nearer first, the worse before."""
    if assessment.light is None:
        return ()
    aims = [aim for aim in Light if abs(aim - assessment.light) == 1]
    found = [moves for aim in aims if (moves := fewest_moves(assessment, aim))]
    return tuple(sorted(found, key=lambda moves: moves.steps))


def counted_levels(assessment: Assessment) -> dict[str, int]:
    """The level with which every answer counted."""
    return {answer.criterion.id: answer.high for answer in assessment.answers}


# The cheapest choice of moves.


class _Move(NamedTuple):
    """One answer moved to a level: how many steps that takes, and how much weight it shifts."""

    criterion: str
    level: int
    steps: int
    weight: int


_Sets = tuple[Mapping[str, int], ...]
_Found = tuple[int, int, _Sets]


def _ways_down(assessment: Assessment, held: Light) -> _Found | None:
    """The fewest moves by which ``held`` is reached no more: one veto, or votes lost."""
    profile = assessment.rubric.profiles[held]
    vetoing: list[_Move] = []
    losing: list[_Move] = []
    for name, level in counted_levels(assessment).items():
        # A missing answer supports nothing, and is no veto where a light above Red is reached.
        own = profile[name]
        if own.can_veto:
            vetoing.append(_Move(name, own.vetoes_from, own.steps_to_veto(level), 0))
        # Where the veto begins on the step over the line, the one move is both and counts once.
        over = own.opposed_from
        if own.supports(level) and over is not None and own.vetoes_from != over:
            losing.append(_Move(name, over, over - level, own.weight))
    by_veto = _fewest(vetoing)
    by_count = _cheapest(losing, 1 - _votes_missing(assessment, profile))
    ways = [way for way in (by_veto, by_count) if way]
    if not ways:
        return None
    fewest = min(steps for steps, _, _ in ways)
    return _joined([way for way in ways if way[0] == fewest])


def _ways_up(assessment: Assessment, aim: Light) -> _Found | None:
    """The fewest moves by which ``aim`` is reached: every veto lifted, and votes enough."""
    profile = assessment.rubric.profiles[aim]
    votes = _votes_missing(assessment, profile)
    lifted: dict[str, int] = {}
    winning: list[_Move] = []
    spent = 0
    for answer in assessment.answers:
        name, own, level = answer.criterion.id, profile[answer.criterion.id], answer.high
        if steps := own.steps_to_open(level):
            if answer.light is None:
                return None
            level -= steps
            lifted[name], spent = level, spent + steps
            votes -= own.votes(level)
        if answer.light is not None and not own.supports(level):
            winning.append(_Move(name, own.supports_to, level - own.supports_to, own.weight))
    cheapest = _cheapest(winning, votes)
    if cheapest is None:
        return None
    steps, count, sets = cheapest
    return steps + spent, count, tuple({**lifted, **chosen} for chosen in sets)


def _fewest(moves: list[_Move]) -> _Found | None:
    """The single moves that take the fewest steps."""
    if not moves:
        return None
    fewest = min(move.steps for move in moves)
    sets = tuple({m.criterion: m.level} for m in moves if m.steps == fewest)
    return fewest, len(sets), sets[:MAX_SETS]


def _joined(ways: list[_Found]) -> _Found:
    sets = tuple(chosen for way in ways for chosen in way[2])
    return ways[0][0], sum(count for _, count, _ in ways), sets[:MAX_SETS]


def _cheapest(moves: list[_Move], weight: int) -> _Found | None:
    """The choices of moves that shift at least a weight in the fewest steps, or ``None``."""
    tables = _tables(moves, max(0, weight))
    if max(0, weight) not in tables[0]:
        return None
    steps, count = tables[0][max(0, weight)]
    return steps, count, tuple(islice(_choices(moves, tables, 0, max(0, weight)), MAX_SETS))


_Table = dict[int, tuple[int, int]]
"""For a weight still to be shifted: the fewest steps, and in how many ways; none if it cannot."""


def _tables(moves: list[_Move], weight: int) -> list[_Table]:
    """For every position the table of what the moves from there on can do."""
    met = [{weight}]
    for move in moves:
        met.append({max(0, left - cut) for left in met[-1] for cut in (0, move.weight)})
    tables: list[_Table] = [{0: (0, 1)}]
    for move, lefts in zip(reversed(moves), reversed(met[:-1]), strict=True):
        after = tables[-1]
        table = {left: best for left in lefts if (best := _best(move, left, after))}
        tables.append(table)
    return tables[::-1]


def _best(move: _Move, left: int, after: _Table) -> tuple[int, int] | None:
    if left == 0:
        return 0, 1
    ways = [after[left]] if left in after else []
    if (taken := after.get(max(0, left - move.weight))) is not None:
        ways.append((taken[0] + move.steps, taken[1]))
    if not ways:
        return None
    fewest = min(steps for steps, _ in ways)
    return fewest, sum(count for steps, count in ways if steps == fewest)


def _choices(
    moves: list[_Move], tables: list[_Table], position: int, left: int
) -> Iterator[dict[str, int]]:
    """The cheapest choices, those with earlier answers first."""
    if left == 0:
        yield {}
        return
    move, after = moves[position], tables[position + 1]
    steps = tables[position][left][0]
    rest = max(0, left - move.weight)
    if rest in after and after[rest][0] + move.steps == steps:
        for others in _choices(moves, tables, position + 1, rest):
            yield {move.criterion: move.level, **others}
    if left in after and after[left][0] == steps:
        yield from _choices(moves, tables, position + 1, left)


def _votes_missing(assessment: Assessment, profile: Profile) -> int:
    """How much weight a light lacks; 0 and less where it has its majority."""
    return profile.votes_needed - profile.support(counted_levels(assessment))
