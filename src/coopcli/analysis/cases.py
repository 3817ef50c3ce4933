"""From the cases of a rubric to what it decides, and to what no case reaches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coopcli.model import (
    Assessment,
    Basis,
    Criterion,
    IssueArea,
    Light,
    Missing,
    PartialDate,
    Rating,
    Rubric,
    Trend,
)
from coopcli.model.cases import RuleCase
from coopcli.rule.assessment import assess

_DAY = PartialDate.parse("2000-01-01")
"""The date of all answers of a case: any would do, for nothing in it ages."""


class Tried(NamedTuple):
    """A case and what the rubric makes of it."""

    case: RuleCase
    assessment: Assessment

    @property
    def light(self) -> str:
        """The id of the light that came out, or ``undetermined``."""
        light = self.assessment.light
        return "undetermined" if light is None else light.id

    @property
    def matches(self) -> bool:
        """Whether everything that is expected came out."""
        case, came = self.case, self.assessment
        decided = case.decided_by is None or {*case.decided_by} == {*came.decided_by}
        outlook = case.outlook is None or case.outlook is came.outlook
        return self.light == case.light and outlook and decided


class Unreached(NamedTuple):
    """Lights that no case leads to, and vetoes that none brings about, with the light closed."""

    lights: tuple[Light, ...]
    vetoes: tuple[tuple[Criterion, Light], ...]


def tried(rubric: Rubric, cases: Iterable[RuleCase]) -> tuple[Tried, ...]:
    """What a rubric makes of each case."""
    return tuple(Tried(case, assess(rubric, _area(rubric, case), _DAY)) for case in cases)


def unreached(rubric: Rubric, runs: Sequence[Tried]) -> Unreached:
    """What no case of a rubric reaches, the lights best first."""
    lights = {run.assessment.light for run in runs}
    closed = {
        (answer.criterion.id, light.id)
        for run in runs
        for answer in run.assessment.answers
        for light in answer.vetoes
    }
    return Unreached(
        tuple(light for light in rubric.lights if light not in lights),
        tuple(
            (criterion, light)
            for criterion in rubric.criteria.values()
            for light in rubric.aims
            if rubric.profiles[light].boundaries[criterion.id].can_veto
            and (criterion.id, light.id) not in closed
        ),
    )


def _area(rubric: Rubric, case: RuleCase) -> IssueArea:
    ratings: dict[str, tuple[Rating | Missing, ...]] = {}
    for name in rubric.criteria:
        given = case.levels.get(name, case.others)
        if given == "missing":
            ratings[name] = (Missing("missing in this case", _DAY),)
        else:
            trend = Trend.HARDENING if name in case.hardening else Trend.NONE
            trend = Trend.EASING if name in case.easing else trend
            ratings[name] = (Rating(_DAY, *given, Basis.ASSUMED, trend=trend),)
    return IssueArea(case.id, case.id, case.about, ratings)
