"""The numbers of a rubric's rule in results."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, NamedTuple

from coopcli import model
from coopcli.model import (
    Count,
    Coverage,
    Id,
)
from coopcli.results.answers import ByBetterLight, Veto, veto_rises
from coopcli.results.consistency import (
    Contradictions,
    same,
)
from coopcli.results.shapes import Fault
from coopcli.results.values import (
    Added,
    BetterLightId,
    Share,
)


class Majority(NamedTuple):
    """The share of the weight that carries a light: at least it, or more where ``over``."""

    share: Share
    over: bool


def _majority(majority: Majority) -> Contradictions:
    half, (share, over) = Fraction(1, 2), majority
    if not (half <= share < 1 if over else half < share <= 1):
        yield Fault("/majority", f"a majority lies above 1/2, not at {share}")


class Rule(NamedTuple):
    """The numbers of a rubric's rule.

    ``majority`` and ``votes_needed``: of the best light, at least; ``majorities`` of every light,
    where they differ or more is asked for. ``minimum_questions``: the least number of questions
    that must apply, where it is more than one. Of an area, what is said of questions is said of
    those that apply to it. ``introduction``: the rubric's own first
    sentence.
    """

    questions: Count
    dimensions: tuple[str, ...]
    lines: ByBetterLight
    majority: Share
    votes: Count
    votes_needed: Count
    vetoes: Mapping[Id, Veto]
    coverage: Coverage
    horizon_months: Count
    cuts: Mapping[BetterLightId, Fraction]
    majorities: Annotated[Mapping[BetterLightId, Majority] | None, Added()] = None
    minimum_questions: Annotated[Count | None, Added()] = None
    introduction: Annotated[str | None, Added()] = None

    def contradictions(self) -> Contradictions:
        for (better, line), (worse, lower) in pairwise(self.lines.items()):
            if line > lower or (line == lower and not self._asks_more(better, worse)):
                yield _not_below("/lines", better, line, worse, lower)
        for (better, cut), (worse, other) in pairwise(self.cuts.items()):
            if cut >= other:
                yield _not_below("/cuts", better, cut, worse, other)
        best = next(iter((self.majorities or {}).values()), Majority(self.majority, over=False))
        yield from same("/majority", self.majority, best.share)
        for majority in (best, *(self.majorities or {}).values()):
            yield from _majority(majority)
        yield from same(
            "/votes_needed", self.votes_needed, model.Majority(*best).votes_of(self.votes)
        )
        for name, veto in self.vetoes.items():
            yield from veto_rises(f"/vetoes/{name}", veto)
            if any(level <= self.lines[light] for light, level in veto.items()):
                message = "a veto must close a light above the line of that light"
                yield Fault(f"/vetoes/{name}", message)

    def _asks_more(self, better: BetterLightId, worse: BetterLightId) -> bool:
        return self.majorities is not None and self.majorities[better] > self.majorities[worse]

    def majority_of(self, light: BetterLightId) -> Majority:
        """The majority of a light."""
        own = self.majorities
        return Majority(self.majority, over=False) if own is None else own[light]


def _not_below(pointer: str, better: str, low: Any, worse: str, high: Any) -> Fault:
    return Fault(pointer, f"{better} at {low} must lie below {worse} at {high}")
