"""From a rubric and an area to the light: a qualified majority with vetoes, decided in integers.

The rule is the pessimistic ELECTRE TRI rule without thresholds and with binary vetoes, known as
MR-Sort (Leroy, Mousseau and Pirlot 2011). It asks of each level only whether it is at or below a
line, so it is sound for ordinal levels, and no good answer can buy off a veto.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from datetime import date

from coopcli.model import (
    Assessment,
    Basis,
    Criterion,
    CriterionAnswer,
    DimensionAnswer,
    Entry,
    IssueArea,
    Levels,
    Light,
    Missing,
    NotApplicable,
    OpenVeto,
    Outlook,
    PartialDate,
    Rating,
    Reason,
    Rubric,
    TooFewQuestions,
    TooLittleRated,
    Trend,
    months_later,
    share_rated,
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
    entries = _entries(framework, area, as_of.last)
    left_out = [name for name, entry in entries.items() if isinstance(entry, NotApplicable)]
    rubric = framework.without(frozenset(left_out))
    dimensions = tuple(
        [
            DimensionAnswer(
                part,
                tuple([_answer(c, entries[c.id], rubric, area, as_of.last) for c in part.criteria]),
            )
            for part in framework.dimensions
        ]
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
        tally=tally_of(answers, rubric),
        coverage=share_rated(answers),
        undetermined_because=reasons,
        decided_by=() if light is None else tuple(_decided_by(rubric, answers, light)),
    )


def answer_known_by(ratings: Iterable[Entry], as_of: date) -> Entry | None:
    """The newest answer known by a day; of two of one date the later in order."""
    newest: Entry | None = None
    newest_day = date.min
    for rating in ratings:
        if rating.known and newest_day <= rating.known.last <= as_of:
            newest, newest_day = rating, rating.known.last
    return newest


def _entries(framework: Rubric, area: IssueArea, as_of: date) -> dict[str, Entry]:
    """What stands in the place of an answer to each question at a date."""
    found: dict[str, Entry] = {}
    for name, criterion in framework.criteria.items():
        if criterion.applies_to and not criterion.asked_of(area.form):
            found[name] = NotApplicable(criterion.applies_to.reason, by_rubric=True)
        else:
            ratings = area.ratings.get(name, ())
            reason = "not answered yet by this date" if ratings else "not answered"
            found[name] = answer_known_by(ratings, as_of) or Missing(reason)
    return found


def _answer(
    criterion: Criterion, entry: Entry, rubric: Rubric, area: IssueArea, as_of: date
) -> CriterionAnswer:
    if not isinstance(entry, Rating):
        return CriterionAnswer(
            criterion,
            entry,
            None,
            None,
            Trend.NONE,
            (),
            declared_only=False,
            highest=rubric.highest,
        )
    light = rubric.light_at(entry.high)
    grade = None
    if entry.basis is not Basis.ASSUMED:
        grade = graded(entry, area.evidence, area.sources, rubric.certainty, as_of)
    trend = entry.trend and _trend(entry, as_of, rubric.horizon_months)
    vetoes = () if criterion.veto is None else _vetoed(rubric, criterion, entry.high)
    declared_only = light.rank > 0 and rests_on_declarations(criterion.id, entry, area.evidence)
    return CriterionAnswer(
        criterion, entry, light, grade, trend, vetoes, declared_only, rubric.highest
    )


def _trend(rating: Rating, as_of: date, horizon_months: int) -> Trend:
    """The trend of a rating, up to and including the last day of its horizon."""
    if as_of > months_later(rating.known.last, horizon_months):
        return Trend.NONE
    return rating.trend


def _vetoed(rubric: Rubric, criterion: Criterion, level: int) -> tuple[Light, ...]:
    lights = reversed(rubric.aims)
    return tuple([light for light in lights if rubric.profiles[light][criterion.id].vetoes(level)])


def tally_of(answers: Iterable[CriterionAnswer], rubric: Rubric) -> dict[Light | None, int]:
    """How many answers have each light; those that are missing have none."""
    counts: dict[Light | None, int] = dict.fromkeys((*rubric.lights, None), 0)
    for answer in answers:
        counts[answer.light] += 1
    return counts


def _why_undetermined(
    rubric: Rubric, dimensions: tuple[DimensionAnswer, ...], high: Levels, worst: Light
) -> Iterator[Reason]:
    answers = [answer for part in dimensions for answer in part.answers if answer.applies]
    if (share := share_rated(answers)) < rubric.coverage.overall:
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
    vetoes = [a.criterion.id for a in answers if aim in a.vetoes]
    yield from vetoes
    if profile.support(counted(answers)) < profile.votes_needed:
        above = [a for a in answers if a.light is not None and a.light < aim]
        worst_first = [a.criterion.id for a in sorted(above, key=lambda a: -a.high)]
        yield from (name for name in worst_first if name not in vetoes)


def counted(answers: Iterable[CriterionAnswer]) -> Levels:
    """The level with which every answer counted."""
    return {answer.criterion.id: answer.high for answer in answers}
