"""The JSON results as JSON Schema, draft 7."""

from __future__ import annotations

from typing import Any

from coopcli.report.result import SCHEMA_VERSION

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

_SEALED = {"schema_version": {"const": SCHEMA_VERSION}, "engine_version": TEXT}
_ENVELOPE = {
    **_SEALED,
    "rubric": record(id=TEXT, title=TEXT, version=TEXT, digest=TEXT),
}

ASSESSMENT = record(
    **_ENVELOPE,
    kind={"const": "assessment"},
    area=record(
        id=TEXT, name=TEXT, scope=TEXT, excludes=TEXT, form=many(TEXT), file=TEXT, digest=TEXT
    ),
    as_of=DATE,
    overrides=many(TEXT),
    light=LIGHT_OR_NONE,
    outlook=OUTLOOK,
    turning=many(LIGHT),
    best=LIGHT,
    worst=LIGHT,
    undetermined_because=many(TEXT),
    decided_by=many(TEXT),
    tally=TALLY,
    coverage=SHARE,
    margins=many(record(to=LIGHT, answers=COUNT, weight=SHARE, gates=mapping(COUNT))),
    cross_check=record(best=LIGHT, worst=LIGHT, agrees=maybe(TRUTH)),
    robustness=FIRMNESS,
    support=record(
        inferred=many(TEXT),
        light=LIGHT_OR_NONE,
        best=LIGHT,
        worst=LIGHT,
        because=many(TEXT),
        declared_only=many(TEXT),
    ),
    newest_evidence=maybe(DATE),
    gates=GATES,
    rule=RULE,
    meaning=maybe(record(meaning=TEXT, next=TEXT, ours=TRUTH)),
    dimensions=many(record(id=TEXT, name=TEXT, coverage=SHARE, tally=TALLY, criteria=many(ANSWER))),
    avenues=many(record(id=TEXT, name=TEXT, reaches=many(TEXT), offers=many(OFFER))),
    out_of_reach=many(record(criterion=TEXT, why=TEXT)),
    evidence=many(EVIDENCE),
    sources=many(SOURCE),
)

