"""The parts of results as JSON Schema, draft 7."""

from __future__ import annotations

from typing import Any

from coopcli.results.parts import SCHEMA_VERSION

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0, "maximum": 1_000_000}
TRUTH: Schema = {"type": "boolean"}
SHARE: Schema = {"type": "string", "pattern": "^[0-9]{1,80}(/[1-9][0-9]{0,80})?$"}
DATE: Schema = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
LEVEL: Schema = {"type": "integer", "minimum": 0, "maximum": 4}
LIGHT: Schema = {"enum": ["green", "yellow", "red"]}
LIGHT_OR_NONE: Schema = {"enum": ["green", "yellow", "red", "undetermined"]}
ANSWER_LIGHT: Schema = {"enum": ["green", "yellow", "red", "missing"]}
OUTLOOK: Schema = {"enum": ["stable", "negative", "positive", "developing"]}
TREND: Schema = {"enum": ["easing", "none", "hardening"]}
GRADE: Schema = {"enum": ["high", "moderate", "low", "very-low"]}


def record(**properties: Schema) -> Schema:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def many(item: Schema) -> Schema:
    """A list of one shape."""
    return {"type": "array", "items": item}


def mapping(value: Schema) -> Schema:
    """An object with any keys."""
    return {"type": "object", "additionalProperties": value}


def maybe(shape: Schema) -> Schema:
    """A shape or null."""
    return {"anyOf": [shape, {"type": "null"}]}


LEVELS = maybe({**many(LEVEL), "minItems": 2, "maxItems": 2})
PASSAGE = record(source=TEXT, section=TEXT, paragraph=maybe(COUNT))
GATE = record(green=LEVEL, yellow=LEVEL)
TALLY = record(green=COUNT, yellow=COUNT, red=COUNT, missing=COUNT)
SOURCE = record(
    id=TEXT, title=TEXT, authors=many(TEXT), publisher=TEXT, date=DATE, kind=TEXT, note=TEXT
)
EVIDENCE = record(
    id=TEXT,
    summary=TEXT,
    event=maybe(DATE),
    known=DATE,
    **PASSAGE["properties"],
    kind=TEXT,
    reported=TRUTH,
    voice=many(TEXT),
    side=TEXT,
    raises=many(TEXT),
    lowers=many(TEXT),
    conflicts=many(TEXT),
    supersedes=many(TEXT),
    note=TEXT,
)
OFFER = record(id=TEXT, what=TEXT, moves=many(TEXT), forum=TEXT, passage=PASSAGE)
CRITERION = record(id=TEXT, name=TEXT, question=TEXT, weight=COUNT, gate=maybe(GATE))
ANSWER = record(
    **CRITERION["properties"],
    light=ANSWER_LIGHT,
    level=LEVELS,
    claim=many(TEXT),
    missing=maybe(TEXT),
    known=maybe(DATE),
    line=COUNT,
    rationale=TEXT,
    basis=maybe({"enum": ["area", "general", "inferred", "assumed"]}),
    confidence=maybe(GRADE),
    confidence_before_age=maybe(GRADE),
    grounds=many(TEXT),
    age_months=maybe(COUNT),
    trend=TREND,
    trend_lapsed=TRUTH,
    likelihood=maybe(TEXT),
    closes=many(LIGHT),
    declared_only=TRUTH,
    substance=TEXT,
    evidence=many(TEXT),
)
RULE = record(
    questions=COUNT,
    dimensions=many(TEXT),
    lines=GATE,
    majority=SHARE,
    votes=COUNT,
    votes_needed=COUNT,
    gates=mapping(GATE),
    coverage=record(overall=SHARE, dimension=SHARE),
    horizon_months=COUNT,
    cuts=record(green=SHARE, yellow=SHARE),
)

SPAN = record(low=SHARE, high=SHARE)
SPANS = record(green=SPAN, yellow=SPAN, red=SPAN)
WORD: Schema = {"enum": ["firm", "likely", "contested", "fragile"]}
LAW: Schema = {"enum": ["uniform", "concentrated", "fixed"]}
MOVES = record(
    to=LIGHT, steps=COUNT, ways=COUNT, sets=many(many(record(criterion=TEXT, level=LEVEL)))
)
FIRMNESS = record(
    law=LAW,
    shares=SPANS,
    word=maybe(WORD),
    with_levels=SPANS,
    word_with_levels=maybe(WORD),
    words=record(firm=SHARE, likely=SHARE, contested=SHARE),
    nearest=maybe(MOVES),
)

OUTCOME: Schema = {"enum": ["passed", "undecided", "failed", "none"]}
GATES = record(
    asked=many(TEXT),
    enforced=TRUTH,
    outcome=OUTCOME,
    verdicts=many(
        record(gate=TEXT, outcome=OUTCOME, because=TEXT, criteria=many(TEXT), unknowns=many(TEXT))
    ),
)
PROBLEM = record(path=TEXT, line=COUNT, column=COUNT, code=TEXT, message=TEXT)

SEALED = {"schema_version": {"const": SCHEMA_VERSION}, "engine_version": TEXT}
ENVELOPE = {
    **SEALED,
    "rubric": record(id=TEXT, title=TEXT, version=TEXT, digest=TEXT),
}
