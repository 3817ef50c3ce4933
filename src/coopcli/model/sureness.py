"""How much must be rated, how evidence ages, and how weightings are varied."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from coopcli.model.values import (
    Confidence,
)
from coopcli.model.vocabulary import Kind


class Coverage(NamedTuple):
    """Shares of the weight that must be rated, overall and in each dimension."""

    overall: Fraction
    dimension: Fraction


class Certainty(NamedTuple):
    """How evidence ages and how far a rating of each grade may be off.

    ``half_life`` in months by kind of evidence; ``kernels`` give for each grade the chances that
    the true level lies 0, 1 and 2 steps away, the latter two on each side.
    """

    half_life: Mapping[Kind, int]
    kernels: Mapping[Confidence, tuple[Fraction, Fraction, Fraction]]

    @property
    def half_life_of_opinion(self) -> int:
        """The half-life of what nothing stands behind: that of opinions, else the shortest."""
        opinions = [months for kind, months in self.half_life.items() if kind.opinion]
        return min(opinions or self.half_life.values())


class Weighing(NamedTuple):
    """How weightings are varied and which share earns which word."""

    concentration: int
    firm: Fraction
    likely: Fraction
    contested: Fraction
