"""From an assessment to what it would be without the answers that no passage supports."""

from __future__ import annotations

from dataclasses import replace

from coopcli.model import Assessment, Basis, Entry, IssueArea, Missing, Rating
from coopcli.rule.assessment import assess


def inferred(assessment: Assessment) -> tuple[str, ...]:
    """The criteria whose answer is inferred."""
    return tuple(
        answer.criterion.id
        for answer in assessment.answers
        if isinstance(answer.rating, Rating) and answer.rating.basis is Basis.INFERRED
    )


def without_inferred(assessment: Assessment) -> Assessment:
    """The same area at the same date, with every inferred answer missing."""
    area = assessment.area
    ratings = dict(area.ratings)
    for name in inferred(assessment):
        ratings[name] = tuple(map(_without_inference, area.ratings[name]))
    stripped: IssueArea = replace(area, ratings=ratings)
    return assess(assessment.framework, stripped, assessment.as_of)


def _without_inference(rating: Entry) -> Entry:
    if isinstance(rating, Rating) and rating.basis is Basis.INFERRED:
        return Missing("inferred, and left out here", rating.known, rating.line)
    return rating
