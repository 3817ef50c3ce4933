"""Lines of a report in HTML: words, signs, and what leads to notes and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import assert_never

from coopcli.formats.drawing import Shape, shapes_of
from coopcli.formats.figures import chip, mark
from coopcli.formats.hypertext import Html, joined, text
from coopcli.formats.leads import Spot, closed_up, led_back, light_word
from coopcli.results.values import AnyLight
from coopcli.text.alternatives import answer
from coopcli.text.blocks import Chip, Cite, Code, Inline, Line, Link, Mark, Strong, Web


class Lines:
    """Writes lines, and keeps where notes are cited and which signs the page needs."""

    def __init__(self, cited: Mapping[int, list[Spot]]) -> None:
        self._places = cited  # where each note is cited
        self._cited = Counter[int]()
        self._symbols: dict[tuple[int, tuple[Shape, ...]], int] = {}

    def line(self, line: Line) -> Html:
        """A line of text; the number of a note stands above it, with no space before."""
        between = Html.of("<sup>,</sup> ")
        return joined(
            each
            for part, meets in closed_up(line)
            for each in ((between, self._part(part)) if meets else (self._part(part),))
        )

    def _part(self, part: Inline) -> Html:
        match part:
            case str():
                return text(part)
            case Mark(light, word):
                return self.mark(light, word=word)
            case Chip():
                return self.chip(part)
            case Cite(number):
                self._cited[number] += 1
                form = (
                    '<sup><a href="#note-{}" id="cite-{}-{}">'
                    '<span class="vh">note </span>{}</a></sup>'
                )
                return Html.of(form, number, number, self._cited[number], number)
            case Strong(words):
                return Html.of("<strong>{}</strong>", text(words))
            case Code(words):
                return Html.of("<code>{}</code>", text(words))
            case Link(words, anchor):
                return Html.of('<a href="#{}">{}</a>', text(anchor), text(words))
            case Web(address):
                return Html.of('<a href="{}" rel="noreferrer">{}</a>', text(address), text(address))
            case _:
                assert_never(part)

    def mark(self, light: AnyLight, *, word: bool = True) -> Html:
        """The sign of a light with its word, which is only heard where it is not to be seen."""
        sign = self._symbol("s", 20, mark(light, 10, 10, 19))
        if word:
            return Html.of('<span class="lt">{} {}</span>', sign, text(light_word(light)))
        return Html.of('{}<span class="vh">{}</span>', sign, text(light_word(light)))

    def chip(self, answered: Chip, *, heard: bool = True) -> Html:
        """The sign of an answer, and the words for who does not see it."""
        sign = self._symbol("c", 24, chip(answered, 12, 12, 23))
        words = Html.of('<span class="vh">{}</span>', text(answer(answered)))
        return Html.of("{}{}", sign, words) if heard else sign

    def backs(self, number: int) -> Html:
        """What leads from a note back to where it is cited, part by part."""
        parts = [
            Html.of(
                "<span>{}</span>",
                Html.join(
                    " ", (self._back(number, place, name, n) for n, place in enumerate(places))
                ),
            )
            for name, places in led_back(self._places.get(number, ())).items()
        ]
        form = '<span class="backs"><span aria-hidden="true">↩</span> {}</span>'
        return Html.of(form, Html.join(" ", parts)) if parts else Html.of("")

    def _back(self, number: int, place: int, part: str, before: int) -> Html:
        """The first place has the name of its part, each other its number in it."""
        shown = text(part) if part and not before else Html.of("{}", before + 1)
        form = (
            '<a class="back" href="#cite-{}-{}"><span class="vh">Back from note {} to </span>{}</a>'
        )
        return Html.of(form, number, place, number, shown)

    def _symbol(self, kind: str, size: int, shapes: list[Shape]) -> Html:
        """A small sign, which a page draws once and uses often."""
        number = self._symbols.setdefault((size, tuple(shapes)), len(self._symbols))
        form = (
            '<svg class="{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
            '<use href="#sign-{}"/></svg>'
        )
        return Html.of(form, text(kind), size, size, number)

    def drawn(self) -> list[Html]:
        """The signs that have been used."""
        form = '<symbol id="sign-{}" viewBox="0 0 {} {}">{}</symbol>'
        symbols = [
            Html.of(form, number, size, size, shapes_of(shapes))
            for (size, shapes), number in self._symbols.items()
        ]
        whole = '<svg class="vh" aria-hidden="true"><defs>{}</defs></svg>'
        return [Html.of(whole, joined(symbols))] if symbols else []
