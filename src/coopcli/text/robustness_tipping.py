"""What would move a light: the shortest ways to others, other majorities and weights, no veto."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopcli.results.firmness import Move
from coopcli.results.values import name_of
from coopcli.studies.robustness import RobustnessResult
from coopcli.studies.tipping import Bound, Majorities, Tipping
from coopcli.text.blocks import Block, Heading, Items, Line, Mark, Paragraph, Strong, Table
from coopcli.text.words import capital, counted, inner, listed, number


def tipping_blocks(result: RobustnessResult, detail: int) -> Iterator[Block]:
    """The shortest ways to other lights, what the rule could ask for, and single answers."""
    tipping = result.tipping
    yield Heading("What would move it")
    if tipping is None:
        yield Paragraph(("There is no light to move: too little is known.",))
        return
    yield Items((*_moves(result, tipping, detail), *_rule(result, tipping)))
    if tipping.changes:
        yield Paragraph(("One of these answers would be enough, if all others stay:",))
        rows = tuple(
            (
                (result.names[change.criterion],),
                (f"{change.rated}",),
                (f"{change.level}",),
                (Mark(change.light),),
            )
            for change in tipping.changes
        )
        yield Table(("question", "level today", "at level", "new light"), rows)
    else:
        yield Paragraph(("No single answer would move it.",))


def _moves(result: RobustnessResult, tipping: Tipping, detail: int) -> Iterator[Line]:
    for way in tipping.moves:
        sets = [_levels(result, chosen) for chosen in way.sets]
        steps = counted(way.steps, "step of one level", "steps of one level")
        title = Strong(f"Shortest way to {way.to.name}")
        if len(sets) == 1:
            yield (title, f": {steps}, {sets[0]}.")
        elif detail <= 0:
            yield (title, f": {steps}, for instance {sets[0]} ({number(way.ways)} ways).")
        else:
            yield (Strong(f"Shortest ways to {way.to.name}"), f": {steps} each.")
            yield from ((f"{capital(one)}.",) for one in sets)
    if not tipping.moves:
        yield (Strong("Levels"), ": no change of the given answers alone leads to another light.")


def _levels(result: RobustnessResult, levels: Iterable[Move]) -> str:
    names = result.names
    return listed(f"{inner(names[entry.criterion])} at {entry.level}" for entry in levels)


def _rule(result: RobustnessResult, tipping: Tipping) -> Iterator[Line]:
    names, light = result.names, name_of(result.judged.light)
    if interval := tipping.majorities:
        yield (Strong("Majority"), f": {_majorities(result, interval, light)}.")
    for weight in tipping.dimensions:
        turns = [
            f"{bound.light.name} {_place(bound, way)}"
            for way, bound in (("below", weight.below), ("above", weight.above))
            if bound
        ]
        then = listed(turns) if turns else f"{light} whatever it is"
        yield (Strong(f"Weight of {inner(names[weight.dimension])}"), f" ({weight.share}): {then}.")
    lost = [entry for entry in tipping.omissions if entry.light != result.judged.light]
    without = [f"{inner(names[e.criterion])} ({e.light.name})" for e in lost]
    stays = f": still {light}."
    yield (
        Strong("Leave out any single question"),
        f": another light without {listed(without, 'or')}." if lost else stays,
    )
    yield (Strong("Without any veto"), f": {tipping.without_vetoes.name}.")


def _majorities(result: RobustnessResult, interval: Majorities, light: str) -> str:
    """For which majorities the light stays, in answers."""
    votes, needed = result.rule.votes, result.rule.votes_needed
    low, high = interval.over * votes // 1 + 1, interval.up_to * votes // 1
    if low <= votes // 2 + 1 and high >= votes:
        return f"{light} however many answers are needed"
    if low <= votes // 2 + 1:
        many = f"if at most {high} of {votes} answers"
    elif high >= votes:
        many = f"if at least {low} of {votes} answers"
    else:
        many = f"if {low} to {high} of {votes} answers"
    return f"still {light} {many} were needed; the rule needs {needed}"


def _place(bound: Bound, way: str) -> str:
    if way == "below":
        return f"at {bound.share} or less" if bound.at else f"below {bound.share}"
    return f"at {bound.share} or more" if bound.at else f"above {bound.share}"
