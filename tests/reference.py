"""The rule of docs/method.md a second time, by brute force over everything that is not known.

Nothing here comes from the program. Each function follows one section of that page and takes the
long way round: all completions are tried, and all sets of answers that could change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from typing import NamedTuple

RED, YELLOW, GREEN = 0, 1, 2
EASING, STEADY, HARDENING = -1, 0, 1


class Question(NamedTuple):
    """A question; ``veto`` gives the levels from which it closes Green and Yellow."""

    dimension: str
    weight: int
    veto: tuple[int, int] | None


class Rule(NamedTuple):
    """What a rubric says; ``lines``: the highest levels that are green, and at most yellow.

    ``majority``: of Green and of Yellow, each a share and whether more than it is needed.
    ``least``: how many questions must apply.
    """

    questions: Mapping[str, Question]
    lines: tuple[int, int]
    majority: tuple[tuple[Fraction, bool], tuple[Fraction, bool]]
    rated_overall: Fraction
    rated_within: Fraction
    horizon_months: int
    least: int = 1


class Answer(NamedTuple):
    """A level or a range, known by a day, with a trend."""

    low: int
    high: int
    trend: int
    known: date


class Left(NamedTuple):
    """In the place of an answer: the question does not apply."""


LEFT_OUT = Left()

Answers = Mapping[str, Answer | None]
"""An answer to each question that applies, or none."""

Given = Mapping[str, Answer | Left | None]
"""What stands at each question."""

Levels = Mapping[str, int]


class Margin(NamedTuple):
    """How far a light is from its neighbour ``to``."""

    to: int
    answers: int
    weight: Fraction
    vetoes: Mapping[str, int]


class Verdict(NamedTuple):
    """All that the page promises of an area."""

    light: int | None
    best: int
    worst: int
    outlook: str
    turning: frozenset[int]
    margins: tuple[Margin, ...]


def judged(rule: Rule, given: Given, as_of: date) -> Verdict:
    """The verdict on some answers as of a day, as if nobody had asked what does not apply."""
    answers = {name: one for name, one in given.items() if not isinstance(one, Left)}
    if len(answers) < rule.least:
        return Verdict(None, GREEN, RED, "stable", frozenset(), ())
    rule = rule._replace(questions={name: rule.questions[name] for name in answers})
    possible = {light_at(rule, levels) for levels in completions(answers)}
    best, worst = max(possible), min(possible)
    light = None if is_undetermined(rule, answers, best, worst) else worst
    outlook, turning = outlook_of(rule, answers, light, (best, worst), as_of)
    margins = () if light is None else tuple(margins_of(rule, answers, light))
    return Verdict(light, best, worst, outlook, turning, margins)


def is_sound(rule: Rule) -> bool:
    """Whether lines, vetoes and majority fit together."""
    green, yellow = rule.lines
    vetoes = [question.veto for question in rule.questions.values() if question.veto]
    return (
        green < yellow
        and all(
            Fraction(1, 2) <= part < 1 if more else Fraction(1, 2) < part <= 1
            for part, more in rule.majority
        )
        and all(green < veto[0] <= veto[1] and yellow < veto[1] for veto in vetoes)
    )


# From answers to the light of an area.


def light_at(rule: Rule, levels: Levels) -> int:
    """The best light that levels reach."""
    if reaches(rule, levels, GREEN):
        return GREEN
    return YELLOW if reaches(rule, levels, YELLOW) else RED


def reaches(rule: Rule, levels: Levels, light: int) -> bool:
    """Whether what a light asks holds, and what every worse light asks."""
    return all(meets(rule, levels, one) for one in (YELLOW, GREEN) if one <= light)


def meets(rule: Rule, levels: Levels, light: int) -> bool:
    """Whether enough answers are at or below the line of a light and no veto closes it."""
    closed = any(closes(rule, name, level, light) for name, level in levels.items())
    return not closed and carries(rule, levels, light)


def carries(rule: Rule, levels: Levels, light: int) -> bool:
    """Whether the answers at or below the line of a light are its majority."""
    needed, more = rule.majority[GREEN - light]
    found = share(rule, levels, light)
    return found > needed if more else found >= needed


def share(rule: Rule, levels: Levels, light: int) -> Fraction:
    """The share of the weight at or below the line of a light."""
    line = rule.lines[GREEN - light]
    below = sum(rule.questions[name].weight for name, level in levels.items() if level <= line)
    return Fraction(below, sum(question.weight for question in rule.questions.values()))


def closes(rule: Rule, name: str, level: int, light: int) -> bool:
    """Whether a level closes a light."""
    veto = rule.questions[name].veto
    return veto is not None and level >= veto[GREEN - light]


# What is not known.


def completions(answers: Answers, given: Levels | None = None) -> Iterator[Levels]:
    """All levels that the answers allow, where some of them are given."""
    allowed = [
        [given[name]] if given and name in given else range(*span(answer))
        for name, answer in answers.items()
    ]
    return (dict(zip(answers, levels, strict=True)) for levels in product(*allowed))


def span(answer: Answer | None) -> tuple[int, int]:
    """The levels that an answer allows, from one up to below the other."""
    return (answer.low, answer.high + 1) if answer else (0, 5)


def is_undetermined(rule: Rule, answers: Answers, best: int, worst: int) -> bool:
    """Whether a better light is possible and too little is known to give the worst."""
    if best == worst:
        return False
    if rated(rule, answers) < rule.rated_overall:
        return True
    for dimension in {question.dimension for question in rule.questions.values()}:
        if rated(rule, answers, dimension) < rule.rated_within:
            return True
    open_vetoes = {name: 0 for name, answer in answers.items() if is_open_veto(rule, name, answer)}
    return min(light_at(rule, levels) for levels in completions(answers, open_vetoes)) != worst


def rated(rule: Rule, answers: Answers, dimension: str = "") -> Fraction:
    """The share of the weight, of all questions or of a dimension, that is answered."""
    asked = {n: q.weight for n, q in rule.questions.items() if dimension in ("", q.dimension)}
    return Fraction(sum(w for n, w in asked.items() if answers[n]), sum(asked.values()))


def is_open_veto(rule: Rule, name: str, answer: Answer | None) -> bool:
    """Whether a question is a veto without an answer."""
    return answer is None and rule.questions[name].veto is not None


# Outlook.


def outlook_of(
    rule: Rule, answers: Answers, light: int | None, bounds: tuple[int, int], as_of: date
) -> tuple[str, frozenset[int]]:
    """The outlook, and the lights that it may turn to."""
    led_to = {}
    for trend in (HARDENING, EASING):
        found = {
            light_at(rule, moved(rule, answers, levels, trend, as_of))
            for levels in completions(answers)
        }
        led_to[trend] = max(found), min(found)
    if light is None:
        harder, easier = (led_to[trend] != bounds for trend in (HARDENING, EASING))
        turning: frozenset[int] = frozenset()
    else:
        worst = {trend: ends[1] for trend, ends in led_to.items()}
        harder, easier = worst[HARDENING] != light, worst[EASING] != light
        turning = frozenset(worst.values()) - {light}
    words = {(False, False): "stable", (True, True): "developing"}
    return words.get((harder, easier), "negative" if harder else "positive"), turning


def moved(rule: Rule, answers: Answers, levels: Levels, trend: int, as_of: date) -> Levels:
    """The levels once the trends of one direction have run their course."""
    return {
        name: min(4, max(0, level + trend)) if counts(rule, answers[name], trend, as_of) else level
        for name, level in levels.items()
    }


def counts(rule: Rule, answer: Answer | None, trend: int, as_of: date) -> bool:
    """Whether an answer has a trend of a direction whose horizon has not passed."""
    if answer is None or answer.trend != trend:
        return False
    return as_of <= months_after(answer.known, rule.horizon_months)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


# Margins.


def margins_of(rule: Rule, answers: Answers, light: int) -> Iterator[Margin]:
    """How far a light is from the next worse and from the next better one."""
    levels = {name: answer.high if answer else 4 for name, answer in answers.items()}
    rated_ones = [name for name, answer in answers.items() if answer]
    if light > RED and not reaches(rule, {**levels, **dict.fromkeys(rated_ones, 4)}, light):
        vetoes = {
            name: next(steps for steps in range(5) if closes(rule, name, level + steps, light))
            for name, level in levels.items()
            if rule.questions[name].veto
        }
        lost, spare = min(
            (
                fewest_to_lose(rule, levels, rated_ones, one),
                share(rule, levels, one) - rule.majority[GREEN - one][0],
            )
            for one in (YELLOW, GREEN)
            if one <= light and rule.lines[GREEN - one] < 4
        )
        yield Margin(light - 1, lost, spare, vetoes)
    aim = light + 1
    if light < GREEN and reaches(rule, {**levels, **dict.fromkeys(rated_ones, 0)}, aim):
        vetoes = {
            name: next(steps for steps in range(5) if not closes(rule, name, level - steps, aim))
            for name, level in levels.items()
            if closes(rule, name, level, aim)
        }
        short = max(Fraction(0), rule.majority[GREEN - aim][0] - share(rule, levels, aim))
        yield Margin(aim, fewest_to_win(rule, levels, rated_ones, aim), short, vetoes)


def fewest_to_lose(rule: Rule, levels: Levels, names: list[str], light: int) -> int:
    """The fewest answers that must rise above the line until a light has no majority."""
    return min(
        len(some)
        for some in subsets(names)
        if not carries(rule, {**levels, **dict.fromkeys(some, 4)}, light)
    )


def fewest_to_win(rule: Rule, levels: Levels, names: list[str], light: int) -> int:
    """The fewest answers that must fall to the line until a light has a majority."""
    return min(
        len(some)
        for some in subsets(names)
        if carries(rule, {**levels, **dict.fromkeys(some, 0)}, light)
    )


def subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    """All sets of some names."""
    return (some for size in range(len(names) + 1) for some in combinations(names, size))
