"""Tables on Spark: the same SQL gives the same rows, bit for bit. The tests start Spark."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from coopcli.packs.library import open_pack
from coopcli.problems import InvalidInput
from coopcli.tables.dates import Months, When
from coopcli.tables.plan import plan
from coopcli.tables.ratings import SOURCE
from coopcli.tables.refusals import NO_PARQUET
from coopcli.tables.shape import shape_of
from tests.examples import ROOT, SMALL_PACK
from tests.tables import profiles
from tests.tables.engines import WHY_NO_SPARK, write_many

duckdb = pytest.importorskip("duckdb", reason="DuckDB comes with the extra coopcli[table]")
pytestmark = [
    pytest.mark.skipif(bool(WHY_NO_SPARK), reason=WHY_NO_SPARK),
    # Sockets to Java are left to the collector when a session ends.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.xdist_group("spark"),
]

COUNT = int(os.environ.get("COOPCLI_EXAMPLES", "2"))
"""How many random rubrics are tried, a job each; 200 take some minutes of two idle processors."""

ROWS = int(os.environ.get("COOPCLI_ROWS", "30000"))
"""How many rows are computed by both engines."""

SCHEMA = (
    "parties string, area string, criterion string, known date, state string, low int, high int, "
    "trend string"
)


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Spark, on this machine."""
    from coopcli.tables.spark import Spark

    # Java compiles each plan for a few rows: what compiles fast is faster than what runs fast.
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    with Spark("local[2]") as spark:
        yield spark._session


def alone(session: Any) -> Any:
    """A session with views of its own."""
    # Java keeps those of before, some 8 MiB each, until Python collects them. The command line,
    # which tests next to these import, has Python collect so seldom that hundreds fill the heap.
    gc.collect()
    own = session.newSession()
    own.conf.set("spark.sql.shuffle.partitions", "2")
    return own


def opened(session: Any) -> Any:
    """The engine in a session with views of its own."""
    from coopcli.tables.spark import Spark

    engine = Spark.__new__(Spark)
    engine._session, engine._memory = alone(session), ""
    return engine


def on_spark(session: Any, query: str, known: profiles.Profiled) -> list[dict[str, Any]]:
    frame = session.createDataFrame(known.rows, SCHEMA).repartition(2)
    frame.createOrReplaceTempView(SOURCE)
    return [row.asDict() for row in session.sql(query).collect()]


def differences(session: Any, seed: int) -> list[Any]:
    """What Spark and the rule in Python find otherwise of 100 areas under a random rubric."""
    random = Random(seed)
    own = profiles.rubric(random, open_pack(str(ROOT / SMALL_PACK)).rubric)
    known = profiles.areas(random, own, 100)
    when: When = random.choice([None, date(2022, 6, 15), *profiles.MONTH_ENDS])
    day = when if isinstance(when, date) else None
    query = plan(shape_of(own, known.areas), profiles.LONG, when).text.rstrip(";\n")
    found = {row["area"]: row for row in on_spark(alone(session), query, known)}
    assert found.keys() == {area.id for area in known.areas}
    pairs = (
        (profiles.comparable(found[area.id]), profiles.expected(own, area, day))
        for area in known.areas
    )
    return [(seed, when, pair) for pair in pairs if pair[0] != pair[1]]


def test_random_rubrics_give_what_the_rule_gives(session: Any) -> None:
    # Spark plans a job on one processor; several at a time use all of them.
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(partial(differences, session), range(COUNT)):
            assert found == []


def test_a_date_each_month_gives_what_each_date_alone_gives(session: Any) -> None:
    random = Random(3)
    own = profiles.rubric(random, open_pack(str(ROOT / SMALL_PACK)).rubric)
    known = profiles.areas(random, own, 8)
    when = Months(date(2021, 1, 31), date(2025, 4, 30))
    query = plan(shape_of(own, known.areas), profiles.LONG, when).text.rstrip(";\n")
    found = {(row["area"], row["as_of"]): row for row in on_spark(alone(session), query, known)}

    assert found.keys() == {(a.id, day) for a in known.areas for day in when.dates()}
    for area in known.areas:
        for day in when.dates():
            row = profiles.comparable(found[area.id, day])
            assert row == profiles.expected(own, area, day), (area.id, day)


WAYS = {
    "own dates": [],
    "one date": ["--as-of", "2018-02-28"],
    "months": ["--every", "month", "--from", "2019-01-31", "--to", "2019-06-30"],
}


@pytest.mark.parametrize("way", WAYS)
def test_both_engines_write_the_same_rows(tmp_path: Path, way: str) -> None:
    ratings = tmp_path / "r.parquet"
    write_many(ratings, ROWS)
    outputs = {engine: tmp_path / f"{engine}.parquet" for engine in ("duckdb", "spark")}
    for engine, out in outputs.items():
        words = ["table", str(ratings), "--engine", engine, "-o", str(out), *WAYS[way]]
        done = subprocess.run([sys.executable, "-m", "coopcli", *words], check=False)
        assert done.returncode == 0, engine
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("duckdb.parquet", "r.parquet", "spark.parquet"),
    ]
    one, other = (f"FROM '{out}'" for out in outputs.values())
    with duckdb.connect() as db:
        assert db.execute(f"SELECT count(*) > 0 FROM ({one})").fetchone() == (True,)
        assert (
            db.execute(f"DESCRIBE {one}").fetchall() == db.execute(f"DESCRIBE {other}").fetchall()
        )
        for first, second in ((one, other), (other, one)):
            assert db.execute(f"{first} EXCEPT ALL {second}").fetchall() == []


