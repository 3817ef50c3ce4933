"""Colours keep their contrast in every theme, for any lights and levels, and in grey."""

from __future__ import annotations

from itertools import pairwise

import pytest

from coopcli.formats.palette import (
    DAY,
    HUES,
    NIGHT,
    PRINT,
    Theme,
    colours,
    contrast,
    luminance,
    shade,
)
from coopcli.model import Colour

THEMES = {"day": DAY, "night": NIGHT, "print": PRINT}

NAMES = [name for name in HUES if name != "grey"]

SCALES = {
    "usual": ("green", "green", "yellow", "red", "red"),
    "many": tuple(NAMES[place * len(NAMES) // 9] for place in range(9)),
    "two": ("blue", "orange"),
}
"""The hues of the levels, lowest first; as many as a rubric may have."""


@pytest.fixture(params=SCALES)
def scale(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return SCALES[request.param]


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> Theme:
    return THEMES[request.param]


def test_contrast_is_that_of_the_guidelines() -> None:
    # WCAG 2.2: black on white is 21; #767676 on white is the known border of 4.5.
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_words_stand_out_from_paper_and_panel(theme: Theme) -> None:
    for ink in (theme.text, theme.soft, theme.link):
        assert contrast(ink, theme.paper) >= 4.5
        assert contrast(ink, theme.panel) >= 4.5
        assert contrast(ink, theme.mark) >= 4.5


def test_signs_stand_out_from_the_paper(scale: tuple[str, ...], theme: Theme) -> None:
    found = colours(scale, theme)

    for edge in [f"{hue}-e" for hue in HUES]:
        assert contrast(found[edge], theme.paper) >= 3, edge
        assert contrast(found[edge], theme.panel) >= 3, edge
    for level in range(len(scale)):
        assert contrast(found[f"v{level}e"], theme.paper) >= 3, level


def test_digits_stand_out_from_their_sign(scale: tuple[str, ...], theme: Theme) -> None:
    found = colours(scale, theme)

    for level in range(len(scale)):
        assert contrast(found[f"v{level}i"], found[f"v{level}"]) >= 4.5, level


def test_words_and_signs_stand_out_from_the_tint_behind_a_chart(theme: Theme) -> None:
    found = colours((), theme)

    for tint in [found[f"{hue}-t"] for hue in HUES]:
        assert contrast(theme.text, tint) >= 4.5
        assert contrast(theme.soft, tint) >= 4.5
        assert all(contrast(found[f"{hue}-e"], tint) >= 2.5 for hue in HUES)


def test_every_colour_of_a_light_has_a_hue() -> None:
    assert {str(colour) for colour in Colour} | {"grey"} == set(HUES)


def test_the_barrier_stands_out_in_grey(scale: tuple[str, ...], theme: Theme) -> None:
    found = colours(scale, theme)
    grey = [luminance(found[f"v{level}"]) for level in range(len(scale))]

    for low, high in pairwise(grey):
        assert low < high if theme.dark else low > high


@pytest.mark.parametrize("hue", HUES)
@pytest.mark.parametrize("wanted", [0.02, 0.2, 0.5, 0.9])
def test_a_shade_is_as_bright_as_wanted(hue: str, wanted: float) -> None:
    assert luminance(shade(HUES[hue], wanted)) == pytest.approx(wanted, abs=0.012)
