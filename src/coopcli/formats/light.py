"""From a report to one word a line, for shell scripts: the light of each area."""

from __future__ import annotations

from coopcli.formats import Style
from coopcli.report import Report
from coopcli.studies.batch import records_of
from coopcli.studies.rows import Record, Unread


def render(report: Report, style: Style) -> str:
    """The lights in the order of the input; an input that could not be read is ``unread``."""
    if report.kind == "areas":
        lights = [area["light"] for area in report.result["areas"]]
    else:
        lights = [_light(record) for record in records_of(report.result)]
    return "".join(f"{light}\n" for light in lights)


def _light(record: Record) -> str:
    return "unread" if isinstance(record, Unread) else str(record.standing.light)
