"""Each construct of the SQL gives on each engine what Python gives."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

import pytest

from coopcli.tables import sql
from coopcli.tables.sql import Sql, Stage, column, number
from tests.tables.engines import WHY_NO_SPARK

duckdb = pytest.importorskip("duckdb", reason="DuckDB comes with the extra coopcli[table]")

Run = Callable[[str], list[tuple[Any, ...]]]


class Row(NamedTuple):
    """A row of the table that the constructs are tried on; ``none`` is NULL in all but one."""

    key: str
    small: int
    other: int
    large: int
    below: int
    day: date
    word: str
    holds: bool
    none: int | None


ROWS = [
    Row("a", 0, 1, 0, -5, date(2024, 2, 29), "2020-10-31", True, None),
    Row("a", 7, 3, (1 << 60) + 12345, -1, date(1, 1, 1), "", False, None),
    Row("b", 11, 11, 1 << 40, 0, date(9999, 12, 31), "  a b ", True, 4),
    Row("b", 119_987, 2, 12 * 9999 + 11, 9, date(1999, 7, 4), "2.5", False, None),
]


def _table() -> str:
    kinds = ["STRING", "INT", "INT", "BIGINT", "INT", "DATE", "STRING", "BOOLEAN", "INT"]
    rows = []
    for row in ROWS:
        values = ("NULL" if value is None else f"'{value}'" for value in row)
        cells = (f"CAST({v} AS {kind})" for v, kind in zip(values, kinds, strict=True))
        rows.append(f"({', '.join(cells)})")
    return f"(VALUES {', '.join(rows)}) AS tried({', '.join(Row._fields)})"


SMALL, OTHER, LARGE, BELOW = map(column, ("small", "other", "large", "below"))
DAY, WORD, HOLDS, NONE = map(column, ("day", "word", "holds", "none"))
A, B = sql.text("a"), sql.text("b")


def _digits(word: str, length: int) -> int | None:
    return int(word) if word.isdecimal() and len(word) == length else None


class Tried(NamedTuple):
    """A construct, and what it gives in Python: a value, or a function of the row."""

    of: Callable[..., Any]
    query: Sql
    value: Any

    def expected(self, row: Row) -> Any:
        """The value in Python."""
        return self.value(row) if callable(self.value) else self.value


TRIED = [
    Tried(sql.column, LARGE, lambda r: r.large),
    Tried(sql.number, number(-(1 << 40)), -(1 << 40)),
    Tried(sql.number, number(-3), -3),
    Tried(sql.text, sql.text("a.b:c+d"), "a.b:c+d"),
    Tried(sql.add, sql.add([SMALL, OTHER, BELOW]), lambda r: r.small + r.other + r.below),
    Tried(sql.add, sql.add([]), 0),
    Tried(sql.add, sql.add([SMALL, NONE]), lambda r: r.none and r.small + r.none),
    Tried(sql.minus, sql.minus(BELOW, SMALL), lambda r: r.below - r.small),
    Tried(sql.times, sql.times(SMALL, 3), lambda r: r.small * 3),
    Tried(sql.times, sql.times(SMALL, 1 << 20, 1 << 40), lambda r: r.small << 20),
    Tried(sql.modulo, sql.modulo(SMALL, 12), lambda r: r.small % 12),
    Tried(sql.divided, sql.divided(SMALL, 12, 120_000), lambda r: r.small // 12),
    Tried(sql.divided, sql.divided(SMALL, 7, 120_000), lambda r: r.small // 7),
    Tried(sql.power, sql.power(OTHER, wide=False), lambda r: 1 << r.other),
    Tried(sql.power, sql.power(sql.times(OTHER, 5), wide=True), lambda r: 1 << 5 * r.other),
    Tried(sql.power, sql.power(NONE, wide=True), lambda r: r.none and 1 << r.none),
    Tried(sql.united, sql.united([SMALL, OTHER, LARGE]), lambda r: r.small | r.other | r.large),
    Tried(sql.common, sql.common(LARGE, 0x3039), lambda r: r.large & 0x3039),
    Tried(sql.common, sql.common(LARGE, 1 << 60), lambda r: r.large & 1 << 60),
    Tried(sql.both, sql.both(LARGE, SMALL), lambda r: r.large & r.small),
    Tried(sql.bit_count, sql.bit_count(LARGE), lambda r: r.large.bit_count()),
    Tried(sql.as_long, sql.as_long(SMALL), lambda r: r.small),
    Tried(sql.as_long, sql.as_long(HOLDS), lambda r: int(r.holds)),
    Tried(sql.as_whole, sql.as_whole(sql.common(LARGE, 255)), lambda r: r.large & 255),
    Tried(sql.shifted, sql.shifted(LARGE, 5), lambda r: r.large >> 5),
    Tried(sql.masked, sql.masked(LARGE, 4), lambda r: r.large & 15),
    Tried(sql.compared, sql.compared(SMALL, "<=", OTHER), lambda r: r.small <= r.other),
    Tried(sql.compared, sql.compared(NONE, "<>", 4), lambda r: None if r.none is None else False),
    Tried(sql.compared, sql.compared(WORD, "=", sql.text("")), lambda r: r.word == ""),
    Tried(
        sql.every,
        sql.every([HOLDS, sql.compared(SMALL, ">", 0)]),
        lambda r: r.holds and r.small > 0,
    ),
    Tried(sql.every, sql.every([]), True),
    Tried(
        sql.some,
        sql.some([HOLDS, sql.compared(SMALL, "=", 7)]),
        lambda r: r.holds or r.small == 7,
    ),
    Tried(sql.some, sql.some([]), False),
    Tried(sql.negated, sql.negated(HOLDS), lambda r: not r.holds),
    Tried(sql.case, sql.case((HOLDS, A), otherwise=B), lambda r: "a" if r.holds else "b"),
    Tried(sql.case, sql.case((sql.compared(NONE, "=", 4), A)), lambda r: "a" if r.none else None),
    Tried(sql.case, sql.case(), None),
    Tried(sql.counted, sql.counted(HOLDS, 9), lambda r: 9 * r.holds),
    Tried(sql.coalesce, sql.coalesce(NONE, SMALL), lambda r: r.none or r.small),
    Tried(sql.is_null, sql.is_null(NONE), lambda r: r.none is None),
    Tried(sql.is_one_of, sql.is_one_of(column("key"), ["a", "c"]), lambda r: r.key == "a"),
    Tried(sql.is_one_of, sql.is_one_of(column("key"), []), False),
    Tried(
        sql.is_one_of_numbers, sql.is_one_of_numbers(SMALL, [7, 11]), lambda r: r.small in (7, 11)
    ),
    Tried(sql.least, sql.least(SMALL, OTHER, BELOW), lambda r: min(r.small, r.other, r.below)),
    Tried(sql.greatest, sql.greatest(SMALL, OTHER), lambda r: max(r.small, r.other)),
    Tried(
        sql.words,
        sql.words([sql.case((HOLDS, A)), sql.NULL_TEXT, sql.case((sql.is_null(NONE), B))]),
        lambda r: " ".join(["a"] * r.holds + ["b"] * (r.none is None)) or None,
    ),
    Tried(sql.words, sql.words([sql.NULL_TEXT]), None),
    Tried(sql.ratio, sql.ratio(SMALL, OTHER), lambda r: r.small / r.other),
    Tried(sql.ratio, sql.ratio(SMALL, number(0)), 1.0),
    Tried(
        sql.date_of,
        sql.date_of(*(sql.part_of(part, DAY) for part in ("year", "month", "day"))),
        lambda r: r.day,
    ),
    Tried(sql.part_of, sql.part_of("month", DAY), lambda r: r.day.month),
    Tried(sql.as_date, sql.as_date(DAY), lambda r: r.day),
    Tried(sql.as_text, sql.as_text(BELOW), lambda r: str(r.below)),
    Tried(sql.as_text, sql.as_text(DAY), lambda r: r.day.isoformat()),
    Tried(sql.trimmed, sql.trimmed(WORD), lambda r: r.word.strip() or None),
    Tried(
        sql.pattern, sql.pattern(WORD), lambda r: "".join("0" if c.isdigit() else c for c in r.word)
    ),
    Tried(sql.piece, sql.piece(WORD, 6, 2), lambda r: r.word[5:7]),
    Tried(sql.digits, sql.digits(sql.trimmed(WORD), 3), None),
    Tried(sql.digits, sql.digits(sql.piece(WORD, 1, 4), 4), lambda r: _digits(r.word[:4], 4)),
]

GROUPED = [
    Tried(sql.highest, sql.highest(NONE), lambda r: {"a": None, "b": 4}[r.key]),
    Tried(sql.rows, sql.rows(), 2),
    Tried(sql.rows, sql.rows(NONE), lambda r: {"a": 0, "b": 1}[r.key]),
    Tried(sql.total, sql.total(BELOW), lambda r: {"a": -6, "b": 9}[r.key]),
    Tried(sql.gathered, sql.gathered(OTHER), lambda r: {"a": 3, "b": 11}[r.key]),
    Tried(sql.gathered, sql.gathered(NONE), lambda r: {"a": None, "b": 4}[r.key]),
]


@pytest.fixture(scope="module", params=["duckdb", "spark"])
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    """Runs a query on an engine."""
    if request.param == "duckdb":
        with duckdb.connect() as db:
            yield lambda query: db.execute(query).fetchall()
        return
    if WHY_NO_SPARK:
        pytest.skip(WHY_NO_SPARK)
    from coopcli.tables.spark import Spark

    with Spark("local[2]") as spark:
        yield spark.rows


spark_leaves_sockets = pytest.mark.filterwarnings("ignore::ResourceWarning")
pytestmark = [spark_leaves_sockets, pytest.mark.xdist_group("spark")]


def test_a_construct_of_rows_gives_what_python_gives(run: Run) -> None:
    columns = {f"c{place}": one.query for place, one in enumerate(TRIED)}
    found = run(f"{Stage('', {'small': SMALL, **columns}, _table()).query} ORDER BY small")
    for row, values in zip(sorted(ROWS, key=lambda row: row.small), found, strict=True):
        for one, value in zip(TRIED, values[1:], strict=True):
            assert value == one.expected(row), (one.query, row)
            assert type(value) is type(one.expected(row)), (one.query, row)


def test_a_construct_of_groups_gives_what_python_gives(run: Run) -> None:
    columns = {f"c{place}": one.query for place, one in enumerate(GROUPED)}
    grouped = Stage("", {"key": column("key"), **columns}, _table(), "GROUP BY key")
    for key, *values in run(grouped.query):
        row = next(row for row in ROWS if row.key == key)
        assert values == [one.expected(row) for one in GROUPED], key


def test_steps_read_those_before_them(run: Run) -> None:
    steps = [
        Stage("first", {"small": SMALL}, _table()),
        Stage("second", {"more": sql.add([SMALL, number(1)])}, "first", keeps=True),
        Stage("", sql.plain(["more"]), "second", "WHERE small < 10"),
    ]
    assert sorted(run(sql.chained(steps))) == [(1,), (8,)]


def test_every_construct_is_tried() -> None:
    public = {
        own
        for name, own in vars(sql).items()
        if inspect.isfunction(own) and own.__module__ == sql.__name__ and not name.startswith("_")
    }
    assert {one.of for one in [*TRIED, *GROUPED]} | {sql.chained, sql.plain} == public


def test_what_an_engine_may_read_otherwise_is_refused() -> None:
    for text in ("a\\b", "it's", "a\n"):
        with pytest.raises(ValueError, match="no plain text"):
            sql.text(text)
    for name in ('a"b', "A", "1a", ""):
        with pytest.raises(ValueError, match="no plain name"):
            column(name)
    with pytest.raises(ValueError, match="no comparison"):
        sql.compared(SMALL, "<=>", 1)
    with pytest.raises(ValueError, match="no room"):
        sql.divided(LARGE, 7, 1 << 40)
    with pytest.raises(ValueError, match="week"):
        sql.part_of("week", DAY)
