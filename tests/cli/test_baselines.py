"""Baselines that a run starts or renews: never by chance, never from a failing run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from tests.examples import ROOT, SMALL_PACK

BATCH = ["batch", "--all", "-r", "pack", "-q"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def get_worse() -> None:
    path = Path("pack/areas/fish-counting.yaml")
    text = path.read_text().replace(
        "    - known: 2024-06-30\n      level: 1", "    - known: 2025\n      level: 4"
    )
    path.write_text(text)


def lights(path: str) -> list[str]:
    return [record["light"] for record in json.loads(Path(path).read_text())["results"]]


def test_a_configured_baseline_can_be_started_renewed_and_judges(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("coopcli.toml").write_text('baseline = "base.json"\nfail-on = ["regression"]\n')
    assert run(BATCH) == Exit.INVALID  # there is none yet

    assert run([*BATCH, "--write-baseline", "base.json"]) == Exit.OK
    assert "base.json: baseline started" in capsys.readouterr().err
    first = Path("base.json").read_bytes()
    assert run(BATCH) == Exit.OK

    get_worse()
    assert run(BATCH) == Exit.GATE_FAILED
    assert run([*BATCH, "--update-baseline"]) == Exit.GATE_FAILED
    assert "the baseline stays as it was" in capsys.readouterr().err
    assert run([*BATCH, "--update-baseline", "--exit-zero"]) == Exit.OK
    assert Path("base.json").read_bytes() == first

    assert run([*BATCH, "--update-baseline", "--accept-failing"]) == Exit.GATE_FAILED
    assert Path("base.json").read_bytes() != first
    assert run(BATCH) == Exit.OK


def test_what_is_saved_is_what_the_run_itself_prints_as_json() -> None:
    assert run([*BATCH, "--write-baseline", "base.json", "-o", "out.json"]) == Exit.OK

    assert Path("base.json").read_bytes() == Path("out.json").read_bytes()


def test_a_passing_run_renews_the_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*BATCH, "--as-of", "2022", "--write-baseline", "base.json"]) == Exit.OK
    old = lights("base.json")
    line = [*BATCH, "--baseline", "base.json", "--update-baseline"]
    assert run([*line, "-f", "jsonl"]) == Exit.OK  # lines are streamed only without a baseline

    assert "base.json: baseline renewed" in capsys.readouterr().err
    assert lights("base.json") != old


@pytest.mark.parametrize("gate", [["--fail-on", "red"], ["--min-coverage", "1", "bad.yaml"]])
def test_a_failing_run_starts_none(gate: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.yaml").write_text("id: [\n")
    words = [*BATCH, *gate, "--write-baseline", "base.json"]

    assert run(words) != Exit.OK
    assert "no baseline is started" in capsys.readouterr().err
    assert not Path("base.json").exists()
    assert run([*words, "--accept-failing"]) != Exit.OK
    assert Path("base.json").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--write-baseline", "there.json"], "already-there"),
        (["--write-baseline", "none/base.json"], "unwritable"),
        (["--update-baseline"], "no-baseline"),
        (["--update-baseline", "--baseline", "none.json"], "no-baseline"),
        (["--update-baseline", "--write-baseline", "new.json"], "wrong-usage"),
        (["--accept-failing"], "wrong-usage"),
    ],
)
def test_wrong_words_are_refused_before_anything_is_judged(
    words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("there.json").write_text("{}")

    assert run([*BATCH, *words]) == Exit.INVALID

    done = capsys.readouterr()
    assert f" {code}: " in done.err
    assert done.out == ""
    assert Path("there.json").read_text() == "{}"
