"""The parts of results as plain data, for the kinds of result that are no types yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from coopcli import __version__
from coopcli.analysis.acceptability import Span
from coopcli.analysis.moves import Moves
from coopcli.model import (
    Assessment,
    Avenue,
    Confidence,
    Criterion,
    Evidence,
    Light,
    Passage,
    Rubric,
    Source,
    Trend,
)
from coopcli.results import parts as results
from coopcli.results.codec import encode, shape_of, word_of
from coopcli.results.parts import SCHEMA_VERSION
from coopcli.results.values import LightId, answer_light, area_light
from coopcli.studies import parts
from coopcli.studies.parts import cited_evidence

__all__ = ["SCHEMA_VERSION", "cited_evidence"]

Data = dict[str, Any]


def envelope(kind: str, rubric: Rubric) -> Data:
    """What every result of a kind begins with."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "engine_version": __version__,
        "rubric": encode(parts.rubric_ref(rubric)),
    }


def light_word(light: Light | None) -> str:
    """The word of a light in results; a light that cannot be given is undetermined."""
    return str(area_light(light))


def tally(counts: Mapping[Light | None, int]) -> Data:
    """Answers at each light, and those missing."""
    return {str(answer_light(light)): count for light, count in counts.items()}


def share(value: Fraction) -> str:
    """An exact share, such as ``2/3``, ``0`` or ``1``."""
    return str(value)


def writable(value: Fraction) -> str:
    """An exact share, or one of twelve decimals between 0 and 1 where it needs vast numbers."""
    return str(parts.writable(value))


def newest(evidence: Sequence[Evidence]) -> str | None:
    """The date by which the newest of some items was known."""
    found = parts.newest(evidence)
    return None if found is None else str(found)


def word(member: Confidence | Trend) -> str:
    """The word of a grade or a trend in results."""
    return word_of(member)


def passage_data(passage: Passage) -> Data:
    """A passage in results."""
    return _data(passage)


def evidence_data(item: Evidence) -> Data:
    """An evidence item in results."""
    return _data(parts.evidence_of(item))


def source_data(source: Source) -> Data:
    """A document in results."""
    return _data(parts.source_of(source))


def criterion_data(criterion: Criterion) -> Data:
    """What a criterion asks, in results."""
    return _data(parts.criterion_of(criterion))


def rule_data(rubric: Rubric) -> Data:
    """The numbers of a rubric's rule."""
    return _data(parts.rule_of(rubric))


def firmness_data(assessment: Assessment) -> Data:
    """How firm a light is, in brief."""
    return _data(parts.robustness_of(assessment))


def spans_data(spans: Mapping[Light, Span]) -> Data:
    """The lowest and the highest share of each light, best light first."""
    shape = shape_of(Mapping[LightId, results.Span])
    data: Data = shape.encode(parts.spans_of(spans))
    return data


def moves_data(moves: Moves) -> Data:
    """The fewest moves to another light."""
    return _data(parts.moves_of(moves))


def offers_data(avenue: Avenue, criteria: Sequence[str], assessment: Assessment) -> list[Data]:
    """What an avenue offers an area to lower some criteria, from sources known by the date."""
    return [_data(offer) for offer in parts.offers_of(avenue, criteria, assessment)]


def _data(part: Any) -> Data:
    data: Data = encode(part)
    return data
