from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from coopcli.analysis.changes import snapshot_of
from coopcli.analysis.completions import outlooks
from coopcli.analysis.gates import (
    OUTLOOKS,
    Gates,
    NoBaseline,
    Outcome,
    Rated,
    Reworded,
    Verdict,
    gate_words,
    worst,
)
from coopcli.identity import RubricChange, Version
from coopcli.model import Assessment, Basis, IssueArea, Missing, Outlook, Trend
from coopcli.rule.assessment import assess, light_of
from coopcli.studies.gated import because
from tests.analysis.areas import completions, small_assessments
from tests.examples import IDS, a_rating, a_rubric, an_area, day

RUBRIC = a_rubric()


def judged(area: IssueArea, as_of: str = "2020") -> Assessment:
    return assess(RUBRIC, area, day(as_of))


def verdict(gate: str, area: IssueArea, as_of: str = "2020") -> Verdict:
    (found,) = Gates((gate,)).judge(judged(area, as_of))
    return found


def worded(verdict: Verdict) -> tuple[object, ...]:
    """A verdict with its reason in words."""
    return (*verdict[:2], because(verdict.because), *verdict[3:])


def test_without_a_gate_nothing_is_judged() -> None:
    assert Gates().asked() == ()
    assert worst(Gates().judge(judged(an_area(others=4)))) is Outcome.PASSED


def test_what_a_run_asks_for_stays_as_it_is() -> None:
    with pytest.raises(AttributeError):
        Gates().min_coverage = Fraction(1)  # type: ignore[misc]
    assert not hasattr(Gates(), "__dict__")


def test_all_gates_are_named_in_one_order() -> None:
    every = Gates(gate_words(RUBRIC), Fraction(1, 2), frozenset(OUTLOOKS))

    named = (*gate_words(RUBRIC), "outlook negative", "outlook developing", "coverage 1/2")
    assert every.asked() == named
    assert tuple(verdict.gate for verdict in every.judge(judged(an_area()))) == named


def test_of_several_gates_the_worst_outcome_counts() -> None:
    passed, undecided, failed = (Verdict("", outcome) for outcome in Outcome)

    assert worst((passed, undecided)) is undecided.outcome is Outcome.UNDECIDED
    assert worst((failed, undecided, passed)) is failed.outcome is Outcome.FAILED
    assert len({passed.outcome, undecided.outcome, failed.outcome}) == 3


@given(small_assessments())
@settings(max_examples=200, deadline=None)
def test_a_light_is_judged_over_all_ways_of_answering(assessment: Assessment) -> None:
    every = list(completions(assessment))
    lights = [light_of(assessment.rubric, levels) for levels in every]
    for bound in assessment.rubric.lights[1:]:
        (found,) = Gates((bound.id,)).judge(assessment)
        bad = [light <= bound for light in lights]

        assert (found.outcome is Outcome.FAILED) == all(bad)
        assert (found.outcome is Outcome.PASSED) == (not any(bad))
        assert bool(found.unknowns) == (any(bad) and not all(bad))
        assert found.unknowns == settlers(assessment, every, bad)


@given(small_assessments())
@settings(max_examples=200, deadline=None)
def test_an_outlook_is_judged_over_all_ways_of_answering(assessment: Assessment) -> None:
    every = list(completions(assessment))
    each = [outlooks(assessment, levels) for levels in every]
    for outlook in OUTLOOKS:
        (found,) = Gates(outlooks=frozenset([outlook])).judge(assessment)
        bad = [possible == {outlook} for possible in each]

        assert (found.outcome is Outcome.FAILED) == all(bad)
        assert (found.outcome is Outcome.PASSED) == (not any(bad))
        assert found.unknowns == settlers(assessment, every, bad)


def settlers(
    assessment: Assessment, every: list[dict[str, int]], bad: list[bool]
) -> tuple[str, ...]:
    """The unknowns that alone settle it whatever the answer, else with some, else all."""
    if all(bad) or not any(bad):
        return ()
    unknowns = [a.criterion.id for a in assessment.answers if a.low < a.high]
    settled = {
        name: [
            len(
                {is_bad for is_bad, levels in zip(bad, every, strict=True) if levels[name] == level}
            )
            == 1
            for level in sorted({levels[name] for levels in every})
        ]
        for name in unknowns
    }
    always = tuple(name for name in unknowns if all(settled[name]))
    return always or tuple(name for name in unknowns if any(settled[name])) or tuple(unknowns)


@pytest.mark.parametrize(
    ("gate", "area", "printed"),
    [
        ("red", an_area(others=4), "the light is Red"),
        ("yellow", an_area(others=3), "the light is Red"),
        ("yellow", an_area({"legal-restrictions": (3, 4)}), "the light is Red to Yellow"),
        ("red", an_area({"legal-restrictions": (2, 4)}), "the answers allow Red to Green"),
    ],
)
def test_a_light_at_its_gate_says_what_the_answers_allow(
    gate: str, area: IssueArea, printed: str
) -> None:
    assert because(verdict(gate, area).because) == printed


