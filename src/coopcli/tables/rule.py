"""The rule as SQL: from the answers of a pair and an area to its light, in whole numbers.

It follows :mod:`coopcli.rule.assessment` for all rows at once. An answer is one number, ``q0`` and
so on, see :mod:`coopcli.tables.packing`. A majority is a comparison of votes, each times the
denominator of its share, so that nothing is divided.

Names of columns: ``r0`` whether the first question is rated, ``l0`` and ``h0`` its levels, ``lh0``
and ``hh0`` those hardened, ``le0`` and ``he0`` those eased; ``v_h0`` the votes of the levels ``h``
for the best light, ``x_h0`` whether they close it, ``s_h0`` their surplus beyond a majority.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopcli.tables import packing
from coopcli.tables.packing import at, outside
from coopcli.tables.shape import Aim, Shape
from coopcli.tables.sql import (
    MOST,
    TRUE,
    Sql,
    Stage,
    add,
    as_whole,
    case,
    column,
    common,
    compared,
    counted,
    every,
    masked,
    minus,
    negated,
    number,
    power,
    raised,
    shifted,
    some,
    text,
    times,
    united,
    words,
)

NO_LIGHT = -1
"""The rank of an undetermined light; the worst has 0."""

_LEVELS = ("l", "h", "lh", "hh", "le", "he")
_VARIANTS = (*_LEVELS, "o")
"""Levels that give a light; ``o``: with the best answer to each unanswered question with a veto."""


def stages(shape: Shape, source: str) -> list[Stage]:
    """The steps from a table of answers to lights as ranks, and all that decides them."""
    steps = (_answers, _moved, _sums, _votes, _surpluses, _bounds, _lights)
    found = []
    for step in steps:
        found.append(Stage(step.__name__[1:], step(shape), source, keeps=True))
        source = found[-1].name
    return found


def weights(shape: Shape) -> list[int]:
    """The weights that questions have, the heaviest first."""
    return sorted({question.weight for question in shape.questions}, reverse=True)


def columns(names: Iterable[str]) -> list[Sql]:
    """Some columns."""
    return [column(name) for name in names]


def _answers(shape: Shape) -> dict[str, Sql]:
    found: dict[str, Sql] = {}
    for i in range(len(shape.questions)):
        answer = column(f"q{i}")
        found |= {
            f"r{i}": packing.rated(answer),
            f"l{i}": packing.low(answer),
            f"h{i}": packing.high(answer),
            f"t{i}": packing.trend(answer, column("as_of"), shape.horizon_months),
        }
    return found


def _moved(shape: Shape) -> dict[str, Sql]:
    """Hardening and easing apart, so that neither hides the other."""
    found: dict[str, Sql] = {}
    for i in range(len(shape.questions)):
        trend = column(f"t{i}")
        up = counted(compared(trend, "=", packing.HARDENING))
        down = counted(compared(trend, "=", packing.EASING))
        for end in ("l", "h"):
            level = column(f"{end}{i}")
            found |= {f"{end}h{i}": add([level, up]), f"{end}e{i}": minus(level, down)}
    return found


class _Histogram:
    """How much weight stands at each level, in one number: one sum for all lights."""

    def __init__(self, shape: Shape, most: int) -> None:
        self.bits = most.bit_length()
        self.fits = self.bits * (outside(shape.highest) + 1) <= 62
        self.wide = self.bits * (outside(shape.highest) + 1) > 30

    def of(self, terms: Iterable[tuple[Sql, int]]) -> Sql:
        """The sum over columns of levels, each with a weight."""
        return add(
            times(power(times(level, self.bits), wide=self.wide), weight) for level, weight in terms
        )

    def of_rated(self, terms: Iterable[tuple[Sql, Sql]]) -> Sql:
        """How many answers are rated at each level."""
        return add(raised(rated, times(level, self.bits), wide=self.wide) for rated, level in terms)

    def up_to(self, own: Sql, line: int) -> Sql:
        """What stands at levels up to a line."""
        places = range(at(line) + 1)
        return as_whole(add(masked(shifted(own, self.bits * b), self.bits) for b in places))


def _by_weight(shape: Shape) -> _Histogram:
    return _Histogram(shape, sum(question.weight for question in shape.questions))


def _by_count(shape: Shape) -> _Histogram:
    return _Histogram(shape, len(shape.questions))


def _sums(shape: Shape) -> dict[str, Sql]:
    """How much is rated and asked, and what stands at each level."""
    found: dict[str, Sql] = {}
    asked = [*enumerate(shape.questions)]
    for d in range(len(shape.dimensions)):
        inside = [(i, q) for i, q in asked if q.dimension == d]
        found[f"rated{d}"] = add(times(column(f"r{i}"), q.weight) for i, q in inside)
        found[f"asked{d}"] = add(_counted(applies(shape, i), q.weight) for i, q in inside)
    found["applying"] = add(_counted(applies(shape, i), 1) for i, _ in asked)
    for c, weight in enumerate(weights(shape)):
        own = [i for i, q in asked if q.weight == weight]
        found[f"c{c}"] = add(column(f"r{i}") for i in own)
        if (tally := _by_count(shape)).fits:
            found[f"tally{c}"] = tally.of_rated((column(f"r{i}"), column(f"h{i}")) for i in own)
    if (sums := _by_weight(shape)).fits:
        for variant in _LEVELS:
            if variant != "h":
                own_levels = ((column(f"{variant}{i}"), q.weight) for i, q in asked)
                found[f"sum_{variant}"] = sums.of(own_levels)
    for g, (_, places) in enumerate(_vetoes(shape)):
        for variant in _LEVELS:
            levels = (power(column(f"{variant}{i}"), wide=False) for i in places)
            found[f"vetoes_{variant}{g}"] = united(levels)
        rated = (raised(column(f"r{i}"), column(f"h{i}"), wide=False) for i in places)
        found[f"vetoes_o{g}"] = united(rated)
        found[f"open{g}"] = some(unanswered(shape, i) for i in places)
    return found


def _counted(condition: Sql, weight: int) -> Sql:
    return number(weight) if condition == TRUE else counted(condition, weight)


def _vetoes(shape: Shape) -> list[tuple[tuple[int | None, ...], list[int]]]:
    """The questions that can close lights, together where they do from the same levels."""
    found: dict[tuple[int | None, ...], list[int]] = {}
    for i in range(len(shape.questions)):
        closing = tuple(aim.closed_from[i] for aim in shape.aims)
        if any(level is not None for level in closing):
            found.setdefault(closing, []).append(i)
    return [*found.items()]


def answered(i: int) -> Sql:
    """Whether a question is rated."""
    return compared(column(f"r{i}"), "=", 1)


def applies(shape: Shape, i: int) -> Sql:
    """Whether a question applies; of most questions that is known beforehand."""
    question = shape.questions[i]
    if not question.optional and not question.not_asked_of:
        return TRUE
    return compared(column(f"h{i}"), "<", outside(shape.highest))


def unanswered(shape: Shape, i: int) -> Sql:
    """Whether a question applies and is not rated."""
    return every([compared(column(f"r{i}"), "=", 0), applies(shape, i)])


def _votes(shape: Shape) -> dict[str, Sql]:
    """What supports each light, and what closes it."""
    found = {
        "rated": add(columns(f"rated{d}" for d in range(len(shape.dimensions)))),
        "asked": add(columns(f"asked{d}" for d in range(len(shape.dimensions)))),
        "answers": add(columns(f"c{c}" for c in range(len(weights(shape))))),
    }
    for a, aim in enumerate(shape.aims):
        for c, weight in enumerate(weights(shape)):
            found[f"k{a}_{c}"] = _held(shape, aim, c, weight)
        for variant in _LEVELS:
            if variant != "h":
                found[f"v_{variant}{a}"] = _support(shape, aim, variant, found["asked"])
        for variant in _VARIANTS:
            found[f"x_{variant}{a}"] = some(_closing(shape, a, variant))
        found[f"open_to{a}"] = negated(some(_open(shape, a)))
    return found


def _support(shape: Shape, aim: Aim, variant: str, asked: Sql) -> Sql:
    if aim.line == shape.highest:
        return asked
    if (sums := _by_weight(shape)).fits:
        return sums.up_to(column(f"sum_{variant}"), aim.line)
    return add(
        counted(compared(column(f"{variant}{i}"), "<=", at(aim.line)), question.weight)
        for i, question in enumerate(shape.questions)
    )


def _held(shape: Shape, aim: Aim, c: int, weight: int) -> Sql:
    """How many rated answers of a weight support a light."""
    if aim.line == shape.highest:
        return column(f"c{c}")
    if (tally := _by_count(shape)).fits:
        return tally.up_to(column(f"tally{c}"), aim.line)
    return add(
        counted(every([answered(i), compared(column(f"h{i}"), "<=", at(aim.line))]))
        for i, question in enumerate(shape.questions)
        if question.weight == weight
    )


def _closing(shape: Shape, a: int, variant: str) -> Iterator[Sql]:
    for g, (closing, _) in enumerate(_vetoes(shape)):
        level = closing[a]
        if level is not None:
            mask = (1 << outside(shape.highest)) - (1 << at(level))
            yield compared(common(column(f"vetoes_{variant}{g}"), mask), "<>", 0)


def _open(shape: Shape, a: int) -> Iterator[Sql]:
    for g, (closing, _) in enumerate(_vetoes(shape)):
        if closing[a] is not None:
            yield column(f"open{g}")


def _surpluses(shape: Shape) -> dict[str, Sql]:
    """By how much votes pass a majority, times its denominator; below 0 where they do not."""
    found: dict[str, Sql] = {}
    for a, aim in enumerate(shape.aims):
        held = _held_votes(shape, a)
        votes = {variant: column(f"v_{variant}{a}") for variant in _LEVELS if variant != "h"}
        votes["h"] = held
        votes["o"] = add([held, *_opened(shape, aim)])
        # What the answers given can come to while the missing ones stay missing.
        votes["most"] = column("asked" if aim.line == shape.highest else "rated")
        found |= {f"s_{name}{a}": surplus(shape, aim, own) for name, own in votes.items()}
    return found


def _held_votes(shape: Shape, a: int) -> Sql:
    if shape.aims[a].line == shape.highest:
        return column("asked")
    return add(times(column(f"k{a}_{c}"), weight) for c, weight in enumerate(weights(shape)))


def _opened(shape: Shape, aim: Aim) -> Iterator[Sql]:
    """The votes of the best answer to each unanswered question with a veto."""
    for i, question in enumerate(shape.questions):
        if question.veto and aim.line < shape.highest:
            yield counted(unanswered(shape, i), question.weight)


def surplus(shape: Shape, aim: Aim, votes: Sql) -> Sql:
    """The votes beyond a majority of what is asked, each times the denominator of its share."""
    most = aim.denominator * sum(question.weight for question in shape.questions)
    needed = times(column("asked"), aim.numerator, most)
    held = times(votes, aim.denominator, most)
    return minus(held, add([needed, number(1)]) if aim.over else needed)


def _bounds(shape: Shape) -> dict[str, Sql]:
    """The lights of all levels in question, as ranks."""
    return {f"at_{variant}": _light(shape, variant) for variant in _VARIANTS}


def _light(shape: Shape, variant: str) -> Sql:
    choices = [
        (every(_met(b, variant) for b in aim.needs), number(shape.rank(aim.light)))
        for aim in shape.aims
    ]
    return case(*choices, otherwise=number(0))


def _met(a: int, variant: str) -> Sql:
    """Whether levels meet what a light asks for itself."""
    return every([compared(column(f"s_{variant}{a}"), ">=", 0), negated(column(f"x_{variant}{a}"))])


def _lights(shape: Shape) -> dict[str, Sql]:
    """The light as a rank, its bounds, why there is none, and where trends lead."""
    few = compared(column("applying"), "<", shape.minimum)
    low, high = column("at_l"), column("at_h")
    reasons = _reasons(shape)
    open_bounds = [compared(low, "<>", high), some(condition for condition, _ in reasons)]
    no_light = every(open_bounds)
    named = words(case((condition, text(word))) for condition, word in reasons)
    # Where too few questions apply the rule says nothing: no light is excluded, and none can move.
    return {
        "light": case((some([few, no_light]), number(NO_LIGHT)), otherwise=high),
        "best": case((few, number(len(shape.aims))), otherwise=low),
        "worst": case((few, number(0)), otherwise=high),
        "undetermined": case((few, text("questions")), (no_light, named)),
        "hardening": every([negated(few), _moves("h", no_light)]),
        "easing": every([negated(few), _moves("e", no_light)]),
    }


def _moves(way: str, no_light: Sql) -> Sql:
    """Whether trends of one way move the light, or one of its bounds where there is none."""
    worst = compared(column(f"at_h{way}"), "<>", column("at_h"))
    best = compared(column(f"at_l{way}"), "<>", column("at_l"))
    return some([worst, every([no_light, best])])


def _reasons(shape: Shape) -> list[tuple[Sql, str]]:
    """What leaves a light undetermined where a better one is possible, each with its code."""
    found = [(_falls_short("rated", "asked", shape.overall), "coverage")]
    for d, name in enumerate(shape.dimensions):
        found.append((_falls_short(f"rated{d}", f"asked{d}", shape.within), f"coverage:{name}"))
    found.append((compared(column("at_o"), "<>", column("at_h")), "veto"))
    return found


def _falls_short(rated: str, asked: str, share: tuple[int, int]) -> Sql:
    part, whole = share
    return compared(times(column(rated), whole, MOST), "<", times(column(asked), part, MOST))
