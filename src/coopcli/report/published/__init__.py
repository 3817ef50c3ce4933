"""The JSON results as JSON Schema, draft 7."""

from __future__ import annotations

from coopcli.report.published.areas import (
    ASSESSMENT,
    COMPARISON,
    PATHWAYS,
    ROBUSTNESS,
    ROBUSTNESS_OF_AREAS,
    TIMELINE,
    WHAT_IF,
)
from coopcli.report.published.batches import BATCH, DIFF, ROW, UNREAD
from coopcli.report.published.packs import (
    AREAS,
    AUDIT,
    CALIBRATION,
    CHECK,
    EXPLANATIONS,
    FRAMEWORK,
    SOURCES,
)
from coopcli.report.published.parts import Schema

__all__ = ["RESULT", "Schema"]

RESULT: Schema = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "A result of coopcli",
    "oneOf": [
        ASSESSMENT,
        AREAS,
        ROBUSTNESS,
        ROBUSTNESS_OF_AREAS,
        BATCH,
        ROW,
        UNREAD,
        DIFF,
        TIMELINE,
        COMPARISON,
        SOURCES,
        CHECK,
        PATHWAYS,
        WHAT_IF,
        FRAMEWORK,
        AUDIT,
        CALIBRATION,
        *EXPLANATIONS,
    ],
}
