"""The whole plan: from the files to states, which an engine keeps, and from states to lights."""

from __future__ import annotations

from typing import NamedTuple

from coopcli.tables import dates, deciding, ratings, rule
from coopcli.tables.dates import STATES, Months, When
from coopcli.tables.ratings import Layout
from coopcli.tables.shape import Shape
from coopcli.tables.sql import (
    Sql,
    Stage,
    case,
    chained,
    column,
    is_one_of,
    negated,
    number,
    plain,
    rows,
    total,
)


class Plan(NamedTuple):
    """``states`` reads the files; ``checks`` counts what may be wrong; ``lights`` decides."""

    states: list[Stage]
    checks: list[Stage]
    lights: list[Stage]

    @property
    def text(self) -> str:
        """The one query that the plan amounts to."""
        return f"{chained([*self.states, *self.lights])};\n"


def plan(shape: Shape, layout: Layout, when: When, areas: tuple[str, ...] = ()) -> Plan:
    """The plan of a rubric for files of a layout."""
    reading = ratings.stages(shape, layout, areas)
    states = [*reading, *dates.states(shape, layout, when)]
    lights = [
        *dates.answers(shape, layout, when),
        *rule.stages(shape, "known"),
        *deciding.stages(shape),
    ]
    if isinstance(when, Months):
        written = lights[-1]
        lights[-1] = written._replace(columns={**written.columns, **plain(["g", "until"])})
        lights.append(dates.spread(when, list(written.columns)))
    return Plan(states, [_checks(shape, layout, areas)], lights)


def _checks(shape: Shape, layout: Layout, areas: tuple[str, ...]) -> Stage:
    unknown = negated(is_one_of(column("area"), areas)) if areas else Sql("FALSE")
    columns = {
        "bad": total(column("bad")),
        "many": rows(case((dates.suspicious(shape, layout), number(1)))),
        "unknown": rows(case((unknown, number(1)))),
        "states": rows(),
    }
    return Stage("checks", columns, STATES)
