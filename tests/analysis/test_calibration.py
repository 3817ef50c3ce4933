"""The test of a rubric: its cases, and exact statements on how little they prove."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product

import pytest

from coopcli.analysis.calibration import (
    accuracy_bound,
    calibration,
    cases_of,
    chance_of_matching,
)
from coopcli.model import Inconsistent, IssueArea, Outlook, Reference, Rubric, Veto
from coopcli.packs.library import areas_of
from coopcli.rule.assessment import light_of
from tests.examples import (
    a_rubric,
    a_veto,
    an_area,
    by_light,
    day,
    lines_at,
    the_pack,
)

G, Y, R = "green", "yellow", "red"


@pytest.mark.parametrize(
    ("right", "cases", "bound"),
    [
        (5, 5, "0.4781762"),  # .025 ** (1/5)
        (1, 1, "0.0250000"),
        (10, 10, "0.6915028"),  # .025 ** (1/10)
        (4, 5, "0.2835820"),  # p with 5 p^4 (1-p) + p^5 = .025
        (0, 5, "0"),
        (50, 50, "0.9288782"),  # .025 ** (1/50)
    ],
)
def test_the_exact_lower_bound_on_accuracy(right: int, cases: int, bound: str) -> None:
    assert accuracy_bound(right, cases) == Fraction(bound)


def test_the_bound_is_the_largest_share_that_is_refuted() -> None:
    for right, cases in ((4, 5), (17, 20)):
        share, step = accuracy_bound(right, cases), Fraction(1, 10**7)
        for tried, refuted in ((share, True), (share + step, False)):
            chance = sum(
                _choose(cases, k) * tried**k * (1 - tried) ** (cases - k)
                for k in range(right, cases + 1)
            )
            assert (chance <= Fraction(1, 40)) is refuted


def _choose(n: int, k: int) -> int:
    return 1 if k in (0, n) else _choose(n - 1, k - 1) + _choose(n - 1, k)


@pytest.mark.parametrize(
    ("expected", "printed", "share"),
    [
        ([G, Y, Y, R, R], [G, Y, Y, R, R], Fraction(1, 30)),  # 5! / (1! 2! 2!) = 30
        ([G, R], [R, G], Fraction(1)),
        ([G, Y, R], [G, Y, Y], Fraction(2, 6)),  # as good as two are G Y R and G R Y
        ([G, G], [G, G], Fraction(1)),
        ([G, None], [G, None], Fraction(1, 2)),
    ],
)
def test_the_share_of_arrangements_that_match_as_well(
    expected: list[str | None], printed: list[str | None], share: Fraction
) -> None:
    assert chance_of_matching(expected, printed) == share


# The cases.


def reference(area: str, light: str | None, outlook: Outlook = Outlook.STABLE) -> Reference:
    return Reference(area, day("2020"), light, outlook)


def two_areas() -> list[IssueArea]:
    good = replace(an_area(), id="good")
    bad = replace(an_area({"legal-restrictions": 4}, others=3), id="bad")
    return [good, bad]


def published(*references: Reference) -> Rubric:
    return replace(a_rubric(), references=references)


def test_each_case_is_held_against_what_came_out() -> None:
    rubric = published(reference("good", G, Outlook.NEGATIVE), reference("bad", Y))

    found = calibration(rubric, cases_of(rubric, two_areas()))

    assert [(case.light_matches, case.matches) for case in found.cases] == [
        (True, False),
        (False, False),
    ]
    assert (found.bound, found.bound_with_outlook) == (accuracy_bound(1, 2), Fraction(0))


def test_what_area_files_expect_runs_the_same_way_once() -> None:
    good, bad = two_areas()
    good = replace(good, expect=(reference("good", G), reference("good", Y)))
    rubric = published(reference("good", G))

    cases = cases_of(rubric, [good, bad])

    assert [(case.published, case.matches) for case in cases] == [(True, True), (False, False)]
    # Only what was published counts.
    found = calibration(rubric, cases)
    assert (found.cases, found.bound, found.chance) == (cases, accuracy_bound(1, 1), Fraction(1))


def test_a_published_light_of_an_area_that_is_not_there_is_no_case() -> None:
    rubric = published(reference("good", G), reference("gone", R))

    assert [case.expected.area for case in cases_of(rubric, two_areas())] == ["good"]


def test_a_case_without_a_light_is_not_held_out() -> None:
    with_it = published(reference("good", G), reference("bad", None))
    without = published(reference("good", G))
    one, other = (
        calibration(rubric, cases_of(rubric, two_areas())) for rubric in (with_it, without)
    )

    assert [left.case.expected.area for left in one.left_out] == ["good"]
    assert one.fitting == other.fitting > 0
    # Where no other case is left, every model fits all others.
    assert one.left_out[0].fitting == one.family


def test_without_published_lights_nothing_is_claimed() -> None:
    found = calibration(a_rubric(), ())

    assert (found.bound, found.chance, found.left_out) == (None, None, ())


def test_the_five_published_lights() -> None:
    pack = the_pack()

    found = calibration(pack.rubric, cases_of(pack.rubric, areas_of(pack)))

    missed = {case.expected.area for case in found.cases if not case.matches}
    assert missed == {"drug-discovery", "affect-recognition"}
    assert found.chance == Fraction(2, 5)
    # 6 pairs of lines, 26 majorities, 36 weightings of three dimensions, 3 sets of vetoes.
    assert found.family == 6 * 26 * 36 * 3
    for left in found.left_out:
        assert left.predicting == found.fitting == 0


# Two dimensions whose shares come in halves and thirds, and in halves and sevenths.
THIRDS = {"one": ("a", "b"), "two": ("c", "d", "e")}
SEVENTHS = {"one": ("a", "b"), "two": ("c", "d", "e", "f", "g", "h", "i")}


@pytest.mark.parametrize(
    ("criteria", "vetoes", "veto", "good"),
    [
        (THIRDS, ("a",), a_veto(3, 4), {"c": 2, "e": 1}),
        (THIRDS, (), a_veto(3, 4), {"c": 2, "e": 1}),
        # A veto at 2 and 3 fits the lower lines only: one of 0 and 1, 0 and 2, 1 and 2.
        (THIRDS, ("a",), a_veto(2, 3), {"c": 2, "e": 1}),
        (THIRDS, ("b",), a_veto(2, 4), {"c": 2, "e": 1}),
        (SEVENTHS, ("a",), a_veto(3, 4), {"c": 2, "d": 3, "e": 4}),
        (SEVENTHS, ("b",), a_veto(2, 4), {"b": 1, "d": None, "e": 2}),
    ],
)
def test_the_family_counts_are_those_of_every_single_rule(
    criteria: dict[str, tuple[str, ...]],
    vetoes: tuple[str, ...],
    veto: Veto,
    good: dict[str, int | None],
) -> None:
    lines = lines_at(0, 1)  # below which every veto fits; the family has lines of its own
    small = a_rubric(criteria=criteria, vetoes=vetoes, veto=veto, lines=lines)
    rubric = replace(small, references=(reference("good", G), reference("bad", R)))
    ids = list(small.criteria)
    areas = [
        replace(an_area(good, ids=ids), id="good"),
        replace(an_area({"a": 3, "b": 0, "c": 3, "e": 4}, others=2, ids=ids), id="bad"),
    ]
    cases = cases_of(rubric, areas)
    levels = [{a.criterion.id: a.high for a in case.assessment.answers} for case in cases]

    right = [
        [light_of(rule, known).id == light for known, light in zip(levels, (G, R), strict=True)]
        for rule in _every_rule(rubric)
    ]
    found = calibration(rubric, cases)

    assert found.family == len(right)
    assert found.fitting == sum(map(all, right)) > 0
    # Of two cases the models that fit all others are those that fit the other one.
    assert [left.fitting for left in found.left_out] == [
        sum(bad for _, bad in right),
        sum(good for good, _ in right),
    ]


def _every_rule(rubric: Rubric) -> Iterator[Rubric]:
    own = {name: c.veto for name, c in rubric.criteria.items() if c.veto}
    four = dict.fromkeys(rubric.criteria, a_veto(4, 4))
    weights = [(tenths, 10 - tenths) for tenths in range(1, 10)]
    majorities = [Fraction(sixtieth, 60) for sixtieth in range(31, 57)]
    sizes = {part.id: len(part.criteria) for part in rubric.dimensions}
    for lines, vetoes, pair, majority in product(
        combinations(range(4), 2), ({}, own, four) if own else ({}, four), weights, majorities
    ):
        # Each question of one dimension counts as often as the other dimension has questions.
        weight = {"one": sizes["two"] * pair[0], "two": sizes["one"] * pair[1]}
        dimensions = tuple(
            replace(
                part,
                criteria=tuple(
                    replace(c, weight=weight[part.id], veto=vetoes.get(c.id)) for c in part.criteria
                ),
            )
            for part in rubric.dimensions
        )
        with suppress(Inconsistent):  # own vetoes that do not fit the lines
            yield replace(
                rubric, dimensions=dimensions, lines=lines_at(*lines), majorities=by_light(majority)
            )


def test_more_than_ten_dimensions_weigh_the_same() -> None:
    names = [f"q{number}" for number in range(11)]
    small = a_rubric(criteria={f"d-{name}": (name,) for name in names}, vetoes=())
    rubric = replace(small, references=(reference("good", G),))
    area = replace(an_area(dict.fromkeys(names[:8], 0), others=4, ids=names), id="good")

    found = calibration(rubric, cases_of(rubric, [area]))

    # No vetoes, or a 4 on any question, which closes all. Eight of eleven are a majority of 31/60
    # to 43/60: thirteen of 26 fit, for each of six pairs of lines.
    assert found.family == 6 * 26 * 2
    assert found.fitting == 6 * 13
