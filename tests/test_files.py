"""What files are called in results."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coopcli import files
from coopcli.packs.library import DEFAULT_PACK
from coopcli.paths import located, shown
from coopcli.problems import InvalidInput
from tests.examples import PACK_FOLDER

BUILT_IN = PACK_FOLDER / "areas" / "ai-ethics.yaml"


def test_no_name_in_results_is_an_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    (here / "areas").mkdir(parents=True)
    (tmp_path / "link").symlink_to(here)
    (here / "away").symlink_to(tmp_path)
    monkeypatch.chdir(here)
    names = {
        f"{here}/areas/x.yaml": "areas/x.yaml",
        f"{here}/x.yaml": "x.yaml",
        f"{tmp_path}/link/areas/x.yaml": "areas/x.yaml",
        f"{here}/away/x.yaml": "away/x.yaml",
        f"{tmp_path}/x.yaml": "../x.yaml",
        f"{tmp_path}/other/x.yaml": "../other/x.yaml",
        str(BUILT_IN): f"<{DEFAULT_PACK}>/areas/ai-ethics.yaml",
        str(PACK_FOLDER / "rubric.yaml"): f"<{DEFAULT_PACK}>/rubric.yaml",
        "./areas/../x.yaml": "./areas/../x.yaml",
        "<stdin>": "<stdin>",
        "command line": "command line",
    }

    assert {name: shown(name) for name in names} == names
    for name, there in names.items():
        assert os.path.abspath(os.path.realpath(located(there))) == os.path.realpath(name)


def test_a_pack_has_one_name_wherever_the_program_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = set()
    for folder in (PACK_FOLDER / "areas", PACK_FOLDER, PACK_FOLDER.parent, tmp_path, Path("/")):
        monkeypatch.chdir(folder)
        found.add(shown(str(BUILT_IN)))

    assert found == {f"<{DEFAULT_PACK}>/areas/ai-ethics.yaml"}


def test_without_a_working_folder_the_name_alone_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()

    assert shown(f"{tmp_path}/x.yaml") == "x.yaml"


def test_a_file_is_edited_by_one_run_alone(tmp_path: Path) -> None:
    path = str(tmp_path / "a.yaml")
    Path(path).write_bytes(b"1")

    with files.edited(path) as file:
        for content in (b"22", b"333"):
            with pytest.raises(InvalidInput, match="in-use"), files.edited(path):
                raise AssertionError
            file.replace(content)
            assert Path(path).read_bytes() == content

    with files.edited(path) as file:  # the lock ended with the first run
        assert file.content == b"333"


def test_what_somebody_else_wrote_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"1")

    with files.edited(str(path)) as file:
        path.write_bytes(b"by an editor")
        with pytest.raises(InvalidInput, match="it has changed since it was read"):
            file.replace(b"2")

    assert path.read_bytes() == b"by an editor"
    with files.edited(str(path)) as file:
        file.replace(b"3")
    assert path.read_bytes() == b"3"
