"""What an assessment rests on where answers are inferred or declared."""

from typing import NamedTuple

from coopcli.analysis.support import inferred, without_inferred
from coopcli.model import Assessment, Id
from coopcli.results.values import (
    AreaLight,
    LightId,
    area_light,
    light_id,
)
from coopcli.studies import wording


class Support(NamedTuple):
    """The inferred answers, and the light without them."""

    inferred: tuple[Id, ...]
    light: AreaLight
    best: LightId
    worst: LightId
    because: tuple[str, ...]
    declared_only: tuple[Id, ...]


def support_of(assessment: Assessment) -> Support:
    """What an assessment rests on, and what it would be without inferred answers."""
    bare = without_inferred(assessment)
    return Support(
        inferred=inferred(assessment),
        light=area_light(bare.light),
        best=light_id(bare.best),
        worst=light_id(bare.worst),
        because=wording.reasons(bare.undetermined_because),
        declared_only=tuple(a.criterion.id for a in assessment.answers if a.declared_only),
    )
