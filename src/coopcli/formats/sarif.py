"""From a report to SARIF 2.1.0, for code scanning: every result has a place in a file.

A result is a problem, a gate that did not pass, or an answer that is not green; the rules are the
criteria, the gates and the problem codes. Text is plain: no link, no placeholder.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from coopcli import __version__
from coopcli.formats import Style
from coopcli.formats.json import inert
from coopcli.formats.places import from_root
from coopcli.results.parts import Result
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.batch import Batch
from coopcli.text import Report
from coopcli.text.findings import Finding, findings

Data = dict[str, Any]

MOST = 25_000
"""Results that GitHub reads of one run; the gravest are kept."""

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_ACTS = re.compile(r"[\\\[\]]")
_GRAVITY = {"error": 0, "warning": 1, "note": 2}


def render(report: Report, style: Style) -> str:
    """The result as one run."""
    found = list(findings(report.result))
    if len(found) > MOST:
        found = sorted(found, key=lambda finding: _GRAVITY[finding.severity])[:MOST]
    rules = list(dict.fromkeys(finding.rule for finding in found))
    names = _names(report.result)
    known = [name for name in names if name not in rules]
    run = {
        "tool": {
            "driver": {
                "name": "coopcli",
                "version": __version__,
                "rules": [_rule(rule, names.get(rule, "")) for rule in [*rules, *known]],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules.index(finding.rule), style.root) for finding in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return inert(json.dumps(log, indent=2, allow_nan=False)) + "\n"


def literal(text: str) -> str:
    """Text without what SARIF takes for a link or a placeholder."""
    escaped = _ACTS.sub(r"\\\g<0>", text)
    return escaped.replace("{", "{{").replace("}", "}}")


def _names(result: Result) -> dict[str, str]:
    """The question of each criterion, by id, where the result holds it."""
    match result:
        case Batch():
            asked = [question.criterion for question in result.questions]
        case AssessmentResult():
            asked = [answer.criterion for answer in result.all_answers]
        case _:
            asked = []
    return {criterion.id: criterion.question for criterion in asked}


def _rule(name: str, question: str) -> Data:
    rule: Data = {"id": name}
    return rule | {"shortDescription": {"text": literal(question)}} if question else rule


def _result(finding: Finding, index: int, root: str) -> Data:
    # Code scanning rejects a whole file for one result without a line: line 1 stands for the file.
    region: Data = {"startLine": max(1, finding.line)}
    if finding.column:
        region["startColumn"] = finding.column
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": literal(finding.message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(from_root(finding.path, root))},
                    "region": region,
                }
            }
        ],
    }


def _uri(path: str) -> str:
    """A relative path as a relative URI, an absolute one as a file URI."""
    if os.path.isabs(path):
        return Path(path).as_uri()
    return quote(os.path.normpath(path).replace(os.sep, "/").encode(errors="surrogateescape"))
