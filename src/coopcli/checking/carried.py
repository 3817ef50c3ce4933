"""Which ratings of an area carry over from an earlier version of its rubric."""

from __future__ import annotations

from collections.abc import Iterator

from coopcli.identity import question_digest
from coopcli.model import Earlier, Fault, IssueArea, Rating, Rubric
from coopcli.problems import hint, refuse
from coopcli.text.words import counted, listed


def earlier(rubric: Rubric, version: str) -> Earlier:
    """What a rubric knows of an earlier version of itself.

    Raises: InvalidInput when it knows nothing of that version.
    """
    known = {one.version: one for one in rubric.earlier}
    if version not in known:
        have = f"knows {listed(known)}" if known else "knows no earlier version"
        refuse(
            "unknown-version",
            f"--rated-by needs an earlier version of {rubric.id}, which {have}, not "
            f"{version!r}{hint(version, list(known))}",
        )
    return known[version]


def faults(rubric: Rubric, area: IssueArea, before: Earlier) -> Iterator[Fault]:
    """The ratings to look at again, since their question has changed, and what has changed."""
    for name, ratings in area.ratings.items():
        old = before.questions.get(name)
        if old and old.digest == question_digest(rubric.criteria[name]):
            continue
        what = f"has changed since {before.version}" if old else f"is new since {before.version}"
        change = f": {old.change}" if old and old.change else ""
        for position, rating in enumerate(ratings):
            if isinstance(rating, Rating):
                message = f"look at this level again; {name} {what}{change}"
                yield Fault(("ratings", name, position, "level"), "question-changed", message)


def note(rubric: Rubric, area: IssueArea, before: Earlier) -> str:
    """How many ratings carry over, and which questions of the earlier version are gone."""
    found = {fault.path[1] for fault in faults(rubric, area, before)}
    kept = sum(
        isinstance(rating, Rating)
        for name, ratings in area.ratings.items()
        if name not in found
        for rating in ratings
    )
    gone = [name for name in before.questions if name not in rubric.criteria]
    rest = f" Gone since {before.version}: {listed(gone)}." if gone else ""
    return f"{area.id}: {counted(kept, 'rating')} by {before.version} carry over.{rest}"
