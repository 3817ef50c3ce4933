"""From a report to a Word file, by python-docx: real headings, tables, links, and drawn figures."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any, assert_never
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from coopcli.formats import Style
from coopcli.formats.docx_lines import Lines, plain_text
from coopcli.formats.docx_parts import (
    add_anchor,
    add_link,
    add_picture,
    empty,
    page_number,
    points,
)
from coopcli.formats.docx_tables import add_answers, add_light, add_table
from coopcli.formats.drawing import standalone
from coopcli.formats.figures import WIDTH, drawing, on_pages
from coopcli.formats.leads import (
    SHORT_CONTENTS,
    Levels,
    counts_of,
    day_of,
    is_answer,
    light_word,
    title_of,
    titled,
)
from coopcli.formats.raster import png
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
    Entry,
    Fact,
    Facts,
    Figure,
    Head,
    Heading,
    Items,
    Line,
    Map,
    Mark,
    Notes,
    Panel,
    Paragraph,
    Part,
    Places,
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

FONT = "Calibri"


def content(report: Report, style: Style) -> bytes:
    """The report as a Word file, the same bytes for the same result."""
    blocks, signs = titled(report), signs_of(report.result)
    setter = _Setter(signs, blocks, report)
    for block in blocks:
        setter.block(block, 0)
    out = BytesIO()
    setter.document.save(out)
    return _undated(out.getvalue())


def _undated(made: bytes) -> bytes:
    """The file without the time at which it was packed."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return out.getvalue()


