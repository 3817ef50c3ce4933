"""From documentation and from the source of the program to their sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from coopcli.reading.argument import sentences

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?<=\n\n)(?: {4}\S.*\n)+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_CODE = re.compile(r"`[^`]+`")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"(\[]|docs/)")
"""Where a sentence of a page ends: after its mark, before a capital or a sign."""

_NAMES = re.compile(r"\bCode(?:(?:,| and| or) Code)+")
"""A list of names, which counts as one word as each of them does."""

_START = re.compile(r"^\s*(?:[-*>]|\d+\.|#+)\s+")


def of_page(text: str) -> Iterator[str]:
    """The sentences of a page of Markdown; code counts as one word, what is fenced as none."""
    bare = _INDENTED.sub("\n", _COMMENT.sub("", _FENCE.sub("\n", text)))
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*(?:[-*>]|\d+\.|#+)\s)", bare):
        for part in _parts(paragraph):
            words = " ".join(_CODE.sub("Code", _LINK.sub(r"\1", part)).replace("*", "").split())
            yield from _END.split(_NAMES.sub("Code", words))


def _parts(paragraph: str) -> Iterator[str]:
    """A paragraph without its mark, or the cells of a table."""
    rows = paragraph.strip().splitlines()
    if rows and rows[0].lstrip().startswith("|"):
        yield from (cell for row in rows for cell in row.split("|"))
        return
    yield _START.sub("", paragraph)


def of_module(path: Path) -> Iterator[str]:
    """The sentences of the texts of a module, but for docstrings; a value counts as one word."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in node.values
    }
    for node in ast.walk(tree):
        if id(node) in apart or id(node) in inside:
            continue
        if text := _text(node):
            yield from sentences(" ".join(text.split()))


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "value" for part in node.values
        )
    return ""
