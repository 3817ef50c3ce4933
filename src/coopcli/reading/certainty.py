"""The part of a framework file on confidence and on how weightings are varied."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from coopcli.model import Certainty, Confidence, Fault, Kind, Weighing
from coopcli.reading.log import Log
from coopcli.reading.records import Field, Record
from coopcli.reading.rule import SHARE
from coopcli.reading.shapes import Description, ListOf, whole_number
from coopcli.reading.source import Node
from coopcli.reading.vocabulary import HALF_LIVES

GRADES = {grade.name.lower().replace("_", "-"): grade for grade in reversed(Confidence)}


class _Kernel:
    """Three chances that, counted on both sides, are all there is."""

    _chances = ListOf(SHARE, 3, 3)

    def read(self, node: Node, log: Log) -> tuple[Fraction, ...] | None:
        chances = self._chances.read(node, log)
        if chances is not None and (total := chances[0] + 2 * sum(chances[1:])) != 1:
            message = f"the first and twice the others must add up to 1, not to {total}"
            log.add(node.mark, "kernel-sum", message)
            return None
        return chances

    def describe(self) -> Description:
        return self._chances.describe()


KERNEL = _Kernel()

CERTAINTY = Record(
    "the confidence",
    lambda **content: _certainty(**content),
    {
        "half-life-months": Field(
            HALF_LIVES,
            "months after which evidence of a kind counts one grade less",
            usual=True,
        ),
        "kernels": Field(
            Record(
                "a set of kernels",
                dict,
                {
                    name: Field(
                        KERNEL, "chances that the level is 0, 1 and 2 steps off, a side", usual=True
                    )
                    for name in GRADES
                },
            ),
            "how far off a rating of each grade may be",
            usual=True,
        ),
    },
)

WEIGHING = Record(
    "the uncertainty",
    lambda concentration, words: Weighing(concentration, **words),
    {
        "concentration": Field(
            whole_number(1, 100), "how closely weightings keep to the rubric", usual=True
        ),
        "words": Field(
            Record(
                "a set of words",
                dict,
                {
                    "firm": Field(SHARE, "the least share called firm", usual=True),
                    "likely": Field(SHARE, "the least share called likely", usual=True),
                    "contested": Field(SHARE, "the least share called contested", usual=True),
                },
            ),
            "which share of weightings earns which word",
            usual=True,
        ),
    },
)


def _certainty(half_life_months: dict[Kind, int], kernels: dict[str, Any]) -> Certainty:
    return Certainty(
        half_life_months,
        {GRADES[name.replace("_", "-")]: kernel for name, kernel in kernels.items()},
    )


def word_faults(weighing: Weighing) -> Iterator[Fault]:
    """Words of uncertainty whose shares are out of order."""
    if not weighing.firm > weighing.likely > weighing.contested:
        message = (
            "the share of 'firm' must be above that of 'likely', and that above 'contested', not "
            f"{weighing.firm}, {weighing.likely} and {weighing.contested}"
        )
        yield Fault(("uncertainty", "words"), "words-order", message)
