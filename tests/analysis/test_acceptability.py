from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import accumulate
from math import comb, sqrt
from random import Random

import pytest
from hypothesis import given, settings

from coopcli.analysis.acceptability import (
    Span,
    computable,
    entropy_bits,
    firmness,
    level_chances,
    parameters,
    share_of_weightings,
    share_of_weightings_and_levels,
)
from coopcli.analysis.what_if import SetAnswer, overridden
from coopcli.model import Assessment, Firmness, Law, Light, Rubric
from coopcli.packs.library import open_area, open_pack
from coopcli.rule.assessment import assess, light_of
from tests.analysis.areas import SMALL, completions, judged, small_assessments
from tests.examples import (
    GREEN,
    IDS,
    LIGHTS,
    RED,
    ROOT,
    YELLOW,
    a_rating,
    a_rubric,
    an_area,
    day,
    the_pack,
    vetoes,
)

ONE = Fraction(1)


def greens(count: int) -> Assessment:
    """Fifteen equal questions of which some are green and the others yellow."""
    return judged({"levels": dict.fromkeys(IDS[:count], 0), "others": 2})


@pytest.mark.parametrize(
    ("count", "share"),
    [
        (7, Fraction(91859, 1594323)),
        (10, Fraction(2508665, 4782969)),
        (11, Fraction(3533689, 4782969)),
        (12, Fraction(1426387, 1594323)),
        (13, Fraction(4651897, 4782969)),
        (15, ONE),
    ],
)
def test_shares_of_fifteen_equal_questions(count: int, share: Fraction) -> None:
    # sum over i < k of C(14, i) (2/3)^i (1/3)^(14-i), worked out with independent code
    assert share_of_weightings(greens(count))[GREEN] == (share, share)


def test_one_weight_of_three_above_one_half() -> None:
    # P(w >= t) = (1 - t)^(n-1) on the simplex; a majority just over 1/2 stands for t = 1/2
    majority = Fraction(501, 1000)
    area = {"levels": {"a": 0}, "others": 2, "ids": ["a", "b", "c"]}
    found = judged(area, criteria={"one": ("a", "b", "c")}, vetoes=(), majority=majority)

    assert share_of_weightings(found)[GREEN].low == (1 - majority) ** 2


def test_ties_at_the_bound_of_a_half_space() -> None:
    # Varsi 1973, Ali 1973: P(w·x <= 1/2) = 5/16 for x = (0, 0, 1, 1, 1). The share of x = 1 is at
    # least 1/2 with 11/16; a majority of 1/2 itself is not allowed, so the bound is approached.
    majority = Fraction(1, 2) + Fraction(1, 10**9)
    names = ("a", "b", "c", "d", "e")
    area = {"levels": dict.fromkeys("cde", 0), "others": 2, "ids": list(names)}
    found = judged(area, criteria={"one": names}, vetoes=(), majority=majority)

    assert abs(share_of_weightings(found)[GREEN].low - Fraction(11, 16)) < Fraction(1, 10**8)


def test_without_uncertainty_the_light_has_every_weighting() -> None:
    found = judged({"others": 0})

    assert share_of_weightings(found)[GREEN] == Span(ONE, ONE)
    assert share_of_weightings(found, Law.FIXED)[GREEN] == Span(ONE, ONE)


def test_a_closed_veto_has_every_weighting() -> None:
    found = judged({"levels": {"legal-restrictions": 4}})

    assert share_of_weightings(found)[RED] == Span(ONE, ONE)


def test_a_light_on_the_threshold_is_contested() -> None:
    found = greens(10)  # 10 of 15 is exactly the majority of 2/3
    share = share_of_weightings(found)[GREEN].low

    assert found.light == GREEN
    assert firmness(share, found.rubric.weighing) is Firmness.CONTESTED


