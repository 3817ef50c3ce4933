"""Every pack that comes with the program is sound, and does what its notes say."""

from __future__ import annotations

import pytest

from coopcli.checking import check_paths
from coopcli.formats.palette import DAY, colours, contrast
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


@pytest.mark.parametrize("colour", Colour)
def test_every_colour_of_the_palette_is_legible(colour: Colour) -> None:
    deep = colours((), DAY)[f"{colour.value}-e"]

    assert contrast(deep, DAY.paper) >= 4.5  # WCAG 2.2, 1.4.3
