"""What ``rate`` shows of a question before it asks for an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopcli.authoring.answers import Item, before, replaced
from coopcli.cli.prompts import Prompts
from coopcli.model import (
    Criterion,
    Entry,
    Evidence,
    IssueArea,
    Missing,
    NotApplicable,
    Rating,
    Rubric,
    Trend,
)
from coopcli.reading import argument
from coopcli.studies.wording import inner

SHOWN = 8
"""Facts that are listed before 'more' is asked for."""


def question(prompts: Prompts, rubric: Rubric, criterion: Criterion, position: str) -> None:
    """The question, its anchors, and what counts as practice."""
    show = prompts.show
    family = next(d.name for d in rubric.dimensions if criterion in d.criteria)
    show()
    show(f"Question {position}: {criterion.name} ({criterion.id}; {inner(family)})")
    show(criterion.question)
    show()
    for level, anchor in sorted(criterion.anchors.items()):
        label = f"{anchor.label}: " if anchor.label else ""
        show(f"{level}  {label}{anchor.text}", "  ", "     ")
    if criterion.substance:
        show(f"Practice rather than paper: {criterion.substance}")
    show()


def facts(prompts: Prompts, items: list[Item], first: int) -> None:
    """Some facts on a question, from one of the list on."""
    if not items:
        prompts.show("No fact speaks to this question yet.")
    for number, item in enumerate(items[first : first + SHOWN], first + 1):
        fact = item.evidence
        way = "raises" if item.raises else "lowers"
        text = f"{number}. {fact.summary} ({way} it; {fact.known}; {fact.id})"
        prompts.show(text, "  ", "     ")
        if item.passage:
            prompts.show(f"“{item.passage}”", "     ")
    left = len(items) - first - SHOWN
    if left > 0:
        prompts.show(f"{left} more facts: answer 'more' to list them.", "  ")


def answer_before(prompts: Prompts, area: IssueArea, criterion: Criterion, day: str) -> None:
    """The answer that a new one stands beside or replaces."""
    old = before(area, criterion.id)
    if old is None:
        return
    why = (old.because or old.rationale) if isinstance(old, Rating) else old.reason
    prompts.show(f"Until now ({old.known or 'no date'}): {short(old)}. {why}")
    if replaced(area, criterion.id, day):
        prompts.show("An answer of the same date takes its place.")


def short(answer: Entry) -> str:
    """An answer in a few words: its level and where that moves, or why there is none."""
    if isinstance(answer, Missing):
        return "missing"
    if isinstance(answer, NotApplicable):
        return "not applicable"
    level = argument.given_words((answer.low, answer.high))
    trend = "" if answer.trend is Trend.NONE else f", {answer.trend.name.lower()}"
    likelihood = f" ({answer.likelihood.value})" if answer.likelihood else ""
    return level + trend + likelihood


def replacement(name: str, old: Entry, kept: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """What became of an answer whose place another one of the same date takes."""
    text = f"{name}: takes the place of the answer of {old.known}, {short(old)}."
    if "level" not in answer:
        return text
    parts = [key for key in ("trend", "likelihood", "panel") if key in kept]
    for word, keys in (
        ("Kept", [key for key in parts if answer.get(key) == kept[key]]),
        ("Dropped", [key for key in parts if key not in answer]),
    ):
        named = [key if key == "panel" else f"{key} {kept[key]}" for key in keys]
        text += f" {word} of it: {', '.join(named)}." if named else ""
    return text


def others(prompts: Prompts, found: list[Evidence]) -> None:
    """Facts of the area that do not speak to the question at hand."""
    for fact in found:
        about = ", ".join((*fact.raises, *fact.lowers)) or "no question yet"
        prompts.show(f"{fact.id}: {fact.summary} (on {about})", "  ", "     ")
    what = "An id links one to this question." if found else "There are no other facts of yours."
    prompts.show(what, "  ")
