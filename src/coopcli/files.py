"""The one reader of files and the one writer, for every command.

The reader remembers what it opens, and the writer replaces none of it: whatever a command does, no
file that it read is lost, through whatever path or link the output names it.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from coopcli.problems import InvalidInput, Location, Problem, reason, visible

MAX_BYTES = 1 << 20
"""Largest file that is read where no other limit is named; the longest file of the shipped pack
has a tenth of it."""

STDIN = "<stdin>"


Names = Callable[[], Iterable[str]]


class _Inputs:
    """What a run has read, was given to read, or has written."""

    def __init__(self) -> None:
        self.files: dict[int, set[int]] = {}  # numbers by device
        self.names: set[str] = set()
        self.more: list[Names] = []

    def add(self, found: os.stat_result) -> None:
        """Counts an open file as one of them."""
        self.files.setdefault(found.st_dev, set()).add(found.st_ino)

    def holds(self, target: os.stat_result) -> bool:
        """Whether a file is one of them: the very file that was opened, or what is there now."""
        known = self.files.get(target.st_dev, ())
        if target.st_ino in known or any(_is(name, target) for name in self.names):
            return True
        return any(_is(name, target) for names in self.more for name in names())


def _is(name: str, target: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.stat(name), target)
    except (OSError, ValueError):  # not there, or no file name
        return False


_run = _Inputs()


def start() -> None:
    """Begins a run, in which nothing has been read yet."""
    global _run
    _run = _Inputs()


def protect(names: Names) -> None:
    """Counts files as read that a worker, or nobody, opens in this run: the rest of a pack.

    They are asked for only when a file is about to be replaced.
    """
    _run.more.append(names)


def read_bytes(path: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of at most ``limit`` bytes.

    Raises: InvalidInput when it is missing, unreadable, too long, or not a regular file.
    """
    return _bounded(path, read_start(path, limit + 1), limit)


def read_start(path: str, most: int = MAX_BYTES) -> bytes:
    """The first bytes of a regular file, at most ``most``.

    Raises: InvalidInput when it is missing, unreadable, or not a regular file.
    """
    _run.names.add(path)
    try:
        # Not blocking: a named pipe without a writer would hold the program for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            _run.add(found)
            if not stat.S_ISREG(found.st_mode):
                _refuse(path, "not-a-file", "a regular file is needed, this is none")
            # Asking for as much as is allowed would make room for it, for each file of a batch.
            start = file.read(min(most, found.st_size + 1))
            # It may have grown, or be of a system that knows no sizes.
            return start if len(start) <= found.st_size else start + file.read(most - len(start))
    except OSError as error:
        _refuse(path, "unreadable", reason(error))
    except ValueError:
        _refuse(path, "unreadable", "this is no file name")


def own_text(name: str) -> str:
    """The text of a file that stands among the modules and belongs to the program."""
    return (Path(__file__).parent / name).read_text("utf-8")


def read_stdin(limit: int) -> bytes:
    """The bytes of standard input, at most ``limit``; it may be a file, which counts as read.

    Raises: InvalidInput when they cannot be read or are more.
    """
    if sys.stdin is None:
        _refuse("command line", "no-stdin", "standard input is closed")
    with suppress(OSError, ValueError):  # a stream that is no file of the system
        _run.add(os.fstat(sys.stdin.fileno()))
    try:
        content = sys.stdin.buffer.read(limit + 1)
    except OSError as error:
        _refuse(STDIN, "unreadable", reason(error))
    return _bounded(STDIN, content, limit)


def _bounded(path: str, content: bytes, limit: int) -> bytes:
    if len(content) > limit:
        _refuse(path, "too-long", f"at most {limit} bytes are read")
    return content


def _refuse(path: str, code: str, message: str) -> NoReturn:
    raise InvalidInput([Problem(Location(path), code, message)])


class Edited:
    """A file that this run alone edits, one whole content after the other; see :func:`edited`."""

    def __init__(self, path: str, content: bytes, held: int) -> None:
        self.path, self.content, self._held = path, content, held

    def replace(self, content: bytes) -> None:
        """Puts new content in the place of the file, whole or not at all.

        Raises: InvalidInput where it holds something else than this run put there, or cannot be
        written.
        """
        if content != self.content:
            locks = [self._held]
            try:
                write_whole(self.path, [content], editing=self.content, hold=locks.append)
                self.content = content
                self._held = locks.pop()  # the lock goes over to what stands there now
            finally:
                for descriptor in locks:
                    if descriptor != self._held:
                        os.close(descriptor)

    def close(self) -> None:
        """Lets others edit the file."""
        os.close(self._held)


