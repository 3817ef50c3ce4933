"""Measures lights of many ratings in processor time, as ratios of one run.

    python benchmarks/table.py [--rows 10000000] [--again 1] [--rounds 3] [--memory 4GB]

Compared are what `table` does from Parquet to Parquet, a query that was written by hand for this
rubric and for DuckDB (`lights_by_hand.sql`, which checks nothing), merely reading and writing the
rows, and pandas and Polars, which compute all but the deciding criteria and check nothing. Each
round runs each of them once, in a process of its own; the least time of each counts. What is
counted begins when libraries and the rubric are read.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GATES = ("value-conflict", "security-distrust", "legal-restrictions")
DIMENSIONS = (
    (
        *("value-conflict", "missing-common-text", "politicised-values"),
        *("acceptance-gap", "missing-shared-meaning"),
    ),
    (
        *("security-distrust", "legal-restrictions", "governance-divergence"),
        *("split-forums", "channel-gap"),
    ),
    (
        *("zero-sum-race", "state-steering", "supply-decoupling"),
        *("blocked-exchange", "missing-mutual-gain"),
    ),
)
FORUMS = ("missing-common-text", "governance-divergence", "split-forums")
NO_FORUMS = ("drug-discovery", "talent-exchange")
TRADE = ("state-steering", "supply-decoupling", "blocked-exchange")
NO_TRADE = (
    *("ai-ethics", "ai-principles", "algorithm-review", "capacity-building"),
    *("content-transparency", "data-security", "global-governance", "global-south"),
    *("internet-governance", "military-ai", "nuclear-control", "surveillance-export"),
    "technical-standards",
)
VARIANTS = ("l", "h", "lh", "hh", "le", "he")


def table(source: str, target: str, memory: str) -> Callable[[], None]:
    """What the command does once the rubric is read."""
    from coopcli.packs.library import open_pack
    from coopcli.tables import run
    from coopcli.tables.duck import DuckDb

    pack = open_pack("asia-society")

    def work() -> None:
        with DuckDb(memory) as engine:
            run.run(engine, run.Task(pack, (source,), None, any_area=True), target)

    return work


def connected(memory: str) -> Any:
    """A connection with the same memory."""
    import duckdb

    db = duckdb.connect()
    if memory:
        db.execute(f"SET memory_limit = '{memory}'")
    return db


def by_hand(source: str, target: str, memory: str) -> Callable[[], None]:
    """The query that was written by hand."""
    text = (HERE / "lights_by_hand.sql").read_text(encoding="utf-8")
    text = text.replace("'lights.parquet'", f"'{target}'")
    db = connected(memory)
    db.execute(f"CREATE VIEW ratings AS FROM '{source}'")
    return lambda: db.execute(text)


def copied(source: str, target: str, memory: str) -> Callable[[], None]:
    """The rows read and written."""
    db = connected(memory)
    return lambda: db.execute(f"COPY (FROM '{source}') TO '{target}' (FORMAT parquet)")


def with_polars(source: str, target: str, _memory: str) -> Callable[[], None]:
    """The same in Polars."""
    import polars as pl

    def work() -> None:
        keys = ["parties", "area"]
        names = [*keys, "criterion", "known", "state", "low", "high", "trend"]
        rows = pl.scan_parquet(source).select(names)
        newest = rows.sort("known").group_by([*keys, "criterion"]).last()
        known = pl.col("known")
        code = (known.dt.year() * 12 + known.dt.month().cast(pl.Int32)) * 32 + known.dt.day()
        area, own = pl.col("area"), pl.col("criterion")
        asked = ~(
            area.is_in(NO_FORUMS) & own.is_in(FORUMS) | area.is_in(NO_TRADE) & own.is_in(TRADE)
        )
        rated = asked & (pl.col("state") == "rated")
        lasts = code.max().over(keys) <= code + 24 * 32
        up = (rated & lasts & (pl.col("trend") == "hardening")).cast(pl.Int32)
        down = (rated & lasts & (pl.col("trend") == "easing")).cast(pl.Int32)
        applies = asked & (pl.col("state") != "not-applicable")
        low, high = pl.col("low").fill_null(0), pl.col("high").fill_null(4)
        levels = {
            "l": low,
            "h": high,
            "lh": (low + up).clip(0, 4),
            "hh": (high + up).clip(0, 4),
            "le": (low - down).clip(0, 4),
            "he": (high - down).clip(0, 4),
        }
        gate = pl.col("criterion").is_in(GATES)
        frame = newest.with_columns(rated=rated, applies=applies, gate=gate, **levels)
        sums = [
            pl.col("known").max().alias("as_of"),
            pl.col("rated").sum().cast(pl.Int32),
            pl.col("applies").sum().cast(pl.Int32).alias("n"),
            (pl.col("gate") & ~pl.col("rated")).sum().cast(pl.Int32).alias("open"),
        ]
        for line in (1, 2):
            within = pl.col("applies") & (pl.col("h") <= line)
            sums.append((within & pl.col("rated")).sum().cast(pl.Int32).alias(f"held{line}"))
            opened = pl.col("applies") & (within | (pl.col("gate") & ~pl.col("rated")))
            sums.append(opened.sum().cast(pl.Int32).alias(f"v_o{line}"))
            for name in VARIANTS:
                own = pl.col("applies") & (pl.col(name) <= line)
                sums.append(own.sum().cast(pl.Int32).alias(f"v_{name}{line}"))
        for place, inside in enumerate(DIMENSIONS):
            own = pl.col("criterion").is_in(inside)
            for name, what in (("rated", pl.col("rated")), ("n", pl.col("applies"))):
                sums.append((own & what).sum().cast(pl.Int32).alias(f"{name}{place}"))
        gates = (pl.col(name).filter(pl.col("gate")).max() for name in VARIANTS)
        sums += [own.alias(f"g_{name}") for own, name in zip(gates, VARIANTS, strict=True)]
        sums.append(pl.col("h").filter(pl.col("gate") & pl.col("rated")).max().alias("g_o"))
        areas = frame.group_by(keys).agg(sums).with_columns(pl.col("g_o").fill_null(0))

        def light(name: str) -> Any:
            green = (3 * pl.col(f"v_{name}1") >= 2 * pl.col("n")) & (pl.col(f"g_{name}") < 3)
            yellow = (3 * pl.col(f"v_{name}2") >= 2 * pl.col("n")) & (pl.col(f"g_{name}") < 4)
            return pl.when(green).then(2).when(yellow).then(1).otherwise(0).alias(f"at_{name}")

        areas = areas.with_columns(light(name) for name in (*VARIANTS, "o"))
        few = (3 * pl.col("rated") < 2 * pl.col("n")) | (pl.col("at_o") != pl.col("at_h"))
        for place in range(3):
            few |= 2 * pl.col(f"rated{place}") < pl.col(f"n{place}")
        open_light = (pl.col("at_l") != pl.col("at_h")) & few
        areas = areas.with_columns(
            light=pl.when(open_light).then(-1).otherwise(pl.col("at_h")),
            harder=(pl.col("at_hh") != pl.col("at_h"))
            | (open_light & (pl.col("at_lh") != pl.col("at_l"))),
            easier=(pl.col("at_he") != pl.col("at_h"))
            | (open_light & (pl.col("at_le") != pl.col("at_l"))),
            down1=(3 * pl.col("held1") - 2 * pl.col("n")) // 3 + 1,
            down2=(3 * pl.col("held2") - 2 * pl.col("n")) // 3 + 1,
        )
        areas.sink_parquet(target)

    return work


def with_pandas(source: str, target: str, _memory: str) -> Callable[[], None]:
    """The same in pandas."""
    import pandas as pd

    def work() -> None:
        keys = ["parties", "area"]
        names = [*keys, "criterion", "known", "state", "low", "high", "trend"]
        rows = pd.read_parquet(source, columns=names)
        rows = rows.sort_values("known").drop_duplicates([*keys, "criterion"], keep="last")
        known = pd.to_datetime(rows["known"])
        rows["code"] = (known.dt.year * 12 + known.dt.month) * 32 + known.dt.day
        area, own = rows["area"], rows["criterion"]
        asked = ~(area.isin(NO_FORUMS) & own.isin(FORUMS) | area.isin(NO_TRADE) & own.isin(TRADE))
        rows["rated"] = asked & (rows["state"] == "rated")
        rows["n"] = asked & (rows["state"] != "not-applicable")
        newest = rows.groupby(keys)["code"].transform("max")
        lasts = rows["rated"] & (newest <= rows["code"] + 24 * 32)
        up = (lasts & (rows["trend"] == "hardening")).astype("int8")
        down = (lasts & (rows["trend"] == "easing")).astype("int8")
        low, high = (rows["low"].fillna(0).astype("int8"), rows["high"].fillna(4).astype("int8"))
        levels = {
            "l": low,
            "h": high,
            "lh": (low + up).clip(0, 4),
            "hh": (high + up).clip(0, 4),
            "le": (low - down).clip(0, 4),
            "he": (high - down).clip(0, 4),
        }
        gate = rows["criterion"].isin(GATES)
        unrated = gate & ~rows["rated"]
        made = {"open": unrated}
        for line in (1, 2):
            made[f"held{line}"] = rows["rated"] & (high <= line)
            made[f"v_o{line}"] = rows["n"] & ((high <= line) | unrated)
            for name, level in levels.items():
                made[f"v_{name}{line}"] = rows["n"] & (level <= line)
        for place, inside in enumerate(DIMENSIONS):
            within = own.isin(inside)
            made[f"rated{place}"], made[f"n{place}"] = within & rows["rated"], within & rows["n"]
        gates = {f"g_{name}": level.where(gate, 0) for name, level in levels.items()}
        gates["g_o"] = high.where(gate & rows["rated"], 0)
        frame = pd.DataFrame({**rows[[*keys, "rated", "n"]], **made, **gates, "as_of": known})
        grouped = frame.groupby(keys)
        areas = grouped[["rated", "n", *made]].sum().join(grouped[["as_of", *gates]].max())
        for name in (*VARIANTS, "o"):
            green = (3 * areas[f"v_{name}1"] >= 2 * areas["n"]) & (areas[f"g_{name}"] < 3)
            yellow = (3 * areas[f"v_{name}2"] >= 2 * areas["n"]) & (areas[f"g_{name}"] < 4)
            areas[f"at_{name}"] = yellow.astype("int8").where(~green, 2)
        few = (3 * areas["rated"] < 2 * areas["n"]) | (areas["at_o"] != areas["at_h"])
        for place in range(3):
            few |= 2 * areas[f"rated{place}"] < areas[f"n{place}"]
        open_light = (areas["at_l"] != areas["at_h"]) & few
        areas["light"] = areas["at_h"].where(~open_light, -1)
        for word, ends in {"harder": ("hh", "lh"), "easier": ("he", "le")}.items():
            best = open_light & (areas[f"at_{ends[1]}"] != areas["at_l"])
            areas[word] = (areas[f"at_{ends[0]}"] != areas["at_h"]) | best
        for line in (1, 2):
            areas[f"down{line}"] = (3 * areas[f"held{line}"] - 2 * areas["n"]) // 3 + 1
        areas.reset_index().to_parquet(target)

    return work


WAYS: dict[str, Callable[[str, str, str], Callable[[], None]]] = {
    "table": table,
    "by hand": by_hand,
    "read and write": copied,
    "polars": with_polars,
    "pandas": with_pandas,
}


def spent() -> float:
    """Processor time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def one(name: str, source: str, target: str, memory: str) -> None:
    """Prints the processor time of one of them, its time, and the most memory that it took."""
    work = WAYS[name](source, target, memory)
    before, begin = spent(), time.perf_counter()
    work()
    taken = spent() - before, time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{taken[0]} {taken[1]} {peak}")


