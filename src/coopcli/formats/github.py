"""From a report to workflow commands of GitHub: one annotation a line, gravest first."""

from __future__ import annotations

from collections import Counter

from coopcli.formats import Style
from coopcli.formats.markup import Markup
from coopcli.formats.places import from_root
from coopcli.problems import inert, legible, one_line
from coopcli.text import Report
from coopcli.text.findings import Finding, findings
from coopcli.text.words import capital, counted

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


MOST = 10
"""Annotations of a kind that GitHub shows for a step; it drops the others without a word."""


class Commands(Markup):
    """Commands of a workflow and lines that are none, as the program means them."""


def render(report: Report, style: Style) -> str:
    """Problems and gates that did not pass; those beyond ten of a kind as plain lines."""
    found = [f for f in findings(report.result) if f.severity == "error" or _is_gate(f)]
    found.sort(key=lambda finding: finding.severity)
    counts: Counter[str] = Counter()
    shown: list[Commands] = []
    rest: list[Commands] = []
    for finding in found:
        counts[finding.severity] += 1
        if counts[finding.severity] <= MOST:
            shown.append(_command(finding, style.root))
        else:
            rest.append(_line(finding, style.root))
    total = [_total(counts, len(rest))] if rest else []
    return str(Commands.join("", [*shown, *rest, *total]))


def _total(counts: Counter[str], rest: int) -> Commands:
    """How many there are and where the rest is, as a notice, of which there are no others."""
    kinds = " and ".join(counted(count, kind) for kind, count in counts.items())
    form = "::notice title=coopcli::{}; {} of them stand in the log alone.\n"
    return Commands.of(form, in_data(capital(kinds)), rest)


def _is_gate(finding: Finding) -> bool:
    return finding.rule.startswith("gate-") and finding.severity == "warning"


def _command(finding: Finding, root: str) -> Commands:
    file = from_root(finding.path, root)
    place = {"file": file, "line": finding.line, "col": finding.column}
    properties = {name: value for name, value in place.items() if value} | {"title": finding.rule}
    words = (
        Commands.of("{}={}", in_data(name), in_property(str(value)))
        for name, value in properties.items()
    )
    kind = in_data(_COMMANDS[finding.severity])
    return Commands.of("::{} {}::{}\n", kind, Commands.join(",", words), in_data(finding.message))


def _line(finding: Finding, root: str) -> Commands:
    """A finding as a line of the log, which the runner takes for no command."""
    place = "".join(f":{number}" for number in (finding.line, finding.column) if number)
    file = from_root(finding.path, root)
    text = f"{file}{place}: {finding.severity}: {finding.message}"
    return Commands.of("{}\n", Commands(inert(legible(one_line(text)))))


def in_data(text: str) -> Commands:
    """Text as the message of a command."""
    return Commands(_data(text))


def in_property(text: str) -> Commands:
    """Text as a property of a command."""
    return Commands(_data(text).replace(":", "%3A").replace(",", "%2C"))


def _data(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    # The runner still takes the old form of a command anywhere in a line.
    return inert(legible(text))
