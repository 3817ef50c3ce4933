"""From the result of one area to what the report says, in which order and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopcli.commands import suggested
from coopcli.model import Basis, Trend
from coopcli.reading import argument
from coopcli.results.answers import Answer
from coopcli.results.codec import word_of
from coopcli.results.parts import Evidence
from coopcli.results.values import name_of
from coopcli.studies.assess import AssessmentResult, Dimension
from coopcli.text.blocks import (
    Block,
    Code,
    Entries,
    Entry,
    Fact,
    Facts,
    Heading,
    Inline,
    Items,
    Line,
    Mark,
    Paragraph,
    Strong,
    Together,
)
from coopcli.text.brief import before_answers, brief_blocks, head_of, quiet_blocks, rated_by
from coopcli.text.brief_ahead import way_to_better, works_now, worse_if
from coopcli.text.brief_answers import veto_of, worst_first
from coopcli.text.brief_reasons import label_of
from coopcli.text.notes import Citations, Places
from coopcli.text.votes import vote_lines
from coopcli.text.words import (
    TURNS,
    capital,
    counted,
    first_sentence,
    inner,
    level_words,
    listed,
    month,
    sentence,
)

BASIS = {
    Basis.AREA: "sources speak of this area",
    Basis.GENERAL: "sources speak of the relationship, not of this area",
    Basis.INFERRED: "our inference",
}


def assessment_blocks(result: AssessmentResult, *, detail: int = 0) -> list[Block]:
    """What is printed of one area: a line, a brief, a full report, or that with its questions.

    ``detail``: -1, 0, 1 and 2, in this order.
    """
    if detail < 0:
        return quiet_blocks(result)
    if detail == 0:
        return brief_blocks(result)
    return full_blocks(result, detail=detail)


def full_blocks(
    result: AssessmentResult, citations: Citations | None = None, *, detail: int = 1
) -> list[Block]:
    """Everything behind the brief of one area: each answer once, the worst first.

    With ``citations`` the notes are numbered with those of other reports, and follow elsewhere.
    """
    own = citations or Citations()
    places = Places(result.sources) if citations is None else None
    answers = list(_answers(result, own, places, detail))
    blocks: list[Block] = [head_of(result), _before(result, own), *answers]
    blocks += _after(result, own, places)
    blocks += _avenues(result, typed=places is not None)
    if places:
        blocks += _sources(result, places)
    return blocks


def _before(result: AssessmentResult, citations: Citations) -> Entries:
    """What a brief says before the answers, but for confidence, which stands at each of them."""
    why, *others = before_answers(result, terse=3).entries
    facts = []
    if result.headline:
        facts = [
            Entry("Facts", (citations.headline(result.headline.text, result.headline.evidence),))
        ]
    return Entries((why, *facts, *(entry for entry in others if entry.word != "Evidence")))


# The answers.


def _answers(
    result: AssessmentResult, citations: Citations, places: Places | None, detail: int
) -> Iterator[Block]:
    for part in result.dimensions:
        blocks = (
            Together(tuple(_answer(result, answer, citations, places, detail)))
            for answer in worst_first(part)
        )
        yield Together((Heading(f"{part.name}: {_tally_words(part)}"), *blocks))


def _tally_words(part: Dimension) -> str:
    words = [f"{count} {name_of(light)}" for light, count in part.tally.items() if count]
    apart = len(part.criteria) - sum(part.tally.values())
    return ", ".join([*words, f"{apart} not applicable"] if apart else words)


def _answer(
    result: AssessmentResult,
    answer: Answer,
    citations: Citations,
    places: Places | None,
    detail: int,
) -> Iterator[Block]:
    """One answer: its level, its confidence, its facts where they are new, and the argument."""
    items = {item.id: item for item in result.evidence}
    yield Paragraph(_title(result, answer))
    if detail > 1:
        yield Items(tuple(_details(answer)))
    if answer.level is None:
        return
    new = citations.unprinted(answer.evidence)
    if new:
        yield Facts(tuple(_fact(items[name], answer, citations, places) for name in new))
    before = [name for name in answer.evidence if name not in new]
    yield Paragraph(_argument(answer, before, citations))
    if answer.panel:
        yield Items(vote_lines(answer.panel))


def _title(result: AssessmentResult, answer: Answer) -> Line:
    label = f": {label_of(answer)}" if label_of(answer) else ""
    name = Strong(f"{answer.criterion.name}{veto_of(result, answer)}")
    if answer.level is None:
        return (Mark(answer.light, word=False), " ", name, f". {_why_none(answer)}")
    level = level_words(answer.level) + ("~" if answer.basis is Basis.INFERRED else "")
    return (Mark(answer.light, word=False), f" {level} ", name, f"{label}. {_standing(answer)}")


def _standing(answer: Answer) -> str:
    """How an answer stands: confidence, basis, trend, age, paper or practice."""
    if answer.basis is None or answer.confidence is None:
        return "Assumed for this run; no evidence stands behind it."
    words = list(answer.grounds) or [BASIS[answer.basis]]
    if answer.confidence != answer.confidence_before_age:
        words.append(f"{counted(answer.age_months or 0, 'month')} old")
    texts = [f"Confidence {_spaced(word_of(answer.confidence))}: {'; '.join(words)}."]
    if answer.trend is not Trend.NONE:
        texts.append(trend_words(answer.trend, answer.likelihood))
    elif answer.trend_lapsed:
        texts.append("An earlier trend is too old to count.")
    if answer.declared_only:
        acts = inner(first_sentence(answer.substance))
        practice = f": acts would show in {acts}" if acts else "."
        texts.append(f"So far only words{practice}")
    return " ".join(texts)


_LIKELIHOODS = {"even-chance": "as likely as not", "almost-no-chance": "hardly at all likely"}


def trend_words(trend: Trend, likelihood: str | None) -> str:
    """Which way an answer moves, and how likely that is, as a sentence."""
    if not likelihood:
        return f"Getting {TURNS[trend]}."
    return f"{capital(_LIKELIHOODS.get(likelihood, _spaced(likelihood)))} to get {TURNS[trend]}."


def _spaced(word: str) -> str:
    return word.replace("-", " ")


def _fact(item: Evidence, answer: Answer, citations: Citations, places: Places | None) -> Fact:
    """A fact, with its note: where it stands where that is not said elsewhere."""
    eases = (Strong("Lowers it: "),) if answer.criterion.id in item.lowers else ()
    place = places.note(item) if places else ""
    return Fact(citations.number(item.id), item.id, (*eases, item.summary), place)


def _argument(answer: Answer, before: list[str], citations: Citations) -> Line:
    """Why the level is what it is; what an argument cites and does not mark comes after it."""
    if not answer.because:
        return (answer.rationale, *citations.cite(before))
    marked = argument.marks(answer.because)
    rest = [name for name in before if name not in marked]
    return (*citations.argued(answer.because), *citations.cite(rest))


def _why_none(answer: Answer) -> str:
    if answer.not_applicable is not None:
        return f"Does not apply. {sentence(answer.not_applicable)}"
    reason = sentence(answer.missing or "")
    return reason if reason.startswith("Not ") else f"Not answered. {reason}"


def _details(answer: Answer) -> Iterator[Line]:
    yield (f"Asked: {answer.criterion.question}",)
    for claim in answer.claim:
        yield (f"Claimed: {claim}",)


# What follows the answers.


def _after(
    result: AssessmentResult, citations: Citations, places: Places | None
) -> Iterator[Block]:
    word, texts = way_to_better(result, terse=True)
    asked = tuple((one.question,) for one in result.open_questions)
    works, dated = works_now(result, citations)
    entries = [
        Entry("Has worked" if dated else "Works now", works),
        Entry("Not known", (tuple(_joined(asked, " ")),) if asked else ()),
        Entry(word, ((" ".join(texts),),) if texts else ()),
        Entry("Worse if", tuple(worse_if(result, terse=True))),
        *scope_entries(result),
        rated_by(result),
    ]
    yield Entries(tuple(entry for entry in entries if entry.lines))
    items = {item.id: item for item in result.evidence}
    rest = citations.unprinted(result.headline.evidence) if result.headline else []
    if rest:
        facts = [
            Fact(
                citations.number(name),
                name,
                (items[name].summary,),
                places.note(items[name]) if places else "",
            )
            for name in rest
        ]
        yield Together((Heading("Also cited"), Facts(tuple(facts))))


def _joined(lines: Iterable[Line], between: str) -> Iterator[Inline]:
    """Lines as one, with a text between them."""
    for position, line in enumerate(lines):
        yield from (between, *line) if position else line


def _avenues(result: AssessmentResult, *, typed: bool) -> Iterator[Block]:
    """What each avenue can lower and offers, each offer once, and what none can lower.

    ``typed``: the reader has a terminal, and may be shown a command that says why.
    """
    if not result.avenues and not result.out_of_reach:
        return
    names = {answer.criterion.id: answer.criterion.name for answer in result.answers}
    lines: list[Line] = []
    for avenue in result.avenues:
        reached = listed(inner(names[name]) for name in avenue.reaches)
        offers = "; ".join((offer.short or offer.what).rstrip(".") for offer in avenue.offers)
        where = f" ({reached})" if reached else ""
        words = f": {sentence(offers)}" if offers else "."
        lines.append((Strong(avenue.name), f"{where}{words}"))
    lines += [
        (Strong(names[entry.criterion]), f", out of reach here: {sentence(entry.why)}")
        for entry in result.out_of_reach
        if entry.here is not False
    ]
    if others := [one.criterion for one in result.out_of_reach if one.here is False]:
        named = listed(inner(names[name]) for name in others)
        rubric = result.asked.rubric if result.asked else ""
        command = Code(suggested("explain", [others[0]], rubric=rubric))
        why: Line = (" (why: ", command, ")") if typed else ()
        lines.append((Strong("No avenue reaches"), f" {named}", *why, "."))
    begins = not result.out_of_reach and not any(avenue.reaches for avenue in result.avenues)
    heading = "What to begin with" if begins else "What could lower the deciding answers"
    yield Together((Heading(heading), Items(tuple(lines))))


def scope_entries(result: AssessmentResult) -> Iterator[Entry]:
    """What was judged, in which form, and what was not."""
    area = result.area
    forms = listed(_spaced(form) for form in area.form)
    text = f"{area.scope} Form: {forms}." if forms else area.scope
    yield Entry("Judged", ((text,),))
    yield Entry("Not judged", ((area.excludes,),) if area.excludes else ())


def _sources(result: AssessmentResult, places: Places) -> Iterator[Block]:
    lines = tuple(places.lines())
    read = f", read up to {month(result.read_until)}" if result.read_until else ""
    if lines:
        yield Together((Heading(f"Sources{read}"), Items(lines)))