@pytest.mark.parametrize(
    ("share", "word"),
    [
        ("9/10", "firm"),
        ("899/1000", "likely"),
        ("2/3", "likely"),
        ("666/1000", "contested"),
        ("1/2", "contested"),
        ("499/1000", "fragile"),
    ],
)
def test_a_threshold_belongs_to_the_word_above(share: str, word: str) -> None:
    assert firmness(Fraction(share), a_rubric().weighing).value == word


@pytest.mark.parametrize("count", range(6))
def test_three_fifths_are_a_majority_of_three_in_five(count: int) -> None:
    # in binary floats .2 + .2 + .2 differs from .6
    names = ("a", "b", "c", "d", "e")
    area = {"levels": dict.fromkeys(names[:count], 0), "others": 2, "ids": list(names)}
    found = judged(area, criteria={"one": names}, vetoes=(), majority=Fraction(3, 5))

    assert share_of_weightings(found, Law.FIXED)[GREEN].low == (count >= 3)


def test_fixed_weights_leave_nothing_to_weightings() -> None:
    assert share_of_weightings(greens(11), Law.FIXED)[GREEN] == Span(ONE, ONE)


def test_weightings_near_the_rubric_speak_for_its_light() -> None:
    shares = {law: share_of_weightings(greens(11), law)[GREEN].low for law in Law}

    assert shares[Law.UNIFORM] < shares[Law.CONCENTRATED] < shares[Law.FIXED] == 1


def test_parameters_do_not_depend_on_the_unit_of_weight() -> None:
    ones, tens = (
        a_rubric(criteria=SMALL, vetoes=(), weights=dict.fromkeys("abcd", weight))
        for weight in (1, 10)
    )

    assert parameters(ones, Law.CONCENTRATED) == parameters(tens, Law.CONCENTRATED) == (4,) * 4


def test_vast_parameters_are_not_worked_out() -> None:
    rubric = a_rubric(criteria=SMALL, vetoes=(), weights={"a": 9973})

    assert not computable(rubric, Law.CONCENTRATED)
    assert computable(rubric, Law.UNIFORM)
    assert computable(rubric, Law.FIXED)


@pytest.mark.parametrize(("concentration", "is_so"), [(4096, True), (4097, False)])
def test_a_law_is_worked_out_up_to_8192_bits(concentration: int, is_so: bool) -> None:
    # One question: the parameter is the concentration, times the two bits of the 3 of 2/3.
    rubric = a_rubric(criteria={"one": ("a",)}, vetoes=())
    rubric = replace(rubric, weighing=rubric.weighing._replace(concentration=concentration))

    assert computable(rubric, Law.CONCENTRATED) is is_so
    assert computable(rubric, Law.FIXED)


def test_missing_answers_are_never_taken_for_zeros() -> None:
    # with zeros it would be Green in most weightings, with the worst levels Red; what is known
    # allows both
    pack = the_pack()
    area = open_area(pack, "algorithm-review")
    found = share_of_weightings(assess(pack.rubric, area, area.newest() or pack.newest()))

    for light in reversed(LIGHTS):
        least = Fraction(2, 5) if light == RED else Fraction(9, 10)
        assert found[light].high - found[light].low > least


def test_levels_of_a_kernel() -> None:
    answers = judged({"levels": {"channel-gap": 2, "zero-sum-race": 0}}).answers
    chances = {
        a.criterion.id: level_chances(a, a_rubric().certainty)
        for a in answers
        if a.criterion.id in ("channel-gap", "zero-sum-race")
    }

    # low confidence: .6 at the level, .2 at each neighbour; at an end the rest is spread anew
    assert chances["channel-gap"] == tuple(Fraction(n, 5) for n in (0, 1, 3, 1, 0))
    assert chances["zero-sum-race"] == tuple(Fraction(n, 4) for n in (3, 1, 0, 0, 0))


