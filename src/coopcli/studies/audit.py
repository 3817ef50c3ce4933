"""``rubric audit``: what a rule does with its questions, and how much each one weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar, NamedTuple

from coopcli.analysis import audit as analysis
from coopcli.model import Count, Id, Light, PartialDate
from coopcli.packs.library import Pack, areas_of
from coopcli.results.answers import Veto
from coopcli.results.consistency import Contradictions, distinct, known, same, shared
from coopcli.results.parts import RubricResult
from coopcli.results.values import (
    BetterLightId,
    Form,
    LightId,
    Share,
    Undetermined,
    area_light,
    light_id,
)
from coopcli.studies.parts import better_id, criterion_of, rubric_ref

Decimal = Annotated[str, Form(r"-?[01]\.[0-9]{4}")]
"""A number from -1 to 1 in four decimals."""


class WeighedCriterion(NamedTuple):
    """A question and its power, in shares; ``rated``: in how many areas it has an answer."""

    id: Id
    name: str
    weight: Count
    veto: Veto | None
    nominal: Share
    voting: Share
    decides: Mapping[BetterLightId, Share]
    effective: Share
    rated: Count


class Pair(NamedTuple):
    """Two questions that rank the areas almost alike."""

    first: Id
    second: Id
    correlation: Decimal
    areas: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit(RubricResult):
    """The audit of a rubric; without ``as_of`` each area is judged on its own date."""

    kind: ClassVar[str] = "audit"
    as_of: PartialDate | None
    areas: Count
    profiles: Mapping[LightId, Share]
    lights: Mapping[LightId | Undetermined, Count]
    criteria: tuple[WeighedCriterion, ...]
    dead: tuple[Id, ...]
    dictators: tuple[Id, ...]
    vetoers: tuple[Id, ...]
    unreachable: tuple[LightId, ...]
    constant: tuple[Id, ...]
    pairs: tuple[Pair, ...]
    compared: Count
    redundant_from: Share
    least_areas: Count

    def contradictions(self) -> Contradictions:
        names = [criterion.id for criterion in self.criteria]
        yield from distinct("/criteria", names)
        for key in ("dead", "dictators", "vetoers", "constant"):
            yield from known(f"/{key}", getattr(self, key), names, "criterion")
        for pair in self.pairs:
            yield from known("/pairs", (pair.first, pair.second), names, "criterion")
        yield from shared("/profiles", {light: (s, s) for light, s in self.profiles.items()})
        yield from same("/areas", self.areas, sum(self.lights.values()))


def study(pack: Pack, as_of: PartialDate | None = None) -> Audit:
    """The audit of the rubric of a pack, over its areas at a date, else each at its own."""
    judged = [pack.assess(area, as_of) for area in areas_of(pack)]
    return audit_result(analysis.audit(pack.rubric, judged), as_of)


def audit_result(found: analysis.Audit, as_of: PartialDate | None) -> Audit:
    """The result of an audit."""
    lights: tuple[Light | None, ...] = (*found.rubric.lights, None)
    return Audit(
        rubric=rubric_ref(found.rubric),
        as_of=as_of,
        areas=found.areas,
        profiles={light_id(light): found.profiles[light] for light in found.rubric.lights},
        lights={area_light(light): found.lights.get(light, 0) for light in lights},
        criteria=tuple(_criterion(power, found) for power in found.powers),
        dead=found.dead,
        dictators=found.dictators,
        vetoers=found.vetoers,
        unreachable=tuple(map(light_id, found.unreachable)),
        constant=found.constant,
        pairs=tuple(
            Pair(pair.first.id, pair.second.id, _decimal(pair.correlation), pair.areas)
            for pair in found.pairs
        ),
        compared=found.compared,
        redundant_from=analysis.REDUNDANT,
        least_areas=analysis.LEAST_AREAS,
    )


def _criterion(power: analysis.Power, found: analysis.Audit) -> WeighedCriterion:
    asked = criterion_of(power.criterion, found.rubric)
    return WeighedCriterion(
        id=asked.id,
        name=asked.name,
        weight=asked.weight,
        veto=asked.veto,
        nominal=power.nominal,
        voting=power.voting,
        decides={better_id(aim): power.decides[aim] for aim in found.rubric.aims},
        effective=power.effective,
        rated=found.rated[asked.id],
    )


def _decimal(value: Fraction) -> str:
    """A value in [-1, 1] with its four decimals, exact."""
    steps = abs(value) * 10**4
    return f"{'-' if value < 0 else ''}{steps // 10**4}.{int(steps % 10**4):04}"
