"""From a report to Markdown: tables and footnotes of GitHub, and no input that acts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from coopcli.formats import Style
from coopcli.problems import legible, one_line
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
    "green": ("🟢", "Green"),
    "yellow": ("🟡", "Yellow"),
    "red": ("🔴", "Red"),
    "undetermined": ("⚪", "Undetermined"),
    "missing": ("◌", "missing"),
}
"""Sign and word of each light; the sign carries the colour, the word the meaning."""

LONGEST = 1_000_000
"""Bytes that are written; GitHub drops a job summary above 1 MiB as a whole."""

# Characters with which a construct of Markdown or HTML can begin anywhere in a line.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$^]|:(?=:)|(?<=:):")

# What only acts at the start of a line: lists, headings, rules, definitions, metadata.
_AT_START = re.compile(r"\A(?:[-+=:%.]|\(?[^\W_]{1,9}(?=[.)](?:\s|\Z)))")

# What renderers take up after escapes are gone: emoji names, mentions, issues, addresses. An empty
# comment parts it without a trace on the page.
_TAKEN_UP = re.compile(
    r"(?<=:)(?=[\w+-]+:)|(?<=@)(?=\w)|(?<=#)(?=\w)|(?<=:)(?=//)|(?i:(?<=www)(?=\.))"
)


# What a code span cannot hold as it is: its own end, that of a cell, and a command to a CI service.
_ACTS = re.compile(r"[`|\n]|##")


def render(report: Report, style: Style) -> str:
    """The report as Markdown that GitHub and Pandoc read alike, cut where it is too long."""
    return _cut("\n\n".join(part for block in report.blocks() for part in _block(block, 0)) + "\n")


def _cut(text: str) -> str:
    """The text, or as many whole lines of it as a job summary takes, and a note that says so."""
    content = text.encode()
    if len(content) <= LONGEST:
        return text
    kept = content[:LONGEST].decode(errors="ignore").rpartition("\n")[0]
    left = text.count("\n") - kept.count("\n") - 1
    return f"{kept}\n\n**Cut here: {left} more lines are in the full report (-f json).**\n"


def escaped(text: str, *, starts: bool = False) -> str:
    """Text as it stands, with no construct of Markdown, HTML or a CI service in it.

    ``starts``: the text begins a line, where more constructs could begin.
    """
    text = legible(one_line(text) if "\n" in text else text)
    parted = _TAKEN_UP.split(text)
    safe = "<!-- -->".join(_SPECIAL.sub(r"\\\g<0>", part) for part in parted)
    if starts and (found := _AT_START.match(text)):
        head = len(found.group()) if found.group()[0].isalnum() or found.group()[0] == "(" else 0
        safe = f"{safe[:head]}\\{safe[head:]}"
    return safe


def _block(block: Block, depth: int) -> Iterator[str]:
    match block:
        case Verdict(subject, light, outlook, facts):
            yield f"# {escaped(subject, starts=True)}"
            yield f"**{_mark(light)}**, {escaped(outlook)}"
            yield from (_line(fact) for fact in facts)
        case Heading(text, level):
            yield f"{'#' * (level + depth)} {escaped(text, starts=True)}"
        case Paragraph(line):
            yield _line(line)
        case Places(lines):
            yield "\n".join(f"- {escaped(line, starts=True)}" for line in lines)
        case Items(lines):
            yield "\n".join(f"- {_line(line)}" for line in lines)
        case Tally(counts):
            yield _tally(counts)
        case Strip(groups):
            yield ", ".join(f"{escaped(label)} {_signs(lights)}" for label, lights in groups)
        case Table():
            yield _table(block)
        case Panel(title, blocks):
            yield f"### {_line(title)}"
            for inner in blocks:
                yield from _block(inner, depth + 2)
        case Notes(notes):
            yield "\n".join(f"[^{note.number}]: {_line(note.line)}" for note in notes)
        case _:
            assert_never(block)


def _line(line: Line, *, starts: bool = True) -> str:
    parts: list[str] = []
    for part in line:
        first = starts and not parts
        match part:
            case str():
                parts.append(escaped(part, starts=first))
            case Mark(light, word):
                parts.append(_mark(light) if word else LIGHTS[light][0])
            case Cite(number):
                # GitHub sets a note's number above the line: no space before it.
                parts[-1:] = [parts[-1].rstrip()] if parts else []
                parts.append(f"[^{number}]")
            case Strong(text):
                inner = escaped(text, starts=first)
                tail = inner[len(inner.rstrip()) :]
                parts.append(f"**{inner.strip()}**{tail}")
            case Code(text):
                whole = legible(text)
                parts.append(escaped(whole, starts=first) if _ACTS.search(whole) else f"`{whole}`")
            case _:
                assert_never(part)
    return "".join(parts)


def _mark(light: str) -> str:
    sign, word = LIGHTS[light]
    return f"{sign} {word}"


def _signs(lights: tuple[str, ...]) -> str:
    return "".join(LIGHTS[light][0] for light in lights) or "–"


def _tally(counts: tuple[tuple[str, int], ...]) -> str:
    shown = [(light, count) for light, count in counts if count or light != "missing"]
    bar = "".join(LIGHTS[light][0] * count for light, count in shown)
    return f"{bar} {', '.join(f'{count} {light}' for light, count in shown)}"


def _table(table: Table) -> str:
    rows = [
        tuple(escaped(column) or " " for column in table.columns),
        tuple("---" for _ in table.columns),
        *(tuple(_line(cell, starts=False) or " " for cell in row) for row in table.rows),
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
