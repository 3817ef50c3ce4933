"""From the test of a rubric to which lights came out, and how little a match proves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from coopcli.results.values import name_of
from coopcli.studies.calibration import (
    Calibration,
    Case,
    Decided,
    Expected,
    Found,
    RuleCase,
    Unreached,
)
from coopcli.text.blocks import Block, Code, Heading, Line, Mark, Paragraph, Strong, Table
from coopcli.text.words import capital, counted, listed, number, outlook_words, short_outlook


def calibration_blocks(result: Calibration, *, detail: int = 0) -> list[Block]:
    """The cases, and what they prove; -1 is the cases alone."""
    blocks: list[Block] = [Heading(f"Test: {result.rubric.title}", 1)]
    published = [case for case in result.cases if case.published]
    own = [case for case in result.cases if not case.published]
    if published:
        blocks += [Heading("Published lights"), _table(published)]
    if own:
        blocks += [Heading("Expected by the area files"), _table(own)]
    if result.rule_cases:
        blocks += [Heading("Cases of the pack"), _rule_table(result.rule_cases)]
    blocks.append(Paragraph(_verdict(result)))
    if result.unreached is not None:
        blocks.append(Paragraph((_reach(result.unreached),)))
    if detail < 0 or not published:
        return blocks
    return [*blocks, *_proof(result, detail), *_family(result, detail)]


def _table(cases: Iterable[Case]) -> Table:
    def cell(one: Expected | Found) -> Line:
        return (Mark(one.light), f", {short_outlook(one.outlook, ())}")

    rows = tuple(
        (
            (Code(case.area),),
            (str(case.as_of),),
            cell(case.expected),
            cell(case.told),
            (Strong("matches" if case.matches else "DIFFERS"),),
        )
        for case in cases
    )
    return Table(("area", "as of", "expected", "found", "result"), rows)


def _rule_table(cases: Iterable[RuleCase]) -> Table:
    def cell(one: Decided, other: Decided) -> Line:
        """A light, with as much beside it as is expected, or as differs from that."""
        outlook = one.outlook if other.outlook is not None else None
        words = f", {short_outlook(outlook, ())}" if outlook is not None else ""
        decided = one.decided_by if other.decided_by is not None else None
        by = f", decided by {listed(decided) if decided else 'none'}" if decided is not None else ""
        return (Mark(one.light), words + by)

    rows = tuple(
        (
            (Code(case.id),),
            cell(case.expected, case.expected),
            cell(case.found, case.expected),
            (Strong("matches" if case.matches else "DIFFERS"),),
        )
        for case in cases
    )
    return Table(("case", "expected", "found", "result"), rows)


def _reach(unreached: Unreached) -> str:
    """What no case reaches."""
    lights = [name_of(light) for light in unreached.lights]
    vetoes: dict[str, list[str]] = {}
    for veto in unreached.vetoes:
        vetoes.setdefault(name_of(veto.light), []).append(veto.criterion)
    parts = [f"No case ends in {listed(lights, 'or')}."] if lights else []
    parts += [
        f"No case has {light} vetoed by {listed(questions, 'or')}."
        for light, questions in vetoes.items()
    ]
    return " ".join(parts) or "The cases reach every light and every veto."


def _verdict(result: Calibration) -> Line:
    count = len(result.cases) + len(result.rule_cases)
    if not count:
        return ("Nothing to test: no light is published or expected, and the pack has no cases.",)
    lines = [
        f"{case.area} ({case.as_of}) is {name_of(case.told.light)}, "
        f"{outlook_words(case.told.outlook, case.told.turning)}"
        for case in result.cases
        if not case.matches
    ]
    lines += [
        f"case {case.id} is {name_of(case.found.light)}"
        for case in result.rule_cases
        if not case.matches
    ]
    if not lines:
        return (f"{capital(counted(count, 'case'))}, all as expected.",)
    wrong = f"{capital(number(len(lines)))} of {count} differ: "
    return (Strong(wrong), "; ".join(lines), ".")


def _proof(result: Calibration, detail: int) -> Iterator[Block]:
    count, lights, both = result.published, result.lights, result.lights_and_outlooks
    chance = "all ways" if result.chance == 1 else f"{result.chance} of all ways"
    yield Heading("What a match proves")
    yield Paragraph(
        (
            f"{lights.matched} of {count} published lights match, {both.matched} with their "
            f"outlook. So few cases prove little: the rule may match only {_percent(lights.bound)} "
            f"of lights, and {_percent(both.bound)} with outlooks. If the published lights were "
            f"dealt to these areas at random, {chance} would match as many.",
        )
    )
    yield Paragraph(
        (
            "The people who rated the areas knew these lights. A match shows that the rule can "
            "express them, not that it would have found them unaided.",
        )
    )
    if detail > 0:
        words = "The lowest shares are exact lower 95 % bounds (Clopper and Pearson)."
        yield Paragraph((words,))


def _percent(value: Fraction | None) -> str:
    """A share in percent to one decimal, rounded down: a bound must not gain by rounding."""
    tenths = (value or Fraction(0)) * 1000 // 1
    return f"{tenths // 10}.{tenths % 10} %"


def _family(result: Calibration, detail: int) -> Iterator[Block]:
    family = result.family
    yield Heading("Left out one by one")
    rows = tuple(
        (
            (Code(left.area),),
            (f"{left.fitting:,}",),
            (f"{left.predicting:,}",),
            (_percent(Fraction(left.predicting, left.fitting)),) if left.fitting else ("–",),
        )
        for left in family.left_out
    )
    yield Table(("left out", "rules that fit the others", "that also give it", "share"), rows)
    yield Paragraph(
        (
            f"Other rules were tried too: {family.models:,} in all, of which {family.fitting:,} "
            "give all published lights. A low share means that only this one example holds up "
            "a line between two lights.",
        )
    )
    if detail > 0:
        words = (
            "The rules are all pairs of lines below 4 with 26 majorities from 31/60 to 56/60. All "
            "weights of the families in tenths are tried, and up to three sets of vetoes: none, "
            "the rubric's own, a 4 on any question."
        )
        yield Paragraph((words,))
