"""The rule as SQL: from the answers of a pair and an area to its light, in whole numbers.

It follows :mod:`coopcli.rule.assessment` for all rows at once. An answer is one number, ``q0`` and
so on, see :mod:`coopcli.tables.packing`; all of them together are a few, see
:mod:`coopcli.tables.fields`. A majority is a comparison of votes, each times the denominator of its
share, so that nothing is divided.

Names of columns, words and sets: ``r`` whether questions are rated, ``l`` and ``h`` their levels,
``lh`` and ``hh`` those hardened, ``le`` and ``he`` those eased; ``above_h2`` which levels ``h`` are
above 2. Numbers: ``v_h0`` the votes of the levels ``h`` for the best light, ``x_h0`` whether they
close it, ``s_h0`` their surplus beyond a majority.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from coopcli.tables import fields, packing
from coopcli.tables.fields import Bits
from coopcli.tables.packing import at
from coopcli.tables.shape import Aim, Shape
from coopcli.tables.sql import (
    MOST,
    Sql,
    Stage,
    add,
    as_long,
    both,
    case,
    column,
    common,
    compared,
    every,
    minus,
    negated,
    number,
    plain,
    shifted,
    some,
    text,
    times,
    words,
)

NO_LIGHT = -1
"""The rank of an undetermined light; the worst has 0."""

_LEVELS = ("l", "h", "lh", "hh", "le", "he")
_VARIANTS = (*_LEVELS, "o")
"""Levels that give a light; ``o``: with the best answer to each unanswered question with a veto."""


def stages(shape: Shape, source: str) -> list[Stage]:
    """The steps from a table of answers to lights as ranks, and all that decides them."""
    steps = (_levels, _moved, _sets, _open, _sums, _votes, _surpluses, _bounds)
    found = []
    for step in (*steps, _lights):
        found.append(Stage(step.__name__[1:], step(shape), source, keeps=True))
        source = found[-1].name
    return found


def weights(shape: Shape) -> list[int]:
    """The weights that questions have, the heaviest first."""
    return sorted({question.weight for question in shape.questions}, reverse=True)


def columns(names: Iterable[str]) -> list[Sql]:
    """Some columns."""
    return [column(name) for name in names]


def in_words(shape: Shape, source: str, kept: Iterable[str], name: str = "words") -> list[Stage]:
    """The steps to answers without their dates, and to which of them have trends that last."""
    count = len(shape.questions)
    cut = {"cut": packing.first_lasting(column("as_of"), shape.horizon_months)}
    found = plain(kept)
    for k in fields.words(count):
        found[f"w{k}"] = fields.word(k, count, lambda i: packing.undated(column(f"q{i}")))
        found[f"lasting{k}"] = fields.word(
            k, count, lambda i: as_long(compared(column(f"q{i}"), ">=", column("cut")))
        )
    return [Stage("lasting", cut, source, keeps=True), Stage(name, found, "lasting")]


def _levels(shape: Shape) -> dict[str, Sql]:
    found: dict[str, Sql] = {}
    for k in fields.words(len(shape.questions)):
        own, lasting = column(f"w{k}"), column(f"lasting{k}")
        found |= {
            f"r{k}": common(own, fields.each(1)),
            f"l{k}": common(shifted(own, packing.LOW), fields.each(15)),
            f"h{k}": common(shifted(own, packing.HIGH), fields.each(15)),
            f"up{k}": both(shifted(own, packing.UP), lasting),
            f"down{k}": both(shifted(own, packing.DOWN), lasting),
        }
    return found


def _moved(shape: Shape) -> dict[str, Sql]:
    """Hardening and easing apart, so that neither hides the other."""
    found: dict[str, Sql] = {}
    for k in fields.words(len(shape.questions)):
        for end in ("l", "h"):
            level = column(f"{end}{k}")
            found[f"{end}h{k}"] = add([level, column(f"up{k}")])
            found[f"{end}e{k}"] = minus(level, column(f"down{k}"))
    return found


def _sets(shape: Shape) -> dict[str, Sql]:
    """Which questions are rated and which apply, and the levels above each line that decides."""
    count = len(shape.questions)
    lines = {aim.line for aim in shape.aims if aim.line < shape.highest}
    lines |= {level - 1 for a in range(len(shape.aims)) for level in closing_levels(shape, a)}
    found = {}
    for s in fields.sets(count):
        found[f"rated_{s}"] = fields.lowest("r", s, count)
        if _may_be_left_out(shape):
            found[f"outside_{s}"] = fields.above("h", at(shape.highest), s, count)
        for variant in _LEVELS:
            # What decides is listed by its level, the worst first.
            steps = range(min(lines, default=0), shape.highest) if variant == "h" else sorted(lines)
            for line in steps:
                found[f"above_{variant}{line}_{s}"] = fields.above(variant, at(line), s, count)
    return found


def above(shape: Shape, variant: str, line: int) -> Bits:
    """The questions whose level is above a line; those that do not apply are above all lines."""
    if line >= shape.highest:
        return outside(shape)
    return fields.columns_of(f"above_{variant}{line}", len(shape.questions))


def outside(shape: Shape) -> Bits:
    """The questions that do not apply; of most rubrics it is known beforehand that all do."""
    if _may_be_left_out(shape):
        return fields.columns_of("outside", len(shape.questions))
    return [number(0) for _ in fields.sets(len(shape.questions))]


def _may_be_left_out(shape: Shape) -> bool:
    return any(question.optional or question.not_asked_of for question in shape.questions)


def rated(shape: Shape) -> Bits:
    """The questions that are rated."""
    return fields.columns_of("rated", len(shape.questions))


def opposing(shape: Shape, line: int) -> Bits:
    """The rated questions whose level is above a line."""
    pairs = zip(rated(shape), above(shape, "h", line), strict=True)
    return [number(0) if over == number(0) else both(own, over) for own, over in pairs]


def _open(shape: Shape) -> dict[str, Sql]:
    """The questions that apply and are not rated."""
    everything = range(len(shape.questions))
    found = {}
    for s, (own, out) in enumerate(zip(rated(shape), outside(shape), strict=True)):
        found[f"open_{s}"] = minus(number(fields.mask(everything, s)), add([own, out]))
    return found


def _weight(shape: Shape, bits: Bits, among: Iterable[int]) -> Sql:
    """The weight of some questions that have their bit."""
    own: dict[int, list[int]] = {}
    for i in among:
        own.setdefault(shape.questions[i].weight, []).append(i)
    return add(times(_count(shape, bits, places), weight) for weight, places in own.items())


def _count(shape: Shape, bits: Bits, among: Sequence[int]) -> Sql:
    return fields.count(bits, among, len(shape.questions))


def _sums(shape: Shape) -> dict[str, Sql]:
    """How much is rated and asked of each dimension, and of each weight."""
    found: dict[str, Sql] = {}
    places = range(len(shape.questions))
    for d in range(len(shape.dimensions)):
        inside = [i for i in places if shape.questions[i].dimension == d]
        everything = number(sum(shape.questions[i].weight for i in inside))
        found[f"rated{d}"] = _weight(shape, rated(shape), inside)
        found[f"asked{d}"] = minus(everything, _weight(shape, outside(shape), inside))
    found["applying"] = minus(number(len(places)), _count(shape, outside(shape), places))
    for c, weight in enumerate(weights(shape)):
        found[f"c{c}"] = _count(shape, rated(shape), _of_weight(shape, weight))
    return found


def _of_weight(shape: Shape, weight: int) -> list[int]:
    return [i for i, question in enumerate(shape.questions) if question.weight == weight]


def closing_levels(shape: Shape, a: int) -> dict[int, list[int]]:
    """The levels from which answers close a light, each with the questions that do."""
    found: dict[int, list[int]] = {}
    for i, level in enumerate(shape.aims[a].closed_from):
        if level is not None:
            found.setdefault(level, []).append(i)
    return found


def _votes(shape: Shape) -> dict[str, Sql]:
    """What supports each light, and what closes it."""
    found = {
        "rated": add(columns(f"rated{d}" for d in range(len(shape.dimensions)))),
        "asked": add(columns(f"asked{d}" for d in range(len(shape.dimensions)))),
        "answers": add(columns(f"c{c}" for c in range(len(weights(shape))))),
    }
    for a, aim in enumerate(shape.aims):
        for c, weight in enumerate(weights(shape)):
            against = _count(shape, opposing(shape, aim.line), _of_weight(shape, weight))
            found[f"k{a}_{c}"] = minus(column(f"c{c}"), against)
        for variant in _LEVELS:
            if variant != "h":
                found[f"v_{variant}{a}"] = _support(shape, aim, variant)
        for variant in _VARIANTS:
            found[f"x_{variant}{a}"] = some(_closing(shape, a, variant))
        found[f"open_to{a}"] = negated(some(_open_to(shape, a)))
    return found


def _support(shape: Shape, aim: Aim, variant: str) -> Sql:
    """The weight of all that is asked and not above the line."""
    everything = number(sum(question.weight for question in shape.questions))
    over = above(shape, variant, aim.line)
    return minus(everything, _weight(shape, over, range(len(shape.questions))))


def _closing(shape: Shape, a: int, variant: str) -> Iterator[Sql]:
    """Whether some level closes a light: it is high enough, and the question applies."""
    for level, places in closing_levels(shape, a).items():
        if variant == "o":
            found = opposing(shape, level - 1)
            left_out: Bits = [number(0) for _ in found]
        else:
            found, left_out = above(shape, variant, level - 1), outside(shape)
        for s, (own, out) in enumerate(zip(found, left_out, strict=True)):
            if own_mask := fields.mask(places, s):
                none = number(0) if out == number(0) else common(out, own_mask)
                yield compared(common(own, own_mask), "<>", none)


def _open_to(shape: Shape, a: int) -> Iterator[Sql]:
    """Whether an unanswered question may close a light."""
    places = [i for i, level in enumerate(shape.aims[a].closed_from) if level is not None]
    for s in fields.sets(len(shape.questions)):
        if own_mask := fields.mask(places, s):
            yield compared(common(column(f"open_{s}"), own_mask), "<>", 0)


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
    vetoes = [i for i, question in enumerate(shape.questions) if question.veto]
    if vetoes and aim.line < shape.highest:
        yield _weight(shape, fields.columns_of("open", len(shape.questions)), vetoes)


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
