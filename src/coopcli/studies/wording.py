"""From what the rule found, in codes and values, to sentences; :mod:`gated` has those of gates."""

from __future__ import annotations

from collections.abc import Iterable

from coopcli.identity import RubricChange
from coopcli.model import Ground, OpenVeto, Reason, TooFewQuestions, TooLittleRated

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


def inner(name: str) -> str:
    """A name as it stands inside a sentence: its first letter small.

    An abbreviation keeps its letters, and so does a name of several words that each begin with a
    capital letter.
    """
    first, *rest = name.split(" ")
    short = len(first) > 1 and not first[1:].islower()
    title = bool(rest) and all(word[:1].isupper() and word[1:].islower() for word in rest)
    return name if short or title else name[:1].lower() + name[1:]


def reasons(found: Iterable[Reason]) -> tuple[str, ...]:
    """Why a light is undetermined, a sentence each."""
    return tuple([_reason(reason) for reason in found])


def _reason(reason: Reason) -> str:
    match reason:
        case TooFewQuestions(count, needed):
            apply = "question applies" if count == 1 else "questions apply"
            return f"{f'only {count}' if count else 'no'} {apply}; {needed} must"
        case TooLittleRated(share, needed, dimension):
            part = f" of “{dimension.name}”" if dimension else ""
            return f"only {share} of the weight{part} is answered; {needed} is needed"
        case OpenVeto(criteria):
            names = ", ".join(inner(criterion.name) for criterion in criteria)
            return f"the light turns on a veto question without an answer: {names}"


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
