"""The JSON results as JSON Schema, draft 7, of the kinds that are no types yet."""

from __future__ import annotations

from coopcli.results.codec import schema
from coopcli.results.kinds import KINDS, types_of
from coopcli.results.published.areas import (
    COMPARISON,
    PATHWAYS,
    ROBUSTNESS,
    ROBUSTNESS_OF_AREAS,
    TIMELINE,
)
from coopcli.results.published.batches import DIFF
from coopcli.results.published.packs import (
    AREAS,
    AUDIT,
    CALIBRATION,
    EXPLANATIONS,
    FRAMEWORK,
    SOURCES,
)
from coopcli.results.published.parts import Schema

__all__ = ["RESULT", "Schema"]

RESULT: Schema = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "A result of coopcli",
    "oneOf": [
        *(schema(kind) for name in KINDS for kind in types_of(name)),
        AREAS,
        ROBUSTNESS,
        ROBUSTNESS_OF_AREAS,
        DIFF,
        TIMELINE,
        COMPARISON,
        SOURCES,
        PATHWAYS,
        FRAMEWORK,
        AUDIT,
        CALIBRATION,
        *EXPLANATIONS,
    ],
}
