"""Random rubrics, and areas that answer them, as objects and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from coopcli.model import (
    FIRST_VOCABULARY,
    AppliesTo,
    Assessment,
    Basis,
    Colour,
    Coverage,
    Criterion,
    Degree,
    Dimension,
    Inconsistent,
    IssueArea,
    Light,
    Majority,
    Missing,
    NotApplicable,
    PartialDate,
    Rating,
    Rubric,
    Trend,
)
from coopcli.rule.assessment import assess
from coopcli.rule.margins import margins
from coopcli.tables.ratings import Kind, Layout

Row = tuple[str, str, str, date, str, int | None, int | None, str | None]
"""Parties, area, criterion, known, state, low, high, trend."""

NAMES = ["go", "go-slowly", "wait", "wait-long", "hardly", "stop", "never"]

FORMS = FIRST_VOCABULARY.forms[:3]

MONTH_ENDS = [date(2023, 1, 31), date(2024, 2, 29), date(2023, 11, 30), date(2021, 8, 31)]


LONG = Layout(
    {
        **dict.fromkeys(("parties", "area", "criterion", "state", "trend"), Kind.TEXT),
        "known": Kind.DATE,
        "low": Kind.WHOLE,
        "high": Kind.WHOLE,
    }
)
"""How the rows lie."""


class Profiled(NamedTuple):
    """Areas with their rows."""

    areas: list[IssueArea]
    rows: list[Row]


def rubric(random: Random, model: Rubric, questions: int = 0) -> Rubric:
    """A sound rubric of so many or some questions, of other weights, gates and majorities."""
    while True:
        try:
            return _rubric(random, model, questions or random.randint(1, 12))
        except Inconsistent:
            continue


def _rubric(random: Random, model: Rubric, count: int) -> Rubric:
    heaviest = random.choice([1, 1, 3, 9, 1000])
    scale = [Degree(f"Degree {level}", "It is so strong.") for level in range(random.randint(2, 9))]
    ids = NAMES[: random.randint(2, 7)]
    lights = [_light(len(ids) - 1 - place, name) for place, name in enumerate(ids)]
    aims = ids[:-1]
    highest = len(scale) - 1
    lines = dict(zip(aims, sorted(random.choices(range(len(scale)), k=len(aims))), strict=True))
    criteria = []
    for number in range(count):
        gate = random.random() < 0.3
        closed = sorted(random.choices(range(len(scale) + 2), k=len(aims)))
        veto = {name: level for name, level in zip(aims, closed, strict=True) if level <= highest}
        veto = {name: level for name, level in veto.items() if level > lines[name]} if gate else {}
        own = Criterion(f"q{number}", "Q", "?", random.randint(1, heaviest), {}, veto or None)
        if random.random() < 0.2:
            own = replace(own, applies_to=AppliesTo((random.choice(FORMS),)))
        criteria.append(replace(own, may_be_not_applicable=not veto and random.random() < 0.4))
    cuts = sorted(random.sample(range(1, count), min(count - 1, random.randint(0, 3))))
    dimensions = tuple(
        Dimension(f"d{place}", "D", tuple(criteria[start:end]))
        for place, (start, end) in enumerate(zip([0, *cuts], [*cuts, count], strict=True))
    )
    return replace(
        model,
        scale=tuple(scale),
        lights=tuple(lights),
        dimensions=dimensions,
        lines=lines,
        majorities={name: _majority(random) for name in aims},
        cuts={name: Fraction(place + 1) for place, name in enumerate(aims)},
        coverage=Coverage(_share(random), _share(random)),
        horizon_months=random.choice([1, 6, 24, 36]),
        minimum_questions=random.choice([1, 1, 2, 5]),
        meanings={name: next(iter(model.meanings.values())) for name in ids},
        references=(),
        avenues=(),
    )


def _light(rank: int, name: str) -> Light:
    return Light(rank, name, name.title(), chr(0x2460 + rank), str(rank), [*Colour][rank])


def _majority(random: Random) -> Majority:
    bottom = random.choice([2, 3, 5, 7, 20])
    over = random.random() < 0.4
    return Majority(Fraction(random.randint(bottom // 2 + 1 - over, bottom - over), bottom), over)


def _share(random: Random) -> Fraction:
    bottom = random.choice([2, 3, 4])
    return Fraction(random.randint(0, bottom), bottom)


def areas(random: Random, own: Rubric, count: int) -> Profiled:
    """Areas of any answers: ranges, missing, trends, several dates, ends of months, ties."""
    found, rows = [], []
    for number in range(count):
        name, ratings = f"a{number}", {}
        ease = random.random()
        for criterion in own.criteria:
            optional = own.criteria[criterion].may_be_not_applicable
            answers = [*_answers(random, ease, own.highest, optional=optional)]
            ratings[criterion] = tuple(sorted(answers, key=lambda one: one.known.last))
            rows += [_row(name, criterion, one) for one in answers]
        forms = tuple(random.sample(FORMS, random.randint(0, len(FORMS))))
        area = IssueArea(name, name, "S", ratings, form=forms)
        if area.newest():
            found.append(area)
    return Profiled(found, rows)


def _answers(random: Random, ease: float, highest: int, *, optional: bool) -> Iterator[Any]:
    seen = set()
    for _ in range(random.choice([0, 1, 1, 1, 2, 3])):
        day = random.choice(MONTH_ENDS) if random.random() < 0.4 else _day(random)
        if day in seen:
            continue
        seen.add(day)
        known = PartialDate.parse(day.isoformat())
        if random.random() < 0.12:
            yield Missing("Nobody looked.", known)
            continue
        if optional and random.random() < 0.2:
            yield NotApplicable("It makes no sense.", known)
            continue
        low = min(highest, int(random.random() * (highest + 2) * ease))
        high = min(highest, low + random.choice([0, 0, 0, 1, 2]))
        trend = random.choice([Trend.NONE, Trend.NONE, Trend.EASING, Trend.HARDENING])
        yield Rating(known, low, high, Basis.INFERRED, trend=trend)


def _day(random: Random) -> date:
    return date(2020, 1, 1) + timedelta(days=random.randrange(1800))


def _row(area: str, criterion: str, one: Any) -> Row:
    front = ("us+china", area, criterion, one.known.last)
    if isinstance(one, Missing):
        return (*front, "missing", None, None, None)
    if isinstance(one, NotApplicable):
        return (*front, "not-applicable", None, None, None)
    return (*front, "rated", one.low, one.high, one.trend.name.lower())


def expected(own: Rubric, area: IssueArea, as_of: date | None = None) -> dict[str, Any]:
    """What a row of lights must say of an area, by the rule in Python."""
    newest = area.newest()
    assert newest
    day = newest if as_of is None else PartialDate.parse(as_of.isoformat())
    return said(assess(own, area, day))


def said(found: Assessment) -> dict[str, Any]:
    """An assessment as the row of a table."""
    light, away = found.light, {margin.to.rank: margin.answers for margin in margins(found)}
    return {
        "as_of": found.as_of.last,
        "light": _name(light),
        "best": _name(found.best),
        "worst": _name(found.worst),
        "undetermined": bool(found.undetermined_because),
        "outlook": found.outlook.value,
        "turning": " ".join(map(_name, found.turning)) or None,
        "coverage": found.coverage,
        "margin_down": None if light is None else away.get(light.rank - 1),
        "margin_up": None if light is None else away.get(light.rank + 1),
        "decided_by": " ".join(found.decided_by) or None,
        "answers_not_applicable": sum(not one.applies for one in found.all_answers),
        **{
            f"answers_{'missing' if one is None else _name(one).replace('-', '_')}": count
            for one, count in found.tally.items()
        },
    }


def _name(light: Light | None) -> str:
    return "undetermined" if light is None else light.id


def comparable(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of lights in the terms of :func:`said`."""
    found = {name: row[name] for name in row if name not in ("parties", "area")}
    found["undetermined"] = row["undetermined"] is not None
    rated, asked = found.pop("rated_weight"), found.pop("asked_weight")
    found["coverage"] = Fraction(rated, asked) if asked else Fraction(1)
    return found
