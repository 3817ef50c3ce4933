"""The lights of a result, in their order."""

from __future__ import annotations

from collections.abc import Collection

from coopcli.model import Majority
from coopcli.results.rule import Rule
from coopcli.results.values import AreaLight, BetterLightId, LightId, Undetermined
from coopcli.studies.assess import AssessmentResult


def best_of(result: AssessmentResult) -> BetterLightId:
    """The best light."""
    return BetterLightId(result.rubric.light_ids[0])


def worst_of(result: AssessmentResult) -> LightId:
    """The light that asks for nothing."""
    return result.rubric.light_ids[-1]


def at_stake(result: AssessmentResult, closed: Collection[LightId]) -> BetterLightId:
    """The light that a veto question matters for: the next better one where it rules that out.

    Else the light itself, or the worst with a line; without a light, the best.
    """
    light: AreaLight = result.standing.light
    if isinstance(light, Undetermined):
        return best_of(result)
    better = None if light == best_of(result) else result.rubric.next_better(light)
    if better and (better in closed or light == worst_of(result)):
        return better
    return BetterLightId(light)


def votes_needed(rule: Rule, light: BetterLightId) -> int:
    """The weight that the answers at or better than a light must have."""
    return Majority(*rule.majority_of(light)).votes_of(rule.votes)
