"""From a report to one HTML file that needs nothing else and runs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import assert_never

from coopcli.formats import Style
from coopcli.problems import legible
from coopcli.text import Report
from coopcli.text.blocks import (
    Block,
    Cite,
    Code,
    Heading,
    Items,
    Line,
    Mark,
    Notes,
    Panel,
    Paragraph,
    Places,
    Strip,
    Strong,
    Table,
    Tally,
    Verdict,
)

LIGHTS = {
    "green": ("●", "#0a7d32"),
    "yellow": ("▲", "#8a6100"),
    "red": ("■", "#b3261e"),
    "undetermined": ("?", "#555555"),
    "missing": ("·", "#555555"),
}
"""Sign and colour of each light, dark enough on white; the word always stands beside them."""

_COLOURS = "".join(f".{light}{{color:{colour}}}" for light, (_, colour) in LIGHTS.items())
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


def render(report: Report, style: Style) -> str:
    """The report as a whole page."""
    blocks = report.blocks()
    subject = next((block.subject for block in blocks if isinstance(block, Verdict)), "coopcli")
    body = _body(blocks)
    return (
        f"{_HEAD}<title>{text(subject)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def fragment(blocks: Iterable[Block]) -> str:
    """Blocks as a part of a page that has a style of its own; only the lights bring colours."""
    colours = "".join(f".coopcli .{name}{{color:{colour}}}" for name, (_, colour) in LIGHTS.items())
    return f'<div class="coopcli"><style>{colours}</style>\n{_body(blocks)}\n</div>'


def _body(blocks: Iterable[Block]) -> str:
    return "\n".join(part for block in blocks for part in _block(block, 0))


def text(words: str) -> str:
    """Text that no browser takes for markup, and no CI service for a command such as ``##[``."""
    safe = escape(legible(words).replace("\n", " "), quote=True)
    return safe.replace("##", "&#35;&#35;")


def _block(block: Block, depth: int) -> Iterator[str]:
    match block:
        case Verdict(subject, light, outlook, facts):
            yield f"<h1>{text(subject)}</h1>"
            yield f"<p><strong>{_mark(light)}</strong>, {text(outlook)}</p>"
            yield from (f"<p>{_line(fact)}</p>" for fact in facts)
        case Heading(words, level):
            name = f"h{min(6, level + depth)}"
            yield f"<{name}>{text(words)}</{name}>"
        case Paragraph(line):
            yield f"<p>{_line(line)}</p>"
        case Places(lines):
            yield f"<ul>{''.join(f'<li>{text(line)}</li>' for line in lines)}</ul>"
        case Items(lines):
            yield f"<ul>{''.join(f'<li>{_line(line)}</li>' for line in lines)}</ul>"
        case Tally(counts):
            yield f"<p>{_tally(counts)}</p>"
        case Strip(groups):
            yield f"<p>{', '.join(_group(label, lights) for label, lights in groups)}</p>"
        case Table():
            yield _table(block)
        case Panel(title, blocks):
            inner = "".join(part for one in blocks for part in _block(one, depth + 1))
            yield f"<section><h3>{_line(title)}</h3>{inner}</section>"
        case Notes(notes):
            items = (
                f'<li id="note-{note.number}" value="{note.number}">{_line(note.line)}</li>'
                for note in notes
            )
            yield f"<ol>{''.join(items)}</ol>"
        case _:
            assert_never(block)


def _line(line: Line) -> str:
    parts = []
    for part in line:
        match part:
            case str():
                parts.append(text(part))
            case Mark(light, word):
                parts.append(_mark(light, word=word))
            case Cite(number):
                parts.append(f'<sup><a href="#note-{number}">{number}</a></sup>')
            case Strong(words):
                parts.append(f"<strong>{text(words)}</strong>")
            case Code(words):
                parts.append(f"<code>{text(words)}</code>")
            case _:
                assert_never(part)
    return "".join(parts)


def _mark(light: str, *, word: bool = True) -> str:
    sign = LIGHTS[light][0]
    words = f"{sign} {light.upper()}" if word else sign
    return f'<span class="{light}" title="{light}">{words}</span>'


def _group(label: str, lights: tuple[str, ...]) -> str:
    return f"{text(label)} {''.join(_mark(light, word=False) for light in lights) or '–'}"


def _tally(counts: tuple[tuple[str, int], ...]) -> str:
    shown = [(light, count) for light, count in counts if count or light != "missing"]
    bar = "".join(f'<span class="{light}">{LIGHTS[light][0] * n}</span>' for light, n in shown)
    return f"{bar} {', '.join(f'{count} {light}' for light, count in shown)}"


def _table(table: Table) -> str:
    head = "".join(f"<th>{text(column)}</th>" for column in table.columns)
    rows = (f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
