"""From what is wrong with files to the report of a check."""

from __future__ import annotations

from coopcli.results.parts import FileProblem
from coopcli.studies.check import Check
from coopcli.text.blocks import Block, Items, Paragraph, Places
from coopcli.text.words import capital, counted


def problem_words(problem: FileProblem) -> str:
    """A problem as one line: ``path:line:column: code: message``."""
    place = f":{problem.line}:{problem.column}" if problem.line else ""
    return f"{problem.path}{place}: {problem.code}: {problem.message}"


def check_blocks(result: Check, *, detail: int = 0) -> list[Block]:
    """The problems, one a line, and the count."""
    files, problems = result.files, result.problems
    blocks: list[Block] = []
    if problems:
        blocks.append(Places(tuple(map(problem_words, problems))))
    if detail > 0:
        blocks.append(Items(tuple((path,) for path in files)))
    counts = f"{counted(len(files), 'file')} checked, {counted(len(problems), 'problem')} found."
    notes = [Paragraph((note,)) for note in result.notes]
    return [*blocks, *notes, Paragraph((capital(counts),))]
