"""Questions to the person at the terminal: asked on stderr, answered on standard input.

Whatever is asked has a flag; where nobody is to be asked, what is missing is refused with its name.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from contextlib import suppress

from coopcli.problems import inert, legible, refuse

LONGEST_LINE = 20_000
"""Most characters of an answer, as of any text of a file."""

Check = Callable[[str], str]
"""What is wrong with an answer in words, or nothing."""


def terminal_width() -> int:
    """Columns for questions: those of ``COLUMNS``, else of the terminal behind stderr, else 80."""
    return shutil.get_terminal_size((80, 24)).columns


class Ended(Exception):
    """Raised where standard input ends before an answer."""


class Prompts:
    """Asks for what no flag has given; nobody where ``silent``."""

    def __init__(self, *, silent: bool, width: int = 80) -> None:
        self.silent, self.width = silent, max(20, min(width, 98) - 2)

    def show(self, text: str = "", indent: str = "", hang: str | None = None) -> None:
        """Writes a paragraph for the person, wrapped to the terminal."""
        if self.silent:
            return
        rest = indent if hang is None else hang
        lines = textwrap.wrap(
            legible(text),
            self.width,
            initial_indent=indent,
            subsequent_indent=rest,
            break_on_hyphens=False,  # an id stays whole
        )
        _write("\n".join(lines) + "\n")

    def ask(self, question: str, flag: str, *, usual: str = "", check: Check | None = None) -> str:
        """The answer to a question, or ``usual`` for an empty one.

        Raises: Ended where standard input ends; InvalidInput where nobody is asked.
        """
        if self.silent:
            refuse("answer-needed", f"{question} is needed: give {flag}")
        hint = f" [{usual}]" if usual else ""
        while True:
            self.show(f"{question}{hint}:")
            _write("> ")
            answer = self._line().strip() or usual
            wrong = check(answer) if check else ""
            if not wrong:
                return answer
            self.show(f"{wrong}.", "  ")

    def choose(self, question: str, flag: str, words: Iterable[str], *, usual: str = "") -> str:
        """One of a few words.

        Raises: as :meth:`ask`.
        """
        known = [*words]
        listed = ", ".join(known)

        def check(answer: str) -> str:
            return "" if answer in known else f"One of {listed} is needed"

        return self.ask(f"{question} ({listed})", flag, usual=usual, check=check)

    def _line(self) -> str:
        if sys.stdin is None:
            raise Ended
        line = sys.stdin.readline(LONGEST_LINE)
        if not line:
            _write("\n")
            raise Ended
        return line


def _write(text: str) -> None:
    with suppress(OSError, ValueError):  # nobody is listening
        sys.stderr.write(inert(text))
        sys.stderr.flush()
