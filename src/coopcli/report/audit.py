"""From the audit of a rubric to what it says about the rule and its questions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from coopcli.analysis.audit import LEAST_AREAS, REDUNDANT, Audit, Power
from coopcli.model import Light, PartialDate
from coopcli.report.blocks import Block, Code, Heading, Items, Line, Paragraph, Strong, Table
from coopcli.report.result import envelope, light_word, share
from coopcli.report.words import capital, counted, listed, percent

Data = dict[str, Any]

_ORDER = (Light.GREEN, Light.YELLOW, Light.RED)


def audit_result(found: Audit, as_of: PartialDate | None) -> Data:
    """The result of an audit; without ``as_of`` each area is judged on its own date."""
    return envelope("audit", found.rubric) | {
        "as_of": None if as_of is None else str(as_of),
        "areas": found.areas,
        "profiles": {light_word(light): share(found.profiles[light]) for light in _ORDER},
        "lights": {light_word(light): found.lights.get(light, 0) for light in (*_ORDER, None)},
        "criteria": [_criterion(power, found) for power in found.powers],
        "dead": list(found.dead),
        "dictators": list(found.dictators),
        "vetoers": list(found.vetoers),
        "unreachable": [light_word(light) for light in found.unreachable],
        "constant": list(found.constant),
        "pairs": [
            {
                "first": pair.first.id,
                "second": pair.second.id,
                "correlation": _decimal(pair.correlation),
                "areas": pair.areas,
            }
            for pair in found.pairs
        ],
        "compared": found.compared,
        "redundant_from": share(REDUNDANT),
        "least_areas": LEAST_AREAS,
    }


def _criterion(power: Power, found: Audit) -> Data:
    criterion = power.criterion
    gate = criterion.veto
    return {
        "id": criterion.id,
        "name": criterion.name,
        "weight": criterion.weight,
        "gate": None if gate is None else {"green": gate.green, "yellow": gate.yellow},
        "nominal": share(power.nominal),
        "voting": share(power.voting),
        "decides": {light_word(aim): share(power.decides[aim]) for aim in _ORDER[:2]},
        "effective": share(power.effective),
        "rated": found.rated[criterion.id],
    }


def _decimal(value: Fraction) -> str:
    """A value in [-1, 1] with its four decimals, exact."""
    steps = abs(value) * 10**4
    return f"{'-' if value < 0 else ''}{steps // 10**4}.{int(steps % 10**4):04}"


def audit_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The findings, then the power of each question; -1 is the findings alone."""
    rubric = data["rubric"]
    blocks: list[Block] = [
        Heading(f"Audit: {rubric['title']}", 1),
        Items(tuple(_findings(data))),
    ]
    if detail < 0:
        return blocks
    return [*blocks, *_power(data), *_areas(data)]


def _findings(data: Data) -> Iterator[Line]:
    names = {criterion["id"]: criterion["name"].lower() for criterion in data["criteria"]}

    def told(key: str) -> str:
        return listed(names[name] for name in data[key])

    count = len(data["criteria"])
    if data["dead"]:
        yield (Strong("Dead"), f": no answer ever changes a light through {told('dead')}.")
    else:
        yield (f"No dead question: each of the {count} changes a light in some case.",)
    if data["dictators"]:
        yield (Strong("Dictator"), f": {told('dictators')} is a majority alone.")
    else:
        yield ("No dictator: no question is a majority alone.",)
    if data["vetoers"]:
        yield (Strong("Veto by weight"), f": no majority without {told('vetoers')}.")
    if data["unreachable"]:
        lights = listed(light.capitalize() for light in data["unreachable"])
        yield (Strong("Unreachable"), f": no answers give {lights}.")
    else:
        yield ("All three lights can be reached.",)
    if data["constant"]:
        yield (Strong("Always the same"), f": every area answers {told('constant')} alike.")
    if data["pairs"]:
        pairs = counted(len(data["pairs"]), "pair")
        yield (Strong("Near doubles"), f": {pairs} of questions rank the areas almost alike.")
    elif data["compared"]:
        yield ("No two questions rank the areas almost alike.",)


def _power(data: Data) -> Iterator[Block]:
    yield Heading("What each question weighs")
    rows = tuple(
        (
            (Code(c["id"]),),
            (percent(c["nominal"]),),
            (percent(c["voting"]),),
            (percent(c["decides"]["green"]),),
            (percent(c["decides"]["yellow"]),),
            (percent(c["effective"]),),
            ("yes" if c["gate"] else "–",),
        )
        for c in data["criteria"]
    )
    yield Table(("question", "weight", "vote", "Green", "Yellow", "power", "gate"), rows)
    yield Paragraph(
        (
            "Weight: share of all weight. Vote: share of the swings among all coalitions of "
            "questions, without gates (Banzhaf). Green, Yellow: in this share of all combinations "
            "of the other answers this answer alone decides whether the light is reached. Power: "
            "its part in all such decisions, gates included. Every level counts as equally likely "
            "here, which no area is: the numbers compare questions and predict nothing.",
        )
    )


def _areas(data: Data) -> Iterator[Block]:
    yield Heading("Lights")
    rows = tuple(
        ((light.capitalize(),), (percent(data["profiles"][light]),), (f"{data['lights'][light]}",))
        for light in ("green", "yellow", "red")
    )
    undetermined = (("Undetermined",), ("–",), (f"{data['lights']['undetermined']}",))
    yield Table(("light", "of all answers", "areas"), (*rows, undetermined))
    yield Heading("Questions that may count one thing twice")
    if data["pairs"]:
        yield Table(
            ("question", "question", "correlation", "areas"),
            tuple(
                (
                    (Code(pair["first"]),),
                    (Code(pair["second"]),),
                    (pair["correlation"],),
                    (f"{pair['areas']}",),
                )
                for pair in data["pairs"]
            ),
        )
    compared = capital(counted(data["compared"], "pair"))
    bound = float(Fraction(data["redundant_from"]))
    told = (
        f"{compared} of questions could be compared; told are rank correlations (Spearman) of at "
        f"least {bound:g} either way, over the areas rated on both, {data['least_areas']} or more. "
        "Areas rated by the same hand may agree for that reason alone."
    )
    yield Paragraph((told,))
