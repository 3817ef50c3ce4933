"""From the bytes of a list on standard input to the names in it."""

from __future__ import annotations

import codecs

from coopcli.files import STDIN
from coopcli.problems import InvalidInput, Location, Problem

MAX_BYTES = 64 << 20
"""Largest list that is read."""

MOST_NAMES = 1_000_000
"""Most names in a list; a repository of that many areas is not known."""

LONGEST_NAME = 4_096
"""Most bytes of a name, as of a path on Linux."""


def names_in(content: bytes) -> list[str]:
    """The names in a list: one a line, or each ended by a NUL, as ``git diff -z`` writes them.

    Raises: InvalidInput for a list in UTF-16, and for more or longer names than are read.
    """
    if _is_utf_16(content):
        raise _problem("not-utf-8", "UTF-8 is needed, this looks like UTF-16")
    content = content.removeprefix(codecs.BOM_UTF8)
    end = b"\0" if b"\0" in content else b"\n"
    if content.count(end) > MOST_NAMES:
        raise _problem("too-many-names", f"at most {MOST_NAMES} names are read")
    names = [name.removesuffix(b"\r") for name in content.split(end) if name.strip()]
    if any(len(name) > LONGEST_NAME for name in names):
        raise _problem("too-long", f"a name has at most {LONGEST_NAME} bytes")
    return [name.decode(errors="surrogateescape") for name in names]


def _is_utf_16(content: bytes) -> bool:
    """Whether a list is in UTF-16, as older shells of Windows write it.

    Taken for names with NULs between them it would name single letters, and the root folder.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    # In UTF-16 a line feed stands beside a NUL. Between NULs names have more than one byte, and at
    # most a line feed within.
    between = content.split(b"\0")
    ends = b"\n\0" in content or b"\0\n" in content
    return len(between) > 1 and (ends or max(map(len, between)) == 1)


def _problem(code: str, message: str) -> InvalidInput:
    return InvalidInput([Problem(Location(STDIN), code, message)])
