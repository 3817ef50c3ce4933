"""An answer as one whole number, so that the greatest of several is the newest.

From the front: the code of its date, its higher and its lower level, its trend, whether it is
rated. A level stands as one more than it is, in four bits: a trend may then lead one below the
scale and one above it, which count as its ends, and one more says that a question does not apply.
"""

from __future__ import annotations

from datetime import date

from coopcli.tables.sql import (
    Sql,
    add,
    as_long,
    as_whole,
    case,
    compared,
    counted,
    date_of,
    divided,
    every,
    masked,
    minus,
    modulo,
    number,
    part_of,
    shifted,
    some,
    times,
)

STEADY, EASING, HARDENING = 0, 1, 2

DOWN, UP, LOW, HIGH, _DATE = 1, 2, 3, 7, 11
"""The bits at which a trend of easing, one of hardening, the levels and the date begin."""

MOST_LEVELS = 12
"""How many levels fit."""


def at(level: int) -> int:
    """What stands for a level."""
    return level + 1


def outside(highest: int) -> int:
    """What stands in the place of a level where a question does not apply."""
    return highest + 3


def code_of(day: date) -> int:
    """A date as a number: its month from the year 0, times 32, and its day.

    Codes are in the order of their dates. A day is later than one some months after another, where
    that is the last of its month if it has no such day, just if its code is greater than the code
    of the other and 32 for each month: no month has to be as long as another.
    """
    return (day.year * 12 + day.month - 1) * 32 + day.day


def last_code(day: date) -> int:
    """The greatest number of an answer that was known by a day."""
    return (code_of(day) + 1 << _DATE) - 1


def code(day: Sql) -> Sql:
    """The code of a date."""
    months = add([times(part_of("year", day), 12), part_of("month", day), number(-1)])
    return add([times(months, 32), part_of("day", day)])


def code_from(months: Sql, day: Sql) -> Sql:
    """The code of a day of a month, which counts from the year 0."""
    return add([times(months, 32), day])


def month_of(one: Sql) -> Sql:
    """The month of a code, from the year 0."""
    return shifted(one, 5)


def day_of(one: Sql) -> Sql:
    """The day of the month of a code."""
    return masked(one, 5)


def day_from(one: Sql) -> Sql:
    """The date of a code."""
    months = month_of(one)
    year = divided(months, 12, 12 * 10_000)
    month = add([minus(months, times(year, 12)), number(1)])
    return date_of(*map(as_whole, (year, month, day_of(one))))


def last_of_month(months: Sql) -> Sql:
    """The last day of a month that counts from the year 0."""
    month = modulo(months, 12)
    century = compared(modulo(months, 1200), ">=", 12)
    fourth = compared(modulo(months, 4800), "<", 12)
    leap = every([compared(modulo(months, 48), "<", 12), some([century, fourth])])
    short = some(compared(month, "=", one) for one in (3, 5, 8, 10))
    return case(
        (compared(month, "=", 1), add([number(28), counted(leap)])),
        (short, number(30)),
        otherwise=number(31),
    )


def dated(known: Sql) -> Sql:
    """The front of an answer, from the code of its date."""
    return times(Sql(f"CAST({known} AS BIGINT)"), 1 << _DATE)


def behind(low: Sql, high: Sql, trend: Sql) -> Sql:
    """What stands behind the date of a rated answer."""
    levels = add([times(high, 1 << HIGH), times(low, 1 << LOW)])
    return add([levels, times(trend, 1 << DOWN), number(level(0, 0))])


def level(low: int, high: int) -> int:
    """What stands behind the date of a rated answer without a trend."""
    return at(high) << HIGH | at(low) << LOW | 1


def missing(highest: int) -> int:
    """What stands behind the date of a missing answer, which may have any level."""
    return at(highest) << HIGH | at(0) << LOW


def not_applicable(highest: int) -> int:
    """What stands behind the date where a question does not apply."""
    return outside(highest) << HIGH | outside(highest) << LOW


def known(one: Sql) -> Sql:
    """The code of the date of an answer."""
    return shifted(one, _DATE)


MARKS = 62
"""How many bits of a number are used as marks."""


def marks(known: Sql, bits: int) -> tuple[Sql, Sql]:
    """Two numbers of some bits, from the code of a date: few of other dates have the same both."""
    one = masked(add([known, month_of(known)]), bits)
    return one, masked(shifted(month_of(known), 2), bits)


def undated(one: Sql) -> Sql:
    """What stands behind the date."""
    return masked(one, _DATE)


def first_lasting(as_of: Sql, horizon_months: int) -> Sql:
    """The least answer whose trend has not lapsed: it lasts to the last day of its horizon."""
    return times(as_long(add([as_of, number(-32 * horizon_months)])), 1 << _DATE)


def trend_bits(one: Sql) -> Sql:
    """The trend of an answer, whether or not it has lapsed."""
    return masked(shifted(one, DOWN), 2)
