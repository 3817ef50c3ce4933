"""The file formats as JSON Schema, draft 7, which editors understand."""

from __future__ import annotations

from coopcli.reading.area import AREA
from coopcli.reading.cases import CASES_FILE
from coopcli.reading.evidence import EVIDENCE_FILE, SOURCES_FILE
from coopcli.reading.rubric import RUBRIC
from coopcli.reading.shapes import Description, Shape
from coopcli.reading.sheet import SHEET

SCHEMAS: dict[str, tuple[str, Shape]] = {
    "area": ("An issue area", AREA),
    "rubric": ("A rubric", RUBRIC),
    "evidence": ("A ledger of evidence", EVIDENCE_FILE),
    "sheet": ("The answers of a rater", SHEET),
    "cases": ("The cases of a pack", CASES_FILE),
    "sources": ("The sources of a pack", SOURCES_FILE),
}


def published(name: str) -> Description:
    """The schema of one of the files of :data:`SCHEMAS`."""
    title, shape = SCHEMAS[name]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{title} of coopcli",
        **shape.describe(),
    }
