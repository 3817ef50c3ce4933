"""From the result on how firm a light is to what the report says, in which order and words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from coopcli.model import Outlook
from coopcli.report.blocks import (
    Block,
    Code,
    Heading,
    Items,
    Line,
    Mark,
    Paragraph,
    Strong,
    Table,
    Verdict,
)
from coopcli.report.reasons import firmness_words
from coopcli.report.words import (
    capital,
    counted,
    listed,
    number,
    outlook_words,
    rounded,
    share_words,
)
from coopcli.results import parts as results
from coopcli.results.codec import decode
from coopcli.results.values import UNDETERMINED, LightId

Data = dict[str, Any]


def robustness_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The report; ``detail`` -1 is the verdict alone, 1 lists every set of fewest moves."""
    blocks: list[Block] = [_verdict(data)]
    if detail < 0:
        return blocks
    for part in (
        _shares_told(data),
        _tipping_told(data, detail),
        _unknowns_told(data),
        _opinions_told(data),
        _sensitivity_told(data),
    ):
        blocks += part
    return blocks


def _verdict(data: Data) -> Verdict:
    firmness = decode(results.Robustness, data["robustness"])
    area_light = UNDETERMINED if data["light"] == UNDETERMINED else LightId(data["light"])
    facts: list[Line] = [(f"{firmness_words(area_light, firmness)}.",)]
    facts += [(f"{capital(reason)}.",) for reason in data["undetermined_because"]]
    if data["best"] != data["worst"]:
        facts.append(("The answers allow ", Mark(data["worst"]), " to ", Mark(data["best"]), "."))
    rubric = data["rubric"]
    facts.append(
        (f"As of {data['as_of']}; {rubric['title']}, {rubric['id']} {rubric['version']}.",)
    )
    return Verdict(
        data["area"]["name"],
        data["light"],
        outlook_words(Outlook(data["outlook"]), data["turning"]),
        tuple(facts),
    )


_LAWS = {
    ("uniform", "weights"): "any weights, levels as rated",
    ("uniform", "weights-and-levels"): "any weights, any likely levels",
    ("concentrated", "weights"): "weights near the rubric's, levels as rated",
    ("concentrated", "weights-and-levels"): "weights near the rubric's, any likely levels",
    ("fixed", "levels"): "the rubric's weights, any likely levels",
}


def _shares_told(data: Data) -> Iterator[Block]:
    marks = list(data["robustness"]["words"].values())
    yield Heading("Share of weightings and levels that give each light")
    rows: list[tuple[Line, ...]] = []
    for law in data["laws"]:
        shares = [
            (share_words(law["shares"][light]["low"], law["shares"][light]["high"], marks),)
            for light in ("green", "yellow", "red")
        ]
        name = _LAWS[law["law"], law["varied"]]
        rows.append(((law["word"] or "–",), (name,), *shares, (law["entropy_bits"] or "–",)))
    yield Table(("word", "over", "Green", "Yellow", "Red", "bits"), tuple(rows))
    yield Paragraph((" ".join(_laws_told(data)),))


def _laws_told(data: Data) -> Iterator[str]:
    laws = {law["law"]: law for law in data["laws"]}
    yield "Any weights: every weighting of the questions is as likely as any other (uniform law)."
    if "concentrated" in laws:
        times = laws["concentrated"]["concentration"]
        yield (
            "Near the rubric's: a Dirichlet law whose parameters are the rubric's weights times "
            f"{times}."
        )
    else:
        yield "Weights near the rubric's are not worked out: its weights are too large for that."
    yield (
        "Likely levels: each answer may be off as far as its evidence leaves room, the levels of a "
        "range are equally likely, and a missing answer may have any level. With levels as rated, "
        "a span shows what missing answers and ranges leave open. Bits measure how evenly the "
        "shares are spread: 0 where one light has all, 1.58 where all three have the same."
    )
    words = data["robustness"]["words"]
    yield (
        f"Firm: from {words['firm']} on; likely: from {words['likely']}; contested: from "
        f"{words['contested']}; fragile: below. The share never replaces the light."
    )


def _tipping_told(data: Data, detail: int) -> Iterator[Block]:
    told = data["tipping"]
    yield Heading("What would move it")
    if told is None:
        yield Paragraph(("There is no light to move: too little is known.",))
        return
    yield Items(tuple(_moves_told(data, detail)) + tuple(_rule_told(data)))
    if told["changes"]:
        yield Paragraph(("One answer alone would do it, if all others stay as they are:",))
        rows = tuple(
            (
                (Mark(change["light"]),),
                (data["names"][change["criterion"]],),
                (f"{change['rated']}",),
                (f"{change['level']}",),
            )
            for change in told["changes"]
        )
        yield Table(("light", "answer", "counts as", "at"), rows)
    else:
        yield Paragraph(("No answer alone would move it.",))


