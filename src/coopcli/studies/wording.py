"""From what the rule found, in codes and values, to sentences: the one place that words them."""

from __future__ import annotations

from collections.abc import Iterable

from coopcli.analysis.changes import Change, Incomparable, Range
from coopcli.analysis.gates import (
    Allowed,
    Because,
    LightIs,
    LightWithout,
    Moved,
    NoBaseline,
    Outdated,
    OutlookIs,
    Rated,
    Reworded,
    Undecidable,
)
from coopcli.identity import RubricChange
from coopcli.model import Ground, Light, OpenVeto, Reason, TooFewQuestions, TooLittleRated, Unasked

GROUNDS = {
    Ground.AREA: "on this area",
    Ground.GENERAL: "general, not on this area",
    Ground.INFERRED: "our inference",
    Ground.OFFICIAL: "an official text",
    Ground.REPORTED: "an official text, as reported",
    Ground.INDEPENDENT: "two independent sources",
    Ground.COMMON_AUTHOR: "sources that share an author",
    Ground.ONE_VOICE: "one voice",
    Ground.CONFLICT: "conflicting evidence",
}
"""Why confidence is what it is."""


def reasons(found: Iterable[Reason]) -> tuple[str, ...]:
    """Why a light is undetermined, a sentence each."""
    return tuple([_reason(reason) for reason in found])


def _reason(reason: Reason) -> str:
    match reason:
        case TooFewQuestions(count, needed):
            apply = "question applies" if count == 1 else "questions apply"
            return f"{f'only {count}' if count else 'no'} {apply}; {needed} must"
        case TooLittleRated(share, needed, dimension):
            part = f" on {dimension.name.lower()}" if dimension else ""
            return f"only {share} of the weight{part} is answered; {needed} is needed"
        case OpenVeto(criteria):
            names = ", ".join(criterion.name.lower() for criterion in criteria)
            return f"the light turns on a veto question without an answer: {names}"


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


def rubric_change(change: RubricChange) -> str:
    """What of a rubric differs; nothing where nothing does."""
    match change:
        case RubricChange.RULE:
            return "what decides a light differs"
        case RubricChange.REST:
            return "what decides a light is the same, other parts of the rubric differ"
        case RubricChange.TEXT:
            return "only the wording of the rubric differs"
        case RubricChange.NONE:
            return ""


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
