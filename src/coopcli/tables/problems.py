"""What is wrong with rows: how many of each kind, and the first of them."""

from __future__ import annotations

from typing import NamedTuple

from coopcli.tables import ratings
from coopcli.tables.dates import STATES
from coopcli.tables.ratings import PLACE, Layout
from coopcli.tables.shape import Shape
from coopcli.tables.sql import Sql, Stage, chained, column, plain, rows

WRONG = "wrong_rows"
"""The table of what is wrong, which an engine keeps."""

MOST = 100
"""Most rows that are listed."""

REPEATED = "repeated-rating"


class Wrong(NamedTuple):
    """A row with something wrong, and the value that is meant."""

    file: str
    row: int
    code: str
    value: str | None


def wrong_rows(shape: Shape, layout: Layout, areas: tuple[str, ...]) -> Sql:
    """The query of all that is wrong, from a view of rows with their places."""
    stages = ratings.stages(shape, layout, areas, placed=True)
    keys = _keys(layout)
    repeated = _repeated(keys, "WHERE problem IS NULL ")
    columns = {**plain(PLACE), "problem": column("problem"), "said": column("said")}
    alone = Stage("", columns, "packed", "WHERE problem IS NOT NULL")
    same = " AND ".join(f"packed.{key} = repeated.{key}" for key in keys)
    again = {name: Sql(f"packed.{name}") for name in (*PLACE, "said")}
    again = {**again, "problem": Sql(f"'{REPEATED}'")}
    ordered = {name: again[name] for name in columns}
    twice = Stage("", ordered, f"packed JOIN repeated ON {same}", "WHERE packed.problem IS NULL")
    union = f"(\n{alone.query}\n  UNION ALL\n{twice.query}\n  ) AS found"
    return chained([*stages, repeated, Stage("", plain(columns), union)])


def repeated_keys(shape: Shape, layout: Layout) -> Sql:
    """The query of how many keys and dates have two ratings, where no row is wrong alone.

    It looks only where the marks of a state leave it open.
    """
    keys = _keys(layout)
    groups = plain(["parties", "area"])
    where = "WHERE many = 1 GROUP BY parties, area"
    doubtful = Stage("doubtful", groups, STATES, where)
    columns = {name: Sql(f"packed.{name}") for name in keys}
    same = "packed.parties = doubtful.parties AND packed.area = doubtful.area"
    chosen = Stage("chosen", columns, f"packed JOIN doubtful ON {same}")
    repeated = _repeated(keys)._replace(source=chosen.name)
    counted = Stage("", {"repeated": rows()}, repeated.name)
    return chained([*ratings.stages(shape, layout, ()), doubtful, chosen, repeated, counted])


def _keys(layout: Layout) -> list[str]:
    return ["parties", "area", "k", *([] if layout.is_wide else ["c"])]


def _repeated(keys: list[str], where: str = "") -> Stage:
    grouped = f"{where}GROUP BY {', '.join(keys)} HAVING count(*) > 1"
    return Stage("repeated", plain(keys), "packed", grouped)


COUNTS = Sql(f"SELECT problem, count(*) FROM {WRONG} GROUP BY problem ORDER BY problem")

FIRST = Sql(
    f"SELECT source_file, source_row, problem, said FROM {WRONG} "
    f"ORDER BY source_file, source_row, problem LIMIT {MOST}"
)


def message(code: str, shape: Shape, layout: Layout, value: str | None) -> str:
    """What must be, and what is."""
    levels = f"a level from 0 to {shape.highest}"
    cell = f"{levels}, a range as 1..3, or 'missing'" if layout.is_wide else levels
    what = "nothing" if value is None else repr(value)
    needed = {
        "no-area": "an area is needed",
        "unknown-area": "an area of the rubric is needed",
        "unknown-criterion": "a criterion of the rubric is needed",
        "wrong-date": "a date that exists is needed, as 2020, 2020-10 or 2020-10-31",
        "wrong-state": f"{', '.join(ratings.STATES)} or nothing is needed",
        "wrong-level": f"{cell} is needed",
        "level-needed": "a rated answer needs a level",
        "level-not-needed": "'low' is empty or the answer is not rated: 'high' must be empty too",
        "levels-order": "the lower level stands in 'low', the higher one in 'high'",
        "wrong-trend": f"{', '.join(ratings.TRENDS)} or nothing is needed",
        "must-apply": "an answer cannot say that this question does not apply",
        REPEATED: "two ratings have these parties, area, criterion and date",
    }[code]
    return needed if code in _ALONE else f"{needed}, not {what}"


_ALONE = (REPEATED, "level-needed", "level-not-needed", "levels-order")
"""What is said of them needs no value: it is in two cells, or two rows."""
