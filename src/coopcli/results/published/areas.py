"""Results about one area or a few."""

from __future__ import annotations

from coopcli.results.published.parts import (
    ANSWER_LIGHT,
    COUNT,
    DATE,
    ENVELOPE,
    EVIDENCE,
    FIRMNESS,
    GRADE,
    LAW,
    LEVEL,
    LEVELS,
    LIGHT,
    LIGHT_OR_NONE,
    MOVES,
    OFFER,
    OUTLOOK,
    RULE,
    SHARE,
    SOURCE,
    SPAN,
    SPANS,
    TALLY,
    TEXT,
    TREND,
    TRUTH,
    WORD,
    Schema,
    many,
    mapping,
    maybe,
    record,
)

_OPTIMUM = record(
    effort=COUNT,
    total=COUNT,
    sets=many(
        record(
            effort=COUNT,
            avenues=mapping(COUNT),
            moves=many(record(**{"criterion": TEXT, "from": LEVEL, "to": LEVEL})),
        )
    ),
)

_IMMOVABLE = record(
    criterion=TEXT,
    level=maybe(LEVEL),
    why={"enum": ["missing", "fixed", "beyond", "too-far"]},
    reason=TEXT,
    blocks=TRUTH,
    fall=COUNT,
    reach=COUNT,
)

PATHWAYS = record(
    **ENVELOPE,
    kind={"const": "pathways"},
    area=record(id=TEXT, name=TEXT),
    as_of=DATE,
    light=LIGHT_OR_NONE,
    outlook=OUTLOOK,
    counted_from=LIGHT,
    aim={"enum": ["green", "yellow"]},
    reached=TRUTH,
    spare=COUNT,
    horizon_months=COUNT,
    votes=COUNT,
    votes_needed=COUNT,
    votes_now=COUNT,
    votes_possible=COUNT,
    closed_gates=many(TEXT),
    least_effort=maybe(_OPTIMUM),
    fewest_questions=maybe(_OPTIMUM),
    prices={**many(record(spare=COUNT, effort=maybe(COUNT))), "minItems": 2},
    steps=many(
        record(
            **{
                "criterion": TEXT,
                "gate": TRUTH,
                "from": LEVEL,
                "to": LEVEL,
                "range": maybe({**many(LEVEL), "minItems": 2, "maxItems": 2}),
                "now": TEXT,
                "then": TEXT,
                "in_every_set": TRUTH,
                "ways": many(record(avenue=TEXT, effort=COUNT, offers=many(OFFER))),
            }
        )
    ),
    blockers=many(_IMMOVABLE),
    immovable=many(_IMMOVABLE),
    avenues=mapping(TEXT),
    criteria=mapping(TEXT),
    sources=many(SOURCE),
)

_STANDING = {
    "light": LIGHT_OR_NONE,
    "best": LIGHT,
    "worst": LIGHT,
    "outlook": OUTLOOK,
    "turning": many(LIGHT),
    "coverage": SHARE,
    "tally": TALLY,
}

TIMELINE = record(
    **ENVELOPE,
    kind={"const": "timeline"},
    area=record(id=TEXT, name=TEXT),
    horizon_months=COUNT,
    moments=many(
        record(
            date=DATE,
            **_STANDING,
            changes=many(
                record(
                    criterion=TEXT,
                    name=TEXT,
                    gate=TRUTH,
                    before=LEVELS,
                    after=LEVELS,
                    light_before=maybe(ANSWER_LIGHT),
                    light=ANSWER_LIGHT,
                    trend=TREND,
                    moved=TRUTH,
                    lapsed=TRUTH,
                    rationale=TEXT,
                    evidence=many(TEXT),
                )
            ),
        )
    ),
    evidence=many(EVIDENCE),
    sources=many(SOURCE),
)

COMPARISON = record(
    **ENVELOPE,
    kind={"const": "comparison"},
    areas=many(
        record(
            id=TEXT,
            name=TEXT,
            as_of=DATE,
            **_STANDING,
            decided_by=many(TEXT),
            newest_evidence=maybe(DATE),
        )
    ),
    dimensions=many(
        record(
            id=TEXT,
            name=TEXT,
            criteria=many(
                record(
                    id=TEXT,
                    name=TEXT,
                    weight=COUNT,
                    gate=TRUTH,
                    differs=TRUTH,
                    answers=many(
                        record(
                            light=ANSWER_LIGHT,
                            level=LEVELS,
                            confidence=maybe(GRADE),
                            trend=TREND,
                            rationale=TEXT,
                            evidence=many(TEXT),
                        )
                    ),
                )
            ),
        )
    ),
    steps=many(record(area=TEXT, other=TEXT, light=LIGHT_OR_NONE, criteria=many(TEXT))),
    evidence=many(EVIDENCE),
    sources=many(SOURCE),
)

_JUDGED = {
    "as_of": DATE,
    "light": LIGHT_OR_NONE,
    "outlook": OUTLOOK,
    "turning": many(LIGHT),
    "best": LIGHT,
    "worst": LIGHT,
    "robustness": FIRMNESS,
}

BOUND = record(share=SHARE, at=TRUTH, light=LIGHT)

INDEX: Schema = {"type": "string", "pattern": "^-?[0-9]+\\.[0-9]{3}$"}

ESTIMATE = record(value=INDEX, low=INDEX, high=INDEX)

TIPPING = record(
    moves=many(MOVES),
    changes=many(record(criterion=TEXT, rated=LEVEL, level=LEVEL, light=LIGHT)),
    dimensions=many(record(dimension=TEXT, share=SHARE, below=maybe(BOUND), above=maybe(BOUND))),
    majorities=record(over=SHARE, up_to=SHARE),
    omissions=many(record(criterion=TEXT, light=LIGHT)),
    without_gates=LIGHT,
)

COMPLETION = record(light=LIGHT, needs=many(record(criterion=TEXT, level=LEVEL)))

ROBUSTNESS = record(
    **ENVELOPE,
    kind={"const": "robustness"},
    area=record(id=TEXT, name=TEXT, digest=TEXT),
    **_JUDGED,
    undetermined_because=many(TEXT),
    names=mapping(TEXT),
    rule=RULE,
    laws=many(
        record(
            law=LAW,
            concentration=maybe(COUNT),
            varied={"enum": ["weights", "weights-and-levels", "levels"]},
            shares=SPANS,
            entropy_bits=maybe({"type": "string", "pattern": "^[01]\\.[0-9]{4}$"}),
            word=maybe(WORD),
        )
    ),
    tipping=maybe(TIPPING),
    unknowns=record(decisive=many(TEXT), idle=many(TEXT), best=COMPLETION, worst=COMPLETION),
    opinions=many(
        record(
            rule={"enum": ["mean", "geometric-mean", "worst-dimension", "no-gates"]},
            best=LIGHT,
            worst=LIGHT,
            agrees=maybe(TRUTH),
            means=maybe({**many(SHARE), "minItems": 2, "maxItems": 2}),
            because=many(TEXT),
            reached=maybe(record(green=SPAN, yellow=SPAN)),
        )
    ),
    sensitivity=maybe(
        record(
            seed=COUNT,
            draws=COUNT,
            majorities=many(TEXT),
            groups=many(
                record(
                    group={"enum": ["weights", "levels", "majority", "rule"]},
                    first=ESTIMATE,
                    total=ESTIMATE,
                )
            ),
        )
    ),
)

ROBUSTNESS_OF_AREAS = record(
    **ENVELOPE,
    kind={"const": "robustness-of-areas"},
    areas=many(record(id=TEXT, name=TEXT, **_JUDGED)),
)
