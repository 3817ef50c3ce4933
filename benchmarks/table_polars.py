"""What `table` does, in Polars: all of its columns, for the shipped rubric alone.

It checks nothing. An answer is one number that grows with its date, and rows turn into a column
for each question at once: of the forms that were tried, the fastest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import polars as pl
from table_facts import (
    DIMENSIONS,
    GREEN,
    HORIZON,
    KEYS,
    LEFT_OUT,
    LIGHTS,
    NO_ANSWER,
    NOT_ASKED,
    QUESTIONS,
    READ,
    VARIANTS,
    VETOES,
    YELLOW,
)


def write(source: str, target: str) -> None:
    """Writes the lights of a file of ratings."""
    rows = pl.scan_parquet(source).select(*KEYS, *READ)
    known, trend, state = pl.col("known"), pl.col("trend"), pl.col("state")
    code = (known.dt.year().cast(pl.Int64) * 12 + known.dt.month()) * 32 + known.dt.day()
    packed = (
        code * 10000
        + pl.col("low").fill_null(0) * 1000
        + pl.col("high").fill_null(4) * 100
        + pl.when(trend == "easing").then(0).when(trend == "hardening").then(20).otherwise(10)
        + pl.when(state == "rated").then(0).when(state == "missing").then(1).otherwise(2)
    )
    own = (
        pl.when(pl.col("criterion") == name).then(pl.col("packed")).max().alias(name)
        for name in QUESTIONS
    )
    newest = (
        rows.with_columns(packed=packed)
        .group_by(KEYS)
        .agg(known.max().alias("as_of"), pl.col("packed").max().alias("last") // 10000, *own)
    )

    def answer(name: str) -> Any:
        found = pl.col(name).fill_null(NO_ANSWER)
        for questions, areas in LEFT_OUT.items():
            if name in questions:
                found = pl.when(pl.col("area").is_in(areas)).then(NOT_ASKED).otherwise(found)
        return found.alias(name)

    def read(name: str) -> Iterator[Any]:
        one = pl.col(name)
        low, high, turn = one // 1000 % 10, one // 100 % 10, one // 10 % 10
        lasts = (one % 10 == 0) & (pl.col("last") <= one // 10000 + HORIZON)
        up = (lasts & (turn == 2)).cast(pl.Int64)
        down = (lasts & (turn == 0)).cast(pl.Int64)
        levels = (low, high, low + up, high + up, low - down, high - down)
        for variant, level in zip(VARIANTS, levels, strict=True):
            yield pl.when(one % 10 < 2).then(level).cast(pl.Int8).alias(f"{variant} {name}")
        yield (one % 10 == 0).alias(f"rated {name}")
        yield (one % 10 < 2).alias(f"asked {name}")

    def total(found: Iterable[Any]) -> Any:
        return pl.sum_horizontal(one.cast(pl.Int32) for one in found)

    def all_of(what: str, names: Iterable[str] = QUESTIONS) -> dict[str, Any]:
        return {name: pl.col(f"{what} {name}") for name in names}

    def surplus(levels: Iterable[Any], line: int) -> Any:
        return 3 * total(level <= line for level in levels) - 2 * pl.col("asked")

    def light(levels: dict[str, Any], vetoes: dict[str, Any]) -> Any:
        found = pl.lit(0)
        for rank, line in ((1, YELLOW), (2, GREEN)):
            closed = pl.any_horizontal(level > line + 1 for level in vetoes.values())
            reached = (surplus(levels.values(), line) >= 0) & ~closed
            found = pl.when(reached).then(rank).otherwise(found)
        return found.cast(pl.Int8)

    def words(pairs: Iterable[tuple[Any, Any]]) -> Any:
        """The texts whose condition holds, with blanks between, or nothing."""
        chosen = [pl.when(found).then(text) for found, text in pairs]
        joined = pl.concat_str(chosen, separator=" ", ignore_nulls=True)
        return pl.when(joined != "").then(joined)

    def first_of(pairs: Iterable[tuple[Any, Any]], otherwise: Any = None) -> Any:
        (found, text), *others = pairs
        chosen = pl.when(found).then(text)
        for found, text in others:
            chosen = chosen.when(found).then(text)
        return chosen.otherwise(otherwise)

    def named(rank: Any) -> Any:
        return first_of((rank == place, pl.lit(name)) for place, name in enumerate(LIGHTS))

    rated, high = all_of("rated"), all_of("h")
    opened = {
        name: pl.when(rated[name]).then(high[name]).otherwise(0 * high[name]) for name in VETOES
    }
    lights = {name: light(all_of(name), all_of(name, VETOES)) for name in VARIANTS}
    lights["opened"] = light({**high, **opened}, opened)
    sums = {
        f"{what}{place}": total(all_of(what, inside).values())
        for what in ("rated", "asked")
        for place, inside in enumerate(DIMENSIONS.values())
    }
    tallies = {f"over{line}": surplus(high.values(), line) for line in (GREEN, YELLOW)}
    for line in (GREEN, YELLOW):
        tallies[f"held{line}"] = total(rated[n] & (high[n] <= line) for n in QUESTIONS)

    own_light, asked, answers = pl.col("light"), pl.col("asked"), pl.col("rated")
    reasons = [(3 * answers < 2 * asked, pl.lit("coverage"))]
    for place, name in enumerate(DIMENSIONS):
        few = 2 * pl.col(f"rated{place}") < pl.col(f"asked{place}")
        reasons.append((few, pl.lit(f"coverage:{name}")))
    reasons.append((pl.col("opened") != pl.col("h"), pl.lit("veto")))
    no_light = pl.col("undetermined").is_not_null()
    moves = {
        word: (pl.col(f"h{way}") != pl.col("h")) | no_light & (pl.col(f"l{way}") != pl.col("l"))
        for word, way in {"hardening": "h", "easing": "e"}.items()
    }
    over = {line: pl.col(f"over{line}") for line in (GREEN, YELLOW)}
    short = {
        "short_of_green": (own_light == 1) & (over[GREEN] < 0),
        "short_of_yellow": (own_light == 0) & (over[YELLOW] < 0),
    }

    def deciding() -> Iterator[tuple[Any, Any]]:
        of_green, of_yellow = map(pl.col, short)
        alone = {
            name: (own_light == 1) & (high[name] >= 3) | (own_light == 0) & (high[name] >= 4)
            for name in VETOES
        }
        for name, found in alone.items():
            yield rated[name] & found, pl.lit(name)
        for level in (4, 3, 2):
            missed = of_green | of_yellow if level > YELLOW else of_green
            for name in QUESTIONS:
                found = missed & rated[name] & (high[name] == level)
                yield (found & ~alone[name] if name in alone else found), pl.lit(name)
        for name in QUESTIONS:
            yield (own_light == 2) & rated[name] & (high[name] <= GREEN), pl.lit(name)

    hardening, easing = pl.col("hardening"), pl.col("easing")
    worse, better = pl.col("hh"), pl.col("he")
    turns = [
        (worse != own_light, named(worse)),
        ((better != own_light) & (better != worse), named(better)),
    ]
    may = pl.all_horizontal(pl.col(f"rated {name}") for name in VETOES) & (3 * answers >= 2 * asked)
    areas = (
        newest.with_columns(map(answer, QUESTIONS))
        .select(*KEYS, "as_of", *(one for name in QUESTIONS for one in read(name)))
        .with_columns(**sums)
        .with_columns(
            rated=pl.sum_horizontal("rated0", "rated1", "rated2"),
            asked=pl.sum_horizontal("asked0", "asked1", "asked2"),
        )
        .with_columns(**lights, **tallies)
        .with_columns(undetermined=pl.when(pl.col("l") != pl.col("h")).then(words(reasons)))
        .with_columns(light=pl.when(~no_light).then(pl.col("h")), **moves)
        .with_columns(**short)
    )
    areas.select(
        *KEYS,
        "as_of",
        light=named(own_light).fill_null("undetermined"),
        best=named(pl.col("l")),
        worst=named(pl.col("h")),
        undetermined="undetermined",
        outlook=first_of(
            [
                (hardening & easing, pl.lit("developing")),
                (hardening, pl.lit("negative")),
                (easing, pl.lit("positive")),
            ],
            pl.lit("stable"),
        ),
        turning=words(turns),
        coverage=answers / asked,
        rated_weight="rated",
        asked_weight="asked",
        answers_green="held1",
        answers_yellow=pl.col("held2") - pl.col("held1"),
        answers_red=answers - pl.col("held2"),
        answers_missing=asked - answers,
        answers_not_applicable=len(QUESTIONS) - asked,
        margin_down=first_of(
            [(own_light == 2, over[GREEN] // 3 + 1), (own_light == 1, over[YELLOW] // 3 + 1)]
        ),
        margin_up=first_of(
            [
                (may & (own_light == 1), pl.max_horizontal(0, -(over[GREEN] // 3))),
                (may & (own_light == 0), pl.max_horizontal(0, -(over[YELLOW] // 3))),
            ]
        ),
        decided_by=words(deciding()),
    ).sink_parquet(target)
