"""Lines of a report in a Word file: words, signs, and what leads to notes and back."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any, assert_never

from coopcli.formats.docx_parts import add_link, add_web_link, mark_place
from coopcli.formats.leads import anchors_of, cited_in, closed_up, led_back, light_word
from coopcli.formats.palette import PRINT, colours
from coopcli.formats.signs import Signs, hue_of
from coopcli.problems import inert, legible
from coopcli.results.values import MISSING, NOT_APPLICABLE, UNDETERMINED, AnyLight, look_of
from coopcli.text.alternatives import light_words
from coopcli.text.blocks import Block, Chip, Cite, Code, Inline, Line, Link, Mark, Strong, Web
from coopcli.text.plain import level_words

_STATES: dict[AnyLight, str] = {MISSING: "?", UNDETERMINED: "?", NOT_APPLICABLE: "–"}
"""The signs of what is no light, as figures draw them."""


def plain_text(words: str) -> str:
    """Text on one line, with nothing hidden in it."""
    return inert(legible(words).replace("\n", " ").replace("\t", " "))


class Lines:
    """Writes lines into paragraphs, and leads only where something is.

    ``numbers``: what sets the places of a document apart.
    """

    def __init__(self, signs: Signs, blocks: list[Block]) -> None:
        self.colours = colours(signs.scale, PRINT)
        self.anchors = anchors_of(blocks)
        self.numbers = itertools.count(1)
        self._places = cited_in(blocks)
        self._cited = Counter[int]()

    def line(self, paragraph: Any, line: Line) -> None:
        """Writes a line; where the numbers of two notes meet, a comma parts them."""
        for part, meets in closed_up(line):
            if meets:
                paragraph.add_run(", ").font.superscript = True
            self._write(paragraph, part)

    def _write(self, paragraph: Any, part: Inline) -> None:
        match part:
            case str():
                paragraph.add_run(plain_text(part))
            case Mark(light, word):
                self._sign(paragraph, light)
                if word:
                    paragraph.add_run(f"\u00a0{plain_text(light_word(light))}")
            case Chip(light, level):
                self._sign(paragraph, light)
                paragraph.add_run(f"\u00a0{level_words(level) or plain_text(light_words(light))}")
            case Cite(number):
                self._cite(paragraph, number)
            case Strong(words):
                paragraph.add_run(plain_text(words)).bold = True
            case Web(address):
                add_web_link(paragraph, plain_text(address))
            case Code(words):
                paragraph.add_run(plain_text(words)).font.name = "Consolas"
            case Link(words, anchor):
                if anchor in self.anchors:
                    add_link(paragraph, anchor, plain_text(words))
                else:
                    paragraph.add_run(plain_text(words))
            case _:
                assert_never(part)

    def _cite(self, paragraph: Any, number: int) -> None:
        self._cited[number] += 1
        anchor = f"note-{number}"
        if anchor in self.anchors:
            link = add_link(paragraph, anchor, str(number), raised=True)
            mark_place(link, f"cite-{number}-{self._cited[number]}", next(self.numbers))
        else:
            paragraph.add_run(str(number)).font.superscript = True

    def _sign(self, paragraph: Any, light: AnyLight) -> None:
        from docx.shared import RGBColor

        run = paragraph.add_run(plain_text(_STATES.get(light) or look_of(light).symbol))
        run.font.color.rgb = RGBColor.from_string(self.colour(f"{hue_of(light)}-e"))

    def colour(self, name: str) -> str:
        """A colour as a Word file names it."""
        return self.colours[name].removeprefix("#").upper()

    def backs(self, paragraph: Any, number: int) -> None:
        """Leads to where a note is cited, part by part."""
        before = " ↩\u00a0"
        for name, places in led_back(self._places.get(number, ())).items():
            for n, place in enumerate(places, 1):
                paragraph.add_run(before)
                words = plain_text(name) if name and n == 1 else str(n)
                add_link(paragraph, f"cite-{number}-{place}", words)
                before = " "
            before = " · "
