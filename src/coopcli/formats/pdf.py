"""From a report to a PDF that a reader of the screen can read, by Typst.

The page is set by ``report.typ``, which holds no word of a report: it reads all of them as data, so
that none of them can act in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, assert_never

from coopcli import files
from coopcli.formats import Style
from coopcli.formats.drawing import Drawing, Shape, standalone
from coopcli.formats.figures import WIDTH, chip, drawing, mark, on_pages
from coopcli.formats.html_lines import light_word
from coopcli.formats.leads import (
    Levels,
    anchors_of,
    chip_of,
    counts_of,
    shares_of,
    title_of,
    titled,
)
from coopcli.formats.palette import PRINT, colours
from coopcli.formats.signs import Signs, hue_of, signs_of
from coopcli.problems import inert, legible
from coopcli.results.values import AnyLight
from coopcli.text import Report
from coopcli.text.alternatives import alternative, answer, light_words, title
from coopcli.text.blocks import (
    Answers,
    Block,
    Chart,
    Chip,
    Cite,
    Code,
    Contents,
    Cover,
    Entries,
    Fact,
    Facts,
    Figure,
    Head,
    Heading,
    Inline,
    Items,
    Line,
    Link,
    Map,
    Mark,
    Notes,
    Panel,
    Paragraph,
    Part,
    Places,
    Row,
    Strip,
    Strong,
    Table,
    Tally,
    Terms,
    Together,
    Verdict,
    Votes,
)
from coopcli.text.words import capital

FONT = "Libertinus Serif"
"""A font that comes with Typst, so that a page is the same on every machine."""


def content(report: Report, style: Style) -> bytes:
    """The report as a PDF/UA file.

    Fonts that come with Typst are enough for most texts, and make the same file everywhere. Letters
    that they lack are looked for on the machine; where that lacks them too, the file stands without
    the name of PDF/UA.
    """
    import typst

    source = files.own_text("formats/report.typ").encode()
    inputs = {"doc": json.dumps(data(report), ensure_ascii=False)}
    for own_fonts in (True, False):
        try:
            made = typst.compile(
                source,
                format="pdf",
                sys_inputs=inputs,
                pdf_standards="ua-1",
                ignore_system_fonts=own_fonts,
            )
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
        else:
            return bytes(made)
    return bytes(typst.compile(source, format="pdf", sys_inputs=inputs))


def data(report: Report) -> dict[str, Any]:
    """What the page is set from: plain data, with every text in its place."""
    blocks, signs = titled(report), signs_of(report.result)
    setter = _Setter(signs, blocks)
    day: Any = getattr(report.result, "as_of", None)
    rubric: Any = getattr(report.result, "rubric", None)
    made = [item for block in blocks for item in setter.block(block, 0)]
    return {
        "title": _text(title_of(blocks)),
        "date": [day.last.year, day.last.month, day.last.day] if day else None,
        "head": _text(rubric.title if rubric else "coopcli"),
        "foot": _text(f"coopcli {report.result.engine_version}"),
        "signs": setter.drawn,
        "blocks": _paged(made),
    }


def _text(words: str) -> str:
    return inert(legible(words).replace("\n", " "))


class _Setter:
    """Turns blocks into data, and leads only where something is."""

    def __init__(self, signs: Signs, blocks: list[Block]) -> None:
        self.colours = colours(signs.scale, PRINT)
        self.drawn: dict[str, str] = {}
        self._anchors = anchors_of(blocks)
        self._levels = Levels()

    def block(self, block: Block, depth: int) -> Iterator[dict[str, Any]]:
        match block:
            case Verdict(subject, light, outlook, facts):
                yield self._light(light, subject, (outlook,), facts, depth, main=0)
            case Head(light, note, subject, date, lines):
                yield self._light(light, subject, (note, date), lines, depth, main=len(lines) - 1)
            case Entries(entries):
                found = [
                    {
                        "word": _text(entry.word),
                        "lines": [self.line(line) for line in entry.lines],
                        "numbered": entry.numbered,
                    }
                    for entry in entries
                ]
                yield {"is": "entries", "entries": found}
            case Answers():
                yield self._answers(block)
            case Together(blocks):
                yield from self._inner(blocks, depth)
            case Facts(facts):
                yield {"is": "facts", "facts": [self._fact(fact) for fact in facts]}
            case Cover(title, subtitle, marking, facts):
                yield {
                    "level": self._levels.of(1),
                    "is": "cover",
                    "title": _text(title),
                    "subtitle": _text(subtitle),
                    "marking": _text(marking),
                    "terms": self._terms(facts),
                }
            case Heading(words, level, anchor):
                yield {
                    "is": "heading",
                    "level": self._levels.of(level + depth),
                    "text": _text(words),
                    "id": anchor,
                    "page": False,
                }
            case Paragraph(line):
                yield {"is": "paragraph", "line": self.line(line)}
            case Places(lines):
                yield self._items(Items(tuple((line,) for line in lines)))
            case Items():
                yield self._items(block)
            case Tally() | Strip() | Chart() | Votes() | Map():
                yield from map(self._figure, on_pages(block))
            case Table(columns, rows, _, caption):
                yield {
                    "is": "table",
                    "caption": _text(caption),
                    "columns": [_text(column) for column in columns],
                    "widths": [share for _, share in shares_of(block)],
                    "rows": [[self.line(cell) for cell in row] for row in rows],
                }
            case Panel(title, blocks):
                level = self._levels.of(3 + depth)
                yield {"is": "group", "level": level, "line": self.line(title)}
                yield from self._inner(blocks, depth + 2)
            case Part(anchor, deeper, blocks):
                inner = list(self._inner(blocks, depth + deeper))
                yield {"is": "part", "id": anchor, "blocks": inner, "page": True}
            case Contents(entries):
                found = [
                    {"depth": depth, "text": _text(words), "id": anchor}
                    for depth, words, anchor in entries
                    if anchor in self._anchors
                ]
                yield {"is": "contents", "entries": found}
            case Terms(entries):
                yield {"is": "terms", "terms": self._terms(entries)}
            case Notes(notes):
                found = [{"number": note.number, "line": self.line(note.line)} for note in notes]
                yield {"is": "notes", "notes": found}
            case _:
                assert_never(block)

    def _items(self, items: Items) -> dict[str, Any]:
        found = [{"line": self.line(line), "id": anchor} for line, anchor in items.named()]
        return {"is": "items", "items": found}

    def _light(
        self,
        light: AnyLight,
        subject: str,
        asides: tuple[str, ...],
        facts: tuple[Line, ...],
        depth: int,
        *,
        main: int,
    ) -> dict[str, Any]:
        return {
            "is": "light",
            "level": self._levels.of(1 + depth),
            "subject": _text(subject),
            "sign": self._mark(light),
            "word": _text(light_word(light)),
            "aside": _text(capital(", ".join(aside for aside in asides if aside))),
            "colour": self.colours[hue_of(light)],
            "lines": [self.line(fact) for fact in facts],
            "main": main,
        }

    def _answers(self, block: Answers) -> dict[str, Any]:
        return {
            "is": "answers",
            "line": self.line(counts_of(block)),
            "families": [
                {"name": _text(family.name), "rows": [self._row(row) for row in family.rows]}
                for family in block.families
            ],
        }

    def _row(self, row: Row) -> list[list[dict[str, Any]]]:
        """The cells of an answer; a row without a name holds several questions in its label."""
        sign: Line = chip_of(row)
        if not row.name:
            return [self.line(sign), self.line((row.label,))]
        name: Line = (Strong(row.name), f" {row.aside}")
        notes = tuple(part for number in row.notes for part in (Cite(number), " "))
        return [self.line(cell) for cell in (sign, name, (row.label,), notes)]

    def _fact(self, fact: Fact) -> dict[str, Any]:
        place = f" ({fact.place})" if fact.place else ""
        words = self.line((*fact.line, place))
        return {"number": fact.number, "line": words, "here": bool(fact.place)}

    def _inner(self, blocks: Iterable[Block], depth: int) -> Iterator[dict[str, Any]]:
        for block in blocks:
            yield from self.block(block, depth)

    def _terms(self, terms: Iterable[tuple[str, Line]]) -> list[dict[str, Any]]:
        return [{"word": _text(word), "line": self.line(line)} for word, line in terms]

    def _figure(self, figure: Figure) -> dict[str, Any]:
        drawn = drawing(figure)
        return {
            "is": "figure",
            "svg": standalone(drawn, self.colours, FONT),
            "width": _millimetres(drawn),
            "alt": _text(f"{title(figure)}. {alternative(figure)}"),
        }

    def line(self, line: Line) -> list[dict[str, Any]]:
        """A line as data; the number of a note has no space before it."""
        made: list[dict[str, Any]] = []
        for part in line:
            item = self._part(part)
            if item["is"] == "cite" and made and made[-1]["is"] == "text":
                made[-1]["text"] = made[-1]["text"].rstrip()
            made.append(item)
        return made

    def _part(self, part: Inline) -> dict[str, Any]:
        match part:
            case str():
                return {"is": "text", "text": _text(part)}
            case Mark(light, word):
                shown = _text(light_word(light)) if word else ""
                return {
                    "is": "sign",
                    "sign": self._mark(light),
                    "text": shown,
                    "alt": _text(light_words(light)),
                }
            case Chip():
                return {
                    "is": "sign",
                    "sign": self._chip(part),
                    "text": "",
                    "alt": _text(answer(part)),
                }
            case Cite(number):
                return {"is": "cite", "number": number, "leads": f"note-{number}" in self._anchors}
            case Strong(words):
                return {"is": "strong", "text": _text(words)}
            case Code(words):
                return {"is": "code", "text": _text(words)}
            case Link(words, anchor):
                known = anchor if anchor in self._anchors else ""
                return {"is": "link", "text": _text(words), "id": known}
            case _:
                assert_never(part)

    def _mark(self, light: AnyLight) -> str:
        return self._sign(_text(f"s-{light}-{hue_of(light)}"), mark(light, 10, 10, 19), 20)

    def _chip(self, answered: Chip) -> str:
        name = _text(f"c-{answered.light}-{answered.level}")
        return self._sign(name, chip(answered, 12, 12, 23), 24)

    def _sign(self, name: str, shapes: list[Shape], size: int) -> str:
        if name not in self.drawn:
            drawn = Drawing(size, size, "", "", tuple(shapes))
            self.drawn[name] = standalone(drawn, self.colours, FONT)
        return name


def _millimetres(drawn: Drawing) -> int:
    """How wide a drawing stands on the page, where it is not too high."""
    wide = 166 if drawn.width > WIDTH else 104
    return round(min(wide, 222 * drawn.width / drawn.height))


def _paged(made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parts begin on a page of their own, with a heading that stands alone before the first."""
    for before, item in pairwise(made):
        if item["is"] == "part" and before["is"] == "heading":
            before["page"], item["page"] = True, False
    return made
