"""The cases that a pack keeps: how they are read, and what no case reaches."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coopcli.analysis.cases import tried, unreached
from coopcli.cli.exits import Exit
from coopcli.cli.main import run
from coopcli.packs.library import cases_of, open_pack
from coopcli.problems import InvalidInput
from tests.examples import ROOT, SMALL_PACK, the_pack


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "pack"


def test_the_shipped_cases_come_out_and_reach_every_light_and_veto() -> None:
    runs = tried(the_pack().rubric, cases_of(the_pack()))

    assert [run.case.id for run in runs if not run.matches] == []
    assert unreached(the_pack().rubric, runs) == ((), ())


def test_what_no_case_reaches_is_named(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "cases.yaml").write_text("cases:\n- {id: one, others: 0, light: green}\n")

    assert run(["rubric", "test", "-r", "pack"]) == Exit.OK

    out = " ".join(capsys.readouterr().out.split())
    assert "No case ends in Yellow or Red." in out
    assert "No case has Green vetoed by fear or law." in out
    assert "No case has Yellow vetoed by fear or law." in out


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [
        ("light: red", "● GREEN"),
        ("light: green\n  outlook: negative", "● GREEN, no change"),
        ("light: green\n  decided-by: [law]", "● GREEN, decided by "),
    ],
)
def test_what_differs_is_shown_beside_what_was_expected(
    wrong: str, shown: str, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / "cases.yaml").write_text(f"cases:\n- id: one\n  others: 0\n  {wrong}\n")

    assert run(["rubric", "test", "-r", "pack"]) == Exit.GATE_FAILED

    out = capsys.readouterr().out
    assert "DIFFERS" in out
    assert shown in " ".join(out.split())
    assert "One of 2 differ: case one is Green." in " ".join(out.split())
    assert run(["rubric", "test", "-r", "pack", "-f", "json"]) == Exit.GATE_FAILED
    assert json.loads(capsys.readouterr().out)["passed"] is False


def test_a_pack_without_cases_says_nothing_of_them(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / "cases.yaml").unlink()

    assert run(["rubric", "test", "-r", "pack", "-f", "json"]) == Exit.OK
    result = json.loads(capsys.readouterr().out)
    assert (result["rule_cases"], result["unreached"]) == ([], None)


WRONG = {
    "- {id: one, light: gren}": ["not-a-choice"],
    "- {id: one, light: red, levels: {lav: 1}}": ["unknown-criterion"],
    "- {id: one, light: red, levels: {law: 7}}": ["wrong-form"],
    "- {id: one, light: red, decided-by: [lav]}": ["unknown-criterion"],
    "- {id: one, light: red, easing: [law], hardening: [law]}": ["two-trends"],
    "- {id: one, light: red}\n- {id: one, light: red}": ["repeated-id"],
    "- {id: one, light: red, level: 1}": ["unknown-key"],
    "[]": ["wrong-length"],
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_found_with_its_place(
    text: str, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / "cases.yaml").write_text(f"cases:\n{text}\n" if text != "[]" else "cases: []\n")

    with pytest.raises(InvalidInput) as caught:
        cases_of(open_pack("pack"))
    assert [problem.code for problem in caught.value.problems] == WRONG[text]
    assert run(["check", "pack"]) == Exit.GATE_FAILED
    assert "cases.yaml:" in capsys.readouterr().out
