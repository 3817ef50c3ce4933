"""From plain values to lines of YAML that the strict reader reads back as they were."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

WIDTH = 100
"""Columns of the lines that are written, where no word is longer."""

# What needs no quotes: no sign that acts in YAML, nothing that an editor takes for a number or a
# truth. A date stays as it is. Within brackets commas and brackets act as well.
_PLAIN = re.compile(r"[^\W_][^:#\n\t\\\"`]*", re.ASCII)
_ACTS_IN_BRACKETS = re.compile(r"[,\[\]{}]")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_TYPED = re.compile(r"(?i:y|n|yes|no|on|off|true|false|null)|[-+.0-9]([-+.,_:0-9]|[a-fox]|0x)*")


def texts(value: Any) -> Any:
    """A value as the reader sees it: every leaf is text."""
    if isinstance(value, dict):
        return {key: texts(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [texts(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def inline(value: Any, *, flow: bool = True) -> str:
    """A value on one line; with ``flow`` it may stand within brackets."""
    if isinstance(value, dict):
        inner = ", ".join(f"{inline(key)}: {inline(one)}" for key, one in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    text = str(texts(value))
    if not isinstance(value, str) or _DATE.fullmatch(text):
        return text
    bare = _PLAIN.fullmatch(text) and not _TYPED.fullmatch(text) and text == text.strip()
    return (
        text
        if bare and not (flow and _ACTS_IN_BRACKETS.search(text))
        else json.dumps(text, ensure_ascii=False)
    )


def entry(prefix: str, value: Any, column: int, step: int = 2) -> list[str]:
    """The lines of a key, or of what else a value stands behind, with the value.

    ``column``: where the key begins; what stands below it is indented by ``step`` more.
    """
    short = _short(value, WIDTH - len(prefix) - 1)
    if short is not None:
        return [f"{prefix} {short}"]
    if isinstance(value, str):
        indent = " " * (column + max(step, 1))
        width = max(WIDTH - len(indent), 20)
        lines = textwrap.wrap(value, width, break_long_words=False, break_on_hyphens=False)
        return [f"{prefix} >-", *(indent + line for line in lines)]
    if isinstance(value, list):
        return [prefix, *(line for one in value for line in item(one, column + step))]
    return [prefix, *_keys(value, column + max(step, 1))]


def item(value: Any, column: int, gap: int = 2) -> list[str]:
    """The lines of an item of a list whose dash stands in a column, ``gap`` before the item."""
    dash = " " * column + "-"
    if not isinstance(value, dict) or not value:
        return entry(f"{dash}{' ' * (gap - 2)}", value, column)
    first, *rest = _keys(value, column + gap)
    return [dash + " " * (gap - 1) + first.lstrip(), *rest]


def _keys(value: dict[str, Any], column: int) -> list[str]:
    lines = []
    for key, one in value.items():
        lines += entry(f"{' ' * column}{key}:", one, column)
    return lines


def _short(value: Any, room: int) -> str | None:
    """A value on one line where it fits, or may be in no other form."""
    if isinstance(value, dict):
        return None if value else "{}"
    if isinstance(value, list):
        leaves = not any(isinstance(one, dict | list) for one in value)
        text = inline(value) if leaves else ""
        return text if text and len(text) <= room else None
    text = inline(value, flow=False)
    folds = isinstance(value, str) and value == " ".join(value.split(" ")) == value.strip()
    foldable = folds and "  " not in value and not re.search(r"[\n\t]", value)
    return None if foldable and len(text) > room and " " in value else text
