"""From an assessment to what the gates of a run make of it: passed, failed or undecided.

One object decides; what is printed, what is saved and how the program ends are read from it, so
that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from fractions import Fraction
from typing import NamedTuple

from coopcli.analysis.changes import (
    Change,
    Direction,
    Incomparable,
    Snapshot,
    changes,
    incomparable,
    snapshot_of,
)
from coopcli.analysis.completions import lights_between, outlooks, outlooks_with, settling, unknowns
from coopcli.analysis.support import inferred, without_inferred
from coopcli.identity import RubricChange
from coopcli.model import (
    NOT_APPLICABLE,
    Assessment,
    Light,
    Outlook,
    PartialDate,
    Rating,
    Reason,
    Rubric,
)
from coopcli.rule.assessment import light_of
from coopcli.rule.confidence import half_lives_passed

STATES = ("undetermined", "regression", "stale", "unsupported")
"""What a gate can fail on besides a light, in the order in which gates are reported."""


def gate_words(rubric: Rubric) -> tuple[str, ...]:
    """What a gate can fail on: each light but the best, the worst first, and the states."""
    return (*(light.id for light in reversed(rubric.lights[1:])), *STATES)


OUTLOOKS = (Outlook.NEGATIVE, Outlook.DEVELOPING)
"""Outlooks that a gate can fail on: those in which a light may become worse."""


class Outcome(IntEnum):
    """What became of a gate; of several gates the largest counts."""

    PASSED = 0
    UNDECIDED = 1
    FAILED = 2


class LightIs(NamedTuple):
    """All the lights that the answers allow, worst to best, are as bad as the gate forbids."""

    worst: Light
    best: Light


class Allowed(NamedTuple):
    """The lights that the answers allow, worst to best."""

    worst: Light
    best: Light


class Undecidable(NamedTuple):
    """Why the light is undetermined."""

    reasons: tuple[Reason, ...]


class NoBaseline(NamedTuple):
    """The baseline does not have the area."""


class Moved(NamedTuple):
    """Answers that became worse, vanished, or may have become worse, and what of the rubric did."""

    changes: tuple[Change, ...]
    rubric: RubricChange = RubricChange.NONE


class Reworded(NamedTuple):
    """No answer became worse; of the rubric changed what decides no light."""

    rubric: RubricChange


class Outdated(NamedTuple):
    """Evidence that has passed its half-life on a day."""

    day: PartialDate


class LightWithout(NamedTuple):
    """The light without the inferred answers; ``None`` where it would be undetermined."""

    light: Light | None


class OutlookIs(NamedTuple):
    """The outlooks that are possible."""

    outlooks: tuple[Outlook, ...]


class Rated(NamedTuple):
    """The share of the weight that is rated."""

    share: Fraction


Because = (
    LightIs
    | Allowed
    | Undecidable
    | NoBaseline
    | Incomparable
    | Moved
    | Reworded
    | Outdated
    | LightWithout
    | OutlookIs
    | Rated
)
"""Why a gate failed or is undecided."""


class Verdict(NamedTuple):
    """One gate on one area: why it fails or is undecided, and on which answers that rests.

    ``unknowns``: criteria of which an answer would settle an undecided gate.
    """

    gate: str
    outcome: Outcome
    because: Because | None = None
    criteria: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()


def worst(verdicts: tuple[Verdict, ...]) -> Outcome:
    """What several verdicts amount to; without any, nothing was asked and nothing failed."""
    return max((verdict.outcome for verdict in verdicts), default=Outcome.PASSED)


class Gates(NamedTuple):
    """The gates that a run asks for. None is on by default.

    ``fail_on``: some of :func:`gate_words`, in their order. ``min_coverage``: the smallest share of
    weight, 0-1, that must be rated.
    """

    fail_on: tuple[str, ...] = ()
    min_coverage: Fraction | None = None
    outlooks: frozenset[Outlook] = frozenset()

    def asked(self) -> tuple[str, ...]:
        """The gates by name, in a fixed order."""
        names = list(self.fail_on)
        names += [f"outlook {outlook.value}" for outlook in OUTLOOKS if outlook in self.outlooks]
        if self.min_coverage is not None:
            names.append(f"coverage {self.min_coverage}")
        return tuple(names)

    def judge(self, assessment: Assessment, before: Snapshot | None = None) -> tuple[Verdict, ...]:
        """A verdict for every gate asked for; ``before`` is the area's state in the baseline."""
        return () if self == NO_GATES else tuple(self._verdicts(assessment, before))

    def _verdicts(self, assessment: Assessment, before: Snapshot | None) -> Iterator[Verdict]:
        tests: dict[str, Callable[[], Verdict]] = {
            "undetermined": lambda: _undetermined(assessment),
            "regression": lambda: _regression(assessment, before),
            "stale": lambda: _stale(assessment),
            "unsupported": lambda: _unsupported(assessment),
        }
        lights = {light.id: light for light in assessment.rubric.lights}
        for name in self.fail_on:
            yield tests[name]() if name in tests else _light(name, assessment, lights[name])
        for outlook in OUTLOOKS:
            if outlook in self.outlooks:
                yield _outlook(outlook, assessment)
        if self.min_coverage is not None:
            yield _coverage(self.min_coverage, assessment)


