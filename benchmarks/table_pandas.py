"""What `table` does, in pandas and NumPy: all of its columns, for the shipped rubric alone.

It checks nothing. An answer is one number that grows with its date, and rows turn into a column
for each question at once: of the forms that were tried, the fastest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd
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
    texts = [*KEYS, "criterion", "state", "trend"]
    rows = pd.read_parquet(
        source, columns=[*KEYS, *READ], dtype_backend="pyarrow", read_dictionary=texts
    )
    rows = rows.astype(dict.fromkeys(texts, "category"))
    # Straight from a date pandas would make an object of each.
    known = rows["known"].astype("timestamp[s][pyarrow]").to_numpy().astype("datetime64[D]")
    month = known.astype("datetime64[M]")
    day = (known - month).astype("int64") + 1
    code = (month.astype("int64") + 1970 * 12 + 1) * 32 + day
    packed = code * 10000
    packed += rows["low"].fillna(0).to_numpy("int64") * 1000
    packed += rows["high"].fillna(4).to_numpy("int64") * 100
    trend, state = rows["trend"], rows["state"]
    packed += np.select([trend == "easing", trend == "hardening"], [0, 20], 10)
    packed += np.select([state == "rated", state == "missing"], [0, 1], 2)
    place = rows["criterion"].cat.set_categories(QUESTIONS).cat.codes.to_numpy()
    group = rows.groupby(KEYS, sort=False, observed=True).ngroup().to_numpy()
    areas = rows[KEYS].loc[~pd.Series(group).duplicated().to_numpy()].reset_index(drop=True)
    del rows

    size = (len(areas), len(QUESTIONS))
    answers = np.full(size, NO_ANSWER)
    np.maximum.at(answers, (group, place), packed)
    as_of = np.full(len(areas), known.min())
    np.maximum.at(as_of, group, known)
    last = answers.max(axis=1, keepdims=True) // 10000
    for not_asked, left_out in LEFT_OUT.items():
        columns = [QUESTIONS.index(name) for name in not_asked]
        answers[np.ix_(areas["area"].isin(left_out).to_numpy(), columns)] = NOT_ASKED

    rated, asked = answers % 10 == 0, answers % 10 < 2
    low, high, turn = (answers // by % 10 for by in (1000, 100, 10))
    lasts = rated & (last <= answers // 10000 + HORIZON)
    up, down = lasts & (turn == 2), lasts & (turn == 0)
    vetoes = [QUESTIONS.index(name) for name in VETOES]
    n, held = asked.sum(axis=1), rated.sum(axis=1)

    def surplus(levels: Any, line: int) -> Any:
        return 3 * (asked & (levels <= line)).sum(axis=1) - 2 * n

    def light(levels: Any, closing: Any) -> Any:
        found = np.zeros(len(areas), "int8")
        for rank, line in ((1, YELLOW), (2, GREEN)):
            closed = (closing[:, vetoes] > line + 1).any(axis=1)
            found[(surplus(levels, line) >= 0) & ~closed] = rank
        return found

    every = (low, high, low + up, high + up, low - down, high - down)
    at = {name: light(own, own) for name, own in zip(VARIANTS, every, strict=True)}
    opened = high.copy()
    opened[:, vetoes] = np.where(rated[:, vetoes], high[:, vetoes], 0)
    at["opened"] = light(opened, opened)

    def words(pairs: Iterable[tuple[Any, str]]) -> Any:
        """The texts whose condition holds, with blanks between, or nothing."""
        found = np.full(len(areas), "", object)
        for condition, text in pairs:
            found[condition] += f"{text} "
        found = pd.Series(found).str.rstrip(" ")
        return found.where(found != "")

    named = np.array(LIGHTS, object)
    reasons = [(3 * held < 2 * n, "coverage")]
    start = 0
    for name, inside in DIMENSIONS.items():
        own = slice(start, start := start + len(inside))
        few = 2 * rated[:, own].sum(axis=1) < asked[:, own].sum(axis=1)
        reasons.append((few, f"coverage:{name}"))
    reasons.append((at["opened"] != at["h"], "veto"))
    is_open = at["l"] != at["h"]
    undetermined = words((is_open & found, text) for found, text in reasons)
    no_light = undetermined.notna().to_numpy()
    own_light = np.where(no_light, -1, at["h"])
    moves = {
        way: (at[f"h{way}"] != at["h"]) | no_light & (at[f"l{way}"] != at["l"]) for way in "he"
    }
    over = {line: surplus(high, line) for line in (GREEN, YELLOW)}
    supports = {line: (rated & (high <= line)).sum(axis=1) for line in (GREEN, YELLOW)}
    worse, better = at["hh"], at["he"]

    def turns() -> Iterator[tuple[Any, str]]:
        for rank, name in enumerate(LIGHTS):
            yield ~no_light & (worse != own_light) & (worse == rank), name
        for rank, name in enumerate(LIGHTS):
            second = (better != own_light) & (better != worse)
            yield ~no_light & second & (better == rank), name

    def deciding() -> Iterator[tuple[Any, str]]:
        of_green = (own_light == 1) & (over[GREEN] < 0)
        of_yellow = (own_light == 0) & (over[YELLOW] < 0)
        alone = np.zeros(size, bool)
        for one in vetoes:
            own = high[:, one]
            closed = (own_light == 1) & (own >= 3) | (own_light == 0) & (own >= 4)
            alone[:, one] = rated[:, one] & closed
            yield alone[:, one], QUESTIONS[one]
        left = rated & ~alone
        for level in (4, 3, 2):
            missed = of_green | of_yellow if level > YELLOW else of_green
            for one, name in enumerate(QUESTIONS):
                yield missed & left[:, one] & (high[:, one] == level), name
        for one, name in enumerate(QUESTIONS):
            yield (own_light == 2) & rated[:, one] & (high[:, one] <= GREEN), name

    may = rated[:, vetoes].all(axis=1) & (3 * held >= 2 * n)
    down_by = [over[GREEN] // 3 + 1, over[YELLOW] // 3 + 1]
    up_by = [np.maximum(0, -(over[line] // 3)) for line in (GREEN, YELLOW)]

    def chosen(conditions: list[Any], numbers: list[Any]) -> Any:
        found = pd.Series(np.select(conditions, numbers, -1), dtype="Int64")
        return found.where(found >= 0)

    areas.assign(
        as_of=pd.Series(as_of, dtype="date32[pyarrow]"),
        light=np.where(no_light, "undetermined", named[at["h"]]),
        best=named[at["l"]],
        worst=named[at["h"]],
        undetermined=undetermined,
        outlook=np.array(("stable", "negative", "positive", "developing"), object)[
            moves["h"] + 2 * moves["e"]
        ],
        turning=words(turns()),
        coverage=held / n,
        rated_weight=held,
        asked_weight=n,
        answers_green=supports[GREEN],
        answers_yellow=supports[YELLOW] - supports[GREEN],
        answers_red=held - supports[YELLOW],
        answers_missing=n - held,
        answers_not_applicable=len(QUESTIONS) - n,
        margin_down=chosen([own_light == 2, own_light == 1], down_by),
        margin_up=chosen([may & (own_light == 1), may & (own_light == 0)], up_by),
        decided_by=words(deciding()),
    ).to_parquet(target, index=False)
