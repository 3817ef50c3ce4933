"""From the cheapest sets of barrier reductions to what they take, through whom, and what blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from coopcli.analysis.pathways import Why
from coopcli.commands import suggested
from coopcli.results.values import UNDETERMINED
from coopcli.studies.pathways import Asked, Immovable, Optimum, Pathway, Pathways, Step
from coopcli.text.blocks import (
    Block,
    Code,
    Heading,
    Inline,
    Items,
    Line,
    Mark,
    Panel,
    Paragraph,
    Strong,
)
from coopcli.text.notes import documents, offer_line
from coopcli.text.words import capital, counted, inner, listed, number

FEW = 5
"""Sets of one cost that are shown in full; with grounds all are."""


def pathways_blocks(result: Pathways, *, detail: int = 0) -> list[Block]:
    """The sets, then each step with its offers; -1 is the sets alone, 1 tells all sets."""
    aim, least = result.aim.name, result.least_effort
    blocks: list[Block] = [Heading(f"Pathways to {aim}: {result.area.name}", 1)]
    blocks += [Paragraph(line) for line in _standing(result)]
    if result.too_few:
        return blocks
    blocks += list(_sets(least, result, detail)) if least else list(_blocked(result))
    if detail < 0:
        return blocks
    if result.steps:
        blocks += [Heading("The steps"), *(_step_panel(step, result) for step in result.steps)]
    if result.immovable and result.least_effort and not result.reached:
        blocks += [Heading("What no avenue moves far enough"), _reasons(result, result.immovable)]
    blocks += [Paragraph(line) for line in _notes(result)]
    return [*blocks, *documents(result.sources)] if result.sources else blocks


def _standing(result: Pathways) -> Iterator[Line]:
    aim, names = result.aim, result.criteria
    yield ("Today: ", Mark(result.light), f", as of {result.as_of}.")
    if result.too_few:
        yield (f"No light can be given, and nothing leads to one: {result.too_few}.",)
        return
    if result.light is UNDETERMINED:
        yield (
            "No light can be given yet. The steps count from the worst that the answers allow, ",
            Mark(result.counted_from),
            "; missing answers should be looked for first.",
        )
    if result.reached:
        yield (f"{aim.name} is reached already.",)
    wanted = aim.name if aim == result.rubric.light_ids[0] else f"{aim.name} or better"
    line = f"{result.votes_now} of {result.votes} votes are {wanted}, {result.votes_needed} needed"
    if result.spare:
        line += f", with {_to_spare(result.spare)}"
    if result.vetoed_by:
        closed = listed(inner(names[name]) for name in result.vetoed_by)
        line += f"; closed by {closed}"
    yield (f"{line}.",)


def _to_spare(spare: int) -> str:
    return f"{counted(spare, 'answer')} to spare"


def _sets(least: Optimum, result: Pathways, detail: int) -> Iterator[Block]:
    fewest = result.fewest_questions or least
    if not least.effort:
        if not result.reached or result.spare:
            yield Paragraph(("No step is needed.",))
    elif least == fewest:
        text = f"Least effort and fewest questions: {_cost(least)}"
        yield from _set_items(text, least, result, detail)
    else:
        yield from _set_items(f"Least effort: {_cost(least)}", least, result, detail)
        yield from _set_items(f"Fewest questions: {_cost(fewest)}", fewest, result, detail)
    dearer = result.prices[-1]
    price = dearer.effort
    if price is None:
        text = f"With {_to_spare(dearer.spare)} there would be no pathway."
    else:
        units = counted(price, "planning unit") if price else "no more"
        text = f"With {_to_spare(dearer.spare)} the least is {units}."
    yield Paragraph((text,))


def _cost(optimum: Optimum) -> str:
    moved = {len(one.moves) for one in optimum.sets}
    questions = listed((counted(count, "question") for count in sorted(moved)), "or")
    units = counted(optimum.effort, "planning unit")
    return f"{units}, {questions}, {counted(optimum.total, 'set')}"


def _set_items(text: str, optimum: Optimum, result: Pathways, detail: int) -> Iterator[Block]:
    yield Paragraph((Strong(f"{text}:"),))
    shown = optimum.sets if detail > 0 else optimum.sets[:FEW]
    yield Items(tuple(_set_line(one, result) for one in shown))
    if left := optimum.total - len(shown):
        yield Paragraph((f"And {number(left)} more of the same effort.",))


def _set_line(one: Pathway, result: Pathways) -> Line:
    names = result.criteria
    moves = listed(f"{inner(names[move.criterion])} {move.from_}→{move.to}" for move in one.moves)
    ways = listed(f"{result.avenues[name]} {effort}" for name, effort in one.avenues.items())
    return (capital(moves), f" ({ways}).")


def _blocked(result: Pathways) -> Iterator[Block]:
    aim, spare = result.aim.name, result.spare
    cheapest = result.prices[0].effort
    if spare and cheapest is not None:
        least = (
            f"the least is {counted(cheapest, 'planning unit')}" if cheapest else "none is needed"
        )
        text = f" reaches {aim} with {_to_spare(spare)}; without any to spare {least}."
        yield Paragraph((Strong("No pathway"), text))
    else:
        yield Paragraph((Strong("No pathway"), f" through the avenues reaches {aim}."))
    short = result.votes_possible < result.votes_needed
    vetoes = [entry for entry in result.blockers if entry.blocks]
    if vetoes:
        yield Paragraph(("Closed by itself:" if len(vetoes) == 1 else "Each closed by itself:",))
        yield _reasons(result, vetoes)
    if short or not vetoes:
        stays = [entry for entry in result.immovable if entry not in vetoes]
        start = "Also, at" if vetoes else "At"
        yield Paragraph(
            (
                f"{start} most {result.votes_possible} of {result.votes} votes can be "
                f"brought, {result.votes_needed} are needed"
                f"{f' and {_to_spare(spare)}' if spare else ''}."
                f"{' What stays above the line:' if stays else ''}",
            )
        )
        if stays:
            yield _reasons(result, stays)


def _reasons(result: Pathways, entries: Iterable[Immovable]) -> Items:
    """Why each barrier stays; missing answers that block nothing alone share a line."""
    names = result.criteria
    missing = [e for e in entries if e.why is Why.MISSING and not e.blocks]
    lines: list[Line] = [
        (Strong(names[e.criterion]), f": {_why(e)}") for e in entries if e not in missing
    ]
    if missing:
        them = listed(inner(names[e.criterion]) for e in missing)
        lines.append((Strong("Not rated"), f": {them}. {_UNKNOWN}"))
    return Items(tuple(lines))


_UNKNOWN = "What is not known cannot be moved: it has to be rated first."


def _why(entry: Immovable) -> str:
    match entry.why:
        case Why.MISSING:
            return f"not answered, {entry.reason.rstrip('.')}. {_UNKNOWN}"
        case Why.FIXED:
            return f"at {entry.level}, held fixed in this area. {entry.reason}"
        case Why.BEYOND:
            return f"at {entry.level}. {entry.reason}"
        case Why.TOO_FAR:
            return (
                f"at {entry.level}; it would have to fall by {counted(entry.fall, 'level')}, "
                f"and no avenue takes off more than {number(entry.reach)} in time."
            )
        case _:
            assert_never(entry.why)


def _step_panel(step: Step, result: Pathways) -> Panel:
    name = result.criteria[step.criterion]
    veto = ", veto" if step.veto else ""
    title: Line = (Strong(name), f" {step.from_}→{step.to}{veto}")
    return Panel(title, tuple(_step_blocks(step, result)))


def _step_blocks(step: Step, result: Pathways) -> Iterator[Block]:
    if step.range:
        low, high = step.range
        text = f"Rated {low}-{high}; the upper end counts. Better evidence may save steps."
        yield Paragraph((text,))
    yield Paragraph((Strong("Now: "), step.now))
    yield Paragraph((Strong("To be true: "), step.then))
    if step.in_every_set:
        yield Paragraph(("Part of every set of least effort.",))
    for position, way in enumerate(step.ways):
        line: list[Inline] = [
            "" if position == 0 else "Or through ",
            Strong(result.avenues[way.avenue]),
            f", {counted(way.effort, 'planning unit')}",
        ]
        offers = way.offers
        line.append(":" if offers else "; no source known by then offers anything for it.")
        yield Paragraph(tuple(line))
        if offers:
            yield Items(tuple(offer_line(offer) for offer in offers))
            if not any(offer.forum for offer in offers):
                yield Paragraph(("No source names a forum in which both sides sit for this.",))


def _notes(result: Pathways) -> Iterator[Line]:
    yield (
        "Planning units rank efforts, a level from 1 for a workshop to 5 for a change of law; they "
        f"are neither money nor time. The horizon is {result.horizon_months} months; each barrier "
        "falls through one avenue; trends under way are not counted.",
    )
    if result.least_effort and (moves := result.least_effort.sets[0].moves):
        settings = [word for move in moves for word in ("--set", f"{move.criterion}={move.to}")]
        asked = result.asked or Asked(result.area.id, "", str(result.as_of))
        command = suggested(
            "what-if", [asked.area], settings, rubric=asked.rubric, as_of=asked.as_of
        )
        yield ("To see the first set at work: ", Code(command))
