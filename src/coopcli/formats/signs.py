"""The lights and the levels of a result, as figures need them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from coopcli.results.parts import Result
from coopcli.results.values import LightId, look_of

GREY = "grey"
"""The hue of what stands in the place of a light."""


class Signs(NamedTuple):
    """The lights of a rubric, best first, and the hue of each level, lowest first."""

    lights: tuple[LightId, ...] = ()
    scale: tuple[str, ...] = ()


def signs_of(result: Result) -> Signs:
    """The lights and levels of the rubric behind a result; none where there is no rubric.

    Results that show no level of an answer hold no rule, and need no hue of it.
    """
    rubric: Any = getattr(result, "rubric", None) or getattr(result, "new_rubric", None)
    if rubric is None:
        return Signs()
    rule: Any = getattr(result, "rule", None)
    lines: Mapping[LightId, int] = rule.lines if rule else {}
    lights: tuple[LightId, ...] = rubric.light_ids
    scale = tuple(
        hue_of(next((light for light, line in lines.items() if level <= line), lights[-1]))
        for level in range(rubric.highest + 1)
    )
    return Signs(lights, scale)


def hue_of(light: Any) -> str:
    """The hue of a light, or grey for what stands in the place of one."""
    return str(look_of(light).colour or GREY)
