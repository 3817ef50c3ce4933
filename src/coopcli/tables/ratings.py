"""From the columns of a file to answers as numbers, and to all that can be wrong with a row.

Ratings come long, a row for each, or wide, a column for each question. What a row says is read the
same way whether a file holds whole numbers, numbers with a point, or text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from coopcli.tables import packing
from coopcli.tables.shape import Shape
from coopcli.tables.sql import (
    NULL_LONG,
    NULL_WHOLE,
    Sql,
    Stage,
    add,
    as_date,
    as_text,
    as_whole,
    case,
    coalesce,
    column,
    compared,
    counted,
    digits,
    every,
    is_null,
    is_one_of,
    is_one_of_numbers,
    modulo,
    negated,
    number,
    part_of,
    pattern,
    piece,
    plain,
    power,
    some,
    text,
    times,
    trimmed,
)

SOURCE = "source_rows"
"""The view that an engine makes of the files, with plain names of columns."""

NEEDED = ("area", "criterion", "known", "low")
OPTIONAL = ("parties", "high", "state", "trend")
STATES = ("rated", "missing", "not-applicable")
TRENDS = ("none", "easing", "hardening")
PLACE = ("source_file", "source_row")
"""Where a row stands, for the list of what is wrong."""

NOTHING, WRONG = -1, -2
"""In the place of a level: there is none, or something else stands there."""


class Kind(Enum):
    """What a column holds; a ``CELL`` is a text that may have blanks around it, or be empty."""

    WHOLE = "whole numbers"
    REAL = "real numbers"
    TEXT = "text"
    CELL = "cells"
    DATE = "dates"
    TIME = "times"
    OTHER = "another type, such as decimal, boolean, list or time with a zone"


class Layout(NamedTuple):
    """How ratings lie in files: the kind of each column, and whether questions are columns.

    In the wide form the column of a question is ``w0`` and so on to the engines, ``asked`` gives
    the places of the questions that have one.
    """

    kinds: Mapping[str, Kind]
    asked: tuple[int, ...] | None = None

    @property
    def is_wide(self) -> bool:
        """Whether each question has a column."""
        return self.asked is not None


class _Check(NamedTuple):
    """What can be wrong with a row: a condition, its code, and the column that is meant."""

    found: Sql
    code: str
    of: str = ""


def stages(
    shape: Shape, layout: Layout, areas: tuple[str, ...], *, placed: bool = False
) -> list[Stage]:
    """The steps from the files to rows with answers as numbers, NULL where a row is wrong.

    ``areas`` are those that there are; any is taken where none is given. Where rows are ``placed``
    they keep their place, and ``problem`` has the code of the first thing that is wrong.
    """
    checks: list[_Check]
    if layout.is_wide:
        typed, checks = _wide(shape, layout), _wide_checks(layout)
        answers = {f"p{i}": _cell_answer(i) for i in layout.asked or ()}
    else:
        typed, checks = _long(shape, layout), _long_checks(shape, layout)
        answers = {"p": _answer(shape)}
    if placed:
        typed |= plain(PLACE)
        typed |= {f"raw_{name}": as_text(column(name)) for name in layout.kinds}
    packed = answers | _marks(shape, layout)
    if layout.is_wide:
        packed["bad"] = counted(some(check.found for check in checks))
    if placed:
        if areas:
            unknown = negated(is_one_of(column("area"), areas))
            checks.insert(1, _Check(unknown, "unknown-area", "area"))
        packed["problem"] = case(*((check.found, text(check.code)) for check in checks))
        said = ((check.found, column(f"raw_{check.of}")) for check in checks if check.of)
        packed["said"] = case(*said)
    return [Stage("typed", typed, SOURCE), Stage("packed", packed, "typed", keeps=True)]


def _question(shape: Shape, own: Sql) -> Sql:
    """The place of a question by its id, NULL for another; a join would take three times as long.

    DuckDB decides a case once for each text that a file has, not for each row.
    """
    choices = ((compared(own, "=", text(q.id)), number(i)) for i, q in enumerate(shape.questions))
    return case(*choices, otherwise=NULL_WHOLE)


MARKS = ("mark_days", "mark_months")
"""Bits of a question and a date: two ratings with the same date have the same."""


def _marks(shape: Shape, layout: Layout) -> dict[str, Sql]:
    """Few bits say of most ratings that no other has their date, at the cost of no search."""
    room = 1 if layout.is_wide else len(shape.questions)
    bits = 0
    while room << bits + 1 <= packing.MARKS:
        bits += 1
    found = packing.marks(column("k"), bits)
    if not layout.is_wide:
        place = column("c") if room <= packing.MARKS else modulo(column("c"), packing.MARKS)
        found = (add([times(place, 1 << bits), found[0]]), add([times(place, 1 << bits), found[1]]))
    return {name: power(one, wide=True) for name, one in zip(MARKS, found, strict=True)}


def _keys(layout: Layout) -> dict[str, Sql]:
    parties = (
        coalesce(_word(layout, "parties"), text("")) if "parties" in layout.kinds else text("")
    )
    return {"parties": parties, "area": _word(layout, "area"), "k": _code(layout.kinds["known"])}


def _word(layout: Layout, name: str) -> Sql:
    return trimmed(column(name)) if layout.kinds[name] is Kind.CELL else column(name)


def _long(shape: Shape, layout: Layout) -> dict[str, Sql]:
    kinds = layout.kinds
    low = _level(shape, "low", kinds["low"])
    high = low
    if "high" in kinds:
        own_high = _level(shape, "high", kinds["high"])
        high = case((compared(own_high, "=", NOTHING), low), otherwise=own_high)
    by_level = counted(compared(low, "=", NOTHING))
    state = by_level
    if "state" in kinds:
        own = _word(layout, "state")
        state = case((is_null(own), by_level), *_places(own, STATES), otherwise=number(WRONG))
    trend: Sql = number(packing.STEADY)
    if "trend" in kinds:
        own = _word(layout, "trend")
        steady = number(packing.STEADY)
        trend = case((is_null(own), steady), *_places(own, TRENDS), otherwise=number(WRONG))
    return {
        **_keys(layout),
        "c": _question(shape, _word(layout, "criterion")),
        "lo": low,
        "hi": high,
        "st": state,
        "tr": trend,
    }


def _places(own: Sql, known: tuple[str, ...]) -> Iterator[tuple[Sql, Sql]]:
    for place, name in enumerate(known):
        yield compared(own, "=", text(name)), number(place)


def _level(shape: Shape, name: str, kind: Kind) -> Sql:
    """A level, and no number between two: a cast would round it, each engine in its way."""
    own = trimmed(column(name)) if kind is Kind.CELL else column(name)
    if kind is Kind.WHOLE:
        outside = some([compared(own, "<", 0), compared(own, ">", shape.highest)])
        # NULL is outside of nothing; what is outside comes to a number below.
        return case((outside, number(WRONG)), otherwise=coalesce(as_whole(own), number(NOTHING)))
    levels = range(shape.highest + 1)
    if kind is Kind.REAL:
        choices = [(compared(own, "=", level), number(level)) for level in levels]
    else:
        choices = [(is_one_of(own, _spelt(level)), number(level)) for level in levels]
    return case((is_null(own), number(NOTHING)), *choices, otherwise=number(WRONG))


def _spelt(level: int) -> tuple[str, str]:
    """A level as text; a column of numbers with gaps is often written with a point."""
    return str(level), f"{level}.0"


def _code(kind: Kind) -> Sql:
    """The code of the date of a row, NULL where there is none; a month counts as its last day."""
    known = column("known")
    if kind in (Kind.DATE, Kind.TIME):
        day = as_date(known) if kind is Kind.TIME else known
        year = part_of("year", day)
        there = every([compared(year, ">=", 1), compared(year, "<=", 9999)])
        return case((there, packing.code(day)), otherwise=NULL_WHOLE)
    own = trimmed(known) if kind is Kind.CELL else known
    form = pattern(own)
    year, month, day = (digits(piece(own, *at), at[1]) for at in ((1, 4), (6, 2), (9, 2)))
    months = add([Sql(f"({year} * 12)"), month, number(-1)])
    last = packing.last_of_month(months)
    there = every([compared(year, ">=", 1), compared(month, ">=", 1), compared(month, "<=", 12)])
    exists = every([there, compared(day, ">=", 1), compared(day, "<=", last)])
    of_day = every([compared(form, "=", text("0000-00-00")), exists])
    of_month = every([compared(form, "=", text("0000-00")), there])
    of_year = every([compared(form, "=", text("0000")), compared(year, ">=", 1)])
    return case(
        (of_day, packing.code_from(months, day)),
        (of_month, packing.code_from(months, last)),
        (of_year, add([Sql(f"({year} * 384)"), number(11 * 32 + 31)])),
        otherwise=NULL_WHOLE,
    )


def _key_checks() -> list[_Check]:
    return [
        _Check(is_null(column("area")), "no-area"),
        _Check(is_null(column("k")), "wrong-date", "known"),
    ]


def _long_checks(shape: Shape, layout: Layout) -> list[_Check]:
    """What can be wrong with a row, in the order in which it is found."""
    low, high, state = column("lo"), column("hi"), column("st")
    has = [compared(low, ">=", 0), compared(high, ">=", 0)]
    must_apply = [i for i, question in enumerate(shape.questions) if not question.optional]
    checks = [
        *_key_checks(),
        _Check(is_null(column("c")), "unknown-criterion", "criterion"),
        _Check(compared(low, "=", WRONG), "wrong-level", "low"),
        _Check(compared(high, "=", WRONG), "wrong-level", "high"),
        _Check(every([compared(state, "=", 0), compared(low, "=", NOTHING)]), "level-needed"),
        _Check(every([compared(state, ">", 0), some(has)]), "level-not-needed", "low"),
        _Check(every([compared(low, ">=", 0), compared(low, ">", high)]), "levels-order", "high"),
    ]
    if "state" in layout.kinds:
        checks.append(_Check(compared(state, "=", WRONG), "wrong-state", "state"))
    if "trend" in layout.kinds:
        checks.append(_Check(compared(column("tr"), "=", WRONG), "wrong-trend", "trend"))
    if must_apply:
        asked = coalesce(column("c"), number(NOTHING))
        listed = is_one_of_numbers(asked, must_apply)
        found = every([compared(state, "=", 2), listed])
        checks.append(_Check(found, "must-apply", "criterion"))
    return checks if "high" in layout.kinds else [c for c in checks if c.of != "high"]


def _answer(shape: Shape) -> Sql:
    """The answer as a number, NULL just where something is wrong: one case for all rows.

    It says of each row what the checks say, at a third of their cost.
    """
    low, high, state = column("lo"), column("hi"), column("st")
    rated = [compared(state, "=", 0), compared(low, ">=", 0), compared(low, "<=", high)]
    nothing = [compared(low, "=", NOTHING), compared(high, "=", NOTHING)]
    missing = every([compared(state, "=", 1), *nothing])
    choices = [
        (every(rated), packing.behind(low, high, column("tr"))),
        (missing, number(packing.missing(shape.highest))),
    ]
    if optional := [i for i, question in enumerate(shape.questions) if question.optional]:
        may = is_one_of_numbers(coalesce(column("c"), number(NOTHING)), optional)
        left_out = every([compared(state, "=", 2), *nothing, may])
        choices.append((left_out, number(packing.not_applicable(shape.highest))))
    known = [negated(is_null(column(name))) for name in ("c", "area")]
    known.append(compared(column("tr"), ">=", 0))
    behind = case(*choices, otherwise=NULL_WHOLE)
    return case((every(known), add([packing.dated(column("k")), behind])), otherwise=NULL_LONG)


def _wide(shape: Shape, layout: Layout) -> dict[str, Sql]:
    cells = {f"w{i}": _cell(shape, i, layout.kinds[f"w{i}"]) for i in layout.asked or ()}
    return {**_keys(layout), **cells}


def _cell(shape: Shape, i: int, kind: Kind) -> Sql:
    """What a cell says as a number; NULL where it is empty, and nothing new was rated."""
    own = column(f"w{i}")
    levels = range(shape.highest + 1)
    if kind in (Kind.WHOLE, Kind.REAL):
        choices = [
            (compared(own, "=", level), number(packing.level(level, level))) for level in levels
        ]
    else:
        own = trimmed(own) if kind is Kind.CELL else own
        ranges = [(low, high) for low in levels for high in levels if low < high]
        choices = [
            *(
                (is_one_of(own, _spelt(level)), number(packing.level(level, level)))
                for level in levels
            ),
            *(
                (
                    is_one_of(own, (f"{low}-{high}", f"{low}..{high}")),
                    number(packing.level(low, high)),
                )
                for low, high in ranges
            ),
            (compared(own, "=", text("missing")), number(packing.missing(shape.highest))),
        ]
        if shape.questions[i].optional:
            word = text("not-applicable")
            choices.append(
                (compared(own, "=", word), number(packing.not_applicable(shape.highest)))
            )
    return case((is_null(own), NULL_WHOLE), *choices, otherwise=number(WRONG))


def _wide_checks(layout: Layout) -> list[_Check]:
    cells = [f"w{i}" for i in layout.asked or ()]
    checks = (
        _Check(compared(coalesce(column(cell), number(0)), "=", WRONG), "wrong-level", cell)
        for cell in cells
    )
    return [*_key_checks(), *checks]


def _cell_answer(i: int) -> Sql:
    # NULL and a number are NULL to both engines: an empty cell is no answer.
    return add([packing.dated(column("k")), column(f"w{i}")])
