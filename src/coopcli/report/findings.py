"""From the rows of a result to what is worth pointing at: an answer, a gate or a problem."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from coopcli.report.batch import records_of
from coopcli.report.words import level_words, listed

Data = dict[str, Any]


class Finding(NamedTuple):
    """One thing to point at: a rule, how grave it is, where, and what it says.

    ``severity``: ``error`` for problems and failed gates, ``warning`` for undecided gates and red
    answers, ``note`` for yellow and missing ones. Line and column are 0 for a whole file.
    """

    rule: str
    severity: str
    path: str
    line: int
    column: int
    message: str


def findings(data: Data) -> Iterator[Finding]:
    """Everything to point at in a check or in judged areas, in the order of the input."""
    if data["kind"] == "check":
        yield from map(problem_finding, data["problems"])
        return
    for record in records_of(data):
        if record["kind"] == "unread":
            yield from map(problem_finding, record["problems"])
        else:
            yield from gate_findings(record)
            yield from answer_findings(record)
    for name in data["gates"].get("vanished", ()):
        told = f"gate regression failed: the area {name!r} of the baseline vanished"
        yield Finding("gate-regression", "error", data["baseline"], 0, 0, told)


def problem_finding(problem: Data) -> Finding:
    """A problem of an input."""
    place = (problem["path"], problem["line"], problem["column"])
    return Finding(problem["code"], "error", *place, f"{problem['code']}: {problem['message']}")


def gate_findings(row: Data) -> Iterator[Finding]:
    """The gates that did not pass, each at every answer that it rests on, or at the file."""
    lines = {answer["id"]: answer["line"] for answer in row["criteria"]}
    for verdict in row["gates"]["verdicts"]:
        if verdict["outcome"] == "passed":
            continue
        severity = "error" if verdict["outcome"] == "failed" else "warning"
        rule = f"gate-{verdict['gate'].split()[0]}"
        told = f"{row['area']['id']}: gate {verdict['gate']} {verdict['outcome']}"
        told += f": {verdict['because']}" if verdict["because"] else ""
        if severity == "warning" and verdict["unknowns"]:
            told += f"; to settle it, answer {listed(verdict['unknowns'], 'or')}"
        names = verdict["criteria"] or verdict["unknowns"]
        # One finding a gate, at the first answer that has a line: ten annotations are shown.
        line = next((lines[name] for name in names if lines.get(name)), 0)
        yield Finding(rule, severity, row["area"]["file"], line, 0, told)


def answer_findings(row: Data) -> Iterator[Finding]:
    """The answers that are not green, at the line of the rating."""
    for answer in row["criteria"]:
        if answer["light"] == "green":
            continue
        severity = "warning" if answer["light"] == "red" else "note"
        told = f"{answer['id']} is {answer['light']}"
        if answer["level"]:
            told += f" at level {level_words(answer['level'])}: {answer['rationale']}"
        elif answer["missing"]:
            told += f": {answer['missing']}"
        yield Finding(answer["id"], severity, row["area"]["file"], answer["line"], 0, told)
