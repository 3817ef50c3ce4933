"""The page on evidence says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.examples import ROOT, run, the_pack

PAGE = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the example area of the page."""
    found = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    (tmp_path / "voice-clones.yaml").write_text(found[1], encoding="utf-8")
    return tmp_path


def test_the_example_area_is_valid(folder: Path) -> None:
    done = run("check", "voice-clones.yaml", cwd=folder)

    assert done.returncode == 0
    assert done.stdout.endswith(b"\n\nOne file checked, no problems found.\n")


def test_the_example_prints_what_the_page_shows(folder: Path) -> None:
    shown = re.search(r"```console\n\$ coopcli (assess voice-clones.*?)\n(.*?)```", PAGE, re.DOTALL)
    assert shown

    assert run(*shown[1].split(), cwd=folder).stdout.decode() == shown[2]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"coopcli explain ([a-z0-9-]+)", PAGE))))
def test_the_ids_of_the_page_exist(name: str) -> None:
    assert run("explain", name).returncode == 0


def test_the_item_of_the_page_is_the_one_in_the_ledger() -> None:
    shown = re.search(r"```\n(  - id: .*?)```", PAGE, re.DOTALL)
    assert shown

    assert shown[1] in (the_pack().folder / "evidence.yaml").read_text(encoding="utf-8")
