"""From the result of one area to what the report says, in which order and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coopcli.model import Basis, Confidence, Trend
from coopcli.reading import argument
from coopcli.results.codec import word_of
from coopcli.results.parts import Answer, Evidence
from coopcli.results.values import MISSING, UNDETERMINED, name_of
from coopcli.studies.assess import AssessmentResult, Dimension
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
    Tally,
    Verdict,
)
from coopcli.text.gates import verdict_lines
from coopcli.text.notes import Citations, documents, offer_line
from coopcli.text.reasons import firmness_words, margin_words, override_lines, reason_line
from coopcli.text.words import (
    capital,
    counted,
    cut_words,
    level_words,
    listed,
    outlook_words,
    percent,
    sentence,
)

MOST_OFFERS = 3
"""Most offers of an avenue that a report of one area prints; ``explain`` prints them all."""

BASIS = {
    Basis.AREA: "names the area",
    Basis.GENERAL: "speaks of the relationship in general",
    Basis.INFERRED: "inferred",
}


def assessment_blocks(result: AssessmentResult, *, detail: int = 0) -> list[Block]:
    """The report of one area; ``detail`` -1 is the verdict alone, 1 adds questions and grounds."""
    if detail < 0:
        return [_verdict(result, None)]
    citations = Citations()
    sections = [
        _decision(result),
        _answers(result, citations, detail),
        _works_already(result, citations),
        _unknown(result),
        _ways(result),
        _scope(result),
    ]
    blocks = [_verdict(result, citations), *(block for part in sections for block in part)]
    notes = citations.notes(result.evidence, facts=False, ids=detail > 0)
    if notes.notes:
        blocks += [Heading("Evidence"), notes]
    if result.sources:
        blocks += documents(result.sources)
    if result.read_until:
        newest = f"The newest document is of {result.read_until}; nothing later was read."
        blocks.append(Paragraph((newest,)))
    return blocks


def _verdict(result: AssessmentResult, citations: Citations | None) -> Verdict:
    """The head of the report; without ``citations`` no notes follow that it could lead to."""
    rubric, standing, support = result.rubric, result.standing, result.support
    best, worst = standing.best, standing.worst
    facts: list[Line] = list(override_lines(result.overrides))
    if result.headline:
        text, cited = result.headline.text, result.headline.evidence
        line = citations.headline(text, cited) if citations else (argument.unmarked(text),)
        facts.append(line)
    if result.meaning:
        facts.append((result.meaning.meaning,))
        facts.append((Strong("Next: "), result.meaning.next))
    if best != worst:
        facts.append(("The answers allow ", Mark(worst), " to ", Mark(best), "."))
    facts += [(f"{capital(reason)}.",) for reason in standing.undetermined_because]
    firmness = firmness_words(standing.light, result.robustness)
    facts.append((f"{'; '.join([firmness, *margin_words(result)])}.",))
    if support.inferred:
        facts.append(_support_line(result))
    facts += [line[2:] for line in verdict_lines(result.area.id, result.gates, 1)]
    facts.append(
        (
            f"As of {result.as_of}; newest evidence {result.newest_evidence or 'none'}; "
            f"{rubric.title}, {rubric.id} {rubric.version}.",
        )
    )
    outlook = outlook_words(standing.outlook, standing.turning)
    return Verdict(result.area.name, standing.light, outlook, tuple(facts))


def _support_line(result: AssessmentResult) -> Line:
    support = result.support
    count = len(support.inferred)
    line: list[Any] = [
        f"{capital(counted(count, 'answer is', 'answers are'))} inferred, without a passage; "
        f"without {'it' if count == 1 else 'them'} the light would be ",
        Mark(support.light),
    ]
    if support.light is UNDETERMINED:
        line += [" (", Mark(support.worst), " to ", Mark(support.best), ")"]
    return (*line, ".")


def _decision(result: AssessmentResult) -> Iterator[Block]:
    yield Heading("What decided it")
    yield Paragraph(reason_line(result))
    yield Tally(tuple(result.standing.tally.items()))
    apart = [a.criterion.name.lower() for a in result.all_answers if a.not_applicable is not None]
    if apart:
        count = capital(counted(len(apart), "question does", "questions do"))
        stay = "stays" if len(apart) == 1 else "stay"
        yield Paragraph((f"{count} not apply here and {stay} out of the count: {listed(apart)}.",))
    check = result.cross_check
    if check.agrees is False:
        line = (
            "Second opinion, which decides nothing: sorting by the mean level "
            f"({cut_words(result.rule)}) would differ: the light depends on the rule."
        )
        yield Paragraph((line,))


def _answer_title(answer: Answer) -> Line:
    gate = ", gate" if answer.criterion.gate else ""
    return (
        Mark(answer.light, word=False),
        f" {level_words(answer.level)} ",
        Strong(answer.criterion.name),
        gate,
    )


def _standing(answer: Answer) -> str:
    """How an answer stands: confidence, basis, trend, age, paper or practice."""
    if answer.basis is None or answer.confidence is None:
        return "Assumed for this run; no evidence stands behind it."
    words = list(answer.grounds) or [BASIS[answer.basis]]
    if answer.trend is not Trend.NONE:
        likelihood = f" ({_spaced(answer.likelihood)})" if answer.likelihood else ""
        words.append(word_of(answer.trend) + likelihood)
    elif answer.trend_lapsed:
        words.append("its trend has run out")
    if answer.confidence != answer.confidence_before_age:
        words.append(f"evidence {counted(answer.age_months or 0, 'month')} old")
    if answer.declared_only:
        words.append("rests on declarations alone")
    return f"Confidence {_spaced(word_of(answer.confidence))}: {'; '.join(words)}."


def _spaced(word: str) -> str:
    return word.replace("-", " ")


def _ways(result: AssessmentResult) -> Iterator[Block]:
    if not result.avenues and not result.out_of_reach:
        return
    yield Heading("Avenues for what holds it back")
    names = {a.criterion.id: a.criterion.name for a in result.answers}
    for avenue in result.avenues:
        reached = listed(names[name].lower() for name in avenue.reaches)
        yield Paragraph((Strong(avenue.name), f" can lower {reached}."))
        if avenue.offers:
            yield Items(tuple(offer_line(offer) for offer in avenue.offers[:MOST_OFFERS]))
        if more := len(avenue.offers[MOST_OFFERS:]):
            named = counted(more, "more offer")
            yield Paragraph((f"{capital(named)}: ", Code(f"coopcli explain {avenue.id}")))
    if result.out_of_reach:
        yield Paragraph((Strong("Out of reach"), " of every avenue:"))
        yield Items(
            tuple(
                (Strong(names[entry.criterion]), f": {entry.why}") for entry in result.out_of_reach
            )
        )


def _answers(result: AssessmentResult, citations: Citations, detail: int) -> Iterator[Block]:
    items = {item.id: item for item in result.evidence}
    yield Heading("Answers")
    for part in result.dimensions:
        blocks = [
            block
            for answer in part.criteria
            for block in _answer_blocks(answer, items, citations, detail)
        ]
        yield Panel((Strong(part.name), f": {_tally_words(part)}"), tuple(blocks))


def _answer_blocks(
    answer: Answer, items: Mapping[str, Evidence], citations: Citations, detail: int
) -> Iterator[Block]:
    """One answer: its facts, each where it is cited first, the argument, and the confidence."""
    title = _answer_title(answer)
    if answer.light is MISSING:
        yield Paragraph((*title, f": {_why_missing(answer)}"))
    elif answer.not_applicable is not None:
        yield Paragraph((*title, f": Not applicable. {sentence(answer.not_applicable)}"))
    else:
        yield Paragraph((*title, f". {_standing(answer)}"))
        new = citations.unprinted(answer.evidence)
        if new:
            yield Items(tuple(_fact(items[name], answer, citations) for name in new))
        before = [name for name in answer.evidence if name not in new]
        yield Paragraph(_argument(answer, before, citations))
    if detail > 0:
        yield Items(tuple(_details(answer)))


def _fact(item: Evidence, answer: Answer, citations: Citations) -> Line:
    eases = (Strong("Lowers it: "),) if answer.criterion.id in item.lowers else ()
    return (*eases, item.summary, *citations.cite([item.id]))


def _argument(answer: Answer, before: list[str], citations: Citations) -> Line:
    """Why the level is what it is; what an argument cites and does not mark comes after it."""
    if not answer.because:
        return (answer.rationale, *citations.cite(before))
    marked = argument.marks(answer.because)
    rest = [name for name in before if name not in marked]
    return (*citations.argued(answer.because), *citations.cite(rest))


def _why_missing(answer: Answer) -> str:
    reason = sentence(answer.missing or "")
    return reason if reason.startswith("Not ") else f"Missing. {reason}"


def _details(answer: Answer) -> Iterator[Line]:
    yield (f"Asked: {answer.criterion.question}",)
    for claim in answer.claim:
        yield (f"Claimed: {claim}",)


def _tally_words(part: Dimension) -> str:
    counts = [f"{count} {name_of(light)}" for light, count in part.tally.items() if count]
    apart = len(part.criteria) - sum(part.tally.values())
    return ", ".join([*counts, f"{apart} not applicable"] if apart else counts)


def _works_already(result: AssessmentResult, citations: Citations) -> Iterator[Block]:
    """Which questions have evidence that lowers the barrier, with the numbers of that evidence."""
    items = {item.id: item for item in result.evidence}
    lines = [
        (answer.criterion.name.lower(), *citations.cite(lowering))
        for answer in result.answers
        if (lowering := [n for n in answer.evidence if answer.criterion.id in items[n].lowers])
    ]
    if lines:
        yield Heading("What already works")
        yield Paragraph(("Evidence lowers these barriers: ", *_joined(lines), "."))


def _joined(lines: Iterable[Line]) -> Iterator[Inline]:
    """Lines as one, with semicolons between them."""
    for position, line in enumerate(lines):
        yield from ("; ", *line) if position else line


def _unknown(result: AssessmentResult) -> Iterator[Block]:
    answers = result.answers
    lines: list[Line] = [
        (Strong(answer.criterion.name), f": {_why_missing(answer)}")
        for answer in answers
        if answer.light is MISSING
    ]
    lines += [
        (Strong(answer.criterion.name), f": between {answer.level[0]} and {answer.level[1]}.")
        for answer in answers
        if answer.level and answer.level[0] != answer.level[1]
    ]
    inferred = [
        answer.criterion.name.lower() for answer in answers if answer.basis is Basis.INFERRED
    ]
    if inferred:
        lines.append((Strong("Inferred"), f", no passage speaks to it: {listed(inferred)}."))
    weak = [
        answer.criterion.name.lower()
        for answer in answers
        if answer.confidence is Confidence.VERY_LOW
    ]
    if weak:
        lines.append((Strong("Very low confidence"), f": {listed(weak)}."))
    lines += [
        (Strong(answer.criterion.name), f" rests on declarations alone; {_show(answer)}")
        for answer in answers
        if answer.declared_only
    ]
    yield Heading("What is not known")
    names = {answer.criterion.id: answer.criterion.name for answer in result.all_answers}
    lines = [
        (Strong(names[open_.criterion]), f": {open_.question}") for open_ in result.open_questions
    ] + lines
    covered = f"Rated: {percent(result.standing.coverage)} of the weight."
    yield Paragraph((covered,))
    if lines:
        yield Items(tuple(lines))


def _show(answer: Answer) -> str:
    substance = answer.substance
    return f"substance would show in this: {substance}" if substance else "nothing shows practice."


def _scope(result: AssessmentResult) -> Iterator[Block]:
    area = result.area
    yield Heading("Scope")
    lines: list[Line] = [(Strong("Judged"), f": {area.scope}")]
    if area.excludes:
        lines.append((Strong("Not judged"), f": {area.excludes}"))
    forms = listed(_spaced(form) for form in area.form)
    lines.append((Strong("Form of cooperation"), f": {forms}."))
    yield Items(tuple(lines))
