"""From a report to JUnit XML: a suite an area, a case a criterion.

A case fails where a failed gate rests on its answer, has an error where an undecided gate waits for
it, and is skipped where there is no answer. A gate that rests on no single answer, and an input
that could not be read, are cases of their own. Written for the strictest schema that is published,
the one of Apache Ant's reports: every attribute that it needs is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from coopcli.formats import Style
from coopcli.report import Report
from coopcli.report.batch import records_of
from coopcli.report.check import problem_words
from coopcli.report.words import level_words

Data = dict[str, Any]

# What XML 1.0 cannot hold even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_EPOCH = "1970-01-01"
"""The date of a suite without one; the clock is never read."""


class _Case(NamedTuple):
    name: str
    became: str = ""
    message: str = ""
    text: str = ""


def render(report: Report, style: Style) -> str:
    """The result as one file of suites."""
    suites = _checked(report.data) if report.data["kind"] == "check" else _judged(report.data)
    parts = [_suite(number, *suite) for number, suite in enumerate(suites)]
    # A job log obeys ##[ anywhere; to a reader of XML the number means the same character.
    inner = "".join(parts).replace("##", "#&#35;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{inner}</testsuites>\n'


def legal(text: str) -> str:
    """Text with a replacement character for everything that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)


_Suite = tuple[str, str, dict[str, str], list[_Case]]
"""Name, date, properties and cases."""


def _judged(data: Data) -> Iterator[_Suite]:
    for record in records_of(data):
        if record["kind"] == "unread":
            yield record["file"], _EPOCH, {}, _problems(record["problems"])
            continue
        properties = {key: str(record[key]) for key in ("light", "outlook", "coverage")}
        properties |= {"file": record["area"]["file"], "gates": record["gates"]["outcome"]}
        day = f"{record['as_of']}-01-01"[:10] if len(record["as_of"]) < 8 else record["as_of"]
        yield record["area"]["id"], day, properties, list(_cases(record))
    for name in data["gates"].get("vanished", ()):
        told = "the area of the baseline vanished"
        yield name, _EPOCH, {}, [_Case("gate regression", "failure", told, told)]


def _checked(data: Data) -> Iterator[_Suite]:
    by_file: dict[str, list[Data]] = {path: [] for path in data["files"]}
    for problem in data["problems"]:
        by_file.setdefault(problem["path"], []).append(problem)
    for path, problems in by_file.items():
        yield path, _EPOCH, {}, _problems(problems) if problems else [_Case("check")]


def _problems(problems: list[Data]) -> list[_Case]:
    return [
        _Case(
            f"{problem['code']} {problem['line']}:{problem['column']}",
            "error",
            problem["message"],
            problem_words(problem),
        )
        for problem in problems
    ]


def _cases(row: Data) -> Iterator[_Case]:
    verdicts = [v for v in row["gates"]["verdicts"] if v["outcome"] != "passed"]
    for answer in row["criteria"]:
        yield _case(answer, verdicts, row["area"]["file"])
    for verdict in verdicts:
        if not (verdict["criteria"] or verdict["unknowns"]):
            became = "failure" if verdict["outcome"] == "failed" else "error"
            told = _told(verdict)
            yield _Case(f"gate {verdict['gate']}", became, told, told)


def _case(answer: Data, verdicts: list[Data], file: str) -> _Case:
    text = f"{file}:{answer['line']}: {answer['light']}"
    if answer["level"]:
        text += f" at level {level_words(answer['level'])}: {answer['rationale']}"
    elif answer["missing"]:
        text += f": {answer['missing']}"
    failed = [v for v in verdicts if v["outcome"] == "failed" and answer["id"] in v["criteria"]]
    waiting = [v for v in verdicts if v["outcome"] == "undecided" and answer["id"] in v["unknowns"]]
    for became, found in (("failure", failed), ("error", waiting)):
        if found:
            return _Case(answer["id"], became, "; ".join(map(_told, found)), text)
    if answer["light"] == "missing":
        return _Case(answer["id"], "skipped")
    return _Case(answer["id"])


def _told(verdict: Data) -> str:
    told = f"gate {verdict['gate']} {verdict['outcome']}"
    return f"{told}: {verdict['because']}" if verdict["because"] else told


def _suite(number: int, name: str, day: str, properties: dict[str, str], cases: list[_Case]) -> str:
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
    inner = "".join(
        f"<property{_attributes({'name': key, 'value': value})}/>"
        for key, value in properties.items()
    )
    return (
        f"<testsuite{_attributes(attributes)}>\n<properties>{inner}</properties>\n"
        f"{''.join(_written(case, name) for case in cases)}"
        "<system-out></system-out>\n<system-err></system-err>\n</testsuite>\n"
    )


def _written(case: _Case, suite: str) -> str:
    head = f"<testcase{_attributes({'name': case.name, 'classname': suite, 'time': '0'})}"
    if not case.became:
        return f"{head}/>\n"
    if case.became == "skipped":
        return f"{head}><skipped/></testcase>\n"
    told = _attributes({"message": case.message, "type": case.became})
    return f"{head}><{case.became}{told}>{escape(legal(case.text))}</{case.became}></testcase>\n"


def _attributes(values: dict[str, str]) -> str:
    return "".join(f" {key}={quoteattr(legal(value))}" for key, value in values.items())
