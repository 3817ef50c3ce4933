"""The parts of the result of a panel: raters, answers, agreement, rounds, moves."""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, NamedTuple

from coopcli.analysis.agreement import Undefined
from coopcli.analysis.panel import Moved, Why
from coopcli.model import Count, Id, Level, NoLevel, PartialDate
from coopcli.results.answers import Criterion
from coopcli.results.consistency import Contradictions, rising, same
from coopcli.results.parts import Brief
from coopcli.results.values import (
    MISSING,
    NOT_APPLICABLE,
    AnswerLight,
    AreaLight,
    Form,
    Inline,
    Levels,
    Share,
    Signed,
)

FEWEST_UNITS = 10
"""Fewest questions of a dimension for a coefficient of its own."""

ACCEPTABLE = Fraction(667, 1000)
"""Below it alpha carries no conclusion, not even a tentative one (Krippendorff 2019)."""

Receipt = Annotated[str, Form("([0-9a-f]{4}( [0-9a-f]{4}){7})?")]
"""The receipt of a sheet; none where the sheet has no nonce."""


class Side(StrEnum):
    """To which side of the others a rater leans throughout."""

    STRICTER = "stricter"
    MILDER = "milder"
    NEITHER = "neither"


class Agreement(NamedTuple):
    """Krippendorff's ordinal alpha with its interval of 95 %, and the share of equal pairs.

    ``undefined``: why there is no alpha; ``cut``: the interval ends where alpha can go no further;
    ``questions``: those with two levels or more.
    """

    alpha: Signed | None
    undefined: Undefined | None
    low: Signed | None
    high: Signed | None
    cut: bool
    raw: Share | None
    questions: Count

    def contradictions(self) -> Contradictions:
        yield from same("/alpha", self.alpha is None, self.undefined is not None)
        yield from same("/high", self.high is None, self.low is None)
        if self.low is not None and self.high is not None and self.alpha is not None:
            yield from rising("/alpha", self.low, self.alpha, self.high)


class NamedAgreement(NamedTuple):
    """Agreement on a part of the questions."""

    name: str
    agreement: Annotated[Agreement, Inline()]


class WithoutRater(NamedTuple):
    """Agreement without one of the raters, and the light of the panel."""

    name: str
    light: AreaLight
    agreement: Annotated[Agreement, Inline()]


class TurningSet(NamedTuple):
    """Questions on which the panel's answers, taken over together, give its light."""

    criteria: tuple[Id, ...]


class PanelRater(NamedTuple):
    """A rater of the last round, and the light that this rater's answers alone give.

    ``turns_on``: the smallest sets of the panel's answers, of ``together`` questions, that would
    give a dissenter the light of the panel; where there are none, more than so many are needed.
    ``above`` and ``below``: the questions on which the rater is above and below the others' median.
    """

    name: str
    date: PartialDate
    file: str
    receipt: Receipt
    answered: Count
    standing: Annotated[Brief, Inline()]
    dissents: bool
    together: Count
    turns_on: tuple[TurningSet, ...]
    above: Count
    below: Count
    leans: Side


class RaterAnswer(NamedTuple):
    """What one rater answered: a level, or why there is none."""

    rater: str
    level: Levels | None
    no_level: NoLevel | None
    reason: str
    evidence: tuple[Id, ...]

    def contradictions(self) -> Contradictions:
        yield from same("/no_level", self.no_level is None, self.level is not None)


class GivenAnchor(NamedTuple):
    """A level that some rater gave, what must be true to claim it, and its label, if it has one."""

    level: Level
    label: str
    text: str


class PanelQuestion(NamedTuple):
    """A question with all answers to it, and what they do to the light of the area.

    ``level``: the median, or both middles. ``spread``: levels between the lowest and the highest.
    ``contested``: the answers say different things of some light. ``flips``: in how many of the
    ways to leave raters out that turn the light it turns on this question.
    """

    criterion: Annotated[Criterion, Inline()]
    answers: tuple[RaterAnswer, ...]
    level: Levels | None
    light: AnswerLight
    spread: Count | None
    contested: bool
    flips: Count
    turns_to: tuple[AreaLight, ...]
    why: Why | None
    anchors: tuple[GivenAnchor, ...]

    def contradictions(self) -> Contradictions:
        unlit = self.light in (MISSING, NOT_APPLICABLE)
        yield from same("/light", unlit, self.level is None)
        if self.why is Why.NEIGHBOURS:
            yield from same("/anchors", len(self.anchors), 2)


class LeftOut(NamedTuple):
    """In how many of the ways to leave out up to ``most`` raters the panel's light is another."""

    most: Count
    ways: Count
    flips: Count

    def contradictions(self) -> Contradictions:
        yield from rising("/flips", self.flips, self.ways)


class PanelRound(NamedTuple):
    """One round: who answered, how far they agreed, and the light of the panel."""

    number: Count
    raters: tuple[str, ...]
    standing: Annotated[Brief, Inline()]
    agreement: Agreement


class PanelMove(NamedTuple):
    """An answer that a rater changed from the round before to this one, and the reason now."""

    round: Count
    rater: str
    criterion: Id
    before: Levels | None
    after: Levels | None
    kind: Moved
    reason: str


class UnusedAnswer(NamedTuple):
    """An answer that is not used, and why."""

    rater: str
    round: Count
    question: str
    why: str


class NotMerged(NamedTuple):
    """A question whose answer was not written into the area file, and why."""

    criterion: Id
    why: str


class Merged(NamedTuple):
    """The area file that the answers of the panel were written into, and on which questions."""

    file: str
    criteria: tuple[Id, ...]
    left: tuple[NotMerged, ...]
