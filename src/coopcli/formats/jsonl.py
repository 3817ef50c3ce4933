"""From a report to JSON Lines: one result a line, in ASCII; a batch gives one line an input."""

from __future__ import annotations

import json

from coopcli.formats import Style
from coopcli.formats.json import inert
from coopcli.results.codec import encode
from coopcli.results.parts import Result
from coopcli.studies.batch import Batch, records_of
from coopcli.text import Report


def render(report: Report, style: Style) -> str:
    """The result on one line, or the rows of a batch on one line each."""
    result = report.result
    return "".join(map(line, records_of(result) if isinstance(result, Batch) else [result]))


_encode = json.JSONEncoder(allow_nan=False, separators=(",", ":"), check_circular=False).encode


def line(record: Result) -> str:
    """A result as one line."""
    return inert(_encode(encode(record))) + "\n"
