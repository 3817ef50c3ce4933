from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings

from coopcli.analysis.unknowns import unknowns
from coopcli.analysis.what_if import SetVeto, with_rule
from coopcli.model import Assessment, Majority
from coopcli.rule.assessment import assess, light_of
from tests.analysis.areas import completions, judged, small_assessments
from tests.examples import GREEN, RED, YELLOW, a_rubric, a_veto, an_area, day, lines_at


def test_red_only_if_a_missing_veto_turns_out_at_four() -> None:
    found = unknowns(judged({"levels": {"legal-restrictions": None}}))

    assert found.decisive == ("legal-restrictions",)
    assert found.best == (GREEN, {"legal-restrictions": 2})
    assert found.worst == (RED, {"legal-restrictions": 4})


def test_a_range_on_one_side_of_every_line_changes_nothing() -> None:
    found = unknowns(judged({"levels": {"channel-gap": (0, 1)}}))

    assert found.idle == ("channel-gap",)
    assert not found.decisive
    assert found.best == found.worst == (GREEN, {})


def test_an_answer_that_closes_where_it_stops_supporting_leaves_no_vote_to_make_up() -> None:
    # Two of three are needed. Below its veto q supports Green, which makes two with z; at 2 it
    # closes Green and supports Yellow, as x does at 1 and at 2: x never matters.
    area = {"levels": {"q": None, "x": (1, 2), "z": 0}, "ids": ["q", "x", "z"]}
    found = judged(area, criteria={"one": ("q", "x", "z")}, vetoes=("q",), veto=a_veto(2, 3))

    assert (unknowns(found).decisive, unknowns(found).idle) == (("q",), ("x",))


def test_a_veto_need_only_open_where_heavier_votes_make_up_for_its_own() -> None:
    # Eight of nine are needed for Green. The veto of "near" opens onto the line, those of two
    # others above it: with the two of "heavy" all nine would be there, and one of them may go.
    names = ("near", "veto", "other", "heavy", "z")
    rubric = a_rubric(
        criteria={"one": names},
        weights={"heavy": 2, "z": 4},
        vetoes=(),
        majority=Fraction(8, 9),
    )
    vetoes = {"near": a_veto(2, 3), "veto": a_veto(3, 4), "other": a_veto(3, 4)}
    rubric = with_rule(rubric, [SetVeto(name, veto) for name, veto in vetoes.items()])
    area = an_area({"z": 0}, others=None, ids=list(names))

    found = unknowns(assess(rubric, area, day("2020")))

    assert found.best == (GREEN, {"near": 1, "veto": 2, "other": 1, "heavy": 1})


def test_an_answer_need_only_fall_as_far_as_the_light_asks() -> None:
    # Three of four greens carry Green; Yellow asks for all four, and yellow is enough for that.
    own = {GREEN: Majority(Fraction(1, 2), over=True), YELLOW: Majority(Fraction(1))}
    area = {"levels": dict.fromkeys("abc", 0), "others": None, "ids": list("abcd")}

    found = judged(area, criteria={"one": tuple("abcd")}, vetoes=(), majority=own)

    assert unknowns(found).best == (GREEN, {"d": 2})


def test_a_vote_may_be_lost_before_the_veto_closes() -> None:
    # Both are needed for Green: g at 2 takes its vote away, at 3 it would close Green too.
    area = {"levels": {"g": (1, 3), "z": 0}, "ids": ["g", "z"]}
    found = judged(area, criteria={"one": ("g", "z")}, vetoes=("g",), lines=lines_at(1, 3))

    assert unknowns(found).worst == (YELLOW, {"g": 2})


@given(small_assessments())
@settings(max_examples=200, deadline=None)
def test_decisive_answers_are_those_of_brute_force(assessment: Assessment) -> None:
    found = unknowns(assessment)
    every = list(completions(assessment))
    for answer in assessment.answers:
        name = answer.criterion.id
        changes = any(
            light_of(assessment.rubric, levels | {name: answer.low})
            is not light_of(assessment.rubric, levels | {name: answer.high})
            for levels in every
        )
        assert (name in found.decisive) == changes
        assert (name in found.idle) == (answer.low < answer.high and not changes)


@given(small_assessments())
@settings(max_examples=200, deadline=None)
def test_extremes_take_as_few_answers_as_possible(assessment: Assessment) -> None:
    low = {a.criterion.id: a.low for a in assessment.answers}
    high = {a.criterion.id: a.high for a in assessment.answers}
    found = unknowns(assessment)
    assert (found.best.light, found.worst.light) == (assessment.best, assessment.worst)
    if assessment.best is assessment.worst:
        return
    assert light_of(assessment.rubric, high | dict(found.best.needs)) is assessment.best
    assert light_of(assessment.rubric, low | dict(found.worst.needs)) is assessment.worst
    for name, level in found.best.needs.items():
        assert low[name] <= level < high[name]
        short = {**high, **found.best.needs, name: level + 1}
        assert light_of(assessment.rubric, short) is not assessment.best
    for name, level in found.worst.needs.items():
        assert low[name] < level <= high[name]
        short = {**low, **found.worst.needs, name: level - 1}
        assert light_of(assessment.rubric, short) is not assessment.worst
    for completion, given_, towards in ((found.best, high, low), (found.worst, low, high)):
        for fewer in combinations(low, len(completion.needs) - 1):
            moved = given_ | {name: towards[name] for name in fewer}
            assert light_of(assessment.rubric, moved) is not completion.light
