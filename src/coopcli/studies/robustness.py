"""``robustness``: how firm a light is, what would move it, and what other rules say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, ClassVar, NamedTuple

from coopcli.analysis import acceptability, opinions, sensitivity, unknowns
from coopcli.analysis.acceptability import Spans, computable, entropy_bits
from coopcli.model import Assessment, Count, Firmness, Id, Law, Outlook, PartialDate, Rubric
from coopcli.packs.library import Pack, areas_of, open_area
from coopcli.results.consistency import (
    Contradictions,
    distinct,
    known,
    ordered,
    same,
    shared,
)
from coopcli.results.firmness import Move, Robustness, Span
from coopcli.results.parts import AreaRef, RubricResult
from coopcli.results.rule import Rule
from coopcli.results.values import (
    UNDETERMINED,
    AreaLight,
    BetterLightId,
    Digest,
    Form,
    Inline,
    LightId,
    area_light,
    light_id,
)
from coopcli.studies import wording
from coopcli.studies.firmness import robustness_of, spans_of, spans_with_levels, writable
from coopcli.studies.parts import better_id, rubric_ref, rule_of
from coopcli.studies.sensitivity import Sensitivity, sensitivity_of
from coopcli.studies.tipping import Tipping, moved, tipping_of


class SealedArea(NamedTuple):
    """An area by id, name and the digest of its file."""

    id: Id
    name: str
    digest: Digest


class Judged(NamedTuple):
    """The light of an area as of a date, and how firm it is in brief."""

    as_of: PartialDate
    light: AreaLight
    outlook: Outlook
    turning: tuple[LightId, ...]
    best: LightId
    worst: LightId
    robustness: Robustness

    def contradictions(self) -> Contradictions:
        yield from ordered("", best=self.best, worst=self.worst, light=self.light)
        for key in ("word", "word_with_levels"):
            found = getattr(self.robustness, key)
            yield from same(f"/robustness/{key}", found is None, self.light is UNDETERMINED)


class Varied(StrEnum):
    """What a law varies."""

    WEIGHTS = "weights"
    WEIGHTS_AND_LEVELS = "weights-and-levels"
    LEVELS = "levels"


class LawShares(NamedTuple):
    """The shares of each light under a law; entropy where the shares are no spans."""

    law: Law
    concentration: Count | None
    varied: Varied
    shares: Mapping[LightId, Span]
    entropy_bits: Annotated[str, Form(r"[0-2]\.[0-9]{4}")] | None
    word: Firmness | None

    def contradictions(self) -> Contradictions:
        yield from shared("/shares", self.shares)


class Completion(NamedTuple):
    """A light that the open answers allow, and the levels that it needs."""

    light: LightId
    needs: tuple[Move, ...]


class Unknowns(NamedTuple):
    """The open answers: those that could change the light, those that cannot, and the extremes."""

    decisive: tuple[Id, ...]
    idle: tuple[Id, ...]
    best: Completion
    worst: Completion

    @property
    def criteria(self) -> list[str]:
        """The criteria that it speaks of."""
        needs = [move.criterion for move in (*self.best.needs, *self.worst.needs)]
        return [*self.decisive, *self.idle, *needs]


class OtherRule(StrEnum):
    """A rule that gives a second opinion."""

    MEAN = "mean"
    GEOMETRIC_MEAN = "geometric-mean"
    WORST_DIMENSION = "worst-dimension"
    NO_VETOES = "no-vetoes"


class Opinion(NamedTuple):
    """What another rule says, and why; ``reached``: in which share of weightings."""

    rule: OtherRule
    best: LightId
    worst: LightId
    agrees: bool | None
    means: tuple[Fraction, Fraction] | None
    because: tuple[Id, ...]
    reached: Mapping[BetterLightId, Span] | None

    def contradictions(self) -> Contradictions:
        yield from ordered("", best=self.best, worst=self.worst)


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessResult(RubricResult):
    """How firm the light of one area is."""

    kind: ClassVar[str] = "robustness"
    area: SealedArea
    judged: Annotated[Judged, Inline()]
    undetermined_because: tuple[str, ...]
    names: Mapping[Id, str]
    rule: Rule
    laws: tuple[LawShares, ...]
    tipping: Tipping | None
    unknowns: Unknowns
    opinions: tuple[Opinion, ...]
    sensitivity: Sensitivity | None

    def contradictions(self) -> Contradictions:
        for pointer, found in (
            ("/rule/vetoes", self.rule.vetoes),
            ("/robustness/nearest", moved([self.judged.robustness.nearest])),
            ("/unknowns", self.unknowns.criteria),
            ("/opinions", [name for opinion in self.opinions for name in opinion.because]),
            ("/tipping", self.tipping.named if self.tipping else ()),
        ):
            yield from known(pointer, found, self.names, "criterion or dimension")
        yield from same("/unknowns/best/light", self.unknowns.best.light, self.judged.best)
        yield from same("/unknowns/worst/light", self.unknowns.worst.light, self.judged.worst)
        words = [law.word is None for law in self.laws]
        undetermined = self.judged.light is UNDETERMINED
        yield from same("/laws", words, [undetermined] * len(self.laws))


class FirmArea(NamedTuple):
    """One area, and how firm its light is."""

    area: Annotated[AreaRef, Inline()]
    judged: Annotated[Judged, Inline()]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessOfAreas(RubricResult):
    """How firm the lights of several areas are."""

    kind: ClassVar[str] = "robustness-of-areas"
    areas: tuple[FirmArea, ...]

    def contradictions(self) -> Contradictions:
        yield from distinct("/areas", (area.area.id for area in self.areas))


def study(
    pack: Pack, name: str, as_of: PartialDate | None = None, *, draws: int = 0, seed: int = 0
) -> RobustnessResult:
    """How firm the light of an area is; with draws also a sample of all assumptions."""
    judged = pack.assess(open_area(pack, name), as_of)
    indices = sensitivity.sensitivity(judged, draws=draws, seed=seed) if draws else None
    return robustness_result(judged, indices, draws=draws, seed=seed)


def study_all(pack: Pack, as_of: PartialDate | None = None) -> RobustnessOfAreas:
    """How firm the light of each area of a pack is."""
    judged = (pack.assess(area, as_of) for area in areas_of(pack))
    return robustness_of_areas_result(pack.rubric, judged)


def robustness_result(
    assessment: Assessment,
    indices: tuple[sensitivity.Index, ...] | None = None,
    *,
    draws: int = 0,
    seed: int = 0,
) -> RobustnessResult:
    """The result on how firm a light is.

    ``indices`` are those of a sample of ``draws`` and ``seed``; 0 draws mean that none was taken.
    """
    rubric, area = assessment.rubric, assessment.area
    return RobustnessResult(
        rubric=rubric_ref(rubric),
        area=SealedArea(area.id, area.name, area.digest),
        judged=_judged(assessment),
        undetermined_because=wording.reasons(assessment.undetermined_because),
        names=_names(rubric),
        rule=rule_of(rubric),
        laws=tuple(_laws(assessment)),
        tipping=tipping_of(assessment),
        unknowns=_unknowns(assessment),
        opinions=tuple(map(_opinion, opinions.opinions(assessment))),
        sensitivity=sensitivity_of(indices or (), draws, seed) if draws else None,
    )


def robustness_of_areas_result(
    rubric: Rubric, assessments: Iterable[Assessment]
) -> RobustnessOfAreas:
    """The result with a row for each area on how firm its light is."""
    return RobustnessOfAreas(
        rubric=rubric_ref(rubric),
        areas=tuple(FirmArea(AreaRef(a.area.id, a.area.name), _judged(a)) for a in assessments),
    )


def _judged(assessment: Assessment) -> Judged:
    return Judged(
        as_of=assessment.as_of,
        light=area_light(assessment.light),
        outlook=assessment.outlook,
        turning=tuple(map(light_id, assessment.turning)),
        best=light_id(assessment.best),
        worst=light_id(assessment.worst),
        robustness=robustness_of(assessment),
    )


def _names(rubric: Rubric) -> dict[str, str]:
    dimensions = {dimension.id: dimension.name for dimension in rubric.dimensions}
    return dimensions | {criterion.id: criterion.name for criterion in rubric.criteria.values()}


def _laws(assessment: Assessment) -> Iterator[LawShares]:
    """Shares by law: for weights alone, then for weights and levels; fixed weights vary levels."""
    for law in Law:
        if not computable(assessment.rubric, law):
            continue
        if law is not Law.FIXED:
            spans = acceptability.share_of_weightings(assessment, law)
            yield _law(assessment, law, Varied.WEIGHTS, spans)
        varied = Varied.LEVELS if law is Law.FIXED else Varied.WEIGHTS_AND_LEVELS
        yield _law(assessment, law, varied, spans_with_levels(assessment, law))


def _law(assessment: Assessment, law: Law, varied: Varied, spans: Spans) -> LawShares:
    weighing, light = assessment.rubric.weighing, assessment.light
    return LawShares(
        law=law,
        concentration=weighing.concentration if law is Law.CONCENTRATED else None,
        varied=varied,
        shares=spans_of(spans),
        entropy_bits=_entropy(spans),
        word=None if light is None else acceptability.firmness(spans[light].low, weighing),
    )


def _entropy(spans: Spans) -> str | None:
    """In four decimals; none where open answers leave a share open."""
    if any(span.low != span.high for span in spans.values()):
        return None
    return f"{abs(entropy_bits({light: span.low for light, span in spans.items()})):.4f}"


def _unknowns(assessment: Assessment) -> Unknowns:
    found = unknowns.unknowns(assessment)
    return Unknowns(found.decisive, found.idle, _completion(found.best), _completion(found.worst))


def _completion(completion: unknowns.Completion) -> Completion:
    needs = tuple(Move(name, level) for name, level in completion.needs.items())
    return Completion(light_id(completion.light), needs)


def _opinion(opinion: opinions.Opinion) -> Opinion:
    reached = opinion.reached
    return Opinion(
        rule=OtherRule(opinion.rule),
        best=light_id(opinion.best),
        worst=light_id(opinion.worst),
        agrees=opinion.agrees,
        means=opinion.means,
        because=opinion.because,
        reached=None
        if reached is None
        else {
            better_id(light): Span(writable(low), writable(high))
            for light, (low, high) in reached.items()
        },
    )
