"""From signals to an end that leaves nothing half done.

For the process of the command alone: workers must not raise :class:`Interrupted`, which would end
in a trace of theirs; they leave Ctrl-C to their parent and end at once when terminated.
"""

from __future__ import annotations

import signal
from types import FrameType

from coopcli.cli.exits import Exit

_NUMBERS = (signal.SIGINT, signal.SIGTERM)


class Interrupted(BaseException):
    """A signal that ends the run; not an Exception, so that nothing on the way swallows it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit = Exit.INTERRUPTED if number == signal.SIGINT else Exit.TERMINATED


def listen() -> None:
    """Lets the signals that end a run raise :class:`Interrupted`."""
    for number in _NUMBERS:
        signal.signal(number, _interrupt)


def ignore() -> None:
    """Lets nothing interrupt what is left: tidying up and leaving."""
    for number in _NUMBERS:
        signal.signal(number, signal.SIG_IGN)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    ignore()  # a second signal would interrupt the tidying up
    raise Interrupted(number)


def behind(error: BaseException) -> Interrupted | None:
    """The signal behind an error: Python 3.11 makes a RuntimeError of what a class body raises."""
    cause = error.__cause__
    return error if isinstance(error, Interrupted) else behind(cause) if cause else None
