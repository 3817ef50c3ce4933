"""From a report to one word a line, for shell scripts: the light of each area."""

from __future__ import annotations

from coopcli.formats import Style
from coopcli.report import Report
from coopcli.report.batch import records_of


def render(report: Report, style: Style) -> str:
    """The lights in the order of the input; an input that could not be read is ``unread``."""
    data = report.data
    records = data["areas"] if data["kind"] == "areas" else records_of(data)
    return "".join(f"{record.get('light', 'unread')}\n" for record in records)
