"""From an assessment to the result that is saved, exchanged and told.

A result is plain data with a published schema. Every report is written from it, never from the
objects behind it, so that a saved result renders to the very bytes of the run that made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from coopcli import __version__, argument
from coopcli.analysis.acceptability import (
    Law,
    Span,
    firmness,
    share_of_weightings,
    share_of_weightings_and_levels,
)
from coopcli.analysis.moves import Moves, nearest
from coopcli.analysis.support import inferred, without_inferred
from coopcli.files import shown
from coopcli.model import (
    Assessment,
    Avenue,
    Confidence,
    Criterion,
    CriterionAnswer,
    DimensionAnswer,
    Evidence,
    Light,
    Margin,
    Missing,
    Passage,
    Rating,
    Rubric,
    Source,
    Trend,
)
from coopcli.problems import visible

SCHEMA_VERSION = 1

# Python refuses to write whole numbers of more than 4300 digits, and nobody would read them.
_MAX_BITS = 1000

Data = dict[str, Any]


def envelope(kind: str, rubric: Rubric) -> Data:
    """What every result of a kind begins with."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "engine_version": __version__,
        "rubric": {
            "id": rubric.id,
            "title": rubric.title,
            "version": rubric.version,
            "digest": rubric.digest,
        },
    }


NO_GATES: Data = {"asked": [], "enforced": True, "outcome": "none", "verdicts": []}
"""The gates of an area where none was asked for."""


def assessment_result(
    assessment: Assessment, overrides: Sequence[str] = (), *, gates: Data = NO_GATES
) -> Data:
    """The result of one area; ``gates`` is what was asked of it and what came of that.

    ``overrides`` are the settings that hold for this run only.
    """
    rubric, area = assessment.rubric, assessment.area
    evidence, avenues = cited_evidence(assessment), _avenues(assessment)
    return envelope("assessment", rubric) | {
        "area": {
            "id": area.id,
            "name": area.name,
            "scope": area.scope,
            "excludes": area.excludes,
            "form": [form.value for form in area.form],
            "file": visible(shown(area.path)),
            "digest": area.digest,
        },
        "as_of": str(assessment.as_of),
        "overrides": list(overrides),
        **verdict_data(assessment),
        "margins": [_margin(margin) for margin in assessment.margins],
        "cross_check": {
            "best": light_word(assessment.cross_check.best),
            "worst": light_word(assessment.cross_check.worst),
            "agrees": assessment.cross_check.agrees,
        },
        "robustness": firmness_data(assessment),
        "support": _support(assessment),
        "newest_evidence": newest(evidence),
        "gates": gates,
        "rule": rule_data(rubric),
        "meaning": _meaning(rubric, assessment.light),
        "dimensions": [_dimension(part) for part in assessment.dimensions],
        "avenues": avenues,
        "out_of_reach": _out_of_reach(assessment),
        "evidence": [evidence_data(item) for item in evidence],
        "sources": [source_data(area.sources[name]) for name in _cited(evidence, avenues)],
    }


def verdict_data(assessment: Assessment) -> Data:
    """The light of an area with its bounds, what decided it, and how much is rated."""
    return {
        "light": light_word(assessment.light),
        "outlook": assessment.outlook.value,
        "turning": [light_word(light) for light in assessment.turning],
        "best": light_word(assessment.best),
        "worst": light_word(assessment.worst),
        "undetermined_because": list(assessment.undetermined_because),
        "decided_by": list(assessment.decided_by),
        "tally": tally(assessment.tally),
        "coverage": share(assessment.coverage),
    }


def light_word(light: Light | None) -> str:
    """The word of a light in results; a light that cannot be given is undetermined."""
    return _LIGHT_WORDS[light]


_LIGHT_WORDS = {None: "undetermined"} | {light: light.name.lower() for light in Light}


def tally(counts: Any) -> Data:
    """Answers at each light, and those missing."""
    return {
        "missing" if light is None else light_word(light): count for light, count in counts.items()
    }


def share(value: Fraction) -> str:
    """An exact share, such as ``2/3``, ``0`` or ``1``."""
    return str(value)


def cited_evidence(assessment: Assessment) -> list[Evidence]:
    """The evidence behind the answers that counted, each once, in the order of the rubric."""
    names: dict[str, None] = {}
    for answer in assessment.answers:
        if isinstance(answer.rating, Rating):
            names |= dict.fromkeys(answer.rating.evidence)
    return [assessment.area.evidence[name] for name in names]


