"""One rubric for each way to write a key wrong, beside the exact lines that it prints.

The first line of each file names the key, as the reference of all keys does.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from coopcli.packs.library import open_pack
from coopcli.problems import InvalidInput
from tests.examples import ROOT
from tests.reference_pages import keys_page

BAD = sorted((ROOT / "tests/bad-rubrics").glob("*.yaml"))

OF_A_FRAMEWORK = (
    r"scale|lights(\[\]\.(id|name|symbol|ascii|colour|meaning|next|wording|source))?$|parties"
    r"|vocabulary|introduction|subject|wording|extends|drop|rule\.(lines|majority|minimum|coverage|cross)"
    r"|criteria\[\]\.(veto|gate|anchors|applies-to|may-be-not-applicable|weight)"
    r"|dimensions\[\]\.label|avenues\[\]\.offers\[\]\.(short|forms|begins)|earlier"
)
"""The keys by which a rubric fits another framework."""


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_rubric_prints_what_stands_beside_it(path: Path, tmp_path: Path) -> None:
    (tmp_path / "rubric.yaml").write_bytes(path.read_bytes())
    with pytest.raises(InvalidInput) as caught:
        open_pack(str(tmp_path))
    lines = [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]
    beside = path.with_suffix(".txt")
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert lines == beside.read_text(encoding="utf-8").splitlines()


SEVERAL = {"criteria-none", "rule-cross-check-name", "wording-source"}
"""Files in which several things are wrong."""


def test_one_cause_has_one_message() -> None:
    lines = {path.stem: path.with_suffix(".txt").read_text("utf-8").splitlines() for path in BAD}

    assert {name for name, found in lines.items() if len(found) != 1} == SEVERAL


def test_every_key_of_a_framework_has_a_bad_file() -> None:
    rubric = keys_page().split("## rubric.yaml")[1].split("\n## ")[0]
    keys = re.findall(r"^\| \**`([^`]+)`", rubric, re.MULTILINE)
    wanted = {key for key in keys if re.match(OF_A_FRAMEWORK, key)}
    first = [path.read_text(encoding="utf-8").split("\n")[0] for path in BAD]
    known = {line.removeprefix("# ").split(" ")[0] for line in first}

    assert sorted(wanted - known) == []
