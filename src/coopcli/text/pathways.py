"""From the cheapest sets of better answers to what they take, through whom, and what blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from coopcli.analysis.pathways import Why
from coopcli.commands import suggested
from coopcli.results.parts import Asked
from coopcli.results.values import UNDETERMINED
from coopcli.studies.pathways import Immovable, Optimum, Pathway, Pathways, Step
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
from coopcli.text.brief_ahead import nearest_words
from coopcli.text.notes import documents, offer_line
from coopcli.text.words import capital, counted, inner, listed, number, sentence

FEW = 5
"""Sets of one cost that are shown in full; with grounds all are."""


def pathways_blocks(result: Pathways, *, detail: int = 0) -> list[Block]:
    """The ways, then each step with its offers; -1 is the ways alone, 1 lists all of them."""
    aim, least = result.aim.name, result.least_effort
    blocks: list[Block] = [Heading(f"Ways to {aim}: {result.area.name}", 1)]
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
        yield (f"There is no light, and no step leads to one: {result.too_few}.",)
        return
    if result.light is UNDETERMINED:
        yield (
            "There is no light yet: look for the missing answers first. The steps count from the "
            "worst light that the answers allow, ",
            Mark(result.counted_from),
            ".",
        )
    if result.reached:
        yield (f"{aim.name} is reached already.",)
    wanted = aim.name if aim == result.rubric.light_ids[0] else f"{aim.name} or better"
    verb = "is" if result.votes_now == 1 else "are"
    line = (
        f"{result.votes_now} of {_votes(result)} {verb} {wanted}, {result.votes_needed} are needed"
    )
    if result.spare:
        line += f", and {_to_spare(result.spare)}"
    yield (f"{line}.",)
    if result.near:
        names_inside = {name: inner(word) for name, word in names.items()}
        yield (nearest_words(result.near, names_inside, start=f"Enough for {aim.name}"),)
    if result.vetoed_by:
        closed = listed(inner(names[name]) for name in result.vetoed_by)
        one = len(result.vetoed_by) == 1
        subject = f"The veto of {closed} rules" if one else f"The vetoes of {closed} each rule"
        yield (f"{subject} it out today.",)


def _votes(result: Pathways) -> str:
    """All that is counted: answers, or points where questions weigh differently."""
    return f"{result.votes} {'answers' if result.votes == len(result.criteria) else 'points'}"


def _to_spare(spare: int) -> str:
    return f"{counted(spare, 'answer')} to spare"


def _sets(least: Optimum, result: Pathways, detail: int) -> Iterator[Block]:
    fewest = result.fewest_questions or least
    if not least.effort:
        if not result.reached or result.spare:
            yield Paragraph(("No step is needed.",))
    elif least == fewest:
        yield from _set_items("Cheapest", least, result, detail)
    else:
        yield from _set_items("Cheapest", least, result, detail)
        yield from _set_items("With the fewest changes", fewest, result, detail)
    dearer = result.prices[-1]
    price = dearer.effort
    if price is None:
        text = f"With {_to_spare(dearer.spare)} there is no way."
    else:
        text = f"With {_to_spare(dearer.spare)}: {f'effort {price}' if price else 'no effort'}."
    yield Paragraph((text,))


def _cost(optimum: Optimum) -> str:
    moved = {len(one.moves) for one in optimum.sets}
    changes = listed((counted(count, "change") for count in sorted(moved)), "or")
    each = " each" if optimum.total > 1 else ""
    return f"{counted(optimum.total, 'way')}, {changes}{each}, effort {optimum.effort}"


def _set_items(word: str, optimum: Optimum, result: Pathways, detail: int) -> Iterator[Block]:
    yield Paragraph((Strong(f"{word}: "), f"{_cost(optimum)}."))
    shown = optimum.sets if detail > 0 else optimum.sets[:FEW]
    yield Items(tuple(_set_line(one, result) for one in shown))
    if left := optimum.total - len(shown):
        yield Paragraph((f"And {counted(left, 'more way')} of the same effort.",))


def _set_line(one: Pathway, result: Pathways) -> Line:
    names = result.criteria
    moves = listed(f"{inner(names[move.criterion])} {move.from_}→{move.to}" for move in one.moves)
    ways = listed(f"{result.avenues[name]} {effort}" for name, effort in one.avenues.items())
    return (capital(moves), f" ({ways}).")


def _blocked(result: Pathways) -> Iterator[Block]:
    aim, spare = result.aim.name, result.spare
    cheapest = result.prices[0].effort
    if not result.avenues:
        text = f" lead to {aim}: the rubric names none. An avenue is a way to better answers."
        yield Paragraph((Strong("No avenues"), text))
    elif spare and cheapest is not None:
        least = f"the least effort is {cheapest}" if cheapest else "no step is needed"
        text = f" lead to {aim} with {_to_spare(spare)}. With none to spare {least}."
        yield Paragraph((Strong("No avenues"), text))
    else:
        yield Paragraph((Strong("No avenues"), f" lead to {aim}."))
    short = result.votes_possible < result.votes_needed
    vetoes = [entry for entry in result.blockers if entry.blocks]
    if vetoes:
        alone = "One veto" if len(vetoes) == 1 else "Each of these vetoes"
        yield Paragraph((f"{alone} is enough to rule it out:",))
        yield _reasons(result, vetoes)
    if short or not vetoes:
        stays = [entry for entry in result.immovable if entry not in vetoes]
        start = "While this stays so" if vetoes else "Even if all else worked"
        good = f"{result.votes_possible} of {_votes(result)} at best would be good enough"
        spared = f", and {_to_spare(spare)}" if spare else ""
        needed = f"{result.votes_needed} are needed{spared}"
        rest = f" These stay {'too' if vetoes else 'as they are'}:" if stays else ""
        yield Paragraph((f"{start}, {good}; {needed}.{rest}",))
        if stays:
            yield _reasons(result, stays)


def _reasons(result: Pathways, entries: Iterable[Immovable]) -> Items:
    """Why each answer stays; missing answers that block nothing alone share a line."""
    names = result.criteria
    missing = [e for e in entries if e.why is Why.MISSING and not e.blocks]
    lines: list[Line] = [
        (Strong(names[e.criterion]), f": {_why(e)}") for e in entries if e not in missing
    ]
    if missing:
        them = listed(inner(names[e.criterion]) for e in missing)
        lines.append((Strong("Not answered"), f": {them}. {_UNKNOWN}"))
    return Items(tuple(lines))


_UNKNOWN = "Find the answer first: nobody can change what is not known."


def _why(entry: Immovable) -> str:
    match entry.why:
        case Why.MISSING:
            reason = sentence(entry.reason)
            why = reason if reason.startswith("Not answered") else f"Not answered. {reason}"
            return f"{inner(why)} {_UNKNOWN}"
        case Why.FIXED:
            return f"at {entry.level}; nothing here can lower it. {entry.reason}"
        case Why.BEYOND:
            return f"at {entry.level}. {entry.reason}".rstrip()
        case Why.TOO_FAR:
            return (
                f"at {entry.level}; it must fall by {counted(entry.fall, 'level')}, "
                f"and no avenue lowers it by more than {number(entry.reach)} in time."
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
        text = f"Rated {low}-{high}; the worse end counts. Better evidence may save steps."
        yield Paragraph((text,))
    yield Paragraph((Strong("Now: "), step.now))
    yield Paragraph((Strong("Then: "), step.then))
    if step.in_every_set:
        yield Paragraph(("Every cheapest way needs this step.",))
    for position, way in enumerate(step.ways):
        line: list[Inline] = [
            "" if position == 0 else "Or through ",
            Strong(result.avenues[way.avenue]),
            f", effort {way.effort}",
        ]
        offers = way.offers
        line.append(":" if offers else ". No source known by then offers anything for it.")
        yield Paragraph(tuple(line))
        if offers:
            yield Items(tuple(offer_line(offer) for offer in offers))
            if not any(offer.forum for offer in offers):
                yield Paragraph(("No source names a forum with all parties as members.",))


def _notes(result: Pathways) -> Iterator[Line]:
    if result.avenues:
        yield (
            "Effort counts 1 to 5 for each level, as the rubric says. It is neither money nor "
            f"time. Steps must fit into {result.horizon_months} months. Each answer improves "
            "through one avenue, and trends are left out.",
        )
    if result.least_effort and (moves := result.least_effort.sets[0].moves):
        settings = [word for move in moves for word in ("--set", f"{move.criterion}={move.to}")]
        asked = result.asked or Asked(result.area.id, "", str(result.as_of))
        command = suggested(
            "what-if", [asked.area], settings, rubric=asked.rubric, as_of=asked.as_of
        )
        yield ("To try the first way: ", Code(command))
