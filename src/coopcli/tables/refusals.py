"""What DuckDB has against a run, as a problem in plain words."""

from __future__ import annotations

import os
import re
from pathlib import Path

from coopcli.problems import Location, Problem

_LINE = re.compile(r"CSV Error on Line: (\d+)")
_COUNTS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")
_FILES = (re.compile(r"^ *file = (.+)$", re.MULTILINE), re.compile(r"[Ff]ile ['\"](.+?)['\"]"))
_NUMBER = re.compile(r"\"errno\":\"(\d+)\"")
_KIND = re.compile(r"^[\w ]+ Error: ")

NO_PARQUET = "this is no Parquet file, or a part of one"


def about_memory(error: Exception, memory: str, spill: str) -> Problem:
    """Too little memory, or no room on the disk for what does not fit in it."""
    if "offload" in str(error) or spill in str(error):
        words = "the disk is too full for what does not fit in memory; TMPDIR names another folder"
        return Problem(Location(str(Path(spill).parent)), "no-room", words)
    return Problem(Location("command line"), "no-memory", too_little_memory(memory))


def too_little_memory(memory: str) -> str:
    """That an engine needs more than it was given, if it was given any."""
    given = f"--memory {memory} is too little" if memory else "there is too little memory"
    more = "try twice as much, or fewer files" if memory else "try fewer files"
    return f"{given} for these files; {more}; nothing was written"


def about_output(error: Exception, path: str) -> Problem:
    """Why a file cannot be written, in the words of the system where it gave them."""
    number = _NUMBER.search(str(error))
    why = os.strerror(int(number[1])).lower() if number else _first_line(error)
    return Problem(Location(path), "unwritable", f"cannot be written: {why}")


def about_input(error: Exception, paths: tuple[str, ...]) -> Problem:
    """What is wrong with a file: the one of some paths that the engine names, else the first."""
    text = str(error)
    named = [found[1] for pattern in _FILES if (found := pattern.search(text))]
    path = next((name for name in named if name in paths), paths[0] if paths else "ratings")
    if line := _LINE.search(text):
        return Problem(Location(path, int(line[1]), 1), "unreadable-table", _of_line(text))
    if any(words in text for words in ("too small to be", "magic bytes")):
        return Problem(Location(path), "unreadable-table", NO_PARQUET)
    return Problem(Location(path), "unreadable-table", _first_line(error))


def _of_line(text: str) -> str:
    if counts := _COUNTS.search(text):
        needed, found = map(int, counts.groups())
        has = f"it has {found}" if found < needed else "it has more"
        return f"a row needs {needed} cells, as many as the first line; {has}"
    if "not utf-8" in text:
        return "save it as CSV in UTF-8"
    if "unterminated quote" in text:
        return "a quotation mark is not closed"
    return "this row is no CSV with commas and double quotation marks"


def _first_line(error: Exception) -> str:
    return _KIND.sub("", str(error).splitlines()[0])
