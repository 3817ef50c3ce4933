"""From the evidence behind a rating to how far it can be relied on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

from coopcli.model import (
    Basis,
    Certainty,
    Confidence,
    Evidence,
    Grade,
    Ground,
    Rating,
    Source,
    months_between,
)

_START = {
    Basis.AREA: (Confidence.MODERATE, Ground.AREA),
    Basis.GENERAL: (Confidence.LOW, Ground.GENERAL),
    Basis.INFERRED: (Confidence.LOW, Ground.INFERRED),
}


def stated_confidence(
    rating: Rating, evidence: Mapping[str, Evidence], sources: Mapping[str, Source]
) -> tuple[Confidence, tuple[Ground, ...]]:
    """The grade of a rating before ageing, and its grounds.

    A rating starts at moderate where a passage names the area, at low where it speaks of the
    relationship in general. One grade more for an official document that is itself cited and for
    two sources without a common author; one less for one voice's opinion and for items that
    conflict. An inferred rating is low, whatever stands behind it.

    Source: reasons to raise and to lower certainty after GRADE; sourcing standards of ICD 203.
    """
    return _stated(rating.basis, _cited(rating, evidence), sources)


def _cited(rating: Rating, evidence: Mapping[str, Evidence]) -> list[Evidence]:
    return [evidence[name] for name in rating.evidence]


def _stated(
    basis: Basis, cited: Sequence[Evidence], sources: Mapping[str, Source]
) -> tuple[Confidence, tuple[Ground, ...]]:
    start, ground = _START[basis]
    if basis is Basis.INFERRED:
        return start, (ground,)
    change, grounds = _changes(cited, sources)
    return _GRADES[max(0, min(_HIGHEST, start + change))], (ground, *grounds)


def graded(
    rating: Rating,
    evidence: Mapping[str, Evidence],
    sources: Mapping[str, Source],
    certainty: Certainty,
    as_of: date,
) -> Grade:
    """The grade of a rating at a date: one less for each half-life that its evidence has passed.

    The item counts that has passed fewest. Age is taken off what is left when the other grounds are
    cut to the four grades, and off inferred ratings too. It lowers confidence, never a level.
    """
    cited = _cited(rating, evidence)
    stated, grounds = _stated(rating.basis, cited, sources)
    ages = _ages(rating, cited, certainty, as_of)
    aged = min([stated, *[age // half_life for age, half_life in ages]])
    return Grade(_GRADES[stated - aged], stated, grounds, min(ages)[0], aged)


def half_lives_passed(
    rating: Rating, evidence: Mapping[str, Evidence], certainty: Certainty, as_of: date
) -> int:
    """How many half-lives all evidence of a rating has passed at a date.

    Each item passes those of its kind. A rating without evidence ages like opinions.
    """
    ages = _ages(rating, _cited(rating, evidence), certainty, as_of)
    return min(age // half_life for age, half_life in ages)


def _ages(
    rating: Rating, cited: Sequence[Evidence], certainty: Certainty, as_of: date
) -> list[tuple[int, int]]:
    """Age and half-life, both in months, of each evidence item behind a rating."""
    return [
        (months_between(item.known.last, as_of), certainty.half_life[item.kind]) for item in cited
    ] or [(months_between(rating.known.last, as_of), certainty.half_life_of_opinion)]


def rests_on_declarations(criterion: str, rating: Rating, evidence: Mapping[str, Evidence]) -> bool:
    """Whether all that keeps an answer from a worse light is declared: said, not yet seen done."""
    declared = False
    for name in rating.evidence:
        item = evidence[name]
        if criterion in item.lowers:
            if not item.kind.declaration:
                return False
            declared = True
    return declared


def _changes(cited: Sequence[Evidence], sources: Mapping[str, Source]) -> tuple[int, list[Ground]]:
    """By how many grades items raise or lower a grade in all, and the grounds for it."""
    # Plain loops: this runs for each rating of a batch, and a rating has an item or two.
    official = reported = False
    opinions = 0
    authors: dict[str, tuple[str, ...]] = {}
    conflicting: set[str] = set()
    for item in cited:
        kind, source = item.kind, item.passage.source
        if kind.official:
            reported, official = True, official or item.official
        if kind.opinion:
            opinions += 1
        authors[source] = sources[source].authors if source in sources else (source,)
        if item.conflicts:
            conflicting.update(item.conflicts)
    change, grounds = 0, []
    if reported:
        change += official
        grounds.append(Ground.OFFICIAL if official else Ground.REPORTED)
    if len(authors) > 1:
        apart = any(set(a).isdisjoint(b) for a, b in combinations(authors.values(), 2))
        change += apart
        grounds.append(Ground.INDEPENDENT if apart else Ground.COMMON_AUTHOR)
    if cited and opinions == len(cited):
        voices = {frozenset(item.voice or authors[item.passage.source]) for item in cited}
        if len(voices) == 1:
            change -= 1
            grounds.append(Ground.ONE_VOICE)
    if conflicting and any(item.id in conflicting for item in cited):
        change -= 1
        grounds.append(Ground.CONFLICT)
    return change, grounds


_GRADES = tuple(Confidence)
_HIGHEST = len(_GRADES) - 1
