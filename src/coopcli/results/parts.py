"""The parts that several results share."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, ClassVar, NamedTuple

from coopcli import __version__
from coopcli.model import (
    Basis,
    Confidence,
    Count,
    Coverage,
    Firmness,
    Law,
    Level,
    Outlook,
    PartialDate,
    Passage,
    Trend,
)
from coopcli.results.values import (
    AnswerLight,
    AreaLight,
    BetterLightId,
    Form,
    Inline,
    Levels,
    LightId,
    Unanswered,
)

SCHEMA_VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What every result begins with."""

    schema_version: ClassVar[int] = SCHEMA_VERSION
    kind: ClassVar[str]
    engine_version: str = __version__


class RubricRef(NamedTuple):
    """The rubric that a result rests on."""

    id: str
    title: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricResult(Result):
    """What every result under a rubric begins with."""

    rubric: RubricRef


class AreaRef(NamedTuple):
    """An area by id and name."""

    id: str
    name: str


Tally = Mapping[LightId | Unanswered, Count]
"""Answers at each light, best first, and those missing."""

ByBetterLight = Mapping[BetterLightId, Level]
"""A level for each light but the worst."""


class Source(NamedTuple):
    """A document."""

    id: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    date: PartialDate
    kind: str
    note: str


class Evidence(NamedTuple):
    """A dated event or fact, and where it stands."""

    id: str
    summary: str
    event: PartialDate | None
    known: PartialDate
    passage: Annotated[Passage, Inline()]
    kind: str
    reported: bool
    voice: tuple[str, ...]
    side: str
    raises: tuple[str, ...]
    lowers: tuple[str, ...]
    conflicts: tuple[str, ...]
    supersedes: tuple[str, ...]
    note: str


class Offer(NamedTuple):
    """What an avenue offers an area; ``moves``: the criteria in question that it can lower."""

    id: str
    what: str
    moves: tuple[str, ...]
    forum: str
    passage: Passage


class Criterion(NamedTuple):
    """What a criterion asks."""

    id: str
    name: str
    question: str
    weight: Count
    gate: ByBetterLight | None


class Answer(NamedTuple):
    """One answer; without a rating, what a rating would say is empty.

    ``because`` argues, with marks ``[id]`` at what each clause rests on; it is empty in the older
    form. ``rationale`` is why the level is what it is in either form, without marks.
    """

    criterion: Annotated[Criterion, Inline()]
    light: AnswerLight
    level: Levels | None
    claim: tuple[str, ...]
    missing: str | None
    known: PartialDate | None
    line: Count
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
    evidence: tuple[str, ...]


class Rule(NamedTuple):
    """The numbers of a rubric's rule."""

    questions: Count
    dimensions: tuple[str, ...]
    lines: ByBetterLight
    majority: Fraction
    votes: Count
    votes_needed: Count
    gates: Mapping[str, ByBetterLight]
    coverage: Coverage
    horizon_months: Count
    cuts: Mapping[BetterLightId, Fraction]


class Span(NamedTuple):
    """The lowest and the highest share that the open answers allow."""

    low: Fraction
    high: Fraction


class Move(NamedTuple):
    """A criterion and the level that it would have."""

    criterion: str
    level: Level


class Moves(NamedTuple):
    """The fewest moves to another light: how far, in how many ways, and some of them."""

    to: LightId
    steps: Count
    ways: Count
    sets: tuple[tuple[Move, ...], ...]


class Thresholds(NamedTuple):
    """The least shares that earn each word; below the last a light is fragile."""

    firm: Fraction
    likely: Fraction
    contested: Fraction


class Robustness(NamedTuple):
    """How firm a light is, in brief; without a light there is no word."""

    law: Law
    shares: Mapping[LightId, Span]
    word: Firmness | None
    with_levels: Mapping[LightId, Span]
    word_with_levels: Firmness | None
    words: Thresholds
    nearest: Moves | None


class Outcome(StrEnum):
    """What became of a gate, or of all of them; none where none was asked for."""

    PASSED = "passed"
    UNDECIDED = "undecided"
    FAILED = "failed"
    NONE = "none"


class GateVerdict(NamedTuple):
    """One gate on one area: why it did not pass, and on which answers that rests."""

    gate: Annotated[str, Form("[a-z]+( [a-z0-9/-]+)?")]
    outcome: Outcome
    because: str
    criteria: tuple[str, ...]
    unknowns: tuple[str, ...]


class Gating(NamedTuple):
    """The gates asked of an area; not ``enforced`` where a run only reports."""

    asked: tuple[str, ...]
    enforced: bool
    outcome: Outcome
    verdicts: tuple[GateVerdict, ...]


NOT_GATED = Gating((), True, Outcome.NONE, ())


class FileProblem(NamedTuple):
    """A problem of an input; line and column are 0 where the whole file is meant."""

    path: str
    line: Count
    column: Count
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
    decided_by: tuple[str, ...]
    tally: Tally
    coverage: Fraction


class Brief(NamedTuple):
    """The light of an area with its bounds and outlook, and how much is rated."""

    light: AreaLight
    best: LightId
    worst: LightId
    outlook: Outlook
    turning: tuple[LightId, ...]
    coverage: Fraction
