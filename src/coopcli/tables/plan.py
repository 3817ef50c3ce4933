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
    states = [*ratings.stages(shape, layout, areas), *dates.grouped(shape, layout, when)]
    own = ["parties", "area", "as_of"]
    if isinstance(when, Months):
        # The answers run on from state to state, which is for the second part.
        own += ["g", "until"]
        states[-1] = states[-1]._replace(name=STATES)
        words = [*dates.answers(shape, layout, when), *rule.in_words(shape, "known", own)]
    else:
        states += dates.answers(shape, layout, when)
        states += rule.in_words(shape, "known", [*own, *dates.CHECKED], STATES)
        words = []
    lights = [*words, *rule.stages(shape, words[-1].name if words else STATES)]
    lights += deciding.stages(shape)
    if isinstance(when, Months):
        written = lights[-1]
        lights[-1] = written._replace(columns={**written.columns, **plain(["g", "until"])})
        lights.append(dates.spread(when, list(written.columns)))
    return Plan(states, [_checks(areas)], lights)


def _checks(areas: tuple[str, ...]) -> Stage:
    unknown = negated(is_one_of(column("area"), areas)) if areas else Sql("FALSE")
    columns = {
        "bad": total(column("bad")),
        "many": total(column("many")),
        "unknown": rows(case((unknown, number(1)))),
        "states": rows(),
    }
    return Stage("checks", columns, STATES)
