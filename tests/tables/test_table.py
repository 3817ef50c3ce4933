"""Tables on DuckDB: the rule in SQL against the rule in Python, and the two commands."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from coopcli.cli.main import run
from coopcli.model import Basis, IssueArea, PartialDate, Rating, Rubric
from coopcli.packs.library import areas_of, open_pack
from coopcli.tables.dates import Months, When
from coopcli.tables.plan import plan
from coopcli.tables.ratings import SOURCE
from coopcli.tables.shape import shape_of
from tests.examples import ROOT, SMALL_PACK
from tests.tables import profiles
from tests.tables.engines import write_many

duckdb = pytest.importorskip("duckdb", reason="DuckDB comes with the extra coopcli[table]")

COUNT = int(os.environ.get("COOPCLI_EXAMPLES", "6"))
"""How many random rubrics are tried; 200 take two minutes."""


def lights(own: Rubric, known: profiles.Profiled, when: When = None) -> list[dict[str, Any]]:
    """What the plan finds in the rows of some areas."""
    rows = known.rows
    with duckdb.connect() as db:
        db.execute(
            f"CREATE TABLE {SOURCE} (parties VARCHAR, area VARCHAR, criterion VARCHAR, known DATE, "
            "state VARCHAR, low INT, high INT, trend VARCHAR)"
        )
        if rows:
            columns = [[*column] for column in zip(*rows, strict=True)]  # row by row takes minutes
            listed = ", ".join(["unnest(?)"] * len(columns))
            db.execute(f"INSERT INTO {SOURCE} SELECT {listed}", columns)
        found = db.execute(plan(shape_of(own, known.areas), profiles.LONG, when).text)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("seed", range(COUNT))
def test_random_rubrics_give_what_the_rule_gives(seed: int) -> None:
    random = Random(seed)
    own = profiles.rubric(random, open_pack(str(ROOT / SMALL_PACK)).rubric)
    known = profiles.areas(random, own, 100)
    day = random.choice([*profiles.MONTH_ENDS, date(2022, 6, 15)])
    for when in (None, day):
        found = {row["area"]: row for row in lights(own, known, when)}
        assert found.keys() == {area.id for area in known.areas}
        for area in known.areas:
            row = profiles.comparable(found[area.id])
            assert row == profiles.expected(own, area, when), (seed, when, area.id)


@pytest.mark.parametrize("questions", [59, 60, 61, 100])
def test_more_questions_than_a_number_has_bits_for(questions: int) -> None:
    random = Random(questions)
    own = profiles.rubric(random, open_pack(str(ROOT / SMALL_PACK)).rubric, questions)
    known = profiles.areas(random, own, 20)
    found = {row["area"]: row for row in lights(own, known)}
    for area in known.areas:
        assert profiles.comparable(found[area.id]) == profiles.expected(own, area), area.id


@pytest.mark.parametrize("seed", range(min(COUNT, 12)))
def test_a_date_each_month_gives_what_each_date_alone_gives(seed: int) -> None:
    random = Random(seed)
    own = profiles.rubric(random, open_pack(str(ROOT / SMALL_PACK)).rubric)
    known = profiles.areas(random, own, 10)
    first = random.choice([date(2021, 1, 31), date(2020, 2, 29), date(2021, 5, 1)])
    when = Months(first, date(2025, 4, 30))
    found = {(row["area"], row["as_of"]): row for row in lights(own, known, when)}

    assert found.keys() == {(a.id, day) for a in known.areas for day in when.dates()}
    for area in known.areas:
        for day in when.dates():
            row = profiles.comparable(found[area.id, day])
            assert row == profiles.expected(own, area, day), (seed, area.id, day)


def rows_of(path: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as db:
        found = db.execute(f"SELECT * FROM '{path}' ORDER BY area, as_of")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("pack", ["asia-society", str(ROOT / SMALL_PACK)])
@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_an_exported_pack_has_the_lights_of_areas(tmp_path: Path, suffix: str, pack: str) -> None:
    ratings, out = tmp_path / f"r.{suffix}", tmp_path / "l.parquet"
    assert run(["export", "--all", "-r", pack, "-o", str(ratings)]) == 0
    assert run(["table", str(ratings), "-r", pack, "-o", str(out)]) == 0

    opened = open_pack(pack)
    expected = {area.id: profiles.said(opened.assess(area)) for area in areas_of(opened)}
    rated = {area.id for area in areas_of(opened) if area.newest()}
    found = {row["area"]: profiles.comparable(row) for row in rows_of(out)}
    assert found == {name: row for name, row in expected.items() if name in rated}


def test_the_query_by_hand_of_the_benchmark_finds_the_same(tmp_path: Path) -> None:
    ratings, out, by_hand = (tmp_path / f"{name}.parquet" for name in ("r", "l", "h"))
    write_many(ratings, 30_000)
    assert run(["table", str(ratings), "-o", str(out), "--any-area"]) == 0
    query = (ROOT / "benchmarks" / "lights_by_hand.sql").read_text(encoding="utf-8")
    with duckdb.connect() as db:
        db.execute(f"CREATE VIEW ratings AS FROM '{ratings}'")
        db.execute(query.replace("'lights.parquet'", f"'{by_hand}'"))
        table = f"""
            SELECT parties, area, as_of, light, best, worst, undetermined, rated_weight,
              asked_weight, outlook, turning, answers_green, answers_yellow, answers_red,
              answers_missing, answers_not_applicable, margin_down, margin_up, decided_by
            FROM '{out}'"""
        hand = f"FROM '{by_hand}'"
        assert db.execute(f"SELECT count(*) FROM ({hand})").fetchone() == (1600,)
        for one, other in ((table, hand), (hand, table)):
            assert db.execute(f"{one} EXCEPT ALL {other}").fetchall() == []


def test_each_table_of_a_pack_has_a_row_for_each(tmp_path: Path) -> None:
    pack = open_pack(str(ROOT / SMALL_PACK))
    counts = {
        "ratings": sum(len(r) for area in areas_of(pack) for r in area.ratings.values()),
        "areas": len([*areas_of(pack)]),
        "criteria": len(pack.rubric.criteria),
    }
    for table, count in counts.items():
        path = tmp_path / f"{table}.csv"
        words = ["export", "--all", "-r", str(pack.folder), "--table", table, "-o", str(path)]
        assert run(words) == 0
        text = path.read_text(encoding="utf-8")
        assert len([*csv.DictReader(text.splitlines())]) == count
    assert run(["export", "--all", "-r", str(pack.folder), "--table", "evidence"]) == 0


BAD = {
    "fish-counting,words,2020-02-30,1,,,": "wrong-date",
    "fish-counting,wordz,2020-02-28,1,,,": "unknown-criterion",
    "fish-count,words,2020-02-28,1,,,": "unknown-area",
    ",words,2020-02-28,1,,,": "no-area",
    "fish-counting,words,2020-02-28,7,,,": "wrong-level",
    "fish-counting,words,2020-02-28,2.5,,,": "wrong-level",
    "fish-counting,words,2020-02-28,1e0,,,": "wrong-level",
    "fish-counting,words,2020-02-28,3,1,,": "levels-order",
    "fish-counting,words,2020-02-28,,,rated,": "level-needed",
    "fish-counting,words,2020-02-28,1,,missing,": "level-not-needed",
    "fish-counting,words,2020-02-28,1,,ratted,": "wrong-state",
    "fish-counting,words,2020-02-28,1,,,up": "wrong-trend",
    "fish-counting,law,2020-02-28,,,not-applicable,": "must-apply",
}
PACK = str(ROOT / SMALL_PACK)
HEADER = "area,criterion,known,low,high,state,trend"
GOOD = "fish-counting,channel, 2020 ,2,3.0,rated,easing"


@pytest.mark.parametrize("line", BAD)
def test_a_wrong_row_is_named_and_nothing_is_written(
    line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratings, out = tmp_path / "r.csv", tmp_path / "l.csv"
    ratings.write_text(f"{HEADER}\n{GOOD}\n{line}\n", encoding="utf-8")

    assert run(["table", str(ratings), "-r", PACK, "-o", str(out)]) == 2
    error = capsys.readouterr().err
    assert f"{ratings}:3:1: {BAD[line]}: " in error
    assert f"(1 {BAD[line]}); nothing was written" in error
    assert [*tmp_path.iterdir()] == [ratings]

    assert run(["table", str(ratings), "-r", PACK, "-o", str(out), "--keep-going"]) == 2
    listed = tmp_path / "l.problems.csv"
    assert f"(1 {BAD[line]}); left out, and listed in {listed}" in capsys.readouterr().err
    (row,) = csv.DictReader(out.read_text(encoding="utf-8").splitlines())
    assert (row["area"], row["as_of"], row["rated_weight"]) == ("fish-counting", "2020-12-31", "1")
    wrong = listed.read_text(encoding="utf-8").splitlines()
    assert [one.split(",")[1:3] for one in wrong[1:]] == [["3", BAD[line]]]


def test_two_ratings_of_one_key_and_date_are_both_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratings = tmp_path / "r.csv"
    twice = ["fish-counting,channel,2021-02,2,,,", "fish-counting,channel,2021-02-28,3,,,"]
    ratings.write_text("\n".join([HEADER, GOOD, *twice, ""]), encoding="utf-8")

    assert run(["table", str(ratings), "-r", PACK, "-o", str(tmp_path / "l.csv")]) == 2
    assert "(2 repeated-rating); nothing was written" in capsys.readouterr().err


def test_no_more_than_a_hundred_wrong_rows_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratings = tmp_path / "r.csv"
    ratings.write_text(HEADER + "\nx,channel,2021,2,,," * 130 + "\n", encoding="utf-8")

    assert run(["table", str(ratings), "-r", PACK, "-o", str(tmp_path / "l.csv")]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 101
    assert "130 rows are wrong (130 unknown-area)" in lines[-1]


def test_wide_and_long_form_give_the_same_lights(tmp_path: Path) -> None:
    long, wide = tmp_path / "long.csv", tmp_path / "wide.csv"
    wide.write_text(
        "area,known,channel,gain,fear\n"
        "fish-counting,2020-05,2,1-3,\nfish-counting,2021-01-05,,4,missing\n",
        encoding="utf-8",
    )
    rows = ["channel,2020-05,2,,,", "gain,2020-05-31,1,3,,"]
    rows += ["gain,2021-01-05,4,,,", "fear,2021-01-05,,,missing,"]
    listed = "\n".join(f"fish-counting,{row}" for row in rows)
    long.write_text(f"{HEADER}\n{listed}\n", encoding="utf-8")
    months = ["--every", "month", "--from", "2020-04-30", "--to", "2021-03-31"]
    for when in ([], ["--as-of", "2020-12"], months):
        outputs = [str(tmp_path / name) for name in ("l.parquet", "w.parquet")]
        for ratings, out in zip((long, wide), outputs, strict=True):
            assert run(["table", str(ratings), "-r", PACK, "-o", out, *when]) == 0
        one, other = (rows_of(Path(out)) for out in outputs)
        assert one == other
        assert len(one) == (12 if when == months else 1)


def test_a_sheet_with_some_of_the_questions_has_the_lights_of_the_rule(tmp_path: Path) -> None:
    sheet, out = tmp_path / "panel.csv", tmp_path / "l.parquet"
    names = ["ai-safety", "drug-discovery", "military-ai"]  # two of them are not asked all
    rows = [f"{name},2023-06-30,{cell},seen" for name, cell in zip(names, "123", strict=True)]
    sheet.write_text("\n".join(["area,known,value-conflict,remark", *rows]), encoding="utf-8")
    months = ["--every", "month", "--from", "2023-06-30", "--to", "2023-07-31"]
    for when in ([], months):
        assert run(["table", str(sheet), "-o", str(out), *when]) == 0
        pack = open_pack("asia-society")
        for row in rows_of(out):
            level = names.index(row["area"]) + 1
            known = PartialDate.parse("2023-06-30")
            ratings = {"value-conflict": (Rating(known, level, level, Basis.INFERRED),)}
            own = next(area for area in areas_of(pack) if area.id == row["area"])
            area = IssueArea(own.id, own.name, "S", ratings, form=own.form)
            expected = profiles.expected(pack.rubric, area, row["as_of"])
            assert profiles.comparable(row) == expected


def test_an_area_of_a_sheet_that_nobody_rates_has_no_row(tmp_path: Path) -> None:
    sheet, out = tmp_path / "r.csv", tmp_path / "l.csv"
    sheet.write_text("area,known,channel\nfish-counting,2020,1\ncloud-naming,2021, \n", "utf-8")
    assert run(["table", str(sheet), "-r", PACK, "-o", str(out)]) == 0
    assert [row["area"] for row in rows_of(out)] == ["fish-counting"]


def test_one_file_by_two_names_is_read_once(tmp_path: Path) -> None:
    sheet, again, out = (tmp_path / name for name in ("r.csv", "s.csv", "l.csv"))
    sheet.write_text("area,known,channel\nfish-counting,2020,1\n", "utf-8")
    again.symlink_to(sheet)
    names = [str(sheet), str(again), f"{tmp_path}/./r.csv"]
    assert run(["table", *names, "-r", PACK, "-o", str(out)]) == 0
    assert [row["area"] for row in rows_of(out)] == ["fish-counting"]


def test_what_a_cell_of_a_sheet_may_be_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "r.csv"
    sheet.write_text("area,known,channel\nfish-counting,2020,3-1\n", "utf-8")
    assert run(["table", str(sheet), "-r", PACK, "-o", str(tmp_path / "l.csv")]) == 2
    needed = "a level from 0 to 4, a range as 1..3, or 'missing' is needed, not '3-1'"
    assert needed in capsys.readouterr().err


def test_a_misspelt_question_of_a_sheet_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, out = tmp_path / "panel.csv", tmp_path / "l.csv"
    sheet.write_text("area,known,value-conflict,channel-gep\nai-safety,2023,1,2\n", "utf-8")
    assert run(["table", str(sheet), "-o", str(out)]) == 2
    assert "unknown-criterion: no criterion 'channel-gep'" in capsys.readouterr().err
    assert not out.exists()


def test_what_is_asked_for_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    ratings = tmp_path / "r.csv"
    ratings.write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    out = str(tmp_path / "l.csv")
    for words in (
        [str(ratings)],
        [str(ratings), "-o", str(ratings)],
        [str(ratings), "-o", str(tmp_path / "l.xlsx")],
        [str(tmp_path / "none.csv"), "-o", out],
        [str(ratings), "-o", out, "--every", "month", "--from", "2020"],
        [str(ratings), "-o", out, "--from", "2020"],
        [str(ratings), "-o", out, "--memory", "lots"],
        ["s3://bucket/r.csv", "-o", out],
        [str(ratings), "-o", "s3://bucket/l.csv"],
        [str(tmp_path), "-o", out],
    ):
        assert run(["table", "-r", PACK, *words]) == 2
    assert [*tmp_path.iterdir()] == [ratings]


BROKEN = {
    "": "1:1: wrong-header: the first line must name the columns; it is empty",
    "area;criterion;known;low\n": "1:1: wrong-separator: save it with commas, not semicolons",
    "area,known,Area,low\n": "1:1: repeated-column: two columns are named 'area'",
    "area,criterion,known,low\n1,2\n": "2:1: unreadable-table: a row needs 4 cells, as many as "
    "the first line; it has 2",
    "area,criterion,known,low\n1,2,3,4\n1,2,3,4,5,6\n": "3:1: unreadable-table: a row needs 4 "
    "cells, as many as the first line; it has more",
    'area,criterion,known,low\n1,2,3,4\n1,"2,3,4\n': "3:1: unreadable-table: a quotation mark is "
    "not closed",
    "area,criterion,known,low,Trend\n": "wrong-column: 'Trend' must be written 'trend'",
}


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_is_named_with_the_place_and_what_is_needed(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, broken, out = (tmp_path / name for name in ("a.csv", "b.csv", "l.csv"))
    good.write_text("area,criterion,known,low\nfish-counting,channel,2020,1\n", "utf-8")
    broken.write_text(text, "utf-8")
    assert run(["table", str(good), str(broken), "-r", PACK, "-o", str(out)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"{broken}:")
    assert BROKEN[text] in error
    assert not out.exists()


def test_a_file_that_is_no_utf_8_or_no_parquet_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    latin, parquet = tmp_path / "r.csv", tmp_path / "r.parquet"
    latin.write_bytes("area,criterion,known,low\nä,channel,2020,1\n".encode("latin-1"))
    parquet.write_bytes(b"PAR1 and then nothing of the kind")
    for path, text in ((latin, ":2:1: not-utf-8"), (parquet, ": unreadable-table: this is no")):
        assert run(["table", str(path), "-r", PACK, "-o", str(tmp_path / "l.csv")]) == 2
        assert f"{path}{text}" in capsys.readouterr().err


def test_a_sheet_with_a_mark_of_its_byte_order_and_blank_columns_is_read(tmp_path: Path) -> None:
    ratings, out = tmp_path / "r.csv", tmp_path / "l.parquet"
    text = "\ufeffarea , known,channel,,\r\nfish-counting,2020,2,,\r\n\r\n"
    ratings.write_text(text, "utf-8", newline="")
    assert run(["table", str(ratings), "-r", PACK, "-o", str(out)]) == 0
    assert [row["area"] for row in rows_of(out)] == ["fish-counting"]


def test_files_with_other_columns_are_read_by_their_names(tmp_path: Path) -> None:
    one, other, out = (tmp_path / name for name in ("a.csv", "b.csv", "l.parquet"))
    one.write_text("area,criterion,known,low\nfish-counting,channel,2020,2\n", "utf-8")
    other.write_text("low,known,area,criterion,high\n1,2021,fish-counting,gain,3\n", "utf-8")
    assert run(["table", str(one), str(other), "-r", PACK, "-o", str(out)]) == 0
    assert [row["rated_weight"] for row in rows_of(out)] == [2]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_the_files_that_are_named_are_read_and_no_others(tmp_path: Path, suffix: str) -> None:
    # DuckDB takes names for patterns, and the names of folders for columns.
    row = "SELECT 'fish-counting' AS area, 'channel' AS criterion, '2020' AS known, {} AS low"
    folder = tmp_path / "low=4"
    folder.mkdir()
    for name, level in (("a[1]", 0), ("a1", 3), ("a*", 0), ("ab", 3), ("low=4/a?", 0)):
        duckdb.execute(f"COPY ({row.format(level)}) TO '{tmp_path / 'new'}' (FORMAT {suffix})")
        (tmp_path / "new").rename(tmp_path / f"{name}.{suffix}")
    (folder / f"ab.{suffix}").write_bytes((tmp_path / f"a1.{suffix}").read_bytes())
    for name in ("a[1]", "a*", "low=4/a?"):
        out = tmp_path / "l.parquet"
        assert run(["table", str(tmp_path / f"{name}.{suffix}"), "-r", PACK, "-o", str(out)]) == 0
        (found,) = rows_of(out)
        assert (found["answers_green"], found["answers_red"]) == (1, 0)


def test_what_does_not_fit_in_memory_goes_to_a_folder_that_is_removed() -> None:
    from coopcli.tables.duck import DuckDb

    with DuckDb("30MB") as engine:
        engine.keep("large", "SELECT hash(range) AS one FROM range(8000000)")  # 64 MB
        folder = Path(engine._spill.name)
        spilt = sum(path.stat().st_size for path in folder.iterdir())
        assert spilt > 30_000_000
        assert engine.one("SELECT count(one) FROM large") == (8_000_000,)
    assert not folder.exists()


def test_too_little_memory_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratings, out = tmp_path / "r.parquet", tmp_path / "l.parquet"
    write_many(ratings, 30_000)
    words = ["table", str(ratings), "-o", str(out), "--any-area", "--memory", "2MB"]
    assert run(words) == 2
    assert "no-memory: --memory 2MB is too little for these files" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == [ratings]


def test_a_signal_ends_a_query_and_leaves_nothing(tmp_path: Path) -> None:
    ratings = tmp_path / "r.csv"
    ratings.write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    program = """
