"""From a report to one word a line, for shell scripts: the light of each area."""

from __future__ import annotations

from coopcli.formats import Style
from coopcli.studies.areas import Areas
from coopcli.studies.batch import records_of
from coopcli.studies.rows import Record, Unread
from coopcli.text import Report


def render(report: Report, style: Style) -> str:
    """The lights in the order of the input; an input that could not be read is ``unread``."""
    result = report.result
    if isinstance(result, Areas):
        lights = [str(area.brief.light) for area in result.areas]
    else:
        lights = [_light(record) for record in records_of(result)]
    return "".join(f"{light}\n" for light in lights)


def _light(record: Record) -> str:
    return "unread" if isinstance(record, Unread) else str(record.standing.light)