@pytest.mark.parametrize(
    ("gate", "level", "outcome"),
    [
        ("red", 0, Outcome.PASSED),
        ("red", 2, Outcome.PASSED),
        ("red", 3, Outcome.FAILED),
        ("yellow", 0, Outcome.PASSED),
        ("yellow", 2, Outcome.FAILED),
        ("yellow", 3, Outcome.FAILED),
    ],
)
def test_a_light_fails_at_its_gate_or_worse(gate: str, level: int, outcome: Outcome) -> None:
    assert verdict(gate, an_area(others=level)).outcome is outcome


def test_one_missing_gate_answer_leaves_red_open_and_would_settle_it() -> None:
    area = an_area({"value-conflict": None})  # 14 of 15 green; at 4 the gate alone makes red

    found = verdict("red", area)

    assert found.outcome is Outcome.UNDECIDED
    assert found.unknowns == ("value-conflict",)


def test_a_missing_answer_that_cannot_matter_leaves_the_gate_passed() -> None:
    # One open question without a gate: 14 of 15 green is a majority whatever it is.
    assert verdict("yellow", an_area({"split-forums": None})).outcome is Outcome.PASSED


def test_every_completion_red_fails_though_answers_are_missing() -> None:
    levels = {"legal-restrictions": 4, "value-conflict": None}

    assert verdict("red", an_area(levels)).outcome is Outcome.FAILED


def test_a_range_leaves_open_what_its_ends_do_not_agree_on() -> None:
    found = verdict("red", an_area({"legal-restrictions": (3, 4)}))

    assert found.outcome is Outcome.UNDECIDED
    assert found.unknowns == ("legal-restrictions",)


def test_where_only_two_answers_together_settle_it_both_are_named() -> None:
    # Eight are green and ten are needed, three are red: of the four unknowns any two decide.
    open_ones = ("split-forums", "channel-gap", "zero-sum-race", "state-steering")
    rest = {"supply-decoupling": 4, "blocked-exchange": 4, "missing-mutual-gain": 4}
    area = an_area(dict.fromkeys(open_ones) | rest)

    found = verdict("yellow", area)

    assert found.outcome is Outcome.UNDECIDED
    assert found.unknowns == open_ones


def test_undetermined_fails_where_no_light_is_given() -> None:
    assert verdict("undetermined", an_area({"value-conflict": None})).outcome is Outcome.FAILED
    assert verdict("undetermined", an_area()) == Verdict("undetermined", Outcome.PASSED)
    found = verdict("undetermined", an_area({"value-conflict": None}))
    assert (
        because(found.because)
        == "the light turns on a veto question without an answer: value conflict"
    )
    assert found.criteria == ("value-conflict",)


def test_stale_counts_a_half_life_from_the_freshest_evidence() -> None:
    # A rating without evidence ages like commentary, 24 months in this rubric.
    assert verdict("stale", an_area(), "2022-12-30").outcome is Outcome.PASSED
    found = verdict("stale", an_area(), "2022-12-31")
    assert found.outcome is Outcome.FAILED
    assert found.criteria == tuple(IDS)


def test_unsupported_fails_where_inferred_answers_carry_the_light() -> None:
    assert verdict("unsupported", an_area()).outcome is Outcome.FAILED
    supported = replace(an_area(), ratings={name: (a_rating(0, basis=Basis.AREA),) for name in IDS})
    bare = {name: supported.ratings[name] for name in IDS}
    bare["split-forums"] = (a_rating(0),)  # one inferred answer of fifteen carries nothing
    assert verdict("unsupported", replace(supported, ratings=bare)).outcome is Outcome.PASSED


def test_coverage_is_compared_exactly() -> None:
    area = an_area(dict.fromkeys(IDS[:5]))  # 10 of 15 rated

    def outcome(share: Fraction) -> Outcome:
        return Gates(min_coverage=share).judge(judged(area))[0].outcome

    assert outcome(Fraction(2, 3)) is Outcome.PASSED
    assert outcome(Fraction(6667, 10000)) is Outcome.FAILED
    (found,) = Gates(min_coverage=Fraction(1)).judge(judged(area))
    assert found == Verdict("coverage 1", Outcome.FAILED, Rated(Fraction(2, 3)), tuple(IDS[:5]))
    assert because(found.because) == "2/3 of the weight is answered"


def test_a_negative_outlook_fails() -> None:
    hardening = dict.fromkeys(IDS[3:9], Trend.HARDENING)  # 9 of 15 stay green: no majority
    area = an_area(dict.fromkeys(IDS[3:9], 1), trends=hardening)
    gates = Gates(outlooks=frozenset([Outlook.NEGATIVE]))

    assert judged(area).outlook is Outlook.NEGATIVE
    (found,) = gates.judge(judged(area))
    assert worded(found) == (
        *("outlook negative", Outcome.FAILED, "the outlook is negative", tuple(IDS[3:9]), ()),
    )
    assert gates.judge(judged(an_area()))[0].outcome is Outcome.PASSED


