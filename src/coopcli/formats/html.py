"""From a report to one HTML file that needs nothing else and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from coopcli.formats import Style
from coopcli.formats.markup import Markup
from coopcli.model import Colour
from coopcli.problems import legible
from coopcli.results.values import MISSING, AnyLight, Look, look_of
from coopcli.text import Report
from coopcli.text.blocks import (
    Answers,
    Block,
    Cite,
    Code,
    Entries,
    Entry,
    Fact,
    Facts,
    Head,
    Heading,
    Inline,
    Items,
    Line,
    Mark,
    Notes,
    Panel,
    Paragraph,
    Places,
    Row,
    Strip,
    Strong,
    Table,
    Tally,
    Together,
    Verdict,
)

COLOURS = {
    Colour.GREEN: "#0a7d32",
    Colour.BLUE: "#0b57d0",
    Colour.VIOLET: "#7b2d9b",
    Colour.YELLOW: "#8a6100",
    Colour.BROWN: "#6d4c41",
    Colour.ORANGE: "#a84300",
    Colour.RED: "#b3261e",
}
"""Each colour dark enough on white; a name always stands beside it."""

_NEUTRAL = "neutral"
_CLASSES = {**{str(colour): shade for colour, shade in COLOURS.items()}, _NEUTRAL: "#555555"}
_COLOURS = "".join(f".{name}{{color:{shade}}}" for name, shade in _CLASSES.items())
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#111;background:#fff}table{border-collapse:collapse}td,th{border:1px solid #bbb;"
    "padding:.2rem .5rem;text-align:left;vertical-align:top}section{border-left:3px solid #ccc;"
    "padding-left:1rem;margin:1rem 0}sup a{text-decoration:none}" + _COLOURS
)
_HEAD = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
)
_PAGE = (
    f"{_HEAD}<title>{{}}</title>\n<style>{_STYLE.replace('{', '{{').replace('}', '}}')}</style>\n"
    "</head>\n<body>\n{}\n</body>\n</html>\n"
)
"""A whole page: its title and its body are set in."""

_OWN_COLOURS = "".join(f".coopcli .{name}{{{{color:{shade}}}}}" for name, shade in _CLASSES.items())
_FRAGMENT = f'<div class="coopcli"><style>{_OWN_COLOURS}</style>\n{{}}\n</div>'
"""A part of a page: its body is set in."""


class Html(Markup):
    """HTML that runs nothing."""


def render(report: Report, style: Style) -> str:
    """The report as a whole page."""
    blocks = report.blocks()
    heads = (block.subject for block in blocks if isinstance(block, (Verdict, Head)))
    subject = next(heads, "coopcli")
    return str(Html.of(_PAGE, text(subject), _body(blocks)))


def fragment(blocks: Iterable[Block]) -> str:
    """Blocks as a part of a page that has a style of its own; only the lights bring colours."""
    return str(Html.of(_FRAGMENT, _body(blocks)))


def _body(blocks: Iterable[Block]) -> Html:
    return Html.join("\n", (part for block in blocks for part in _block(block, 0)))


def text(words: str) -> Html:
    """Text that no browser takes for markup, and no CI service for a command such as ``##[``."""
    safe = escape(legible(words).replace("\n", " "), quote=True)
    return Html(safe.replace("##", "&#35;&#35;"))


def _block(block: Block, depth: int) -> Iterator[Html]:
    match block:
        case Verdict(subject, light, outlook, facts):
            yield Html.of("<h1>{}</h1>", text(subject))
            yield Html.of("<p><strong>{}</strong>, {}</p>", _mark(light), text(outlook))
            yield from (Html.of("<p>{}</p>", _line(fact)) for fact in facts)
        case Head(light, note, subject, date, lines):
            yield Html.of("<h1>{}</h1>", text(subject))
            asides = text(", ".join(word for word in (note, date) if word))
            yield Html.of("<p><strong>{}</strong>, {}</p>", _mark(light), asides)
            yield from (Html.of("<p>{}</p>", _line(line)) for line in lines)
        case Entries(entries):
            yield Html.of("<dl>{}</dl>", _joined(map(_entry, entries)))
        case Answers():
            yield from _answers(block)
        case Heading(words, level):
            depth = min(6, level + depth)
            yield Html.of("<h{}>{}</h{}>", depth, text(words), depth)
        case Paragraph(line):
            yield Html.of("<p>{}</p>", _line(line))
        case Places(lines):
            yield _list(text(line) for line in lines)
        case Items(lines):
            yield _list(_line(line) for line in lines)
        case Tally(counts):
            yield Html.of("<p>{}</p>", _tally(counts))
        case Strip(groups):
            shown = (_group(label, lights) for label, lights in groups)
            yield Html.of("<p>{}</p>", Html.join(", ", shown))
        case Table():
            yield _table(block)
        case Panel(title, blocks):
            inner = _joined(part for one in blocks for part in _block(one, depth + 1))
            yield Html.of("<section><h3>{}</h3>{}</section>", _line(title), inner)
        case Together(blocks):
            for one in blocks:
                yield from _block(one, depth)
        case Facts(facts):
            form = '<li id="note-{}" value="{}">{}{}</li>'
            items = (Html.of(form, f.number, f.number, _line(f.line), _place(f)) for f in facts)
            yield Html.of("<ol>{}</ol>", _joined(items))
        case Notes(notes):
            form = '<li id="note-{}" value="{}">{}</li>'
            items = (Html.of(form, note.number, note.number, _line(note.line)) for note in notes)
            yield Html.of("<ol>{}</ol>", _joined(items))
        case _:
            assert_never(block)


