"""From what the rule found, in codes and values, to sentences: the one place that words them."""

from __future__ import annotations

from collections.abc import Iterable

from coopcli.analysis.changes import Change, Incomparable, Range
from coopcli.gates import (
    Allowed,
    Because,
    LightIs,
    LightWithout,
    Moved,
    NoBaseline,
    Outdated,
    OutlookIs,
    Rated,
    Undecidable,
)
from coopcli.model import Ground, Light, OpenVeto, Reason, TooLittleRated

GROUNDS = {
    Ground.AREA: "a passage names the area",
    Ground.GENERAL: "the passages speak of the relationship, not of the area",
    Ground.INFERRED: "inferred: no passage speaks to it",
    Ground.OFFICIAL: "an official text stands behind it",
    Ground.REPORTED: "an official text is reported, not cited itself",
    Ground.INDEPENDENT: "two sources without a common author",
    Ground.COMMON_AUTHOR: "its sources share an author and count as one voice",
    Ground.ONE_VOICE: "commentary of one voice",
    Ground.CONFLICT: "its evidence conflicts",
}
"""Why confidence is what it is."""


def reasons(found: Iterable[Reason]) -> tuple[str, ...]:
    """Why a light is undetermined, a sentence each."""
    return tuple([_reason(reason) for reason in found])


def _reason(reason: Reason) -> str:
    match reason:
        case TooLittleRated(share, needed, dimension):
            part = f" of {dimension.name.lower()}" if dimension else ""
            return f"only {share} of the weight{part} is rated, {needed} is needed"
        case OpenVeto(criteria):
            names = ", ".join(criterion.name.lower() for criterion in criteria)
            return f"the light turns on a gate question without an answer: {names}"


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
            return f"incomparable: {incomparable(found)}"
        case Moved(changes):
            return ", ".join(_change(change) for change in changes)
        case Outdated(day):
            return f"evidence older than its half-life on {day}"
        case LightWithout(light):
            word = "undetermined" if light is None else _light(light)
            return f"without inferred answers the light would be {word}"
        case OutlookIs((one,)):
            return f"the outlook is {one.value}"
        case OutlookIs(several):
            return f"the outlook may be {' or '.join(sorted(one.value for one in several))}"
        case Rated(share):
            return f"{share} of the weight is rated"


def incomparable(found: Incomparable) -> str:
    """Why two results cannot be compared."""
    (old, old_version, _), (new, new_version, _) = found
    if (old, old_version) == (new, new_version):
        return f"both are of {new} {new_version}, but the text of the rubric differs"
    return f"the baseline is of {old} {old_version}, this is of {new} {new_version}"


def _light(light: Light) -> str:
    return light.name.lower()


def _lights(low: Light, high: Light) -> str:
    return _light(low) if low is high else f"{_light(low)} to {_light(high)}"


def _change(change: Change) -> str:
    return f"{change.criterion} {_range(change.before)} to {_range(change.after)}"


def _range(levels: Range) -> str:
    if levels is None:
        return "missing"
    return str(levels[0]) if levels[0] == levels[1] else f"{levels[0]}-{levels[1]}"