def test_an_outlook_that_turns_on_an_unknown_is_undecided() -> None:
    hardening = dict.fromkeys(IDS[3:8], Trend.HARDENING)  # 10 stay green, one of them unknown
    area = an_area(dict.fromkeys(IDS[3:8], 1) | {"split-forums": None}, trends=hardening)

    (found,) = Gates(outlooks=frozenset([Outlook.NEGATIVE])).judge(judged(area))

    assert found.outcome is Outcome.UNDECIDED
    assert found.unknowns == ("split-forums",)
    assert because(found.because) == "the outlook may be negative or stable"
    assert found.criteria == tuple(IDS[3:8])


def regression(old: IssueArea, new: IssueArea) -> Verdict:
    (found,) = Gates(("regression",)).judge(judged(new), snapshot_of(judged(old)))
    return found


def test_a_worse_answer_in_a_red_area_is_a_regression() -> None:
    red = an_area({"legal-restrictions": 4, "split-forums": 2})
    worse = an_area({"legal-restrictions": 4, "split-forums": 3})

    assert worded(regression(red, worse)) == (
        *("regression", Outcome.FAILED, "split-forums 2 to 3", ("split-forums",), ()),
    )
    assert regression(worse, red).outcome is Outcome.PASSED
    assert regression(red, red).outcome is Outcome.PASSED


def test_a_rating_that_vanished_is_a_regression_and_a_new_one_is_none() -> None:
    bad, gone = an_area({"split-forums": 4}), an_area({"split-forums": None})

    assert regression(bad, gone).outcome is Outcome.FAILED
    assert regression(gone, bad).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("was", "now", "outcome"),
    [
        ((1, 2), 3, Outcome.FAILED),
        (2, (2, 3), Outcome.UNDECIDED),
        ((1, 3), (2, 3), Outcome.PASSED),
        ((1, 2), 1, Outcome.PASSED),
    ],
)
def test_a_range_is_worse_for_certain_only_above_all_it_was(
    was: int | tuple[int, int], now: int | tuple[int, int], outcome: Outcome
) -> None:
    old, new = an_area({"split-forums": was}), an_area({"split-forums": now})

    assert regression(old, new).outcome is outcome


def test_a_regression_says_from_where_to_where() -> None:
    def printed(was: int | tuple[int, int] | None, now: int | tuple[int, int] | None) -> Verdict:
        return regression(an_area({"split-forums": was}), an_area({"split-forums": now}))

    assert because(printed((1, 2), (3, 4)).because) == "split-forums 1-2 to 3-4"
    assert because(printed(2, None).because) == "split-forums 2 to not answered"
    assert worded(printed(2, (2, 3))) == (
        "regression",
        Outcome.UNDECIDED,
        "split-forums 2 to 2-3",
        ("split-forums",),
        ("split-forums",),
    )


def test_an_area_that_the_baseline_does_not_have_has_not_got_worse() -> None:
    (found,) = Gates(("regression",)).judge(judged(an_area(others=4)))

    assert found == Verdict("regression", Outcome.PASSED, NoBaseline())
    assert because(found.because) == "the baseline does not have this area"


@pytest.mark.parametrize(
    ("name", "rule", "version"), [("other", "", "1.0.0"), ("", "0", "1.0.0"), ("", "0", "0.9.0")]
)
def test_another_rubric_is_incomparable_and_does_not_pass(
    name: str, rule: str, version: str
) -> None:
    now = judged(an_area())
    before = snapshot_of(now)
    digests = before.rubric.digests
    digests = digests._replace(rule=rule or digests.rule)
    other = Version(name or before.rubric.id, version, digests)

    (found,) = Gates(("regression",)).judge(now, before._replace(rubric=other))

    assert found.outcome is Outcome.UNDECIDED
    assert because(found.because).startswith("cannot be compared: ")


@pytest.mark.parametrize(
    ("field", "note"),
    [
        ("text", "only the wording of the rubric differs"),
        ("rest", "what decides a light is the same, other parts of the rubric differ"),
    ],
)
def test_another_wording_is_compared_and_named(field: str, note: str) -> None:
    def after(was: int, now: int | tuple[int, int]) -> Verdict:
        before = snapshot_of(judged(an_area({"split-forums": was})))
        digests = before.rubric.digests._replace(**{field: "0"})
        other = before.rubric._replace(version="0.9.0", digests=digests)
        area = judged(an_area({"split-forums": now}))
        (found,) = Gates(("regression",)).judge(area, before._replace(rubric=other))
        return found

    assert after(2, 2) == Verdict("regression", Outcome.PASSED, Reworded(RubricChange(field)))
    assert because(after(2, 2).because) == note
    assert because(after(2, 3).because) == f"split-forums 2 to 3; {note}"
    assert because(after(2, (2, 3)).because) == f"split-forums 2 to 2-3; {note}"


def test_an_answer_that_says_why_it_is_missing_is_missing() -> None:
    area = an_area()
    gone = (Missing("gone", day("2020")),)
    missing = replace(area, ratings={**area.ratings, "split-forums": gone})

    assert regression(area, missing).outcome is Outcome.FAILED