def test_levels_of_a_range_and_of_a_missing_answer() -> None:
    found = judged({"levels": {"channel-gap": (1, 2), "zero-sum-race": None}})
    chances = {a.criterion.id: level_chances(a, found.rubric.certainty) for a in found.answers}

    # half of the kernel of level 1, half of that of level 2
    assert chances["channel-gap"] == tuple(Fraction(n, 10) for n in (1, 4, 4, 1, 0))
    assert chances["zero-sum-race"] == (Fraction(1, 5),) * 5


def test_an_assumed_answer_is_certain_by_assumption() -> None:
    words = [SetAnswer("channel-gap", (2, 2)), SetAnswer("zero-sum-race", (1, 3))]
    assessment = overridden(a_rubric(), an_area(), day("2020"), words)
    certainty = assessment.rubric.certainty
    chances = {a.criterion.id: level_chances(a, certainty) for a in assessment.answers}

    assert chances["channel-gap"] == tuple(map(Fraction, (0, 0, 1, 0, 0)))
    assert chances["zero-sum-race"] == tuple(Fraction(n, 3) for n in (0, 1, 1, 1, 0))
    assert chances["split-forums"][0] < 1  # rated by somebody


def test_to_assume_the_level_of_today_adds_no_doubt() -> None:
    """An assumed answer once counted as missing, which took a fifth of the share away."""
    area = open_area(the_pack(), "ai-safety")
    as_of = day("2024-09-23")
    words = [SetAnswer("legal-restrictions", (1, 1))]
    today = assess(the_pack().rubric, area, as_of)
    assumed = overridden(the_pack().rubric, area, as_of, words)
    before, after = (share_of_weightings_and_levels(found)[YELLOW] for found in (today, assumed))

    assert 0.53 < after < before < 0.56


def test_levels_of_a_range_at_an_end() -> None:
    (answer, *_) = judged({"levels": {IDS[0]: (0, 1)}}).answers

    # half of 3/4 1/4, spread anew at the end, and half of 1/5 3/5 1/5
    assert level_chances(answer, a_rubric().certainty) == tuple(
        Fraction(n, 40) for n in (19, 17, 4, 0, 0)
    )


# A question with a veto from 0 to 3, which closes Green at 3, and another from 0 to 4. With a
# answers that support a light it has a share of T(a), the chance of fewer than a
# successes in 14 trials.


def test_yellow_has_its_least_share_with_a_veto_open_that_may_be_closed() -> None:
    levels = {"security-distrust": (0, 3), "channel-gap": (0, 4), "zero-sum-race": 2}
    greens = [name for name in IDS if name not in levels][:8]
    area = {"levels": levels | dict.fromkeys(greens, 0), "others": 4}
    found = judged(area, vetoes=("security-distrust",), majority=Fraction(7, 10))

    # Nine green and one yellow: T(10) - T(9). Ten green give more, as does the veto when closed.
    share = share_of_weightings(found)[YELLOW].low
    assert share == Fraction(2002 * 7**9 * 3**5, 10**14)


def test_yellow_has_its_largest_share_where_only_the_veto_closes_green() -> None:
    levels = {"security-distrust": (0, 3), "channel-gap": (0, 4)}
    found = judged({"levels": levels}, vetoes=("security-distrust",))

    # All but the question with a veto support Yellow: T(14). The other one at 4 gives T(13).
    share = share_of_weightings(found)[YELLOW].high
    assert share == 1 - Fraction(2, 3) ** 14


@given(small_assessments())
@settings(max_examples=40, deadline=None)
def test_spans_are_those_of_all_completions(assessment: Assessment) -> None:
    for law in Law:
        every = [at(assessment, levels, law) for levels in completions(assessment)]
        found = share_of_weightings(assessment, law)
        for light in assessment.rubric.lights:
            shares = [shares[light] for shares in every]
            assert found[light] == (min(shares), max(shares))


