"""From what is wrong with files to the report of a check."""

from __future__ import annotations

from typing import Any

from coopcli import __version__
from coopcli.files import shown
from coopcli.problems import Problem, visible
from coopcli.report.blocks import Block, Items, Paragraph, Places
from coopcli.report.result import SCHEMA_VERSION
from coopcli.report.words import capital, counted

Data = dict[str, Any]


def check_result(files: list[str], problems: list[Problem], notes: list[str]) -> Data:
    """The result of a check: what was read, every problem with its place, what was not checked."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "check",
        "engine_version": __version__,
        "files": [visible(shown(path)) for path in files],
        "problems": [problem_data(problem) for problem in problems],
        "notes": notes,
    }


def problem_data(problem: Problem) -> Data:
    """A problem in results; line and column are 0 where the whole file is meant."""
    path, line, column = problem.where
    return {
        "path": visible(shown(path)),
        "line": line,
        "column": column,
        "code": problem.code,
        "message": visible(problem.message),
    }


def problem_words(problem: Data) -> str:
    """A problem as one line: ``path:line:column: code: message``."""
    place = f":{problem['line']}:{problem['column']}" if problem["line"] else ""
    return f"{problem['path']}{place}: {problem['code']}: {problem['message']}"


def check_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The problems, one a line, and the count."""
    files, problems = data["files"], data["problems"]
    told: list[Block] = []
    if problems:
        told.append(Places(tuple(map(problem_words, problems))))
    if detail > 0:
        told.append(Items(tuple((path,) for path in files)))
    counts = f"{counted(len(files), 'file')} checked, {counted(len(problems), 'problem')} found."
    notes = [Paragraph((note,)) for note in data["notes"]]
    return [*told, *notes, Paragraph((capital(counts),))]
