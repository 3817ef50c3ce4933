"""From a report to Markdown: tables and footnotes of GitHub, and no input that acts in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from coopcli.formats import Style
from coopcli.formats.commonmark import Markdown, code_span, escaped, strong, web
from coopcli.model import Colour
from coopcli.results.values import MISSING, NOT_APPLICABLE, UNDETERMINED, AnyLight, LightId, name_of
from coopcli.text import Report
from coopcli.text.alternatives import bar_name, key, light_words, shown
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
    Entry,
    Facts,
    Head,
    Heading,
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
    Share,
    Strip,
    Strong,
    Table,
    Tally,
    Terms,
    Together,
    Verdict,
    Votes,
    Web,
)
from coopcli.text.plain import level_words

COLOURS = {
    Colour.GREEN: "🟢",
    Colour.BLUE: "🔵",
    Colour.VIOLET: "🟣",
    Colour.YELLOW: "🟡",
    Colour.BROWN: "🟤",
    Colour.ORANGE: "🟠",
    Colour.RED: "🔴",
}
"""The sign of each colour; it carries the colour, the name beside it the meaning."""

_WITHOUT_COLOUR: dict[AnyLight, str] = {UNDETERMINED: "⚪", MISSING: "◌", NOT_APPLICABLE: "⊘"}

LONGEST = 1_000_000
"""Bytes that are written; GitHub drops a job summary above 1 MiB as a whole."""


def render(report: Report, style: Style) -> str:
    """The report as Markdown that GitHub and Pandoc read alike, cut where it is too long."""
    parts = (part for block in report.blocks() for part in _block(block, 0))
    return _cut(str(Markdown.join("\n\n", parts)) + "\n")


def _cut(text: str) -> str:
    """The text, or as many whole lines of it as a job summary takes, and a note that says so."""
    content = text.encode()
    if len(content) <= LONGEST:
        return text
    kept = content[:LONGEST].decode(errors="ignore").rpartition("\n")[0]
    left = text.count("\n") - kept.count("\n") - 1
    return f"{kept}\n\n**Cut here: {left} more lines are in the full report (-f json).**\n"


def _block(block: Block, depth: int) -> Iterator[Markdown]:
    match block:
        case Verdict(subject, light, outlook, facts):
            yield _heading(escaped(subject, starts=True), 1 + depth)
            yield Markdown.of("{}, {}", strong(_mark(light)), escaped(outlook))
            yield from (_line(fact) for fact in facts)
        case Head(light, note, subject, date, lines):
            yield _heading(escaped(subject, starts=True), 1 + depth)
            asides = Markdown.join(", ", [escaped(word) for word in (note, date) if word])
            yield Markdown.of("{}, {}", strong(_mark(light)), asides)
            yield from (_line(line) for line in lines)
        case Entries(entries):
            yield from (part for entry in entries for part in _entry(entry))
        case Answers():
            yield from _answers(block)
        case Heading(text, level):
            yield _heading(escaped(text, starts=True), level + depth)
        case Paragraph(line):
            yield _line(line)
        case Places(lines):
            yield _list("- {}", (escaped(line, starts=True) for line in lines))
        case Items(lines):
            yield _list("- {}", (_line(line) for line in lines))
        case Tally(counts):
            yield _tally(counts)
        case Strip(groups):
            years = (
                Markdown.of("{} {}", escaped(label, starts=not place), _signs(each))
                for place, (label, each) in enumerate(groups)
            )
            yield Markdown.join(", ", years)
        case Table():
            yield _table(block)
        case Panel(title, blocks):
            yield _heading(_line(title), 3)
            for inner in blocks:
                yield from _block(inner, depth + 2)
        case Together(blocks):
            for inner in blocks:
                yield from _block(inner, depth)
        case Facts(facts):
            yield _list("- {}", (_line((*f.line, Cite(f.number))) for f in facts))
            cited = (Markdown.of("[^{}]: {}", f.number, escaped(f.place)) for f in facts if f.place)
            if notes := Markdown.join("\n", cited):
                yield notes
        case Part(_, deeper, blocks):
            for inner in blocks:
                yield from _block(inner, depth + deeper)
        case Cover():
            yield from _cover(block)
        case Contents(entries):
            # Renderers name headings unlike, so these are no links.
            yield Markdown.join("\n", (_title(depth, words) for depth, words, _ in entries))
        case Terms(entries):
            yield from (_term(word, meaning) for word, meaning in entries)
        case Chart():
            yield _chart(block)
        case Votes():
            yield from _votes(block)
        case Map():
            yield _key(block)
            yield _map(block)
        case Notes(notes):
            cited = (Markdown.of("[^{}]: {}", note.number, _line(note.line)) for note in notes)
            yield Markdown.join("\n", cited)
        case _:
            assert_never(block)


def _entry(entry: Entry) -> Iterator[Markdown]:
    if entry.numbered:
        yield _line((Strong(entry.word),))
        lines = (Markdown.of("{}. {}", n, _line(one)) for n, one in enumerate(entry.lines, 1))
        yield Markdown.join("\n", lines)
    else:
        first, *rest = entry.lines
        yield Markdown.of("{} {}", _line((Strong(f"{entry.word}:"),)), _line(first, starts=False))
        yield from map(_line, rest)


def _answers(block: Answers) -> Iterator[Markdown]:
    yield _tally(block.counts)
    yield escaped(block.scale, starts=True)
    yield Markdown.join("\n", _rows(block))


def _rows(block: Answers) -> Iterator[Markdown]:
    yield Markdown.of("| | | Question | Answer |")
    yield Markdown.of("| --- | --- | --- | --- |")
    for family in block.families:
        yield Markdown.of("| | | {} | |", _line((Strong(family.name),), starts=False))
        yield from map(_answer, family.rows)


def _answer(row: Row) -> Markdown:
    name = escaped(f"{row.name} {row.aside}".strip())
    notes = Markdown.join("", (Markdown.of("[^{}]", number) for number in row.notes))
    label = Markdown.of("{}{}", escaped(row.label), notes)
    form = "| {} | {} | {} | {} |"
    return Markdown.of(form, _sign(row.light), escaped(row.level), name, label)


def _heading(title: Markdown, level: int) -> Markdown:
    return Markdown.of("{} {}", Markdown.join("", [Markdown.of("#")] * level), title)


def _list(form: str, lines: Iterable[Markdown]) -> Markdown:
    return Markdown.join("\n", (Markdown.of(form, line) for line in lines))


def _line(line: Line, *, starts: bool = True) -> Markdown:
    parts: list[Markdown] = []
    for part in line:
        first = starts and not parts
        match part:
            case str():
                parts.append(escaped(part, starts=first))
            case Mark(light, word):
                parts.append(_mark(light) if word else _sign(light))
            case Cite(number):
                # GitHub sets a note's number above the line: no space before it.
                parts[-1:] = [parts[-1].cut()[0]] if parts else []
                parts.append(Markdown.of("[^{}]", number))
            case Strong(text):
                parts.append(strong(escaped(text, starts=first)))
            case Code(text):
                parts.append(code_span(text, starts=first))
            case Link(text):
                parts.append(escaped(text, starts=first))
            case Web(address):
                parts.append(web(address))
            case Chip():
                parts.append(_chip(part))
            case _:
                assert_never(part)
    return Markdown.join("", parts)


def _sign(light: AnyLight) -> Markdown:
    if isinstance(light, LightId):
        return escaped(COLOURS[light.light.colour])
    return escaped(_WITHOUT_COLOUR[light])


def _mark(light: AnyLight) -> Markdown:
    return Markdown.of("{} {}", _sign(light), escaped(name_of(light)))


def _chip(answer: Chip) -> Markdown:
    """An answer: its sign and its levels, or its sign and its state."""
    sign = _sign(answer.light)
    if answer.level is None:
        return sign
    return Markdown.of("{} {}", sign, escaped(level_words(answer.level)))


def _term(word: str, meaning: Line) -> Markdown:
    return _line((Strong(word), ": ", *meaning))


def _title(depth: int, words: str) -> Markdown:
    blanks = Markdown.join("", [Markdown.of("    ")] * (depth - 1))
    return Markdown.of("{}- {}", blanks, escaped(words, starts=True))


def _cover(cover: Cover) -> Iterator[Markdown]:
    yield _heading(escaped(cover.title, starts=True), 1)
    if cover.subtitle:
        yield escaped(cover.subtitle, starts=True)
    if cover.marking:
        yield _line((Strong(cover.marking),))
    yield _list("- {}", (_term(word, meaning) for word, meaning in cover.facts))


def _chart(chart: Chart) -> Markdown:
    cells: list[tuple[Line, ...]] = []
    for family, bars in chart.families:
        for bar in bars:
            level = (bar.answer, "" if bar.answer.level else f" {light_words(bar.answer.light)}")
            cells.append(((family,), (bar_name(bar),), level))
    return _table(Table(("family", "question", "level"), tuple(cells)))


def _votes(votes: Votes) -> Iterator[Markdown]:
    """Signs, those that could come in brackets, and what they are."""
    signs = [_vote(share) for share in votes.shares for _ in range(share.votes)]
    here, there = signs[: votes.needed], signs[votes.needed :]
    yield Markdown.of("{} ‖ {}", Markdown.join("", here), Markdown.join("", there))
    words = ", ".join(f"{share.votes} {share.words}" for share in votes.shares if share.votes)
    yield escaped(f"‖ {votes.needed} of {len(signs)} needed; {words}.", starts=True)


def _vote(share: Share) -> Markdown:
    return Markdown.of("({})", _sign(share.light)) if share.open else _sign(share.light)


def _map(figure: Map) -> Markdown:
    rows = tuple(
        ((Mark(row.light, word=False), f" {row.name}"), *((cell,) for cell in row.cells))
        for row in figure.rows
    )
    return _table(Table(("area", *figure.questions), rows))


def _key(figure: Map) -> Markdown:
    """What each sign of a map means, in one line."""
    items = (_line((answer, f" {words}"), starts=False) for answer, words in key(figure))
    return Markdown.join(", ", items)


def _signs(lights: tuple[AnyLight, ...]) -> Markdown:
    return Markdown.join("", map(_sign, lights)) or escaped("–")


def _tally(counts: tuple[tuple[AnyLight, int], ...]) -> Markdown:
    found = shown(counts)
    bar = Markdown.join("", (_sign(light) for light, count in found for _ in range(count)))
    words = (Markdown.of("{} {}", count, escaped(name_of(light))) for light, count in found)
    return Markdown.of("{} {}", bar, Markdown.join(", ", words))


def _table(table: Table) -> Markdown:
    rows = [
        [escaped(column) for column in table.columns],
        [Markdown.of("---") for _ in table.columns],
        *([_line(cell, starts=False) for cell in row] for row in table.rows),
    ]
    return _list("| {} |", (Markdown.join(" | ", (c or Markdown.of(" ") for c in r)) for r in rows))
