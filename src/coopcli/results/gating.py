"""What became of the gates of a run, in results."""

from collections.abc import Collection
from enum import StrEnum
from typing import Annotated, NamedTuple

from coopcli.model import (
    Id,
)
from coopcli.results.consistency import (
    Contradictions,
    known,
    same,
)
from coopcli.results.values import (
    Form,
)


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
