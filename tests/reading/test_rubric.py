"""Values of a rubric at their edges; test_pack.py has one defect of each kind."""

from __future__ import annotations

import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from coopcli.packs.library import open_pack
from coopcli.reading import source
from coopcli.reading.log import Log
from coopcli.reading.rule import MAJORITY
from tests.examples import PACK_FOLDER, ROOT, SMALL_PACK


def majority(text: str) -> tuple[Fraction | None, list[str]]:
    document = source.parse("a.yaml", text.encode())
    log = Log(document)
    return MAJORITY.read(document.root, log), [problem.message for problem in log.problems]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0.667", "2/3"),
        ("0.53", "8/15"),
        ("0.671666", "2/3"),
        ("0.933", "14/15"),  # fifteen parts are the most that are looked at
    ],
)
def test_a_rounded_majority_is_shown_the_fraction_that_is_meant(text: str, meant: str) -> None:
    value, printed = majority(text)

    assert value is None
    assert printed[0].endswith(f"write {meant}, which is meant and is not the same")


@pytest.mark.parametrize(
    "text",
    [
        "2/3",
        "0.501",
        "0.504",
        "0.66",
        "0.6",
        "0.75",
        "0.5",
        "0.334",
        "0",
        "0.605",
        "0.812",
        "13/14",
        "14/15",
        "13/16",
        "11/20",
        "0.55",
        "9/17",
        "1",
    ],
)
def test_what_is_a_fraction_or_far_from_one_is_taken_as_it_stands(text: str) -> None:
    assert majority(text) == (Fraction(text), [])


def test_meanings_and_published_lights_are_those_of_the_file() -> None:
    rubric = open_pack(str(ROOT / SMALL_PACK)).rubric

    assert {light: meaning.ours for light, meaning in rubric.meanings.items()} == {
        "green": True,
        "yellow": False,
        "red": False,
    }
    assert [(r.area, r.light) for r in rubric.references] == [("fish-counting", "green")]


def test_a_published_light_may_be_undetermined(tmp_path: Path) -> None:
    pack = shutil.copytree(ROOT / SMALL_PACK, tmp_path / "pack")
    text = (pack / "rubric.yaml").read_text(encoding="utf-8")
    changed = text.replace("    light: green", "    light: undetermined")
    (pack / "rubric.yaml").write_text(changed, encoding="utf-8")

    assert [r.light for r in open_pack(str(pack)).rubric.references] == [None]


def test_the_keys_that_the_page_on_robustness_names_exist() -> None:
    page = (ROOT / "docs" / "robustness.md").read_text(encoding="utf-8")
    rubric = yaml.safe_load((PACK_FOLDER / "rubric.yaml").read_text(encoding="utf-8"))
    named = re.findall(r"`([a-z]+)\.([a-z-]+)`", page)

    assert named
    for outer, inner in named:
        assert inner in rubric[outer]
