"""From a report to workflow commands of GitHub: one annotation a line, gravest first."""

from __future__ import annotations

from coopcli.formats import Style
from coopcli.formats.places import from_root
from coopcli.problems import inert, visible
from coopcli.report import Report
from coopcli.report.findings import Finding, findings

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, style: Style) -> str:
    """Problems and gates that did not pass; ten annotations of a kind are shown a step."""
    told = [f for f in findings(report.result) if f.severity == "error" or _is_gate(f)]
    told.sort(key=lambda finding: finding.severity)
    return "".join(_command(finding, style.root) for finding in told)


def _is_gate(finding: Finding) -> bool:
    return finding.rule.startswith("gate-") and finding.severity == "warning"


def _command(finding: Finding, root: str) -> str:
    file = from_root(finding.path, root)
    place = {"file": file, "line": finding.line, "col": finding.column}
    told = {name: value for name, value in place.items() if value} | {"title": finding.rule}
    words = ",".join(f"{name}={in_property(str(value))}" for name, value in told.items())
    return f"::{_COMMANDS[finding.severity]} {words}::{in_data(finding.message)}\n"


def in_data(text: str) -> str:
    """Text as the message of a command."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    # The runner still takes the old form of a command anywhere in a line.
    return inert(visible(text))


def in_property(text: str) -> str:
    """Text as a property of a command."""
    return in_data(text).replace(":", "%3A").replace(",", "%2C")
