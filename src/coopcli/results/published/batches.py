"""Results of many areas, and what changed between two results."""

from __future__ import annotations

from coopcli.results.published.parts import (
    ANSWER,
    ANSWER_LIGHT,
    COUNT,
    DATE,
    ENVELOPE,
    GRADE,
    LIGHT_OR_NONE,
    OUTLOOK,
    SEALED,
    TEXT,
    Schema,
    many,
    maybe,
    record,
)


def pair(item: Schema) -> Schema:
    """Before and after."""
    return {**many(item), "minItems": 2, "maxItems": 2}


_VOTES = record(**{key: {"type": "integer"} for key in ("green", "yellow", "red", "missing")})

DIFF = record(
    **SEALED,
    kind={"const": "diff"},
    old_rubric=ENVELOPE["rubric"],
    new_rubric=ENVELOPE["rubric"],
    areas=many(
        record(
            id=TEXT,
            name=TEXT,
            file=TEXT,
            as_of=pair(DATE),
            light=pair(LIGHT_OR_NONE),
            outlook=pair(OUTLOOK),
            total=_VOTES,
            parts=many(
                record(
                    part={"enum": ["ageing", "ratings", "rubric"]},
                    light=pair(LIGHT_OR_NONE),
                    outlook=pair(OUTLOOK),
                    votes=_VOTES,
                )
            ),
            criteria=many(
                record(
                    id=TEXT,
                    part={"enum": ["ageing", "ratings", "rubric"]},
                    light=pair(maybe(ANSWER_LIGHT)),
                    level=pair(ANSWER["properties"]["level"]),
                    confidence=pair(maybe(GRADE)),
                    trend=pair(maybe(TEXT)),
                    line=COUNT,
                )
            ),
        )
    ),
    unchanged=many(TEXT),
    appeared=many(TEXT),
    vanished=many(TEXT),
)
