"""The colours of figures: hues by name, shades by how bright they have to be.

A light is known by the shape and the word of its sign; colour repeats that. A level is known by its
digit, and the higher it is, the more its shade stands out from the paper, in grey as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

HUES = {
    "green": ((26, 116, 65), (44, 160, 94)),
    "blue": ((31, 95, 168), (58, 140, 222)),
    "violet": ((111, 66, 168), (150, 102, 216)),
    "yellow": ((150, 105, 10), (240, 180, 28)),
    "brown": ((138, 90, 43), (178, 122, 66)),
    "orange": ((176, 84, 12), (236, 130, 38)),
    "red": ((161, 25, 28), (224, 62, 46)),
    "grey": ((107, 111, 118), (128, 132, 139)),
}
"""The hues that a light can have, deep and bright, by red, green and blue from 0 to 255."""

Rgb = tuple[int, int, int]

Hue = tuple[Rgb, Rgb]


class Theme(NamedTuple):
    """The colours of a page apart from lights; ``dark`` where text is bright."""

    paper: str
    panel: str
    text: str
    soft: str
    line: str
    link: str
    mark: str
    dark: bool = False


DAY = Theme("#fdfcfa", "#f4f2ed", "#1c1e21", "#4a4d52", "#d8d4cb", "#1b4f8f", "#fdf5d3")
PRINT = Theme("#ffffff", "#f6f5f2", "#000000", "#444444", "#bbbbbb", "#1b4f8f", "#ffffff")
NIGHT = Theme(
    "#15181c", "#1e2228", "#e9e6e0", "#b0b3b8", "#3a3f46", "#9cc3f5", "#33301a", dark=True
)


def colours(scale: Sequence[str], theme: Theme) -> dict[str, str]:
    """Every colour of a page by its short name; ``scale`` has the hue of each level, lowest first.

    ``red`` fills a sign, ``red-e`` is its edge, ``red-t`` the tint of a surface, and so for each
    hue; ``v0`` is the lowest level, ``v0i`` the digit on it, ``v0e`` its edge. The edge of the
    highest level is that of words, so that it is not taken for the one before.
    """
    found: dict[str, str] = {name: str(getattr(theme, name)) for name in Theme._fields[:-1]}
    for name, (deep, bright) in HUES.items():
        # A bright hue such as yellow fills a sign as it is, and by day its edge is deep.
        filling = bright if _luminance(bright) > 0.3 else deep
        at_night = max(0.27, _luminance(bright))
        found[name] = shade((deep, bright), at_night) if theme.dark else _hex(filling)
        found[f"{name}-e"] = found[name] if theme.dark else _hex(deep)
        found[f"{name}-t"] = _hex(_mixed(_rgb(theme.paper), bright, 0.16))
    for level, hue in enumerate(scale):
        wanted = _brightness(level / max(1, len(scale) - 1), dark=theme.dark)
        fill = shade(HUES[hue], wanted)
        found[f"v{level}"] = fill
        found[f"v{level}i"] = max("#000000", "#ffffff", key=partial(contrast, fill))
        edge = 0.25 if theme.dark else min(0.2, wanted)
        found[f"v{level}e"] = shade(HUES[hue], edge)
    if scale:
        found[f"v{len(scale) - 1}e"] = theme.text
    return found


def _brightness(position: float, *, dark: bool) -> float:
    """How bright a level is at a place from 0 to 1: what stands out is the barrier."""
    day = (0.83, 0.62, 0.5, 0.15, 0.045)
    night = (0.02, 0.045, 0.073, 0.1, 0.149)
    steps = night if dark else day
    spot = position * (len(steps) - 1)
    low = min(int(spot), len(steps) - 2)
    return steps[low] + (steps[low + 1] - steps[low]) * (spot - low)


@cache
def shade(hue: Hue, wanted: float) -> str:
    """The colour of a hue with a luminance from 0 to 1."""
    deep, bright = hue
    steps = ((0, 0, 0), deep, bright, (255, 255, 255))
    start, end = next(pair for pair in pairwise(steps) if wanted <= _luminance(pair[1]))
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        dark = _luminance(_mixed(start, end, middle)) < wanted
        low, high = (middle, high) if dark else (low, middle)
    return _hex(_mixed(start, end, high))


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, from 1 to 21.

    Source: WCAG 2.2, contrast ratio.
    """
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as ``#1a7441``, from 0 to 1.

    Source: WCAG 2.2, relative luminance.
    """
    return _luminance(_rgb(colour))


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: Sequence[float]) -> float:
    parts = [part / 255 for part in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mixed(first: Rgb, second: Rgb, share: float) -> tuple[float, float, float]:
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue


def _hex(colour: Sequence[float]) -> str:
    return "#" + "".join(f"{round(part):02x}" for part in colour)


def css(found: Mapping[str, str]) -> str:
    """Colours as custom properties of a style sheet."""
    return ";".join(f"--{name}:{colour}" for name, colour in found.items())