WHAT_IF = record(
    **_ENVELOPE,
    kind={"const": "what-if"},
    area=record(id=TEXT, name=TEXT),
    as_of=DATE,
    overrides=many(TEXT),
    standard_model=TRUTH,
    light=LIGHT_OR_NONE,
    outlook=OUTLOOK,
    moved=TRUTH,
    settings=many(record(set=TEXT, was=TEXT, alone=maybe(LIGHT_OR_NONE))),
    today=ASSESSMENT,
    changed=ASSESSMENT,
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
    **_ENVELOPE,
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

DECIMAL: Schema = {"type": "string", "pattern": "^-?[01]\\.[0-9]{4}$"}
_REACH = record(avenue=TEXT, steps=COUNT, effort=COUNT)

FRAMEWORK = record(
    **_ENVELOPE,
    kind={"const": "rubric"},
    about=TEXT,
    parties=many(record(id=TEXT, name=TEXT)),
    rule=RULE,
    meanings=many(record(light=LIGHT, meaning=TEXT, next=TEXT, ours=TRUTH)),
    dimensions=many(
        record(
            id=TEXT,
            name=TEXT,
            about=TEXT,
            criteria=many(
                record(
                    **CRITERION["properties"],
                    anchors={**many(TEXT), "minItems": 5, "maxItems": 5},
                    substance=TEXT,
                    reach=many(_REACH),
                    beyond=TEXT,
                )
            ),
        )
    ),
    avenues=many(record(id=TEXT, name=TEXT, about=TEXT, offers=many(TEXT))),
    references=many(record(area=TEXT, as_of=DATE, light=LIGHT_OR_NONE, outlook=OUTLOOK)),
    sources=many(SOURCE),
)

AUDIT = record(
    **_ENVELOPE,
    kind={"const": "audit"},
    as_of=maybe(DATE),
    areas=COUNT,
    profiles=record(green=SHARE, yellow=SHARE, red=SHARE),
    lights=record(green=COUNT, yellow=COUNT, red=COUNT, undetermined=COUNT),
    criteria=many(
        record(
            id=TEXT,
            name=TEXT,
            weight=COUNT,
            gate=maybe(GATE),
            nominal=SHARE,
            voting=SHARE,
            decides=record(green=SHARE, yellow=SHARE),
            effective=SHARE,
            rated=COUNT,
        )
    ),
    dead=many(TEXT),
    dictators=many(TEXT),
    vetoers=many(TEXT),
    unreachable=many(LIGHT),
    constant=many(TEXT),
    pairs=many(record(first=TEXT, second=TEXT, correlation=DECIMAL, areas=COUNT)),
    compared=COUNT,
    redundant_from=SHARE,
    least_areas=COUNT,
)

_TOLD = record(light=LIGHT_OR_NONE, outlook=OUTLOOK, turning=many(LIGHT))
_MATCHED = record(matched=COUNT, bound=maybe(SHARE))

CALIBRATION = record(
    **_ENVELOPE,
    kind={"const": "calibration"},
    cases=many(
        record(
            area=TEXT,
            name=TEXT,
            as_of=DATE,
            published=TRUTH,
            expected=record(light=LIGHT_OR_NONE, outlook=OUTLOOK),
            told=_TOLD,
            light_matches=TRUTH,
            matches=TRUTH,
        )
    ),
    published=COUNT,
    lights=_MATCHED,
    lights_and_outlooks=_MATCHED,
    chance=maybe(SHARE),
    family=record(
        models=COUNT,
        fitting=COUNT,
        left_out=many(record(area=TEXT, as_of=DATE, fitting=COUNT, predicting=COUNT)),
    ),
    passed=TRUTH,
)

AREAS = record(
    **_ENVELOPE,
    kind={"const": "areas"},
    today=DATE,
    areas=many(
        record(
            id=TEXT,
            name=TEXT,
            aliases=many(TEXT),
            as_of=DATE,
            light=LIGHT_OR_NONE,
            best=LIGHT,
            worst=LIGHT,
            outlook=OUTLOOK,
            turning=many(LIGHT),
            coverage=SHARE,
            newest_evidence=maybe(DATE),
            age_months=maybe(COUNT),
        )
    ),
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
    **_ENVELOPE,
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
    **_ENVELOPE,
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

SOURCES = record(
    **_ENVELOPE,
    kind={"const": "sources"},
    area=maybe(record(id=TEXT, name=TEXT)),
    as_of=maybe(DATE),
    sources=many(record(**SOURCE["properties"], evidence=many(TEXT))),
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
    **_ENVELOPE,
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
    **_ENVELOPE,
    kind={"const": "robustness-of-areas"},
    areas=many(record(id=TEXT, name=TEXT, **_JUDGED)),
)

_ANSWER_KEYS = (
    *("id", "light", "level", "missing", "known", "line", "basis", "confidence"),
    *("confidence_before_age", "age_months", "trend", "trend_lapsed", "likelihood", "closes"),
    *("rationale", "evidence"),
)
ROW = record(
    **_ENVELOPE,
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

UNREAD = record(**_SEALED, kind={"const": "unread"}, file=TEXT, problems=many(PROBLEM))

BATCH = record(
    **_ENVELOPE,
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
    **_SEALED,
    kind={"const": "diff"},
    old_rubric=_ENVELOPE["rubric"],
    new_rubric=_ENVELOPE["rubric"],
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

CHECK = record(
    **_SEALED,
    kind={"const": "check"},
    files=many(TEXT),
    problems=many(PROBLEM),
    notes=many(TEXT),
)

_EXPLANATION = {**_ENVELOPE, "kind": {"const": "explanation"}, "id": TEXT, "sources": many(SOURCE)}


def _explanation(of: str, **properties: Schema) -> Schema:
    return record(**_EXPLANATION, type={"const": of}, **properties)


EXPLANATIONS = [
    _explanation("rule", rule=RULE),
    _explanation(
        "light",
        light=LIGHT,
        meaning=TEXT,
        next=TEXT,
        ours=TRUTH,
        passages=many(PASSAGE),
        references=many(record(area=TEXT, as_of=DATE)),
    ),
    _explanation(
        "dimension", name=TEXT, about=TEXT, passages=many(PASSAGE), criteria=many(CRITERION)
    ),
    _explanation(
        "criterion",
        criterion=CRITERION,
        anchors=many(record(level=LEVEL, light=LIGHT, text=TEXT)),
        substance=TEXT,
        beyond=TEXT,
        reach=many(record(avenue=TEXT, steps=COUNT, effort=COUNT)),
        passages=many(PASSAGE),
        evidence=many(TEXT),
    ),
    _explanation(
        "avenue",
        name=TEXT,
        about=TEXT,
        passages=many(PASSAGE),
        reach=many(record(criterion=TEXT, steps=COUNT, effort=COUNT)),
        offers=many(OFFER),
    ),
    _explanation(
        "source",
        source=SOURCE,
        sections=many(record(heading=TEXT, within=TEXT, items=COUNT)),
        evidence=many(EVIDENCE),
    ),
    _explanation(
        "evidence",
        evidence=many(EVIDENCE),
        cited=many(record(area=TEXT, criterion=TEXT, known=DATE, level=LEVELS, light=LIGHT)),
    ),
]

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
