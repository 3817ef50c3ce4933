"""Measures lights of many ratings in processor time, as ratios of one run.

    python benchmarks/table.py [--rows 10000000] [--more 100000000] [--rounds 3] [--memory 4GB]

Compared are what `table` does from Parquet to Parquet, a query that was written by hand for this
rubric and for DuckDB (`lights_by_hand.sql`), merely reading and writing the rows, and Polars and
pandas. None but `table` checks anything. First all must find the same lights of fewer ratings.
Then each round runs each of them once, in a process of its own; the least time of each counts.
What is counted begins when libraries and the rubric are read. One in ten of the ratings is later
than another to the same question.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SAMPLE = 300_000
"""Ratings of which all ways must find the same lights before they are timed."""

BY_HAND = {
    "rated_weight": "rated",
    "asked_weight": "applicable",
    **{f"answers_{name}": name for name in ("green", "yellow", "red", "missing")},
    "answers_not_applicable": "not_applicable",
}
"""The columns that have other names in the query by hand, which has no share of coverage."""


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


def in_polars(source: str, target: str, _memory: str) -> Callable[[], None]:
    """The same in Polars."""
    from table_polars import write

    return lambda: write(source, target)


def in_pandas(source: str, target: str, _memory: str) -> Callable[[], None]:
    """The same in pandas."""
    from table_pandas import write

    return lambda: write(source, target)


WAYS: dict[str, Callable[[str, str, str], Callable[[], None]]] = {
    "table": table,
    "by hand": by_hand,
    "read and write": copied,
    "polars": in_polars,
    "pandas": in_pandas,
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


def started(name: str, source: str, target: str, memory: str) -> list[float]:
    """Runs one of them in a process of its own: what it takes, or nothing where it fails."""
    Path(target).unlink(missing_ok=True)
    line = [sys.executable, __file__, "--one", name, source, target, memory]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1:]}", flush=True)
        return []
    return [float(word) for word in done.stdout.split()]


def written(rows: int, folder: str) -> str:
    """A file of so many ratings."""
    source = f"{folder}/ratings-{rows}.parquet"
    line = [sys.executable, str(HERE / "table_rows.py"), str(rows), source, "--again", "1"]
    subprocess.run(line, check=True)
    return source


def require_equal(names: Sequence[str], folder: str, memory: str) -> None:
    """Refuses to time ways that do not find the same lights."""
    import duckdb

    source, own = written(SAMPLE, folder), f"{folder}/own.parquet"
    started("table", source, own, memory)
    with duckdb.connect() as db:
        columns = [name for name, *_ in db.execute(f"DESCRIBE FROM '{own}'").fetchall()]
        for name in names:
            if name in ("table", "read and write"):
                continue
            started(name, source, target := f"{folder}/other.parquet", memory)
            renamed = BY_HAND if name == "by hand" else {}
            shared = [one for one in columns if name != "by hand" or one != "coverage"]
            listed = ", ".join(renamed.get(one, one) for one in shared)
            ours = f"SELECT {', '.join(shared)} FROM '{own}'"
            theirs = f"SELECT {listed} FROM '{target}'"
            for one, other in ((ours, theirs), (theirs, ours)):
                found = db.execute(f"{one} EXCEPT ALL {other}").fetchall()
                if found:
                    sys.exit(f"{name} finds other lights: {len(found)} rows, first {found[0]}")
            print(f"{name}: the same {len(shared)} columns as table, {SAMPLE} ratings", flush=True)


def measured(given: argparse.Namespace) -> dict[tuple[int, str], list[float]]:
    """The least processor time of each, and the most memory of the same run."""
    names = given.only or [*WAYS]
    jobs = [(given.rows, name) for name in names]
    if given.more:
        jobs.append((given.more, "table"))
    found: dict[tuple[int, str], list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        require_equal(names, folder, given.memory)
        sources = {rows: written(rows, folder) for rows in dict(jobs)}
        for _ in range(given.rounds):
            for rows, name in jobs:
                numbers = started(name, sources[rows], f"{folder}/lights.parquet", given.memory)
                if numbers:
                    found[rows, name] = min(found.get((rows, name), numbers), numbers)
    return found


def main() -> None:
    """Prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--more", type=int, default=0, help="rows that table alone runs as well")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", default="")
    parser.add_argument("--only", nargs="*", choices=[*WAYS])
    parser.add_argument("--one", nargs=4)
    given = parser.parse_args()
    if given.one:
        one(*given.one)
        return
    found = measured(given)
    base = found[given.rows, "table"][0] / given.rows
    print(f"{given.rounds} round(s), memory {given.memory or 'unlimited'}")
    for (rows, name), (cpu, wall, peak) in found.items():
        print(
            f"{name:15} {rows:11} rows {cpu:7.2f} s of processor time, {wall:7.2f} s, "
            f"{peak:6.0f} MB, {cpu / rows * 1e9:5.0f} ns a row, {cpu / rows / base:5.2f} of table"
        )


if __name__ == "__main__":
    main()
