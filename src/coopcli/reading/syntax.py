"""From what a YAML parser objects to, to what is wrong in plain words and what to write instead.

The words of a parser name its own grammar and change from version to version. Each family of its
complaints has a row here; a complaint that no row knows gets ``OTHER``.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

OTHER = "this cannot be read; check quotes, colons and indentation here"


class _Row(NamedTuple):
    """A family of complaints: what libyaml or PyYAML's own parser says, and what is said instead.

    ``{line}`` and ``{column}`` stand for the place where the text, list or mapping begins, ``{it}``
    for the character at the place of the problem. With ``begins`` the problem is shown there.
    """

    complaint: str
    words: str
    begins: bool = False


_TAB = "a tab must not stand at the start of a line or a value; write spaces"
NO_CHARACTER = "this escape stands for no character"

# The first row that fits counts; what a row matches begins with the first character
# of the text; the problem, the character at its place and the context follow.
ROWS = {
    "directive": _Row(
        r"directive|incompatible YAML|duplicate tag handle|^%.*document start>",
        "a line must not begin with '%' here; directives are not read",
    ),
    "tab-in-block": _Row("tab character where an indentation", _TAB),
    "tab": _Row("tab character that violates|cannot start any token:\t", _TAB),
    "start": _Row(
        "cannot start any token", "a value must not begin with {it}; put the value in quotes"
    ),
    "no-colon": _Row(
        "could not find expected ':'",
        "a colon and a value are needed after this key; indent a text that goes on over lines",
        begins=True,
    ),
    "colon": _Row(
        "mapping values are not allowed|unexpected ':'",
        "a colon must not stand here; put a text with a colon in quotes, or check the indentation",
    ),
    "item": _Row(
        "sequence entries are not allowed", "a list must begin on a line of its own, below its key"
    ),
    "question-mark": _Row(
        "mapping keys are not allowed",
        "a question mark and a space must not stand here; put the text in quotes",
    ),
    "anchor": _Row(
        "scanning an (?:anchor|alias)",
        "a value must not begin with '&' or '*'; put the value in quotes",
        begins=True,
    ),
    "tag": _Row(
        r"(?:scanning|parsing) a tag\b|undefined tag handle",
        "a value must not begin with '!'; put the value in quotes",
    ),
    "block": _Row(
        "scanning a block scalar",
        "a text after '|' or '>' begins on the next line; nothing else may stand behind the sign",
    ),
    "marker-in-quotes": _Row(
        "unexpected document (?:indicator|separator)",
        "the quotes that open on line {line} are not closed before this line",
    ),
    "quotes": _Row("unexpected end of stream", "the quotes that open here are not closed", True),
    "escape": _Row(
        "unknown escape character",
        r"a backslash in double quotes begins an escape; write \\ for a backslash",
    ),
    "digits": _Row(
        "hexdecimal number|hexadecimal number",
        r"an escape needs two hexadecimal digits after \x, four after \u, eight after \U",
    ),
    "no-character": _Row("invalid Unicode character escape", NO_CHARACTER),
    "value": _Row(
        "expected node content|expected the node content", "a value is needed here, not {it}"
    ),
    "list": _Row(
        r"'-' indicator|parsing a block collection",
        "an item of the list from line {line} is needed here, with '- ' in column {column}",
    ),
    "key": _Row(
        "expected key|parsing a block mapping",
        "only a key may stand here, in column {column} as on line {line}; "
        "text after quotes or brackets belongs inside them",
    ),
    "brackets": _Row(
        r"',' or '\]'", "a comma or ']' is needed here; the list begins on line {line}"
    ),
    "braces": _Row(
        "',' or '}'", "a comma or '}}' is needed here; the mapping begins on line {line}"
    ),
    "after-the-end": _Row("document start>", "nothing may follow here; the file ended before this"),
}
"""The families of complaints by name."""


def family(error: Any, text: str) -> str:
    """The name of the row for a complaint, or nothing where no row knows it."""
    complaint = f"{text[:1]} {error.problem}:{_character(error, text)}|{error.context}"
    fits = (name for name, row in ROWS.items() if re.search(row.complaint, complaint))
    return next(fits, "")


def explained(error: Any, text: str) -> tuple[Any, str]:
    """The mark at which a complaint is shown, and its words.

    ``error`` has the problem and the context of a parser, and a mark for each of them.
    """
    mark = error.problem_mark or error.context_mark
    row = ROWS.get(family(error, text))
    if row is None:
        return mark, OTHER
    begin = error.context_mark or mark
    it = _character(error, text)
    words = row.words.format(
        line=begin.line + 1 if begin else 0,
        column=begin.column + 1 if begin else 0,
        it="the end of the file" if not it else repr(it),
    )
    return (begin if row.begins else mark), words


def _character(error: Any, text: str) -> str:
    mark = error.problem_mark
    return text[mark.index : mark.index + 1] if mark else ""
