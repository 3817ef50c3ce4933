"""Which questions and dimensions the light is most sensitive to, estimated from draws."""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, NamedTuple

from coopcli.analysis import sensitivity
from coopcli.model import Count
from coopcli.results.consistency import (
    Contradictions,
    rising,
)
from coopcli.results.values import (
    Form,
    Length,
)

Index = Annotated[str, Form(r"-?[0-9]+\.[0-9]{3}")]


class Estimate(NamedTuple):
    """A sampled share with its interval."""

    value: Index
    low: Index
    high: Index

    def contradictions(self) -> Contradictions:
        yield from rising("/high", Fraction(self.low), Fraction(self.high))


class Group(StrEnum):
    """An assumption that a sample varies."""

    WEIGHTS = "weights"
    LEVELS = "levels"
    MAJORITY = "majority"
    RULE = "rule"


class GroupIndex(NamedTuple):
    """The share of an assumption in what moves the light, alone and together with others."""

    group: Group
    first: Estimate
    total: Estimate


class Sensitivity(NamedTuple):
    """A sample of all assumptions."""

    seed: Count
    draws: Count
    majorities: Annotated[tuple[str, ...], Length(2, 2)]
    groups: tuple[GroupIndex, ...]


def sensitivity_of(indices: Iterable[sensitivity.Index], draws: int, seed: int) -> Sensitivity:
    """Indices in results, with the draws that they are estimated from."""
    return Sensitivity(
        seed=seed,
        draws=draws,
        majorities=tuple(f"{majority:.2f}" for majority in sensitivity.MAJORITIES),
        groups=tuple(
            GroupIndex(Group(index.group), _estimate(index.first), _estimate(index.total))
            for index in indices
        ),
    )


def _estimate(estimate: sensitivity.Estimate) -> Estimate:
    # Adding 0.0 takes the sign from a negative number that rounds to nothing.
    return Estimate(*(f"{round(value, 3) + 0.0:.3f}" for value in estimate))
