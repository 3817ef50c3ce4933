"""From the cheapest sets of barrier reductions to what they take, through whom, and what blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopcli.analysis.pathways import Immovable, Optimum, Pathway, Pathways, Step, Why
from coopcli.model import Rating
from coopcli.report.blocks import (
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
from coopcli.report.notes import documents, offer_line, sources_of
from coopcli.report.result import envelope, light_word, offers_data, source_data
from coopcli.report.words import capital, counted, listed, number
from coopcli.results import parts as results
from coopcli.results.codec import decode

Data = dict[str, Any]

FEW = 5
"""Sets of one cost that are told in full; with grounds all are."""


def pathways_result(found: Pathways) -> Data:
    """The result of the pathways of one area."""
    assessment = found.assessment
    steps = [_step(step, found) for step in _steps(found)]
    cited = dict.fromkeys(
        offer["passage"]["source"]
        for step in steps
        for way in step["ways"]
        for offer in way["offers"]
    )
    return envelope("pathways", assessment.rubric) | {
        "area": {"id": assessment.area.id, "name": assessment.area.name},
        "as_of": str(assessment.as_of),
        "light": light_word(assessment.light),
        "outlook": assessment.outlook.value,
        "counted_from": light_word(assessment.worst),
        "aim": light_word(found.aim),
        "reached": found.reached,
        "spare": found.spare,
        "horizon_months": assessment.rubric.horizon_months,
        "votes": assessment.rubric.total_weight,
        "votes_needed": found.votes_needed,
        "votes_now": found.votes_now,
        "votes_possible": found.votes_possible,
        "closed_gates": [
            answer.criterion.id for answer in assessment.answers if found.aim in answer.vetoes
        ],
        "least_effort": _optimum(found.least_effort),
        "fewest_questions": _optimum(found.fewest_questions),
        "prices": [{"spare": spare, "effort": effort} for spare, effort in enumerate(found.prices)],
        "steps": steps,
        "blockers": [_immovable(entry) for entry in found.blockers],
        "immovable": [_immovable(entry) for entry in found.immovable],
        "avenues": {avenue.id: avenue.name for avenue in assessment.rubric.avenues},
        "criteria": {c.id: c.name for c in assessment.rubric.criteria.values()},
        "sources": [source_data(assessment.area.sources[name]) for name in cited],
    }


def _optimum(optimum: Optimum | None) -> Data | None:
    if optimum is None:
        return None
    return {
        "effort": optimum.pathways[0].effort,
        "total": optimum.total,
        "sets": [_pathway(pathway) for pathway in optimum.pathways],
    }


def _pathway(pathway: Pathway) -> Data:
    by_avenue: dict[str, int] = {}
    for step in pathway.steps:
        way = step.ways[0]
        by_avenue[way.avenue] = by_avenue.get(way.avenue, 0) + way.effort
    return {
        "effort": pathway.effort,
        "avenues": by_avenue,
        "moves": [
            {"criterion": step.criterion.id, "from": step.start, "to": step.end}
            for step in pathway.steps
        ],
    }


def _steps(found: Pathways) -> list[Step]:
    """Every step of any set, once, in the order of the rubric."""
    optima = [optimum for optimum in (found.least_effort, found.fewest_questions) if optimum]
    steps = {
        (step.criterion.id, step.end): step
        for optimum in optima
        for pathway in optimum.pathways
        for step in pathway.steps
    }
    order = list(found.assessment.rubric.criteria)
    return [steps[key] for key in sorted(steps, key=lambda key: (order.index(key[0]), -key[1]))]


def _step(step: Step, found: Pathways) -> Data:
    criterion, assessment = step.criterion, found.assessment
    avenues = {avenue.id: avenue for avenue in assessment.rubric.avenues}
    answer = next(a for a in assessment.answers if a.criterion.id == criterion.id)
    ranged = isinstance(answer.rating, Rating) and answer.low < answer.high
    sets = found.least_effort.pathways if found.least_effort else ()
    return {
        "criterion": criterion.id,
        "gate": criterion.veto is not None,
        "from": step.start,
        "to": step.end,
        "range": [answer.low, answer.high] if ranged else None,
        "now": criterion.anchors[step.start],
        "then": criterion.anchors[step.end],
        "in_every_set": all(step in pathway.steps for pathway in sets),
        "ways": [
            {
                "avenue": way.avenue,
                "effort": way.effort,
                "offers": offers_data(avenues[way.avenue], [criterion.id], assessment),
            }
            for way in step.ways
        ],
    }


def _immovable(entry: Immovable) -> Data:
    return {
        "criterion": entry.criterion.id,
        "level": entry.level,
        "why": entry.why.value,
        "reason": entry.reason,
        "blocks": entry.blocks,
        "fall": entry.fall,
        "reach": entry.reach,
    }


def pathways_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The sets, then each step with its offers; -1 is the sets alone, 1 tells all sets."""
    aim = data["aim"].capitalize()
    blocks: list[Block] = [Heading(f"Pathways to {aim}: {data['area']['name']}", 1)]
    blocks += [Paragraph(line) for line in _standing(data)]
    blocks += list(_sets(data, detail)) if data["least_effort"] else list(_blocked(data))
    if detail < 0:
        return blocks
    if data["steps"]:
        blocks += [Heading("The steps"), *(_step_panel(step, data) for step in data["steps"])]
    if data["immovable"] and data["least_effort"] and not data["reached"]:
        blocks += [Heading("What no avenue moves far enough"), _reasons(data, data["immovable"])]
    blocks += [Paragraph(line) for line in _notes(data)]
    return [*blocks, *documents(sources_of(data))] if data["sources"] else blocks


