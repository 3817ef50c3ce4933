"""From an answer to the lines of an area file, and from an area to what helps to give one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from coopcli.model import (
    Criterion,
    Entry,
    Evidence,
    Given,
    IssueArea,
    NoLevel,
    PanelVote,
    Rating,
    Rubric,
    Trend,
)
from coopcli.problems import InvalidInput
from coopcli.reading import splicing
from coopcli.reading.passages import Sections, sections_of, text_of


class Item(NamedTuple):
    """A fact that speaks for or against a barrier, and its passage where the text is there."""

    evidence: Evidence
    raises: bool
    passage: str


def with_answer(
    path: str, content: bytes, rubric: Rubric, area: IssueArea, name: str, answer: Mapping[str, Any]
) -> bytes:
    """The content of an area file with an answer to a question.

    It is added to the older ones; one of the same date takes the place of what was answered then.

    Raises: InvalidInput where the file cannot be edited; nothing else is looked at.
    """
    place = ("ratings", name)
    if replaced(area, name, answer["known"]):
        last = len(area.ratings[name]) - 1
        return splicing.put(path, content, (*place, last), dict(answer))
    return splicing.add(path, content, place, dict(answer), tuple(rubric.criteria))


def with_answers(
    path: str,
    content: bytes,
    rubric: Rubric,
    area: IssueArea,
    answers: Mapping[str, Mapping[str, Any]],
) -> bytes:
    """The content of an area file with an answer each to several questions, as :func:`with_answer`.

    Raises: InvalidInput where the file cannot be edited.
    """
    added: dict[str, Mapping[str, Any]] = {}
    for name, answer in answers.items():
        if replaced(area, name, answer["known"]):
            content = with_answer(path, content, rubric, area, name, answer)
        else:
            added[name] = answer
    items = [(("ratings", name), dict(answer)) for name, answer in added.items()]
    return splicing.add_all(path, content, items, tuple(rubric.criteria))


def open_questions(rubric: Rubric, area: IssueArea) -> list[str]:
    """The questions that an area is asked and has no answer to, in the order of the rubric."""
    asked = (c.id for c in rubric.criteria.values() if c.asked_of(area.form))
    return [name for name in asked if name not in area.ratings]


def level_from(text: str, criterion: Criterion) -> int | list[int] | None:
    """The level or the range in an answer; ``None`` where it is neither or has no anchor."""
    found = re.fullmatch(r"([0-9]{1,3})(?:\s*(?:-|–|to)\s*([0-9]{1,3}))?", text.strip())
    if found is None:
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    if low > high or low not in criterion.anchors or high not in criterion.anchors:
        return None
    return low if low == high else [low, high]


def items_for(area: IssueArea, criterion: Criterion, own: set[str], folder: str) -> list[Item]:
    """The facts on a question: those of the area itself first, then the newest first.

    ``own``: ids that only this area has. ``folder``: where the texts of the sources are, if there.
    """
    found = [
        item
        for item in area.evidence.values()
        if criterion.id in item.raises or criterion.id in item.lowers
    ]
    found.sort(key=lambda item: (item.id not in own, -item.known.last.toordinal(), item.id))
    texts = _Texts(area, folder)
    return [Item(item, criterion.id in item.raises, texts.passage(item)) for item in found]


class _Texts:
    """The texts of the sources of an area, each read once and only if asked for."""

    def __init__(self, area: IssueArea, folder: str) -> None:
        self._area, self._folder = area, folder
        self._read: dict[str, Sections] = {}

    def passage(self, item: Evidence) -> str:
        source = self._area.sources.get(item.passage.source)
        if not self._folder or source is None or not source.text:
            return ""
        if source.id not in self._read:
            try:
                self._read[source.id] = sections_of(source, Path(self._folder))
            except InvalidInput:  # its text is not there, which 'check' reports
                self._read[source.id] = {}
        return text_of(item.passage, self._read[source.id])


def before(area: IssueArea, name: str) -> Entry | None:
    """The newest answer to a question."""
    return next(reversed(area.ratings.get(name, ())), None)


def replaced(area: IssueArea, name: str, day: str) -> Entry | None:
    """The answer to a question whose place one of a date takes."""
    old = before(area, name)
    return old if old and old.known and old.known.text == day else None


def parts_of(rating: Rating) -> dict[str, Any]:
    """A rating as an area file holds it, key by key."""
    parts = {
        "known": rating.known.text,
        "level": plain((rating.low, rating.high)),
        "basis": rating.basis.value,
        "trend": "" if rating.trend is Trend.NONE else rating.trend.name.lower(),
        "likelihood": rating.likelihood.value if rating.likelihood else "",
        "because": rating.because,
        "rationale": rating.rationale,
        "evidence": [*rating.evidence],
        "panel": rating.panel and _panel(rating.panel),
    }
    return {key: value for key, value in parts.items() if value not in ("", [], None)}


def plain(given: Given) -> int | list[int] | str:
    """A level, a range or a word for none, as files hold it."""
    if isinstance(given, NoLevel):
        return given.value
    return given[0] if given[0] == given[1] else list(given)


def _panel(panel: PanelVote) -> dict[str, Any]:
    votes = [
        {"rater": vote.rater, "given": plain(vote.given)}
        | ({"reason": vote.reason} if vote.reason else {})
        for vote in panel.answers
    ]
    return {"round": panel.round, "answers": votes}


def with_ids(text: str, items: list[Item]) -> str:
    """An argument in which ``[2]`` is the mark of the second fact of a list."""

    def mark(found: re.Match[str]) -> str:
        number = int(found[1])
        return f"[{items[number - 1].evidence.id}]" if 0 < number <= len(items) else found[0]

    return re.sub(r"\[([0-9]{1,4})\]", mark, text)


def picked(text: str, items: list[Item]) -> tuple[list[str], list[str]]:
    """The ids of the facts that an answer picks by number or id, and its words that pick none."""
    ids, wrong = [], []
    for word in _words(text):
        number = int(word) if word.isascii() and word.isdigit() and len(word) < 5 else 0
        if 0 < number <= len(items):
            ids.append(items[number - 1].evidence.id)
        elif any(word == item.evidence.id for item in items):
            ids.append(word)
        else:
            wrong.append(word)
    return list(dict.fromkeys(ids)), wrong


def _words(text: str) -> Iterator[str]:
    yield from text.replace(",", " ").split()