@contextmanager
def edited(path: str) -> Iterator[Edited]:
    """A file for as long as one run edits it; no second run gets it meanwhile.

    The lock is the system's and ends with the process, however that ends. Where the system has
    none (Windows), a file that another run has changed is refused when it is to be replaced.

    Raises: InvalidInput when the file cannot be read, or another run edits it.
    """
    read_bytes(path)  # refuses what is no file
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError as error:
        _refuse(path, "unreadable", reason(error))
    file = Edited(path, b"", descriptor)
    try:
        same = _locked(descriptor) and os.path.samestat(os.fstat(descriptor), os.stat(path))
        if not same:  # locked, or replaced by the run that had it until now
            _refuse(path, "in-use", "another run edits this file; wait for its end")
        file.content = read_bytes(path)
        yield file
    finally:
        file.close()


def _locked(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # not on Windows
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def write_whole(
    path: str,
    content: Iterable[bytes],
    *,
    editing: bytes | None = None,
    hold: Callable[[int], None] | None = None,
) -> None:
    """Replaces a file by new content in one step; the old one stays if anything goes wrong.

    Links, devices and folders are not written to, nor is a file that was read in this run, but for
    the one that a command exists to edit: such a command hands on as ``editing`` the bytes that it
    read from it, and the file is replaced only while it still holds them. ``hold`` gets an open
    descriptor of the new file, which is locked before others can see it.

    Raises: InvalidInput when the file cannot or must not be written.
    """
    target = require_writable(path, editing=editing)
    temporary = ""
    try:
        # Named before it is made, so that no signal comes between making and knowing it.
        temporary = str(target.parent / f".coopcli-{os.getpid()}-{os.urandom(8).hex()}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.writelines(content)
            file.flush()
            os.fsync(descriptor)
            made = os.fstat(descriptor)
            if hold:
                hold(os.dup(descriptor))
                _locked(descriptor)
        # Again: content that is made on the way comes from files that are read on the way.
        os.chmod(temporary, _mode(target, editing))
        os.replace(temporary, target)
        temporary = ""
        _run.add(made)  # so that no second report of this run takes its place
    except OSError as error:  # alone: the content is made on the way, and a bug in it is no other
        _unwritable(path, reason(error))
    finally:
        if temporary:
            with suppress(OSError):  # never made, or in a folder that is gone
                os.unlink(temporary)
    _flush_folder(target.parent)


@contextmanager
def made_whole(path: str) -> Iterator[str]:
    """The name of a new file beside one, for a library that writes by itself.

    It takes the place of the file in one step when the block ends well; else the old one stays.

    Raises: InvalidInput as :func:`write_whole` does.
    """
    target = require_writable(path)
    temporary = str(target.parent / f".coopcli-{os.getpid()}-{os.urandom(8).hex()}{target.suffix}")
    try:
        yield temporary
        try:
            descriptor = os.open(temporary, os.O_RDWR)
            with open(descriptor, "rb") as file:
                os.fsync(descriptor)
                made = os.fstat(file.fileno())
            os.chmod(temporary, _mode(target, None))
            os.replace(temporary, target)
        except OSError as error:
            _unwritable(path, reason(error))
        _run.add(made)
    finally:
        with suppress(OSError):  # it took its place, or was never made
            os.unlink(temporary)
    _flush_folder(target.parent)


def moved_here(made: str, path: str) -> None:
    """Moves a file that a library made to the name of :func:`made_whole`."""
    os.replace(made, path)


def require_writable(path: str, *, editing: bytes | None = None) -> Path:
    """The file of a name, where :func:`write_whole` would not refuse it now.

    Raises: InvalidInput when the file must not be written, or its folder is not there.
    """
    if "\0" in path:
        _unwritable(visible(path), "this is no file name")
    target = Path(path)
    try:
        _mode(target, editing)
        os.stat(target.parent)
    except OSError as error:
        _unwritable(path, reason(error))
    return target


def _mode(target: Path, editing: bytes | None) -> int:
    """The permissions of the file that is replaced, or those of a new one."""
    try:
        found = os.lstat(target)
    except FileNotFoundError:
        if editing is not None:
            _unwritable(str(target), "it is gone since it was read")
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if stat.S_ISLNK(found.st_mode):
        _unwritable(str(target), "it is a symbolic link; name the file that it points to")
    if not stat.S_ISREG(found.st_mode):
        _unwritable(str(target), "it is no regular file; '-o -' writes to stdout")
    if editing is not None:
        same = found.st_size == len(editing)
        if not same or read_bytes(str(target), len(editing)) != editing:
            _unwritable(str(target), "it has changed since it was read")
    elif _run.holds(found):
        _unwritable(str(target), "it was read or written in this run and is not overwritten")
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


def _unwritable(path: str, why: str) -> NoReturn:
    _refuse(path, "unwritable", f"cannot be written: {why}")


def exists(path: str) -> bool:
    """Whether something of that name is there, a link that leads nowhere included."""
    return "\0" not in path and os.path.lexists(path)


def make_folder(path: str) -> None:
    """Makes a folder, and those around it, where it is not there.

    Raises: InvalidInput when it cannot be made.
    """
    try:
        os.makedirs(path, exist_ok=True)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "this is no file name"
        _unwritable(visible(path), why)
