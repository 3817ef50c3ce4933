"""``rubric test``: whether the published lights come out, and how little a match proves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from coopcli.analysis import calibration as analysis
from coopcli.analysis import cases as of_cases
from coopcli.model import Count, Id, Outlook, PartialDate
from coopcli.packs.library import Pack, areas_of, cases_of, open_areas
from coopcli.problems import hint, refuse
from coopcli.results.consistency import Contradictions, rising, same
from coopcli.results.parts import RubricResult
from coopcli.results.values import (
    UNDETERMINED,
    AreaLight,
    LightId,
    Share,
    area_light,
    light_id,
)
from coopcli.studies.parts import named_light, rubric_ref


class Expected(NamedTuple):
    """The light that was published, or that an area file expects."""

    light: AreaLight
    outlook: Outlook


class Found(NamedTuple):
    """The light that came out."""

    light: AreaLight
    outlook: Outlook
    turning: tuple[LightId, ...]


class Case(NamedTuple):
    """One expected light beside the one that came out."""

    area: Id
    name: str
    as_of: PartialDate
    published: bool
    expected: Expected
    told: Found
    light_matches: bool
    matches: bool

    def contradictions(self) -> Contradictions:
        lit = self.expected.light == self.told.light
        yield from same("/light_matches", self.light_matches, lit)
        both = lit and self.expected.outlook is self.told.outlook
        yield from same("/matches", self.matches, both)


class Decided(NamedTuple):
    """A light with its outlook and the questions that decide it; ``None`` is not expected."""

    light: AreaLight
    outlook: Outlook | None
    decided_by: tuple[Id, ...] | None


class RuleCase(NamedTuple):
    """Answers that the pack makes up to test its rule: what must come out, and what does."""

    id: Id
    about: str
    expected: Decided
    found: Decided
    matches: bool

    def contradictions(self) -> Contradictions:
        expected, found = self.expected, self.found
        outlook = expected.outlook in (None, found.outlook)
        decided = expected.decided_by is None or (
            {*expected.decided_by} == {*(found.decided_by or ())}
        )
        all_same = expected.light == found.light and outlook and decided
        yield from same("/matches", self.matches, all_same)


class OpenVeto(NamedTuple):
    """A question whose veto of a light no case brings about."""

    criterion: Id
    light: LightId


class Unreached(NamedTuple):
    """What no case of the pack reaches."""

    lights: tuple[LightId, ...]
    vetoes: tuple[OpenVeto, ...]


class Matched(NamedTuple):
    """How many published lights came out; the exact lower 95 % bound on the accuracy."""

    matched: Count
    bound: Share | None


class LeftOut(NamedTuple):
    """A published light held out: rules that give all others, and those that give it too."""

    area: Id
    as_of: PartialDate
    fitting: Count
    predicting: Count


class Family(NamedTuple):
    """How many of many rules give all published lights."""

    models: Count
    fitting: Count
    left_out: tuple[LeftOut, ...]

    def contradictions(self) -> Contradictions:
        yield from rising("/fitting", self.fitting, self.models)
        for place, one in enumerate(self.left_out):
            yield from rising(f"/left_out/{place}", one.predicting, one.fitting, self.models)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration(RubricResult):
    """The test of a rubric."""

    kind: ClassVar[str] = "calibration"
    cases: tuple[Case, ...]
    published: Count
    lights: Matched
    lights_and_outlooks: Matched
    chance: Share | None
    family: Family
    rule_cases: tuple[RuleCase, ...]
    unreached: Unreached | None
    passed: bool

    def contradictions(self) -> Contradictions:
        published = [case for case in self.cases if case.published]
        yield from same("/published", self.published, len(published))
        for key, found in (
            ("lights", sum(case.light_matches for case in published)),
            ("lights_and_outlooks", sum(case.matches for case in published)),
        ):
            yield from same(f"/{key}/matched", getattr(self, key).matched, found)
        every = [case.matches for case in self.cases]
        every += [case.matches for case in self.rule_cases]
        yield from same("/passed", self.passed, all(every))


def study(pack: Pack, names: Sequence[str] = ()) -> Calibration:
    """Whether the published lights come out, and those that area files expect.

    Raises: InvalidInput where the pack publishes a light of an area that it does not have.
    """
    areas = open_areas(pack, names) or [*areas_of(pack)]
    ids = [area.id for area in areas]
    for reference in pack.rubric.references if not names else ():
        if reference.area not in ids:
            message = f"the pack publishes a light of {reference.area!r}, which it has not"
            refuse("unknown-area", f"{message}{hint(reference.area, ids)}")
    cases = analysis.cases_of(pack.rubric, areas)
    runs = of_cases.tried(pack.rubric, cases_of(pack) if not names else ())
    return calibration_result(analysis.calibration(pack.rubric, cases), runs)


def calibration_result(
    found: analysis.Calibration, runs: Sequence[of_cases.Tried] = ()
) -> Calibration:
    """The result of testing a rubric; ``runs``: what it makes of the cases of its pack."""
    published = [case for case in found.cases if case.published]
    return Calibration(
        rubric=rubric_ref(found.rubric),
        cases=tuple(map(_case, found.cases)),
        published=len(published),
        lights=Matched(sum(case.light_matches for case in published), found.bound),
        lights_and_outlooks=Matched(
            sum(case.matches for case in published), found.bound_with_outlook
        ),
        chance=found.chance,
        family=Family(found.family, found.fitting, tuple(map(_left_out, found.left_out))),
        rule_cases=tuple(map(_rule_case, runs)),
        unreached=_unreached(of_cases.unreached(found.rubric, runs)) if runs else None,
        passed=all(one.matches for one in found.cases) and all(run.matches for run in runs),
    )


def _case(case: analysis.Case) -> Case:
    came, expected = case.assessment, case.expected
    turning = tuple(map(light_id, came.turning))
    return Case(
        area=expected.area,
        name=came.area.name,
        as_of=expected.as_of,
        published=case.published,
        expected=Expected(named_light(came.rubric, expected.light), expected.outlook),
        told=Found(area_light(came.light), came.outlook, turning),
        light_matches=case.light_matches,
        matches=case.matches,
    )


def _rule_case(run: of_cases.Tried) -> RuleCase:
    case, came = run.case, run.assessment
    return RuleCase(
        id=case.id,
        about=case.about,
        expected=Decided(
            named_light(came.rubric, _none(case.light)), case.outlook, case.decided_by
        ),
        found=Decided(area_light(came.light), came.outlook, came.decided_by),
        matches=run.matches,
    )


def _none(light: str) -> str | None:
    return None if light == UNDETERMINED.value else light


def _unreached(found: of_cases.Unreached) -> Unreached:
    return Unreached(
        tuple(map(light_id, found.lights)),
        tuple(OpenVeto(criterion.id, light_id(light)) for criterion, light in found.vetoes),
    )


def _left_out(left: analysis.LeftOut) -> LeftOut:
    expected = left.case.expected
    return LeftOut(expected.area, expected.as_of, left.fitting, left.predicting)
