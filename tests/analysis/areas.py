"""Small rubrics and areas, drawn by hypothesis, and ways to go through all that they allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from hypothesis import strategies as st

from coopcli.analysis.what_if import SetVeto, with_rule
from coopcli.model import FIRST_LIGHTS, Assessment, Coverage, Majority, NotApplicable, Rubric, Trend
from coopcli.rule.assessment import assess
from tests.examples import a_rubric, an_area, day, some_lights

SMALL = {"left": ("a", "b"), "right": ("c", "d")}
NAMES = ["a", "b", "c", "d"]

ONE_MAJORITY = st.one_of(
    st.integers(51, 100).map(lambda percent: Majority(Fraction(percent, 100))),
    st.integers(50, 99).map(lambda percent: Majority(Fraction(percent, 100), over=True)),
)


def judged(levels: object, **rubric: object) -> Assessment:
    """The assessment of levels under the standard rule, as of 2020."""
    return assess(a_rubric(**rubric), an_area(**levels), day("2020"))  # type: ignore[arg-type]


class Shape(NamedTuple):
    """How many levels and lights a rubric has, and how many questions are asked."""

    levels: int
    lights: int
    questions: int


FIRST = Shape(5, 3, 4)
SHAPES = (FIRST, FIRST, Shape(2, 2, 4), Shape(2, 4, 4), Shape(9, 4, 3))
"""The first framework most often, and others up to all ends of what is allowed."""


@st.composite
def small_assessments(
    draw: st.DrawFn, *, open_answers: bool = True, shapes: Sequence[Shape] = SHAPES
) -> Assessment:
    """A few weighted questions with vetoes and trends, some missing or given as a range.

    Now and then a question without a veto does not apply, of either dimension or of both.
    """
    shape = draw(st.sampled_from(shapes))
    highest, names = shape.levels - 1, NAMES[: shape.questions]
    rubric = draw(small_rubrics(shape))
    level = st.integers(0, highest)
    ranged = st.tuples(level, level).map(lambda pair: (min(pair), max(pair)))
    answer = st.one_of(level, ranged, st.none()) if open_answers else level
    levels = {name: draw(answer) for name in names}
    trends = {name: draw(st.sampled_from(Trend)) for name in names}
    area = an_area(levels, others=None, trends=trends, ids=names)
    free = [name for name in names if not rubric.criteria[name].veto][: len(names) - 1]
    left_out = draw(st.lists(st.sampled_from(free), unique=True)) if free else []
    if draw(st.integers(0, 2)):  # mostly all of them apply
        left_out = []
    why = (NotApplicable("there is nothing to ask", day("2020")),)
    ratings = {**area.ratings, **dict.fromkeys(left_out, why)}
    return assess(rubric, replace(area, ratings=ratings), day("2020"))


@st.composite
def small_rubrics(draw: st.DrawFn, shape: Shape) -> Rubric:
    """A rubric of two dimensions, with vetoes on up to two questions."""
    highest, names = shape.levels - 1, NAMES[: shape.questions]
    lights = FIRST_LIGHTS if shape.lights == len(FIRST_LIGHTS) else some_lights(shape.lights)
    ids = [light.id for light in lights[:-1]]
    lines = sorted(draw(st.integers(0, highest)) for _ in ids)
    majorities = draw(_majorities(len(ids)))
    if len(set(lines)) < len(lines):  # then only a larger majority tells a light from a worse one
        several = st.lists(ONE_MAJORITY, min_size=len(ids), max_size=len(ids), unique=True)
        majorities = sorted(draw(several), reverse=True)
    rubric = a_rubric(
        criteria={part: tuple(n for n in inside if n in names) for part, inside in SMALL.items()},
        weights={name: draw(st.integers(1, 3)) for name in names},
        vetoes=(),
        lines=dict(zip(ids, lines, strict=True)),
        majority=dict(zip(ids, majorities, strict=True)),
        coverage=Coverage(Fraction(0), Fraction(0)),
        levels=shape.levels,
        lights=lights,
    )
    gated = draw(st.lists(st.sampled_from(names), unique=True, max_size=2))
    vetoes = {name: draw(_vetoes(rubric)) for name in gated}
    return with_rule(rubric, [SetVeto(name, veto) for name, veto in vetoes.items() if veto])


def _majorities(count: int) -> st.SearchStrategy[list[Majority]]:
    """One majority for all lights, or one for each."""
    return st.one_of(
        ONE_MAJORITY.map(lambda majority: [majority] * count),
        st.lists(ONE_MAJORITY, min_size=count, max_size=count),
    )


@st.composite
def _vetoes(draw: st.DrawFn, rubric: Rubric) -> dict[str, int]:
    """Rising levels above the lines, for some of the lights."""
    veto, least = {}, 0
    for name, line in rubric.lines.items():
        least = max(least, line + 1)
        if least <= rubric.highest and draw(st.integers(0, 3)):
            least = veto[name] = draw(st.integers(least, rubric.highest))
    return veto


def completions(assessment: Assessment) -> Iterator[dict[str, int]]:
    """Every set of levels that the answers allow."""
    names = [answer.criterion.id for answer in assessment.answers]
    ranges = [range(answer.low, answer.high + 1) for answer in assessment.answers]
    for levels in product(*ranges):
        yield dict(zip(names, levels, strict=True))


def every_level(assessment: Assessment) -> Iterator[dict[str, int]]:
    """Every set of levels that the rated answers could have; missing answers stay missing."""
    names = [answer.criterion.id for answer in assessment.answers]
    every = assessment.rubric.levels
    ranges = [every if a.light is not None else every[-1:] for a in assessment.answers]
    for levels in product(*ranges):
        yield dict(zip(names, levels, strict=True))
