"""Areas, ledgers and sources with one key written wrong, beside the exact lines that each prints.

The first line of each file names the key, as the reference of all keys does.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from coopcli.packs.library import open_pack, read_area
from coopcli.problems import InvalidInput
from coopcli.reading import source
from tests.examples import ROOT
from tests.reference_pages import keys_page

PACK = ROOT / "tests/bad-keys"

BAD = sorted(PACK.glob("*/*.yaml"))


SEVERAL = {"evidence-supersedes-in-a-circle"}
"""Files in which several things are wrong."""


@pytest.mark.parametrize("path", BAD, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_bad_file_prints_what_stands_beside_it(path: Path, tmp_path: Path) -> None:
    for name in ("rubric", "sources", "evidence"):
        shutil.copy(PACK / f"{name}.yaml", tmp_path)
    with pytest.raises(InvalidInput) as caught:
        _read(path, tmp_path)
    lines = [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]
    beside = path.with_suffix(".txt")
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert lines == beside.read_text(encoding="utf-8").splitlines()


def _read(path: Path, pack: Path) -> None:
    """Reads an area, or a pack of which one file is another."""
    if path.parent.name == "areas":
        read_area(open_pack(str(pack)), source.parse(path.name, path.read_bytes()))
    else:
        shutil.copy(path, pack / f"{path.parent.name}.yaml")
        open_pack(str(pack))


def test_the_pack_around_the_bad_files_is_sound() -> None:
    assert open_pack(str(PACK)).ledger


def test_one_cause_has_one_message() -> None:
    lines = {path.stem: path.with_suffix(".txt").read_text("utf-8").splitlines() for path in BAD}

    assert {name for name, found in lines.items() if len(found) != 1} == SEVERAL


@pytest.mark.parametrize(
    ("heading", "folder"),
    [("areas/ID.yaml", "areas"), ("evidence.yaml", "evidence"), ("sources.yaml", "sources")],
)
def test_every_key_has_a_bad_file(heading: str, folder: str) -> None:
    page = keys_page().split(f"## {heading}")[1].split("\n## ")[0]
    keys = set(re.findall(r"^\| \**`([^`]+)`", page, re.MULTILINE))
    if folder == "areas":  # what an area brings along is read as in the files of the pack
        keys = {key for key in keys if not re.match(r"(evidence|sources)\[\]", key)}
    first = [path.read_text("utf-8").split("\n")[0] for path in PACK.glob(f"{folder}/*.yaml")]

    assert keys == {line.removeprefix("# ").split(" ")[0] for line in first}
