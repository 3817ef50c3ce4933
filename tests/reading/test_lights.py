"""What is wrong with the levels and lights of a rubric, one change each, and what is said of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from coopcli.packs.library import open_area, open_pack
from coopcli.problems import InvalidInput
from tests.examples import ROOT

EXPECTED = Path(__file__).with_name("lights.txt")
"""The problems of each change, below its name; COOPCLI_UPDATE_GOLDEN=1 rewrites it."""

CHANGES = {
    "label-too-long": (
        "rubric.yaml",
        "{label: a ripple,",
        "{label: one two three four five six seven,",
    ),
    "labels-alike": ("rubric.yaml", "{label: a ripple,", "{label: A wave,"),
    "level-without-meaning": (
        "rubric.yaml",
        "{label: a ripple, meaning: A rower would not notice.}",
        "{label: a ripple}",
    ),
    "one-more-level-than-anchors": (
        "rubric.yaml",
        "  - {label: a wall,",
        "  - {label: a fall, meaning: None.}\n  - {label: a wall,",
    ),
    "ten-levels": (
        "rubric.yaml",
        "  - {label: a wall,",
        "".join(f"  - {{label: l{n}, meaning: M.}}\n" for n in range(3)) + "  - {label: a wall,",
    ),
    "scale-as-number": ("rubric.yaml", "SCALE", "scale: 7\n"),
    "id-twice": ("rubric.yaml", "  - id: long-swell", "  - id: calm"),
    "id-in-capitals": ("rubric.yaml", "  - id: long-swell", "  - id: Swell"),
    "reserved-id": ("rubric.yaml", "  - id: storm", "  - id: stale"),
    "name-twice": ("rubric.yaml", "name: Rough", "name: calm WATER"),
    "name-too-long": (
        "rubric.yaml",
        "name: Rough",
        "name: Rough water with a wind from the north-west",
    ),
    "symbol-of-two": ("rubric.yaml", "symbol: △", "symbol: △△"),
    "symbol-twice": ("rubric.yaml", "symbol: △", "symbol: ○"),
    "symbol-reserved": ("rubric.yaml", "symbol: △", "symbol: ·"),
    "ascii-not-ascii": ("rubric.yaml", "ascii: R", "ascii: △"),
    "ascii-reserved": ("rubric.yaml", "ascii: R", "ascii: '-'"),
    "no-such-colour": ("rubric.yaml", "colour: orange", "colour: pink"),
    "colour-twice": ("rubric.yaml", "colour: orange", "colour: blue"),
    "lights-as-text": ("rubric.yaml", "LIGHTS", "lights: many\n"),
    "line-of-no-light": (
        "rubric.yaml",
        "lines: {calm: 1, long-swell: 2, rough: 4}",
        "lines: {calm: 1, long-swel: 2, rough: 4}",
    ),
    "line-of-the-worst": (
        "rubric.yaml",
        "lines: {calm: 1, long-swell: 2, rough: 4}",
        "lines: {calm: 1, long-swell: 2, rough: 4, storm: 6}",
    ),
    "line-beyond-the-scale": (
        "rubric.yaml",
        "long-swell: 2, rough: 4}",
        "long-swell: 2, rough: 7}",
    ),
    "lines-fall": (
        "rubric.yaml",
        "lines: {calm: 1, long-swell: 2, rough: 4}",
        "lines: {calm: 2, long-swell: 1, rough: 4}",
    ),
    "lines-alike": (
        "rubric.yaml",
        "lines: {calm: 1, long-swell: 2, rough: 4}",
        "lines: {calm: 2, long-swell: 2, rough: 4}",
    ),
    "veto-of-no-light": ("rubric.yaml", "veto: {calm: 3}", "veto: {clam: 3}"),
    "veto-beyond-the-scale": ("rubric.yaml", "veto: {calm: 3}", "veto: {calm: 7}"),
    "veto-at-the-line": ("rubric.yaml", "veto: {calm: 3}", "veto: {calm: 1}"),
    "vetoes-fall": (
        "rubric.yaml",
        "veto: {calm: 3, long-swell: 4, rough: 6}",
        "veto: {calm: 5, long-swell: 4, rough: 6}",
    ),
    "two-sentences": (
        "rubric.yaml",
        "introduction: Five soundings tell how hard it is to cross.",
        "introduction: Five soundings. They tell.",
    ),
    "published-no-light": ("rubric.yaml", "    light: calm", "    light: green"),
    "area-level": ("areas/fish-counting.yaml", "level: 1", "level: 7"),
    "area-expects-no-light": ("areas/fish-counting.yaml", "light: calm", "light: clam"),
}
"""The file, what stands in it, and what stands there instead; capitals are a whole section."""


def changed(text: str, old: str, new: str) -> str:
    sections = {"SCALE": ("scale:", "lights:"), "LIGHTS": ("lights:", "rule:")}
    if old in sections:
        start, end = (text.index(f"{key}\n") for key in sections[old])
        return text[:start] + new + text[end:]
    assert old in text
    return text.replace(old, new, 1)


def problems_of(name: str, folder: Path) -> list[str]:
    file, old, new = CHANGES[name]
    pack = Path(shutil.copytree(ROOT / "tests/tides", folder / name))
    text = (pack / file).read_text(encoding="utf-8")
    (pack / file).write_text(changed(text, old, new), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        open_area(open_pack(str(pack)), "fish-counting")
    return [str(problem).replace(f"{pack}/", "") for problem in refused.value.problems]


def test_each_defect_is_named_with_its_place(tmp_path: Path) -> None:
    found = {name: problems_of(name, tmp_path) for name in CHANGES}
    text = "".join(f"== {n}\n" + "".join(f"{p}\n" for p in lines) for n, lines in found.items())
    if os.environ.get("COOPCLI_UPDATE_GOLDEN"):
        EXPECTED.write_text(text, encoding="utf-8")

    assert text == EXPECTED.read_text(encoding="utf-8")


def test_the_older_spelling_of_lights_still_loads() -> None:
    rubric = open_pack(str(ROOT / "tests/pack")).rubric

    assert [light.name for light in rubric.lights] == ["Green", "Yellow", "Red"]
    assert len(rubric.scale) == 5
