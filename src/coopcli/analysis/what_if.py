"""From an area and some overrides to the assessment beside today's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from coopcli.model import (
    Assessment,
    Basis,
    Entry,
    Inconsistent,
    IssueArea,
    Majority,
    Missing,
    NotApplicable,
    PartialDate,
    Rating,
    Rubric,
    Unasked,
    Veto,
)
from coopcli.rule.assessment import assess


class SetAnswer(NamedTuple):
    """Another answer: its levels, none where it is missing, or that the question does not apply."""

    criterion: str
    levels: tuple[int, int] | Unasked | None


class SetWeight(NamedTuple):
    """Another weight of one criterion, a positive integer."""

    criterion: str
    weight: int


class SetVeto(NamedTuple):
    """Another veto of one criterion, or ``None`` for none."""

    criterion: str
    veto: Veto | None


class SetLine(NamedTuple):
    """The highest level that still supports a light, which is named by its id."""

    light: str
    level: int


class SetMajority(NamedTuple):
    """Another share of the weight that carries every light."""

    share: Fraction


Override = SetAnswer | SetWeight | SetVeto | SetLine | SetMajority


class WhatIf(NamedTuple):
    """An area as it is and with overrides.

    ``alone`` holds for each override the assessment with that one only, or ``None`` where it
    contradicts the rubric without the others.
    """

    today: Assessment
    changed: Assessment
    overrides: tuple[Override, ...]
    alone: tuple[Assessment | None, ...]


def what_if(
    rubric: Rubric, area: IssueArea, as_of: PartialDate, overrides: Sequence[Override]
) -> WhatIf:
    """Today's assessment and the one in which the overrides hold.

    Raises: Inconsistent when the overrides contradict each other or the rubric.
    """
    return WhatIf(
        today=assess(rubric, area, as_of),
        changed=overridden(rubric, area, as_of, overrides),
        overrides=tuple(overrides),
        alone=tuple(_alone(rubric, area, as_of, override) for override in overrides),
    )


def overridden(
    rubric: Rubric, area: IssueArea, as_of: PartialDate, overrides: Iterable[Override]
) -> Assessment:
    """The assessment in which the overrides hold.

    Raises: Inconsistent when the overrides contradict each other or the rubric.
    """
    overrides = tuple(overrides)
    return assess(with_rule(rubric, overrides), with_answers(area, as_of, overrides), as_of)


def with_answers(area: IssueArea, as_of: PartialDate, overrides: Iterable[Override]) -> IssueArea:
    """The area with the answers of the overrides, assumed on the day, without trend or evidence."""
    ratings = dict(area.ratings)
    for override in overrides:
        if isinstance(override, SetAnswer):
            # The newest answer counts, and of two of one date the later in order.
            before = ratings.get(override.criterion, ())
            ratings[override.criterion] = (*before, _assumed(override, as_of))
    return replace(area, ratings=ratings)


def with_rule(rubric: Rubric, overrides: Iterable[Override]) -> Rubric:
    """The rubric with the weights, vetoes, lines and majority of the overrides.

    Raises: Inconsistent when they contradict each other or the rubric.
    """
    lines, majorities = rubric.lines, rubric.majorities
    criteria = dict(rubric.criteria)
    for override in overrides:
        match override:
            case SetWeight(name, weight):
                criteria[name] = replace(criteria[name], weight=weight)
            case SetVeto(name, veto):
                criteria[name] = replace(criteria[name], veto=veto)
            case SetLine(light, level):
                lines = {**lines, light: level}
            case SetMajority(share):
                majorities = dict.fromkeys(majorities, Majority(share))
    # All at once: a line and a veto may only fit together when both are set.
    dimensions = tuple(
        replace(part, criteria=tuple(criteria[criterion.id] for criterion in part.criteria))
        for part in rubric.dimensions
    )
    return replace(rubric, dimensions=dimensions, lines=lines, majorities=majorities)


def _alone(
    rubric: Rubric, area: IssueArea, as_of: PartialDate, override: Override
) -> Assessment | None:
    try:
        return overridden(rubric, area, as_of, [override])
    except Inconsistent:
        return None


def _assumed(override: SetAnswer, as_of: PartialDate) -> Entry:
    if override.levels is None:
        return Missing("assumed to be missing for this run", as_of)
    if isinstance(override.levels, Unasked):
        return NotApplicable("assumed not to apply for this run", as_of)
    return Rating(as_of, *override.levels, Basis.ASSUMED, "Assumed for this run.")
