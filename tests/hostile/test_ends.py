"""Hostile input at the ends of the program: names of files, saved results, folders of texts."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from coopcli.cli.main import run
from coopcli.cli.messages import print_message
from coopcli.problems import acting
from tests.hostile.recipes import PACK

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def saved(capsys: Captured) -> dict[str, Any]:
    assert run(["assess", "-r", str(PACK), "an-area", "-f", "json"]) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    return result


def rendered(result: object, folder: Path, capsys: Captured) -> tuple[int, str, str]:
    path = folder / "result.json"
    path.write_text(json.dumps(result), encoding="utf-8")
    code = run(["render", str(path)])
    out, printed = capsys.readouterr()
    return code, out, printed.replace(str(path), "result.json")


def test_a_check_of_nothing_is_no_success(tmp_path: Path) -> None:
    assert run(["check", str(tmp_path)]) == 3


@pytest.mark.parametrize(
    "name", ["e\x1b[31mvil", "a\u202eb", "::error::x", "##[error]x", "b\udcff"]
)
def test_a_file_name_does_not_act(
    name: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(PACK / "areas" / "an-area.yaml", f"{name}.yaml")
    for words in (["check", "-v"], ["assess", "-v"], ["assess", "-f", "json"]):
        for path in (f"{name}.yaml", f"{name}-missing.yaml"):
            run([words[0], path, "-r", str(PACK), *words[1:]])
            out, printed = capsys.readouterr()
            for text in (out, printed):
                assert not acting(text)
                assert "##[" not in text
                assert not any(line.lstrip().startswith("::") for line in text.splitlines())


@pytest.mark.parametrize(
    ("change", "printed"),
    [
        ({"tally": {"green": 10**12, "yellow": 0, "red": 0, "missing": 0}}, "/tally/green: "),
        ({"coverage": "1/0"}, "/coverage: '1/0' must not stand here"),
        ({"coverage": "1\n"}, "/coverage: '1\\n' must not stand here"),
        ({"decided_by": ["nobody"]}, "/decided_by: 'nobody' is no criterion of this result"),
        ({"schema_version": True}, "schema_version 2 is read, not True"),
        ({"schema_version": 1.0}, "schema_version 2 is read, not 1.0"),
        ({"light": "amber"}, "/light: 'amber' must not stand here"),
        ({"as_of": "\x1b[31m"}, "/as_of: "),
        (
            {"engine_version": "\x9b31m"},
            "/engine_version: control characters must not stand here: \\x9b",
        ),
        (
            {"engine_version": "\u202e"},
            "/engine_version: control characters must not stand here: \\u202e",
        ),
        (
            {"engine_version": "\ud800"},
            "/engine_version: control characters must not stand here: \\ud800",
        ),
        ({"\x1b": 1}, "must not stand here"),
    ],
    ids=str,
)
def test_a_saved_result_is_held_against_its_schema(
    change: dict[str, Any], printed: str, saved: dict[str, Any], tmp_path: Path, capsys: Captured
) -> None:
    code, out, said = rendered(saved | change, tmp_path, capsys)
    assert (code, out) == (2, "")
    assert said.startswith("result.json: ")
    assert printed.removeprefix("the result: ") in said
    assert not acting(said)


@pytest.mark.parametrize(
    "text", ["NaN", "[1e999]", '{"a": 1, "a": 2}', "\ufeff{}", "{", '"x"', "1" * 5000]
)
def test_what_is_no_result_is_refused(text: str, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    assert run(["render", str(tmp_path / "x.json")]) == 2
    assert "not-" in capsys.readouterr().err


def test_a_saved_result_is_bounded(tmp_path: Path, capsys: Captured) -> None:
    huge = tmp_path / "huge.json"
    huge.touch()
    os.truncate(huge, (256 << 20) + 1)
    assert run(["render", str(huge)]) == 2
    assert "too-long: at most 268435456 bytes are read" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../secret.md", "/etc/passwd", "a/b.md"])
def test_a_pack_has_no_file_read_elsewhere(
    name: str, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, texts = tmp_path / "pack", tmp_path / "texts"
    shutil.copytree(PACK, pack)
    texts.mkdir()
    (tmp_path / "secret.md").write_text("Findings\n\nsecret\n", encoding="utf-8")
    sources = (pack / "sources.yaml").read_text(encoding="utf-8")
    (pack / "sources.yaml").write_text(sources.replace("paper-one.md", name), encoding="utf-8")
    monkeypatch.setenv("COOPCLI_SOURCES", str(texts))
    assert run(["check", str(pack), "-f", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [problem["code"] for problem in problems] == ["not-a-name"]


def test_a_text_of_a_source_may_be_anything(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOPCLI_SOURCES", str(tmp_path))
    text = tmp_path / "paper-one.md"
    text.write_bytes(b"Findings\n\n\xff\xfe\x00\x1b[31m\n")
    assert run(["check", str(PACK)]) == 0
    text.unlink()
    os.mkfifo(text)  # nobody writes to it
    assert run(["check", str(PACK)]) == 1
    assert "not-a-file" in capsys.readouterr().out


def test_no_more_than_a_hundred_problems_are_shown(tmp_path: Path, capsys: Captured) -> None:
    area = (PACK / "areas" / "an-area.yaml").read_text(encoding="utf-8")
    many = "".join(f"        - a-ban-{number}\n" for number in range(9000))
    (tmp_path / "x.yaml").write_text(area.replace("        - a-ban\n", many), encoding="utf-8")
    assert run(["assess", "-r", str(PACK), str(tmp_path / "x.yaml")]) == 2
    printed = capsys.readouterr().err.splitlines()
    assert len(printed) == 101
    assert printed[-1].endswith(
        "too-many-problems: after 100 problems the rest of the file is not looked at"
    )


def test_nothing_that_is_said_beside_a_report_acts(capsys: Captured) -> None:
    print_message("folder\x1b[31m\u202e\n::error::x\U000e0041: it's empty")

    said = capsys.readouterr().err
    assert not acting(said)
    assert said.count("\n") == 1
    assert "\x1b" not in said
