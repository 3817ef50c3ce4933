"""From how firm a light is to what moves it, what is open, and what other rules say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log2

from coopcli.model import Law
from coopcli.results.firmness import Span
from coopcli.results.values import UNDETERMINED, BetterLightId, LightId
from coopcli.studies.robustness import Completion, Opinion, OtherRule, RobustnessResult, Varied
from coopcli.studies.sensitivity import Estimate
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
from coopcli.text.robustness_tipping import tipping_blocks
from coopcli.text.shares import SURE, shares_in_percent, sureness
from coopcli.text.words import (
    capital,
    cut_words,
    inner,
    listed,
    outlook_words,
    percent,
    rounded,
    share_words,
)


def robustness_blocks(result: RobustnessResult, *, detail: int = 0) -> list[Block]:
    """The report; ``detail`` -1 is the verdict alone.

    1 lists every set of fewest moves, and says by which laws and formulas the numbers were found.
    """
    blocks: list[Block] = [_verdict(result)]
    if detail < 0:
        return blocks
    for part in (
        _shares(result, detail),
        tipping_blocks(result, detail),
        _unknowns(result),
        _opinions(result, detail),
        _sensitivity(result, detail),
    ):
        blocks += part
    return blocks


def _verdict(result: RobustnessResult) -> Verdict:
    judged, rubric = result.judged, result.rubric
    facts: list[Line] = []
    if isinstance(judged.light, LightId):
        facts.append((" ".join(sureness(judged.light, judged.robustness, result.rule)),))
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


_VARIED = {
    (Law.UNIFORM, Varied.WEIGHTS): "the weights of the questions",
    (Law.UNIFORM, Varied.WEIGHTS_AND_LEVELS): "the weights and our ratings",
    (Law.CONCENTRATED, Varied.WEIGHTS): "the weights a little",
    (Law.CONCENTRATED, Varied.WEIGHTS_AND_LEVELS): "the weights a little, and our ratings",
    (Law.FIXED, Varied.LEVELS): "our ratings alone",
}
"""What is varied, in the order of how much."""


def _shares(result: RobustnessResult, detail: int) -> Iterator[Block]:
    marks = result.judged.robustness.words
    yield Heading("How often each light comes out")
    names = [light.name for light in result.rubric.light_ids]
    rows: list[tuple[Line, ...]] = []
    for law in result.laws:
        shares = [(words,) for words in shares_in_percent(law.shares, marks)]
        word = SURE[law.word] if law.word else "–"
        cells: list[Line] = [(_VARIED[law.law, law.varied],), (word,), *shares]
        rows.append((*cells, (law.entropy_bits or "–",)) if detail > 0 else tuple(cells))
    columns = ("we vary", "the light is", *names)
    yield Table((*columns, "bits") if detail > 0 else columns, tuple(rows))
    yield Paragraph((" ".join(_how(result, detail)),))
    if detail > 0:
        yield Paragraph((" ".join(_laws(result)),))


def _how(result: RobustnessResult, detail: int) -> Iterator[str]:
    """How to read the table."""
    words = result.judged.robustness.words
    yield "A rating varies as far as its evidence leaves room; a weight may take any value."
    yield "“A little” means weights close to those of the rubric."
    if any(span.low != span.high for law in result.laws for span in law.shares.values()):
        yield "Two numbers are the least and the most that open answers allow."
    yield (
        f"Sure: from {percent(words.firm)}; fairly sure: from {percent(words.likely)}; "
        f"not sure: from {percent(words.contested)}; in doubt: below."
    )
    yield "These shares are no chances, and never replace the light."
    if detail <= 0:
        yield "How they are worked out: -v."


def _laws(result: RobustnessResult) -> Iterator[str]:
    """By which laws the shares were found."""
    laws = {law.law: law for law in result.laws}
    yield "Any weights: all weightings count alike (uniform law)."
    if Law.CONCENTRATED in laws:
        times = laws[Law.CONCENTRATED].concentration
        yield f"A little: a Dirichlet law with the rubric's weights times {times} as parameters."
    else:
        yield "The weights of the rubric are too large to vary them a little."
    yield "The levels of a range count alike, and a question without an answer may have any level."
    most = f"{log2(len(result.rubric.lights)):.3g}"
    yield f"Bits say how evenly the shares are spread, from 0 (one light has all) to {most}."
    yield "Saved results call these words firm, likely, contested and fragile."


def _unknowns(result: RobustnessResult) -> Iterator[Block]:
    unknowns, names = result.unknowns, result.names
    yield Heading("What the open answers could change")
    lines: list[Line] = []
    if unknowns.decisive:
        decisive = listed(inner(names[name]) for name in unknowns.decisive)
        lines.append((Strong("Could change the light"), f": {decisive}."))
    if unknowns.idle:
        idle = listed(inner(names[name]) for name in unknowns.idle)
        lines.append((Strong("Would not change the light"), f": {idle}."))
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
    """A completion in words, with the answers that need the same level together."""
    name, others = ("At best", "worst") if bound == "most" else ("At worst", "best")
    by_level: dict[int, list[str]] = {}
    for need in completion.needs:
        by_level.setdefault(need.level, []).append(inner(result.names[need.criterion]))
    needs = listed(
        f"{listed(names)} at {bound} {level}" for level, names in sorted(by_level.items())
    )
    words = f", with {needs}, even if all others are at their {others}."
    return (Strong(name), ": ", Mark(completion.light), words)


_RULES = {
    OtherRule.MEAN: "plain average",
    OtherRule.GEOMETRIC_MEAN: "geometric average",
    OtherRule.WORST_DIMENSION: "worst family",
    OtherRule.NO_VETOES: "no vetoes",
}


def _opinions(result: RobustnessResult, detail: int) -> Iterator[Block]:
    found = result.opinions
    yield Heading("Cross-checks, which decide nothing")
    agree = sum(opinion.agrees is True for opinion in found)
    if result.judged.light is not UNDETERMINED:
        yield Paragraph((f"{agree} of {len(found)} other rules give the same light.",))
    rows: list[tuple[Line, ...]] = []
    for opinion in found:
        says: Line = (Mark(opinion.worst),)
        if opinion.best != opinion.worst:
            says = (*says, " to ", Mark(opinion.best))
        rows.append(((_RULES[opinion.rule],), says, (_why(result, opinion, detail),)))
    yield Table(("rule", "light", "why"), tuple(rows))
    words = "An average lets a good answer make up for a bad one."
    if detail > 0:
        words += " The geometric one adds 1 to each level, so that a single 0 does not settle it."
    yield Paragraph((words,))


def _why(result: RobustnessResult, opinion: Opinion, detail: int) -> str:
    if opinion.rule is OtherRule.NO_VETOES or opinion.means is None:
        if opinion.agrees is False:
            names = listed(inner(result.names[name]) for name in opinion.because)
            return f"the veto of {names} decides"
        return "vetoes make no difference" if opinion.agrees else "counts as the rule does"
    cuts = list(result.rule.cuts.values())
    low, high = (rounded(mean, cuts, 2) for mean in opinion.means)
    where = f" in {inner(result.names[opinion.because[0]])}" if opinion.because else ""
    mean = low if low == high else f"{low} to {high}"
    words = f"{mean}{where}; {cut_words(result.rule)}"
    if opinion.agrees is False:
        words = f"{words}; {_parting(result, opinion)}"
    if opinion.reached and detail > 0:
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
        return "it looks at one family alone"
    if kinder and result.tipping and result.tipping.without_vetoes == opinion.worst:
        return "it knows no vetoes"
    if kinder:
        return "good answers make up for bad ones"
    return "it counts how bad answers are, not how many"


def _sensitivity(result: RobustnessResult, detail: int) -> Iterator[Block]:
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
    yield Table(("assumption", "alone", "with the others"), rows)
    low, high = sample.majorities
    words = (
        "Each number is the part of all change in the light that an assumption brings: 0 is none, "
        "1 is all. Where the second is far above the first, assumptions act together. "
        f"Sampled, not exact ({how})."
    )
    yield Paragraph((words,))
    if detail > 0:
        words = (
            "Shares of the variance (Sobol), with 95 % bootstrap intervals; noise can go below 0. "
            "Weights take any value, and levels vary as far as the evidence leaves room. "
            f"The majority lies between {low} and {high}; the rule is this one or the average."
        )
        yield Paragraph((words,))


def _index(estimate: Estimate) -> str:
    # Adding 0.0 takes the sign from a negative number that rounds to nothing.
    value, low, high = (f"{round(float(text), 2) + 0.0:.2f}" for text in estimate)
    return f"{value} ({low} to {high})"
