from __future__ import annotations

from pathlib import Path

import pytest

from coopcli.cli.config import settings, shown
from coopcli.problems import InvalidInput


def test_the_nearest_folder_with_a_table_counts(tmp_path: Path):
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


def test_every_setting_is_told_with_who_gave_it(tmp_path: Path):
    (tmp_path / "coopcli.toml").write_text("min-coverage = 0.5\n")

    lines = shown(settings({"exit-zero": True}, tmp_path)).splitlines()

    assert f'min-coverage    = "0.5"  # {tmp_path / "coopcli.toml"}' in lines
    assert "exit-zero       = true  # --exit-zero" in lines


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("fail_on = []", "did you mean 'fail-on'"),
        ("workers = 0", "a whole number from 1 to 64"),
        ("exit-zero = 1", "true or false"),
        ("fail-on = [1]", "a list of texts"),
        ("x = ", "not-toml"),
    ],
)
def test_a_wrong_key_or_value_is_an_error(text: str, told: str, tmp_path: Path):
    (tmp_path / "coopcli.toml").write_text(text)

    with pytest.raises(InvalidInput) as caught:
        settings({}, tmp_path)

    assert told in str(caught.value)


def test_a_path_is_relative_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "coopcli.toml").write_text('baseline = "base.json"\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)

    assert settings({})["baseline"].value == "../base.json"
