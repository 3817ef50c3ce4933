"""What a row of lights says beside its light: margins, what decides, tallies, in plain columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coopcli.tables import fields, packing
from coopcli.tables.rule import NO_LIGHT, above, closing_levels, columns, opposing, rated, weights
from coopcli.tables.shape import Aim, Shape
from coopcli.tables.sql import (
    NULL_WHOLE,
    Sql,
    Stage,
    add,
    as_whole,
    both,
    case,
    column,
    common,
    compared,
    counted,
    divided,
    every,
    least,
    minus,
    number,
    ratio,
    text,
    times,
    united,
    words,
)

UNDETERMINED = "undetermined"


def stages(shape: Shape) -> list[Stage]:
    """The last steps: which questions decide, and the row as it is written."""
    return [
        Stage("deciding", _first(shape), "lights", keeps=True),
        Stage("by_level", _by_level(shape), "deciding", keeps=True),
        Stage("written", _written(shape), "by_level"),
    ]


def tally_column(name: str) -> str:
    """The column that counts the answers of a light, or of another state."""
    return f"answers_{name.replace('-', '_')}"


def _written(shape: Shape) -> dict[str, Sql]:
    names = {shape.rank(name): name for name in shape.lights}
    return {
        "parties": column("parties"),
        "area": column("area"),
        "as_of": packing.day_from(column("as_of")),
        "light": _named(column("light"), {NO_LIGHT: UNDETERMINED, **names}),
        "best": _named(column("best"), names),
        "worst": _named(column("worst"), names),
        "undetermined": column("undetermined"),
        "outlook": _outlook(),
        "turning": _turning(names),
        "coverage": ratio(column("rated"), column("asked")),
        "rated_weight": column("rated"),
        "asked_weight": column("asked"),
        **_tally(shape),
        "margin_down": _down(shape),
        "margin_up": _up(shape),
        "decided_by": _decided_by(shape),
    }


def _named(rank: Sql, names: dict[int, str]) -> Sql:
    return case(*((compared(rank, "=", place), text(name)) for place, name in names.items()))


def _outlook() -> Sql:
    hardening, easing = column("hardening"), column("easing")
    return case(
        (every([hardening, easing]), text("developing")),
        (hardening, text("negative")),
        (easing, text("positive")),
        otherwise=text("stable"),
    )


def _turning(names: dict[int, str]) -> Sql:
    """The lights that trends lead to, the worst first."""
    light, harder, easier = column("light"), column("at_hh"), column("at_he")
    first = [compared(light, ">=", 0), compared(harder, "<>", light)]
    second = [compared(light, ">=", 0), compared(easier, "<>", light)]
    second.append(compared(easier, "<>", harder))
    pieces = [(every(first), harder), (every(second), easier)]
    return words([case((turns, _named(rank, names))) for turns, rank in pieces])


def _tally(shape: Shape) -> dict[str, Sql]:
    classes = range(len(weights(shape)))
    held = [add(columns(f"k{a}_{c}" for c in classes)) for a in range(len(shape.aims))]
    lower: Sql | None = None
    found = {}
    for light, upper in zip(shape.lights, [*held, column("answers")], strict=True):
        found[tally_column(light)] = upper if lower is None else minus(upper, lower)
        lower = upper
    found[tally_column("missing")] = minus(column("applying"), column("answers"))
    asked = number(len(shape.questions))
    found[tally_column("not-applicable")] = minus(asked, column("applying"))
    return {name: as_whole(count) for name, count in found.items()}


def _below(shape: Shape) -> Iterator[tuple[int, Aim, Sql]]:
    """Each light that can be next, with the condition that an area has the one below it."""
    for a, aim in enumerate(shape.aims):
        yield a, aim, compared(column("light"), "=", shape.rank(aim.light) - 1)


def _down(shape: Shape) -> Sql:
    """How many answers must rise until the majority is lost that goes first."""
    choices = []
    for aim in shape.aims:
        lost = [
            _fewest(shape, b, [column(f"k{b}_{c}") for c in range(len(weights(shape)))])
            for b in aim.needs
            if shape.aims[b].line < shape.highest
        ]
        if lost:
            here = compared(column("light"), "=", shape.rank(aim.light))
            choices.append((here, as_whole(least(*lost))))
    return case(*choices, otherwise=NULL_WHOLE)


def _up(shape: Shape) -> Sql:
    """How many answers must fall until the next better light has its majority, if they can."""
    choices = []
    for a, aim, here in _below(shape):
        reach = [
            every([compared(column(f"s_most{b}"), ">=", 0), column(f"open_to{b}")])
            for b in aim.needs
        ]
        opposing = [minus(column(f"c{c}"), column(f"k{a}_{c}")) for c in range(len(weights(shape)))]
        choices.append((every([here, *reach]), as_whole(_fewest(shape, a, opposing, up=True))))
    return case(*choices, otherwise=NULL_WHOLE)


def _fewest(shape: Shape, a: int, counts: Sequence[Sql], *, up: bool = False) -> Sql:
    """How many answers, the heaviest first, until a majority is lost, or won if ``up``.

    It is lost where the surplus falls below 0, and won where it does no more.
    """
    aim, own = shape.aims[a], column(f"s_h{a}")
    most = aim.denominator * sum(question.weight for question in shape.questions)
    steps = [weight * aim.denominator for weight in weights(shape)]
    if len(steps) == 1:
        if not up:
            return add([divided(own, steps[0], most), number(1)])
        short = minus(number(steps[0] - 1), own)
        enough = (compared(own, ">=", 0), number(0))
        return case(enough, otherwise=divided(short, steps[0], 2 * most + 1))
    terms, before = [], [number(0)]
    for weight, step, count in zip(weights(shape), steps, counts, strict=True):
        for place in range(sum(question.weight == weight for question in shape.questions)):
            used = add([*before, number(place * step)])
            left = compared(add([own, used]), "<", 0) if up else compared(own, ">=", used)
            terms.append(counted(every([compared(count, ">", place), left])))
        before.append(times(count, step, most))
    return add(terms)


def _first(shape: Shape) -> dict[str, Sql]:
    """``first``: what decides alone; ``against``: what opposes the next better light.

    The best light is decided by what carries it. Each answer that closes the next better light
    decides alone. Where its majority is missed, so does each answer above its line.
    """
    found = {}
    best = compared(column("light"), "=", len(shape.aims))
    line = shape.aims[0].line
    for s, own in enumerate(rated(shape)):
        over = opposing(shape, line)[s]
        first = [(best, own if over == number(0) else minus(own, over))]
        against = []
        for a, aim, here in _below(shape):
            if closing := [*_closing(shape, a, s)]:
                first.append((here, united(closing)))
            missed = compared(column(f"s_h{a}"), "<", 0)
            against.append((every([here, missed]), opposing(shape, aim.line)[s]))
        found[f"first_{s}"] = case(*first, otherwise=number(0))
        found[f"against_{s}"] = case(*against, otherwise=number(0))
    return found


def _closing(shape: Shape, a: int, s: int) -> Iterator[Sql]:
    for level, places in closing_levels(shape, a).items():
        if own_mask := fields.mask(places, s):
            yield common(opposing(shape, level - 1)[s], own_mask)


def _by_level(shape: Shape) -> dict[str, Sql]:
    """What opposes by its level; what closes the light stands before it already."""
    found = {}
    for level in _levels(shape):
        over = above(shape, "h", level)
        for s, under in enumerate(above(shape, "h", level - 1)):
            own = under if over[s] == number(0) else minus(under, over[s])
            against = column(f"against_{s}")
            left = minus(against, both(against, column(f"first_{s}")))
            found[f"at{level}_{s}"] = both(left, own)
    return found


def _levels(shape: Shape) -> range:
    """The levels at which answers can oppose a light, the worst first."""
    return range(shape.highest, min(aim.line for aim in shape.aims), -1)


def _decided_by(shape: Shape) -> Sql:
    """What decides, the most decisive first."""
    count = len(shape.questions)
    names = ["first", *(f"at{level}" for level in _levels(shape))]
    pieces = []
    for sets in (fields.columns_of(name, count) for name in names):
        for i, question in enumerate(shape.questions):
            has = compared(common(sets[i // fields.PER_SET], fields.bit(i)), "<>", 0)
            pieces.append(case((has, text(question.id))))
    return words(pieces)
