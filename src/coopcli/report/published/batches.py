"""Results of many areas, and what changed between two results."""

from __future__ import annotations

from coopcli.report.published.parts import (
    ANSWER,
    ANSWER_LIGHT,
    COUNT,
    CRITERION,
    DATE,
    ENVELOPE,
    GATES,
    GRADE,
    LIGHT,
    LIGHT_OR_NONE,
    OUTCOME,
    OUTLOOK,
    PROBLEM,
    RULE,
    SEALED,
    SHARE,
    TALLY,
    TEXT,
    TRUTH,
    Schema,
    many,
    maybe,
    record,
)

_ANSWER_KEYS = (
    *("id", "light", "level", "missing", "known", "line", "basis", "confidence"),
    *("confidence_before_age", "age_months", "trend", "trend_lapsed", "likelihood", "closes"),
    *("rationale", "evidence"),
)

ROW = record(
    **ENVELOPE,
    kind={"const": "row"},
    area=record(id=TEXT, name=TEXT, file=TEXT, digest=TEXT),
    as_of=DATE,
    light=LIGHT_OR_NONE,
    outlook=OUTLOOK,
    turning=many(LIGHT),
    best=LIGHT,
    worst=LIGHT,
    undetermined_because=many(TEXT),
    decided_by=many(TEXT),
    tally=TALLY,
    coverage=SHARE,
    newest_evidence=maybe(DATE),
    gates=GATES,
    inferred=many(TEXT),
    criteria=many(record(**{key: ANSWER["properties"][key] for key in _ANSWER_KEYS})),
)

UNREAD = record(**SEALED, kind={"const": "unread"}, file=TEXT, problems=many(PROBLEM))

BATCH = record(
    **ENVELOPE,
    kind={"const": "batch"},
    rule=RULE,
    questions=many(record(dimension=TEXT, **CRITERION["properties"])),
    baseline=TEXT,
    inputs=many(TEXT),
    unmatched=many(TEXT),
    summary=record(
        areas=COUNT,
        green=COUNT,
        yellow=COUNT,
        red=COUNT,
        undetermined=COUNT,
        unread=COUNT,
        lowest_coverage=maybe(SHARE),
    ),
    gates=record(
        asked=many(TEXT),
        enforced=TRUTH,
        outcome=OUTCOME,
        passed=COUNT,
        undecided=COUNT,
        failed=COUNT,
        vanished=many(TEXT),
    ),
    results=many(ROW),
    problems=many(record(input=TEXT, **PROBLEM["properties"])),
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
