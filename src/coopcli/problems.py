"""What can be wrong with an input, and where."""

from __future__ import annotations

import os
import re
from typing import NamedTuple, NoReturn

MOST_NAMES = 500
"""Most names that a misspelt word is compared with, which takes some ten milliseconds."""


LONGEST_QUOTE = 80
"""Most characters of an input that a message quotes, unless it names a file."""

LONGEST_MESSAGE = 1_000
"""Most characters of a message; the longest that the program makes itself has some four hundred."""


class Location(NamedTuple):
    """A place in a file: line and column count from 1; 0 means that the whole file is meant."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        path = file_text(self.path)
        return f"{path}:{self.line}:{self.column}" if self.line else path


class _Problem(NamedTuple):
    where: Location
    code: str
    message: str


class Problem(_Problem):
    """One thing that is wrong: where, a stable code for machines, and what must be and what is.

    A path or a message that is too long is shortened, whatever it quotes.
    """

    __slots__ = ()

    def __new__(cls, where: Location, code: str, message: str) -> Problem:
        where = where._replace(path=shortened(where.path))
        return super().__new__(cls, where, code, shortened(message))

    def __str__(self) -> str:
        return visible(f"{self.where}: {self.code}: {self.message}")


class InvalidInput(Exception):
    """An input that cannot be assessed, with everything that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def shortened(text: str, most: int = LONGEST_MESSAGE) -> str:
    """The text, its end replaced by dots where it has more than ``most`` characters."""
    return text if len(text) <= most else text[: most - 3] + "..."


def quoted(value: object) -> str:
    """A value of an input as a message quotes it: on one line, shortened, and without effect."""
    if isinstance(value, str):
        return visible(repr(shortened(value, LONGEST_QUOTE)))
    try:
        return visible(shortened(repr(value), LONGEST_QUOTE))
    except ValueError:  # Python writes no number of more than some thousand digits
        return "a number of very many digits"


def reason(error: OSError) -> str:
    """Why the system refused, in its words."""
    return (error.strerror or "cannot be read").lower()


def acting(text: str) -> str:
    """The first character of a text that acts or hides; tab and line feed do neither."""
    rest = text.replace("\n", "").replace("\t", "")
    # No printable character acts but some marks, and asking that of a whole text costs little.
    if rest.isprintable() and INVISIBLE.isdisjoint(rest):
        return ""
    return next((c for c in rest if _acts(c)), "")


def _acts(character: str) -> bool:
    # Control characters, surrogates, what is not for exchange, and what hides or reorders text.
    code = ord(character)
    return (
        code < 0x20
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or 0xFDD0 <= code < 0xFDF0
        or code & 0xFFFE == 0xFFFE
        or character in INVISIBLE
    )


# Characters that change how text is shown without being seen: bidirectional marks, embeddings,
# overrides and isolates, the soft hyphen, fillers, tags, and the characters of width zero. Joiners
# are none of them: words of some scripts, and some emoji, are not spelt without.
INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c"
    "\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\u206a\u206b"
    "\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
    + "".join(map(chr, (*range(0x1D173, 0x1D17B), *range(0xE0000, 0xE0080))))
)


def legible(text: str) -> str:
    r"""Prose in which only characters that act or hide are escapes, such as ``\x1b``.

    Wide spaces, joiners, tabs and line feeds stay. Every format passes what it escapes
    through here, so that nothing acts in a report whatever made it.
    """
    if not acting(text):
        return text
    return "".join(c if c in "\n\t" or not _acts(c) else _escape(c) for c in text)


def one_line(text: str) -> str:
    """Text on one line: each break, with the blanks around it, is a space; others stay."""
    return _BREAKS.sub(" ", text).strip("\n\t ")


_BREAKS = re.compile(r"[ \t]*[\n\t][ \t\n]*")


def visible(text: str) -> str:
    r"""A name with every character that is not seen as itself written as an escape, as ``\x1b`` is.

    Used for what did not come through the strict reader, and has to be told from other names:
    command-line words, file names. Wide spaces, joiners and line feeds are escapes here.
    """
    if text.isprintable() and INVISIBLE.isdisjoint(text):
        return text
    return "".join(c if c.isprintable() and c not in INVISIBLE else _escape(c) for c in text)


def _escape(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_ESCAPED = r"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4})|U(00(?:0[0-9a-f]|10)[0-9a-f]{4}))"


def file_text(path: str) -> str:
    r"""The name of a file as :func:`visible` text that stands for no other file.

    Two backslashes are written where one could be taken for the beginning of an escape.
    """
    if os.sep == "\\":
        path = path.replace(os.sep, "/")  # it separates, and is part of no name
    if "\\" not in path:
        return visible(path)
    return "".join(map(_in_file_text, path, [*path[1:], ""]))


def _in_file_text(character: str, after: str) -> str:
    if character != "\\":
        return visible(character)
    return r"\\" if after in ("\\", "x", "u", "U") or visible(after) != after else "\\"


def file_from(text: str) -> str:
    """The name of the file that :func:`file_text` wrote."""
    return re.sub(_ESCAPED, lambda m: chr(int(m[m.lastindex], 16)) if m.lastindex else "\\", text)


# A line of a job log that begins with :: or holds ##[ is a command to the runner of a CI service.
_COMMAND = re.compile(r"^((?:\x1b\[[0-9;]*m|\s)*)::|##(?=\[|[a-z]+\[)", re.MULTILINE)


def inert(text: str) -> str:
    r"""The text with a backslash before everything that a CI service would take as a command."""
    return _COMMAND.sub(lambda m: f"{m[1]}\\::" if m[1] is not None else "#\\#", text)


def near(word: str, known: list[str]) -> list[str]:
    """The at most three known words that a misspelt word most likely stands for, nearest first."""
    from difflib import get_close_matches  # costs start-up time, and most runs have no problem

    return get_close_matches(word[:100], known[:MOST_NAMES], n=3, cutoff=0.6)


def hint(word: str, known: list[str]) -> str:
    """The end of a message that offers near words, or nothing where none is near."""
    words = near(word, known)
    return f"; did you mean {' or '.join(map(repr, words))}?" if words else ""


def refuse(code: str, message: str) -> NoReturn:
    """Raises: InvalidInput for a word on the command line."""
    raise InvalidInput([Problem(Location("command line"), code, message)])
