"""From a rubric and an area to the light: a qualified majority with vetoes, decided in integers.

The rule is the pessimistic ELECTRE TRI rule without thresholds and with binary vetoes, known as
MR-Sort (Leroy, Mousseau and Pirlot 2011). It asks of each level only whether it is at or below a
line, so it is sound for ordinal levels, and no good answer can buy off a veto.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from fractions import Fraction

from coopcli.model import (
    Assessment,
    Basis,
    Criterion,
    CriterionAnswer,
    Dimension,
    DimensionAnswer,
    Entry,
    IssueArea,
    Levels,
    Light,
    Margin,
    Missing,
    NotApplicable,
    OpenVeto,
    Outlook,
    PartialDate,
    Profile,
    Rating,
    Reason,
    Rubric,
    TooFewQuestions,
    TooLittleRated,
    Trend,
    months_later,
)
from coopcli.rule.confidence import graded, rests_on_declarations


def light_of(rubric: Rubric, levels: Levels, *, unvetoed: Set[str] = frozenset()) -> Light:
    """The best light that the levels reach, without vetoes of the questions in ``unvetoed``."""
    for light in rubric.aims:
        if reaches(rubric, levels, light, unvetoed):
            return light
    return rubric.worst


def reaches(rubric: Rubric, levels: Levels, light: Light, unvetoed: Set[str] = frozenset()) -> bool:
    """Whether levels reach a light: they meet its profile and those of all worse lights."""
    return all(one.met_by(levels, unvetoed) for one in rubric.conditions[light])


def assess(framework: Rubric, area: IssueArea, as_of: PartialDate) -> Assessment:
    """The assessment of an area from the answers known by a date.

    It is as if the rubric did not ask the questions that do not apply to the area.

    The light is the worst that the answers allow: a range counts with its upper end, and a missing
    answer supports nothing. It is undetermined where a better light is possible too and either the
    coverage is too low or an unanswered veto question makes the difference, and where too few
    questions apply.
    """
    left_out = _left_out(framework, area, as_of.last)
    rubric = framework.without(left_out.keys())
    dimensions = tuple(
        [_dimension_answer(part, rubric, area, as_of, left_out) for part in framework.dimensions]
    )
    answers = [answer for part in dimensions for answer in part.answers if answer.applies]
    low = {answer.criterion.id: answer.low for answer in answers}
    high = {answer.criterion.id: answer.high for answer in answers}
    reasons: tuple[Reason, ...]
    if len(answers) < framework.minimum_questions:
        # The rule says nothing here, so that no light is excluded, and none can move.
        best, worst = framework.best, framework.worst
        reasons = (TooFewQuestions(len(answers), framework.minimum_questions),)
        light = None
        outlook: Outlook = Outlook.STABLE
        turning: tuple[Light, ...] = ()
    else:
        worst = light_of(rubric, high)
        best = worst if low == high else light_of(rubric, low)
        reasons = () if best == worst else tuple(_why_undetermined(rubric, dimensions, high, worst))
        light = None if reasons else worst
        outlook, turning = _outlook(rubric, answers, light, best, worst)
    return Assessment(
        framework=framework,
        rubric=rubric,
        area=area,
        as_of=as_of,
        light=light,
        best=best,
        worst=worst,
        outlook=outlook,
        turning=turning,
        dimensions=dimensions,
        tally=_tally(answers, rubric),
        coverage=_coverage(answers),
        undetermined_because=reasons,
        decided_by=() if light is None else tuple(_decided_by(rubric, answers, light)),
        margins=() if light is None else tuple(_margins(rubric, answers, light)),
    )


def answer_known_by(ratings: Iterable[Entry], as_of: date) -> Entry | None:
    """The newest answer known by a day; of two of one date the later in order."""
    newest: Entry | None = None
    newest_day = date.min
    for rating in ratings:
        if rating.known and rating.known.last <= as_of and rating.known.last >= newest_day:
            newest, newest_day = rating, rating.known.last
    return newest


_LeftOut = Mapping[str, NotApplicable]
"""The questions that do not apply, and why."""


def _left_out(framework: Rubric, area: IssueArea, as_of: date) -> _LeftOut:
    found = {}
    for name, criterion in framework.criteria.items():
        if criterion.asked_of(area.form):
            entry = answer_known_by(area.ratings.get(name, ()), as_of)
            if isinstance(entry, NotApplicable):
                found[name] = entry
        elif criterion.applies_to:
            found[name] = NotApplicable(criterion.applies_to.reason, by_rubric=True)
    return found


def _dimension_answer(
    dimension: Dimension, rubric: Rubric, area: IssueArea, as_of: PartialDate, left_out: _LeftOut
) -> DimensionAnswer:
    answers = tuple(
        [
            _no_answer(criterion, left_out[criterion.id], rubric)
            if criterion.id in left_out
            else _answer(criterion, rubric, area, as_of.last)
            for criterion in dimension.criteria
        ]
    )
    counted = [answer for answer in answers if answer.applies]
    return DimensionAnswer(dimension, answers, _tally(counted, rubric), _coverage(counted))


def _answer(criterion: Criterion, rubric: Rubric, area: IssueArea, as_of: date) -> CriterionAnswer:
    ratings = area.ratings.get(criterion.id, ())
    rating = answer_known_by(ratings, as_of)
    if rating is None:
        reason = "not yet rated by this date" if ratings else "not rated"
        return _no_answer(criterion, Missing(reason), rubric)
    if not isinstance(rating, Rating):
        return _no_answer(criterion, rating, rubric)
    light = rubric.light_at(rating.high)
    assumed = rating.basis is Basis.ASSUMED
    return CriterionAnswer(
        criterion=criterion,
        rating=rating,
        light=light,
        grade=None
        if assumed
        else graded(rating, area.evidence, area.sources, rubric.certainty, as_of),
        trend=_trend(rating, as_of, rubric.horizon_months),
        vetoes=_vetoed(rubric, criterion.id, rating.high),
        declared_only=light != rubric.worst
        and rests_on_declarations(criterion.id, rating, area.evidence),
        highest=rubric.highest,
    )


def _trend(rating: Rating, as_of: date, horizon_months: int) -> Trend:
    """The trend of a rating, up to and including the last day of its horizon."""
    if rating.trend and as_of > months_later(rating.known.last, horizon_months):
        return Trend.NONE
    return rating.trend


def _no_answer(
    criterion: Criterion, entry: Missing | NotApplicable, rubric: Rubric
) -> CriterionAnswer:
    return CriterionAnswer(
        criterion, entry, None, None, Trend.NONE, (), declared_only=False, highest=rubric.highest
    )


def _vetoed(rubric: Rubric, name: str, level: int) -> tuple[Light, ...]:
    lights = reversed(rubric.aims)
    return tuple([light for light in lights if rubric.profiles[light][name].vetoes(level)])


def _tally(answers: Iterable[CriterionAnswer], rubric: Rubric) -> dict[Light | None, int]:
    counts = Counter(answer.light for answer in answers)
    return {light: counts[light] for light in (*rubric.lights, None)}


def _coverage(answers: Iterable[CriterionAnswer]) -> Fraction:
    rated = total = 0
    for answer in answers:
        total += answer.criterion.weight
        if answer.light is not None:
            rated += answer.criterion.weight
    return Fraction(rated, total) if total else Fraction(1)


def _why_undetermined(
    rubric: Rubric, dimensions: tuple[DimensionAnswer, ...], high: Levels, worst: Light
) -> Iterator[Reason]:
    answers = [answer for part in dimensions for answer in part.answers if answer.applies]
    if (share := _coverage(answers)) < rubric.coverage.overall:
        yield TooLittleRated(share, rubric.coverage.overall)
    for part in dimensions:
        if part.coverage < rubric.coverage.dimension:
            yield TooLittleRated(part.coverage, rubric.coverage.dimension, part.dimension)
    unanswered = [a.criterion for a in answers if a.light is None and a.criterion.veto]
    # As good an answer as can be lifts the veto and is a vote as well: one without the other would
    # be no answer at all.
    answered = {criterion.id: 0 for criterion in unanswered}
    if light_of(rubric, {**high, **answered}) != worst:
        yield OpenVeto(tuple(unanswered))


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
            return min(rubric.highest, max(0, level + (own if own is trend else 0)))

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
    """The criteria that hold the light below the next better one; for the best its carriers.

    Vetoes come first, since each decides alone; then, where the majority is missed, the answers
    above the line, worst first.
    """
    if light == rubric.best:
        yield from (a.criterion.id for a in answers if a.light == light)
        return
    aim = rubric.next_better(light)
    profile = rubric.profiles[aim]
    vetoes = [a for a in answers if aim in a.vetoes]
    yield from (a.criterion.id for a in vetoes)
    if profile.support(_counted(answers)) < profile.votes_needed:
        above = [a for a in answers if a.light is not None and a.light < aim and a not in vetoes]
        yield from (a.criterion.id for a in sorted(above, key=lambda a: -a.high))


def _margins(rubric: Rubric, answers: list[CriterionAnswer], light: Light) -> Iterator[Margin]:
    # What every level supports cannot be lost: the worst light, or one whose line is the highest.
    losable = [
        profile
        for profile in rubric.conditions[light]
        if any(own.opposed_from is not None for own in profile.boundaries.values())
    ]
    if losable:
        yield _margin_down(rubric, answers, light, losable)
    aim = rubric.next_better(light)
    if aim != light and _within_reach(rubric, answers, aim):
        yield _margin_up(rubric, answers, aim)


def _margin_down(
    rubric: Rubric, answers: list[CriterionAnswer], light: Light, losable: list[Profile]
) -> Margin:
    """The margin towards the next worse light, by the majority that is the first to go."""
    left, spare = min(_spare(answers, profile) for profile in losable)
    steps = {
        a.criterion.id: own.steps_to_veto(a.high)
        for a in answers
        if (own := losable[0][a.criterion.id]).can_veto
    }
    return Margin(rubric.ranked(light.rank - 1), left, spare, steps)


def _spare(answers: list[CriterionAnswer], profile: Profile) -> tuple[int, Fraction]:
    """How many answers must cross the line until a majority is lost, and its spare weight."""
    levels = _counted(answers)
    supporting = _heaviest(
        a for a in answers if a.light is not None and profile[a.criterion.id].supports(a.high)
    )
    support, left = profile.support(levels), 0
    while support - sum(supporting[:left]) >= profile.votes_needed:
        left += 1
    return left, profile.share(levels) - profile.majority.share


def _within_reach(rubric: Rubric, answers: list[CriterionAnswer], aim: Light) -> bool:
    """Whether the answers given could lead to a light while the missing ones stay missing."""
    best = {a.criterion.id: rubric.highest if a.light is None else 0 for a in answers}
    return reaches(rubric, best, aim)


def _margin_up(rubric: Rubric, answers: list[CriterionAnswer], aim: Light) -> Margin:
    # The worse lights are reached, and stay so when answers fall: only the aim's own is missing.
    profile, levels = rubric.profiles[aim], _counted(answers)
    support = profile.support(levels)
    opposing = _heaviest(a for a in answers if a.light is not None and a.light < aim)
    needed = 0
    while support + sum(opposing[:needed]) < profile.votes_needed:
        needed += 1
    steps = {
        a.criterion.id: profile[a.criterion.id].steps_to_open(a.high)
        for a in answers
        if aim in a.vetoes
    }
    short = profile.majority.share - profile.share(levels)
    return Margin(aim, needed, max(short, Fraction(0)), steps)


def _heaviest(answers: Iterable[CriterionAnswer]) -> list[int]:
    return sorted((answer.criterion.weight for answer in answers), reverse=True)


def _counted(answers: Iterable[CriterionAnswer]) -> Levels:
    """The level with which every answer counted."""
    return {answer.criterion.id: answer.high for answer in answers}
