"""The program against the rule written a second time, over random profiles of a fixed seed.

Profiles are made to lie where rules go wrong: majorities and coverages that are met to the vote,
questions with a veto without an answer, ranges across a line, trends within days of their horizon,
at the ends of months above all, and settings of `what-if`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import NamedTuple

import pytest

from coopcli.analysis.what_if import overridden
from coopcli.model import (
    Assessment,
    Basis,
    Coverage,
    Criterion,
    Dimension,
    Entry,
    IssueArea,
    Majority,
    Missing,
    NotApplicable,
    PartialDate,
    Rating,
    Rubric,
    Trend,
)
from coopcli.rule.margins import margins
from coopcli.studies.overrides import overrides_from
from tests import reference
from tests.examples import GREEN, SOURCE, YELLOW, a_rubric, a_veto, lines_at
from tests.reference import LEFT_OUT, Answer, Left, Margin, Question, Rule, Verdict

PROFILES = max(4_000, int(os.environ.get("COOPCLI_EXAMPLES", "0")))
"""How many profiles are tried; COOPCLI_EXAMPLES=20000 tries as many."""

SEED = 20201001
BATCHES = 8


class Profile(NamedTuple):
    """A rule, answers to its questions, a day, and settings of `what-if` that hold for it."""

    rule: Rule
    answers: dict[str, Answer | Left | None]
    as_of: date
    settings: tuple[str, ...]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_program_agrees_with_the_rule_written_a_second_time(batch: int) -> None:
    random = Random(SEED + batch)
    for _ in range(PROFILES // BATCHES):
        profile = a_profile(random)
        rule, answers = with_settings(profile)

        assert verdict(profile) == reference.judged(rule, answers, profile.as_of), profile


def test_the_profiles_have_every_light_every_outlook_and_ties() -> None:
    random, found = Random(SEED), []
    for _ in range(300):
        profile = a_profile(random)
        found.append(reference.judged(*with_settings(profile), profile.as_of))

    assert {verdict.light for verdict in found} == {None, 0, 1, 2}
    assert len({verdict.outlook for verdict in found}) == 4
    assert any(margin.weight == 0 for verdict in found for margin in verdict.margins)


# The program's answer.


def verdict(profile: Profile) -> Verdict:
    """What the program says of a profile, in the words of the reference."""
    rubric, area = rubric_of(profile.rule), area_of(profile)
    as_of = PartialDate.parse(profile.as_of.isoformat())
    found = overridden(rubric, area, as_of, overrides_from(profile.settings, rubric))
    return Verdict(
        light=None if found.light is None else found.light.rank,
        best=found.best.rank,
        worst=found.worst.rank,
        outlook=found.outlook.value,
        turning=frozenset(light.rank for light in found.turning),
        margins=tuple(ranked_margins(found)),
    )


def ranked_margins(found: Assessment) -> Iterable[Margin]:
    return (Margin(m.to.rank, m.answers, m.weight, m.vetoes) for m in margins(found))


def rubric_of(rule: Rule) -> Rubric:
    dimensions: dict[str, list[str]] = {}
    for name, question in rule.questions.items():
        dimensions.setdefault(question.dimension, []).append(name)
    bare = a_rubric(
        criteria={name: tuple(inside) for name, inside in dimensions.items()},
        weights={name: question.weight for name, question in rule.questions.items()},
        vetoes=(),
        majority={
            light: Majority(*own) for light, own in zip((GREEN, YELLOW), rule.majority, strict=True)
        },
        lines=lines_at(*rule.lines),
        coverage=Coverage(rule.rated_overall, rule.rated_within),
    )
    vetoes = {name: a_veto(*q.veto) if q.veto else None for name, q in rule.questions.items()}
    gated = tuple(
        Dimension(part.id, part.name, tuple(gated_by(c, vetoes[c.id]) for c in part.criteria))
        for part in bare.dimensions
    )
    return replace(
        bare,
        dimensions=gated,
        horizon_months=rule.horizon_months,
        minimum_questions=rule.least,
    )


def gated_by(criterion: Criterion, veto: Mapping[str, int] | None) -> Criterion:
    """A question with a veto, else one that an answer may call not applicable."""
    return replace(criterion, veto=veto, may_be_not_applicable=veto is None)


def area_of(profile: Profile) -> IssueArea:
    ratings = {name: (rating(answer),) for name, answer in profile.answers.items()}
    return IssueArea("an-area", "An area", "S", ratings, sources={SOURCE.id: SOURCE})


def rating(answer: Answer | Left | None) -> Entry:
    if isinstance(answer, Left):
        return NotApplicable("there is nothing to ask", PartialDate.parse("2001"))
    if answer is None:
        return Missing("nobody looked")
    known = PartialDate.parse(answer.known.isoformat())
    trend = Trend(answer.trend)
    return Rating(known, answer.low, answer.high, Basis.INFERRED, "So.", (), trend)


# Settings, as docs/method.md and the help of `what-if` have them.


def with_settings(profile: Profile) -> tuple[Rule, reference.Given]:
    rule, answers = profile.rule, dict(profile.answers)
    for setting in profile.settings:
        key, _, value = setting.partition("=")
        if key in answers:
            answers[key] = assumed(value, profile.as_of)
        else:
            rule = with_setting(rule, key, value)
    return rule, answers


def assumed(value: str, as_of: date) -> Answer | Left | None:
    if value == "not-applicable":
        return LEFT_OUT
    if value == "missing":
        return None
    ends = [int(end) for end in value.split("-")]
    return Answer(ends[0], ends[-1], reference.STEADY, as_of)


def with_setting(rule: Rule, key: str, value: str) -> Rule:
    kind, _, name = key.partition(".")
    if kind == "majority":
        return rule._replace(majority=((Fraction(value), False),) * 2)
    question = rule.questions[name]
    if kind == "weight":
        question = question._replace(weight=int(value))
    else:
        green, _, yellow = value.partition(",")
        veto = None if value == "off" else (int(green), int(yellow))
        question = question._replace(veto=veto)
    return rule._replace(questions={**rule.questions, name: question})


# Profiles.


def a_profile(random: Random) -> Profile:
    rule = a_rule(random)
    as_of = a_day(random)
    answers = some_answers(random, rule, as_of)
    profile = Profile(rule, answers, as_of, ())
    if random.random() < 0.4:
        profile = profile._replace(settings=some_settings(random, profile))
    return profile


def a_rule(random: Random) -> Rule:
    names = [f"q{number}" for number in range(random.randint(2, 8))]
    heaviest = random.choice((1, 1, 2, 3, 9))
    dimensions = random.randint(1, 3)
    lines = random.choice(((1, 2), (1, 2), (1, 2), (0, 1), (0, 2), (0, 3), (2, 3), (1, 3), (1, 4)))
    gated = random.sample(names, random.randint(0, min(3, len(names)))) if lines[1] < 4 else []
    questions = {
        name: Question(
            f"d{number * dimensions // len(names)}",
            random.randint(1, heaviest),
            some_veto(random, lines) if name in gated else None,
        )
        for number, name in enumerate(names)
    }
    total = sum(question.weight for question in questions.values())
    # A majority or a coverage of so many votes is met exactly by some answers.
    votes = Fraction(random.randint(total // 2 + 1, total), total)
    shares = (votes, Fraction(2, 3), Fraction(3, 5), Fraction(51, 100))
    alike = (random.choice(shares), False)
    own = [
        (random.choice((*shares[1:], max(Fraction(1, 2), votes - Fraction(1, total)))), True)
        if random.random() < 0.5
        else (random.choice((*shares, Fraction(9, 10))), False)
        for _ in range(2)
    ]
    return Rule(
        questions,
        lines,
        (alike, alike) if random.random() < 0.6 else (own[0], own[1]),
        random.choice((Fraction(2, 3), Fraction(random.randint(0, total), total))),
        random.choice((Fraction(1, 2), Fraction(0), Fraction(1))),
        random.choice((24, 24, 12, 1, 6, 13)),
        random.choice((1, 1, 1, len(names) // 2 + 1)),
    )


def some_veto(random: Random, lines: tuple[int, int]) -> tuple[int, int]:
    yellow = random.randint(lines[1] + 1, 4)
    return random.randint(lines[0] + 1, yellow), yellow


def a_day(random: Random) -> date:
    """A day, the last or the first of a month more often than not."""
    first = date(random.randint(2019, 2026), random.randint(1, 12), 1)
    return first + timedelta(days=random.choice((-2, -1, -1, 0, 0, random.randint(0, 27))))


def some_answers(random: Random, rule: Rule, as_of: date) -> dict[str, Answer | Left | None]:
    """Answers of which at most five are open, questions with a veto rather than others.

    In one rule of three some questions do not apply, in a few of these none does.
    """
    count = random.choices(range(6), (25, 30, 22, 15, 6, 2))[0]
    preferred = sorted(
        rule.questions, key=lambda name: (rule.questions[name].veto is None) + random.random()
    )
    good = random.random()  # many answers near one line make ties at the majority
    left = random.choice((0, 0, 0, 0, 0.3, 0.9))
    return {
        name: LEFT_OUT
        if rule.questions[name].veto is None and random.random() < left
        else an_answer(random, good, rule, as_of, is_open=name in preferred[:count])
        for name in rule.questions
    }


def an_answer(
    random: Random, good: float, rule: Rule, as_of: date, *, is_open: bool
) -> Answer | None:
    level = random.randint(0, 2) if random.random() < good else random.randint(1, 4)
    if good < 1 / 3:  # levels that one step takes across a line
        level = min(4, random.choice(rule.lines) + random.randint(0, 1))
    if is_open and random.random() < 0.5:
        return None
    high = random.randint(level, 4) if is_open else level
    trend = random.choice((-1, -1, 0, 0, 1, 1))
    return Answer(level, high, trend, a_day_near_the_horizon(random, rule, as_of))


def a_day_near_the_horizon(random: Random, rule: Rule, as_of: date) -> date:
    """A day at most as late as another, whose horizon ends near that or later."""
    ago = as_of.year * 12 + as_of.month - 1 - rule.horizon_months
    first = date(ago // 12, ago % 12 + 1, 1)
    near = first + timedelta(days=as_of.day - 1 + random.randint(-3, 3))
    return min(as_of, random.choice((near, near, as_of - timedelta(days=random.randint(0, 20)))))


def some_settings(random: Random, profile: Profile) -> tuple[str, ...]:
    """One to three settings under which the rule is sound."""
    while True:
        settings: dict[str, str] = {}
        for _ in range(random.randint(1, 3)):
            key, value = a_setting(random, profile.rule)
            settings[key] = value
        words = tuple(f"{key}={value}" for key, value in settings.items())
        found = profile._replace(settings=words)
        rule, answers = with_settings(found)
        if reference.is_sound(rule) and sum(map(is_open, answers.values())) <= 5:
            return words


def is_open(answer: Answer | Left | None) -> bool:
    return answer is None or (isinstance(answer, Answer) and answer.low < answer.high)


def a_setting(random: Random, rule: Rule) -> tuple[str, str]:
    name = random.choice(list(rule.questions))
    low, high = sorted((random.randint(0, 4), random.randint(0, 4)))
    match random.choice(("answer", "answer", "answer", "weight", "veto", "majority")):
        case "answer":
            words = (str(low), f"{low}-{high}", "missing", "not-applicable")
            return name, random.choice(words if rule.questions[name].veto is None else words[:3])
        case "weight":
            return f"weight.{name}", str(random.randint(1, 12))
        case "veto":
            # Only a question that is a veto already: another may be left out by an answer.
            name = random.choice([n for n, q in rule.questions.items() if q.veto] or [name])
            vetoes = ("off", f"{low},{high}", "3,4") if rule.questions[name].veto else ("off",)
            return f"veto.{name}", random.choice(vetoes)
        case _:
            return "majority", random.choice(("2/3", "3/5", "1", "51/100", "4/5"))