@given(small_assessments())
@settings(max_examples=25, deadline=None)
def test_shares_with_levels_are_the_weighted_sum_over_all_levels(assessment: Assessment) -> None:
    certainty = assessment.rubric.certainty
    chances = {a.criterion.id: level_chances(a, certainty) for a in assessment.answers}
    names = list(chances)
    for law in Law:
        expected = dict.fromkeys(assessment.rubric.lights, Fraction(0))
        known: dict[tuple[object, ...], dict[Light, Fraction]] = {}
        for levels in all_levels(names, assessment.rubric):
            chance = ONE
            for name in names:
                chance *= chances[name][levels[name]]
            # levels that count alike are worked out once
            alike = (law, *(standing(assessment, name, levels[name]) for name in names))
            if chance and alike not in known:
                known[alike] = at(assessment, levels, law)
            for light, share in known.get(alike, {}).items():
                expected[light] += chance * share
        found = share_of_weightings_and_levels(assessment, law)
        assert found == expected
        assert sum(found.values()) == 1


def standing(assessment: Assessment, name: str, level: int) -> tuple[bool, ...]:
    rubric, lights = assessment.rubric, assessment.rubric.aims
    criterion = rubric.criteria[name]
    return tuple(
        is_so
        for light in lights
        for is_so in (level <= rubric.lines[light.id], vetoes(rubric, criterion, level, light))
    )


def all_levels(names: list[str], rubric: Rubric) -> list[dict[str, int]]:
    sets: list[dict[str, int]] = [{}]
    for name in names:
        sets = [{**levels, name: level} for levels in sets for level in rubric.levels]
    return sets


def at(assessment: Assessment, levels: dict[str, int], law: Law) -> dict[Light, Fraction]:
    """Shares for levels without uncertainty, over every set of supporters, by independent code."""
    if law is Law.FIXED:
        light = light_of(assessment.rubric, levels)
        return {other: Fraction(other == light) for other in assessment.rubric.lights}
    rubric = assessment.rubric
    alphas = dict(zip(levels, parameters(rubric, law), strict=True))
    conditions, shares, better = [], {}, Fraction(0)
    for light in rubric.aims:
        criteria, line = rubric.criteria, rubric.lines[light.id]
        closed = any(vetoes(rubric, criteria[n], level, light) for n, level in levels.items())
        support = sum(alphas[name] for name, level in levels.items() if level <= line)
        conditions.append((0 if closed else support, rubric.majorities[light.id].share))
    for place, light in enumerate(rubric.aims):
        reached = all_tails(sum(alphas.values()), tuple(conditions[place:]))
        shares[light], better = reached - better, reached
    return {**shares, rubric.worst: 1 - better}


@cache
def all_tails(total: int, conditions: tuple[tuple[int, Fraction], ...]) -> Fraction:
    """The chance that all supports, each within the next, have their majorities.

    The sums of weights are order statistics of total - 1 even points: those points are dealt to the
    parts of the unit interval in all ways.
    """
    cuts = sorted({majority for _, majority in conditions})
    most = {cut: min(own for own, majority in conditions if majority == cut) for cut in cuts}

    @cache
    def dealt(place: int, points: int) -> Fraction:
        left = total - 1 - points
        below = cuts[place - 1] if place else Fraction(0)
        if place == len(cuts):
            return (1 - below) ** left
        part, found = cuts[place] - below, Fraction(0)
        for more in range(left + 1):
            if points + more < most[cuts[place]]:
                found += comb(left, more) * part**more * dealt(place + 1, points + more)
        return found

    return dealt(0, 0)


def beta_tail(total: int, a: int, majority: Fraction) -> Fraction:
    """P(B >= majority), B ~ Beta(a, total - a), by the polynomial integral of its density."""
    if a in (0, total):
        return Fraction(a == total)
    b = total - a
    # ∫ x^(a-1) (1-x)^(b-1) dx from the majority to 1, the power of 1-x expanded term by term
    signs = [Fraction(1)]
    for k in range(1, b):
        signs.append(signs[-1] * -(b - k) / k)
    whole = sum((sign / (a + k) for k, sign in enumerate(signs)), Fraction())
    powers = [sign * majority ** (a + k) / (a + k) for k, sign in enumerate(signs)]
    return 1 - sum(powers, Fraction()) / whole


