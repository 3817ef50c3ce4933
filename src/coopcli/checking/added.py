"""Whether ratings were only added: old answers against those that stand in the files now."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from coopcli import files
from coopcli.checking.revision import Blob, Revision
from coopcli.excluding import NOTHING, Excluded
from coopcli.model import Basis, Fault, IssueArea, NotApplicable, Rating
from coopcli.packs.library import SUFFIXES, located
from coopcli.problems import InvalidInput, Location, Problem
from coopcli.reading import argument, pack_files, source
from coopcli.studies.batch import Judged, records_of
from coopcli.studies.rows import Row, RowAnswer
from coopcli.text.words import listed

Answer = Mapping[str, Any]
"""What an answer holds by the name of the part, such as level; what is not known is not there."""


class Before(NamedTuple):
    """An area as it was: its id, its file, and its answers by criterion and date."""

    id: str
    path: str
    answers: Mapping[str, Mapping[str, Answer]]


class Now(NamedTuple):
    """The areas that were checked, and the files and folders that the check was asked for."""

    areas: list[IssueArea]
    files: list[str]
    roots: list[str]


def only_added(before: list[Before], now: Now, where: str) -> Iterator[Problem]:
    """Every old answer that was changed or removed, and every old area that is gone."""
    by_path = {os.path.realpath(area.path): area for area in now.areas}
    by_id = {area.id: area for area in now.areas}
    read = set(map(os.path.realpath, now.files))
    for old in before:
        path = os.path.realpath(old.path)
        area = by_path.get(path) or (None if path in read else by_id.get(old.id))
        if area is not None:
            yield from located(Path(area.path), _changes(old, area, where))
        elif path not in read and not os.path.lexists(path) and _covered(path, now.roots):
            message = f"the area {old.id!r} that {where} holds is gone: answers are only ever added"
            yield Problem(Location(old.path), "area-removed", message)


def _covered(path: str, roots: list[str]) -> bool:
    return any(path == root or path.startswith(os.path.join(root, "")) for root in roots)


def _changes(old: Before, area: IssueArea, where: str) -> Iterator[Fault]:
    for criterion, answers in old.answers.items():
        now = {
            str(rating.known): (position, rating)
            for position, rating in enumerate(area.ratings.get(criterion, ()))
        }
        for known, answer in answers.items():
            if known not in now:
                message = f"the answer of {known} to {criterion!r} that {where} holds is gone"
                yield Fault(
                    ("ratings", criterion),
                    "rating-removed",
                    f"{message}: answers are only ever added",
                )
                continue
            position, rating = now[known]
            changed = list(_differences(answer, answer_of(rating)))
            if changed:
                message = f"the answer of {known} differs from {where} in {listed(changed)}"
                at = ("ratings", criterion, position)
                yield Fault(at, "rating-edited", f"{message}: add a new answer instead")


def _differences(old: Answer, new: Answer) -> Iterator[str]:
    """The parts of an answer that are others now, with the values of those that are short."""
    for part, was in old.items():
        now = new.get(part)
        if was != now:
            short = part in ("level", "basis", "trend", "likelihood")
            yield f"{part} ({_short(now)}, not {_short(was)})" if short else part


def _short(value: Any) -> str:
    return "none" if value is None else str(value)


def answer_of(rating: Any) -> Answer:
    """The parts of an answer that must stay."""
    if isinstance(rating, NotApplicable):
        return {"reason not to apply": rating.reason}
    if not isinstance(rating, Rating):
        return {"reason": rating.reason}
    low, high = rating.low, rating.high
    return {
        "level": str(low) if low == high else f"{low}-{high}",
        "basis": rating.basis.value,
        "trend": rating.trend.name.lower(),
        "likelihood": rating.likelihood.value if rating.likelihood else None,
        "argument": argument.of(rating),
        "evidence": tuple(rating.evidence),
    }


# From a saved result.


def from_result(result: Judged) -> list[Before]:
    """The areas of a saved result of assess or batch, with the answers of its date alone."""
    return [
        Before(row.area.id, row.area.file, _answers(row))
        for row in records_of(result)
        if isinstance(row, Row)
    ]


def _answers(row: Row) -> dict[str, dict[str, Answer]]:
    return {
        given.id: {str(given.known): _answer(given)}
        for given in row.criteria
        if given.known and given.basis is not Basis.ASSUMED
    }


def _answer(given: RowAnswer) -> Answer:
    if given.not_applicable is not None:
        return {"reason not to apply": given.not_applicable}
    if given.level is None:
        return {"reason": given.missing}
    low, high = given.level
    trend = {} if given.trend_lapsed else {"trend": given.trend.name.lower()}
    return trend | {
        "level": str(low) if low == high else f"{low}-{high}",
        "basis": given.basis.value if given.basis else None,
        "likelihood": given.likelihood,
        "argument": given.rationale,
        "evidence": tuple(given.evidence),
    }


# From a revision.


def from_revision(
    name: str, roots: list[str], note: Callable[[str], None], excluded: Excluded = NOTHING
) -> list[Before]:
    """The areas that stood in files and folders at a git revision, each file once.

    Raises: InvalidInput when a folder is in no repository, or that has no such revision.
    """
    found: dict[str, Before] = {}
    for root in roots:
        folder, alone = (root, "") if os.path.isdir(root) else os.path.split(root)
        revision = Revision(folder, name)
        blobs = [blob for blob in revision.files() if _may_be_area(blob, alone)]
        for blob, content in zip(blobs, revision.contents(blobs), strict=True):
            path = os.path.join(folder, *blob.name.split("/"))
            sought = path not in found and not excluded.covers(path)
            if sought and (before := _before(path, content, name, note)):
                found[path] = before
    return list(found.values())


def _may_be_area(blob: Blob, alone: str) -> bool:
    if alone:
        return blob.name == alone
    *folders, name = blob.name.split("/")
    hidden = any(part.startswith(".") for part in (*folders, name))
    sound = blob.size <= files.MAX_BYTES and name not in pack_files.PACK_FILES
    return sound and name.endswith(SUFFIXES) and not hidden


def _before(path: str, content: bytes, name: str, note: Callable[[str], None]) -> Before | None:
    try:
        area, ratings = pack_files.answers_in(source.parse(path, content))
    except InvalidInput:
        if os.path.lexists(path):
            note(f"{path} was no valid area file in {name} and is not compared.")
        return None
    answers = {
        criterion: {str(rating.known): answer_of(rating) for rating in given}
        for criterion, given in ratings.items()
    }
    return Before(area, path, answers)
