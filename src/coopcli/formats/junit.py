"""From a report to JUnit XML: a suite an area, a case a criterion.

A case fails where a failed gate rests on its answer, has an error where an undecided gate waits for
it, and is skipped where there is no answer. A gate that rests on no single answer, and an input
that could not be read, are cases of their own. Written for the strictest schema that is published,
the one of Apache Ant's reports: every attribute that it needs is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from coopcli.formats import Style
from coopcli.formats.markup import Markup
from coopcli.results.gating import GateVerdict, Outcome
from coopcli.results.parts import FileProblem, Result
from coopcli.results.values import MISSING, NOT_APPLICABLE
from coopcli.studies.batch import Batch, records_of
from coopcli.studies.check import Check
from coopcli.studies.rows import Row, RowAnswer, Unread
from coopcli.text import Report
from coopcli.text.check import problem_words
from coopcli.text.words import level_words

# What XML 1.0 cannot hold even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_AT_START = re.compile(r"^(\s*)::", re.MULTILINE)

_EPOCH = "1970-01-01"
"""The date of a suite without one; the clock is never read."""


class Xml(Markup):
    """XML in which no text makes an element, nor a command to a CI service."""


class _Case(NamedTuple):
    name: str
    became: str = ""
    message: str = ""
    text: str = ""


def render(report: Report, style: Style) -> str:
    """The result as one file of suites."""
    result = report.result
    suites = _checked(result) if isinstance(result, Check) else _judged(result)
    parts = (_suite(number, *suite) for number, suite in enumerate(suites))
    form = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{}</testsuites>\n'
    return str(Xml.of(form, Xml.join("", parts)))


def escaped(text: str, *, value: bool = False) -> Xml:
    """The text of an element; or the value of an attribute, with its quotes."""
    safe = (quoteattr if value else escape)(legal(text))
    # A job log obeys ##[ anywhere and :: where a line begins; to a reader of XML the number means
    # the same character.
    return Xml(_AT_START.sub(r"\1&#58;:", safe.replace("##", "#&#35;")))


def legal(text: str) -> str:
    """Text with a replacement character for everything that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


_Suite = tuple[str, str, dict[str, str], list[_Case]]
"""Name, date, properties and cases."""


def _judged(result: Result) -> Iterator[_Suite]:
    for record in records_of(result):
        if isinstance(record, Unread):
            yield record.file, _EPOCH, {}, _problems(record.problems)
            continue
        standing, day = record.standing, str(record.as_of)
        properties = {
            "light": str(standing.light),
            "outlook": standing.outlook.value,
            "coverage": str(standing.coverage),
            "file": record.file,
            "gates": record.gates.outcome.value,
        }
        day = f"{day}-01-01"[:10] if len(day) < 8 else day
        yield record.area.id, day, properties, list(_cases(record))
    if isinstance(result, Batch):
        for name in result.gates.vanished:
            message = "the area of the baseline vanished"
            yield name, _EPOCH, {}, [_Case("gate regression", "failure", message, message)]


def _checked(result: Check) -> Iterator[_Suite]:
    by_file: dict[str, list[FileProblem]] = {path: [] for path in result.files}
    for problem in result.problems:
        by_file.setdefault(problem.path, []).append(problem)
    for path, problems in by_file.items():
        yield path, _EPOCH, {}, _problems(problems) if problems else [_Case("check")]


def _problems(problems: Iterable[FileProblem]) -> list[_Case]:
    return [
        _Case(
            f"{problem.code} {problem.line}:{problem.column}",
            "error",
            problem.message,
            problem_words(problem),
        )
        for problem in problems
    ]


def _cases(row: Row) -> Iterator[_Case]:
    verdicts = [v for v in row.gates.verdicts if v.outcome is not Outcome.PASSED]
    for answer in row.criteria:
        yield _case(answer, verdicts, row.file)
    for verdict in verdicts:
        if not (verdict.criteria or verdict.unknowns):
            became = "failure" if verdict.outcome is Outcome.FAILED else "error"
            message = _message(verdict)
            yield _Case(f"gate {verdict.gate}", became, message, message)


def _case(answer: RowAnswer, verdicts: list[GateVerdict], file: str) -> _Case:
    text = f"{file}:{answer.line}: {answer.light}"
    if answer.level:
        text += f" at level {level_words(answer.level)}: {answer.rationale}"
    elif why := answer.missing or answer.not_applicable:
        text += f": {why}"
    failed = [v for v in verdicts if v.outcome is Outcome.FAILED and answer.id in v.criteria]
    waiting = [v for v in verdicts if v.outcome is Outcome.UNDECIDED and answer.id in v.unknowns]
    for became, found in (("failure", failed), ("error", waiting)):
        if found:
            return _Case(answer.id, became, "; ".join(map(_message, found)), text)
    return _Case(answer.id, "skipped" if answer.light in (MISSING, NOT_APPLICABLE) else "")


def _message(verdict: GateVerdict) -> str:
    message = f"gate {verdict.gate} {verdict.outcome}"
    return f"{message}: {verdict.because}" if verdict.because else message


def _suite(number: int, name: str, day: str, properties: dict[str, str], cases: list[_Case]) -> Xml:
    counts = {
        key: str(sum(case.became == became for case in cases))
        for key, became in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    attributes = {
        "name": name,
        "package": "coopcli",
        "id": str(number),
        "timestamp": f"{day}T00:00:00",
        "hostname": "localhost",
        "tests": str(len(cases)),
        **counts,
        "time": "0",
    }
    inner = (_attributes({"name": key, "value": value}) for key, value in properties.items())
    return Xml.of(
        "<testsuite{}>\n<properties>{}</properties>\n{}"
        "<system-out></system-out>\n<system-err></system-err>\n</testsuite>\n",
        _attributes(attributes),
        Xml.join("", (Xml.of("<property{}/>", each) for each in inner)),
        Xml.join("", (_written(case, name) for case in cases)),
    )


def _written(case: _Case, suite: str) -> Xml:
    head = _attributes({"name": case.name, "classname": suite, "time": "0"})
    if not case.became:
        return Xml.of("<testcase{}/>\n", head)
    if case.became == "skipped":
        return Xml.of("<testcase{}><skipped/></testcase>\n", head)
    why = _attributes({"message": case.message, "type": case.became})
    became = escaped(case.became)
    form = "<testcase{}><{}{}>{}</{}></testcase>\n"
    return Xml.of(form, head, became, why, escaped(case.text), became)


def _attributes(values: dict[str, str]) -> Xml:
    pairs = ((escaped(key), escaped(value, value=True)) for key, value in values.items())
    return Xml.join("", (Xml.of(" {}={}", *pair) for pair in pairs))
