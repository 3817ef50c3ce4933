"""``diff``: what changed between two results, split into ageing, ratings and rubric.

The parts follow each other: first the old answers grow older until the new date, then the new
answers take their place, then the new rubric judges them. Each part is the step from one state to
the next, so the parts add up to the whole.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import ClassVar, NamedTuple

from coopcli.identity import digest_word
from coopcli.model import (
    Assessment,
    Confidence,
    Entry,
    Id,
    IssueArea,
    Missing,
    NotApplicable,
    Outlook,
    PartialDate,
    Rating,
    Trend,
)
from coopcli.packs.library import Pack, open_area
from coopcli.problems import refuse
from coopcli.results.consistency import Contradictions, distinct, same
from coopcli.results.parts import Result, RubricRef
from coopcli.results.values import (
    MISSING,
    AnswerLight,
    AreaLight,
    Levels,
    LightId,
    Position,
    Unanswered,
    answer_light,
    area_light,
)
from coopcli.rule.assessment import assess
from coopcli.studies.assess import assessment_result
from coopcli.studies.batch import Judged, records_of
from coopcli.studies.restored import rubric_from, version_of_result
from coopcli.studies.rows import Row, RowAnswer


class Cause(StrEnum):
    """What a change comes from."""

    AGEING = "ageing"
    RATINGS = "ratings"
    RUBRIC = "rubric"


Votes = Mapping[LightId | Unanswered, int]
"""By how many votes each light gained or lost."""


class Part(NamedTuple):
    """What one cause did to the light of an area; each pair is before and after."""

    part: Cause
    light: tuple[AreaLight, AreaLight]
    outlook: tuple[Outlook, Outlook]
    votes: Votes


class AnswerDiff(NamedTuple):
    """An answer that changed, before and after; nothing where a rubric does not ask it."""

    id: Id
    part: Cause
    light: tuple[AnswerLight | None, AnswerLight | None]
    level: tuple[Levels | None, Levels | None]
    confidence: tuple[Confidence | None, Confidence | None]
    trend: tuple[Trend | None, Trend | None]
    line: Position


class AreaDiff(NamedTuple):
    """What changed in one area, part by part and together."""

    id: Id
    name: str
    file: str
    as_of: tuple[PartialDate, PartialDate]
    light: tuple[AreaLight, AreaLight]
    outlook: tuple[Outlook, Outlook]
    total: Votes
    parts: tuple[Part, ...]
    criteria: tuple[AnswerDiff, ...]

    @property
    def moved(self) -> bool:
        """Whether anything changed."""
        return bool(self.criteria) or any(
            part.light[0] != part.light[1]
            or part.outlook[0] != part.outlook[1]
            or any(part.votes.values())
            for part in self.parts
        )

    def contradictions(self) -> Contradictions:
        yield from same("/parts", [part.part for part in self.parts], list(Cause))
        yield from distinct("/criteria", (answer.id for answer in self.criteria))
        for light, votes in self.total.items():
            found = sum(part.votes[light] for part in self.parts)
            yield from same(f"/total/{light}", votes, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff(Result):
    """What changed between two results of areas."""

    kind: ClassVar[str] = "diff"
    old_rubric: RubricRef
    new_rubric: RubricRef
    areas: tuple[AreaDiff, ...]
    unchanged: tuple[Id, ...]
    appeared: tuple[Id, ...]
    vanished: tuple[Id, ...]

    def contradictions(self) -> Contradictions:
        changed = [area.id for area in self.areas]
        for key in ("appeared", "vanished"):
            names = (*changed, *self.unchanged, *getattr(self, key))
            yield from distinct(f"/{key}", names)


def study(pack: Pack, name: str, since: PartialDate, until: PartialDate) -> Diff:
    """What changed in an area between two dates.

    Raises: InvalidInput when the first date comes after the second.
    """
    if since.last > until.last:
        refuse("dates-out-of-order", f"--from {since} must not come after --to {until}")
    area = open_area(pack, name)
    before, after = (assessment_result(pack.assess(area, day)) for day in (since, until))
    return diff_result(before, after)


def diff_result(old: Judged, new: Judged) -> Diff:
    """The result of comparing two results of areas, area by area."""
    before, after = _rows(old), _rows(new)
    both = [name for name in before if name in after]
    areas = [_area_diff(_Side(old, before[name]), _Side(new, after[name])) for name in both]
    return Diff(
        old_rubric=_ref(old),
        new_rubric=_ref(new),
        areas=tuple(area for area in areas if area.moved),
        unchanged=tuple(area.id for area in areas if not area.moved),
        appeared=tuple(name for name in after if name not in before),
        vanished=tuple(name for name in before if name not in after),
    )


def _ref(result: Judged) -> RubricRef:
    """The rubric of a result, with a digest as this version makes it."""
    return result.rubric._replace(digest=digest_word(version_of_result(result).digests))


class _Side(NamedTuple):
    """A result and one row of it."""

    result: Judged
    row: Row


def _rows(result: Judged) -> dict[str, Row]:
    return {row.area.id: row for row in records_of(result) if isinstance(row, Row)}


def _area_diff(old: _Side, new: _Side) -> AreaDiff:
    known = (*old.result.rubric.light_ids, *new.result.rubric.light_ids)
    lights: tuple[LightId | Unanswered, ...] = (*dict.fromkeys(known), MISSING)
    parts = tuple(
        _part(cause, first, second, lights)
        for cause, (first, second) in zip(Cause, pairwise(_states(old, new)), strict=True)
    )
    was, now = old.row, new.row
    return AreaDiff(
        id=now.area.id,
        name=now.area.name,
        file=now.area.file,
        as_of=(was.as_of, now.as_of),
        light=(was.standing.light, now.standing.light),
        outlook=(was.standing.outlook, now.standing.outlook),
        total={light: sum(part.votes[light] for part in parts) for light in lights},
        parts=parts,
        criteria=tuple(_criteria(old, new)),
    )


def _part(
    cause: Cause, before: Assessment, after: Assessment, lights: Iterable[LightId | Unanswered]
) -> Part:
    first, second = _votes(before), _votes(after)
    return Part(
        part=cause,
        light=(area_light(before.light), area_light(after.light)),
        outlook=(before.outlook, after.outlook),
        votes={light: second[light] - first[light] for light in lights},
    )


def _votes(assessment: Assessment) -> Counter[LightId | Unanswered]:
    counts = Counter[LightId | Unanswered]()
    for answer in assessment.answers:
        counts[answer_light(answer.light)] += answer.criterion.weight
    return counts


def _states(old: _Side, new: _Side) -> list[Assessment]:
    """The old state, then after ageing, after the new ratings, and under the new rubric."""
    first, last = old.row.as_of, new.row.as_of
    aged = max(first, last, key=lambda day: day.last)
    old_rubric, new_rubric = rubric_from(old.result), rubric_from(new.result)
    before, after = _area(old.row), _area(new.row)
    # A question that only the old rubric asks keeps its answer until the rubric changes.
    kept = {n: r for n, r in before.ratings.items() if n not in new_rubric.criteria}
    # So does a question that only one of them asks of this form of cooperation.
    for name in _unasked(old, new) ^ _unasked(new, old):
        kept[name] = before.ratings.get(name, ())
    between = IssueArea(after.id, after.name, "", {**after.ratings, **kept})
    return [
        assess(old_rubric, before, first),
        assess(old_rubric, before, aged),
        assess(old_rubric, between, last),
        assess(new_rubric, after, last),
    ]


def _unasked(side: _Side, other: _Side) -> set[str]:
    """The questions that the rubric does not ask of the area, where it is another rubric."""
    if version_of_result(side.result).digests.rule == version_of_result(other.result).digests.rule:
        return set()
    return {answer.id for answer in side.row.criteria if _by_rubric(answer)}


def _by_rubric(answer: RowAnswer) -> bool:
    return answer.not_applicable is not None and answer.known is None


def _criteria(old: _Side, new: _Side) -> Iterator[AnswerDiff]:
    before = {answer.id: answer for answer in old.row.criteria}
    after = {answer.id: answer for answer in new.row.criteria}
    dated = old.row.as_of != new.row.as_of
    unasked = _unasked(old, new) ^ _unasked(new, old)
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        cause = Cause.RUBRIC if name in unasked else _cause(was, now, dated=dated)
        if cause:
            yield AnswerDiff(
                id=name,
                part=cause,
                light=(was.light if was else None, now.light if now else None),
                level=(was.level if was else None, now.level if now else None),
                confidence=(was.confidence if was else None, now.confidence if now else None),
                trend=(was.trend if was else None, now.trend if now else None),
                line=now.line if now else 0,
            )


def _cause(was: RowAnswer | None, now: RowAnswer | None, *, dated: bool) -> Cause | None:
    """The one cause that a change of an answer has; none where there is no change."""
    if was is None or now is None:
        return Cause.RUBRIC
    if _rating_of(was) != _rating_of(now):
        return Cause.RATINGS
    if was.light != now.light or was.closes != now.closes:
        return Cause.RUBRIC
    if was.confidence_before_age != now.confidence_before_age:
        return Cause.RATINGS  # the evidence behind the same rating changed
    if was.trend != now.trend and not (was.trend_lapsed or now.trend_lapsed):
        return Cause.RATINGS
    if was.confidence != now.confidence or was.trend != now.trend:
        return Cause.AGEING if dated else Cause.RUBRIC
    return None


def _rating_of(answer: RowAnswer) -> tuple[object, ...]:
    a = answer
    return (
        a.level,
        a.missing,
        a.not_applicable,
        a.known,
        a.basis,
        a.rationale,
        a.evidence,
        a.likelihood,
    )


# A saved result holds every answer: enough to judge again.


def _area(row: Row) -> IssueArea:
    known = (answer for answer in row.criteria if answer.known or _by_rubric(answer))
    ratings = {answer.id: (_rating(answer),) for answer in known}
    return IssueArea(row.area.id, row.area.name, "", ratings)


_EVER = PartialDate.parse("0001-01-01")


def _rating(answer: RowAnswer) -> Entry:
    if answer.not_applicable is not None:
        return NotApplicable(answer.not_applicable, answer.known or _EVER)
    if answer.level is None or answer.basis is None or answer.known is None:
        return Missing(answer.missing or "", answer.known)
    low, high = answer.level
    return Rating(answer.known, low, high, answer.basis, "", (), answer.trend)
