"""Which files and folders a search leaves out, by patterns that a user gives."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from fnmatch import translate

from coopcli.problems import InvalidInput, Location, Problem

MOST_PATTERNS = 100
LONGEST = 300
"""Bounds of the patterns of a run, and of the characters of one."""


class Excluded:
    """Patterns of files and folders, as in ``.gitignore`` but for negation.

    A pattern without a slash is for a name at any depth; one with a slash is for a path from
    ``base``. ``*`` stands for anything within a name, ``**`` for any number of folders.
    """

    def __init__(self, patterns: Iterable[str] = (), base: str = "") -> None:
        """``base``: the folder that paths start from, else the working folder.

        Raises: InvalidInput for more or longer patterns than are allowed, and for an empty one.
        """
        given = list(patterns)
        if len(given) > MOST_PATTERNS:
            raise _wrong(f"at most {MOST_PATTERNS} patterns are taken, not {len(given)}")
        self._base = base
        self._names: list[re.Pattern[str]] = []
        self._paths: list[list[re.Pattern[str] | None]] = []
        for pattern in given:
            parts = pattern.replace(os.sep, "/").removeprefix("./").rstrip("/").split("/")
            if not any(parts) or len(pattern) > LONGEST:
                raise _wrong(
                    f"a pattern of 1 to {LONGEST} characters is needed, not {pattern[:40]!r}"
                )
            if len(parts) == 1:
                self._names.append(_compiled(parts[0]))
            else:
                steps = [part for part in parts if part]
                self._paths.append([None if s == "**" else _compiled(s) for s in steps])

    def __call__(self, path: str) -> bool:
        """Whether a search that comes upon a path leaves it out."""
        return bool(self._names or self._paths) and self._out(self._parts(path))

    def covers(self, path: str) -> bool:
        """Whether a path, or a folder on the way to it, is left out."""
        parts = self._parts(path) if self._names or self._paths else []
        return any(self._out(parts[:count]) for count in range(1, len(parts) + 1))

    def _parts(self, path: str) -> list[str]:
        whole = os.path.abspath(path)
        with suppress(ValueError):  # on different drives
            whole = os.path.relpath(whole, self._base or None)
        return whole.replace(os.sep, "/").split("/")

    def _out(self, parts: list[str]) -> bool:
        named = any(name.match(parts[-1]) for name in self._names)
        return named or any(_matches(steps, parts) for steps in self._paths)


def _compiled(part: str) -> re.Pattern[str]:
    return re.compile(translate(part))


def _matches(steps: list[re.Pattern[str] | None], parts: list[str]) -> bool:
    """Whether a path matches; the positions are walked side by side, so that no pattern is slow."""
    reached = _through({0}, steps)
    for part in parts:
        after = {at for at in reached if at < len(steps) and steps[at] is None}
        for at in reached:
            step = steps[at] if at < len(steps) else None
            if step is not None and step.match(part):
                after.add(at + 1)
        reached = _through(after, steps)
    return len(steps) in reached


def _through(reached: set[int], steps: list[re.Pattern[str] | None]) -> set[int]:
    """The positions reached, and those behind a ``**``, which may stand for no folder at all."""
    found = set(reached)
    for at in range(min(reached, default=0), len(steps)):
        if at in found and steps[at] is None:
            found.add(at + 1)
    return found


def _wrong(message: str) -> InvalidInput:
    return InvalidInput([Problem(Location("--exclude"), "wrong-pattern", message)])


NOTHING = Excluded()
