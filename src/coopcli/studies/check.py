"""``check``: what is wrong with packs and files."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from coopcli.problems import Problem
from coopcli.results.parts import FileProblem, Result
from coopcli.studies.parts import file_name, problem_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Result):
    """What was read, every problem with its place, and what was not checked."""

    kind: ClassVar[str] = "check"
    files: tuple[str, ...]
    problems: tuple[FileProblem, ...]
    notes: tuple[str, ...]


def check_result(files: Iterable[str], problems: Iterable[Problem], notes: Iterable[str]) -> Check:
    """The result of a check."""
    return Check(
        files=tuple(map(file_name, files)),
        problems=tuple(map(problem_of, problems)),
        notes=tuple(notes),
    )