class _Setter:
    """Writes blocks into a document."""

    def __init__(self, signs: Signs, blocks: list[Block], report: Report) -> None:
        self.lines = Lines(signs, blocks)
        foot = f"coopcli {report.result.engine_version}"
        self.document = empty(FONT, plain_text(title_of(blocks)), foot, day_of(report.result))
        self._levels = Levels()
        self._made: list[Any] = []  # the paragraphs of what belongs together
        self._styles: dict[str, str] = {}
        self._page = False  # whether that begins a page
        self._pending = ""  # the anchor of a part whose first paragraph is to come
        self._lone: Any = None  # a title that nothing follows yet
        self._turned = False  # whether the next title begins a page

    def block(self, block: Block, depth: int) -> None:
        """Writes a block; titles in it stand ``depth`` levels deeper."""
        match block:
            case Verdict(subject, light, outlook, facts):
                self._light(light, subject, (outlook,), facts, depth)
            case Head(light, note, subject, date, lines):
                self._light(light, subject, (note, date), lines, depth)
            case Entries(entries):
                for entry in entries:
                    self._entry(entry)
            case Answers():
                self._answers(block)
            case Together(blocks):
                self._together(blocks, depth)
            case Facts(facts):
                for fact in facts:
                    self._fact(fact)
            case Cover():
                self._cover(block)
            case Heading(words, level, anchor):
                self._heading((words,), level + depth, anchor)
            case Paragraph(line):
                self._paragraph(line)
            case Places(lines):
                for words in lines:
                    self._paragraph((words,))
            case Items():
                for line, anchor in block.named():
                    paragraph = self._paragraph(line, "List Bullet")
                    if anchor:
                        add_anchor(paragraph, anchor, self._next())
            case Tally() | Strip() | Chart() | Votes() | Map():
                for figure in on_pages(block):
                    self._figure(figure)
            case Table():
                self._table(block)
            case Panel(title, blocks):
                self._heading(title, 3 + depth, "")
                self._inner(blocks, depth + 2)
            case Part(anchor, deeper, blocks, _, page):
                self._pending, self._page = anchor, page
                self._inner(blocks, depth + deeper)
            case Contents():
                self._contents(block)
            case Terms(entries):
                for word, line in entries:
                    self._paragraph((Strong(f"{word}: "), *line))
            case Notes():
                self._notes(block)
            case _:
                assert_never(block)

    def _inner(self, blocks: Iterable[Block], depth: int) -> None:
        for block in blocks:
            self.block(block, depth)

    def _together(self, blocks: tuple[Block, ...], depth: int) -> None:
        """An answer stays on one page, unless it is longer than that."""
        self._made.clear()
        self._inner(blocks, depth)
        for place, paragraph in enumerate(self._made if is_answer(blocks) else (), 1):
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.keep_with_next = place < len(self._made)

    def _next(self) -> int:
        return next(self.lines.numbers)

    def _add(self, style: str) -> Any:
        """An empty paragraph; the first of a part begins a page and is what links lead to."""
        paragraph = self.document.add_paragraph()
        if style not in self._styles:
            self._styles[style] = self.document.styles[style].style_id
        paragraph._p.style = self._styles[style]  # by its id, which no search takes
        if self._pending:
            if self._page or self._lone:
                (self._lone or paragraph).paragraph_format.page_break_before = True
            add_anchor(paragraph, self._pending, self._next())
            self._pending = ""
        self._lone = None
        self._made.append(paragraph)
        return paragraph

    def _paragraph(self, line: Line, style: str = "Normal") -> Any:
        paragraph = self._add(style)
        self.lines.line(paragraph, line)
        return paragraph

    def _heading(self, line: Line, wanted: int, anchor: str) -> None:
        paragraph = self._paragraph(line, f"Heading {self._levels.of(wanted)}")
        if self._turned:
            paragraph.paragraph_format.page_break_before, self._turned = True, False
        if anchor:
            add_anchor(paragraph, anchor, self._next())
        self._lone = paragraph

    def _light(
        self,
        light: AnyLight,
        subject: str,
        asides: tuple[str, ...],
        facts: tuple[Line, ...],
        depth: int,
    ) -> None:
        """What was judged, and its light at a glance."""
        self._heading((subject,), 1 + depth, "")
        sign = (Mark(light, word=False), " ", Strong(light_word(light)))
        aside = capital(", ".join(aside for aside in asides if aside))
        edge = self.lines.colour(hue_of(light))
        head = add_light(self.document, edge, (sign, (aside,), *facts), self.lines.line)
        for each in head.runs:
            each.font.size = points(17)
        self._add("Gap")

    def _entry(self, entry: Entry) -> None:
        first, *rest = entry.lines or ((),)
        if entry.numbered:
            self._paragraph((Strong(entry.word),))
            for number, line in enumerate(entry.lines, 1):
                self._paragraph((f"{number}. ", *line), "List Continue")
            return
        self._paragraph((Strong(f"{entry.word}: "), *first))
        for line in rest:
            self._paragraph(line)

    def _answers(self, block: Answers) -> None:
        self._paragraph(counts_of(block), "Caption")
        add_answers(self.document, block, self.lines.line)
        self._add("Gap")

    def _fact(self, fact: Fact) -> None:
        """A fact that notes lead to; one whose place a note says leads there itself."""
        if not fact.place:
            self._paragraph((*fact.line, Cite(fact.number)), "List Bullet")
            return
        words = (Strong(f"[{fact.number}] "), *fact.line, f" ({fact.place})")
        paragraph = self._paragraph(words, "List Bullet")
        add_anchor(paragraph, f"note-{fact.number}", self._next())

    def _cover(self, cover: Cover) -> None:
        if cover.marking:
            self._paragraph((Strong(cover.marking),), "Intense Quote")
        self._paragraph((cover.title,), "Title")
        self._levels.of(1)
        if cover.subtitle:
            self._paragraph((cover.subtitle,), "Subtitle")
        for word, line in cover.facts:
            self._paragraph((Strong(f"{word}: "), *line))

    def _contents(self, contents: Contents) -> None:
        title = self._paragraph(("Contents",), "TOC Heading")
        title.paragraph_format.page_break_before = len(contents.entries) > SHORT_CONTENTS
        for depth, words, anchor in contents.entries:
            paragraph = self._add(f"TOC {depth}")
            add_link(paragraph, anchor, f"{plain_text(words)}\t", plain=True)
            page_number(paragraph, anchor)
        self._turned = True

    def _figure(self, figure: Figure) -> None:
        if self._made:
            self._made[-1].paragraph_format.keep_with_next = True  # what leads to the figure
        drawn = drawing(figure)
        wide = 166 if drawn.width > WIDTH else 104
        millimetres = min(wide, 218 * drawn.width / drawn.height)
        add_picture(
            self._add("Normal"),
            png(drawn, self.lines.colours),
            standalone(drawn, self.lines.colours, FONT).encode(),
            number=self._next(),
            width=round(millimetres * 36000),
            words=(plain_text(title(figure)), plain_text(alternative(figure))),
        )

    def _table(self, block: Table) -> None:
        if block.caption:
            self._paragraph((block.caption,), "Caption")
        add_table(self.document, block, self.lines.line)
        self._add("Gap")

    def _notes(self, notes: Notes) -> None:
        for note in notes.notes:
            paragraph = self._add("Note")
            paragraph.add_run(f"{note.number}\t").bold = True
            self.lines.line(paragraph, note.line)
            add_anchor(paragraph, f"note-{note.number}", self._next())
            self.lines.backs(paragraph, note.number)
