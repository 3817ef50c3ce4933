"""From the result of one area to what the report says, in which order and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopcli.model import Basis, Confidence, Trend
from coopcli.report.batch import verdict_lines
from coopcli.report.blocks import (
    Block,
    Heading,
    Items,
    Line,
    Mark,
    Panel,
    Paragraph,
    Strong,
    Tally,
    Verdict,
)
from coopcli.report.notes import Citations, documents, offer_line
from coopcli.report.reasons import firmness_words, margin_words, override_lines, reason_line
from coopcli.report.words import (
    capital,
    counted,
    level_words,
    listed,
    outlook_words,
    percent,
    rule_sentences,
    sentence,
)
from coopcli.results import parts
from coopcli.results.codec import word_of
from coopcli.results.parts import Answer
from coopcli.results.values import GREEN, MISSING, UNDETERMINED, YELLOW, BetterLightId
from coopcli.studies.assess import AssessmentResult

BASIS = {
    Basis.AREA: "names the area",
    Basis.GENERAL: "speaks of the relationship in general",
    Basis.INFERRED: "inferred",
}


def assessment_blocks(result: AssessmentResult, *, detail: int = 0) -> list[Block]:
    """The report of one area; ``detail`` -1 is the verdict alone, 1 adds questions and grounds."""
    if detail < 0:
        return [_verdict(result)]
    citations = Citations()
    sections = [
        [_verdict(result)],
        _rule(result),
        _decision(result, citations),
        _ways(result),
        _panels(result, citations, detail),
        _unknown(result),
        _scope(result),
    ]
    blocks = [block for section in sections for block in section]
    notes = citations.notes(result.evidence)
    if notes.notes:
        blocks += [Heading("Evidence"), notes]
    return [*blocks, *documents(result.sources)] if result.sources else blocks


def _verdict(result: AssessmentResult) -> Verdict:
    rubric, standing, support = result.rubric, result.standing, result.support
    best, worst = standing.best, standing.worst
    facts: list[Line] = list(override_lines(result.overrides))
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


def _rule(result: AssessmentResult) -> Iterator[Block]:
    for told in rule_sentences(result.rule):
        yield Paragraph((told,))
    yield Tally(tuple(result.standing.tally.items()))


def _decision(result: AssessmentResult, citations: Citations) -> Iterator[Block]:
    yield Heading("What decided it")
    yield Paragraph(reason_line(result))
    answers = {answer.criterion.id: answer for answer in result.answers}
    if result.standing.light != GREEN:
        for name in result.standing.decided_by:
            yield Panel(_answer_title(answers[name]), tuple(_answer_told(answers[name], citations)))
    check = result.cross_check
    if check.agrees is not None:
        green, yellow = (float(result.rule.cuts[BetterLightId(light)]) for light in (GREEN, YELLOW))
        opinion = "agrees" if check.agrees else "would differ: the light is rule-dependent"
        line = (
            "Second opinion, which decides nothing: sorting by the mean level "
            f"(Green up to {green:g}, Yellow up to {yellow:g}) "
            f"{opinion}."
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


def _answer_told(answer: Answer, citations: Citations) -> Iterator[Block]:
    yield Paragraph((answer.rationale, *citations.cite(answer.evidence)))
    yield Paragraph((_standing(answer),))


def _standing(answer: Answer) -> str:
    """How an answer stands: confidence, basis, trend, age, paper or practice."""
    if answer.basis is None or answer.confidence is None:
        return "Assumed for this run; no evidence stands behind it."
    words = [f"Confidence {_spaced(word_of(answer.confidence))}", BASIS[answer.basis]]
    if answer.trend is not Trend.NONE:
        likelihood = f" ({_spaced(answer.likelihood)})" if answer.likelihood else ""
        words.append(word_of(answer.trend) + likelihood)
    elif answer.trend_lapsed:
        words.append("its trend has run out")
    if answer.confidence != answer.confidence_before_age:
        words.append(f"evidence {counted(answer.age_months or 0, 'month')} old")
    if answer.declared_only:
        words.append("rests on declarations alone")
    return f"{'; '.join(words)}."


def _spaced(word: str) -> str:
    return word.replace("-", " ")


def _ways(result: AssessmentResult) -> Iterator[Block]:
    if not result.avenues and not result.out_of_reach:
        return
    yield Heading("Avenues that touch what binds")
    names = {a.criterion.id: a.criterion.name for a in result.answers}
    for avenue in result.avenues:
        reached = listed(names[name].lower() for name in avenue.reaches)
        offers = tuple(offer_line(offer) for offer in avenue.offers)
        yield Paragraph((Strong(avenue.name), f" can lower {reached}."))
        if offers:
            yield Items(offers)
    if result.out_of_reach:
        yield Paragraph((Strong("Out of reach"), " of every avenue:"))
        yield Items(
            tuple(
                (Strong(names[entry.criterion]), f": {entry.why}") for entry in result.out_of_reach
            )
        )


def _panels(result: AssessmentResult, citations: Citations, detail: int) -> Iterator[Block]:
    yield Heading("All answers")
    told = set() if result.standing.light == GREEN else set(result.standing.decided_by)
    for part in result.dimensions:
        blocks: list[Block] = []
        for answer in part.criteria:
            blocks += _answer_blocks(answer, citations, detail, told=answer.criterion.id in told)
        yield Panel((Strong(part.name), f": {_tally_words(part.tally)}"), tuple(blocks))


def _answer_blocks(
    answer: Answer, citations: Citations, detail: int, *, told: bool
) -> Iterator[Block]:
    title = _answer_title(answer)
    if answer.light is MISSING:
        yield Paragraph((*title, f": {_why_missing(answer)}"))
    elif told:
        yield Paragraph((*title, ": see above."))
    else:
        yield Paragraph(
            (
                *title,
                f": {answer.rationale}",
                *citations.cite(answer.evidence),
                " ",
                _standing(answer),
            )
        )
    if detail > 0:
        yield Items(tuple(_details(answer)))


def _why_missing(answer: Answer) -> str:
    reason = sentence(answer.missing or "")
    return reason if reason.startswith("Not ") else f"Missing. {reason}"


def _details(answer: Answer) -> Iterator[Line]:
    yield (f"Asked: {answer.criterion.question}",)
    for claim in answer.claim:
        yield (f"Claimed: {claim}",)
    if answer.grounds:
        yield (f"Grounds: {'; '.join(answer.grounds)}.",)


def _tally_words(tally: parts.Tally) -> str:
    return ", ".join(f"{count} {light}" for light, count in tally.items() if count)


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
