from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from coopcli.cli.config import root_folder, settings, shown
from coopcli.cli.main import run
from coopcli.problems import InvalidInput
from tests.cli.registry import Command, commands
from tests.examples import ROOT, SMALL_PACK
from tests.panels import SHEETS


def test_the_nearest_folder_with_a_table_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "coopcli.toml").write_text('fail-on = ["red"]\nworkers = 2\n')
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1\n")

    found = settings({"workers": 1, "fail-on": None}, inner)

    assert found["fail-on"] == (["red"], str(tmp_path / "coopcli.toml"))
    assert found["workers"] == (1, "--workers")
    assert found["exit-zero"] == (False, "default")

    (tmp_path / "a" / "pyproject.toml").write_text('[tool.coopcli]\nfail-on = "stale"\n')
    found = settings({}, inner)
    assert found["fail-on"] == (["stale"], str(tmp_path / "a" / "pyproject.toml"))
    assert found["workers"].origin == "default"  # the search has ended


def test_every_setting_is_shown_with_who_gave_it(tmp_path: Path) -> None:
    (tmp_path / "coopcli.toml").write_text("min-coverage = 0.5\n")

    lines = shown(settings({"exit-zero": True}, tmp_path)).splitlines()

    assert f'min-coverage    = "0.5"  # {tmp_path / "coopcli.toml"}' in lines
    assert "exit-zero       = true  # --exit-zero" in lines


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("fail_on = []", "did you mean 'fail-on'"),
        ("workers = 0", "a whole number from 1 to 64"),
        ("exit-zero = 1", "true or false"),
        ("fail-on = [1]", "a list of at most 100 texts"),
        ("x = ", "not-toml"),
    ],
)
def test_a_wrong_key_or_value_is_an_error(text: str, printed: str, tmp_path: Path) -> None:
    (tmp_path / "coopcli.toml").write_text(text)

    with pytest.raises(InvalidInput) as caught:
        settings({}, tmp_path)

    assert printed in str(caught.value)


@pytest.mark.parametrize("key", ["rubric", "root", "format", "as-of", "baseline", "fail-on"])
@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_text_is_an_error(key: str, value: str, tmp_path: Path) -> None:
    (tmp_path / "coopcli.toml").write_text(f'{key} = "{value}"\n')

    with pytest.raises(InvalidInput, match=f"wrong-type: {key}: a .*is needed"):
        settings({}, tmp_path)


def test_a_path_is_relative_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "coopcli.toml").write_text('baseline = "base.json"\nroot = "."\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)

    assert settings({})["baseline"].value == "../base.json"
    assert settings({})["root"].value == ".."


SETTINGS = {"rubric": "pack", "as-of": "2024-08", "format": "markdown"}


@pytest.mark.parametrize("key", SETTINGS)
@pytest.mark.parametrize(
    "command", list(commands()), ids=lambda command: " ".join(command.words[:2])
)
def test_every_command_takes_a_setting_that_it_has_an_option_for(
    command: Command,
    key: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if key.replace("-", "_") not in command.options:
        return
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / SMALL_PACK, "pack")
    shutil.copytree(SHEETS, "sheets")
    for name in ("result.json", "later.json"):
        run(["assess", "fish-counting", "-r", "pack", "-o", name])
    options = {name: value for name, value in SETTINGS.items() if name != key}
    given = [
        word
        for name, value in options.items()
        if name.replace("-", "_") in command.options
        for word in (f"--{name}", value)
    ]
    capsys.readouterr()
    expected = run([*command.words, *given, f"--{key}", SETTINGS[key]]), capsys.readouterr()
    assert expected[0] in (0, 1)

    Path("coopcli.toml").write_text(f'{key} = "{SETTINGS[key]}"\n')

    assert (run([*command.words, *given]), capsys.readouterr()) == expected


def test_a_flag_beats_the_environment_and_that_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("one", "two"):
        shutil.copytree(ROOT / SMALL_PACK, name)
        rubric = Path(name, "rubric.yaml")
        rubric.write_text(rubric.read_text().replace("id: two-towns", f"id: {name}", 1))
    Path("coopcli.toml").write_text('rubric = "one"\n')

    def used(*more: str) -> str:
        assert run(["rubric", "show", "-f", "json", *more]) == 0
        name: str = json.loads(capsys.readouterr().out)["rubric"]["id"]
        return name

    assert used() == "one"
    monkeypatch.setenv("COOPCLI_RUBRIC", "two")
    assert used() == "two"
    assert used("-r", "asia-society") == "asia-society"


def test_a_usual_format_that_cannot_say_a_result_gives_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("coopcli.toml").write_text('format = "csv"\n')

    assert run(["areas"]) == 0
    assert capsys.readouterr().out.startswith('"area"')
    assert run(["explain", "rule"]) == 0
    assert run(["explain", "rule", "-f", "csv"]) == 2


def test_the_root_is_asked_for_or_the_workspace_or_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "repository" / "sub" / "folder"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    here = os.path.realpath(tmp_path)

    (tmp_path / "repository" / ".git").write_text("gitdir: elsewhere\n")  # as in a worktree
    assert root_folder("") == f"{here}/repository"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "gone"))
    assert root_folder("") == f"{here}/repository"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert root_folder("") == here
    assert root_folder("..") == f"{here}/repository/sub"
    with pytest.raises(InvalidInput, match="a folder that exists, not 'gone'"):
        root_folder("gone")


def test_without_a_repository_the_root_is_the_working_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir("/")

    assert root_folder("") == "/"
