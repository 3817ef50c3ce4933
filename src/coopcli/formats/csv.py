"""From a report to CSV: a row an area, or a row a criterion; every cell quoted, none a formula.

Each row is one line: breaks within a text become spaces.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from io import StringIO
from typing import Any

from coopcli.formats import Style
from coopcli.problems import inert, visible
from coopcli.report import Report
from coopcli.report.batch import records_of
from coopcli.report.check import problem_words

Data = dict[str, Any]

AREA = (
    *("file", "area", "name", "as_of", "light", "best", "worst", "outlook", "coverage"),
    *("decided_by", "newest_evidence", "green", "yellow", "red", "missing"),
    *("gates", "gates_failed", "gates_undecided", "rubric", "rubric_version", "problems"),
)
CRITERION = (
    *("file", "line", "area", "as_of", "area_light", "criterion", "light", "low", "high"),
    *("basis", "confidence", "age_months", "trend", "known", "missing", "evidence", "rationale"),
    *("rubric", "rubric_version", "problems"),
)
LISTED = ("area", "name", "as_of", "light", "best", "worst", "outlook", "coverage", "newest")

# A line feed in a cell would be right for a spreadsheet, and wrong for every tool that reads lines.
_BREAK = re.compile(r"[ \t]*[\n\t]\s*")

# A spreadsheet takes a cell that begins with one of these, in plain or full-width form and after
# blanks of any kind, for a formula.
_FORMULA = re.compile(r"\A\s*[=+\-@\t\r＝＋－＠]")


def render(report: Report, style: Style) -> str:
    """The result as CSV with a header line."""
    data = report.data
    if data["kind"] == "areas":
        return _table(LISTED, (_listed(area) for area in data["areas"]))
    records = records_of(data)
    if style.long:
        return _table(CRITERION, (row for record in records for row in _long(record)))
    return _table(AREA, (_area(record) for record in records))


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _table(header: tuple[str, ...], rows: Iterable[Data]) -> str:
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        cells = ("" if row.get(name) is None else str(row[name]) for name in header)
        writer.writerow([guarded(inert(visible(_BREAK.sub(" ", cell)))) for cell in cells])
    return out.getvalue()


def _listed(area: Data) -> Data:
    return area | {"area": area["id"], "newest": area["newest_evidence"]}


def _area(record: Data) -> Data:
    if record["kind"] == "unread":
        return _unread(record)
    gates = {"failed": [], "undecided": [], "passed": []}  # type: dict[str, list[str]]
    for verdict in record["gates"]["verdicts"]:
        gates[verdict["outcome"]].append(verdict["gate"])
    return {
        **record["tally"],
        **{key: record[key] for key in AREA if key in record},
        "file": record["area"]["file"],
        "area": record["area"]["id"],
        "name": record["area"]["name"],
        "decided_by": " ".join(record["decided_by"]),
        "gates": record["gates"]["outcome"],
        "gates_failed": "; ".join(gates["failed"]),
        "gates_undecided": "; ".join(gates["undecided"]),
        "rubric": record["rubric"]["id"],
        "rubric_version": record["rubric"]["version"],
    }


def _long(record: Data) -> Iterable[Data]:
    if record["kind"] == "unread":
        return [_unread(record)]
    return [
        answer
        | {
            "file": record["area"]["file"],
            "line": answer["line"] or None,
            "area": record["area"]["id"],
            "as_of": record["as_of"],
            "area_light": record["light"],
            "criterion": answer["id"],
            "low": answer["level"][0] if answer["level"] else None,
            "high": answer["level"][1] if answer["level"] else None,
            "evidence": " ".join(answer["evidence"]),
            "rubric": record["rubric"]["id"],
            "rubric_version": record["rubric"]["version"],
        }
        for answer in record["criteria"]
    ]


def _unread(record: Data) -> Data:
    told = "; ".join(problem_words(problem) for problem in record["problems"])
    return {"file": record["file"], "light": "unread", "problems": told}
