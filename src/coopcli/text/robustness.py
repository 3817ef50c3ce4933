"""From how firm a light is to what moves it, what is open, and what other rules say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import log2

from coopcli.model import Law
from coopcli.results.parts import Move, Span
from coopcli.results.values import UNDETERMINED, BetterLightId, LightId, name_of
from coopcli.studies.robustness import (
    Bound,
    Completion,
    Estimate,
    Opinion,
    OtherRule,
    RobustnessResult,
    Tipping,
    Varied,
)
from coopcli.text.blocks import (
    Block,
    Heading,
    Items,
    Line,
    Mark,
    Paragraph,
    Strong,
    Table,
    Verdict,
)
from coopcli.text.reasons import firmness_words
from coopcli.text.words import (
    capital,
    counted,
    cut_words,
    inner,
    listed,
    number,
    outlook_words,
    rounded,
    share_words,
)


def robustness_blocks(result: RobustnessResult, *, detail: int = 0) -> list[Block]:
    """The report; ``detail`` -1 is the verdict alone, 1 lists every set of fewest moves."""
    blocks: list[Block] = [_verdict(result)]
    if detail < 0:
        return blocks
    for part in (
        _shares(result),
        _tipping(result, detail),
        _unknowns(result),
        _opinions(result),
        _sensitivity(result),
    ):
        blocks += part
    return blocks


def _verdict(result: RobustnessResult) -> Verdict:
    judged, rubric = result.judged, result.rubric
    facts: list[Line] = [(f"{firmness_words(judged.light, judged.robustness)}.",)]
    facts += [(f"{capital(reason)}.",) for reason in result.undetermined_because]
    if result.judged.best != result.judged.worst:
        facts.append(
            ("The answers allow ", Mark(result.judged.worst), " to ", Mark(result.judged.best), ".")
        )
    facts.append((f"As of {judged.as_of}; {rubric.title}, {rubric.id} {rubric.version}.",))
    return Verdict(
        result.area.name,
        result.judged.light,
        outlook_words(judged.outlook, judged.turning),
        tuple(facts),
    )


_LAWS = {
    (Law.UNIFORM, Varied.WEIGHTS): "any weights, levels as rated",
    (Law.UNIFORM, Varied.WEIGHTS_AND_LEVELS): "any weights, any likely levels",
    (Law.CONCENTRATED, Varied.WEIGHTS): "weights near the rubric's, levels as rated",
    (Law.CONCENTRATED, Varied.WEIGHTS_AND_LEVELS): "weights near the rubric's, any likely levels",
    (Law.FIXED, Varied.LEVELS): "the rubric's weights, any likely levels",
}


def _shares(result: RobustnessResult) -> Iterator[Block]:
    marks = result.judged.robustness.words
    yield Heading("Share of weightings and levels that give each light")
    names = [light.name for light in result.rubric.light_ids]
    rows: list[tuple[Line, ...]] = []
    for law in result.laws:
        shares = [(share_words(*span, marks),) for span in law.shares.values()]
        name = _LAWS[law.law, law.varied]
        rows.append(
            ((law.word.value if law.word else "–",), (name,), *shares, (law.entropy_bits or "–",))
        )
    yield Table(("word", "over", *names, "bits"), tuple(rows))
    yield Paragraph((" ".join(_laws(result)),))


def _laws(result: RobustnessResult) -> Iterator[str]:
    laws = {law.law: law for law in result.laws}
    yield "Any weights: every weighting of the questions is as likely as any other (uniform law)."
    if Law.CONCENTRATED in laws:
        times = laws[Law.CONCENTRATED].concentration
        yield (
            "Near the rubric's: a Dirichlet law whose parameters are the rubric's weights times "
            f"{times}."
        )
    else:
        yield "Weights near the rubric's are not worked out: its weights are too large for that."
    yield (
        "Likely levels: each answer may be off as far as its evidence leaves room. The levels of a "
        "range are equally likely, and a missing answer may have any level. With levels as rated, "
        "a span shows what missing answers and ranges leave open. Bits measure how evenly the "
        f"shares are spread: 0 where one light has all, {_most_bits(result)} where all "
        f"{number(len(result.rubric.lights))} have the same."
    )
    words = result.judged.robustness.words
    yield (
        f"Firm: from {words.firm} on; likely: from {words.likely}; contested: from "
        f"{words.contested}; fragile: below. The share never replaces the light."
    )


def _most_bits(result: RobustnessResult) -> str:
    return f"{log2(len(result.rubric.lights)):.3g}"


def _tipping(result: RobustnessResult, detail: int) -> Iterator[Block]:
    tipping = result.tipping
    yield Heading("What would move it")
    if tipping is None:
        yield Paragraph(("There is no light to move: too little is known.",))
        return
    yield Items((*_moves(result, tipping, detail), *_rule(result, tipping)))
    if tipping.changes:
        yield Paragraph(("One answer alone would do it, if all others stay as they are:",))
        rows = tuple(
            (
                (Mark(change.light),),
                (result.names[change.criterion],),
                (f"{change.rated}",),
                (f"{change.level}",),
            )
            for change in tipping.changes
        )
        yield Table(("light", "answer", "counts as", "at"), rows)
    else:
        yield Paragraph(("No answer alone would move it.",))


def _moves(result: RobustnessResult, tipping: Tipping, detail: int) -> Iterator[Line]:
    moves = tipping.moves
    for way in moves:
        sets = [_levels(result, chosen) for chosen in way.sets]
        shown = sets if detail > 0 else sets[:1]
        words = f": {capital(counted(way.steps, 'step'))} away, "
        if way.ways == 1:
            words += f"by {shown[0]}."
        else:
            words += f"in {number(way.ways)} ways. {capital('. Or '.join(shown))}."
        yield (Strong(way.to.name), words)
    if not moves:
        yield (Strong("Levels"), ": no change of rated answers alone leads to another light.")


def _levels(result: RobustnessResult, levels: Iterable[Move]) -> str:
    names = result.names
    return listed(f"{inner(names[entry.criterion])} at {entry.level}" for entry in levels)


def _rule(result: RobustnessResult, tipping: Tipping) -> Iterator[Line]:
    names, light = result.names, name_of(result.judged.light)
    if interval := tipping.majorities:
        yield (
            Strong("Majority"),
            f": {light} for every majority over {interval.over} and up to {interval.up_to}; "
            f"the rule asks for {result.rule.majority}.",
        )
    for weight in tipping.dimensions:
        turns = [
            f"{bound.light.name} {_place(bound, way)}"
            for way, bound in (("below", weight.below), ("above", weight.above))
            if bound
        ]
        then = listed(turns) if turns else f"{light} whatever its weight"
        name = names[weight.dimension]
        yield (Strong(name), f", {weight.share} of the weight: {then}.")
    lost = [entry for entry in tipping.omissions if entry.light != result.judged.light]
    without = [f"{inner(names[e.criterion])} ({e.light.name})" for e in lost]
    stays = f"{light} without any one of them"
    yield (
        Strong("Questions"),
        f": another light without {listed(without, 'or')}." if lost else f": {stays}.",
    )
    bare = tipping.without_vetoes
    yield (Strong("Vetoes"), f": {bare.name} if no veto could close a light.")


def _place(bound: Bound, way: str) -> str:
    if way == "below":
        return f"from {bound.share} down" if bound.at else f"below {bound.share}"
    return f"from {bound.share} up" if bound.at else f"above {bound.share}"


def _unknowns(result: RobustnessResult) -> Iterator[Block]:
    unknowns, names = result.unknowns, result.names
    yield Heading("What the open answers could change")
    lines: list[Line] = []
    if unknowns.decisive:
        decisive = listed(inner(names[name]) for name in unknowns.decisive)
        lines.append((Strong("Could change the light"), f": {decisive}."))
    if unknowns.idle:
        idle = listed(inner(names[name]) for name in unknowns.idle)
        lines.append((Strong("Cannot, whatever they turn out to be"), f": {idle}."))
    if unknowns.best.light != unknowns.worst.light:
        lines += [
            _extreme(result, unknowns.best, "most"),
            _extreme(result, unknowns.worst, "least"),
        ]
    if lines:
        yield Items(tuple(lines))
    else:
        yield Paragraph(("No answer is missing, and none is given as a range.",))


def _extreme(result: RobustnessResult, completion: Completion, bound: str) -> Line:
    """A completion in words, with the answers that need the same level told together."""
    name, others = ("Best", "worst") if bound == "most" else ("Worst", "best")
    by_level: dict[int, list[str]] = {}
    for need in completion.needs:
        by_level.setdefault(need.level, []).append(inner(result.names[need.criterion]))
    needs = listed(
        f"{listed(names)} at {bound} {level}" for level, names in sorted(by_level.items())
    )
    words = f", with {needs}, even if all other open answers are at their {others}."
    return (Strong(name), ": ", Mark(completion.light), words)


_RULES = {
    OtherRule.MEAN: "mean level",
    OtherRule.GEOMETRIC_MEAN: "geometric mean",
    OtherRule.WORST_DIMENSION: "worst dimension",
    OtherRule.NO_VETOES: "majority without vetoes",
}


def _opinions(result: RobustnessResult) -> Iterator[Block]:
    found = result.opinions
    yield Heading("Second opinions, which decide nothing")
    agree = sum(opinion.agrees is True for opinion in found)
    if result.judged.light is not UNDETERMINED:
        yield Paragraph((f"{agree} of {len(found)} other rules agree.",))
    rows: list[tuple[Line, ...]] = []
    for opinion in found:
        says: Line = (Mark(opinion.worst),)
        if opinion.best != opinion.worst:
            says = (*says, " to ", Mark(opinion.best))
        rows.append(((_RULES[opinion.rule],), says, (_why(result, opinion),)))
    yield Table(("rule", "says", "why"), tuple(rows))
    yield Paragraph(
        (
            "The means take levels for quantities and let a low barrier make up for a high one. "
            "The geometric mean is taken of levels raised by one, so that a single 0 does not "
            "settle it.",
        )
    )


def _why(result: RobustnessResult, opinion: Opinion) -> str:
    if opinion.rule is OtherRule.NO_VETOES or opinion.means is None:
        if opinion.agrees is False:
            names = listed(inner(result.names[name]) for name in opinion.because)
            return f"the veto decides: {names}"
        return "vetoes make no difference" if opinion.agrees else "counts as the rule does"
    cuts = list(result.rule.cuts.values())
    low, high = (rounded(mean, cuts, 2) for mean in opinion.means)
    where = f" in {inner(result.names[opinion.because[0]])}" if opinion.because else ""
    mean = low if low == high else f"{low} to {high}"
    words = f"{mean}{where}; {cut_words(result.rule)}"
    if opinion.agrees is False:
        words = f"{words}; {_parting(result, opinion)}"
    if opinion.reached:
        words = f"{words}; {_reached_words(result, opinion.reached)}"
    return words


def _reached_words(result: RobustnessResult, reached: Mapping[BetterLightId, Span]) -> str:
    marks = result.judged.robustness.words
    words = [
        f"{'at least ' if place else ''}{light.name} in {share_words(*span, marks)}"
        f"{'' if place else ' of weightings'}"
        for place, (light, span) in enumerate(reached.items())
    ]
    return ", ".join(words)


def _parting(result: RobustnessResult, opinion: Opinion) -> str:
    light = result.judged.light
    kinder = isinstance(light, LightId) and light.rank < opinion.worst.rank
    if opinion.rule is OtherRule.WORST_DIMENSION:
        return "it looks at one dimension alone"
    if kinder and result.tipping and result.tipping.without_vetoes == opinion.worst:
        return "it knows no vetoes"
    if kinder:
        return "low barriers make up for high ones"
    return "it counts how far levels lie above a line, not how many"


def _sensitivity(result: RobustnessResult) -> Iterator[Block]:
    sample = result.sensitivity
    if sample is None:
        return
    yield Heading("Which assumption moves the light most")
    how = f"{sample.draws} draws, seed {sample.seed}"
    if not sample.groups:
        yield Paragraph((f"None: every draw gave the same light ({how}).",))
        return
    rows = tuple(
        ((group.group.value,), (_index(group.first),), (_index(group.total),))
        for group in sample.groups
    )
    yield Table(("assumption", "alone", "with all it interacts with"), rows)
    low, high = sample.majorities
    yield Paragraph(
        (
            "Each number is the share of the variance of the light that an assumption brings, with "
            "a 95 % bootstrap interval. Weights take any value; levels are off as far as the "
            f"evidence leaves room. The majority lies between {low} and {high}; the rule is this "
            "one or the mean level. Where the second number is far above the first, assumptions "
            f"act together. Sampled, not exact: near 0 the noise can go below it ({how}).",
        )
    )


def _index(estimate: Estimate) -> str:
    # Adding 0.0 takes the sign from a negative number that rounds to nothing.
    value, low, high = (f"{round(float(text), 2) + 0.0:.2f}" for text in estimate)
    return f"{value} ({low} to {high})"
