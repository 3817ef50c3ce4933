"""From the test of a rubric to which lights came out, and how little a match proves."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from coopcli.analysis.calibration import Calibration, Case
from coopcli.model import Outlook
from coopcli.report.blocks import Block, Code, Heading, Line, Mark, Paragraph, Strong, Table
from coopcli.report.result import envelope, light_word, share
from coopcli.report.words import capital, counted, number, outlook_words

Data = dict[str, Any]


def calibration_result(found: Calibration) -> Data:
    """The result of testing a rubric."""
    published = [case for case in found.cases if case.published]
    return envelope("calibration", found.rubric) | {
        "cases": [_case(case) for case in found.cases],
        "published": len(published),
        "lights": {
            "matched": sum(case.light_matches for case in published),
            "bound": None if found.bound is None else share(found.bound),
        },
        "lights_and_outlooks": {
            "matched": sum(case.matches for case in published),
            "bound": None if found.bound_with_outlook is None else share(found.bound_with_outlook),
        },
        "chance": None if found.chance is None else share(found.chance),
        "family": {
            "models": found.family,
            "fitting": found.fitting,
            "left_out": [
                {
                    "area": left.case.expected.area,
                    "as_of": str(left.case.expected.as_of),
                    "fitting": left.fitting,
                    "predicting": left.predicting,
                }
                for left in found.left_out
            ],
        },
        "passed": all(case.matches for case in found.cases),
    }


def _case(case: Case) -> Data:
    told, expected = case.assessment, case.expected
    return {
        "area": expected.area,
        "name": told.area.name,
        "as_of": str(expected.as_of),
        "published": case.published,
        "expected": {"light": light_word(expected.light), "outlook": expected.outlook.value},
        "told": {
            "light": light_word(told.light),
            "outlook": told.outlook.value,
            "turning": [light_word(light) for light in told.turning],
        },
        "light_matches": case.light_matches,
        "matches": case.matches,
    }


def calibration_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The cases, and what they prove; -1 is the cases alone."""
    blocks: list[Block] = [Heading(f"Test: {data['rubric']['title']}", 1)]
    published = [case for case in data["cases"] if case["published"]]
    own = [case for case in data["cases"] if not case["published"]]
    if published:
        blocks += [Heading("Published lights"), _table(published)]
    if own:
        blocks += [Heading("Expected by the area files"), _table(own)]
    blocks.append(Paragraph(_verdict(data)))
    if detail < 0 or not published:
        return blocks
    return [*blocks, *_proof(data), *_family(data)]


def _table(cases: list[Data]) -> Table:
    def cell(result: Data) -> Line:
        return (Mark(result["light"]), f", {result['outlook']}")

    rows = tuple(
        (
            (Code(case["area"]),),
            (case["as_of"],),
            cell(case["expected"]),
            cell(case["told"]),
            (Strong("matches" if case["matches"] else "DIFFERS"),),
        )
        for case in cases
    )
    return Table(("area", "as of", "expected", "told", "result"), rows)


def _verdict(data: Data) -> Line:
    cases = data["cases"]
    if not cases:
        return ("Nothing to test: no light is published and no area file expects one.",)
    wrong = [case for case in cases if not case["matches"]]
    if not wrong:
        return (f"{capital(counted(len(cases), 'case'))}, all as expected.",)
    lines = [
        f"{case['area']} ({case['as_of']}) is {case['told']['light'].capitalize()}, "
        f"{outlook_words(Outlook(case['told']['outlook']), case['told']['turning'])}"
        for case in wrong
    ]
    return (
        Strong(f"{capital(number(len(wrong)))} of {len(cases)} differ: "),
        "; ".join(lines),
        ".",
    )


def _proof(data: Data) -> Iterator[Block]:
    count, lights, both = data["published"], data["lights"], data["lights_and_outlooks"]
    yield Heading("What a match proves")
    yield Paragraph(
        (
            f"{lights['matched']} of {count} published lights match, {both['matched']} with their "
            f"outlook. With so few cases the accuracy of the lights may be as low as "
            f"{_percent(lights['bound'])} (exact lower 95 % bound, Clopper and Pearson), with "
            f"outlooks {_percent(both['bound'])}. Of all ways to deal the published lights to "
            f"these areas {data['chance']} would match as many.",
        )
    )
    yield Paragraph(
        (
            f"n = {count}, and those who rated the areas knew these lights: a match shows that the "
            "rule can express them, not that it would have foretold them.",
        )
    )


def _percent(value: str) -> str:
    """A share in percent to one decimal, rounded down: a bound must not gain by rounding."""
    tenths = Fraction(value) * 1000 // 1
    return f"{tenths // 10}.{tenths % 10} %"


def _family(data: Data) -> Iterator[Block]:
    family = data["family"]
    yield Heading("Left out one by one")
    rows = tuple(
        (
            (Code(left["area"]),),
            (f"{left['fitting']:,}",),
            (f"{left['predicting']:,}",),
            (_percent(str(Fraction(left["predicting"], left["fitting"]))),)
            if left["fitting"]
            else ("–",),
        )
        for left in family["left_out"]
    )
    yield Table(("left out", "fit the others", "predict it", "share"), rows)
    yield Paragraph(
        (
            f"Of {family['models']:,} rules {family['fitting']:,} give all published lights. The "
            "rules are all pairs of lines below 4, 26 majorities from 31/60 to 56/60, all weights "
            "of the dimensions in tenths, and up to three sets of gates: none, the rubric's own, "
            "a 4 on any question. A low share means that this one example holds up a line "
            "between two lights.",
        )
    )
