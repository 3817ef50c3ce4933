"""From an assessment to the fewest single-level moves that would change its light, exactly.

Levels are those that decided the light: a range counts with its upper end, and a missing answer,
which supports nothing, stays missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import NamedTuple

from coopcli.model import Assessment, Boundary, CriterionAnswer, Levels, Light, Profile
from coopcli.rule.assessment import light_of

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
    if light is None or aim == light:
        return None
    found = _ways_up(assessment, aim) if aim > light else _ways_down(assessment, aim)
    if found is None:
        return None
    steps, count, sets = found
    reached = light_of(assessment.rubric, counted_levels(assessment) | dict(sets[0]))
    return Moves(reached, steps, count, sets)


def nearest(assessment: Assessment) -> tuple[Moves, ...]:
    """The fewest moves to a worse and to a better light, the nearer first, the worse before."""
    if assessment.light is None:
        return ()
    rank = assessment.light.rank
    aims = [aim for aim in reversed(assessment.rubric.lights) if abs(aim.rank - rank) == 1]
    found = [moves for aim in aims if (moves := fewest_moves(assessment, aim))]
    return tuple(sorted(found, key=lambda moves: moves.steps))


def nearest_moves(
    assessment: Assessment, aim: Light, ease: Callable[[str], int]
) -> Mapping[str, int] | None:
    """The answers that are nearest to a better light, with the levels that they would have.

    As few levels as can be fall below what the evidence leaves open. Then come as few that better
    evidence alone could settle, since a range reaches so far down. ``ease``, from 0 to a thousand,
    says which of equals is easier to move. ``None`` where rated answers cannot lead there.
    """

    def cost(answer: CriterionAnswer, start: int, end: int) -> int:
        beyond = max(0, min(answer.low, start) - end)
        return (beyond * _FAR + start - end - beyond) * _FAR + ease(answer.criterion.id)

    found = _ways_up(assessment, aim, cost)
    return found[2][0] if found else None


_FAR = 10**8
"""More than all that counts less can come to."""


def _steps(_: CriterionAnswer, start: int, end: int) -> int:
    """Single levels from one to the other."""
    return start - end


def counted_levels(assessment: Assessment) -> dict[str, int]:
    """The level with which every answer counted."""
    return {answer.criterion.id: answer.high for answer in assessment.answers}


def fewest_falls(
    assessment: Assessment, conditions: Sequence[Profile], levels: Levels, free: Set[str]
) -> Mapping[str, int]:
    """The fewest open answers that meet conditions where they lie lower, with the levels at most.

    Answers in ``free`` are no answer more. There must be some that do.
    """
    options = []
    for answer in assessment.answers:
        name = answer.criterion.id
        ends = _falls([one[name] for one in conditions], levels[name])
        # An answer more outweighs all levels by which answers have to fall.
        cost = 0 if name in free else 1 + sum(levels.values())
        moves = [
            _Move(name, end, cost + levels[name] - end, votes)
            for end, votes in ends.items()
            if end >= answer.low
        ]
        options += [moves] if moves else []
    missing = tuple([_votes_missing(levels, profile) for profile in conditions])
    found = _cheapest(options, missing)
    return found[2][0] if found else {}


# The cheapest choice of moves.


class _Move(NamedTuple):
    """One answer moved to a level: how many steps that takes, and the votes that it shifts."""

    criterion: str
    level: int
    steps: int
    votes: tuple[int, ...]


_Sets = tuple[Mapping[str, int], ...]
_Found = tuple[int, int, _Sets]


def _ways_down(assessment: Assessment, aim: Light) -> _Found | None:
    """The fewest moves by which no light above ``aim`` is reached: one veto, or votes lost."""
    held = assessment.rubric.next_better(aim)
    conditions, levels = assessment.rubric.conditions[held], counted_levels(assessment)
    # A missing answer supports nothing, and is no veto where a light above the worst is reached.
    ways = [
        _fewest(
            [
                _Move(name, own.vetoes_from, own.steps_to_veto(levels[name]), ())
                for name, own in conditions[0].boundaries.items()
                if own.can_veto
            ]
        )
    ]
    for profile in conditions:
        losing = []
        for name, own in profile.boundaries.items():
            # Where a veto begins on the step over the line, or before, that alone is enough.
            over = own.opposed_from
            supports = over is not None and own.supports(levels[name])
            if supports and over is not None and not conditions[0][name].vetoes(over):
                losing.append([_Move(name, over, over - levels[name], (own.weight,))])
        ways.append(_cheapest(losing, (1 - _votes_missing(levels, profile),)))
    found = [way for way in ways if way]
    if not found:
        return None
    fewest = min(steps for steps, _, _ in found)
    return _joined([way for way in found if way[0] == fewest])


def _ways_up(
    assessment: Assessment,
    aim: Light,
    cost: Callable[[CriterionAnswer, int, int], int] = _steps,
) -> _Found | None:
    """The cheapest moves by which ``aim`` is reached: every veto lifted, and votes enough."""
    conditions, levels = assessment.rubric.conditions[aim], counted_levels(assessment)
    lifted: dict[str, int] = {}
    spent = 0
    for answer in assessment.answers:
        name = answer.criterion.id
        if steps := conditions[0][name].steps_to_open(answer.high):
            if answer.light is None:
                return None
            lifted[name], spent = answer.high - steps, spent + steps
    levels |= lifted
    winning = [
        [
            _Move(name, end, cost(answer, levels[name], end), votes)
            for end, votes in _falls([one[name] for one in conditions], levels[name]).items()
        ]
        for answer in assessment.answers
        if answer.light is not None and (name := answer.criterion.id)
    ]
    missing = tuple([_votes_missing(levels, profile) for profile in conditions])
    cheapest = _cheapest([ends for ends in winning if ends], missing)
    if cheapest is None:
        return None
    steps, count, sets = cheapest
    return steps + spent, count, tuple({**lifted, **chosen} for chosen in sets)


def _falls(boundaries: Sequence[Boundary], level: int) -> dict[int, tuple[int, ...]]:
    """The levels below one at which an answer supports more, and the votes that each brings."""
    ends = {own.supports_to for own in boundaries if not own.supports(level)}
    return {end: tuple([own.votes(end) - own.votes(level) for own in boundaries]) for end in ends}


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


_Options = list[list[_Move]]
"""For each answer the moves of which one can be made, or none."""

_Missing = tuple[int, ...]
"""The votes that each condition still lacks."""


def _after(missing: _Missing, move: _Move) -> _Missing:
    return tuple([max(0, left - cut) for left, cut in zip(missing, move.votes, strict=True)])


def _cheapest(options: _Options, missing: _Missing) -> _Found | None:
    """The choices of moves that shift at least some votes in the fewest steps, or ``None``."""
    start = tuple([max(0, left) for left in missing])
    tables = _tables(options, start)
    if start not in tables[0]:
        return None
    steps, count = tables[0][start]
    return steps, count, tuple(islice(_choices(options, tables, 0, start), MAX_SETS))


_Table = dict[_Missing, tuple[int, int]]
"""For votes still to be shifted: the fewest steps, and in how many ways; none if it cannot."""


def _tables(options: _Options, missing: _Missing) -> list[_Table]:
    """For every position the table of what the moves from there on can do."""
    met = [{missing}]
    for moves in options:
        met.append(met[-1] | {_after(left, move) for left in met[-1] for move in moves})
    tables: list[_Table] = [{tuple([0] * len(missing)): (0, 1)}]
    for moves, lefts in zip(reversed(options), reversed(met[:-1]), strict=True):
        after = tables[-1]
        table = {left: best for left in lefts if (best := _best(moves, left, after))}
        tables.append(table)
    return tables[::-1]


def _best(moves: list[_Move], left: _Missing, after: _Table) -> tuple[int, int] | None:
    if not any(left):
        return 0, 1
    ways = [after[left]] if left in after else []
    ways += [
        (taken[0] + move.steps, taken[1])
        for move in moves
        if (taken := after.get(_after(left, move))) is not None
    ]
    if not ways:
        return None
    fewest = min(steps for steps, _ in ways)
    return fewest, sum(count for steps, count in ways if steps == fewest)


def _choices(
    options: _Options, tables: list[_Table], position: int, left: _Missing
) -> Iterator[dict[str, int]]:
    """The cheapest choices, those with earlier answers first."""
    if not any(left):
        yield {}
        return
    after, steps = tables[position + 1], tables[position][left][0]
    for move in options[position]:
        rest = _after(left, move)
        if rest in after and after[rest][0] + move.steps == steps:
            for others in _choices(options, tables, position + 1, rest):
                yield {move.criterion: move.level, **others}
    if left in after and after[left][0] == steps:
        yield from _choices(options, tables, position + 1, left)


def _votes_missing(levels: Levels, profile: Profile) -> int:
    """How much weight a light lacks; 0 and less where it has its majority."""
    return profile.votes_needed - profile.support(levels)
