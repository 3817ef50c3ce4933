"""From what changed since an earlier state to the part of a document that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coopcli.results.values import UNDETERMINED, AreaLight
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.diff import AnswerDiff, AreaDiff, Diff
from coopcli.studies.report import Since
from coopcli.text.blocks import Block, Heading, Items, Line, Link, Mark, Paragraph, Strong, Table
from coopcli.text.diff import rubric_words
from coopcli.text.figures import anchor
from coopcli.text.plain import level_words
from coopcli.text.words import capital, counted, listed, number

MOST_NAMED = 4
"""Most answers that a row names."""

MOST_AREAS = 6
"""Most areas that are named where nothing but answers changed."""


def change_blocks(since: Since, areas: Sequence[AssessmentResult]) -> Iterator[Block]:
    """How many areas moved, on a constant set, and through which answers."""
    changes = since.changes
    yield Heading(f"What changed since {since.state}", 2, "changes")
    yield from rubric_words(changes)
    order: list[AreaLight] = [*areas[0].rubric.light_ids]
    lit = [area for area in changes.areas if UNDETERMINED not in area.light]
    constant = len(lit) + sum(
        one.area.id in changes.unchanged and one.standing.light is not UNDETERMINED for one in areas
    )
    moves = [order.index(area.light[1]) - order.index(area.light[0]) for area in lit]
    yield Paragraph((_counts(constant, moves),))
    moved = [area for area in lit if area.light[0] != area.light[1]]
    moved += [area for area in changes.areas if area not in lit and area.light[0] != area.light[1]]
    names = {one.area.id: one for one in areas}
    if moved:
        yield _table(moved, names, _caption(moved, lit))
    yield from _others(changes, names)


def _counts(constant: int, moves: Sequence[int]) -> str:
    if not constant:
        return "No area had a light at both times, so no movement can be counted."
    better, worse = sum(move < 0 for move in moves), sum(move > 0 for move in moves)
    areas = counted(constant, "area has", "areas have")
    if not better and not worse:
        return f"{capital(areas)} a light at both times. None of these lights changed."
    return (
        f"{capital(areas)} a light at both times. Of these, {number(better)} improved and "
        f"{number(worse)} worsened. A first light, or one that was lost, is no movement."
    )


def _caption(moved: Sequence[AreaDiff], lit: Sequence[AreaDiff]) -> str:
    """What the table of lights holds: movement, lights that are new or gone, or both."""
    kinds = ["lights that changed"] if any(area in lit for area in moved) else []
    if any(area not in lit for area in moved):
        kinds += ["first lights", "lights that were lost"]
    return capital(listed(kinds))


def _table(moved: Sequence[AreaDiff], names: Mapping[str, AssessmentResult], caption: str) -> Table:
    rows: list[tuple[Line, ...]] = []
    for area in moved:
        one = names[area.id]
        questions = {answer.criterion.id: answer.criterion.name for answer in one.answers}
        before, now = area.light
        words = _through(area.criteria, questions)
        rows.append(((Link(area.name, anchor(one)),), (Mark(before),), (Mark(now),), (words,)))
    return Table(
        ("area", "before", "now", "answers that changed"),
        tuple(rows),
        caption=caption,
    )


def _through(answers: Sequence[AnswerDiff], questions: Mapping[str, str]) -> str:
    """The levels that changed, and how many questions were answered for the first time."""
    changed = [a for a in answers if a.level[0] != a.level[1]]
    first = sum(a.level[0] is None for a in changed)
    named = [
        f"{questions.get(a.id, a.id)} {level_words(a.level[0])} to "
        f"{level_words(a.level[1]) or 'not answered'}"
        for a in changed
        if a.level[0] is not None
    ]
    parts = named[:MOST_NAMED]
    if more := len(named[MOST_NAMED:]):
        parts.append(f"{number(more)} more")
    if first:
        parts.append(f"{counted(first, 'question')} answered for the first time")
    return "; ".join(parts) or "none: the rule changed"


def _answers(area: AreaDiff, one: AssessmentResult) -> Line:
    """An area and the answers that changed in it, as far as levels did."""
    questions = {answer.criterion.id: answer.criterion.name for answer in one.answers}
    changed = any(answer.level[0] != answer.level[1] for answer in area.criteria)
    words = _through(area.criteria, questions) if changed else "no level"
    return (Link(one.area.name, anchor(one)), f": {words}.")


def _others(changes: Diff, names: Mapping[str, AssessmentResult]) -> Iterator[Block]:
    """How many areas answer otherwise in the same light, and areas that came or went."""
    if same := [area for area in changes.areas if area.light[0] == area.light[1]]:
        areas = capital(counted(len(same), "area has", "areas have"))
        yield Paragraph((f"{areas} other answers now, or another outlook, and the same light.",))
        if len(same) <= MOST_AREAS:
            yield Items(tuple(_answers(area, names[area.id]) for area in same))
    for word, found in (
        ("New", [names[name].area.name for name in changes.appeared]),
        ("No longer here", list(changes.vanished)),
    ):
        if found:
            yield Paragraph((Strong(f"{word}: "), f"{listed(found)}."))
