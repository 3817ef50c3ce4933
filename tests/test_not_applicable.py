"""Questions that do not apply: an area with some is judged as if the rubric never asked them.

The rubric that does not ask them is written out anew in each test, not made by the program, and
everything that the program works out is compared: the light and all analyses. Rubrics have two,
five or nine levels and two to four lights, and one or four parties.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any, NamedTuple

import pytest

from coopcli.analysis import (
    acceptability,
    audit,
    calibration,
    compare,
    moves,
    opinions,
    pathways,
    sensitivity,
    support,
    timeline,
    tipping,
    unknowns,
)
from coopcli.analysis.changes import snapshot_of
from coopcli.analysis.gates import OUTLOOKS, Gates, Outcome, gate_words
from coopcli.analysis.what_if import SetAnswer, overridden
from coopcli.model import (
    FIRST_LIGHTS,
    NOT_APPLICABLE,
    AppliesTo,
    Assessment,
    Avenue,
    Coverage,
    Dimension,
    Entry,
    IssueArea,
    Law,
    Majority,
    Missing,
    NotApplicable,
    Offer,
    Outlook,
    Party,
    Reach,
    Reference,
    Rubric,
    TooFewQuestions,
    Trend,
)
from coopcli.rule.assessment import assess, light_of
from coopcli.rule.margins import margins
from tests.analysis.areas import FIRST, Shape
from tests.examples import (
    GREEN,
    LIGHTS,
    PASSAGE,
    RED,
    SOURCE,
    a_rating,
    a_rubric,
    day,
    some_lights,
)

CASES = 40
DAY = day("2021-06-30")
WHY = NotApplicable("there is nothing to sell", day("2020"))


class Case(NamedTuple):
    """A rubric, an area to which some of its questions do not apply, and the rubric without."""

    rubric: Rubric
    area: IssueArea
    out: frozenset[str]
    narrow: Rubric


SHAPES = (FIRST, Shape(2, 2, 0), FIRST, Shape(9, 4, 0), Shape(2, 4, 0))
PARTIES = tuple(Party(name, name.capitalize()) for name in ("harbour", "hill", "mill", "ford"))


def a_case(random: Random, shape: Shape = FIRST, *, least: int = 1) -> Case:
    names = [f"q{number}" for number in range(random.randint(3, 6))]
    parts = random.randint(1, 3)
    dimensions: dict[str, tuple[str, ...]] = {}
    for number, name in enumerate(names):
        key = f"d{number * parts // len(names)}"
        dimensions[key] = (*dimensions.get(key, ()), name)
    lights = FIRST_LIGHTS if shape.lights == len(FIRST_LIGHTS) else some_lights(shape.lights)
    aims = [light.id for light in lights[:-1]]
    lines = sorted(random.choices(range(shape.levels - 1), k=len(aims)))
    majorities = [Majority(Fraction(random.choice((6, 7, 8, 9)), 10)) for _ in aims]
    majorities = random.choice((majorities, [Majority(Fraction(2, 3))] * len(aims)))
    if len(set(lines)) < len(lines):  # then a larger majority tells a light from a worse one
        majorities = [Majority(Fraction(9 - n, 10), over=n % 2 == 1) for n in range(len(aims))]
    rubric = a_rubric(
        criteria=dimensions,
        weights={name: random.choice((1, 1, 2, 3)) for name in names},
        vetoes=(),
        majority=dict(zip(aims, majorities, strict=True)),
        lines=dict(zip(aims, lines, strict=True)),
        coverage=Coverage(Fraction(2, 3), Fraction(1, 2)),
        levels=shape.levels,
        lights=lights,
    )
    rubric = replace(rubric, parties=PARTIES[: random.choice((1, 4))])
    out = frozenset(random.sample(names, random.randint(1, len(names) - least)))
    by_form = {name for name in sorted(out) if random.random() < 0.5}
    rubric = replace(rubric, avenues=(Avenue("talk", "Talk"), Avenue("trade", "Trade")))
    rubric = with_questions(rubric, lambda c: dressed(c, rubric, random, out, by_form))
    rubric = replace(rubric, avenues=tuple(with_an_offer(a, rubric) for a in rubric.avenues))
    ratings: dict[str, tuple[Entry, ...]] = {
        name: (an_entry(random, rubric.highest),) for name in names
    }
    ratings |= {name: (*ratings[name], WHY) for name in out - by_form}
    area = IssueArea(
        "an-area", "An area", "S", ratings, sources={SOURCE.id: SOURCE}, form=("dialogue",)
    )
    narrow = with_questions(rubric, lambda c: None if c.id in out else c)
    return Case(rubric, area, out, narrow)


def dressed(
    criterion: Any, rubric: Rubric, random: Random, out: frozenset[str], by_form: set[str]
) -> Any:
    most = rubric.highest
    reach = {way: Reach(random.randint(1, most), random.randint(1, 5)) for way in ("talk", "trade")}
    reach = {way: own for way, own in reach.items() if random.random() < 0.6}
    vetoes = criterion.id not in out - by_form and random.random() < 0.4
    veto = {aim.id: most for aim in rubric.aims} if vetoes else None
    return replace(
        criterion,
        veto=veto,
        reach=reach,
        beyond="" if reach else "Nobody can.",
        applies_to=AppliesTo(("standards",)) if criterion.id in by_form else None,
        may_be_not_applicable=criterion.id in out - by_form,
    )


def with_an_offer(avenue: Avenue, rubric: Rubric) -> Avenue:
    moves = tuple(name for name, c in rubric.criteria.items() if avenue.id in c.reach)
    offer = Offer(f"{avenue.id}-1", "Do.", moves, PASSAGE)
    return avenue._replace(offers=(offer,) if moves else ())


def with_questions(rubric: Rubric, change: Callable[[Any], Any]) -> Rubric:
    """The rubric with every question changed, or left out; without offers for what is not asked."""
    parts = []
    for part in rubric.dimensions:
        asked = tuple(new for c in part.criteria if (new := change(c)) is not None)
        if asked:
            parts.append(Dimension(part.id, part.name, asked, part.about, part.source))
    left = {c.id for part in parts for c in part.criteria}
    avenues = []
    for avenue in rubric.avenues:
        moved = (o._replace(moves=tuple(m for m in o.moves if m in left)) for o in avenue.offers)
        avenues.append(avenue._replace(offers=tuple(o for o in moved if o.moves)))
    return replace(rubric, dimensions=tuple(parts), avenues=tuple(avenues))


def an_entry(random: Random, highest: int) -> Entry:
    if random.random() < 0.2:
        return Missing("nobody looked", day("2019"))
    low = random.randint(0, highest)
    high = random.randint(low, highest) if random.random() < 0.3 else low
    trend = random.choice((Trend.NONE, Trend.NONE, Trend.EASING, Trend.HARDENING))
    return a_rating((low, high), known="2019-12", trend=trend)


def cases(seed: int) -> list[Case]:
    random = Random(seed)
    return [a_case(random, SHAPES[number % len(SHAPES)]) for number in range(CASES)]


def test_cases_leave_out_questions_of_every_dimension_at_once() -> None:
    everywhere = [
        case
        for case in cases(1)
        if len(case.rubric.dimensions) > 1
        and all(case.out & {c.id for c in part.criteria} for part in case.rubric.dimensions)
    ]

    shapes = {(len(case.rubric.scale), len(case.rubric.lights)) for case in everywhere}
    assert shapes == {(shape.levels, shape.lights) for shape in SHAPES}
    assert {len(case.rubric.parties) for case in everywhere} == {1, 4}


def both(case: Case) -> tuple[Assessment, Assessment]:
    return assess(case.rubric, case.area, DAY), assess(case.narrow, case.area, DAY)


def plain(value: object) -> object:
    """A value without the rubrics in it, which differ by what one of them does not ask."""
    if isinstance(value, Assessment):
        return verdict(value)
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value.id if isinstance(value, Dimension) else value


def verdict(found: Assessment) -> object:
    answers = tuple((a.criterion.id, a.low, a.high, a.light, a.vetoes) for a in found.answers)
    return (
        answers,
        *(found.light, found.best, found.worst, found.outlook, found.turning),
        *(dict(found.tally), found.coverage, plain(found.undetermined_because)),
        *(found.decided_by, plain(margins(found))),
    )


def pathways_of(found: Assessment) -> object:
    return [
        plain(tuple(pathways.pathways(found, aim, spare=spare))[2:])
        for aim in found.rubric.aims
        for spare in (0, 1)
    ]


ANALYSES: dict[str, Callable[[Assessment], object]] = {
    "light": verdict,
    "weightings": lambda a: [acceptability.share_of_weightings(a, law) for law in Law],
    "levels": lambda a: [acceptability.share_of_weightings_and_levels(a, law) for law in Law],
    "moves": moves.nearest,
    "changes": tipping.level_changes,
    "dimensions": tipping.dimension_weights,
    "majorities": tipping.majorities,
    "omissions": tipping.omissions,
    "without-vetoes": tipping.without_vetoes,
    "unknowns": unknowns.unknowns,
    "opinions": opinions.opinions,
    "pathways": pathways_of,
    "without-inferred": support.without_inferred,
    "sensitivity": lambda a: sensitivity.sensitivity(a, draws=8, seed=1),
    "gates": lambda a: Gates(
        tuple(w for w in gate_words(a.framework) if w != "regression"),
        Fraction(3, 4),
        frozenset(OUTLOOKS),
    ).judge(a),
}


@pytest.mark.parametrize("name", ANALYSES)
def test_a_question_that_does_not_apply_equals_a_rubric_without_it(name: str) -> None:
    analysis = ANALYSES[name]
    for case in cases(1):
        wide, narrow = both(case)

        assert plain(analysis(wide)) == plain(analysis(narrow)), case


def test_best_and_worst_bound_every_completion_of_what_applies() -> None:
    found = set()
    for case in cases(12):
        wide, _ = both(case)
        spans = [range(a.low, a.high + 1) for a in wide.answers]
        names = [a.criterion.id for a in wide.answers]
        lights = {
            light_of(case.narrow, dict(zip(names, levels, strict=True)))
            for levels in product(*spans)
        }

        assert (min(lights), max(lights)) == (wide.worst, wide.best)
        found.add(len(lights))
    assert found == {1, 2, 3, 4}


def test_a_higher_answer_to_what_applies_never_betters_the_light() -> None:
    for case in cases(3):
        wide, _ = both(case)
        for answer in wide.answers:
            before = wide.worst
            for level in range(answer.high, case.rubric.highest + 1):
                raised = {**case.area.ratings, answer.criterion.id: (a_rating(level),)}

                after = assess(case.rubric, replace(case.area, ratings=raised), DAY)

                assert after.worst <= before
                before = after.worst


def test_an_answer_to_what_does_not_apply_changes_nothing() -> None:
    for case in cases(4):
        wide, _ = both(case)
        by_rubric = [
            a.criterion.id
            for a in wide.all_answers
            if isinstance(a.rating, NotApplicable) and a.rating.by_rubric
        ]
        for name in by_rubric:
            raised = {**case.area.ratings, name: (a_rating(case.rubric.highest),)}

            assert verdict(assess(case.rubric, replace(case.area, ratings=raised), DAY)) == verdict(
                wide
            )


def test_a_timeline_equals_one_of_the_rubric_without() -> None:
    """Of questions that never apply; the light of each date is that of the other rubric."""
    for case in cases(5):
        never = {n: (WHY._replace(known=day("1990")),) for n in case.out}
        area = replace(case.area, ratings={**case.area.ratings, **never})

        wide = timeline.timeline(case.rubric, area)
        narrow = timeline.timeline(case.narrow, area)

        lights = {m.assessment.as_of: m.assessment.light for m in wide}
        for moment in narrow:
            assert lights[moment.assessment.as_of] is moment.assessment.light


def test_a_timeline_shows_when_a_question_ceased_to_apply_and_moved_the_light() -> None:
    rubric = with_questions(
        a_rubric(criteria={"d": ("a", "b", "c")}, vetoes=()),
        lambda c: replace(c, may_be_not_applicable=True),
    )
    ratings: dict[str, tuple[Entry, ...]] = {
        "a": (a_rating(0, known="2018"),),
        "b": (a_rating(4, known="2018"), WHY),
        "c": (a_rating(4, known="2018"), WHY._replace(known=day("2021"))),
    }
    area = IssueArea("an-area", "An area", "S", ratings, sources={SOURCE.id: SOURCE})

    moments = timeline.timeline(rubric, area)

    assert [m.assessment.light for m in moments] == [RED, RED, GREEN]
    (last,) = moments[-1].changes
    assert (last.after.criterion.id, last.moved, last.after.applies) == ("c", True, False)


# Too few questions.


def test_too_few_questions_leave_an_area_undetermined_and_nothing_is_claimed() -> None:
    random = Random(6)
    for _ in range(CASES):
        case = a_case(random, least=0)
        rubric = replace(
            case.rubric, minimum_questions=len(case.rubric.criteria) - len(case.out) + 1
        )
        found = assess(rubric, case.area, DAY)
        applying = len(rubric.criteria) - len(case.out)

        assert found.light is None
        assert found.undetermined_because == (TooFewQuestions(applying, rubric.minimum_questions),)
        assert (found.worst, found.best, found.outlook) == (
            RED,
            GREEN,
            Outlook.STABLE,
        )
        assert margins(found) == ()
        assert found.decided_by == ()
        assert moves.nearest(found) == ()
        assert tipping.level_changes(found) == ()
        assert unknowns.unknowns(found).decisive == ()
        assert all(one.agrees is None for one in opinions.opinions(found))
        spans = acceptability.share_of_weightings(found).values()
        assert all(span.low == 0 and span.high == 1 for span in spans)
        assert sensitivity.sensitivity(found, draws=4) is None
        for aim in found.rubric.aims:
            ways = pathways.pathways(found, aim)
            assert (ways.least_effort, ways.fewest_questions, ways.reached) == (None, None, False)


def test_no_gate_on_a_light_passes_where_too_few_questions_apply() -> None:
    rubric = replace(a_rubric(criteria={"d": ("a", "b")}, vetoes=()), minimum_questions=2)
    rubric = with_questions(rubric, lambda c: replace(c, may_be_not_applicable=True))
    area = IssueArea("an-area", "An area", "S", {"a": (a_rating(0),), "b": (WHY,)})

    verdicts = Gates(("red", "yellow", "undetermined")).judge(assess(rubric, area, DAY))

    outcomes = {one.gate: one.outcome for one in verdicts}
    assert outcomes == {
        "red": Outcome.UNDECIDED,
        "yellow": Outcome.UNDECIDED,
        "undetermined": Outcome.FAILED,
    }


# Several areas with other questions.


def two_towns(low: int, high: int) -> tuple[Rubric, IssueArea, IssueArea]:
    """Three questions; the last does not apply to the second area, by its answer."""
    rubric = with_questions(
        a_rubric(criteria={"d": ("a", "b", "c")}, vetoes=()),
        lambda c: replace(c, may_be_not_applicable=True),
    )
    ratings: dict[str, tuple[Entry, ...]] = {
        "a": (a_rating(low),),
        "b": (a_rating(high),),
        "c": (a_rating(high),),
    }
    first = IssueArea("first", "First", "S", ratings, sources={SOURCE.id: SOURCE})
    second = replace(first, id="second", ratings={**ratings, "c": (WHY,)})
    return rubric, first, second


def test_areas_are_set_side_by_side_with_what_applies_to_each() -> None:
    rubric, first, second = two_towns(0, 4)
    assessments = [assess(rubric, area, DAY) for area in (first, second)]

    rows = compare.rows(assessments)

    assert [row.criterion.id for row in rows] == ["a", "b", "c"]
    assert [row.differs for row in rows] == [False, False, True]


def test_what_alone_gives_another_light_is_found_by_trying_every_answer() -> None:
    random = Random(7)
    for _ in range(60):
        rubric, first, second = two_towns(random.randint(0, 4), random.randint(0, 4))
        second = replace(second, ratings={**second.ratings, "b": (a_rating(random.randint(0, 4)),)})
        assessments = [assess(rubric, area, DAY) for area in (first, second)]
        for step in compare.steps(assessments):
            one, other = assessments[step.area], assessments[step.other]
            tried = [
                name
                for name in rubric.criteria
                if assess(
                    rubric,
                    replace(
                        one.area,
                        ratings={**one.area.ratings, name: other.area.ratings[name]},
                    ),
                    DAY,
                ).light
                is other.light
            ]
            assert list(step.criteria) == tried


@pytest.mark.parametrize(
    ("others", "level", "dropped", "outcome"),
    [
        ((0, 4), 0, True, Outcome.FAILED),  # of Green answers two of three, then one of two
        ((0, 0), 4, True, Outcome.PASSED),
        ((0, 4), 0, False, Outcome.PASSED),
        ((0, 0, 4), 4, False, Outcome.FAILED),  # two of three, then two of four
        ((0, 0), 4, False, Outcome.PASSED),  # all, then two of three: it stays Green
        ((0, 0, 0), None, True, Outcome.PASSED),
    ],
)
def test_a_regression_is_what_dropping_or_joining_does_to_the_light(
    others: tuple[int, ...], level: int | None, dropped: bool, outcome: Outcome
) -> None:
    names = [f"q{number}" for number in range(len(others))]
    rubric = with_questions(
        a_rubric(criteria={"d": (*names, "last")}, vetoes=()),
        lambda c: replace(c, may_be_not_applicable=True),
    )
    ratings: dict[str, tuple[Entry, ...]] = {
        name: (a_rating(one),) for name, one in zip(names, others, strict=True)
    }
    last = Missing("nobody looked", day("2019")) if level is None else a_rating(level)
    rated = IssueArea("x", "X", "S", {**ratings, "last": (last,)}, sources={SOURCE.id: SOURCE})
    without = replace(rated, ratings={**ratings, "last": (WHY,)})
    before, after = (rated, without) if dropped else (without, rated)

    now, then = assess(rubric, after, DAY), snapshot_of(assess(rubric, before, DAY))
    (found,) = Gates(("regression",)).judge(now, then)

    assert found.outcome is outcome


def test_an_audit_counts_only_the_areas_to_which_a_question_applies() -> None:
    rubric, first, second = two_towns(1, 3)
    found = audit.audit(rubric, [assess(rubric, area, DAY) for area in (first, second)])

    assert found.rated == {"a": 2, "b": 2, "c": 1}
    assert found.constant == ("a", "b")


def test_a_calibration_judges_each_case_by_what_applies_to_it() -> None:
    """In one dimension, a case without a question fits the models that fit it without asking it."""
    random = Random(8)
    for _ in range(12):
        levels = [random.randint(0, 4) for _ in range(4)]
        rubric = with_questions(
            a_rubric(criteria={"d": ("a", "b", "c", "e")}, vetoes=()),
            lambda c: replace(c, may_be_not_applicable=True),
        )
        narrow = with_questions(rubric, lambda c: None if c.id == "e" else c)
        ratings: dict[str, tuple[Entry, ...]] = {
            name: (a_rating(level),) for name, level in zip("abce", levels, strict=True)
        }
        area = IssueArea("x", "X", "S", {**ratings, "e": (WHY,)}, sources={SOURCE.id: SOURCE})
        published = Reference("x", DAY, random.choice(LIGHTS).id, Outlook.STABLE)

        found = [
            calibration.calibration(one, calibration.cases_of(one, [area]))
            for one in (
                replace(rubric, references=(published,)),
                replace(narrow, references=(published,)),
            )
        ]
        assert found[0].fitting == found[1].fitting
        assert found[0].family == found[1].family


def test_no_model_gives_a_light_where_too_few_questions_apply() -> None:
    rubric, _, second = two_towns(0, 0)
    published = Reference("second", DAY, "green", Outlook.STABLE)
    rubric = replace(rubric, references=(published,), minimum_questions=3)

    found = calibration.calibration(rubric, calibration.cases_of(rubric, [second]))

    assert (found.fitting, found.cases[0].light_matches) == (0, False)


# Where it is said.


def test_a_question_applies_if_it_applies_to_any_form_of_an_area() -> None:
    rubric = with_questions(
        a_rubric(criteria={"d": ("a", "b")}, vetoes=("b",)),
        lambda c: replace(
            c, applies_to=AppliesTo(("standards", "dialogue")) if c.id == "b" else None
        ),
    )
    area = IssueArea("x", "X", "S", {"a": (a_rating(0),), "b": (a_rating(4),)})

    def applying(*forms: str) -> list[str]:
        found = assess(rubric, replace(area, form=forms), DAY)
        return [answer.criterion.id for answer in found.answers]

    assert applying("joint-research") == ["a"]
    assert applying("joint-research", "standards") == ["a", "b"]
    assert applying("dialogue") == ["a", "b"]
    elsewhere = assess(rubric, replace(area, form=("joint-research",)), DAY).all_answers[1]
    assert elsewhere.rating == NotApplicable(
        "asked only of the form standards or dialogue", by_rubric=True
    )


def test_a_newer_answer_takes_the_place_of_one_that_did_not_apply() -> None:
    rubric, _, second = two_towns(0, 0)
    later = replace(second, ratings={**second.ratings, "c": (WHY, a_rating(3, known="2021-01"))})

    assert [a.high for a in assess(rubric, later, DAY).answers] == [0, 0, 3]
    assert len(assess(rubric, later, day("2020-12-31")).answers) == 2


def test_an_answer_can_be_assumed_not_to_apply() -> None:
    rubric, first, second = two_towns(0, 4)

    found = overridden(rubric, first, DAY, [SetAnswer("c", NOT_APPLICABLE)])

    assert verdict(found) == verdict(assess(rubric, second, DAY))
    assert found.all_answers[2].rating == NotApplicable("assumed not to apply for this run", DAY)
