"""Writes the ratings of a panel into an area file, with every rater's answer and reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopcli.authoring.answers import before, plain, with_answers
from coopcli.authoring.saving import AreaFile
from coopcli.model import (
    Basis,
    IssueArea,
    PanelVote,
    Rating,
    Sheet,
    SheetAnswer,
)
from coopcli.paths import shown
from coopcli.problems import InvalidInput
from coopcli.reading.splicing import TOO_LONG
from coopcli.results.values import NOT_APPLICABLE
from coopcli.studies.panel import PanelResult
from coopcli.studies.panel_parts import Merged, NotMerged
from coopcli.studies.sheets import Sheets


def merge(file: AreaFile, sheets: Sheets, result: PanelResult) -> Merged:
    """Adds a rating of the last round to every question for which the panel has a level.

    Each rests on the items that its raters lean on, and argues nothing of its own. An answer that
    the file cannot hold is left out, with the reason; the file is written once, at the end.

    Raises: InvalidInput where the file cannot be written, or would be longer than what is read.
    """
    number, known = result.round, result.as_of
    current = sheets.of(number)
    left: dict[str, str] = {}
    answers: dict[str, dict[str, Any]] = {}
    for question in result.questions:
        name, given = question.criterion.id, question.level
        old = before(file.area, name)
        if given is None:
            unsuited = question.light is NOT_APPLICABLE
            why = "most raters call it not applicable" if unsuited else "no rater gave a level"
            left[name] = why
            continue
        if old is not None and old.known is not None and _stands(old, known.text, number):
            left[name] = f"it has an answer of {old.known} already"
            continue
        own = {sheet.rater: sheets.answers(sheet).get(name) for sheet in current}
        answers[name] = _rating(file.area, name, known.text, given, _panel(current, own), own)
    file.save(_added(file, file.content, answers, left))
    names = [question.criterion.id for question in result.questions]
    return Merged(
        shown(file.path),
        tuple(name for name in names if name not in left),
        tuple(NotMerged(name, left[name]) for name in names if name in left),
    )


def _added(
    file: AreaFile, content: bytes, answers: Mapping[str, Mapping[str, Any]], left: dict[str, str]
) -> bytes:
    """The content with all answers that the file can hold; why it cannot hold others is noted.

    Where it cannot hold them all, each half is tried by itself: few edits, if few are left out.
    """
    if not answers:
        return content
    try:
        changed = with_answers(file.path, content, file.pack.rubric, file.area, answers)
        if problems := file.new_problems(changed):
            raise InvalidInput(problems)
    except InvalidInput as error:
        if error.problems[0].code == TOO_LONG:
            raise
        if len(answers) == 1:
            left[next(iter(answers))] = error.problems[0].message
            return content
        pairs, half = list(answers.items()), len(answers) // 2
        content = _added(file, content, dict(pairs[:half]), left)
        return _added(file, content, dict(pairs[half:]), left)
    return changed


def _stands(old: Any, known: str, number: int) -> bool:
    """Whether an answer of the same date is none of this round of the panel's."""
    panel: PanelVote | None = getattr(old, "panel", None)
    return old.known.text == known and (panel is None or panel.round != number)


def _panel(sheets: list[Sheet], own: Mapping[str, SheetAnswer | None]) -> dict[str, Any]:
    votes = []
    for sheet in sheets:
        answer = own[sheet.rater]
        if answer is not None:
            vote = {"rater": sheet.rater, "given": plain(answer.given)}
            votes.append(vote | ({"reason": answer.reason} if answer.reason else {}))
    return {"round": sheets[0].round, "answers": votes}


def _rating(
    area: IssueArea,
    name: str,
    known: str,
    given: tuple[int, int],
    panel: dict[str, Any],
    own: Mapping[str, SheetAnswer | None],
) -> dict[str, Any]:
    cited = list(dict.fromkeys(item for one in own.values() if one for item in one.evidence))
    answer: dict[str, Any] = {
        "known": known,
        "level": plain(given),
        "basis": _basis(area, name, cited).value,
    }
    return answer | ({"evidence": cited} if cited else {}) | {"panel": panel}


def _basis(area: IssueArea, name: str, cited: list[str]) -> Basis:
    """That of the newest rating that rests on one of the same items, else a general one."""
    if not cited:
        return Basis.INFERRED
    for old in reversed(area.ratings.get(name, ())):
        if isinstance(old, Rating) and set(old.evidence) & set(cited):
            return old.basis
    return Basis.GENERAL
