"""From a report to stdout and to files, each whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from coopcli.cli.config import Setting, root_folder
from coopcli.files import require_writable, write_whole
from coopcli.formats import FORMATS, SUFFIXES, Style, content, render, require
from coopcli.problems import InvalidInput, Location, Problem, hint, quoted, reason, refuse
from coopcli.text import Report

DEFAULT_WIDTH = 80
"""Columns of a report that does not go to a terminal."""

MOST_WIDTH = 1_000
"""Most columns of a report; a wider terminal keeps the rest empty."""


class Target(NamedTuple):
    """A file, or ``-`` for stdout, and the format that is written there."""

    path: str
    format: str


def targets(kind: str, format: Setting, output: Sequence[str] | None) -> list[Target]:
    """Where a report of a kind goes and how: as ``-f`` says, or by the suffix, or text.

    With several outputs a suffix beats ``-f``, which is then for the outputs without a known one.

    Raises: InvalidInput when a format or a suffix is unknown, a format cannot say this kind of
    result, an output is named twice, or ``-f`` is for none of several outputs.
    """
    names = output or ["-"]
    asked, usual = (format.value, "") if format.origin == "--format" else ("", format.value)
    _known(format.value)
    if usual and not FORMATS[usual].takes(kind):
        usual = ""  # a configuration speaks of all commands, and this one cannot do so
    several = len(names) > 1
    found = [Target(name, _format_of(name, asked, usual, several=several)) for name in names]
    if asked and asked not in [target.format for target in found]:
        refuse("usage", f"-f {asked} is for none of the outputs: each has a format by its suffix")
    places = [os.path.join(os.path.realpath(Path(n).parent), Path(n).name) for n in names]
    for position, name in enumerate(names):
        if places.index(places[position]) < position:
            refuse("usage", f"-o {name} names an output that was named before")
    for target in found:
        require(target.format, kind)
    return found


def _format_of(name: str, asked: str, usual: str, *, several: bool) -> str:
    suffix = "" if name == "-" else Path(name).suffix.lower()
    own = SUFFIXES.get(suffix, "")
    if asked and not (several and own):
        return asked
    if suffix and not own:
        known = ", ".join(SUFFIXES)
        message = f"{known} are known, not {quoted(suffix)}; with -f any suffix will do"
        refuse("unknown-suffix", message)
    return own or usual or "text"


def _known(name: str) -> None:
    if name and name not in FORMATS:
        known, near = ", ".join(FORMATS), hint(name, list(FORMATS))
        refuse("unknown-format", f"{known} are known, not {quoted(name)}{near}")


def emit(
    report: Report,
    found: Mapping[str, Setting],
    *,
    output: Sequence[str] | None,
    colour: str,
    long: bool = False,
) -> None:
    """Writes a report to one file, to several, or to stdout.

    Everything is rendered before anything is written, and files are written before stdout.

    Raises: InvalidInput as :func:`targets` does, and when an output cannot be written.
    """
    base = Style(DEFAULT_WIDTH, colour == "always", long=long)
    screens: list[tuple[str | bytes, str]] = []
    contents: list[tuple[str, bytes]] = []
    for path, name in targets(report.kind, found["format"], output):
        root = root_folder(found["root"].value) if FORMATS[name].points else ""
        if path == "-":
            style = _style(name, colour)._replace(long=long, root=root)
            screens.append((_for_stdout(report, name, style), name))
        else:
            contents.append((path, content(report, name, base._replace(root=root))))
    for path, _ in contents:
        require_writable(path)
    for path, made in contents:
        write_whole(path, [made])
    for screen in screens:
        to_stdout(*screen)


def _for_stdout(report: Report, name: str, style: Style) -> str | bytes:
    if not FORMATS[name].extra:
        return render(report, name, style)
    if sys.stdout is not None and sys.stdout.isatty():
        refuse("not-text", f"{name} is no text for a terminal: name a file with -o")
    return content(report, name, style)


def emit_lines(lines: Iterable[str], *, output: str) -> None:
    """Writes lines for machines as they come, to stdout each at once.

    Raises: InvalidInput when the output cannot be written.
    """
    if output == "-":
        for line in lines:
            to_stdout(line, "jsonl")
    else:
        write_whole(output, (line.encode() for line in lines))


def emit_texts(makers: Mapping[str, Callable[[], str]], output: Sequence[str] | None) -> None:
    """Writes what is no report, in the form of each output's suffix; without one in the first form.

    Raises: InvalidInput when an output has another suffix, or cannot be written.
    """
    usual, *others = makers
    contents = []
    for name in output or ["-"]:
        suffix = "" if name == "-" else Path(name).suffix.lower()
        if suffix and suffix not in makers:
            known = " or ".join((usual, *others))
            refuse("unknown-suffix", f"{known} is needed, not {quoted(suffix)}")
        contents.append((name, makers[suffix or usual]()))
    for name, _ in contents:
        if name != "-":
            require_writable(name)
    for name, text in contents:
        if name == "-":
            to_stdout(text, usual)
        else:
            write_whole(name, [text.encode()])


def to_stdout(text: str | bytes, name: str) -> None:
    """Writes text to stdout, in UTF-8 unless it is meant for a terminal; bytes as they are.

    A reader that closes the pipe has had enough; that is no error and changes no exit code.

    Raises: InvalidInput when stdout is closed or cannot take the text.
    """
    if sys.stdout is None or not sys.stdout.writable():
        _unwritable("<stdout>", "it is closed")
    encoding = sys.stdout.encoding if name == "text" else "utf-8"
    made = text if isinstance(text, bytes) else text.encode(encoding, "backslashreplace")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What is left in the buffer would fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _unwritable("<stdout>", reason(error))


def _unwritable(path: str, why: str) -> None:
    raise InvalidInput([Problem(Location(path), "unwritable", f"cannot be written: {why}")])


def _style(name: str, colour: str) -> Style:
    """The style for stdout as it is now: a terminal, a pipe or a file."""
    if name != "text" or sys.stdout is None:
        return Style()
    terminal = sys.stdout.isatty()
    return Style(_width(terminal=terminal), _coloured(colour, terminal=terminal), _ascii())


def _width(*, terminal: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and (digits := columns.lstrip("0")):
        return min(int(digits[:5]), MOST_WIDTH)
    if terminal:
        try:
            width = os.get_terminal_size(sys.stdout.fileno()).columns
            return min(width, MOST_WIDTH) or DEFAULT_WIDTH
        except OSError:
            pass
    return DEFAULT_WIDTH


def _coloured(wish: str, *, terminal: bool) -> bool:
    """Whether to colour: the flag first, then NO_COLOR, FORCE_COLOR, TERM, and the terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return terminal and os.environ.get("TERM") != "dumb"


def _ascii() -> bool:
    try:
        "●▲■·•╭─“”–".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return True
    return False
