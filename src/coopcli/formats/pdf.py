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
from coopcli.formats.drawing import Drawing, standalone
from coopcli.formats.figures import WIDTH, drawing, on_pages
from coopcli.formats.leads import (
    SHORT_CONTENTS,
    Levels,
    chip_of,
    cited_in,
    counts_of,
    day_of,
    is_answer,
    light_word,
    shares_of,
    title_of,
    titled,
)
from coopcli.formats.pdf_lines import FONT, Lines, plain_text
from coopcli.formats.signs import Signs, hue_of, signs_of
from coopcli.results.values import AnyLight
from coopcli.text import Report
from coopcli.text.alternatives import alternative, title
from coopcli.text.blocks import (
    Answers,
    Block,
    Chart,
    Cite,
    Contents,
    Cover,
    Entries,
    Fact,
    Facts,
    Figure,
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
    day = day_of(report.result)
    rubric: Any = getattr(report.result, "rubric", None)
    made = [item for block in blocks for item in setter.block(block, 0)]
    return {
        "title": plain_text(title_of(blocks)),
        "date": [day.year, day.month, day.day] if day else None,
        "head": plain_text(rubric.title if rubric else "coopcli"),
        "foot": plain_text(f"coopcli {report.result.engine_version}"),
        "signs": setter.lines.drawn,
        "blocks": _paged(made),
    }


class _Setter:
    """Turns blocks into data, and leads only where something is."""

    def __init__(self, signs: Signs, blocks: list[Block]) -> None:
        self.lines = Lines(signs, blocks)
        self.line = self.lines.line
        self._places = cited_in(blocks)
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
                        "word": plain_text(entry.word),
                        "lines": [self.line(line) for line in entry.lines],
                        "numbered": entry.numbered,
                    }
                    for entry in entries
                ]
                yield {"is": "entries", "entries": found}
            case Answers():
                yield self._answers(block)
            case Together(blocks) if is_answer(blocks):
                yield {"is": "whole", "blocks": list(self._inner(blocks, depth))}
            case Together(blocks):
                yield from self._inner(blocks, depth)
            case Facts(facts):
                yield {"is": "facts", "facts": [self._fact(fact) for fact in facts]}
            case Cover(title, subtitle, marking, facts):
                yield {
                    "level": self._levels.of(1),
                    "is": "cover",
                    "title": plain_text(title),
                    "subtitle": plain_text(subtitle),
                    "marking": plain_text(marking),
                    "terms": self._terms(facts),
                    "page": True,
                }
            case Heading(words, level, anchor):
                yield {
                    "is": "heading",
                    "level": self._levels.of(level + depth),
                    "text": plain_text(words),
                    "id": anchor,
                    "page": False,
                }
            case Paragraph(line):
                yield {"is": "paragraph", "line": self.line(line), "sticky": False}
            case Places(lines):
                yield self._items(Items(tuple((line,) for line in lines)))
            case Items():
                yield self._items(block)
            case Tally() | Strip() | Chart() | Votes() | Map():
                yield from map(self._figure, on_pages(block))
            case Table(columns, rows, _, caption):
                yield {
                    "is": "table",
                    "caption": plain_text(caption),
                    "columns": [plain_text(column) for column in columns],
                    "widths": [share for _, share in shares_of(block)],
                    "rows": [[self.line(cell) for cell in row] for row in rows],
                }
            case Panel(title, blocks):
                level = self._levels.of(3 + depth)
                yield {"is": "group", "level": level, "line": self.line(title)}
                yield from self._inner(blocks, depth + 2)
            case Part(anchor, deeper, blocks, _, page):
                inner = _kept(list(self._inner(blocks, depth + deeper)))
                yield {"is": "part", "id": anchor, "blocks": inner, "page": page}
            case Contents(entries):
                found = [
                    {"depth": depth, "text": plain_text(words), "id": anchor}
                    for depth, words, anchor in entries
                    if anchor in self.lines.anchors
                ]
                short = len(found) <= SHORT_CONTENTS
                yield {"is": "contents", "entries": found, "short": short}
            case Terms(entries):
                yield {"is": "terms", "terms": self._terms(entries)}
            case Notes(notes):
                found = [
                    {
                        "number": note.number,
                        "line": self.line(note.line),
                        "cited": self._times(note.number),
                    }
                    for note in notes
                ]
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
            "subject": plain_text(subject),
            "sign": self.lines.mark(light),
            "word": plain_text(light_word(light)),
            "aside": plain_text(capital(", ".join(aside for aside in asides if aside))),
            "colour": self.lines.colours[hue_of(light)],
            "lines": [self.line(fact) for fact in facts],
            "main": main,
        }

    def _answers(self, block: Answers) -> dict[str, Any]:
        return {
            "is": "answers",
            "line": self.line(counts_of(block)),
            "families": [
                {"name": plain_text(family.name), "rows": [self._row(row) for row in family.rows]}
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
        """A fact that notes lead to; one whose place a note says leads there itself."""
        rest = f" ({fact.place})" if fact.place else Cite(fact.number)
        words = self.line((*fact.line, rest))
        cited = self._times(fact.number)
        return {"number": fact.number, "line": words, "here": bool(fact.place), "cited": cited}

    def _times(self, number: int) -> int:
        """How often a note is cited."""
        return len(self._places.get(number, ()))

    def _inner(self, blocks: Iterable[Block], depth: int) -> Iterator[dict[str, Any]]:
        for block in blocks:
            yield from self.block(block, depth)

    def _terms(self, terms: Iterable[tuple[str, Line]]) -> list[dict[str, Any]]:
        return [{"word": plain_text(word), "line": self.line(line)} for word, line in terms]

    def _figure(self, figure: Figure) -> dict[str, Any]:
        drawn = drawing(figure)
        return {
            "is": "figure",
            "svg": standalone(drawn, self.lines.colours, FONT),
            "width": _millimetres(drawn),
            "alt": plain_text(f"{title(figure)}. {alternative(figure)}"),
        }


def _millimetres(drawn: Drawing) -> int:
    """How wide a drawing stands on the page, where it is not too high."""
    wide = 166 if drawn.width > WIDTH else 104
    return round(min(wide, 222 * drawn.width / drawn.height))


def _kept(made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Words before a figure stay on its page."""
    for before, item in pairwise(made):
        if item["is"] == "figure" and before["is"] == "paragraph":
            before["sticky"] = True
    return made


def _paged(made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Parts begin on a page of their own, with a heading that stands alone before the first.

    The contents stand below the title where they are short.
    """
    for before, item in pairwise(_kept(made)):
        if before["is"] == "cover":
            before["page"] = item["is"] != "contents"
        if item["is"] == "part" and before["is"] == "heading":
            before["page"], item["page"] = True, False
    return made
