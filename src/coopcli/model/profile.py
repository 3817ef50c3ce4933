"""What a light asks of the answers: the one place that knows levels that support or veto it.

The terms are those of the field: a category has a *profile*; an answer at or below its level there
*supports* the category with its weight, and a *veto* closes it whatever the other answers are.

Source: Leroy, Mousseau and Pirlot 2011 (MR-Sort); vetoes, Roy and Bouyssou 1993 (ELECTRE TRI).
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from coopcli.model.lights import Light
from coopcli.model.values import NEVER

Levels = Mapping[str, int]
"""One level for every question of a rubric."""


class Boundary(NamedTuple):
    """What one light asks of the answer to one question.

    Levels up to ``supports_to`` support the light with the ``weight`` of the question, levels from
    ``vetoes_from`` veto it, and those between leave it open: a veto begins above what supports.
    ``highest`` is the highest level of the scale.
    """

    weight: int
    supports_to: int
    vetoes_from: int
    highest: int

    def supports(self, level: int) -> bool:
        """Whether a level supports the light."""
        return level <= self.supports_to

    def vetoes(self, level: int) -> bool:
        """Whether a level vetoes the light whatever the other answers are."""
        return level >= self.vetoes_from

    def votes(self, level: int) -> int:
        """The weight with which a level supports the light."""
        return self.weight if level <= self.supports_to else 0

    @property
    def can_veto(self) -> bool:
        """Whether some level vetoes the light."""
        return self.vetoes_from < NEVER

    @property
    def opposed_from(self) -> int | None:
        """The lowest level that does not support the light; ``None`` where every level does."""
        return self.supports_to + 1 if self.supports_to < self.highest else None

    def steps_to_veto(self, level: int) -> int:
        """How many levels an answer may rise until it vetoes the light; 0 where it does."""
        return max(0, self.vetoes_from - level)

    def steps_to_open(self, level: int) -> int:
        """How many levels an answer must fall until it vetoes no more; 0 where it does not."""
        return max(0, level - self.vetoes_from + 1)

    def parted(self, levels: Sequence[int]) -> tuple[int, int, int]:
        """What stands for the levels from 0 on, summed: for support, for neither, for a veto."""
        support = sum(levels[: self.supports_to + 1])
        neither = sum(levels[self.supports_to + 1 : self.vetoes_from])
        return support, neither, sum(levels[self.vetoes_from :])

    @property
    def ladder(self) -> tuple[int, int, int]:
        """How many levels support the light, do neither, and veto it."""
        return self.parted([1] * (self.highest + 1))


class Majority(NamedTuple):
    """The share of the weight that carries a light: at least ``share``, or more if ``over``."""

    share: Fraction
    over: bool = False

    def votes_of(self, weight: int) -> int:
        """The least whole weight that is a majority of a weight."""
        return int(self.share * weight) + 1 if self.over else ceil(self.share * weight)

    def has(self, share: Fraction) -> bool:
        """Whether a share of the weight is a majority."""
        return share > self.share if self.over else share >= self.share

    def __str__(self) -> str:
        return f"more than {self.share}" if self.over else str(self.share)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one light asks of all answers: support by a majority, and no veto.

    ``votes_needed``: the least weight that is a majority here.
    """

    light: Light
    majority: Majority
    votes_needed: int
    boundaries: Mapping[str, Boundary]

    def __getitem__(self, question: str) -> Boundary:
        return self.boundaries[question]

    def met_by(self, levels: Levels, unvetoed: Set[str] = frozenset()) -> bool:
        """Whether levels give the light; vetoes of the questions in ``unvetoed`` do not count."""
        support = 0
        for name, (weight, supports_to, vetoes_from, _) in self.boundaries.items():
            level = levels[name]
            if level >= vetoes_from and name not in unvetoed:
                return False
            if level <= supports_to:
                support += weight
        return support >= self.votes_needed

    def support(self, levels: Levels) -> int:
        """The weight that supports the light; of the questions that have a level here."""
        return sum(self.boundaries[name].votes(level) for name, level in levels.items())

    def share(self, levels: Levels) -> Fraction:
        """The share of the weight that supports the light."""
        return Fraction(self.support(levels), sum(own.weight for own in self.boundaries.values()))

    def vetoed_by(self, levels: Levels) -> tuple[str, ...]:
        """The questions that veto the light."""
        return tuple([n for n, level in levels.items() if self.boundaries[n].vetoes(level)])
