"""The parts that several results share."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Annotated, Any, ClassVar, NamedTuple, Protocol

from coopcli import __version__, model
from coopcli.model import (
    FEWEST_LEVELS,
    MOST_LEVELS,
    Basis,
    Colour,
    Confidence,
    Count,
    Coverage,
    Firmness,
    Id,
    Law,
    Level,
    Light,
    NoLevel,
    Outlook,
    PartialDate,
    Passage,
    Trend,
)
from coopcli.results.consistency import (
    Contradictions,
    distinct,
    known,
    ordered,
    rising,
    same,
    shared,
)
from coopcli.results.shapes import Fault
from coopcli.results.values import (
    MISSING,
    NOT_APPLICABLE,
    Added,
    AnswerLight,
    AreaLight,
    BetterLightId,
    Digest,
    Form,
    Inline,
    Length,
    Levels,
    LightId,
    LightsOf,
    Partly,
    Position,
    Share,
    Unanswered,
    Ways,
    light_id,
)

SCHEMA_VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What every result begins with."""

    schema_version: ClassVar[int] = SCHEMA_VERSION
    kind: ClassVar[str]
    engine_version: str = __version__


Sign = Annotated[str, Form(r"\S")]


class ShownLight(NamedTuple):
    """A light of a rubric, and how it is shown: ``symbol`` and ``ascii`` are one character each."""

    id: Id
    name: str
    symbol: Sign
    ascii: Sign
    colour: Colour


class RubricRef(NamedTuple):
    """The rubric that a result rests on, with its lights and the labels of its levels, best first.

    The text of what is around them needs nothing else of the rubric.
    """

    id: Id
    title: str
    version: str
    digest: Digest
    scale: Annotated[tuple[str, ...], Length(FEWEST_LEVELS, MOST_LEVELS)]
    lights: Annotated[tuple[ShownLight, ...], LightsOf()]

    @property
    def highest(self) -> int:
        """The highest level."""
        return len(self.scale) - 1

    @property
    def light_ids(self) -> tuple[LightId, ...]:
        """The lights as the rest of the result has them, best first."""
        return lights_shown(self.lights)

    def next_better(self, light: LightId) -> BetterLightId:
        """The light above one that is not the best."""
        return BetterLightId(self.light_ids[-2 - light.rank])


@cache
def lights_shown(lights: tuple[ShownLight, ...]) -> tuple[LightId, ...]:
    """Lights, the best first, as results name them."""
    last = len(lights) - 1
    return tuple([light_id(Light(last - place, *one)) for place, one in enumerate(lights)])


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricResult(Result):
    """What every result under a rubric begins with."""

    rubric: RubricRef


class Asked(NamedTuple):
    """The words of the run for the area, the rubric and the date; empty where it had none."""

    area: str
    rubric: str
    as_of: str


class AreaRef(NamedTuple):
    """An area by id and name."""

    id: Id
    name: str


Tally = Mapping[LightId | Unanswered, Count]
"""Answers at each light, best first, and those missing."""

ByBetterLight = Mapping[BetterLightId, Level]
"""A level for each light but the worst."""

Veto = Annotated[Mapping[BetterLightId, Level], Partly()]
"""The levels from which an answer closes lights, better lights first."""


class Source(NamedTuple):
    """A document."""

    id: Id
    title: str
    authors: tuple[str, ...]
    publisher: str
    date: PartialDate
    kind: str
    note: str


class Evidence(NamedTuple):
    """A dated event or fact, and where it stands.

    ``side``: the party that it speaks of, ``both`` or ``all``; ``several`` where ``sides`` names
    some.
    """

    id: Id
    summary: str
    event: PartialDate | None
    known: PartialDate
    passage: Annotated[Passage, Inline()]
    kind: str
    reported: bool
    voice: tuple[str, ...]
    side: str
    raises: tuple[Id, ...]
    lowers: tuple[Id, ...]
    conflicts: tuple[Id, ...]
    supersedes: tuple[Id, ...]
    note: str
    sides: Annotated[tuple[Id, ...] | None, Added()] = None