def _cited(evidence: Iterable[Evidence], avenues: Iterable[Data]) -> dict[str, None]:
    """The ids of the documents that evidence and offers stand in, each once."""
    offers = (offer for avenue in avenues for offer in avenue["offers"])
    return dict.fromkeys(
        [item.passage.source for item in evidence] + [o["passage"]["source"] for o in offers]
    )


def newest(evidence: Iterable[Evidence]) -> str | None:
    """The date by which the newest of some items was known."""
    latest = max(evidence, key=lambda item: item.known.last, default=None)
    return None if latest is None else str(latest.known)


def passage_data(passage: Passage) -> Data:
    """A passage in results."""
    return {
        "source": passage.source,
        "section": passage.section,
        "paragraph": passage.paragraph,
    }


def evidence_data(item: Evidence) -> Data:
    """An evidence item in results."""
    return {
        "id": item.id,
        "summary": item.summary,
        "event": None if item.event is None else str(item.event),
        "known": str(item.known),
        **passage_data(item.passage),
        "kind": item.kind.value,
        "reported": item.reported,
        "voice": list(item.voice),
        "side": item.side,
        "raises": list(item.raises),
        "lowers": list(item.lowers),
        "conflicts": list(item.conflicts),
        "supersedes": list(item.supersedes),
        "note": item.note,
    }


def source_data(source: Source) -> Data:
    """A document in results."""
    return {
        "id": source.id,
        "title": source.title,
        "authors": list(source.authors),
        "publisher": source.publisher,
        "date": str(source.date),
        "kind": source.kind,
        "note": source.note,
    }


def criterion_data(criterion: Criterion) -> Data:
    """What a criterion asks, in results."""
    gate = criterion.gate
    return {
        "id": criterion.id,
        "name": criterion.name,
        "question": criterion.question,
        "weight": criterion.weight,
        "gate": None if gate is None else {"green": gate.green, "yellow": gate.yellow},
    }


def rule_data(rubric: Rubric) -> Data:
    """The numbers of a rubric's rule."""
    return {
        "questions": len(rubric.criteria),
        "dimensions": [dimension.name for dimension in rubric.dimensions],
        "lines": {"green": rubric.lines.green, "yellow": rubric.lines.yellow},
        "majority": share(rubric.majority),
        "votes": rubric.total_weight,
        "votes_needed": rubric.votes_needed,
        "gates": {
            criterion.id: {"green": criterion.gate.green, "yellow": criterion.gate.yellow}
            for criterion in rubric.criteria.values()
            if criterion.gate
        },
        "coverage": {
            "overall": share(rubric.coverage.overall),
            "dimension": share(rubric.coverage.dimension),
        },
        "horizon_months": rubric.horizon_months,
        "cuts": {"green": share(rubric.cuts.green), "yellow": share(rubric.cuts.yellow)},
    }


def _meaning(rubric: Rubric, light: Light | None) -> Data | None:
    if light is None:
        return None
    meaning = rubric.meanings[light]
    return {"meaning": meaning.meaning, "next": meaning.next, "ours": meaning.ours}


def _margin(margin: Margin) -> Data:
    return {
        "to": light_word(margin.to),
        "answers": margin.answers,
        "weight": share(margin.weight),
        "gates": dict(margin.gates),
    }


def firmness_data(assessment: Assessment) -> Data:
    """How firm a light is, in brief: shares under uniform weightings, and the nearest tipping.

    Words are given for the lowest share of the light, and not at all where there is no light.
    """
    weighing, light = assessment.rubric.weighing, assessment.light
    spans = share_of_weightings(assessment)
    shares = share_of_weightings_and_levels(assessment)
    moves = nearest(assessment)
    return {
        "law": Law.UNIFORM.value,
        "shares": spans_data(spans),
        "word": None if light is None else firmness(spans[light].low, weighing).value,
        "with_levels": spans_data({name: Span(s, s) for name, s in shares.items()}),
        "word_with_levels": None if light is None else firmness(shares[light], weighing).value,
        "words": {
            "firm": share(weighing.firm),
            "likely": share(weighing.likely),
            "contested": share(weighing.contested),
        },
        "nearest": moves_data(moves[0]) if moves else None,
    }


def spans_data(spans: Mapping[Light, Span]) -> Data:
    """The lowest and the highest share of each light, best light first."""
    return {
        light_word(light): {
            "low": writable(spans[light].low),
            "high": writable(spans[light].high),
        }
        for light in reversed(Light)
    }


def writable(value: Fraction) -> str:
    """An exact share, or one of twelve decimals between 0 and 1 where it needs vast numbers."""
    if value.denominator.bit_length() <= _MAX_BITS or value in (0, 1):
        return share(value)
    unit = 10**12
    return share(Fraction(min(unit - 1, max(1, round(value * unit))), unit))


