"""From shares of weightings and moves to what results say of how firm a light is."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from coopcli import model
from coopcli.analysis import acceptability, moves
from coopcli.model import Assessment, Light
from coopcli.results.firmness import Move, Moves, Robustness, Span, Thresholds
from coopcli.results.values import (
    MOST_BITS,
    LightId,
    light_id,
)


def robustness_of(assessment: Assessment) -> Robustness:
    """How firm a light is, in brief: shares under uniform weightings, and the nearest tipping.

    Words are given for the lowest share of the light, and not at all where there is no light.
    """
    weighing, light = assessment.rubric.weighing, assessment.light
    spans = acceptability.share_of_weightings(assessment)
    with_levels = spans_with_levels(assessment, model.Law.UNIFORM)
    nearest_moves = moves.nearest(assessment)
    firmness = acceptability.firmness
    return Robustness(
        law=model.Law.UNIFORM,
        shares=spans_of(spans),
        word=None if light is None else firmness(spans[light].low, weighing),
        with_levels=spans_of(with_levels),
        word_with_levels=None if light is None else firmness(with_levels[light].low, weighing),
        words=Thresholds(weighing.firm, weighing.likely, weighing.contested),
        nearest=moves_of(nearest_moves[0]) if nearest_moves else None,
    )


def spans_with_levels(assessment: Assessment, law: model.Law) -> acceptability.Spans:
    """The share of weightings and levels that give each light; any where no light can be given."""
    if not assessment.is_judged:
        return dict.fromkeys(assessment.rubric.lights, acceptability.Span(Fraction(0), Fraction(1)))
    shares = acceptability.share_of_weightings_and_levels(assessment, law)
    return {light: acceptability.Span(share, share) for light, share in shares.items()}


def spans_of(spans: Mapping[Light, acceptability.Span]) -> dict[LightId, Span]:
    """The lowest and the highest share of each light, best light first."""
    return {
        light_id(light): Span(writable(spans[light].low), writable(spans[light].high))
        for light in sorted(spans, reverse=True)
    }


def writable(value: Fraction) -> Fraction:
    """An exact share, or one of twelve decimals between 0 and 1 where it needs vast numbers."""
    if value.denominator.bit_length() <= MOST_BITS or value in (0, 1):
        return value
    unit = 10**12
    return Fraction(min(unit - 1, max(1, round(value * unit))), unit)


def moves_of(found: moves.Moves) -> Moves:
    """The fewest moves to another light: where, how far, in how many ways, and some of them."""
    sets = tuple(tuple(Move(*move) for move in chosen.items()) for chosen in found.sets)
    return Moves(light_id(found.light), found.steps, found.ways, sets)