class Offer(NamedTuple):
    """What an avenue offers an area; ``moves``: the criteria in question that it can lower.

    ``who`` can take it up, and ``short`` says in a few words what they could do, where the rubric
    says so.
    """

    id: Id
    what: str
    moves: tuple[Id, ...]
    forum: str
    passage: Passage | None
    who: Annotated[str | None, Added()] = None
    short: Annotated[str | None, Added()] = None


class Criterion(NamedTuple):
    """What a criterion asks.

    ``applies_to``: the forms of cooperation that it is asked of, where not of all;
    ``may_be_not_applicable``: true where an answer may say that it makes no sense.
    """

    id: Id
    name: str
    question: str
    weight: Count
    veto: Veto | None
    applies_to: Annotated[tuple[str, ...] | None, Added()] = None
    may_be_not_applicable: Annotated[bool | None, Added()] = None

    def contradictions(self) -> Contradictions:
        yield from _veto("/veto", self.veto)


def _veto(pointer: str, veto: Veto | None) -> Contradictions:
    if veto is not None:
        yield from rising(pointer, *veto.values())


class Vote(NamedTuple):
    """What one rater of a panel answered: a level, or why there is none."""

    rater: str
    level: Levels | None
    no_level: NoLevel | None
    reason: str

    def contradictions(self) -> Contradictions:
        yield from same("/no_level", self.no_level is None, self.level is not None)


class PanelVote(NamedTuple):
    """The answers of a panel, whose median the level of an answer is."""

    round: Count
    answers: tuple[Vote, ...]


class Answer(NamedTuple):
    """One answer; without a rating, what a rating would say is empty.

    ``missing`` says why there is none, ``not_applicable`` why the question does not apply.

    ``because`` argues, with marks ``[id]`` at what each clause rests on; it is empty in the older
    form. ``rationale`` is why the level is what it is in either form, without marks. ``labels``:
    those of the levels that it allows, in the rubric's few words.
    """

    criterion: Annotated[Criterion, Inline()]
    light: AnswerLight
    level: Levels | None
    claim: tuple[str, ...]
    missing: str | None
    known: PartialDate | None
    line: Position
    because: str
    rationale: str
    basis: Basis | None
    confidence: Confidence | None
    confidence_before_age: Confidence | None
    grounds: tuple[str, ...]
    age_months: Count | None
    trend: Trend
    trend_lapsed: bool
    likelihood: str | None
    closes: tuple[LightId, ...]
    declared_only: bool
    substance: str
    evidence: tuple[Id, ...]
    labels: Annotated[tuple[str, ...] | None, Added()] = None
    not_applicable: Annotated[str | None, Added()] = None
    panel: Annotated[PanelVote | None, Added()] = None

    def contradictions(self) -> Contradictions:
        yield from unrated(self)


class Answered(Protocol):
    """What is known of an answer in a full result and in a row."""

    @property
    def light(self) -> AnswerLight: ...
    @property
    def level(self) -> Levels | None: ...
    @property
    def missing(self) -> str | None: ...
    @property
    def not_applicable(self) -> str | None: ...
    @property
    def known(self) -> PartialDate | None: ...
    @property
    def basis(self) -> Basis | None: ...
    @property
    def evidence(self) -> tuple[Id, ...]: ...
    @property
    def closes(self) -> tuple[LightId, ...]: ...


def unrated(answer: Answered) -> Contradictions:
    """Faults of an answer that is neither one with a rating nor one without."""
    rated = answer.level is not None
    lit = answer.light not in (MISSING, NOT_APPLICABLE)
    for key, value in (("light", lit), ("basis", answer.basis is not None)):
        yield from same(f"/{key}", value, rated)
    yield from same("/missing", answer.missing is not None, answer.light is MISSING)
    apart = answer.light is NOT_APPLICABLE
    yield from same("/not_applicable", answer.not_applicable is not None, apart)
    if rated:
        yield from same("/known", answer.known is not None, rated)
    yield from distinct("/evidence", answer.evidence)
    yield from distinct("/closes", answer.closes)


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
            yield from _veto(f"/vetoes/{name}", veto)
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


class Span(NamedTuple):
    """The lowest and the highest share that the open answers allow."""

    low: Share
    high: Share

    def contradictions(self) -> Contradictions:
        yield from rising("/high", self.low, self.high)