def _joined(parts: Iterable[Html]) -> Html:
    return Html.join("", parts)


def _entry(entry: Entry) -> Html:
    if entry.numbered:
        steps = _joined(Html.of("<li>{}</li>", _line(line)) for line in entry.lines)
        shown = Html.of("<ol>{}</ol>", steps)
    else:
        shown = Html.join("<br>", map(_line, entry.lines))
    return Html.of("<dt><strong>{}</strong></dt><dd>{}</dd>", text(entry.word), shown)


def _place(fact: Fact) -> Html:
    return Html.of(" <small>({})</small>", text(fact.place)) if fact.place else Html.of("")


def _answers(block: Answers) -> Iterator[Html]:
    yield Html.of("<p>{}. {}</p>", _tally(block.counts), text(block.scale))
    head = '<tr><th scope="rowgroup" colspan="4">{}</th></tr>{}'
    families = _joined(
        Html.of(head, text(family.name), _joined(map(_answer, family.rows)))
        for family in block.families
    )
    yield Html.of("<table><tbody>{}</tbody></table>", families)


def _answer(row: Row) -> Html:
    name = text(f"{row.name} {row.aside}".strip())
    notes = _joined(_part(Cite(number)) for number in row.notes)
    form = "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}{}</td></tr>"
    sign = _mark(row.light, word=False)
    return Html.of(form, sign, text(row.level), name, text(row.label), notes)


def _list(lines: Iterable[Html]) -> Html:
    return Html.of("<ul>{}</ul>", _joined(Html.of("<li>{}</li>", line) for line in lines))


def _line(line: Line) -> Html:
    return _joined(map(_part, line))


def _part(part: Inline) -> Html:
    match part:
        case str():
            return text(part)
        case Mark(light, word):
            return _mark(light, word=word)
        case Cite(number):
            return Html.of('<sup><a href="#note-{}">{}</a></sup>', number, number)
        case Strong(words):
            return Html.of("<strong>{}</strong>", text(words))
        case Code(words):
            return Html.of("<code>{}</code>", text(words))
        case _:
            assert_never(part)


def _mark(light: AnyLight, *, word: bool = True) -> Html:
    look = look_of(light)
    sign = text(look.symbol)
    shown = Html.of("{} {}", sign, text(look.name.upper())) if word else sign
    return Html.of('<span class="{}" title="{}">{}</span>', _class(look), text(look.name), shown)


def _class(look: Look) -> Html:
    return text(look.colour or _NEUTRAL)


def _group(label: str, lights: tuple[AnyLight, ...]) -> Html:
    signs = _joined(_mark(light, word=False) for light in lights)
    return Html.of("{} {}", text(label), signs or text("–"))


def _tally(counts: tuple[tuple[AnyLight, int], ...]) -> Html:
    shown = [(look_of(light), n) for light, n in counts if n or light is not MISSING]
    form = '<span class="{}">{}</span>'
    bar = _joined(Html.of(form, _class(look), text(look.symbol * n)) for look, n in shown)
    words = Html.join(", ", (Html.of("{} {}", n, text(look.name)) for look, n in shown))
    return Html.of("{} {}", bar, words)


def _table(table: Table) -> Html:
    head = _joined(Html.of("<th>{}</th>", text(column)) for column in table.columns)
    form = "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    return Html.of(form, head, _joined(map(_row, table.rows)))


def _row(row: tuple[Line, ...]) -> Html:
    return Html.of("<tr>{}</tr>", _joined(Html.of("<td>{}</td>", _line(cell)) for cell in row))
