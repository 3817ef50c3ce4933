"""Lines of a report for a terminal: words and signs, in colour where that is wanted."""

from __future__ import annotations

from typing import assert_never

from rich.text import Text

from coopcli.formats import Style
from coopcli.model import Colour
from coopcli.problems import legible
from coopcli.results.values import (
    MISSING,
    NOT_APPLICABLE,
    UNDETERMINED,
    AnyLight,
    LightId,
    look_of,
)
from coopcli.text.blocks import Chip, Cite, Code, Line, Link, Mark, Strong, Web
from coopcli.text.plain import level_words

COLOURS = {
    Colour.GREEN: "green",
    Colour.BLUE: "blue",
    Colour.VIOLET: "magenta",
    Colour.YELLOW: "yellow",
    Colour.BROWN: "cyan",
    Colour.ORANGE: "bright_red",
    Colour.RED: "red",
}
"""Colours by their names in a terminal of sixteen, which draws them as its owner chose; a name
always stands beside them. It has no brown."""

_WITHOUT_COLOUR: dict[AnyLight, str] = {UNDETERMINED: "bold", MISSING: "dim", NOT_APPLICABLE: "dim"}


def tone(light: AnyLight) -> str:
    """How a light is set, in the words of rich."""
    if isinstance(light, LightId):
        return f"bold {COLOURS[light.light.colour]}"
    return _WITHOUT_COLOUR[light]


class Pen:
    """Writes lines in one style."""

    def __init__(self, style: Style) -> None:
        self.style = style

    def line(self, line: Line) -> Text:
        """A line of text."""
        text = Text(overflow="fold")
        for part in line:
            match part:
                case str():
                    text.append(self.written(part))
                case Mark(light, word):
                    text.append(self.mark(light, word=word), tone(light))
                case Cite(number):
                    text.append(f"[{number}]", "dim")
                case Strong(words):
                    text.append(self.written(words), "bold")
                case Chip(light, level):
                    text.append(self.answer(light, level), tone(light))
                case Link(words):
                    text.append(self.written(words))
                case Web(address):
                    text.append(self.written(address))
                case Code(words):
                    text.append(self.written(words), "italic")
                case _:
                    assert_never(part)
        return text

    def mark(self, light: AnyLight, *, word: bool) -> str:
        """The sign of a light, with or without its word."""
        look = look_of(light)
        sign = look.ascii if self.style.ascii else look.symbol
        return f"{sign} {self.written(look.name).upper()}" if word else sign

    def answer(self, light: AnyLight, level: tuple[int, int] | None) -> str:
        """The sign and the levels of an answer, or the sign of its state."""
        sign = self.mark(light, word=False)
        return f"{sign} {level_words(level)}" if level else sign

    def written(self, text: str) -> str:
        """Text of a file, in which nothing acts."""
        text = legible(text)
        if not self.style.ascii:
            return text
        return text.translate(_ASCII).encode("ascii", "backslashreplace").decode()


_ASCII = str.maketrans(
    {"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "→": "->", "¶": "par."}
)
