"""Lines of a report as data of a page that Typst sets: words, signs, and what leads where."""

from __future__ import annotations

from collections import Counter
from typing import Any, assert_never

from coopcli.formats.drawing import Drawing, Shape, standalone
from coopcli.formats.figures import chip, mark
from coopcli.formats.leads import anchors_of, closed_up, light_word
from coopcli.formats.palette import PRINT, colours
from coopcli.formats.signs import Signs, hue_of
from coopcli.problems import inert, legible
from coopcli.results.values import AnyLight
from coopcli.text.alternatives import answer, light_words
from coopcli.text.blocks import Block, Chip, Cite, Code, Inline, Line, Link, Mark, Strong, Web

FONT = "Libertinus Serif"
"""A font that comes with Typst, so that a page is the same on every machine."""


def plain_text(words: str) -> str:
    """Text on one line, with nothing hidden in it."""
    return inert(legible(words).replace("\n", " "))


class Lines:
    """Turns lines into data, keeps the signs that they need, and leads only where something is."""

    def __init__(self, signs: Signs, blocks: list[Block]) -> None:
        self.colours = colours(signs.scale, PRINT)
        self.anchors = anchors_of(blocks)
        self.drawn: dict[str, str] = {}
        self._cited = Counter[int]()

    def line(self, line: Line) -> list[dict[str, Any]]:
        """A line as data; where the numbers of two notes meet, a comma parts them."""
        made: list[dict[str, Any]] = []
        for part, meets in closed_up(line):
            made += [{"is": "comma"}] if meets else []
            made.append(self._part(part))
        return made

    def _part(self, part: Inline) -> dict[str, Any]:
        match part:
            case str():
                return {"is": "text", "text": plain_text(part)}
            case Mark(light, word):
                shown = plain_text(light_word(light)) if word else ""
                return {
                    "is": "sign",
                    "sign": self.mark(light),
                    "text": shown,
                    "alt": plain_text(light_words(light)),
                }
            case Chip():
                return {
                    "is": "sign",
                    "sign": self._chip(part),
                    "text": "",
                    "alt": plain_text(answer(part)),
                }
            case Cite(number):
                self._cited[number] += 1
                leads = f"note-{number}" in self.anchors
                return {
                    "is": "cite",
                    "number": number,
                    "place": self._cited[number] if leads else 0,
                }
            case Strong(words):
                return {"is": "strong", "text": plain_text(words)}
            case Web(address):
                return {"is": "web", "address": plain_text(address)}
            case Code(words):
                return {"is": "code", "text": plain_text(words)}
            case Link(words, anchor):
                known = anchor if anchor in self.anchors else ""
                return {"is": "link", "text": plain_text(words), "id": known}
            case _:
                assert_never(part)

    def mark(self, light: AnyLight) -> str:
        """The name of the drawing of a light."""
        return self._sign(plain_text(f"s-{light}-{hue_of(light)}"), mark(light, 10, 10, 19), 20)

    def _chip(self, answered: Chip) -> str:
        name = plain_text(f"c-{answered.light}-{answered.level}")
        return self._sign(name, chip(answered, 12, 12, 23), 24)

    def _sign(self, name: str, shapes: list[Shape], size: int) -> str:
        if name not in self.drawn:
            drawn = Drawing(size, size, "", "", tuple(shapes))
            self.drawn[name] = standalone(drawn, self.colours, FONT)
        return name