NO_GATES = Gates()


def _light(gate: str, assessment: Assessment, bound: Light) -> Verdict:
    """Fails where every completion is at the bound or worse, passes where none is."""

    def decided(known: Mapping[str, int]) -> bool:
        low, high = lights_between(assessment, known)
        return (low <= bound) is (high <= bound)

    low, high = assessment.worst, assessment.best
    if high <= bound:
        return Verdict(gate, Outcome.FAILED, LightIs(low, high), assessment.decided_by)
    if low > bound:
        return Verdict(gate, Outcome.PASSED)
    settled = settling(assessment, decided)
    return Verdict(gate, Outcome.UNDECIDED, Allowed(low, high), unknowns=settled)


def _undetermined(assessment: Assessment) -> Verdict:
    if assessment.light is not None:
        return Verdict("undetermined", Outcome.PASSED)
    because = Undecidable(assessment.undetermined_because)
    return Verdict("undetermined", Outcome.FAILED, because, unknowns(assessment))


def _regression(assessment: Assessment, before: Snapshot | None) -> Verdict:
    if before is None:
        return Verdict("regression", Outcome.PASSED, NoBaseline())
    now = snapshot_of(assessment)
    if why := incomparable(before, now):
        return Verdict("regression", Outcome.UNDECIDED, why)
    rubric = before.rubric.change_to(now.rubric)
    found = list(changes(before, now))
    graver = {Direction.WORSE, Direction.VANISHED}
    if _light_of_questions_before(assessment, before) > assessment.worst:
        graver |= {Direction.DROPPED, Direction.JOINED}
    bad = [c for c in found if c.direction in graver]
    if bad:
        names = tuple(c.criterion for c in bad)
        return Verdict("regression", Outcome.FAILED, Moved(tuple(bad), rubric), names)
    open_ones = [c for c in found if c.direction is Direction.UNCLEAR]
    if open_ones:
        names = tuple(c.criterion for c in open_ones)
        moved = Moved(tuple(open_ones), rubric)
        return Verdict("regression", Outcome.UNDECIDED, moved, names, names)
    reworded = None if rubric is RubricChange.NONE else Reworded(rubric)
    return Verdict("regression", Outcome.PASSED, reworded)


def _light_of_questions_before(assessment: Assessment, before: Snapshot) -> Light:
    """The light that today's answers give to the questions that applied before.

    A question that applies no more counts with its answer of then.
    """
    framework = assessment.framework
    rubric = framework.without(
        {name for name, levels in before.levels.items() if levels is NOT_APPLICABLE}
    )
    if len(rubric.criteria) < framework.minimum_questions:
        return framework.worst
    highest = framework.highest
    now = {answer.criterion.id: answer.high for answer in assessment.answers}
    then = {
        name: levels[1] if isinstance(levels, tuple) else highest
        for name, levels in before.levels.items()
    }
    return light_of(
        rubric, {name: now.get(name, then.get(name, highest)) for name in rubric.criteria}
    )


def _stale(assessment: Assessment) -> Verdict:
    """Fails where all evidence of some answer has passed the half-life of its kind."""
    area, certainty, day = assessment.area, assessment.rubric.certainty, assessment.as_of.last
    old = tuple(
        answer.criterion.id
        for answer in assessment.answers
        if isinstance(answer.rating, Rating)
        and half_lives_passed(answer.rating, area.evidence, certainty, day) > 0
    )
    if not old:
        return Verdict("stale", Outcome.PASSED)
    return Verdict("stale", Outcome.FAILED, Outdated(assessment.as_of), old)


def _unsupported(assessment: Assessment) -> Verdict:
    """Fails where the light would be another one without the inferred answers."""
    names = inferred(assessment)
    bare = without_inferred(assessment) if names else assessment
    if bare.light == assessment.light:
        return Verdict("unsupported", Outcome.PASSED)
    return Verdict("unsupported", Outcome.FAILED, LightWithout(bare.light), names)


def _outlook(outlook: Outlook, assessment: Assessment) -> Verdict:
    gate = f"outlook {outlook.value}"
    # Without unknowns the outlook is one; with some, every completion counts.
    possible = outlooks(assessment, {}) if unknowns(assessment) else {assessment.outlook}
    if outlook not in possible:
        return Verdict(gate, Outcome.PASSED)
    moving = tuple(a.criterion.id for a in assessment.answers if a.trend)
    because = OutlookIs(tuple(one for one in Outlook if one in possible))
    if len(possible) == 1:
        return Verdict(gate, Outcome.FAILED, because, moving)
    each = outlooks_with(assessment)

    def decided(known: Mapping[str, int]) -> bool:
        (one,) = known.items()
        return outlook not in each[one] or len(each[one]) == 1

    settled = settling(assessment, decided)
    return Verdict(gate, Outcome.UNDECIDED, because, moving, settled)


def _coverage(least: Fraction, assessment: Assessment) -> Verdict:
    gate = f"coverage {least}"
    if assessment.coverage >= least:
        return Verdict(gate, Outcome.PASSED)
    missing = tuple(a.criterion.id for a in assessment.answers if a.light is None)
    return Verdict(gate, Outcome.FAILED, Rated(assessment.coverage), missing)
