"""Questions to the person at the terminal: asked on stderr, answered on standard input.

Whatever is asked has a flag; where nobody is to be asked, what is missing is refused with its name.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec

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


class Left(Exception):
    """Raised where the word is answered that leaves a branch of questions."""


class Prompts:
    """Asks for what no flag has given; nobody where ``silent``.

    Within a ``branch`` every question names the word that leaves the branch.
    """

    def __init__(self, *, silent: bool, width: int = 80) -> None:
        self.silent, self.width = silent, max(20, min(width, 98) - 2)
        self._way_out = ("", "")

    @contextmanager
    def branch(self, word: str, does: str) -> Iterator[None]:
        """Questions that a word leaves, by raising :class:`Left`; each says what the word does."""
        before, self._way_out = self._way_out, (word, f"'{word}' {does}")
        try:
            yield
        finally:
            self._way_out = before

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

    def ask(
        self,
        question: str,
        flag: str,
        *,
        usual: str = "",
        check: Check | None = None,
        prose: bool = False,
    ) -> str:
        """The answer to a question, or ``usual`` for an empty one.

        ``prose``: the answer is a sentence. At a terminal its line begins with the usual one, or
        with what was answered wrongly, to be edited.

        Raises: Ended where standard input ends; Left; InvalidInput where nobody is asked.
        """
        if self.silent:
            refuse("answer-needed", f"{question} is needed: give {flag}")
        draft = usual if prose and _edits_lines() else ""
        hint = f" [{usual}]" if usual and not draft else ""
        asked = f"{self._with_way_out(question)}{hint}:"
        while True:
            self.show(asked)
            answer = self._line(draft).strip() or usual
            if answer and answer == self._way_out[0]:
                raise Left
            wrong = check(answer) if check else ""
            if not wrong:
                return answer
            draft = answer if prose and _edits_lines() else ""
            self.show(f"{wrong}.", "  ")

    def _with_way_out(self, question: str) -> str:
        words = self._way_out[1]
        if words and question.endswith(")"):
            return f"{question[:-1]}; {words})"
        return f"{question} ({words})" if words else question

    def choose(self, question: str, flag: str, words: Iterable[str], *, usual: str = "") -> str:
        """One of a few words.

        Raises: as :meth:`ask`.
        """
        known = [*words]
        listed = ", ".join(known)

        def check(answer: str) -> str:
            return "" if answer in known else f"One of {listed} is needed"

        return self.ask(f"{question} ({listed})", flag, usual=usual, check=check)

    def _line(self, draft: str) -> str:
        if sys.stdin is None:
            raise Ended
        if _edits_lines():
            return _edited_line(legible(draft))
        _write("> ")
        line = sys.stdin.readline(LONGEST_LINE)
        if not line:
            _write("\n")
            raise Ended
        return line


def _edits_lines() -> bool:
    """Whether a person types at a terminal that can edit a line."""
    if os.environ.get("TERM", "dumb") == "dumb" or sys.stdin is not sys.__stdin__:
        return False
    terminals = all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))
    return terminals and find_spec("readline") is not None


def _edited_line(draft: str) -> str:
    """A line that a person edits, which begins with a draft.

    Raises: Ended.
    """
    import readline

    readline.parse_and_bind("set enable-bracketed-paste off")
    readline.set_startup_hook(lambda: readline.insert_text(draft))
    try:
        return input("> ")[:LONGEST_LINE]
    except EOFError:
        raise Ended from None
    finally:
        readline.set_startup_hook()


def _write(text: str) -> None:
    with suppress(OSError, ValueError):  # nobody is listening
        sys.stderr.write(inert(text))
        sys.stderr.flush()
