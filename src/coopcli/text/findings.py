"""From the rows of a result to what is worth pointing at: an answer, a gate or a problem."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from coopcli.results.gating import Outcome
from coopcli.results.parts import FileProblem, Result
from coopcli.results.values import name_of
from coopcli.studies.batch import Batch, records_of
from coopcli.studies.check import Check
from coopcli.studies.rows import Row, Unread
from coopcli.text.gates import settling_words
from coopcli.text.words import level_words


class Finding(NamedTuple):
    """One thing to point at: a rule, how grave it is, where, and what it says.

    ``severity``: ``error`` for problems and failed gates, ``warning`` for undecided gates and
    answers of the worst light, ``note`` for those between and missing ones. Line and column are 0
    for a whole file.
    """

    rule: str
    severity: str
    path: str
    line: int
    column: int
    message: str


def findings(result: Result) -> Iterator[Finding]:
    """Everything to point at in a check or in judged areas, in the order of the input."""
    if isinstance(result, Check):
        yield from map(problem_finding, result.problems)
        return
    for record in records_of(result):
        if isinstance(record, Unread):
            yield from map(problem_finding, record.problems)
        else:
            yield from gate_findings(record)
            yield from answer_findings(record)
    if isinstance(result, Batch):
        for name in result.gates.vanished:
            message = f"gate regression failed: the area {name!r} of the baseline is gone"
            yield Finding("gate-regression", "error", result.baseline, 0, 0, message)


def problem_finding(problem: FileProblem) -> Finding:
    """A problem of an input."""
    place = (problem.path, problem.line, problem.column)
    return Finding(problem.code, "error", *place, f"{problem.code}: {problem.message}")


def gate_findings(row: Row) -> Iterator[Finding]:
    """The gates that did not pass, each at every answer that it rests on, or at the file."""
    lines = {answer.id: answer.line for answer in row.criteria}
    for verdict in row.gates.verdicts:
        if verdict.outcome is Outcome.PASSED:
            continue
        severity = "error" if verdict.outcome is Outcome.FAILED else "warning"
        rule = f"gate-{verdict.gate.split()[0]}"
        message = f"{row.area.id}: gate {verdict.gate} {verdict.outcome}"
        message += f": {verdict.because}" if verdict.because else ""
        message += settling_words(verdict)
        names = verdict.criteria or verdict.unknowns
        # One finding a gate, at the first answer that has a line: ten annotations are shown.
        line = next((lines[name] for name in names if lines.get(name)), 0)
        yield Finding(rule, severity, row.file, line, 0, message)


def answer_findings(row: Row) -> Iterator[Finding]:
    """The answers that have not the best light, at the line of the rating."""
    best, *_, worst = row.rubric.light_ids
    for answer in row.answers:
        if answer.light == best:
            continue
        severity = "warning" if answer.light == worst else "note"
        message = f"{answer.id} is {name_of(answer.light)}"
        if answer.level:
            message += f" at level {level_words(answer.level)}: {answer.rationale}"
        elif answer.missing:
            message += f": {answer.missing}"
        yield Finding(answer.id, severity, row.file, answer.line, 0, message)
