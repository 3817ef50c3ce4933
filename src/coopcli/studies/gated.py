"""From the gates of a run and an assessment to what results say of them, in sentences.

A module of its own, since most runs have no gate and need none of it.
"""

from __future__ import annotations

from coopcli.analysis.changes import Change, Incomparable, Range, Snapshot
from coopcli.analysis.gates import (
    Allowed,
    Because,
    Gates,
    LightIs,
    LightWithout,
    Moved,
    NoBaseline,
    Outdated,
    OutlookIs,
    Rated,
    Reworded,
    Undecidable,
    Verdict,
    worst,
)
from coopcli.identity import RubricChange
from coopcli.model import Assessment, Light, Unasked
from coopcli.results.gating import GateVerdict, Gating, Outcome
from coopcli.studies.wording import reasons, rubric_change


def gating(
    gates: Gates, assessment: Assessment, before: Snapshot | None = None, *, enforced: bool = True
) -> Gating:
    """The gates of one area in results; the exit code and every format read this and nothing else.

    ``before`` is the area's state in the baseline. ``enforced`` is false where a run only reports.
    """
    verdicts = gates.judge(assessment, before)
    outcome = Outcome[worst(verdicts).name] if verdicts else Outcome.NONE
    return Gating(gates.asked(), enforced, outcome, tuple(map(_verdict, verdicts)))


def _verdict(verdict: Verdict) -> GateVerdict:
    outcome = Outcome[verdict.outcome.name]
    return GateVerdict(
        verdict.gate, outcome, because(verdict.because), verdict.criteria, verdict.unknowns
    )


def because(found: Because | None) -> str:
    """Why a gate failed or is undecided; nothing where there is no reason to give."""
    match found:
        case None:
            return ""
        case LightIs(low, high):
            return f"the light is {_lights(low, high)}"
        case Allowed(low, high):
            return f"the answers allow {_lights(low, high)}"
        case Undecidable(why):
            return "; ".join(reasons(why))
        case NoBaseline():
            return "the baseline does not have this area"
        case Incomparable():
            return f"cannot be compared: {incomparable(found)}"
        case Moved(changes, rubric):
            words = ", ".join(_change(change) for change in changes)
            return f"{words}; {rubric_change(rubric)}" if rubric_change(rubric) else words
        case Reworded(rubric):
            return rubric_change(rubric)
        case Outdated(day):
            return f"evidence is too old on {day}: older than its half-life"
        case LightWithout(light):
            word = "undetermined" if light is None else light.name
            return f"without inferred answers the light would be {word}"
        case OutlookIs((one,)):
            return f"the outlook is {one.value}"
        case OutlookIs(several):
            return f"the outlook may be {' or '.join(sorted(one.value for one in several))}"
        case Rated(share):
            return f"{share} of the weight is answered"


def incomparable(found: Incomparable) -> str:
    """Why two results cannot be compared."""
    old, new = found
    if (old.id, old.version) == (new.id, new.version):
        return f"both are of {new.id} {new.version}, but {rubric_change(RubricChange.RULE)}"
    return f"the baseline is of {old.id} {old.version}, this is of {new.id} {new.version}"


def _lights(low: Light, high: Light) -> str:
    return low.name if low == high else f"{low.name} to {high.name}"


def _change(change: Change) -> str:
    return f"{change.criterion} {_range(change.before)} to {_range(change.after)}"


def _range(levels: Range) -> str:
    if levels is None:
        return "not answered"
    if isinstance(levels, Unasked):
        return "not applicable"
    return str(levels[0]) if levels[0] == levels[1] else f"{levels[0]}-{levels[1]}"