class Move(NamedTuple):
    """A criterion and the level that it would have."""

    criterion: Id
    level: Level


class Moves(NamedTuple):
    """The fewest moves to another light: how far, in how many ways, and some of them."""

    to: LightId
    steps: Count
    ways: Ways
    sets: tuple[tuple[Move, ...], ...]

    @property
    def criteria(self) -> list[str]:
        """The criteria that some set moves."""
        return [move.criterion for chosen in self.sets for move in chosen]

    def contradictions(self) -> Contradictions:
        yield from rising("/ways", len(self.sets), self.ways)
        for position, chosen in enumerate(self.sets):
            yield from distinct(f"/sets/{position}", (move.criterion for move in chosen))


class Thresholds(NamedTuple):
    """The least shares that earn each word; below the last a light is fragile."""

    firm: Share
    likely: Share
    contested: Share

    def contradictions(self) -> Contradictions:
        yield from rising("/firm", self.contested, self.likely, self.firm)


class Robustness(NamedTuple):
    """How firm a light is, in brief; without a light there is no word."""

    law: Law
    shares: Mapping[LightId, Span]
    word: Firmness | None
    with_levels: Mapping[LightId, Span]
    word_with_levels: Firmness | None
    words: Thresholds
    nearest: Moves | None

    def contradictions(self) -> Contradictions:
        yield from shared("/shares", self.shares)
        yield from shared("/with_levels", self.with_levels)


class Outcome(StrEnum):
    """What became of a gate, or of all of them; none where none was asked for."""

    PASSED = "passed"
    UNDECIDED = "undecided"
    FAILED = "failed"
    NONE = "none"


GateName = Annotated[str, Form("[a-z0-9-]+( [a-z0-9/-]+)?")]


class GateVerdict(NamedTuple):
    """One gate on one area: why it did not pass, and on which answers that rests."""

    gate: GateName
    outcome: Outcome
    because: str
    criteria: tuple[Id, ...]
    unknowns: tuple[Id, ...]


class Gating(NamedTuple):
    """The gates asked of an area; not ``enforced`` where a run only reports."""

    asked: tuple[GateName, ...]
    enforced: bool
    outcome: Outcome
    verdicts: tuple[GateVerdict, ...]

    def contradictions(self) -> Contradictions:
        found = [verdict.outcome for verdict in self.verdicts]
        order = (Outcome.FAILED, Outcome.UNDECIDED, Outcome.PASSED)
        worst = next((outcome for outcome in order if outcome in found), Outcome.NONE)
        yield from same("/outcome", self.outcome, worst)
        yield from same("/asked", self.asked, tuple(verdict.gate for verdict in self.verdicts))

    def rests_on(self, criteria: Collection[str]) -> Contradictions:
        """Faults of gates that rest on other answers than those there are."""
        for position, verdict in enumerate(self.verdicts):
            for key in ("criteria", "unknowns"):
                names = getattr(verdict, key)
                yield from known(f"/gates/verdicts/{position}/{key}", names, criteria, "criterion")


NOT_GATED = Gating((), True, Outcome.NONE, ())


class FileProblem(NamedTuple):
    """A problem of an input; line and column are 0 where the whole file is meant."""

    path: str
    line: Position
    column: Position
    code: str
    message: str


class Standing(NamedTuple):
    """The light of an area with its bounds, what decided it, and how much is rated."""

    light: AreaLight
    outlook: Outlook
    turning: tuple[LightId, ...]
    best: LightId
    worst: LightId
    undetermined_because: tuple[str, ...]
    decided_by: tuple[Id, ...]
    tally: Tally
    coverage: Share

    def contradictions(self) -> Contradictions:
        yield from ordered("", best=self.best, worst=self.worst, light=self.light)
        yield from distinct("/turning", self.turning)
        yield from distinct("/decided_by", self.decided_by)


class Brief(NamedTuple):
    """The light of an area with its bounds and outlook, and how much is rated."""

    light: AreaLight
    best: LightId
    worst: LightId
    outlook: Outlook
    turning: tuple[LightId, ...]
    coverage: Share

    def contradictions(self) -> Contradictions:
        yield from ordered("", best=self.best, worst=self.worst, light=self.light)
        yield from distinct("/turning", self.turning)
