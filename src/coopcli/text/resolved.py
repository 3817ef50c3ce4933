"""From the values of a rubric to a table of them, each with its origin."""

from __future__ import annotations

from coopcli.studies.resolved import Resolved, Value
from coopcli.text.blocks import Block, Code, Heading, Line, Paragraph, Table
from coopcli.text.words import counted

SHORT = 60
"""Characters of a value that are shown; with detail all are."""


def resolved_blocks(result: Resolved, *, detail: int = 0) -> list[Block]:
    """The values in the order of the file."""
    rubric = result.rubric
    usual = counted(sum(not value.file for value in result.values), "value")
    rows = tuple(_row(value, detail) for value in result.values)
    return [
        Heading(f"{rubric.title}, every value in force", 1),
        Paragraph((f"{rubric.id} {rubric.version}. No file says {usual}: the default holds.",)),
        Table(("key", "value", "from"), rows),
    ]


def _row(value: Value, detail: int) -> tuple[Line, ...]:
    text = value.value
    if detail <= 0 and len(text) > SHORT:
        text = f"{text[:SHORT]}…"
    origin = f"{value.file}:{value.line}" if value.file else "default"
    return ((Code(value.key),), (text,), (origin,))
