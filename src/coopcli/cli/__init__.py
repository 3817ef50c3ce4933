"""From arguments to exit codes: the only place that knows Typer, streams and signals."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # the name of typing that type checkers know; importing it takes a while
if TYPE_CHECKING:
    from typing import NoReturn

# Importing and reading make many objects and few cycles: searching for cycles more rarely, from
# before the first import on, takes a tenth off every run. Most runs end before the first search.
gc.set_threshold(200_000, 20, 100)

__all__ = ["main"]


def main() -> NoReturn:
    """Runs the program and ends the process."""
    if "_COOPCLI_COMPLETE" in os.environ:  # a shell asks while somebody types
        from coopcli.cli.completing import answer

        answer(sys.argv[1:])
        os._exit(0)
    from coopcli.cli import signals

    signals.listen()
    try:
        _open_streams()
        from coopcli.cli.main import run  # most of a start, and to be interrupted as well

        code = run(sys.argv[1:])
    except (signals.Interrupted, RuntimeError) as error:
        if not (interrupted := signals.behind(error)):
            raise
        code = interrupted.exit
    signals.ignore()
    code = _flushed(code)
    # All is written, and no worker is left: taking every object apart is a twentieth of a run.
    os._exit(code)


def _open_streams() -> None:
    """Puts a stream in the place of a closed one.

    Otherwise the next file that is opened takes its number, and what is meant for a closed stderr
    is printed on stdout.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: SIM115  refuses all writing
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _flushed(code: int) -> int:
    """The exit code after writing out what Python would write too late to be told about."""
    from coopcli.cli.exits import Exit

    for stream in (sys.stderr, sys.stdout):
        try:
            stream.flush()
        except BrokenPipeError:
            _silence(stream.fileno())  # the reader has had enough, which is no error
        except (OSError, ValueError) as error:
            _silence(stream.fileno())
            if stream is sys.stdout and not code:
                reason = getattr(error, "strerror", None) or str(error)
                print(f"<stdout>: unwritable: {reason.lower()}", file=sys.stderr)
                code = Exit.INVALID
    return code


def _silence(descriptor: int) -> None:
    # What is left in the buffer would fail again when the process ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
