"""Which answers count at which date: each area's own, one for all, or a date a month.

A light changes only when an answer becomes known or a trend lapses. It is decided at those dates
alone, holds until the next of them, and is joined to the months last.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from coopcli.model import months_later
from coopcli.tables import packing
from coopcli.tables.ratings import MARKS, Layout
from coopcli.tables.shape import Shape
from coopcli.tables.sql import (
    NULL_LONG,
    Sql,
    Stage,
    add,
    as_long,
    bit_count,
    case,
    coalesce,
    column,
    compared,
    counted,
    every,
    gathered,
    greatest,
    highest,
    is_null,
    is_one_of,
    least,
    minus,
    negated,
    number,
    plain,
    rows,
    total,
)

STATES = "states"
"""What an engine keeps between the reading and the rule: a row for each state of an area."""

CHECKED = ("bad", "many")
"""What is known of a state by the checks: how many rows are wrong, whether ratings may repeat."""


class Months(NamedTuple):
    """A date each month from ``first`` to ``last``, on its last day where the day is not there."""

    first: date
    last: date

    def dates(self) -> list[date]:
        """The dates."""
        count = 12 * (self.last.year - self.first.year) + self.last.month - self.first.month + 1
        every_one = (months_later(self.first, place) for place in range(count))
        return [day for day in every_one if day <= self.last]


When = Months | date | None
"""A date each month, one date, or each area's own."""


def grouped(shape: Shape, layout: Layout, when: When) -> list[Stage]:
    """The steps from rows to groups, with what may be wrong of each: ``bad`` rows, and ``many``."""
    names = ["parties", "area"]
    found: list[Stage] = []
    source = "packed"
    if isinstance(when, Months):
        found = _events(shape, layout, when)
        names.append("g")
        source = found[-1].name
    columns = plain(names)
    for i in _places(shape, layout):
        columns[f"p{i}"] = highest(_answer(layout, i, when))
    columns |= {"bad": _bad(layout, when), "valid": rows(_valid(layout))}
    columns |= {mark: gathered(column(mark)) for mark in MARKS}
    if not when:
        columns["newest"] = _newest(layout)
    by = f"GROUP BY {', '.join(names)}"
    many = {"many": counted(_may_repeat())}
    return [
        *found,
        Stage("marked", columns, source, by),
        Stage("grouped", many, "marked", keeps=True),
    ]


def _may_repeat() -> Sql:
    """Whether a group may hold two ratings of one key and date: it has more rows than marks."""
    marks = (bit_count(coalesce(column(mark), number(0))) for mark in MARKS)
    return every(compared(column("valid"), ">", count) for count in marks)


def _newest(layout: Layout) -> Sql:
    """The newest answer of a group, to whatever question."""
    if not layout.is_wide:
        return highest(column("p"))
    every_one = [coalesce(column(f"p{i}"), number(0)) for i in layout.asked or ()]
    return highest(greatest(*every_one))


def _places(shape: Shape, layout: Layout) -> tuple[int, ...]:
    return tuple(range(len(shape.questions))) if layout.asked is None else layout.asked


def _bad(layout: Layout, when: When) -> Sql:
    """How many rows of a group are wrong: in the long form an answer is NULL just there."""
    if layout.is_wide or isinstance(when, Months):
        return total(column("bad"))
    return minus(rows(), rows(column("p")))


def _valid(layout: Layout) -> Sql:
    if not layout.is_wide:
        return column("p")
    return case((compared(column("bad"), "=", 0), number(1)))


def _answer(layout: Layout, i: int, when: When) -> Sql:
    own = column(f"p{i}") if layout.is_wide else column("p")
    conditions = [] if layout.is_wide else [compared(column("c"), "=", i)]
    if isinstance(when, date):
        conditions.append(compared(own, "<=", number(packing.last_code(when))))
    return case((every(conditions), own), otherwise=NULL_LONG) if conditions else own


def answers(shape: Shape, layout: Layout, when: When) -> list[Stage]:
    """The step to answers ``q0`` and so on, with the date that they hold at."""
    if isinstance(when, Months):
        return _running(shape, layout, when)
    columns = plain(["parties", "area", *CHECKED])
    as_of = number(packing.code_of(when)) if when else packing.known(column("newest"))
    columns["as_of"] = Sql(f"CAST({as_of} AS INT)")
    columns |= {f"q{i}": _filled(shape, layout, i) for i in range(len(shape.questions))}
    # A sheet may have an area of which nobody says anything: it has no date to be judged at.
    answered = "WHERE newest > 0" if layout.is_wide and when is None else ""
    return [Stage("known", columns, "grouped", answered)]


def _filled(shape: Shape, layout: Layout, i: int) -> Sql:
    """An answer in 64 bits: a question that has no column is a number of 32 by itself."""
    nothing = number(packing.missing(shape.highest))
    known = coalesce(column(f"p{i}"), nothing) if i in _places(shape, layout) else nothing
    if shape.questions[i].not_asked_of:
        left_out = is_one_of(column("area"), shape.questions[i].not_asked_of)
        outside = number(packing.not_applicable(shape.highest))
        known = case((left_out, outside), otherwise=known)
    return as_long(known)


