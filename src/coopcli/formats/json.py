"""From a report to JSON: the whole result, in ASCII, so that no terminal can be moved by it."""

from __future__ import annotations

import json

from coopcli.formats import Style
from coopcli.report import Report


def render(report: Report, style: Style) -> str:
    """The result as indented JSON."""
    return json.dumps(report.data, indent=2, allow_nan=False) + "\n"
