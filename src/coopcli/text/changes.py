"""From what changed since an earlier state to the part of a document that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coopcli.results.values import UNDETERMINED, AreaLight
from coopcli.studies.assess import AssessmentResult
from coopcli.studies.diff import AnswerDiff, AreaDiff, Diff
from coopcli.studies.report import Since
from coopcli.text.alternatives import light_words
from coopcli.text.blocks import Block, Heading, Line, Link, Mark, Paragraph, Strong, Table
from coopcli.text.diff import rubric_words
from coopcli.text.figures import anchor
from coopcli.text.plain import level_words
from coopcli.text.words import capital, counted, listed, number


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
    others = any(area not in lit and area.light[0] != area.light[1] for area in changes.areas)
    yield Paragraph((_counts(constant, moves, others=others),))
    names = {one.area.id: one for one in areas}
    if changes.areas:
        moved = sorted(changes.areas, key=lambda area: area.light[0] == area.light[1])
        yield _table(moved, names)
    yield from _others(changes, names)


def _counts(constant: int, moves: Sequence[int], *, others: bool) -> str:
    if not constant:
        return "No area had a light at both times, so no movement can be counted."
    better, worse = sum(move < 0 for move in moves), sum(move > 0 for move in moves)
    areas = counted(constant, "area has", "areas have")
    rest = " A first light, or one that was lost, is no movement." if others else ""
    if not better and not worse:
        return f"{capital(areas)} a light at both times. None of these lights changed.{rest}"
    return (
        f"{capital(areas)} a light at both times. Of these, {_some(better)} improved and "
        f"{_some(worse)} worsened.{rest}"
    )


def _some(count: int) -> str:
    return number(count) if count else "none"


def _table(moved: Sequence[AreaDiff], names: Mapping[str, AssessmentResult]) -> Table:
    """What moved, with each answer that changed; lights that changed come first."""
    rows: list[tuple[Line, ...]] = []
    for area in moved:
        one = names[area.id]
        questions = {answer.criterion.id: answer.criterion.name for answer in one.all_answers}
        before, now = area.light
        words = _through(area, questions)
        rows.append(((Link(area.name, anchor(one)),), (Mark(before),), (Mark(now),), (words,)))
    return Table(
        ("area", "before", "now", "answers that changed"),
        tuple(rows),
        caption="Areas with another light, outlook or answer now, lights that changed first",
    )


def _through(area: AreaDiff, questions: Mapping[str, str]) -> str:
    """From what to what each answer changed, and the first answers to questions."""
    changed = [a for a in area.criteria if a.level[0] != a.level[1]]
    parts = [
        f"{questions.get(a.id, a.id)} {_answer(a, 0)} to {_answer(a, 1)}"
        for a in changed
        if a.level[0] is not None
    ]
    if first := [a for a in changed if a.level[0] is None]:
        named = listed(f"{questions.get(a.id, a.id)} {_answer(a, 1)}" for a in first)
        parts.append(f"answered for the first time: {named}")
    same = area.light[0] == area.light[1]
    return capital("; ".join(parts)) or ("No level changed" if same else "None: the rule changed")


def _answer(change: AnswerDiff, when: int) -> str:
    """The level of an answer before, 0, or now, 1, or what stands in its place."""
    light = change.light[when]
    return level_words(change.level[when]) or (light_words(light) if light else "none")


def _others(changes: Diff, names: Mapping[str, AssessmentResult]) -> Iterator[Block]:
    """Areas in which nothing changed, and those that came or went."""
    for word, found in (
        ("No change on record in", [names[name].area.name for name in changes.unchanged]),
        ("New", [names[name].area.name for name in changes.appeared]),
        ("No longer here", list(changes.vanished)),
    ):
        if found:
            yield Paragraph((Strong(f"{word}: "), f"{listed(found)}."))
