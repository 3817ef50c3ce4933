"""From a report to stdout or to a file, whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from coopcli.formats import FORMATS, SUFFIXES, Style, render, require
from coopcli.library import refuse
from coopcli.problems import InvalidInput, Location, Problem, hint, visible
from coopcli.report import Report

DEFAULT_WIDTH = 80
"""Columns of a report that does not go to a terminal."""


def emit(
    report: Report,
    *,
    format: str,
    output: str,
    colour: str,
    inputs: Iterable[str] = (),
    long: bool = False,
) -> None:
    """Writes a report to a file, or to stdout for ``-``.

    Raises: InvalidInput when the format is unknown, cannot say this kind of result, or the output
    cannot be written.
    """
    name = format_for(report.data["kind"], format, output)
    if output == "-":
        style = _style(name, colour)._replace(long=long)
        to_stdout(render(report, name, style), name)
    else:
        text = render(report, name, Style(DEFAULT_WIDTH, colour == "always", long=long))
        write_whole(output, [text.encode("utf-8", "backslashreplace")], inputs)


def emit_lines(lines: Iterable[str], *, output: str, inputs: Iterable[str] = ()) -> None:
    """Writes lines for machines as they come, to stdout each at once.

    Raises: InvalidInput when the output cannot be written.
    """
    if output == "-":
        for line in lines:
            to_stdout(line, "jsonl")
    else:
        write_whole(output, (line.encode() for line in lines), inputs)


def to_stdout(text: str, name: str) -> None:
    """Writes text to stdout, in UTF-8 unless it is meant for a terminal.

    A reader that closes the pipe has had enough; that is no error and changes no exit code.

    Raises: InvalidInput when stdout is closed or cannot take the text.
    """
    if sys.stdout is None or not sys.stdout.writable():
        _unwritable("<stdout>", "it is closed")
    encoding = sys.stdout.encoding if name == "text" else "utf-8"
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(encoding, "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # What is left in the buffer would fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _unwritable("<stdout>", _reason(error))


def write_whole(path: str, content: Iterable[bytes], inputs: Iterable[str] = ()) -> None:
    """Replaces a file by new content in one step; the old one stays if anything goes wrong.

    Links, devices and folders are not written to, nor is a file that was read in this run.

    Raises: InvalidInput when the file cannot or must not be written.
    """
    if "\0" in path:
        _unwritable(visible(path), "this is no file name")
    target = Path(path)
    temporary = ""
    try:
        mode = _mode(target, inputs)
        # Named before it is made, so that no signal comes between making and knowing it.
        temporary = str(target.parent / f".coopcli-{os.getpid()}-{os.urandom(8).hex()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.writelines(content)
            file.flush()
            os.fsync(descriptor)
        os.chmod(temporary, mode)
        os.replace(temporary, target)
        temporary = ""
    except OSError as error:  # alone: the content is made on the way, and a bug in it is no other
        _unwritable(path, _reason(error))
    finally:
        if temporary:
            with suppress(OSError):  # never made, or in a folder that is gone
                os.unlink(temporary)
    _flush_folder(target.parent)


def _mode(target: Path, inputs: Iterable[str]) -> int:
    """The permissions of the file that is replaced, or those of a new one."""
    try:
        found = os.lstat(target)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if stat.S_ISLNK(found.st_mode):
        _unwritable(str(target), "it is a symbolic link; name the file that it points to")
    if not stat.S_ISREG(found.st_mode):
        _unwritable(str(target), "it is no regular file; '-o -' writes to stdout")
    for name in inputs:
        if os.path.exists(name) and os.path.samefile(name, target):
            _unwritable(str(target), "it was read in this run and is not overwritten")
    return stat.S_IMODE(found.st_mode)


def _flush_folder(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # not every system lets a folder be opened, and the file itself is safe
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()


def _unwritable(path: str, reason: str) -> None:
    raise InvalidInput([Problem(Location(path), "unwritable", f"cannot be written: {reason}")])


def format_for(kind: str, name: str, output: str) -> str:
    """The format of a report: as named, or by the suffix of the output, or text.

    Raises: InvalidInput when it is unknown or cannot say this kind of result.
    """
    name = name or SUFFIXES.get(Path(output).suffix.lower(), "text")
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        refuse("unknown-format", f"{known} are known, not {name!r}{hint(name, list(FORMATS))}")
    require(name, kind)
    return name


def _style(name: str, colour: str) -> Style:
    """The style for stdout as it is now: a terminal, a pipe or a file."""
    if name != "text" or sys.stdout is None:
        return Style()
    terminal = sys.stdout.isatty()
    return Style(_width(terminal=terminal), _coloured(colour, terminal=terminal), _ascii())


def _width(*, terminal: bool) -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and 0 < int(columns[:6]) < 10_000:
        return int(columns)
    if terminal:
        try:
            return os.get_terminal_size(sys.stdout.fileno()).columns or DEFAULT_WIDTH
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
