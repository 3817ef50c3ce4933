"""How far a light is from its neighbours, and what the other way to count says."""

from collections.abc import Mapping
from typing import NamedTuple

from coopcli.analysis.opinions import cross_check
from coopcli.model import Assessment, Count, Id
from coopcli.results.values import LightId, Share, light_id
from coopcli.rule.margins import margins


class Margin(NamedTuple):
    """How far a light is from a neighbour: in answers, in weight, and in levels at each veto."""

    to: LightId
    answers: Count
    weight: Share
    vetoes: Mapping[Id, Count]


class CrossCheck(NamedTuple):
    """The lights that the mean level gives, and whether the light lies among them."""

    best: LightId
    worst: LightId
    agrees: bool | None


def margins_of(assessment: Assessment) -> tuple[Margin, ...]:
    """How far the light of an area is from its neighbours."""
    return tuple([Margin(light_id(one.to), *one[1:]) for one in margins(assessment)])


def cross_check_of(assessment: Assessment) -> CrossCheck:
    """The lights that the mean level gives."""
    check = cross_check(assessment)
    return CrossCheck(light_id(check.best), light_id(check.worst), check.agrees)