def test_a_wrong_row_is_named_with_its_place(tmp_path: Path) -> None:
    ratings = {
        "a.csv": "area,criterion,known,low\nfish-counting,words,2020,2\n",
        "b.csv": "low,known,area,criterion,high\n9,2021,fish-counting,words,\n",
    }
    for name, text in ratings.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = ["table", *ratings, "-r", str(ROOT / SMALL_PACK), "--engine", "spark", "-o", "l.csv"]
    line = [sys.executable, "-m", "coopcli", *words]
    done = subprocess.run(line, check=False, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "b.csv:2:1: wrong-level: a level from 0 to 4 is needed, not '9'" in done.stderr
    assert not (tmp_path / "l.csv").exists()

    line.append("--keep-going")
    done = subprocess.run(line, check=False, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert len((tmp_path / "l.csv").read_text(encoding="utf-8").splitlines()) == 2
    wrong = (tmp_path / "l.problems.csv").read_text(encoding="utf-8").splitlines()
    assert wrong[1].endswith("b.csv,2,wrong-level,9")


def test_a_row_with_other_cells_than_the_header_is_refused(session: Any, tmp_path: Path) -> None:
    text = "area,criterion,known,low\nfish-counting,words,2020,2\nfish-counting,words,2020{}\n"
    for rest in ("", ",1,2"):
        path = tmp_path / "r.csv"
        path.write_text(text.format(rest), encoding="utf-8")
        engine = opened(session)
        (columns,) = engine.columns_of([str(path)]).values()
        engine.view({name: name for name in columns})
        with pytest.raises(InvalidInput, match="as many cells as the first line, not 'fish-coun"):
            engine.rows(f"SELECT area, low FROM {SOURCE}")


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_the_files_that_are_named_are_read_and_no_others(
    session: Any, tmp_path: Path, suffix: str
) -> None:
    # Spark takes names for patterns, escapes and addresses, and passes over what seems hidden.
    own = [f"{name}.{suffix}" for name in ("a[1]", "a{2,3}", "a*", "a?", "a b+c%20", "low=4/é")]
    others = [f"{name}.{suffix}" for name in ("a1", "a2", "ax", "ab", "low=4/ab")]
    (tmp_path / "low=4").mkdir()
    for name in own + others:
        text = f"SELECT '{name}' AS area, 1 AS low"
        duckdb.execute(f"COPY ({text}) TO '{tmp_path / 'new'}' (FORMAT {suffix})")
        (tmp_path / "new").rename(tmp_path / name)
    engine = opened(session)
    engine.columns_of([str(tmp_path / name) for name in own])
    engine.view({"area": "area", "low": "low"}, placed=True)
    found = engine.rows(f"SELECT area, low, source_file FROM {SOURCE}")
    assert {(area, str(low), file) for area, low, file in found} == {
        (name, "1", str(tmp_path / name)) for name in own
    }

    hidden = [f".b.{suffix}", f"_b.{suffix}", f"b:c.{suffix}"]
    for name in hidden:
        (tmp_path / name).write_bytes((tmp_path / own[0]).read_bytes())
    with pytest.raises(InvalidInput) as caught:
        opened(session).columns_of([str(tmp_path / name) for name in (*own, *hidden)])
    assert [Path(one.where.path).name for one in caught.value.problems] == hidden


def test_files_with_other_columns_and_widths_are_read_by_their_names(
    session: Any, tmp_path: Path
) -> None:
    files = {
        "a.parquet": "SELECT 'a' AS area, 1::TINYINT AS low, 'x' AS note",
        "b.parquet": "SELECT [1] AS note, 2::BIGINT AS low, 3 AS high, 'b' AS area",
    }
    for name, text in files.items():
        duckdb.execute(f"COPY ({text}) TO '{tmp_path / name}' (FORMAT parquet)")
    engine = opened(session)
    engine.columns_of([str(tmp_path / name) for name in files])
    engine.view({"area": "area", "low": "low", "high": "high"})
    assert sorted(engine.rows(f"SELECT * FROM {SOURCE}")) == [("a", 1, None), ("b", 2, 3)]


def test_a_file_that_is_no_parquet_is_named(session: Any, tmp_path: Path) -> None:
    whole = tmp_path / "a.parquet"
    duckdb.execute(f"COPY (SELECT 1 AS low) TO '{whole}' (FORMAT parquet)")
    content = whole.read_bytes()
    broken = {"b": b"", "c": content[:100], "d": content[:-1], "e": b"low\n1\n" * 9, "f": b"PAR1"}
    for name, part in broken.items():
        (tmp_path / f"{name}.parquet").write_bytes(part)
    with pytest.raises(InvalidInput) as caught:
        opened(session).columns_of([str(whole), *(str(tmp_path / f"{n}.parquet") for n in broken)])
    assert [Path(one.where.path).stem for one in caught.value.problems] == [*broken]
    assert {one.message for one in caught.value.problems} == {NO_PARQUET}


def test_a_master_that_does_not_exist_is_named_without_a_trace(tmp_path: Path) -> None:
    ratings = tmp_path / "a.csv"
    ratings.write_text("area,criterion,known,low\nfish-counting,words,2020,2\n", "utf-8")
    words = ["table", str(ratings), "-o", str(tmp_path / "l.csv"), "-r", str(ROOT / SMALL_PACK)]
    for master, why in (("local[x]", "Could not parse"), ("nowhere://x", "Master must either be")):
        line = [sys.executable, "-m", "coopcli", *words, "--engine", "spark", "--master", master]
        done = subprocess.run(line, check=False, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"command line: no-spark: Spark does not start: {why}")
        assert done.stderr.count("\n") == 1
