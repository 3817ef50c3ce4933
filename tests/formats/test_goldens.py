"""Whole reports of the small pack in more styles and detail than those of ``tests/kinds.py``."""

from __future__ import annotations

from typing import Any

import pytest

from coopcli.formats import Style, render
from coopcli.packs.library import areas_of, open_area, open_pack
from coopcli.rule.assessment import assess
from coopcli.studies.areas import areas_result
from coopcli.studies.assess import assessment_result
from coopcli.text import Report
from tests.examples import ROOT, SMALL_PACK, day, golden

STYLES = {
    "80.txt": ("text", Style(80)),
    "40.txt": ("text", Style(40)),
    "20.txt": ("text", Style(20)),
    "60.txt": ("text", Style(60)),
    "100.txt": ("text", Style(100)),
    "160.txt": ("text", Style(160)),
    "ascii.txt": ("text", Style(80, ascii=True)),
    "colour.txt": ("text", Style(80, colour=True)),
    "md": ("markdown", Style()),
    "json": ("json", Style()),
}

AREAS = ("fish-counting", "crowd-watching", "cloud-naming")


@pytest.fixture(autouse=True)
def at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results name files as they were given: the same everywhere from the top of the repository."""
    monkeypatch.chdir(ROOT)


def assessed(name: str, as_of: str = "2024-06-30") -> Any:
    pack = open_pack(SMALL_PACK)
    return assessment_result(assess(pack.rubric, open_area(pack, name), day(as_of)))


def compare(name: str, data: Any, style: str, detail: int = 0) -> None:
    form, look = STYLES[style]
    golden(f"{name}.{style}", render(Report(data, detail), form, look))


@pytest.mark.parametrize("style", STYLES)
def test_assessment(style: str) -> None:
    compare("assess/crowd-watching", assessed("crowd-watching"), style)


@pytest.mark.parametrize("style", ["80.txt", "md"])
@pytest.mark.parametrize("name", ["fish-counting", "cloud-naming"])
def test_assessment_of_other_lights(name: str, style: str) -> None:
    compare(f"assess/{name}", assessed(name), style)


@pytest.mark.parametrize(("name", "detail"), [("quiet", -1), ("full", 1), ("verbose", 2)])
def test_assessment_in_less_and_more_detail(name: str, detail: int) -> None:
    compare(f"assess/{name}", assessed("crowd-watching", "2030"), "80.txt", detail)


def test_areas_in_few_columns() -> None:
    pack = open_pack(SMALL_PACK)
    lights = [assess(pack.rubric, area, area.newest() or pack.newest()) for area in areas_of(pack)]
    compare("areas", areas_result(pack.rubric, lights, day("2024-12")), "40.txt")