def _moves_told(data: Data, detail: int) -> Iterator[Line]:
    moves = data["tipping"]["moves"]
    for way in moves:
        sets = [_levels_told(data, chosen) for chosen in way["sets"]]
        shown = sets if detail > 0 else sets[:1]
        told = f": {capital(counted(way['steps'], 'step'))} away, "
        if way["ways"] == 1:
            told += f"by {shown[0]}."
        else:
            told += f"in {number(way['ways'])} ways, such as {'; or '.join(shown)}."
        yield (Strong(way["to"].capitalize()), told)
    if not moves:
        yield (Strong("Levels"), ": no change of rated answers alone leads to another light.")


def _levels_told(data: Data, levels: list[Data]) -> str:
    names = data["names"]
    return listed(f"{names[entry['criterion']].lower()} at {entry['level']}" for entry in levels)


def _rule_told(data: Data) -> Iterator[Line]:
    told, names, light = data["tipping"], data["names"], data["light"].capitalize()
    interval = told["majorities"]
    yield (
        Strong("Majority"),
        f": {light} for every majority over {interval['over']} and up to {interval['up_to']}; "
        f"the rule asks for {data['rule']['majority']}.",
    )
    for weight in told["dimensions"]:
        turns = [
            f"{bound['light'].capitalize()} {_place(bound, way)}"
            for way in ("below", "above")
            if (bound := weight[way])
        ]
        then = listed(turns) if turns else f"{light} whatever its weight"
        name = names[weight["dimension"]]
        yield (Strong(name), f", {weight['share']} of the weight: {then}.")
    lost = [entry for entry in told["omissions"] if entry["light"] != data["light"]]
    without = [f"{names[e['criterion']].lower()} ({e['light'].capitalize()})" for e in lost]
    stays = f"{light} without any one of them"
    yield (
        Strong("Questions"),
        f": another light without {listed(without, 'or')}." if lost else f": {stays}.",
    )
    bare = told["without_gates"]
    yield (Strong("Gates"), f": {bare.capitalize()} if no gate could close.")


def _place(bound: Data, way: str) -> str:
    if way == "below":
        return f"from {bound['share']} down" if bound["at"] else f"below {bound['share']}"
    return f"from {bound['share']} up" if bound["at"] else f"above {bound['share']}"


def _unknowns_told(data: Data) -> Iterator[Block]:
    told, names = data["unknowns"], data["names"]
    yield Heading("What the open answers could change")
    lines: list[Line] = []
    if told["decisive"]:
        decisive = listed(names[name].lower() for name in told["decisive"])
        lines.append((Strong("Could change the light"), f": {decisive}."))
    if told["idle"]:
        idle = listed(names[name].lower() for name in told["idle"])
        lines.append((Strong("Cannot, whatever they turn out to be"), f": {idle}."))
    if told["best"]["light"] != told["worst"]["light"]:
        lines += [_extreme(data, told["best"], "most"), _extreme(data, told["worst"], "least")]
    if lines:
        yield Items(tuple(lines))
    else:
        yield Paragraph(("No answer is missing, and none is given as a range.",))


def _extreme(data: Data, completion: Data, bound: str) -> Line:
    """A completion in words, with the answers that need the same level told together."""
    name, others = ("Best", "worst") if bound == "most" else ("Worst", "best")
    by_level: dict[int, list[str]] = {}
    for need in completion["needs"]:
        by_level.setdefault(need["level"], []).append(data["names"][need["criterion"]].lower())
    needs = listed(
        f"{listed(names)} at {bound} {level}" for level, names in sorted(by_level.items())
    )
    told = f", with {needs}, even if all other open answers are at their {others}."
    return (Strong(name), ": ", Mark(completion["light"]), told)


_RULES = {
    "mean": "mean level",
    "geometric-mean": "geometric mean",
    "worst-dimension": "worst dimension",
    "no-gates": "majority without gates",
}


def _opinions_told(data: Data) -> Iterator[Block]:
    found = data["opinions"]
    yield Heading("Second opinions, which decide nothing")
    agree = sum(opinion["agrees"] is True for opinion in found)
    if data["light"] != "undetermined":
        yield Paragraph((f"{agree} of {len(found)} other rules agree.",))
    rows: list[tuple[Line, ...]] = []
    for opinion in found:
        says: Line = (Mark(opinion["worst"]),)
        if opinion["best"] != opinion["worst"]:
            says = (*says, " to ", Mark(opinion["best"]))
        rows.append(((_RULES[opinion["rule"]],), says, (_why(data, opinion),)))
    yield Table(("rule", "says", "why"), tuple(rows))
    yield Paragraph(
        (
            "The means take levels for quantities and let a low barrier make up for a high one. "
            "The geometric mean is taken of levels raised by one, so that a single 0 does not "
            "settle it.",
        )
    )