# A date each month.


def _first(when: Months) -> int:
    return when.first.year * 12 + when.first.month - 1


def _events(shape: Shape, layout: Layout, when: Months) -> list[Stage]:
    """The places of the dates at which answers become known, and at which trends lapse.

    An answer that becomes known after the last date stands behind it, so that its area is there.
    """
    count = len(when.dates())
    last = number(count)
    if layout.is_wide:  # without trends, so that nothing lapses
        columns = {"g": _bounded(_place_known(column("k"), when), count)}
        return [Stage("events", columns, "packed", keeps=True)]
    known = packing.known(column("p"))
    x = add([known, number(32 * shape.horizon_months)])
    trend = packing.trend_bits(column("p"))
    has = every([negated(is_null(column("p"))), compared(trend, ">", 0)])
    lapses = _bounded(_place_lapsed(x, when), count)
    timed = {
        "known_at": coalesce(_bounded(_place_known(known, when), count), last),
        "lapses_at": case((has, lapses), otherwise=last),
    }
    here = compared(column("kind"), "=", 0)
    events = plain(["parties", "area"]) | {
        "c": case((here, column("c")), otherwise=number(-1)),
        "p": case((here, column("p")), otherwise=NULL_LONG),
        "bad": counted(every([here, is_null(column("p"))])),
        **{mark: case((here, column(mark)), otherwise=NULL_LONG) for mark in MARKS},
        "g": case((here, column("known_at")), otherwise=column("lapses_at")),
    }
    both = "CROSS JOIN (VALUES (0), (1)) AS kinds(kind)"
    return [
        Stage("timed", timed, "packed", keeps=True),
        Stage("events", events, f"timed {both}", f"WHERE kind = 0 OR lapses_at < {count}"),
    ]


def _bounded(place: Sql, count: int) -> Sql:
    return Sql(f"CAST({least(greatest(place, number(0)), number(count))} AS INT)")


def _place_known(known: Sql, when: Months) -> Sql:
    """The place of the first date that is not before an answer."""
    later = case(
        (compared(packing.day_of(known), ">", when.first.day), number(1)), otherwise=number(0)
    )
    return add([packing.month_of(known), number(-_first(when)), later])


def _place_lapsed(end: Sql, when: Months) -> Sql:
    """The place of the first date behind a code, which may be of a day that its month has not."""
    months, day = packing.month_of(end), packing.day_of(end)
    behind = every(
        [
            compared(number(when.first.day), ">", day),
            compared(packing.last_of_month(months), ">", day),
        ]
    )
    later = case((behind, number(0)), otherwise=number(1))
    return add([months, number(-_first(when)), later])


def _running(shape: Shape, layout: Layout, when: Months) -> list[Stage]:
    """The answers as they stand at each change, and until when; before the first there are none."""
    places = _places(shape, layout)
    count = len(when.dates())
    names = ["parties", "area", "g", *(f"p{i}" for i in places)]
    empty = {"parties": column("parties"), "area": column("area"), "g": number(0)}
    empty |= {f"p{i}": NULL_LONG for i in places}
    first = Stage("", empty, STATES, "GROUP BY parties, area HAVING min(g) > 0")
    union = (
        f"(\n{Stage('', plain(names), STATES).query}\n  UNION ALL\n{first.query}\n  ) AS changes"
    )
    order = "OVER (PARTITION BY parties, area ORDER BY g"
    rows_before = f"{order} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
    columns = plain(["parties", "area", "g"])
    columns |= {f"p{i}": Sql(f"max(p{i}) {rows_before}") for i in places}
    columns["until"] = Sql(f"coalesce(lead(g) {order}), {count})")
    months = add([column("g"), number(_first(when))])
    day = least(packing.last_of_month(months), number(when.first.day))
    known = plain(["parties", "area", "g", "until"])
    known["as_of"] = Sql(f"CAST({packing.code_from(months, day)} AS INT)")
    known |= {f"q{i}": _filled(shape, layout, i) for i in range(len(shape.questions))}
    return [
        Stage("running", columns, union),
        Stage("known", known, "running", f"WHERE g < {count}"),
    ]


def spread(when: Months, columns: list[str]) -> Stage:
    """The last step: each light at all the dates that it holds."""
    codes = [packing.code_of(day) for day in when.dates()]
    listed = ", ".join(f"({place}, {code})" for place, code in enumerate(codes))
    dates = f"JOIN (VALUES {listed}) AS dates(place, code)"
    on = "ON dates.place >= written.g AND dates.place < written.until"
    named = plain(columns)
    named["as_of"] = packing.day_from(column("code"))
    return Stage("spread", named, f"written\n  {dates} {on}")
