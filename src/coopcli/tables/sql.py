"""The SQL that DuckDB and Spark were seen to read alike, and no other.

An expression is an :class:`Sql`, made of numbers, texts and columns by the functions below. What
has no function here cannot be written: division of whole numbers, casts that round, ranges of days
and months, as-of joins, and whatever else one of the engines reads in a way of its own. Each
function that two engines could take differently says what keeps them together;
``tests/tables/test_sql.py`` holds them against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TEXT = re.compile(r"[\w .:/+-]*", re.ASCII)  # a backslash is an escape to one of the engines

MOST = 1 << 30
"""Sums below this are kept in 32 bits; both engines refuse what would pass them."""


class Sql(str):
    """An expression, or a query, that means the same to both engines."""

    __slots__ = ()


def column(name: str) -> Sql:
    """A column; its name needs no quotation marks, which the engines write differently."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"no plain name of a column: {name!r}")
    return Sql(name)


def number(value: int) -> Sql:
    """A whole number; what takes more than 32 bits is said to."""
    return Sql(str(value)) if abs(value) < MOST else Sql(f"CAST({value} AS BIGINT)")


def text(value: str) -> Sql:
    """A text of letters, digits and a few marks, none of which is an escape."""
    if not _TEXT.fullmatch(value):
        raise ValueError(f"no plain text: {value!r}")
    return Sql(f"'{value}'")


NULL_TEXT = Sql("CAST(NULL AS STRING)")
NULL_WHOLE = Sql("CAST(NULL AS INT)")
NULL_LONG = Sql("CAST(NULL AS BIGINT)")
TRUE, FALSE = Sql("TRUE"), Sql("FALSE")


def _joined(operator: str, terms: Sequence[Sql]) -> Sql:
    """Terms in pairs of pairs, so that hundreds of them are no deeper than ten."""
    if len(terms) == 1:
        return terms[0]
    half = len(terms) // 2
    return Sql(f"({_joined(operator, terms[:half])} {operator} {_joined(operator, terms[half:])})")


def add(terms: Iterable[Sql]) -> Sql:
    """A sum of whole numbers, none of which is NULL; 0 of none."""
    return _joined("+", [*terms] or [number(0)])


def minus(one: Sql, other: Sql) -> Sql:
    """A difference."""
    return Sql(f"({one} - {other})")


def times(one: Sql, factor: int, most: int = 0) -> Sql:
    """A product with a number; ``most`` is the largest that it can come to."""
    if factor == 1:
        return one
    wide = f"CAST({one} AS BIGINT)" if most >= MOST else one
    return Sql(f"({wide} * {factor})")


def modulo(one: Sql, divisor: int) -> Sql:
    """What is left of a number that is not negative."""
    return Sql(f"({one} % {divisor})")