def measured(given: argparse.Namespace) -> dict[str, list[float]]:
    """The least processor time of each, and the most memory of the same run."""
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        source, target = f"{folder}/ratings.parquet", f"{folder}/lights.parquet"
        rows = [sys.executable, str(HERE / "table_rows.py"), str(given.rows), source]
        subprocess.run([*rows, "--again", str(given.again)], check=True)
        for _ in range(given.rounds):
            for name in given.only or WAYS:
                Path(target).unlink(missing_ok=True)
                line = [sys.executable, __file__, "--one", name, source, target, given.memory]
                done = subprocess.run(line, capture_output=True, text=True, check=False)
                if done.returncode:
                    print(f"{name}: {done.stderr.strip().splitlines()[-1:]}", flush=True)
                    continue
                numbers = [float(word) for word in done.stdout.split()]
                found[name] = min(found.get(name, numbers), numbers)
    return found


def main() -> None:
    """Prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--again", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", default="")
    parser.add_argument("--only", nargs="*", choices=[*WAYS])
    parser.add_argument("--one", nargs=4)
    given = parser.parse_args()
    if given.one:
        one(*given.one)
        return
    found = measured(given)
    base = found["table"][0]
    print(f"{given.rows} rows, {given.rounds} round(s), memory {given.memory or 'unlimited'}")
    for name, (cpu, wall, peak) in found.items():
        print(
            f"{name:15} {cpu:7.2f} s of processor time, {cpu / base:5.2f} of table; "
            f"{wall:7.2f} s, {peak:6.0f} MB, {cpu / given.rows * 1e9:5.0f} ns a row"
        )


if __name__ == "__main__":
    main()
