"""From located nodes to rubrics, evidence and areas: every rule of the file formats, each once."""

from coopcli.schema.area import AREA, read_area
from coopcli.schema.evidence import EVIDENCE_FILE, SOURCES_FILE, read_evidence, read_sources
from coopcli.schema.rubric import RUBRIC, read_rubric

__all__ = [
    "AREA",
    "EVIDENCE_FILE",
    "RUBRIC",
    "SOURCES_FILE",
    "read_area",
    "read_evidence",
    "read_rubric",
    "read_sources",
]