def _standing(data: Data) -> Iterator[Line]:
    aim, names = data["aim"], data["criteria"]
    yield ("Today: ", Mark(data["light"]), f", as of {data['as_of']}.")
    if data["light"] == "undetermined":
        yield (
            "No light can be given yet. The steps count from the worst that the answers allow, ",
            Mark(data["counted_from"]),
            "; missing answers should be looked for first.",
        )
    if data["reached"]:
        yield (f"{aim.capitalize()} is reached already.",)
    told = "green" if aim == "green" else "green or yellow"
    line = f"{data['votes_now']} of {data['votes']} votes are {told}, {data['votes_needed']} needed"
    if data["spare"]:
        line += f", with {_to_spare(data['spare'])}"
    if data["closed_gates"]:
        closed = listed(names[name].lower() for name in data["closed_gates"])
        line += f"; closed by {closed}"
    yield (f"{line}.",)


def _to_spare(spare: int) -> str:
    return f"{counted(spare, 'answer')} to spare"


def _sets(data: Data, detail: int) -> Iterator[Block]:
    least, fewest = data["least_effort"], data["fewest_questions"]
    if not least["effort"]:
        if not data["reached"] or data["spare"]:
            yield Paragraph(("No step is needed.",))
    elif least == fewest:
        told = f"Least effort and fewest questions: {_cost(least)}"
        yield from _set_items(told, least, data, detail)
    else:
        yield from _set_items(f"Least effort: {_cost(least)}", least, data, detail)
        yield from _set_items(f"Fewest questions: {_cost(fewest)}", fewest, data, detail)
    dearer = data["prices"][-1]
    price = dearer["effort"]
    if price is None:
        told = f"With {_to_spare(dearer['spare'])} there would be no pathway."
    else:
        units = counted(price, "planning unit") if price else "no more"
        told = f"With {_to_spare(dearer['spare'])} the least is {units}."
    yield Paragraph((told,))


def _cost(optimum: Data) -> str:
    moved = {len(one["moves"]) for one in optimum["sets"]}
    questions = listed((counted(count, "question") for count in sorted(moved)), "or")
    units = counted(optimum["effort"], "planning unit")
    return f"{units}, {questions}, {counted(optimum['total'], 'set')}"


def _set_items(told: str, optimum: Data, data: Data, detail: int) -> Iterator[Block]:
    yield Paragraph((Strong(f"{told}:"),))
    shown = optimum["sets"] if detail > 0 else optimum["sets"][:FEW]
    yield Items(tuple(_set_line(one, data) for one in shown))
    if left := optimum["total"] - len(shown):
        yield Paragraph((f"And {number(left)} more of the same effort.",))


def _set_line(one: Data, data: Data) -> Line:
    names = data["criteria"]
    moves = listed(
        f"{names[move['criterion']].lower()} {move['from']}→{move['to']}" for move in one["moves"]
    )
    ways = listed(f"{data['avenues'][name]} {effort}" for name, effort in one["avenues"].items())
    return (capital(moves), f" ({ways}).")


