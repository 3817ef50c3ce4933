"""From a rubric and an area to the light: a qualified majority with gates, decided in integers.

The rule is the pessimistic ELECTRE TRI rule without thresholds and with binary vetoes, known as
MR-Sort (Leroy, Mousseau and Pirlot 2011). It asks of each level only whether it is at or below a
line, so it is sound for ordinal levels, and no good answer can buy off a closed gate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from fractions import Fraction

from coopcli.confidence import graded, rests_on_declarations
from coopcli.model import (
    HIGHEST,
    LEVELS,
    Assessment,
    Basis,
    Criterion,
    CriterionAnswer,
    CrossCheck,
    Dimension,
    DimensionAnswer,
    IssueArea,
    Light,
    Margin,
    Missing,
    Outlook,
    PartialDate,
    Rating,
    Rubric,
    Trend,
    months_later,
)

Levels = Mapping[str, int]
"""One level, 0-4, for every criterion of a rubric."""


def light_of(rubric: Rubric, levels: Levels, *, ungated: Set[str] = frozenset()) -> Light:
    """The best light that the levels reach; gates of the criteria in ``ungated`` stay open."""
    for light in (Light.GREEN, Light.YELLOW):
        if _reaches(rubric, levels, light, ungated):
            return light
    return Light.RED


def _reaches(rubric: Rubric, levels: Levels, light: Light, ungated: Set[str]) -> bool:
    support = 0
    for name, (weight, supports_to, closes_from) in rubric.profiles[light].items():
        level = levels[name]
        if level >= closes_from and name not in ungated:
            return False
        if level <= supports_to:
            support += weight
    return support >= rubric.votes_needed


def assess(rubric: Rubric, area: IssueArea, as_of: PartialDate) -> Assessment:
    """The assessment of an area from the answers known by a date.

    The light is the worst that the answers allow: a range counts with its upper end, and a missing
    answer supports nothing. It is undetermined where a better light is possible too and either the
    coverage is too low or an unanswered gate question makes the difference.
    """
    dimensions = tuple(_dimension_answer(part, rubric, area, as_of) for part in rubric.dimensions)
    answers = [answer for part in dimensions for answer in part.answers]
    low = {answer.criterion.id: answer.low for answer in answers}
    high = {answer.criterion.id: answer.high for answer in answers}
    worst = light_of(rubric, high)
    best = worst if low == high else light_of(rubric, low)
    reasons = () if best is worst else tuple(_why_undetermined(rubric, dimensions, high, worst))
    light = None if reasons else worst
    outlook, turning = _outlook(rubric, answers, light, best, worst)
    return Assessment(
        rubric=rubric,
        area=area,
        as_of=as_of,
        light=light,
        best=best,
        worst=worst,
        outlook=outlook,
        turning=turning,
        dimensions=dimensions,
        tally=_tally(answers),
        coverage=_coverage(answers),
        undetermined_because=reasons,
        decided_by=() if light is None else tuple(_decided_by(rubric, answers, light)),
        margins=() if light is None else tuple(_margins(rubric, answers, light)),
        cross_check=_cross_check(rubric, low, high, light),
    )


def answer_known_by(ratings: Iterable[Rating | Missing], as_of: date) -> Rating | Missing | None:
    """The newest answer known by a day; of two of one date the later in order."""
    newest: Rating | Missing | None = None
    newest_day = date.min
    for rating in ratings:
        if rating.known and rating.known.last <= as_of and rating.known.last >= newest_day:
            newest, newest_day = rating, rating.known.last
    return newest


def _dimension_answer(
    dimension: Dimension, rubric: Rubric, area: IssueArea, as_of: PartialDate
) -> DimensionAnswer:
    answers = tuple(
        _answer(criterion, rubric, area, as_of.last) for criterion in dimension.criteria
    )
    return DimensionAnswer(dimension, answers, _tally(answers), _coverage(answers))


def _answer(criterion: Criterion, rubric: Rubric, area: IssueArea, as_of: date) -> CriterionAnswer:
    ratings = area.ratings.get(criterion.id, ())
    rating = answer_known_by(ratings, as_of)
    if rating is None:
        reason = "not yet rated by this date" if ratings else "not rated"
        return _no_answer(criterion, Missing(reason))
    if isinstance(rating, Missing):
        return _no_answer(criterion, rating)
    light = rubric.lines.light(rating.high)
    assumed = rating.basis is Basis.ASSUMED
    return CriterionAnswer(
        criterion=criterion,
        rating=rating,
        light=light,
        grade=None
        if assumed
        else graded(rating, area.evidence, area.sources, rubric.certainty, as_of),
        trend=_trend(rating, as_of, rubric.horizon_months),
        closes=_closed(criterion, rating.high),
        declared_only=rests_on_declarations(criterion.id, rating, area.evidence, light),
    )


def _trend(rating: Rating, as_of: date, horizon_months: int) -> Trend:
    """The trend of a rating, up to and including the last day of its horizon."""
    if rating.trend and as_of > months_later(rating.known.last, horizon_months):
        return Trend.NONE
    return rating.trend


def _no_answer(criterion: Criterion, missing: Missing) -> CriterionAnswer:
    return CriterionAnswer(criterion, missing, None, None, Trend.NONE, (), declared_only=False)


def _closed(criterion: Criterion, level: int) -> tuple[Light, ...]:
    gate = criterion.gate
    if gate is None:
        return ()
    return tuple(light for light in (Light.YELLOW, Light.GREEN) if gate.closes(level, light))


def _tally(answers: Iterable[CriterionAnswer]) -> dict[Light | None, int]:
    counts = Counter(answer.light for answer in answers)
    return {light: counts[light] for light in (Light.GREEN, Light.YELLOW, Light.RED, None)}


def _coverage(answers: Iterable[CriterionAnswer]) -> Fraction:
    rated = total = 0
    for answer in answers:
        total += answer.criterion.weight
        if answer.light is not None:
            rated += answer.criterion.weight
    return Fraction(rated, total)


def _why_undetermined(
    rubric: Rubric, dimensions: tuple[DimensionAnswer, ...], high: Levels, worst: Light
) -> Iterator[str]:
    answers = [answer for part in dimensions for answer in part.answers]
    if (share := _coverage(answers)) < rubric.coverage.overall:
        yield f"only {share} of the weight is rated, {rubric.coverage.overall} is needed"
    for part in dimensions:
        if part.coverage < rubric.coverage.dimension:
            yield (
                f"only {part.coverage} of the weight of {part.dimension.name.lower()} is rated, "
                f"{rubric.coverage.dimension} is needed"
            )
    unanswered = [a.criterion for a in answers if a.light is None and a.criterion.gate]
    # As good an answer as can be opens the gate and is a vote as well: one without the other would
    # be no answer at all.
    answered = {criterion.id: LEVELS[0] for criterion in unanswered}
    if light_of(rubric, {**high, **answered}) is not worst:
        names = ", ".join(criterion.name.lower() for criterion in unanswered)
        yield f"the light turns on a gate question without an answer: {names}"


def _outlook(
    rubric: Rubric, answers: list[CriterionAnswer], light: Light | None, best: Light, worst: Light
) -> tuple[Outlook, tuple[Light, ...]]:
    """The outlook, and the lights that hardening and easing trends lead to.

    Hardening and easing are applied apart, so that neither hides the other. An undetermined light
    has an outlook where trends move one of its two bounds.
    """
    if not any(answer.trend for answer in answers):
        return Outlook.STABLE, ()

    def projected(trend: Trend) -> tuple[Light, Light]:
        def moved(level: int, own: Trend) -> int:
            return min(HIGHEST, max(LEVELS[0], level + (own if own is trend else 0)))

        return (
            light_of(rubric, {a.criterion.id: moved(a.low, a.trend) for a in answers}),
            light_of(rubric, {a.criterion.id: moved(a.high, a.trend) for a in answers}),
        )

    bounds = (best, worst) if light is None else (worst, worst)
    hardened, eased = projected(Trend.HARDENING), projected(Trend.EASING)
    if light is not None:
        hardened, eased = (hardened[1],) * 2, (eased[1],) * 2
    outlook = Outlook.under(hardening=hardened != bounds, easing=eased != bounds)
    turning = {hardened[1], eased[1]} - {light} if light is not None else set()
    return outlook, tuple(sorted(turning))


def _decided_by(rubric: Rubric, answers: list[CriterionAnswer], light: Light) -> Iterator[str]:
    """The criteria that hold the light below the next better one; for Green those that carry it.

    Closed gates come first, since each decides alone; then, where the majority is missed, the
    answers above the line, worst first.
    """
    if light is Light.GREEN:
        yield from (a.criterion.id for a in answers if a.light is Light.GREEN)
        return
    aim = Light(light + 1)
    gates = [a for a in answers if aim in a.closes]
    yield from (a.criterion.id for a in gates)
    if _support(rubric, answers, aim) < rubric.votes_needed:
        above = [a for a in answers if a.light is not None and a.light < aim and a not in gates]
        yield from (a.criterion.id for a in sorted(above, key=lambda a: -a.high))


def _margins(rubric: Rubric, answers: list[CriterionAnswer], light: Light) -> Iterator[Margin]:
    # What every answer supports cannot be lost: Red, and a light whose line is the highest level.
    if rubric.lines.at(light) < HIGHEST:
        yield _margin_down(rubric, answers, light)
    if light < Light.GREEN and _within_reach(rubric, answers, Light(light + 1)):
        yield _margin_up(rubric, answers, Light(light + 1))


def _margin_down(rubric: Rubric, answers: list[CriterionAnswer], light: Light) -> Margin:
    support = _support(rubric, answers, light)
    supporting = _heaviest(a for a in answers if a.light is not None and a.light >= light)
    left = 0
    while support - sum(supporting[:left]) >= rubric.votes_needed:
        left += 1
    steps = {a.criterion.id: _steps_to_close(a, light) for a in answers if a.criterion.gate}
    spare = Fraction(support, rubric.total_weight) - rubric.majority
    return Margin(Light(light - 1), left, spare, steps)


def _within_reach(rubric: Rubric, answers: list[CriterionAnswer], aim: Light) -> bool:
    """Whether the answers given could lead to a light while the missing ones stay missing."""
    best = {a.criterion.id: HIGHEST if a.light is None else LEVELS[0] for a in answers}
    return _reaches(rubric, best, aim, frozenset())


def _margin_up(rubric: Rubric, answers: list[CriterionAnswer], aim: Light) -> Margin:
    support = _support(rubric, answers, aim)
    opposing = _heaviest(a for a in answers if a.light is not None and a.light < aim)
    needed = 0
    while support + sum(opposing[:needed]) < rubric.votes_needed:
        needed += 1
    steps = {a.criterion.id: _steps_to_open(a, aim) for a in answers if aim in a.closes}
    short = rubric.majority - Fraction(support, rubric.total_weight)
    return Margin(aim, needed, max(short, Fraction(0)), steps)


def _heaviest(answers: Iterable[CriterionAnswer]) -> list[int]:
    return sorted((answer.criterion.weight for answer in answers), reverse=True)


def _steps_to_close(answer: CriterionAnswer, light: Light) -> int:
    steps = 0
    while light not in _closed(answer.criterion, answer.high + steps):
        steps += 1
    return steps


def _steps_to_open(answer: CriterionAnswer, light: Light) -> int:
    steps = 0
    while light in _closed(answer.criterion, answer.high - steps):
        steps += 1
    return steps


def _support(rubric: Rubric, answers: list[CriterionAnswer], light: Light) -> int:
    bounds = [(rubric.profiles[light][answer.criterion.id], answer.high) for answer in answers]
    return sum(own.weight for own, level in bounds if own.supports(level))


def _cross_check(rubric: Rubric, low: Levels, high: Levels, light: Light | None) -> CrossCheck:
    best, worst = _additive(rubric, low), _additive(rubric, high)
    return CrossCheck(best, worst, None if light is None else worst <= light <= best)


def _additive(rubric: Rubric, levels: Levels) -> Light:
    total = sum(c.weight * levels[c.id] for c in rubric.criteria.values())
    mean = Fraction(total, rubric.total_weight)
    if mean <= rubric.cuts.green:
        return Light.GREEN
    return Light.YELLOW if mean <= rubric.cuts.yellow else Light.RED
