"""From an assessment to the result that tells how firm its light is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from coopcli import wording
from coopcli.analysis import tipping
from coopcli.analysis.acceptability import (
    Span,
    Spans,
    computable,
    entropy_bits,
    firmness,
    share_of_weightings,
    share_of_weightings_and_levels,
)
from coopcli.analysis.moves import counted_levels, nearest
from coopcli.analysis.opinions import Opinion, opinions
from coopcli.analysis.sensitivity import MAJORITIES, Estimate, Index
from coopcli.analysis.unknowns import Completion, unknowns
from coopcli.model import Assessment, Law, Rubric
from coopcli.report.result import (
    envelope,
    firmness_data,
    light_word,
    moves_data,
    rule_data,
    share,
    spans_data,
    writable,
)

Data = dict[str, Any]


def robustness_result(
    assessment: Assessment,
    indices: tuple[Index, ...] | None = None,
    *,
    draws: int = 0,
    seed: int = 0,
) -> Data:
    """The result that tells how firm a light is.

    ``indices`` are those of a sample of ``draws`` and ``seed``; 0 draws mean that none was taken.
    """
    rubric, area = assessment.rubric, assessment.area
    return (
        envelope("robustness", rubric)
        | {"area": {"id": area.id, "name": area.name, "digest": area.digest}}
        | _judged(assessment)
        | {
            "undetermined_because": list(wording.reasons(assessment.undetermined_because)),
            "names": _names(rubric),
            "rule": rule_data(rubric),
            "laws": list(_laws(assessment)),
            "tipping": _tipping(assessment),
            "unknowns": _unknowns(assessment),
            "opinions": [_opinion(opinion) for opinion in opinions(assessment)],
            "sensitivity": _sensitivity(indices, draws, seed) if draws else None,
        }
    )


def robustness_of_areas_result(rubric: Rubric, assessments: Iterable[Assessment]) -> Data:
    """The result that tells in a row for each area how firm its light is."""
    rows = [{"id": a.area.id, "name": a.area.name} | _judged(a) for a in assessments]
    return envelope("robustness-of-areas", rubric) | {"areas": rows}


def _judged(assessment: Assessment) -> Data:
    return {
        "as_of": str(assessment.as_of),
        "light": light_word(assessment.light),
        "outlook": assessment.outlook.value,
        "turning": [light_word(light) for light in assessment.turning],
        "best": light_word(assessment.best),
        "worst": light_word(assessment.worst),
        "robustness": firmness_data(assessment),
    }


def _names(rubric: Rubric) -> Data:
    dimensions = {dimension.id: dimension.name for dimension in rubric.dimensions}
    return dimensions | {criterion.id: criterion.name for criterion in rubric.criteria.values()}


def _laws(assessment: Assessment) -> Iterator[Data]:
    """Shares by law: for weights alone, then for weights and levels; fixed weights vary levels."""
    for law in Law:
        if not computable(assessment.rubric, law):
            continue
        if law is not Law.FIXED:
            yield _law(assessment, law, "weights", share_of_weightings(assessment, law))
        shares = share_of_weightings_and_levels(assessment, law)
        varied = "levels" if law is Law.FIXED else "weights-and-levels"
        yield _law(assessment, law, varied, {light: Span(s, s) for light, s in shares.items()})


def _law(assessment: Assessment, law: Law, varied: str, spans: Spans) -> Data:
    weighing, light = assessment.rubric.weighing, assessment.light
    return {
        "law": law.value,
        "concentration": weighing.concentration if law is Law.CONCENTRATED else None,
        "varied": varied,
        "shares": spans_data(spans),
        "entropy_bits": _entropy(spans),
        "word": None if light is None else firmness(spans[light].low, weighing).value,
    }


def _entropy(spans: Spans) -> str | None:
    """In four decimals; none where open answers leave a share open."""
    if any(span.low != span.high for span in spans.values()):
        return None
    return f"{abs(entropy_bits({light: span.low for light, span in spans.items()})):.4f}"


def _tipping(assessment: Assessment) -> Data | None:
    majorities, bare = tipping.majorities(assessment), tipping.without_vetoes(assessment)
    if majorities is None or bare is None:
        return None
    levels = counted_levels(assessment)
    return {
        "moves": [moves_data(moves) for moves in nearest(assessment)],
        "changes": [
            {
                "criterion": change.criterion,
                "rated": levels[change.criterion],
                "level": change.level,
                "light": light_word(change.light),
            }
            for change in tipping.level_changes(assessment)
        ],
        "dimensions": [
            {
                "dimension": weight.dimension,
                "share": share(weight.share),
                "below": _bound(weight.below),
                "above": _bound(weight.above),
            }
            for weight in tipping.dimension_weights(assessment)
        ],
        "majorities": {"over": share(majorities.over), "up_to": share(majorities.up_to)},
        "omissions": [
            {"criterion": omission.criterion, "light": light_word(omission.light)}
            for omission in tipping.omissions(assessment)
        ],
        "without_gates": light_word(bare),
    }


def _bound(bound: tipping.Bound | None) -> Data | None:
    if bound is None:
        return None
    return {"share": share(bound.share), "at": bound.at, "light": light_word(bound.light)}


def _unknowns(assessment: Assessment) -> Data:
    found = unknowns(assessment)
    return {
        "decisive": list(found.decisive),
        "idle": list(found.idle),
        "best": _completion(found.best),
        "worst": _completion(found.worst),
    }


def _completion(completion: Completion) -> Data:
    needs = [{"criterion": name, "level": level} for name, level in completion.needs.items()]
    return {"light": light_word(completion.light), "needs": needs}


def _opinion(opinion: Opinion) -> Data:
    return {
        "rule": opinion.rule,
        "best": light_word(opinion.best),
        "worst": light_word(opinion.worst),
        "agrees": opinion.agrees,
        "means": None if opinion.means is None else [share(mean) for mean in opinion.means],
        "because": list(opinion.because),
        "reached": _reached(opinion),
    }


def _reached(opinion: Opinion) -> Data | None:
    if opinion.reached is None:
        return None
    return {
        light_word(light): {"low": writable(low), "high": writable(high)}
        for light, (low, high) in opinion.reached.items()
    }


def _sensitivity(indices: tuple[Index, ...] | None, draws: int, seed: int) -> Data:
    return {
        "seed": seed,
        "draws": draws,
        "majorities": [f"{majority:.2f}" for majority in MAJORITIES],
        "groups": [
            {
                "group": index.group,
                "first": _estimate(index.first),
                "total": _estimate(index.total),
            }
            for index in indices or ()
        ],
    }


def _estimate(estimate: Estimate) -> Data:
    # Adding 0.0 takes the sign from a negative number that rounds to nothing.
    return {name: f"{round(value, 3) + 0.0:.3f}" for name, value in estimate._asdict().items()}
