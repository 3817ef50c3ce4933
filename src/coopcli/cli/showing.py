"""What ``rate`` shows of a question before it asks for an answer."""

from __future__ import annotations

from coopcli.authoring.answers import Item, before
from coopcli.cli.prompts import Prompts
from coopcli.model import Criterion, IssueArea, Missing, Rating, Rubric

SHOWN = 8
"""Facts that are listed before 'more' is asked for."""


def question(prompts: Prompts, rubric: Rubric, criterion: Criterion, position: str) -> None:
    """The question, its anchors, and what counts as practice."""
    show = prompts.show
    family = next(d.name for d in rubric.dimensions if criterion in d.criteria)
    show()
    show(f"Question {position}: {criterion.name} ({criterion.id}; {family.lower()})")
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
        prompts.show(f"{left} more facts: answer 'more' where facts are asked for.", "  ")


def answer_before(prompts: Prompts, area: IssueArea, criterion: Criterion) -> None:
    """The answer that a new one stands beside or replaces."""
    old = before(area, criterion.id)
    if isinstance(old, Rating):
        level = f"{old.low}" if old.low == old.high else f"{old.low}-{old.high}"
        prompts.show(f"Until now ({old.known}): {level}. {old.because or old.rationale}")
    elif isinstance(old, Missing):
        prompts.show(f"Until now ({old.known or 'no date'}): missing. {old.reason}")
    elif old is not None:
        prompts.show(f"Until now ({old.known}): not applicable. {old.reason}")


def no_fact(area: IssueArea, word: str) -> str:
    """Why a word stands for no fact on a question."""
    fact = area.evidence.get(word)
    if fact is None:
        return f"There is no fact {word!r} on this question."
    about = ", ".join((*fact.raises, *fact.lowers))
    add = "add this question there to cite it here"
    return f"'raises' and 'lowers' of {word} name {about} only; {add}."
