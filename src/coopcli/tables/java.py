"""Java beneath Spark: what it prints as it starts, and what it has against a run."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Event, Thread

from coopcli.problems import Location, Problem, quoted, refuse
from coopcli.tables.refusals import NO_PARQUET, too_little_memory

_END = b"\0end of the start\0"

_HERE = Location("command line")

_NEEDED = "Spark needs Java 17 or newer; Debian has it as openjdk-17-jre-headless"


def require_java() -> None:
    """Raises: InvalidInput where there is no Java."""
    home = os.environ.get("JAVA_HOME")
    if home and shutil.which("java", path=os.path.join(home, "bin")) is None:
        refuse("no-java", f"JAVA_HOME is {quoted(home)}, which has no bin/java; {_NEEDED}")
    if not home and shutil.which("java") is None:
        refuse("no-java", _NEEDED)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Keeps what Java prints until the end of the block from the screen, and gives it then.

    Java has the same outputs all its life: what it prints later, such as a bar, goes to standard
    error.
    """
    heard: list[str] = []
    try:
        normal, screen = os.dup(1), os.dup(2)
    except OSError:  # one is closed
        yield heard
        return
    ours, theirs = os.pipe()
    ended = Event()
    Thread(target=_pass_on, args=(ours, screen, heard, ended), daemon=True).start()
    os.dup2(theirs, 1)
    os.dup2(theirs, 2)
    try:
        yield heard
    finally:
        os.dup2(normal, 1)
        os.dup2(screen, 2)
        os.close(normal)
        os.write(theirs, _END)
        os.close(theirs)
        ended.wait()


def _pass_on(ours: int, screen: int, heard: list[str], ended: Event) -> None:
    """Reads until nobody writes any more; passes on what comes after the end of the start."""
    start = b""
    while piece := os.read(ours, 1 << 16):
        if not ended.is_set():
            front, mark, piece = (start + piece).partition(_END)
            start = front
            if not mark:
                continue
            heard.append(start.decode(errors="replace"))
            ended.set()
        with suppress(OSError):  # the screen is gone
            os.write(screen, piece)


def about_start(error: Exception, heard: str, master: str, memory: str) -> Problem:
    """Why Spark does not start, from its error and from what Java printed."""
    text = f"{error}\n{heard}"
    if "INVALID_DRIVER_MEMORY" in text:
        given = f"--memory {memory}" if memory else "the memory of the driver"
        least = re.search(r"at least (\d+)", text)
        needed = f", which needs {int(least[1]) >> 20}MB" if least else ""
        return Problem(_HERE, "no-memory", f"{given} is too little for Spark{needed}")
    if "UnsupportedClassVersionError" in text:
        return Problem(_HERE, "no-java", f"this Java is too old; {_NEEDED}")
    if "stopped SparkContext" in text:
        where = quoted(master) if master else "the place that its configuration names"
        return Problem(_HERE, "no-spark", f"no cluster answers at {where}, or it takes no job")
    return Problem(_HERE, "no-spark", f"Spark does not start: {_reason(text) or _printed(text)}")


def about_run(error: Exception, paths: Sequence[str], memory: str, output: str) -> Problem:
    """What Spark has against a run: the engine, what it writes, or a file that it reads."""
    text = str(error)
    if isinstance(error, OSError) or "Answer from Java side is empty" in text:
        words = "Spark ended before the run did, perhaps for want of memory"
        return Problem(_HERE, "no-spark", f"{words}; the lights were not written")
    if any(sign in text for sign in _NO_MEMORY):
        return Problem(_HERE, "no-memory", too_little_memory(memory))
    if "No space left on device" in text:
        words = "the disk is too full for what does not fit in memory"
        return Problem(_HERE, "no-room", f"{words}; SPARK_LOCAL_DIRS names another folder")
    file = found[1] if (found := _FILE.search(text)) else ""
    path = next((one for one in paths if file.endswith(os.path.abspath(one))), "")
    why = _in_plain_words(text)
    if output and not path:
        return Problem(Location(output), "unwritable", f"cannot be written: {why}")
    return Problem(Location(path or paths[0]), "unreadable-table", why)


def _in_plain_words(text: str) -> str:
    if _CELLS in text:
        row = text.partition(f"[{_CELLS}] Malformed CSV record: ")[2].partition(" SQLSTATE")[0]
        return f"a row needs as many cells as the first line, not {quoted(row)}"
    if "PATH_ALREADY_EXISTS" in text:
        return "it is there already; remove it, or name another"
    if "PATH_NOT_FOUND" in text:
        return "no such file"
    if any(sign in text for sign in _NO_PARQUET):
        return NO_PARQUET
    if _NO_PLACE.search(text):
        return "this Spark lacks the package for such addresses"
    return _reason(text) or _CODE.sub("", text.strip().partition("\n")[0])


_FILE = re.compile(r"reading file (\S+?)\.? ")
_CELLS = "MALFORMED_CSV_RECORD"
_NO_PARQUET = ("footer is too large", "is not a Parquet file", "orrupted Parquet", "orrupted file")
_NO_PLACE = re.compile(r"FileSystem not found|No FileSystem for scheme")
_NO_MEMORY = ("OutOfMemoryError", "Not enough memory", "UNABLE_TO_ACQUIRE_MEMORY")

_CAUSE = re.compile(r'^(?:Exception in thread "main" |Caused by: |: )(.+)$', re.MULTILINE)
_CLASS = re.compile(r"^.*?[\w.$]+(?:Exception|Error): ")
_CODE = re.compile(r"^\[[A-Z_.]+\] | SQLSTATE: \w+$")


def _reason(text: str) -> str:
    """The last cause that a trace of Java has, without names of classes; empty without a trace."""
    causes = _CAUSE.findall(text)
    why = causes[-1] if causes else ""
    while _CLASS.search(why):
        why = _CLASS.sub("", why)
    return _CODE.sub("", why)


def _printed(text: str) -> str:
    """The first two lines that are no warning, after the error itself where there are such."""
    first, *lines = text.strip().splitlines()
    said = [line.strip() for line in lines if line.strip() and not _NOISE.search(line)]
    return ": ".join(said[:2]) or first


_NOISE = re.compile(r"WARN|^Using Spark's|^\s+at |^(?:Setting|To adjust) ")
