"""The cheapest sets of barrier reductions, against every set there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcli.analysis.pathways import Optimum, Pathways, Why, pathways
from coopcli.analysis.what_if import SetAnswer, overridden
from coopcli.model import Assessment, Avenue, Light, Majority, Reach, Rubric
from coopcli.rule.assessment import assess, light_of
from tests.analysis.areas import FIRST, SHAPES, small_assessments
from tests.examples import (
    GREEN,
    RED,
    YELLOW,
    a_rubric,
    a_veto,
    an_area,
    by_light,
    day,
    lines_at,
    the_pack,
)

TODAY = day("2020")
AVENUES = (Avenue("talks", "Talks"), Avenue("texts", "Texts"))


def with_reach(rubric: Rubric, reach: dict[str, dict[str, Reach]]) -> Rubric:
    dimensions = tuple(
        replace(
            part,
            criteria=tuple(
                replace(c, reach=reach.get(c.id, {}), beyond="Only governments can.")
                for c in part.criteria
            ),
        )
        for part in rubric.dimensions
    )
    return replace(rubric, dimensions=dimensions, avenues=AVENUES)


# Every set there is, of small rubrics.

LEVEL = st.integers(0, 4)
REACHES = st.dictionaries(
    st.sampled_from(["talks", "texts"]), st.builds(Reach, st.integers(1, 4), st.integers(1, 5))
)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    names = [f"c{number}" for number in range(draw(st.integers(2, 5)))]
    green = draw(st.integers(0, 2))
    yellow = draw(st.integers(green + 1, 3))
    closes_green = draw(st.integers(green + 1, 4))
    rubric = a_rubric(
        criteria={"one": tuple(names)},
        weights={name: draw(st.integers(1, 4)) for name in names},
        vetoes=tuple(name for name in names if draw(st.booleans())),
        veto=a_veto(closes_green, draw(st.integers(max(closes_green, yellow + 1), 4))),
        majority=draw(
            st.sampled_from(
                [
                    *map(by_light, (Fraction(2, 3), Fraction(3, 4), Fraction(4, 7), Fraction(1))),
                    by_light({GREEN: Majority(Fraction(4, 7)), YELLOW: Majority(Fraction(3, 4))}),
                    by_light(
                        {
                            GREEN: Majority(Fraction(1, 2), over=True),
                            YELLOW: Majority(Fraction(4, 5), over=True),
                        }
                    ),
                ]
            )
        ),
        lines=lines_at(green, yellow),
    )
    rubric = with_reach(rubric, {name: draw(REACHES) for name in names})
    spans = st.tuples(LEVEL, LEVEL).map(lambda pair: (min(pair), max(pair)))
    levels = st.one_of(LEVEL, LEVEL, LEVEL, st.none(), spans)
    area = an_area({name: draw(levels) for name in names}, ids=names)
    fixed = {name: "It stays." for name in names if draw(st.integers(0, 5)) == 0}
    return assess(rubric, replace(area, fixed=fixed), TODAY)


@st.composite
def of_other_shapes(draw: st.DrawFn) -> Assessment:
    """Two or nine levels, two or four lights, and now and then a question that does not apply."""
    found = draw(small_assessments(shapes=[shape for shape in SHAPES if shape != FIRST]))
    steps = st.integers(1, found.rubric.highest)
    reaches = st.dictionaries(
        st.sampled_from(["talks", "texts"]), st.builds(Reach, steps, st.integers(1, 5))
    )
    rubric = with_reach(found.framework, {name: draw(reaches) for name in found.framework.criteria})
    return assess(rubric, found.area, TODAY)


ANY = st.one_of(assessments(), of_other_shapes())
AIM = st.integers(0, 2)
"""Which light is the aim, from the best on."""


def aim_of(assessment: Assessment, place: int) -> Light:
    return assessment.rubric.aims[place % len(assessment.rubric.aims)]


Set = frozenset[tuple[str, int]]


def all_falls(assessment: Assessment) -> Iterator[list[tuple[int, str, int]]]:
    """For each question the levels that it has or that avenues can take it to, with the effort."""
    for answer in assessment.answers:
        name, options = answer.criterion.id, [(0, answer.high)]
        if answer.light is not None and name not in assessment.area.fixed:
            for fall in range(1, answer.high + 1):
                ways = answer.criterion.reach.values()
                efforts = [fall * way.effort for way in ways if way.steps >= fall]
                options += [(min(efforts), answer.high - fall)] if efforts else []
        yield [(effort, name, level) for effort, level in options]


def every_set(assessment: Assessment, aim: Light, spare: int) -> Iterator[tuple[int, Set]]:
    """Every set of falls that avenues allow and that reaches the light, with its effort."""
    high = {answer.criterion.id: answer.high for answer in assessment.answers}
    for chosen in product(*all_falls(assessment)):
        levels = {name: level for _, name, level in chosen}
        if reaches(assessment, levels, aim, spare):
            moved = frozenset((n, level) for _, n, level in chosen if level != high[n])
            yield sum(effort for effort, _, _ in chosen), moved


def rated_in(assessment: Assessment) -> set[str]:
    return {a.criterion.id for a in assessment.answers if a.light is not None}


def reaches(assessment: Assessment, levels: dict[str, int], aim: Light, spare: int) -> bool:
    rubric = assessment.rubric
    rated = rated_in(assessment)
    for light in rubric.aims:
        if light <= aim:
            line = rubric.lines[light.id]
            every = line == rubric.highest  # then a missing answer carries it as well
            carry = [
                c.weight
                for c in rubric.criteria.values()
                if every or (c.id in rated and levels[c.id] <= line)
            ]
            left = sum(sorted(carry, reverse=True)[spare:])
            if not rubric.majorities[light.id].has(Fraction(left, rubric.total_weight)):
                return False
    return light_of(rubric, levels) >= aim


def printed(optimum: Optimum | None) -> set[Set]:
    found = optimum.pathways if optimum else ()
    sets = [frozenset((step.criterion.id, step.end) for step in one.steps) for one in found]
    assert len(sets) == len(set(sets)) == (optimum.total if optimum else 0)
    return set(sets)


@settings(max_examples=200, deadline=None)
@given(ANY, AIM, st.integers(0, 2))
def test_it_finds_all_cheapest_sets_of_all_there_are(
    assessment: Assessment, place: int, spare: int
) -> None:
    aim = aim_of(assessment, place)
    found = pathways(assessment, aim, spare=spare)

    sets = list(every_set(assessment, aim, spare))
    least = min((effort for effort, _ in sets), default=None)
    fewest = min(((len(one), effort) for effort, one in sets), default=None)
    assert printed(found.least_effort) == {one for effort, one in sets if effort == least}
    assert printed(found.fewest_questions) == {
        one for effort, one in sets if (len(one), effort) == fewest
    }
    assert found.prices[spare] == least
    if not spare:
        assert bool(found.blockers) == (least is None)
    line, rated = assessment.rubric.lines[aim.id], rated_in(assessment)
    assert found.votes_possible == sum(
        assessment.rubric.criteria[fall[0][1]].weight
        for fall in all_falls(assessment)
        if line == assessment.rubric.highest
        or (fall[0][1] in rated and any(level <= line for _, _, level in fall))
    )


@settings(max_examples=100, deadline=None)
@given(ANY, AIM)
def test_each_set_does_in_what_if_what_is_claimed(assessment: Assessment, place: int) -> None:
    aim = aim_of(assessment, place)
    found = pathways(assessment, aim)

    for optimum in (found.least_effort, found.fewest_questions):
        for one in optimum.pathways if optimum else ():
            steps = [SetAnswer(step.criterion.id, (step.end, step.end)) for step in one.steps]
            moved = overridden(assessment.rubric, assessment.area, TODAY, steps)
            assert moved.worst >= aim
            assert found.reached or steps


# Worked by hand: fifteen questions, ten votes needed.


def of_small_questions(
    reach: dict[str, dict[str, Reach]], levels: dict[str, int], **rubric: object
) -> Pathways:
    made = a_rubric(criteria={"one": tuple(levels)}, majority=Fraction(3, 5), **rubric)  # type: ignore[arg-type]
    area = an_area(levels, ids=list(levels))
    return pathways(assess(with_reach(made, reach), area, TODAY), GREEN)


def test_the_fewest_questions_and_of_them_the_least_effort() -> None:
    # Two of ten votes are short: two light questions bring them for 2, a heavy one for 8 or 9.
    found = of_small_questions(
        {
            "light": {"talks": Reach(1, 1)},
            "other-light": {"talks": Reach(1, 1)},
            "dear": {"talks": Reach(1, 9)},
            "heavy": {"talks": Reach(1, 8)},
        },
        {"there": 0, "light": 2, "other-light": 2, "dear": 2, "heavy": 2},
        weights={"there": 4, "dear": 2, "heavy": 2},
        vetoes=(),
    )

    assert printed(found.least_effort) == {frozenset([("light", 1), ("other-light", 1)])}
    assert printed(found.fewest_questions) == {frozenset([("heavy", 1)])}


def test_sets_are_shown_in_the_order_of_the_rubric_and_the_smaller_fall_first() -> None:
    # Two of five votes are there and three are needed. The veto opens at 2 and is green at 1.
    found = of_small_questions(
        {name: {"talks": Reach(2, 1)} for name in ("veto", "open", "last")},
        {"there": 0, "veto": 3, "open": 2, "too": 1, "last": 2},
        vetoes=("veto",),
    )

    assert found.least_effort
    assert [
        [(s.criterion.id, s.end) for s in one.steps] for one in found.least_effort.pathways
    ] == [
        [("veto", 2), ("open", 1)],
        [("veto", 2), ("last", 1)],
        [("veto", 1)],
    ]
    assert found.least_effort.total == 3


def test_a_veto_just_above_the_line_opens_and_turns_green_in_one_step() -> None:
    found = of_small_questions(
        {"veto": {"talks": Reach(1, 1)}},
        {"veto": 2, "b": 0, "c": 0, "d": 0},
        vetoes=("veto",),
        veto=a_veto(2, 4),
    )

    assert (
        printed(found.least_effort) == printed(found.fewest_questions) == {frozenset([("veto", 1)])}
    )


@pytest.mark.parametrize(
    ("light", "better"),
    [(RED, YELLOW), (YELLOW, GREEN), (GREEN, GREEN)],
)
def test_the_next_better_light(light: Light, better: Light) -> None:
    assert a_rubric().next_better(light) is better


def two_short(**levels: int | None) -> Pathways:
    """Eight green answers, and seven others at 2 unless told."""
    names = ["split-forums", "channel-gap", "zero-sum-race", "state-steering"]
    names += ["supply-decoupling", "blocked-exchange", "missing-mutual-gain"]
    given_levels = dict.fromkeys(names, 2) | {k.replace("_", "-"): v for k, v in levels.items()}
    reach = {
        "split-forums": {"talks": Reach(1, 3)},
        "channel-gap": {"talks": Reach(2, 1), "texts": Reach(1, 4)},
        "zero-sum-race": {"talks": Reach(1, 3)},
        "legal-restrictions": {"texts": Reach(1, 5)},
    }
    rubric = with_reach(a_rubric(), reach)
    area = replace(an_area(given_levels), fixed={"blocked-exchange": "The visas are gone."})
    return pathways(assess(rubric, area, TODAY), GREEN)


def test_ties_are_all_shown() -> None:
    found = two_short()

    assert found.votes_now == 8
    # Channel gap costs 1 and stands in both sets; either of the others costs 3.
    assert printed(found.least_effort) == {
        frozenset([("split-forums", 1), ("channel-gap", 1)]),
        frozenset([("channel-gap", 1), ("zero-sum-race", 1)]),
    }
    assert found.least_effort
    assert found.least_effort.pathways[0].effort == 4
    assert found.prices == (4, 7)


def test_a_barrier_falls_through_its_cheapest_avenue_and_the_others_are_shown() -> None:
    found = two_short()

    assert found.least_effort
    step = next(s for s in found.least_effort.pathways[0].steps if s.criterion.id == "channel-gap")
    assert [tuple(way) for way in step.ways] == [("talks", 1), ("texts", 4)]


def test_a_closed_veto_must_open_but_need_not_be_green() -> None:
    found = two_short(legal_restrictions=3)

    # One vote less: seven are green, three are needed, and the veto must fall to 2 as well.
    assert printed(found.least_effort) == {
        frozenset(
            [
                ("legal-restrictions", 2),
                *((name, 1) for name in ("split-forums", "channel-gap", "zero-sum-race")),
            ]
        )
    }


def test_what_blocks_is_named_with_its_reason() -> None:
    found = two_short(legal_restrictions=4, missing_common_text=3)

    # It would have to fall by two levels to open the veto, and texts take off one.
    assert found.least_effort is None
    assert [entry.criterion.id for entry in found.blockers] == ["legal-restrictions"]
    # What blocks stands first; all fall to level 1, the green line.
    assert [(entry.criterion.id, *entry[1:]) for entry in found.immovable] == [
        ("legal-restrictions", 4, Why.TOO_FAR, "", True, 3, 1),
        ("missing-common-text", 3, Why.BEYOND, "Only governments can.", False, 2, 0),
        ("state-steering", 2, Why.BEYOND, "Only governments can.", False, 1, 0),
        ("supply-decoupling", 2, Why.BEYOND, "Only governments can.", False, 1, 0),
        ("blocked-exchange", 2, Why.FIXED, "The visas are gone.", False, 1, 0),
        ("missing-mutual-gain", 2, Why.BEYOND, "Only governments can.", False, 1, 0),
    ]


def test_a_missing_question_with_a_veto_blocks_until_it_is_rated() -> None:
    found = two_short(legal_restrictions=None)

    (blocker,) = found.blockers
    assert blocker.criterion.id == "legal-restrictions"
    assert tuple(blocker[1:]) == (None, Why.MISSING, "not answered", True, 0, 0)


def test_a_light_that_is_there_needs_no_step() -> None:
    found = pathways(assess(a_rubric(), an_area(), TODAY), GREEN)

    assert found.reached
    assert found.blockers == ()
    assert printed(found.least_effort) == {frozenset()}
    assert found.prices == (0, 0)


def test_many_ties_are_counted_in_full() -> None:
    # Twenty alike, fourteen to be moved: 20!/(14! 6!) sets.
    names = tuple(f"c{number}" for number in range(20))
    rubric = a_rubric(criteria={"one": names}, vetoes=())
    rubric = with_reach(rubric, {name: {"talks": Reach(1, 1)} for name in names})
    area = an_area(dict.fromkeys(names, 2), ids=list(names))

    found = pathways(assess(rubric, area, TODAY), GREEN).least_effort

    assert found
    assert found.total == 38760
    assert len(found.pathways) == 1000


def test_long_rubrics_are_solved_too() -> None:
    names = tuple(f"c{number}" for number in range(600))
    rubric = a_rubric(criteria={"one": names}, vetoes=())
    rubric = with_reach(rubric, {name: {"talks": Reach(1, 1)} for name in names})
    area = an_area(dict.fromkeys(names[:201], 2), ids=list(names))

    # 399 of 600 are green and 400 are needed: any one of the others will do.
    found = pathways(assess(rubric, area, TODAY), GREEN).least_effort

    assert found
    assert (found.total, len(found.pathways[0].steps)) == (201, 1)


def test_a_missing_answer_supports_a_light_that_every_level_supports() -> None:
    rubric = a_rubric(lines=lines_at(1, 4), vetoes=())

    found = pathways(assess(rubric, an_area(others=None), TODAY), YELLOW)

    assert (found.reached, found.votes_now, found.votes_possible) == (True, 15, 15)
    assert found.least_effort
    assert found.least_effort.pathways[0].steps == ()


@pytest.mark.parametrize(
    ("area", "aim", "effort", "questions", "sets", "spare"),
    [
        ("ai-principles", GREEN, 8, 4, 6, 11),
        ("affect-recognition", GREEN, 11, 5, 1, 15),
        ("deepfakes", GREEN, 8, 4, 1, 11),
        ("facial-recognition", YELLOW, 1, 1, 1, 4),
        ("public-administration", YELLOW, None, 0, 0, None),
    ],
)
def test_areas_of_the_pack(
    area: str, aim: Light, effort: int | None, questions: int, sets: int, spare: int | None
) -> None:
    from coopcli.packs.library import open_area

    pack = the_pack()
    found = pathways(assess(pack.rubric, open_area(pack, area), TODAY), aim)

    assert found.prices == (effort, spare)
    if found.least_effort:
        assert found.least_effort.total == sets
        assert len(found.least_effort.pathways[0].steps) == questions
