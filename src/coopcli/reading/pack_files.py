"""From located nodes to rubrics, evidence and areas: every rule of the file formats, each once."""

from coopcli.reading.area import AREA, answers_in, read_area
from coopcli.reading.cases import CASES, CASES_FILE, read_cases
from coopcli.reading.evidence import EVIDENCE_FILE, SOURCES_FILE, read_evidence, read_sources
from coopcli.reading.rubric import RUBRIC, passages_of, read_rubric
from coopcli.reading.shapes import Shape, check_shape
from coopcli.reading.vocabulary import vocabulary_in

PACK_FILES: dict[str, Shape] = {
    "sources.yaml": SOURCES_FILE,
    "rubric.yaml": RUBRIC,
    "evidence.yaml": EVIDENCE_FILE,
}
"""The shapes of the files of a pack but for its areas, each resting on those before it."""

__all__ = [
    "AREA",
    "CASES",
    "CASES_FILE",
    "EVIDENCE_FILE",
    "PACK_FILES",
    "RUBRIC",
    "SOURCES_FILE",
    "answers_in",
    "check_shape",
    "passages_of",
    "read_area",
    "read_cases",
    "read_evidence",
    "read_rubric",
    "read_sources",
    "vocabulary_in",
]