def _blocked(data: Data) -> Iterator[Block]:
    aim, spare = data["aim"].capitalize(), data["spare"]
    cheapest = data["prices"][0]["effort"]
    if spare and cheapest is not None:
        least = (
            f"the least is {counted(cheapest, 'planning unit')}" if cheapest else "none is needed"
        )
        told = f" reaches {aim} with {_to_spare(spare)}; without any to spare {least}."
        yield Paragraph((Strong("No pathway"), told))
    else:
        yield Paragraph((Strong("No pathway"), f" through the avenues reaches {aim}."))
    short = data["votes_possible"] < data["votes_needed"]
    gates = [entry for entry in data["blockers"] if entry["blocks"]]
    if gates:
        yield Paragraph(("Closed by itself:" if len(gates) == 1 else "Each closed by itself:",))
        yield _reasons(data, gates)
    if short or not gates:
        stays = [entry for entry in data["immovable"] if entry not in gates]
        besides = "Besides, at" if gates else "At"
        yield Paragraph(
            (
                f"{besides} most {data['votes_possible']} of {data['votes']} votes can be "
                f"brought, {data['votes_needed']} are needed"
                f"{f' and {_to_spare(spare)}' if spare else ''}."
                f"{' What stays above the line:' if stays else ''}",
            )
        )
        if stays:
            yield _reasons(data, stays)


def _reasons(data: Data, entries: list[Data]) -> Items:
    """Why each barrier stays; missing answers that block nothing alone share a line."""
    names = data["criteria"]
    missing = [e for e in entries if e["why"] == Why.MISSING.value and not e["blocks"]]
    lines: list[Line] = [
        (Strong(names[e["criterion"]]), f": {_why(e)}") for e in entries if e not in missing
    ]
    if missing:
        them = listed(names[e["criterion"]].lower() for e in missing)
        lines.append((Strong("Not rated"), f": {them}. {_UNKNOWN}"))
    return Items(tuple(lines))


_UNKNOWN = "What is not known cannot be moved: it has to be rated first."


def _why(entry: Data) -> str:
    match Why(entry["why"]):
        case Why.MISSING:
            return f"not answered, {entry['reason'].rstrip('.')}. {_UNKNOWN}"
        case Why.FIXED:
            return f"at {entry['level']}, held fixed in this area. {entry['reason']}"
        case Why.BEYOND:
            return f"at {entry['level']}. {entry['reason']}"
        case Why.TOO_FAR:
            return (
                f"at {entry['level']}; it would have to fall by {counted(entry['fall'], 'level')}, "
                f"and no avenue takes off more than {number(entry['reach'])} in time."
            )


def _step_panel(step: Data, data: Data) -> Panel:
    name = data["criteria"][step["criterion"]]
    gate = ", gate" if step["gate"] else ""
    title: Line = (Strong(name), f" {step['from']}→{step['to']}{gate}")
    return Panel(title, tuple(_step_told(step, data)))


def _step_told(step: Data, data: Data) -> Iterator[Block]:
    if step["range"]:
        low, high = step["range"]
        told = f"Rated {low}-{high}; the upper end counts. Better evidence may save steps."
        yield Paragraph((told,))
    yield Paragraph((Strong("Now: "), step["now"]))
    yield Paragraph((Strong("To be true: "), step["then"]))
    if step["in_every_set"]:
        yield Paragraph(("Part of every set of least effort.",))
    for position, way in enumerate(step["ways"]):
        line: list[Inline] = [
            "" if position == 0 else "Or through ",
            Strong(data["avenues"][way["avenue"]]),
            f", {counted(way['effort'], 'planning unit')}",
        ]
        offers = way["offers"]
        line.append(":" if offers else "; no source known by then offers anything for it.")
        yield Paragraph(tuple(line))
        if offers:
            yield Items(tuple(offer_line(decode(results.Offer, offer)) for offer in offers))
            if not any(offer["forum"] for offer in offers):
                yield Paragraph(("No source names a forum in which both sides sit for this.",))


def _notes(data: Data) -> Iterator[Line]:
    yield (
        "Planning units rank efforts, a level from 1 for a workshop to 5 for a change of law; they "
        f"are neither money nor time. The horizon is {data['horizon_months']} months; each barrier "
        "falls through one avenue; trends under way are not counted.",
    )
    if data["least_effort"] and data["least_effort"]["sets"][0]["moves"]:
        settings = " ".join(
            f"--set {move['criterion']}={move['to']}"
            for move in data["least_effort"]["sets"][0]["moves"]
        )
        yield (
            "To see the first set at work: ",
            Code(f"coopcli what-if {data['area']['id']} {settings}"),
        )