def moves_data(moves: Moves) -> Data:
    """The fewest moves to another light: where, how far, in how many ways, and one of them."""
    return {
        "to": light_word(moves.light),
        "steps": moves.steps,
        "ways": moves.ways,
        "sets": [
            [{"criterion": name, "level": level} for name, level in chosen.items()]
            for chosen in moves.sets
        ],
    }


def _support(assessment: Assessment) -> Data:
    bare = without_inferred(assessment)
    return {
        "inferred": list(inferred(assessment)),
        "light": light_word(bare.light),
        "best": light_word(bare.best),
        "worst": light_word(bare.worst),
        "because": list(bare.undetermined_because),
        "declared_only": [a.criterion.id for a in assessment.answers if a.declared_only],
    }


def _dimension(part: DimensionAnswer) -> Data:
    return {
        "id": part.dimension.id,
        "name": part.dimension.name,
        "coverage": share(part.coverage),
        "tally": tally(part.tally),
        "criteria": [_answer(answer) for answer in part.answers],
    }


def _answer(answer: CriterionAnswer) -> Data:
    """One answer. The keys of a rating are there, empty, for a missing answer as well."""
    rating, grade = answer.rating, answer.grade
    rated = rating if isinstance(rating, Rating) else None
    return criterion_data(answer.criterion) | {
        "light": "missing" if answer.light is None else light_word(answer.light),
        "level": [rated.low, rated.high] if rated else None,
        "claim": _claim(answer.criterion, rating),
        "missing": rating.reason if isinstance(rating, Missing) else None,
        "known": None if rating.known is None else str(rating.known),
        "line": rating.line,
        "rationale": argument.of(rated) if rated else "",
        "basis": rated.basis.value if rated else None,
        "confidence": None if grade is None else word(grade.confidence),
        "confidence_before_age": None if grade is None else word(grade.before_age),
        "grounds": [] if grade is None else list(grade.grounds),
        "age_months": None if grade is None else grade.age_months,
        "trend": answer.trend.name.lower(),
        "trend_lapsed": rated is not None and rated.trend is not answer.trend,
        "likelihood": rated.likelihood.value if rated and rated.likelihood else None,
        "closes": [light_word(light) for light in answer.closes],
        "declared_only": answer.declared_only,
        "substance": answer.criterion.substance,
        "evidence": list(rated.evidence) if rated else [],
    }


def _claim(criterion: Criterion, rating: Rating | Missing) -> list[str]:
    """The anchors of the levels that the answer allows: what is claimed to be true."""
    if isinstance(rating, Missing):
        return []
    return list(criterion.anchors[rating.low : rating.high + 1])


def word(member: Confidence | Trend) -> str:
    """The word of a grade or a trend in results."""
    return _WORDS[member.__class__, member]


_WORDS = {
    (kind, member): member.name.lower().replace("_", "-")
    for kind in (Confidence, Trend)
    for member in kind
}


def _avenues(assessment: Assessment) -> list[Data]:
    """The avenues that can lower what binds, with the offers that move it, and what none can."""
    return [data for avenue in assessment.rubric.avenues if (data := _avenue(avenue, assessment))]


def _avenue(avenue: Avenue, assessment: Assessment) -> Data | None:
    if assessment.light is Light.GREEN:
        return None
    binding = set(assessment.decided_by) - set(assessment.area.fixed)
    reached = [
        criterion.id
        for criterion in assessment.rubric.criteria.values()
        if criterion.id in binding and avenue.id in criterion.reach
    ]
    if not reached:
        return None
    offers = offers_data(avenue, reached, assessment)
    return {"id": avenue.id, "name": avenue.name, "reaches": reached, "offers": offers}


def offers_data(avenue: Avenue, criteria: Sequence[str], assessment: Assessment) -> list[Data]:
    """What an avenue offers an area to lower some criteria, from sources known by the date."""
    return [
        {
            "id": offer.id,
            "what": offer.what,
            "moves": [name for name in offer.moves if name in criteria],
            "forum": offer.forum,
            "passage": passage_data(offer.source),
        }
        for offer in avenue.offers_for(assessment.area, assessment.as_of)
        if set(offer.moves) & set(criteria)
    ]


def _out_of_reach(assessment: Assessment) -> list[Data]:
    """What binds and cannot be lowered by any avenue, with the reason."""
    if assessment.light is Light.GREEN:
        return []
    criteria, fixed = assessment.rubric.criteria, assessment.area.fixed
    return [
        {"criterion": name, "why": fixed.get(name) or criteria[name].beyond}
        for name in assessment.decided_by
        if name in fixed or not criteria[name].reach
    ]