@pytest.mark.parametrize("name", ["drug-discovery", "deepfakes", "contact-tracing"])
def test_a_simulation_agrees_within_four_standard_errors(name: str) -> None:
    pack = the_pack()
    area = open_area(pack, name)
    found = assess(pack.rubric, area, area.newest() or pack.newest())
    draws, random = 2000, Random(20201001)
    chances = {
        a.criterion.id: list(accumulate(map(float, level_chances(a, found.rubric.certainty))))
        for a in found.answers
    }
    counts = dict.fromkeys(found.rubric.lights, 0)
    for _ in range(draws):
        counts[drawn_light(found.rubric, chances, random)] += 1

    for light, share in share_of_weightings_and_levels(found).items():
        error = sqrt(share * (1 - share) / draws)
        assert abs(counts[light] / draws - share) <= 4 * error + 1e-12


def drawn_light(rubric: Rubric, chances: dict[str, list[float]], random: Random) -> Light:
    weights = {name: random.expovariate(1) for name in chances}
    levels = {n: random.choices(range(5), cum_weights=row)[0] for n, row in chances.items()}
    for light in rubric.aims:
        support = sum(w for n, w in weights.items() if levels[n] <= rubric.lines[light.id])
        closed = any(
            vetoes(rubric, rubric.criteria[n], level, light) for n, level in levels.items()
        )
        if not closed and support >= float(rubric.majorities[light.id].share) * sum(
            weights.values()
        ):
            return light
    return rubric.worst


def test_the_sampler_of_weights_gives_rank_order_centroids() -> None:
    # the mean of sorted uniform draws from the simplex; for four weights 25/48, 13/48, 7/48, 3/48
    random, draws = Random(1), 20_000
    sums = [0.0] * 4
    for _ in range(draws):
        weights = sorted((random.expovariate(1) for _ in range(4)), reverse=True)
        sums = [old + weight / sum(weights) for old, weight in zip(sums, weights, strict=True)]

    means = [total / draws for total in sums]
    assert means == pytest.approx([0.5208, 0.2708, 0.1458, 0.0625], abs=0.005)


def test_entropy_of_a_published_pair_of_acceptabilities() -> None:
    """The example of the package smaa for R: .3504 and .6496 have .9344248 bits."""
    shares = {YELLOW: Fraction(3504, 10_000), GREEN: Fraction(6496, 10_000)}

    assert entropy_bits(shares) == pytest.approx(0.9344248, abs=5e-8)


def test_entropy_of_one_light_and_of_three_alike() -> None:
    assert entropy_bits({RED: Fraction(0), GREEN: Fraction(1)}) == 0
    assert entropy_bits(dict.fromkeys(LIGHTS, Fraction(1, 3))) == pytest.approx(1.5849625)


@pytest.mark.parametrize("levels", [(0, 1, 2, 3, 4), (1, 1, 5, 2, 0), (2, 4, 1, 1, 1)])
def test_three_majorities_are_had_together(levels: tuple[int, ...]) -> None:
    rubric = open_pack(str(ROOT / "tests" / "tides")).rubric
    given = dict(zip(rubric.criteria, levels, strict=True))
    ratings = {name: (a_rating(level),) for name, level in given.items()}
    found = assess(rubric, replace(an_area(), ratings=ratings, form=()), day("2020"))

    assert len({majority.share for majority in rubric.majorities.values()}) == 3
    for law in (Law.UNIFORM, Law.CONCENTRATED):
        shares = {light: span.low for light, span in share_of_weightings(found, law).items()}
        assert shares == at(found, given, law)
