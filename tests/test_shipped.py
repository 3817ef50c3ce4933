"""Every pack that comes with the program is sound, and does what its notes say."""

from __future__ import annotations

import pytest

from coopcli.checking import check_paths
from coopcli.formats.html import COLOURS
from coopcli.model import Colour
from coopcli.packs.library import areas_of, open_pack
from tests.examples import ROOT

PACKS = sorted(path.name for path in (ROOT / "rubrics").iterdir())


@pytest.mark.parametrize("name", PACKS)
def test_a_shipped_pack_is_sound(name: str) -> None:
    assert not check_paths([str(ROOT / "rubrics" / name)], name).problems


def test_a_pack_may_be_about_something_else_than_cooperation() -> None:
    pack = open_pack("cyber-readiness")
    rubric = pack.rubric
    lights = {area.id: pack.assess(area).light for area in areas_of(pack)}

    assert [light.id for light in rubric.lights] == ["ready", "sound", "patchy", "exposed"]
    assert (len(rubric.scale), len(rubric.parties)) == (4, 1)
    assert {name: light and light.id for name, light in lights.items()} == {
        "equifax-2017": "exposed",
        "nhs-wannacry": None,  # four answers of six, and one of three within a family
        "norsk-hydro-2019": None,
        "opm-2014": "exposed",
    }


def luminance(colour: str) -> float:
    """The relative luminance of a colour, 0-1. Source: WCAG 2.1, definition."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", Colour)
def test_every_colour_of_the_palette_is_legible_on_white(colour: Colour) -> None:
    assert 1.05 / (luminance(COLOURS[colour]) + 0.05) >= 4.5  # WCAG 2.1, 1.4.3
