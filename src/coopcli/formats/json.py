"""From a report to JSON: the whole result, in ASCII, so that no terminal can be moved by it."""

from __future__ import annotations

import json

from coopcli.formats import Style
from coopcli.results.codec import encode
from coopcli.text import Report


def render(report: Report, style: Style) -> str:
    """The result as indented JSON."""
    return inert(json.dumps(encode(report.result), indent=2, allow_nan=False)) + "\n"


def inert(text: str) -> str:
    """The same JSON without the ``##[`` and ``##vso[`` that CI services obey anywhere in a log."""
    return text.replace("##", r"\u0023\u0023")
