"""What results say of a question and of the answer to it."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, NamedTuple, Protocol

from coopcli.model import (
    Basis,
    Confidence,
    Count,
    Id,
    Level,
    NoLevel,
    PartialDate,
    Trend,
)
from coopcli.results.consistency import (
    Contradictions,
    distinct,
    rising,
    same,
)
from coopcli.results.parts import RubricRef
from coopcli.results.values import (
    MISSING,
    NOT_APPLICABLE,
    Added,
    AnswerLight,
    BetterLightId,
    Inline,
    Levels,
    LightId,
    Partly,
    Position,
)

ByBetterLight = Mapping[BetterLightId, Level]
"""A level for each light but the worst."""


Veto = Annotated[Mapping[BetterLightId, Level], Partly()]
"""The levels from which an answer closes lights, better lights first."""


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
        yield from veto_rises("/veto", self.veto)


def veto_rises(pointer: str, veto: Veto | None) -> Contradictions:
    """Faults of a veto that closes a better light later than a worse one."""
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


def applying(answers: Iterable[Answer]) -> list[Answer]:
    """The answers to the questions that apply."""
    return [answer for answer in answers if answer.light is not NOT_APPLICABLE]


def lit(pointer: str, answer: Answer, lines: ByBetterLight, rubric: RubricRef) -> Contradictions:
    """A fault where the light of an answer is not the one that the lines give its level."""
    if answer.level:
        high = answer.level[1]
        worst = rubric.light_ids[-1]
        needed = next((light for light, line in lines.items() if high <= line), worst)
        yield from same(pointer, answer.light, needed)
        yield from rising(pointer, high, rubric.highest)


def rated(pointer: str, share: Fraction, answers: Sequence[Answer]) -> Contradictions:
    """A fault where a share is not that of the weight with a rating."""
    votes = sum(answer.criterion.weight for answer in answers)
    have = sum(answer.criterion.weight for answer in answers if answer.level)
    yield from same(pointer, share, Fraction(have, votes) if votes else Fraction(1))
