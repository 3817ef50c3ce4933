from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings

from coopcli.analysis.unknowns import unknowns
from coopcli.assessment import light_of
from coopcli.model import Assessment, Light
from tests.analysis.areas import completions, judged, small_assessments


def test_red_only_if_a_missing_gate_turns_out_at_four() -> None:
    found = unknowns(judged({"levels": {"legal-restrictions": None}}))

    assert found.decisive == ("legal-restrictions",)
    assert found.best == (Light.GREEN, {"legal-restrictions": 2})
    assert found.worst == (Light.RED, {"legal-restrictions": 4})


def test_a_range_on_one_side_of_every_line_changes_nothing() -> None:
    found = unknowns(judged({"levels": {"channel-gap": (0, 1)}}))

    assert found.idle == ("channel-gap",)
    assert not found.decisive
    assert found.best == found.worst == (Light.GREEN, {})


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
    for completion, given_, towards in ((found.best, high, low), (found.worst, low, high)):
        for fewer in combinations(low, len(completion.needs) - 1):
            moved = given_ | {name: towards[name] for name in fewer}
            assert light_of(assessment.rubric, moved) is not completion.light
