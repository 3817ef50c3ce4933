"""From a report to one HTML file that needs nothing else and runs nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import assert_never

from coopcli.formats import Style
from coopcli.formats.drawing import Box, Disc, Outline, Shape, shapes_of, svg
from coopcli.formats.figures import drawing, mark
from coopcli.formats.html_lines import Lines
from coopcli.formats.html_tables import answers_table, map_table, table
from coopcli.formats.hypertext import Html, joined, text
from coopcli.formats.leads import Levels, cited_in, is_answer, light_word, title_of, titled
from coopcli.formats.page import page, scoped
from coopcli.formats.signs import Signs, hue_of, signs_of
from coopcli.results.values import AnyLight
from coopcli.text import Report
from coopcli.text.blocks import (
    Answers,
    Block,
    Chart,
    Cite,
    Contents,
    Cover,
    Entries,
    Entry,
    Fact,
    Facts,
    Head,
    Heading,
    Items,
    Line,
    Map,
    Notes,
    Panel,
    Paragraph,
    Part,
    Places,
    Strip,
    Table,
    Tally,
    Terms,
    Together,
    Verdict,
    Votes,
)
from coopcli.text.plain import plain
from coopcli.text.words import capital


def render(report: Report, style: Style) -> str:
    """The report as a whole page."""
    blocks, signs = titled(report), signs_of(report.result)
    setter = _Setter(signs, blocks)
    body = setter.body(blocks)
    return str(page(report.result, signs, title_of(blocks), body, setter.entries))


def fragment(blocks: Iterable[Block], signs: Signs) -> str:
    """Blocks as a part of a page that has a style of its own; only the signs bring colours."""
    own = list(blocks)
    return str(scoped(_Setter(signs, own).body(own), signs))


class _Setter:
    """Turns blocks into HTML, and keeps what leads where."""

    def __init__(self, signs: Signs, blocks: list[Block]) -> None:
        self.signs = signs
        self.lines = Lines(cited_in(blocks))
        self.entries: list[tuple[int, str, str]] = []
        self._listed = False  # whether the document says itself what its parts are
        self._title = ""
        self._levels = Levels()
        self._numbers = Counter[str]()

    def body(self, blocks: Iterable[Block]) -> Html:
        """Blocks one after the other."""
        parts = [part for block in blocks for part in self.block(block, 0)]
        return Html.join("\n", [*parts, *self.lines.drawn()])

    def _number(self, what: str) -> int:
        self._numbers[what] += 1
        return self._numbers[what]

    def block(self, block: Block, depth: int) -> Iterator[Html]:
        match block:
            case Verdict(subject, light, outlook, facts):
                yield from self._light(light, subject, (outlook,), facts, depth, main=0)
            case Head(light, note, subject, date, lines):
                yield from self._light(
                    light, subject, (note, date), lines, depth, main=len(lines) - 1
                )
            case Entries(entries):
                terms = joined(self._entry(entry) for entry in entries)
                yield Html.of('<dl class="facts">{}</dl>', terms)
            case Answers():
                yield answers_table(block, self.lines)
            case Together([Paragraph(title), *blocks]) if is_answer(block.blocks):
                inner = joined(part for one in blocks for part in self.block(one, depth))
                form = (
                    '<details><summary><span>{}</span></summary><div class="in">{}</div></details>'
                )
                yield Html.of(form, self.lines.line(title), inner)
            case Together(blocks):
                for one in blocks:
                    yield from self.block(one, depth)
            case Facts(facts):
                yield Html.of('<ul class="known">{}</ul>', joined(map(self._fact, facts)))
            case Cover():
                yield from self._cover(block)
            case Heading(words, level, anchor):
                yield self._heading(text(words), words, level + depth, anchor)
            case Paragraph(line):
                yield Html.of("<p>{}</p>", self.lines.line(line))
            case Places(lines):
                items = (Html.of("<li>{}</li>", text(line)) for line in lines)
                yield Html.of('<ul class="places">{}</ul>', joined(items))
            case Items():
                items = (self._item(line, anchor) for line, anchor in block.named())
                yield Html.of("<ul>{}</ul>", joined(items))
            case Map():
                yield from map_table(block, self.lines)
            case Tally() | Strip() | Chart() | Votes():
                drawn = svg(drawing(block), self._number("figure"))
                yield Html.of("<figure>{}</figure>", drawn)
            case Table():
                yield table(block, self._title, self.lines)
            case Panel(title, blocks):
                heading = self._heading(
                    self.lines.line(title), plain(title), 3 + depth, "", listed=False
                )
                inner = joined(part for one in blocks for part in self.block(one, depth + 2))
                yield Html.of('<section class="panel">{}{}</section>', heading, inner)
            case Part(anchor, deeper, blocks, _, page):
                inner = Html.join(
                    "\n", (p for one in blocks for p in self.block(one, depth + deeper))
                )
                kind = text("part own" if page else "part")
                form = '<section class="{}" id="{}">\n{}\n</section>'
                yield Html.of(form, kind, text(anchor), inner)
            case Contents():
                yield from self._contents(block)
            case Terms(entries):
                items = (_term(text(word), self.lines.line(line)) for word, line in entries)
                yield Html.of("<dl>{}</dl>", joined(items))
            case Notes():
                yield self._notes(block)
            case _:
                assert_never(block)

    def _item(self, line: Line, anchor: str) -> Html:
        if anchor:
            return Html.of('<li id="{}">{}</li>', text(anchor), self.lines.line(line))
        return Html.of("<li>{}</li>", self.lines.line(line))

    def _heading(
        self, shown: Html, words: str, wanted: int, anchor: str, *, listed: bool = True
    ) -> Html:
        level = self._levels.of(wanted)
        self._title = words
        own = text(anchor or f"part-{self._number('part')}")
        if listed and level == 2 and not self._listed:
            self.entries.append((1, words, str(own)))
        return Html.of('<h{} id="{}">{}</h{}>', level, own, shown, level)

    def _light(
        self,
        light: AnyLight,
        subject: str,
        asides: tuple[str, ...],
        facts: tuple[Line, ...],
        depth: int,
        *,
        main: int,
    ) -> Iterator[Html]:
        """What was judged, and its light at a glance; the line ``main`` carries most."""
        yield self._heading(text(subject), subject, 1 + depth, "", listed=False)
        forms = ("<p>{}</p>", '<p class="lead">{}</p>')
        lines = [
            Html.of(forms[place == main], self.lines.line(fact))
            for place, fact in enumerate(facts)
            if fact
        ]
        yield Html.of(
            '<div class="lamp" style="border-left-color:{}">{}<p class="word">{}</p>'
            '<div class="say"><p class="out">{}</p>{}</div></div>',
            Html.of("var(--{})", text(hue_of(light))),
            self._lamp(light),
            text(light_word(light)),
            text(capital(", ".join(aside for aside in asides if aside))),
            joined(lines),
        )

    def _entry(self, entry: Entry) -> Html:
        lines = [self.lines.line(line) for line in entry.lines]
        if entry.numbered:
            steps = Html.of("<ol>{}</ol>", joined(Html.of("<li>{}</li>", line) for line in lines))
            return _term(text(entry.word), steps)
        return _term(text(entry.word), Html.join("<br>", lines))

    def _fact(self, fact: Fact) -> Html:
        """A fact that notes lead to; one whose place a note says leads there itself."""
        if not fact.place:
            return Html.of("<li>{}</li>", self.lines.line((*fact.line, Cite(fact.number))))
        form = '<li id="note-{}"><b>{}</b> {} <small>({})</small> {}</li>'
        words = (self.lines.line(fact.line), text(fact.place), self.lines.backs(fact.number))
        return Html.of(form, fact.number, fact.number, *words)

    def _lamp(self, light: AnyLight) -> Html:
        """The sign of a light, and below it all lights, of which one shines."""
        shapes = mark(light, 60, 60, 108)
        step = min(28, 110 / max(1, len(self.signs.lights)))
        for place, each in enumerate(self.signs.lights):
            x = 60 + step * (place - (len(self.signs.lights) - 1) / 2)
            lamp = mark(each, x, 134, min(18, step * 0.64))
            shapes += lamp if each == light else [_off(shape) for shape in lamp]
        words = f"The light is {light_word(light)}"
        form = '<svg viewBox="0 0 120 146" role="img" aria-label="{}">{}</svg>'
        return Html.of(form, text(words), shapes_of(shapes))

    def _cover(self, cover: Cover) -> Iterator[Html]:
        if cover.marking:
            yield Html.of('<p class="stamp">{}</p>', text(cover.marking))
        yield self._heading(text(cover.title), cover.title, 1, "", listed=False)
        if cover.subtitle:
            yield Html.of('<p class="sub">{}</p>', text(cover.subtitle))
        facts = (_term(text(word), self.lines.line(line)) for word, line in cover.facts)
        yield Html.of('<dl class="facts">{}</dl>', joined(facts))

    def _contents(self, contents: Contents) -> Iterator[Html]:
        """The column beside the text holds them; a printed page has them here."""
        self._listed = True
        self.entries = list(contents.entries)
        yield from ()

    def _notes(self, notes: Notes) -> Html:
        form = '<li id="note-{}" value="{}">{} {}</li>'
        items = (
            Html.of(
                form,
                *(note.number, note.number, self.lines.line(note.line)),
                self.lines.backs(note.number),
            )
            for note in notes.notes
        )
        return Html.of(
            '<section aria-label="Notes"><ol class="notes">{}</ol></section>', joined(items)
        )


def _term(word: Html, meaning: Html) -> Html:
    return Html.of("<dt>{}</dt><dd>{}</dd>", word, meaning)


def _off(shape: Shape) -> Shape:
    """A lamp that does not shine."""
    if isinstance(shape, Box | Disc | Outline):
        return shape._replace(fill="", edge="soft")
    return shape
