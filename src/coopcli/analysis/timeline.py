"""From an area to its light at every date at which it could have changed, and what moved it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from coopcli.model import (
    Assessment,
    CriterionAnswer,
    Entry,
    IssueArea,
    PartialDate,
    Rating,
    Rubric,
    Trend,
    months_later,
)
from coopcli.rule.assessment import answer_known_by, assess

Ratings = Mapping[str, tuple[Entry, ...]]


class Change(NamedTuple):
    """One answer that changed at a date; ``before`` is ``None`` where none was known.

    ``moved``: without this change alone, light or outlook would have been another. ``lapsed``: no
    new rating, but the horizon of the trend has passed.
    """

    before: CriterionAnswer | None
    after: CriterionAnswer
    moved: bool
    lapsed: bool


class Moment(NamedTuple):
    """An area at a date at which its light could have changed, with the answers that did."""

    assessment: Assessment
    changes: tuple[Change, ...]


def timeline(rubric: Rubric, area: IssueArea, until: date = date.max) -> tuple[Moment, ...]:
    """The moments of an area up to a day, oldest first.

    There is one for each date at which a rating became known, and one for each day on which a trend
    runs out and the outlook changes with it. Ageing evidence lowers confidence and moves no light.
    """
    moments: list[Moment] = []
    before: Assessment | None = None
    for day in _days(rubric, area, until):
        now = assess(rubric, area, day)
        changes = tuple(_changes(before, now))
        if any(not change.lapsed or change.moved for change in changes):
            moments.append(Moment(now, changes))
        before = now
    return tuple(moments)


def course(rubric: Rubric, area: IssueArea, until: date = date.max) -> tuple[Assessment, ...]:
    """The area at the dates of its :func:`timeline`, without what moved it."""
    rated = {day.last for day in area.dates()}
    found: list[Assessment] = []
    before: Assessment | None = None
    for day in _days(rubric, area, until):
        now = assess(rubric, area, day)
        if day.last in rated or (before and _verdict(before) != _verdict(now)):
            found.append(now)
        before = now
    return tuple(found)


def day_of_lapse(known: date, horizon_months: int) -> date | None:
    """The first day on which a trend counts no more; none at the end of time."""
    last = months_later(known, horizon_months)
    return None if last == date.max else last + timedelta(days=1)


def _days(rubric: Rubric, area: IssueArea, until: date) -> list[PartialDate]:
    rated = {day.last: day for day in area.dates()}
    ends = {
        day_of_lapse(rating.known.last, rubric.horizon_months)
        for rating in _with_trend(area.ratings)
    }
    lapses = {day: PartialDate.parse(day.isoformat()) for day in ends if day is not None}
    days = lapses | rated
    return [days[day] for day in sorted(days) if day <= until]


def _with_trend(ratings: Ratings) -> Iterator[Rating]:
    for dated in ratings.values():
        for rating in dated:
            if isinstance(rating, Rating) and rating.trend is not Trend.NONE:
                yield rating


def _changes(before: Assessment | None, now: Assessment) -> Iterator[Change]:
    earlier = {a.criterion.id: a for a in before.all_answers} if before else {}
    answers = {a.criterion.id: a for a in now.all_answers}
    new = [name for name, answer in answers.items() if _is_new(earlier.get(name), answer)]
    lapsed = [
        name
        for name, answer in answers.items()
        if earlier and name not in new and earlier[name].trend is not answer.trend
    ]
    movers = _movers(before, now, new, lapsed) if before else set()
    for name, answer in answers.items():
        if name in new or name in lapsed:
            yield Change(earlier.get(name), answer, name in movers, name in lapsed)


def _is_new(before: CriterionAnswer | None, after: CriterionAnswer) -> bool:
    """Whether the answer rests on a rating, or a dated refusal, that did not count before."""
    if after.rating.known is None:
        return False
    return before is None or before.rating is not after.rating


def _movers(before: Assessment, now: Assessment, new: list[str], lapsed: list[str]) -> set[str]:
    """The changed answers that moved light or outlook: each that did so alone, else all of them."""
    if _verdict(before) == _verdict(now):
        return set()
    alone = {name for name in new if _verdict(_without(now, name)) != _verdict(now)}
    moved = {
        a.criterion.id
        for b, a in zip(before.all_answers, now.all_answers, strict=True)
        if (b.low, b.high, b.trend, b.applies) != (a.low, a.high, a.trend, a.applies)
    }
    return alone or moved.intersection([*new, *lapsed])


def _verdict(assessment: Assessment) -> tuple[object, ...]:
    return assessment.light, assessment.outlook, assessment.turning


def _without(now: Assessment, criterion: str) -> Assessment:
    """The same area at the same date, without the newest rating of one criterion."""
    ratings = now.area.ratings
    newest = answer_known_by(ratings[criterion], now.as_of.last)
    older = tuple(rating for rating in ratings[criterion] if rating is not newest)
    return assess(
        now.framework, replace(now.area, ratings={**ratings, criterion: older}), now.as_of
    )
