"""The nouns: dates, months, and the rules that a rubric keeps across its fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcli.model import (
    NEVER,
    Avenue,
    Boundary,
    Criterion,
    Dimension,
    Inconsistent,
    Light,
    Majority,
    Missing,
    Offer,
    Outlook,
    PartialDate,
    Profile,
    Reach,
    Rubric,
    months_between,
    months_later,
)
from tests.examples import (
    GREEN,
    LIGHTS,
    PASSAGE,
    RED,
    SOURCE,
    YELLOW,
    a_rating,
    a_rubric,
    a_veto,
    an_area,
    by_light,
    day,
    lines_at,
    the_cuts,
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020-12", date(2020, 12, 1), date(2020, 12, 31)),
        ("2020-10-31", date(2020, 10, 31), date(2020, 10, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_counts_as_its_last_day(text: str, first: date, last: date) -> None:
    parsed = PartialDate.parse(text)

    assert (str(parsed), parsed.first, parsed.last) == (text, first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "20", "20200", "2020-1", "2020-13", "2020-00", "2020-02-30", "2020-10-31T00:00"),
        *("2020/10", " 2020", "+2020", "0000", "２０２０", "2020-", "today", "²020"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the text is the message
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2020, 1, 31), date(2020, 2, 28), 0),
        (date(2020, 1, 31), date(2020, 2, 29), 1),  # there is no 31st, the last day is it
        (date(2020, 2, 29), date(2021, 2, 28), 12),
        (date(2020, 1, 31), date(2020, 3, 30), 1),
        (date(2020, 1, 31), date(2020, 3, 31), 2),
        (date(2020, 12, 31), date(2022, 12, 31), 24),
        (date(2021, 1, 1), date(2020, 1, 1), 0),
    ],
)
def test_months_are_whole(earlier: date, later: date, months: int) -> None:
    assert months_between(earlier, later) == months


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2020, 10, 31), 24, date(2022, 10, 31)),
        (date(2020, 12, 31), 2, date(2021, 2, 28)),
        (date(2022, 12, 31), 14, date(2024, 2, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2020, 12, 1), 0, date(2020, 12, 1)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_a_day_some_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_both_ways_of_counting_months_agree(day: date, months: int) -> None:
    later = months_later(day, months)

    assert months_between(day, later) == months
    assert months_between(day, later - timedelta(days=1)) == max(0, months - 1)


def test_what_a_light_asks_of_an_answer() -> None:
    profiles = a_rubric(weights={"channel-gap": 3}).profiles

    def asked(light: Light, name: str) -> str:
        bounds = profiles[light][name]
        words = {(True, False): "+", (False, False): "0", (False, True): "-"}
        return "".join(words[bounds.supports(level), bounds.vetoes(level)] for level in range(5))

    assert [asked(light, "channel-gap") for light in reversed(LIGHTS)] == [
        "+++++",
        "+++00",
        "++000",
    ]
    assert [asked(light, "value-conflict") for light in reversed(LIGHTS)] == [
        "+++++",
        "+++0-",
        "++0--",
    ]
    assert profiles[GREEN]["channel-gap"].weight == 3


def test_lines_and_vetoes() -> None:
    rubric = a_rubric(lines=lines_at(1, 2), veto=a_veto(3, 4))
    gated = rubric.criteria["value-conflict"]

    assert [rubric.light_at(level) for level in range(5)] == [*(GREEN, GREEN, YELLOW, RED, RED)]
    assert [rubric.veto_at(gated, light) for light in (RED, YELLOW, GREEN)] == [NEVER, 4, 3]
    assert {rubric.veto_at(rubric.criteria["channel-gap"], light) for light in LIGHTS} == {NEVER}


def test_a_light_is_vetoed_wherever_a_worse_one_is() -> None:
    rubric = with_criterion(a_rubric(), veto={"yellow": 3})
    gated = next(iter(rubric.criteria.values()))

    assert [rubric.veto_at(gated, light) for light in (RED, YELLOW, GREEN)] == [NEVER, 3, 3]


def test_a_boundary_parts_the_levels() -> None:
    own, free = Boundary(3, 1, 3, highest=4), Boundary(1, 4, NEVER, highest=4)

    assert (own.ladder, free.ladder) == ((2, 1, 2), (5, 0, 0))
    assert own.parted([1, 10, 100, 1000, 10000]) == (11, 100, 11000)
    assert [own.votes(level) for level in range(5)] == [3, 3, 0, 0, 0]
    assert [own.steps_to_veto(level) for level in range(5)] == [3, 2, 1, 0, 0]
    assert [own.steps_to_open(level) for level in range(5)] == [0, 0, 0, 1, 2]
    assert (own.opposed_from, free.opposed_from) == (2, None)
    assert (own.can_veto, free.can_veto) == (True, False)


def test_a_profile_is_met_with_enough_votes_and_no_veto() -> None:
    boundaries = {"a": Boundary(2, 1, 3, 4), "b": Boundary(1, 1, NEVER, 4)}
    profile = Profile(GREEN, Majority(Fraction(1)), 3, boundaries)
    easy = Profile(GREEN, Majority(Fraction(1, 3)), 1, boundaries)

    assert profile.met_by({"a": 1, "b": 1})
    assert not profile.met_by({"a": 1, "b": 2})
    assert not easy.met_by({"a": 3, "b": 0})
    assert easy.met_by({"a": 4, "b": 0}, {"a"})
    assert profile.support({"a": 1, "b": 2}) == profile.support({"a": 1}) == 2
    assert profile.share({"a": 1, "b": 2}) == Fraction(2, 3)
    assert profile.vetoed_by({"a": 3, "b": 4}) == ("a",)


def test_a_majority_is_at_least_or_more_than_a_share() -> None:
    at_least, more = Majority(Fraction(2, 3)), Majority(Fraction(2, 3), over=True)

    assert [m.votes_of(15) for m in (at_least, more)] == [10, 11]
    assert [m.votes_of(16) for m in (at_least, more)] == [11, 11]
    assert [m.has(Fraction(2, 3)) for m in (at_least, more)] == [True, False]
    assert [str(m) for m in (at_least, more)] == ["2/3", "more than 2/3"]
    assert at_least < more < Majority(Fraction(3, 4))


def test_a_light_asks_for_the_larger_majorities_of_worse_lights_too() -> None:
    own = {GREEN: Majority(Fraction(7, 10)), YELLOW: Majority(Fraction(19, 20))}
    rubric, alike = a_rubric(majority=own), a_rubric()

    def asked(rubric: Rubric, light: Light) -> list[Light]:
        return [profile.light for profile in rubric.conditions[light]]

    assert asked(rubric, GREEN) == [GREEN, YELLOW]
    assert asked(rubric, YELLOW) == [YELLOW]
    assert asked(alike, GREEN) == [GREEN]
    assert (rubric.majority, alike.majority) == (None, Fraction(2, 3))


@pytest.mark.parametrize(
    ("hardening", "easing", "outlook"),
    [
        (False, False, Outlook.STABLE),
        (True, False, Outlook.NEGATIVE),
        (False, True, Outlook.POSITIVE),
        (True, True, Outlook.DEVELOPING),
    ],
)
def test_an_outlook_says_which_trends_move_the_light(
    hardening: bool, easing: bool, outlook: Outlook
) -> None:
    assert Outlook.under(hardening=hardening, easing=easing) is outlook


THINGS = [
    *(a_rubric(), a_rubric().dimensions[0], a_rubric().criteria["channel-gap"]),
    *(an_area(), a_rating(1)),
]


@pytest.mark.parametrize("thing", THINGS)
def test_what_was_read_stays_as_it_is(thing: object) -> None:
    for name in ("id", "low", "of-another-name"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(thing, name, "another")
    assert not hasattr(thing, "__dict__")  # many are made


def test_dates_of_an_area() -> None:
    area = replace(
        an_area(others=None),
        ratings={
            "channel-gap": (a_rating(1, known="2021"), a_rating(2, known="2022-03")),
            "split-forums": (a_rating(1, known="2020-05-01"), a_rating(1, known="2021")),
        },
    )

    assert [str(known) for known in area.dates()] == ["2020-05-01", "2021", "2022-03"]
    assert str(area.newest()) == "2022-03"


def test_a_refusal_without_a_date_has_none() -> None:
    area = replace(an_area(others=None), ratings={"channel-gap": (Missing("not answered"),)})

    assert area.dates() == []
    assert area.newest() is None


@pytest.mark.parametrize(
    ("published", "areas", "as_of", "offered"),
    [
        ("2020-06-30", (), "2020-06", True),  # known on the last day of the month asked for
        ("2020-07-01", (), "2020-06", False),
        ("2020", ("an-area", "another"), "2020", True),
        ("2020", ("another",), "2020", False),
        ("2021", ("an-area",), "2020", False),
    ],
)
def test_an_offer_fits_its_areas_from_the_day_of_its_source(
    published: str, areas: tuple[str, ...], as_of: str, offered: bool
) -> None:
    offer = Offer("an-offer", "Meet.", (), PASSAGE, areas=areas)
    source = SOURCE._replace(date=day(published))
    area = replace(an_area(), sources={source.id: source})

    found = Avenue("talks", "Talks", offers=(offer,)).offers_for(area, day(as_of))

    assert found == ((offer,) if offered else ())


# Rules across the fields of a rubric.


def with_criterion(rubric: Rubric, **changes: object) -> Rubric:
    first, *rest = rubric.dimensions
    criterion: Criterion = replace(first.criteria[0], **changes)  # type: ignore[arg-type]
    part = Dimension(first.id, first.name, (criterion, *first.criteria[1:]))
    return replace(rubric, dimensions=(part, *rest))


def with_offer(rubric: Rubric, *moves: str) -> Rubric:
    offer = Offer("an-offer", "Meet.", moves, PASSAGE)
    return replace(rubric, avenues=(Avenue("talks", "Talks", offers=(offer,)),))


BROKEN: dict[str, tuple[Callable[[Rubric], Rubric], str]] = {
    "lines-order": (lambda r: replace(r, lines=lines_at(2, 2)), "rule/lines"),
    "majority-range": (
        lambda r: replace(r, majorities=by_light(Fraction(1, 2))),
        "rule/majority/green",
    ),
    "majority-over-range": (
        lambda r: replace(r, majorities=by_light(Majority(Fraction(1), over=True))),
        "rule/majority/green",
    ),
    "cuts-order": (
        lambda r: replace(r, cuts=the_cuts(Fraction(2), Fraction(1))),
        "rule/cross-check",
    ),
    "cuts-alike": (
        lambda r: replace(r, cuts=the_cuts(Fraction(2), Fraction(2))),
        "rule/cross-check",
    ),
    "veto-order": (lambda r: with_criterion(r, veto=a_veto(4, 3)), "dimensions/0/criteria/0/veto"),
    "veto-line": (
        lambda r: with_criterion(r, veto=a_veto(1, 4)),
        "dimensions/0/criteria/0/veto/green",
    ),
    "veto-yellow-line": (
        lambda r: with_criterion(r, veto=a_veto(2, 2)),
        "dimensions/0/criteria/0/veto/yellow",
    ),
    "repeated-id": (
        lambda r: with_criterion(r, id="channel-gap"),
        "dimensions/1/criteria/4/id",
    ),
    "repeated-dimension": (
        lambda r: replace(
            r, dimensions=(*r.dimensions[:2], replace(r.dimensions[2], id="cultural"))
        ),
        "dimensions/2/id",
    ),
    "unknown-avenue": (
        lambda r: with_criterion(r, reach={"talks": Reach(1, 1)}),
        "dimensions/0/criteria/0/reach/talks",
    ),
    "unknown-criterion": (lambda r: with_offer(r, "chanel-gap"), "avenues/0/offers/0/moves/0"),
    "out-of-reach": (lambda r: with_offer(r, "channel-gap"), "avenues/0/offers/0/moves/0"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_rubric_that_contradicts_itself_is_refused(code: str) -> None:
    broken, path = BROKEN[code]

    with pytest.raises(Inconsistent) as caught:
        broken(a_rubric())

    codes = {
        "cuts-alike": "cuts-order",
        "majority-over-range": "majority-range",
        "veto-yellow-line": "veto-line",
        "repeated-dimension": "repeated-id",
    }
    assert [fault.code for fault in caught.value.faults] == [codes.get(code, code)]
    assert "/".join(map(str, caught.value.faults[0].path)) == path
    assert str(caught.value) == caught.value.faults[0].message


def test_a_veto_may_close_both_lights_at_once() -> None:
    assert with_criterion(a_rubric(), veto=a_veto(3, 3)).dimensions[0].criteria[0].veto == a_veto(
        3, 3
    )


def test_a_majority_of_all_is_allowed_and_of_more_is_not() -> None:
    assert a_rubric(majority=Fraction(1)).majority == 1
    with pytest.raises(Inconsistent):
        a_rubric(majority=Fraction(16, 15))


def test_weight_and_criteria_are_gathered() -> None:
    rubric = a_rubric(weights={"channel-gap": 3})

    assert rubric.total_weight == 17
    assert rubric.profiles[GREEN].votes_needed == 12  # two thirds of 17 are 11 1/3
    assert next(iter(rubric.criteria)) == "value-conflict"
    assert rubric.criteria["channel-gap"].weight == 3
    assert day("2020") is day("2020")  # a date is parsed once


def test_a_missing_answer_without_a_line_is_on_line_0() -> None:
    assert Missing("not answered").line == 0
