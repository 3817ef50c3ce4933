"""The part of a framework file on the rule: lines, majorities and coverage."""

from __future__ import annotations

from fractions import Fraction

from coopcli.model import Coverage, Majority
from coopcli.reading.log import Log
from coopcli.reading.records import EitherRecord, Field, Record
from coopcli.reading.scale import LEVEL, MEAN, ForEachLight
from coopcli.reading.shapes import Description, Meant, Parsed, fraction, whole_number
from coopcli.reading.source import Mapping, Node

SHARE = fraction(0, 1)


def _majority(text: str) -> Fraction:
    value: Fraction = SHARE.parse(text)
    # 0.667 lies above 2/3 and would ask for 11 of 15 answers where 10 are meant; 11/20 is short
    # enough to be meant. What is no majority is not meant: that is for the rubric to say.
    if value.denominator <= 20:
        return value
    near = (Fraction(round(value * parts), parts) for parts in range(3, 16))
    majorities = (share for share in near if share > Fraction(1, 2))
    exact = min(majorities, key=lambda share: abs(value - share), default=value)
    if 0 < abs(value - exact) < Fraction(5, 1000):
        raise Meant(f"write {exact}, which is meant and is not the same")
    return value


MAJORITY = Parsed(
    "a majority, as a fraction such as 2/3,", _majority, SHARE.describe(), quoted=True
)

AT_LEAST = Record(
    "a majority", lambda at_least: Majority(at_least), {"at-least": Field(MAJORITY, "this share")}
)
MORE_THAN = Record(
    "a majority",
    lambda more_than: Majority(more_than, over=True),
    {"more-than": Field(SHARE, "more than this share")},
)


_BOUNDS = ("at-least", "more-than")


class _Majority:
    """A share that is at least needed, or a mapping that says at least or more than which."""

    _bounds = EitherRecord({"more-than": MORE_THAN}, AT_LEAST)

    def read(self, node: Node, log: Log) -> Majority | None:
        if isinstance(node, Mapping):
            if all(bound in node for bound in _BOUNDS):
                message = "'at-least' and 'more-than' are two kinds of majority; only one can stand"
                log.add(node.keys_at[_BOUNDS[1]], "repeated-key", f"{message} here")
                return None
            found: Majority | None = self._bounds.read(node, log)
            return found
        share = MAJORITY.read(node, log)
        return None if share is None else Majority(share)

    def describe(self) -> Description:
        return {"anyOf": [MAJORITY.describe(), *self._bounds.describe()["anyOf"]]}


ONE_MAJORITY = _Majority()

OWN_MAJORITIES = ForEachLight(
    "a majority for each light", ONE_MAJORITY, "the share of weight that carries the light"
)


class _Majorities:
    """One majority for all lights, or one for each light but the worst."""

    def read(self, node: Node, log: Log) -> dict[str, Majority] | None:
        if isinstance(node, Mapping) and not any(name in node for name in _BOUNDS):
            return OWN_MAJORITIES.read(node, log)
        majority = ONE_MAJORITY.read(node, log)
        return None if majority is None else dict.fromkeys(log.aims, majority)

    def describe(self) -> Description:
        own = OWN_MAJORITIES.describe() | {"minProperties": 1}
        return {"anyOf": [*ONE_MAJORITY.describe()["anyOf"], own]}


LINES = ForEachLight("a set of lines", LEVEL, "the highest level that still supports the light")

RULE = Record(
    "the rule",
    dict,
    {
        "lines": Field(LINES, "the highest levels that still support a light", usual=True),
        "majority": Field(
            _Majorities(),
            "the share of weight that carries a light, or that of each light",
            usual=True,
        ),
        "coverage": Field(
            Record(
                "the coverage",
                Coverage,
                {
                    "overall": Field(SHARE, "the share of all weight to be rated", usual=True),
                    "dimension": Field(SHARE, "the same within each dimension", usual=True),
                },
            ),
            "how much must be rated for a light that answers could change",
            usual=True,
        ),
        "minimum-questions": Field(
            whole_number(1, 100), "the least number of questions that must apply for a light", 1
        ),
        "horizon-months": Field(whole_number(1, 600), "how far a trend reaches", usual=True),
        "cross-check": Field(
            ForEachLight("a set of cuts", MEAN, "the highest mean level of the light"),
            "the additive second opinion",
            usual=True,
        ),
    },
)
