"""From the evidence behind a rating to how far it can be relied on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from coopcli.model import (
    OFFICIAL_KINDS,
    Basis,
    Certainty,
    Confidence,
    Evidence,
    Grade,
    Ground,
    Kind,
    Light,
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
    two sources without a common author; one less for one voice's commentary and for items that
    conflict. An inferred rating is low, whatever stands behind it.

    Source: reasons to raise and to lower certainty after GRADE; sourcing standards of ICD 203.
    """
    start, ground = _START[rating.basis]
    if rating.basis is Basis.INFERRED:
        return start, (ground,)
    cited = tuple([evidence[name] for name in rating.evidence])
    authors = tuple([_authors(item, sources) for item in cited])
    change, grounds = _changes(cited, authors)
    return _clipped(start + change), (ground, *grounds)


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
    stated, grounds = stated_confidence(rating, evidence, sources)
    ages = _ages(rating, evidence, certainty, as_of)
    aged = min(min([age // half_life for age, half_life in ages]), stated)
    return Grade(_clipped(stated - aged), stated, grounds, min(ages)[0], aged)


def half_lives_passed(
    rating: Rating, evidence: Mapping[str, Evidence], certainty: Certainty, as_of: date
) -> int:
    """How many half-lives all evidence of a rating has passed at a date.

    Each item passes those of its kind. A rating without evidence ages like commentary.
    """
    ages = _ages(rating, evidence, certainty, as_of)
    return min(age // half_life for age, half_life in ages)


def _ages(
    rating: Rating, evidence: Mapping[str, Evidence], certainty: Certainty, as_of: date
) -> list[tuple[int, int]]:
    """Age and half-life, both in months, of each evidence item behind a rating."""
    return [
        (months_between(item.known.last, as_of), certainty.half_life[item.kind])
        for item in (evidence[name] for name in rating.evidence)
    ] or [(months_between(rating.known.last, as_of), certainty.half_life[Kind.COMMENTARY])]


def rests_on_declarations(
    criterion: str, rating: Rating, evidence: Mapping[str, Evidence], light: Light | None
) -> bool:
    """Whether all that keeps an answer from red is declared: said, not yet seen done."""
    if light is Light.RED:
        return False
    cited = [evidence[name] for name in rating.evidence]
    favourable = [item.kind for item in cited if criterion in item.lowers]
    return bool(favourable) and set(favourable) == {Kind.OFFICIAL_STATEMENT}


Authors = tuple[str, ...]


@lru_cache(maxsize=4096)  # the areas of a batch cite the same passages again and again
def _changes(
    cited: tuple[Evidence, ...], authors: tuple[Authors, ...]
) -> tuple[int, tuple[Ground, ...]]:
    """By how many grades items raise or lower a grade, and the grounds."""
    found = list(_reasons(cited, authors))
    return sum(change for change, _ in found), tuple([ground for _, ground in found])


def _reasons(
    cited: tuple[Evidence, ...], authors: tuple[Authors, ...]
) -> Iterator[tuple[int, Ground]]:
    if any(item.official for item in cited):
        yield +1, Ground.OFFICIAL
    elif any(item.kind in OFFICIAL_KINDS for item in cited):
        yield 0, Ground.REPORTED
    if _independent(cited, authors):
        yield +1, Ground.INDEPENDENT
    elif len({item.passage.source for item in cited}) > 1:
        yield 0, Ground.COMMON_AUTHOR
    if _one_voice(cited, authors):
        yield -1, Ground.ONE_VOICE
    ids = {item.id for item in cited}
    if any(ids.intersection(item.conflicts) for item in cited):
        yield -1, Ground.CONFLICT


def _independent(cited: tuple[Evidence, ...], authors: tuple[Authors, ...]) -> bool:
    sources = {item.passage.source: set(names) for item, names in zip(cited, authors, strict=True)}
    voices = list(sources.values())
    return any(not a & b for i, a in enumerate(voices) for b in voices[i + 1 :])


def _one_voice(cited: tuple[Evidence, ...], authors: tuple[Authors, ...]) -> bool:
    voices = {frozenset(item.voice or names) for item, names in zip(cited, authors, strict=True)}
    return len(voices) == 1 and all(item.kind is Kind.COMMENTARY for item in cited)


def _authors(item: Evidence, sources: Mapping[str, Source]) -> Authors:
    source = sources.get(item.passage.source)
    return source.authors if source else (item.passage.source,)


def _clipped(grade: int) -> Confidence:
    return _GRADES[max(0, min(len(_GRADES) - 1, grade))]


_GRADES = tuple(Confidence)