def _why(data: Data, opinion: Data) -> str:
    if opinion["rule"] == "no-gates":
        if opinion["agrees"] is False:
            names = listed(data["names"][name].lower() for name in opinion["because"])
            return f"the gate decides: {names}"
        return "gates make no difference" if opinion["agrees"] else "counts as the rule does"
    cuts = [Fraction(cut) for cut in data["rule"]["cuts"].values()]
    low, high = (rounded(Fraction(mean), cuts, 2) for mean in opinion["means"])
    green, yellow = (f"{float(cut):g}" for cut in cuts)
    where = f" in {data['names'][opinion['because'][0]].lower()}" if opinion["because"] else ""
    mean = low if low == high else f"{low} to {high}"
    told = f"{mean}{where}; Green up to {green}, Yellow up to {yellow}"
    if opinion["agrees"] is False:
        told = f"{told}; {_parting(data, opinion)}"
    if opinion["reached"]:
        told = f"{told}; {_reached_words(data, opinion['reached'])}"
    return told


def _reached_words(data: Data, reached: Data) -> str:
    marks = list(data["robustness"]["words"].values())
    green, better = (share_words(span["low"], span["high"], marks) for span in reached.values())
    return f"Green in {green} of weightings, at least Yellow in {better}"


_ORDER = ("red", "yellow", "green")


def _parting(data: Data, opinion: Data) -> str:
    kinder = _ORDER.index(opinion["worst"]) > _ORDER.index(data["light"])
    if opinion["rule"] == "worst-dimension":
        return "it looks at one dimension alone"
    if kinder and data["tipping"] and data["tipping"]["without_gates"] == opinion["worst"]:
        return "it knows no gates"
    if kinder:
        return "low barriers make up for high ones"
    return "it counts how far levels lie above a line, not how many"


def _sensitivity_told(data: Data) -> Iterator[Block]:
    told = data["sensitivity"]
    if told is None:
        return
    yield Heading("Which assumption moves the light most")
    how = f"{told['draws']} draws, seed {told['seed']}"
    if not told["groups"]:
        yield Paragraph((f"None: every draw gave the same light ({how}).",))
        return
    rows = tuple(
        ((group["group"],), (_index(group["first"]),), (_index(group["total"]),))
        for group in told["groups"]
    )
    yield Table(("assumption", "alone", "with all it interacts with"), rows)
    low, high = told["majorities"]
    yield Paragraph(
        (
            "Shares of the variance of the light that come from the weights (any), the levels "
            f"(as far as the evidence leaves room), the majority ({low} to {high}) and the rule "
            "(this one or the mean level), with 95 % bootstrap intervals. Where the second number "
            "is far above the first, assumptions act together. Sampled, not exact: near 0 the "
            f"noise can go below it ({how}).",
        )
    )


def _index(estimate: Mapping[str, str]) -> str:
    # Adding 0.0 takes the sign from a negative number that rounds to nothing.
    value, low, high = (
        f"{round(float(estimate[key]), 2) + 0.0:.2f}" for key in ("value", "low", "high")
    )
    return f"{value} ({low} to {high})"


def robustness_of_areas_blocks(data: Data, *, detail: int = 0) -> list[Block]:
    """The table of areas; with ``detail`` above 0 with the share of every light."""
    rows = tuple(_row(area, every=detail > 0) for area in data["areas"])
    columns = ("light", "area", "weightings", "levels too", "steps")
    told = (
        "Weightings: share of all weightings (uniform law) that give the light, with the levels as "
        "rated; levels too: the same if each level may be off as far as its evidence leaves room. "
        "Steps: the fewest changes of one level that lead to another light. Without a light the "
        "shares of all are told."
    )
    return [Table(columns, rows), Paragraph((told,))]


def _row(area: Data, *, every: bool) -> tuple[Line, ...]:
    firm = area["robustness"]
    near = firm["nearest"]
    return (
        (Mark(area["light"]),),
        (Code(area["id"]),),
        (_cell(area, firm["shares"], firm["word"], every=every),),
        (_cell(area, firm["with_levels"], firm["word_with_levels"], every=every),),
        (f"{near['to'].capitalize()} {near['steps']}" if near else "–",),
    )


def _cell(area: Data, spans: Data, word: str | None, *, every: bool) -> str:
    marks = list(area["robustness"]["words"].values())
    told = {light: share_words(s["low"], s["high"], marks) for light, s in spans.items()}
    every_light = listed(f"{light.capitalize()} {words}" for light, words in told.items())
    if word is None:
        return every_light
    return f"{word}; {every_light}" if every else f"{word} {told[area['light']]}"