def divided(one: Sql, divisor: int, most: int) -> Sql:
    """A number from 0 to ``most`` by another, rounded down.

    The engines write the division of whole numbers differently. It is a product with the inverse,
    rounded up, in so many bits that what it is too large by never reaches the next whole number.
    """
    bits = (divisor * (most + 1)).bit_length()
    inverse = -(-(1 << bits) // divisor)
    if inverse * (most + 1) >= 1 << 62:
        raise ValueError(f"no room to divide {most} by {divisor}")
    return shifted(Sql(f"(CAST({one} AS BIGINT) * CAST({inverse} AS BIGINT))"), bits)


def power(bits: Sql, *, wide: bool) -> Sql:
    """2 to the power of a column that is not negative, in 32 or in 64 bits."""
    return Sql(f"(CAST(1 AS BIGINT) << {bits})" if wide else f"(1 << {bits})")


def united(terms: Iterable[Sql]) -> Sql:
    """The bits that one of some numbers has."""
    return _joined("|", [*terms])


def common(one: Sql, mask: int) -> Sql:
    """The bits that a number shares with another."""
    return Sql(f"({one} & {mask})")


def both(one: Sql, other: Sql) -> Sql:
    """The bits that two numbers have."""
    return Sql(f"({one} & {other})")


def bit_count(one: Sql) -> Sql:
    """How many bits a number of 64 bits has; one engine counts in eight bits, the other in 32."""
    return Sql(f"CAST(bit_count({one}) AS INT)")


def as_long(one: Sql) -> Sql:
    """A whole number, or a condition that is not NULL as 1 or 0, in 64 bits."""
    return Sql(f"CAST({one} AS BIGINT)")


def as_whole(one: Sql) -> Sql:
    """A whole number in 32 bits; it is one already, and fits."""
    return Sql(f"CAST({one} AS INT)")


def shifted(one: Sql, bits: int) -> Sql:
    """A number that is not negative, without its last bits."""
    return Sql(f"({one} >> {bits})") if bits else one


def masked(one: Sql, bits: int) -> Sql:
    """The last bits of a number."""
    return Sql(f"({one} & {(1 << bits) - 1})")


def compared(one: Sql, sign: str, other: Sql | int) -> Sql:
    """A comparison of two of a kind."""
    if sign not in ("<", "<=", "=", "<>", ">=", ">"):
        raise ValueError(f"no comparison: {sign!r}")
    return Sql(f"{one} {sign} {number(other) if isinstance(other, int) else other}")


def every(conditions: Iterable[Sql]) -> Sql:
    """Whether all hold, none of which is NULL."""
    found = [one for one in conditions if one != TRUE]
    return _joined("AND", [_inner(one) for one in found]) if found else TRUE


def some(conditions: Iterable[Sql]) -> Sql:
    """Whether one holds, none of which is NULL."""
    found = [one for one in conditions if one != FALSE]
    return _joined("OR", [_inner(one) for one in found]) if found else FALSE


def _inner(one: Sql) -> Sql:
    return one if one.startswith(("(", "NOT ")) or " " not in one else Sql(f"({one})")


def negated(one: Sql) -> Sql:
    """Whether a condition does not hold."""
    return Sql(f"NOT ({one})")


def case(*choices: tuple[Sql, Sql], otherwise: Sql | None = None) -> Sql:
    """The value of the first condition that holds; NULL where none does."""
    if not choices:
        return otherwise or NULL_TEXT
    when = " ".join(f"WHEN {condition} THEN {value}" for condition, value in choices)
    rest = "" if otherwise is None else f" ELSE {otherwise}"
    return Sql(f"CASE {when}{rest} END")


def counted(condition: Sql, weight: int = 1) -> Sql:
    """A weight where a condition that is not NULL holds, else 0.

    A condition is a number to both engines once it is cast, and faster than a case.
    """
    return times(Sql(f"CAST({condition} AS INT)"), weight)


def coalesce(*values: Sql) -> Sql:
    """The first that is not NULL."""
    return Sql(f"coalesce({', '.join(values)})")


def is_null(one: Sql) -> Sql:
    """Whether a value is NULL."""
    return Sql(f"{one} IS NULL")


def is_one_of(one: Sql, texts: Iterable[str]) -> Sql:
    """Whether a text is one of some."""
    listed = ", ".join(map(text, texts))
    return Sql(f"{one} IN ({listed})") if listed else FALSE


def is_one_of_numbers(one: Sql, numbers: Iterable[int]) -> Sql:
    """Whether a number is one of some."""
    return Sql(f"{one} IN ({', '.join(map(number, numbers))})")


def least(*values: Sql) -> Sql:
    """The least of some, none of which is NULL: one engine skips NULL, the other returns it."""
    return values[0] if len(values) == 1 else Sql(f"least({', '.join(values)})")


def greatest(*values: Sql) -> Sql:
    """The greatest of some, none of which is NULL."""
    return values[0] if len(values) == 1 else Sql(f"greatest({', '.join(values)})")


def words(pieces: Iterable[Sql]) -> Sql:
    """The texts that are not NULL with a blank between; NULL where there is none."""
    return Sql(f"nullif(concat_ws(' ', {', '.join(pieces)}), '')")


def ratio(one: Sql, other: Sql) -> Sql:
    """A share for people to read, by one division of IEEE 754; 1 of nothing."""
    share = Sql(f"CAST({one} AS DOUBLE) / CAST({other} AS DOUBLE)")
    return case((compared(other, ">", 0), share), otherwise=Sql("CAST(1 AS DOUBLE)"))


def date_of(year: Sql, month: Sql, day: Sql) -> Sql:
    """The date of three numbers, which exists."""
    return Sql(f"make_date({year}, {month}, {day})")


def part_of(part: str, day: Sql) -> Sql:
    """The ``year``, ``month`` or ``day`` of a date."""
    if part not in ("year", "month", "day"):
        raise ValueError(part)
    return Sql(f"CAST({part}({day}) AS INT)")


def as_date(one: Sql) -> Sql:
    """The day of a date or of a time without a zone."""
    return Sql(f"CAST({one} AS DATE)")


def as_text(one: Sql) -> Sql:
    """A value as it is shown to people."""
    return Sql(f"CAST({one} AS STRING)")


def trimmed(one: Sql) -> Sql:
    """A text without blanks around it; NULL where nothing is left."""
    return Sql(f"nullif(trim({one}), '')")


def pattern(one: Sql) -> Sql:
    """A text with a 0 for each digit: one engine's regular expressions are not the other's."""
    return Sql(f"translate({one}, '123456789', '000000000')")


def piece(one: Sql, start: int, length: int) -> Sql:
    """Some characters of a text, the first is 1."""
    return Sql(f"substr({one}, {start}, {length})")


def digits(one: Sql, length: int) -> Sql:
    """The number that a text of so many digits is, and NULL for another.

    A cast alone makes 3 of 2.5 on one engine, and NULL on the other.
    """
    return case(
        (compared(pattern(one), "=", text("0" * length)), Sql(f"try_cast({one} AS INT)")),
        otherwise=NULL_WHOLE,
    )


def highest(one: Sql) -> Sql:
    """The greatest of a group that is not NULL."""
    return Sql(f"max({one})")


def rows(one: Sql | None = None) -> Sql:
    """How many rows of a group there are, or have a value."""
    return Sql(f"count({one or '*'})")


def gathered(one: Sql) -> Sql:
    """The bits that a number of a group has."""
    return Sql(f"bit_or({one})")


def total(one: Sql) -> Sql:
    """The sum of a group."""
    return Sql(f"CAST(sum({one}) AS BIGINT)")


class Stage(NamedTuple):
    """One step of a plan: a name, the columns that it computes, and from which earlier step.

    It keeps the columns of that step where it ``keeps`` them; ``rest`` joins, filters or groups.
    """

    name: str
    columns: Mapping[str, Sql]
    source: str
    rest: str = ""
    keeps: bool = False

    @property
    def query(self) -> Sql:
        """The query of the step."""
        named = [
            value if value == name else f"{value} AS {name}" for name, value in self.columns.items()
        ]
        listed = ",\n    ".join(["*", *named] if self.keeps else named)
        rest = f"\n  {self.rest}" if self.rest else ""
        return Sql(f"  SELECT\n    {listed}\n  FROM {self.source}{rest}")


def chained(stages: Sequence[Stage]) -> Sql:
    """The query of several steps, each of which reads those before it."""
    *before, last = stages
    named = ",\n".join(f"{stage.name} AS (\n{stage.query}\n)" for stage in before)
    return Sql(f"WITH {named}\n{last.query}" if before else last.query)


def plain(names: Iterable[str]) -> dict[str, Sql]:
    """Columns that go on as they are."""
    return {name: column(name) for name in names}
