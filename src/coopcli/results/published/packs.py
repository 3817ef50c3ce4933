"""Results about a pack as a whole, its files and its ids."""

from __future__ import annotations

from coopcli.results.published.parts import (
    COUNT,
    CRITERION,
    DATE,
    ENVELOPE,
    EVIDENCE,
    GATE,
    LEVEL,
    LEVELS,
    LIGHT,
    LIGHT_OR_NONE,
    OFFER,
    OUTLOOK,
    PASSAGE,
    RULE,
    SHARE,
    SOURCE,
    TEXT,
    TRUTH,
    Schema,
    many,
    maybe,
    record,
)

DECIMAL: Schema = {"type": "string", "pattern": "^-?[01]\\.[0-9]{4}$"}

_REACH = record(avenue=TEXT, steps=COUNT, effort=COUNT)

FRAMEWORK = record(
    **ENVELOPE,
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
    **ENVELOPE,
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
    **ENVELOPE,
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
    **ENVELOPE,
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

SOURCES = record(
    **ENVELOPE,
    kind={"const": "sources"},
    area=maybe(record(id=TEXT, name=TEXT)),
    as_of=maybe(DATE),
    sources=many(record(**SOURCE["properties"], evidence=many(TEXT))),
)

_EXPLANATION = {**ENVELOPE, "kind": {"const": "explanation"}, "id": TEXT, "sources": many(SOURCE)}


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