import os
from coopcli.tables import duck
wait, left = duck.wait, [3]
def interrupted(*arguments):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), int(os.environ["NUMBER"]))
    return wait(*arguments)
duck.wait = interrupted
from coopcli.cli import main
main()
"""
    (tmp_path / "tmp").mkdir()
    for number, code in ((2, 130), (15, 143)):
        words = ["table", str(ratings), "-r", PACK, "-o", str(tmp_path / "l.csv")]
        line = [sys.executable, "-c", program, *words]
        environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "NUMBER": str(number)}
        done = subprocess.run(line, check=False, capture_output=True, env=environment)
        assert (done.returncode, done.stderr) == (code, b"")
        assert sorted(path.name for path in tmp_path.rglob("*")) == ["r.csv", "tmp"]


def test_a_query_that_is_left_in_the_middle_is_stopped() -> None:
    from coopcli.tables import duck

    def leave(_step: str, _share: float | None) -> None:
        raise KeyboardInterrupt

    with duck.DuckDb(progress=leave) as engine:
        with pytest.raises(KeyboardInterrupt):
            engine.one("SELECT sum(hash(range)) FROM range(100000000000)")  # an hour
        engine._progress = None
        assert engine.one("SELECT 1") == (1,)


def test_the_sql_is_printed_and_nothing_is_computed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratings = tmp_path / "r.csv"
    ratings.write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    assert run(["table", str(ratings), "-r", PACK, "--explain"]) == 0
    query = capsys.readouterr().out
    with duckdb.connect() as db:
        db.execute(f"CREATE VIEW {SOURCE} AS FROM read_csv('{ratings}', all_varchar = true)")
        assert len(db.execute(query).fetchall()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
def test_a_bar_on_a_terminal_shows_what_is_done_and_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coopcli.tables import duck

    ratings = tmp_path / "r.parquet"
    write_many(ratings, 300_000)
    words = ["table", str(ratings), "-o", str(tmp_path / "l.parquet"), "--any-area"]

    def shown() -> str:
        ours, theirs = os.openpty()
        with os.fdopen(theirs, "w") as terminal, monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", terminal)
            assert run(words) == 0
            terminal.write("end")
        found = b""
        with suppress(OSError):  # as Linux says that the other side is closed
            while piece := os.read(ours, 4096):
                found += piece
        os.close(ours)
        return found.decode()

    monkeypatch.setattr(duck, "_BETWEEN", 3600.0)
    assert shown() == "end"
    monkeypatch.setattr(duck, "_BETWEEN", 0.001)
    steps = shown().split("\r")
    for word in ("reading", "writing"):
        assert any(re.fullmatch(rf"{word} \[#*\.*\] +\d+% *", step) for step in steps)
    assert steps[-2:] == [" " * 50, "end"]
