"""From the values of a rubric to a list of them by the file that each comes from."""

from __future__ import annotations

from collections.abc import Iterable

from coopcli.studies.resolved import Resolved, Value
from coopcli.text.blocks import Block, Code, Heading, Items, Line, Paragraph
from coopcli.text.words import counted

SHORT = 60
"""Characters of a value that are shown; with detail all are."""


def resolved_blocks(result: Resolved, *, detail: int = 0) -> list[Block]:
    """What the file of the rubric says, then the files that it extends, then the defaults."""
    rubric = result.rubric
    usual = counted(sum(not value.file for value in result.values), "value")
    text = f"{rubric.id} {rubric.version}. No file says {usual}: the default holds."
    blocks: list[Block] = [Heading(f"{rubric.title}, every value in force", 1), Paragraph((text,))]
    for file, values in _by_file(result.values).items():
        heading = f"From {file}" if file else "By default"
        blocks += [Heading(heading), Items(tuple(_line(value, detail) for value in values))]
    return blocks


def _by_file(values: Iterable[Value]) -> dict[str, list[Value]]:
    """The values of each file by line: the file of the rubric first, and what no file says last."""
    found: dict[str, list[Value]] = {}
    for value in values:
        found.setdefault(value.file, []).append(value)
    own = next((value.file for value in values if value.key == "id"), "")
    order = [own, *(name for name in found if name not in (own, "")), ""]
    return {name: sorted(found[name], key=_line_of) for name in order if name in found}


def _line_of(value: Value) -> int:
    return value.line


def _line(value: Value, detail: int) -> Line:
    text = value.value
    if detail <= 0 and len(text) > SHORT:
        text = f"{text[:SHORT]}…"
    return (Code(value.key), f": {text}", f" (line {value.line})" if value.file else "")
