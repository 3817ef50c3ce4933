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


EYES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602)),
}
"""How red and green are seen, from linear red, green and blue; blue follows.

Source: Machado, Oliveira and Fernandes (2009), table 1, severity 1.0.
"""

_BLUE = {
    "protanopia": (-0.003882, -0.048116, 1.051998),
    "deuteranopia": (-0.011820, 0.042940, 0.968881),
    "tritanopia": (0.004733, 0.691367, 0.303900),
}


def seen(colour: str, eyes: str) -> float:
    """The luminance of a colour for eyes that lack a kind of cone."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    rows = (*EYES[eyes], _BLUE[eyes])
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in rows
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("eyes", EYES)
def test_signs_and_digits_stand_out_for_eyes_that_lack_a_colour(
    eyes: str, scale: tuple[str, ...], theme: Theme
) -> None:
    found = colours(scale, theme)

    def apart(first: str, second: str) -> float:
        low, high = sorted((seen(found.get(first, first), eyes), seen(found[second], eyes)))
        return (high + 0.05) / (low + 0.05)

    for level in range(len(scale)):
        assert apart(f"v{level}i", f"v{level}") >= 4.4, level
        assert apart(f"v{level}e", "paper") >= 3, level
    for hue in HUES:
        assert apart(f"{hue}-e", "paper") >= 3, hue
    assert apart("soft", "grey-t") >= 4.5  # the stroke of what does not apply


@pytest.mark.parametrize("hue", HUES)
@pytest.mark.parametrize("wanted", [0.02, 0.2, 0.5, 0.9])
def test_a_shade_is_as_bright_as_wanted(hue: str, wanted: float) -> None:
    assert luminance(shade(HUES[hue], wanted)) == pytest.approx(wanted, abs=0.012)
