"""Small rubrics and areas, drawn by hypothesis, and ways to go through all that they allow."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from coopcli.model import Assessment, Coverage, Majority, Trend
from coopcli.rule.assessment import assess
from tests.examples import GREEN, YELLOW, a_rubric, a_veto, an_area, by_light, day, lines_at

SMALL = {"left": ("a", "b"), "right": ("c", "d")}
NAMES = ["a", "b", "c", "d"]
LINES = [lines_at(1, 2), lines_at(0, 2), lines_at(1, 3), lines_at(0, 1), lines_at(2, 4)]


ONE_MAJORITY = st.one_of(
    st.integers(51, 100).map(lambda percent: Majority(Fraction(percent, 100))),
    st.integers(50, 99).map(lambda percent: Majority(Fraction(percent, 100), over=True)),
)
MAJORITIES = st.one_of(
    st.integers(51, 100).map(lambda percent: by_light(Fraction(percent, 100))),
    st.fixed_dictionaries({GREEN: ONE_MAJORITY, YELLOW: ONE_MAJORITY}),
)
"""One majority for both lights, or one for each."""


def judged(levels: object, **rubric: object) -> Assessment:
    """The assessment of levels under the standard rule, as of 2020."""
    return assess(a_rubric(**rubric), an_area(**levels), day("2020"))  # type: ignore[arg-type]


@st.composite
def small_assessments(draw: st.DrawFn, *, open_answers: bool = True) -> Assessment:
    """Four weighted questions with gates and trends, some missing or given as a range."""
    lines = draw(st.sampled_from(LINES))
    least = min(lines["yellow"] + 1, 4)
    gate = a_veto(*sorted(draw(st.integers(least, 4)) for _ in range(2)))
    if draw(st.booleans()):
        gate = a_veto(min(gate["green"], lines["green"] + 1), gate["yellow"])
    gated = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=2))
    rubric = a_rubric(
        criteria=SMALL,
        weights={name: draw(st.integers(1, 3)) for name in NAMES},
        gates=tuple(gated) if lines["yellow"] < 4 else (),  # no gate closes a light at its line
        gate=gate,
        lines=lines,
        majority=draw(MAJORITIES),
        coverage=Coverage(Fraction(0), Fraction(0)),
    )
    level = st.integers(0, 4)
    ranged = st.tuples(level, level).map(lambda pair: (min(pair), max(pair)))
    answer = st.one_of(level, ranged, st.none()) if open_answers else level
    levels = {name: draw(answer) for name in NAMES}
    trends = {name: draw(st.sampled_from(Trend)) for name in NAMES}
    return assess(rubric, an_area(levels, others=None, trends=trends, ids=NAMES), day("2020"))


def completions(assessment: Assessment) -> Iterator[dict[str, int]]:
    """Every set of levels that the answers allow."""
    names = [answer.criterion.id for answer in assessment.answers]
    ranges = [range(answer.low, answer.high + 1) for answer in assessment.answers]
    for levels in product(*ranges):
        yield dict(zip(names, levels, strict=True))


def every_level(assessment: Assessment) -> Iterator[dict[str, int]]:
    """Every set of levels that the rated answers could have; missing answers stay missing."""
    names = [answer.criterion.id for answer in assessment.answers]
    ranges = [range(5) if a.light is not None else range(4, 5) for a in assessment.answers]
    for levels in product(*ranges):
        yield dict(zip(names, levels, strict=True))
