"""From the result of one area to a brief on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopcli.model import Basis
from coopcli.results.parts import Answer
from coopcli.results.values import MISSING, UNDETERMINED, LightId
from coopcli.studies.assess import AssessmentResult, Dimension
from coopcli.text.blocks import (
    Answers,
    Block,
    Code,
    Entries,
    Entry,
    Family,
    Head,
    Line,
    Mark,
    Note,
    Notes,
    Paragraph,
    Row,
    Together,
)
from coopcli.text.brief_reasons import (
    SHORT,
    certainty,
    confidence_line,
    reasons,
    short_reason,
    unsure,
    way_to_better,
)
from coopcli.text.gates import verdict_lines
from coopcli.text.lights import at_stake
from coopcli.text.notes import Citations, DocumentCitations
from coopcli.text.reasons import override_lines
from coopcli.text.votes import dissent
from coopcli.text.words import (
    capital,
    counted,
    first_sentence,
    inner,
    level_words,
    listed,
    month,
    months_before,
    sentence,
    short_name,
    short_source,
)

OLD = 12
"""Months between the newest evidence and the date of a judgement from which a brief opens with
that."""

MOST_STEPS = 3
"""Most questions that a brief without a light asks to be answered."""

MOST_QUESTIONS = 2
"""Most questions that a brief says nobody has answered."""


def brief_blocks(result: AssessmentResult, citations: Citations | None = None) -> list[Block]:
    """The brief of one area.

    With ``citations`` the notes are numbered with those of other reports, and follow elsewhere.
    """
    own = citations or DocumentCitations(result.evidence)
    rows = _answers(result, own)  # the order of the rows is that of the numbers
    head = head_of(result, own)
    before = before_answers(result)
    after = _entries(_after(result, own))
    blocks: list[Block] = [head, before, rows, after]
    if citations is None and (notes := short_notes(result, own)).notes:
        blocks.append(notes)
    blocks.append(_entries(_ending(result)))
    return blocks


def quiet_blocks(result: AssessmentResult) -> list[Block]:
    """One line with the light and a reason, and one for each check that did not pass."""
    note = f", {_note(result)}" if _note(result) else ""
    text = f"{note} {subject(result)}, {_date(result)}: {short_reason(result)}"
    lines: list[Line] = [(Mark(result.standing.light), text)]
    lines += [line[2:] for line in verdict_lines("", result.gates)]
    return [Together(tuple(map(Paragraph, lines)))]


def before_answers(result: AssessmentResult) -> Entries:
    """Why, how sure and how well supported."""
    return _entries(_before(result))


def _entries(entries: Iterable[Entry]) -> Entries:
    return Entries(tuple(entry for entry in entries if entry.lines))


# The head.


def subject(result: AssessmentResult) -> str:
    """What was judged: where it is cooperation, ``US-China cooperation on deepfakes``."""
    parties = result.outline.parties if result.outline else ()
    if len(parties) < 2 or not result.area.form:  # then it is not about cooperation
        return result.area.name
    return f"{'-'.join(parties)} cooperation on {inner(result.area.name)}"


def head_of(result: AssessmentResult, citations: Citations) -> Head:
    """The light, what was judged, and the bottom line; its age first where it is old."""
    standing = result.standing
    lines: list[Line] = [*override_lines(result.overrides), *_age(result)]
    bottom: list[Line] = []
    if result.meaning:
        bottom.append((sentence(first_sentence(result.meaning.next)),))
    elif standing.light is UNDETERMINED:
        bottom.append((f"No light yet: {short_reason(result)}",))
    if result.headline:
        bottom.append(citations.headline(result.headline.text, result.headline.evidence))
    if standing.light is not UNDETERMINED:
        bottom.append((_outlook(result),))
    lines.append(_run(bottom))
    return Head(standing.light, _note(result), subject(result), _date(result), tuple(lines))


def _run(lines: Iterable[Line]) -> Line:
    """Sentences as one line."""
    parts = [(" ", *line) if place else line for place, line in enumerate(lines)]
    return tuple(part for line in parts for part in line)


def _note(result: AssessmentResult) -> str:
    return "provisional" if unsure(result) else ""


def _date(result: AssessmentResult) -> str:
    return f"as of {result.as_of}"


def _age(result: AssessmentResult) -> Iterator[Line]:
    newer = result.outline.newer if result.outline else None
    if newer:
        yield (
            f"This is the judgement of {month(result.as_of)}. The newest one is of "
            f"{month(newer)}: leave out --as-of.",
        )
    elif result.newest_evidence:
        months = months_before(result.newest_evidence, result.as_of)
        if months >= OLD:
            yield (
                f"Old evidence: the newest is of {month(result.newest_evidence)}, "
                f"{months} months before this date.",
            )


def _outlook(result: AssessmentResult) -> str:
    until = f" by {month(result.outline.until)}" if result.outline else ""
    turning = [light.name for light in result.standing.turning]
    return f"May turn {listed(turning, 'or')}{until}." if turning else f"No change expected{until}."


# The entries around the answers.


def _before(result: AssessmentResult) -> Iterator[Entry]:
    yield Entry("Why", _sentences(reasons(result)))
    yield Entry("How sure", _sentences(certainty(result)))
    yield Entry("Confidence", _sentences(confidence_line(result)))
    checks = tuple(line[2:] for line in verdict_lines("", result.gates, 1))
    yield Entry("Checks", checks)


def _sentences(texts: Iterable[str]) -> tuple[Line, ...]:
    """Sentences as one line, if there are any."""
    text = " ".join(texts)
    return ((text,),) if text else ()


def _after(result: AssessmentResult, citations: Citations) -> Iterator[Entry]:
    yield Entry("Works now", works_now(result, citations))
    yield Entry("Not known", tuple(_not_known(result)))
    word, texts = way_to_better(result)
    yield Entry(word, _sentences(texts))
    yield Entry("Worse if", tuple(worse_if(result)))
    yield Entry("What to do", tuple(_steps(result)), numbered=True)


def works_now(result: AssessmentResult, citations: Citations) -> tuple[Line, ...]:
    """What lowers the barriers already: facts of the best answers, each with its note."""
    items = {item.id: item for item in result.evidence}
    found = [
        (-answer.light.rank, len(items[name].summary), name)
        for answer in result.answers
        for name in answer.evidence
        if isinstance(answer.light, LightId) and answer.criterion.id in items[name].lowers
    ]
    if not found:
        return ()
    _, _, first = min(found)
    return ((items[first].summary, *citations.cite([first])),)


def _not_known(result: AssessmentResult) -> Iterator[Line]:
    asked = [one.question for one in result.open_questions[:MOST_QUESTIONS]]
    while len(asked) > 1 and len(" ".join(asked)) > SHORT:
        asked.pop()
    if asked:
        yield (" ".join([*asked, "No source says."]),)


def worse_if(result: AssessmentResult) -> Iterator[Line]:
    """The event that would lower the light."""
    event = result.outline and result.outline.worse
    if event:
        name = {one.criterion.id: one.criterion.name for one in result.answers}[event.criterion]
        label = f" ({event.label})" if event.label else ""
        effect = "alone gives" if event.alone else f"is one of {counted(event.steps, 'step')} to"
        yield (f"{name} at {event.level}{label} {effect} {event.to.name}.",)


def _steps(result: AssessmentResult) -> Iterator[Line]:
    """What can be done now: who does what, and which barrier that lowers."""
    names = {answer.criterion.id: inner(answer.criterion.name) for answer in result.answers}
    for step in result.outline.steps if result.outline else ():
        what = step.short or inner(first_sentence(step.what).removesuffix("."))
        text = f"{step.who} could {what}" if step.who else capital(what)
        moved = f" ({names[step.moves[0]]})" if step.moves else ""
        yield (f"{text}{moved if len(text + moved) < SHORT - 2 else ''}.",)
    if result.standing.light is UNDETERMINED:
        open_ = sorted(_missing(result), key=lambda answer: answer.criterion.veto is None)
        for answer in open_[:MOST_STEPS]:
            yield (f"Find out: {first_sentence(answer.criterion.question)}",)


def _ending(result: AssessmentResult) -> Iterator[Entry]:
    newest = month(result.newest_evidence) if result.newest_evidence else "none"
    until = month(result.read_until) if result.read_until else newest
    read = f"; read to {until}" if until != newest else ", nothing later read"
    rubric = f"Rubric {result.rubric.id} {result.rubric.version}."
    yield Entry("Evidence", ((f"Newest {newest}{read}. {rubric} More: ", Code("--full"), "."),))


# The answers.


def _missing(result: AssessmentResult) -> list[Answer]:
    return [answer for answer in result.answers if answer.light is MISSING]


def worst_first(part: Dimension) -> list[Answer]:
    """The answers of a family, the worst first, vetoes first among equals; open ones last."""
    return sorted(
        part.criteria,
        key=lambda answer: (
            -answer.level[1] if answer.level else 1 + (answer.not_applicable is not None),
            answer.criterion.veto is None,
            -answer.level[0] if answer.level else 0,
        ),
    )


def _answers(result: AssessmentResult, citations: Citations) -> Answers:
    families = tuple(
        Family(short_name(part.name), tuple(_rows(result, part, citations)))
        for part in result.dimensions
    )
    counts = tuple(result.standing.tally.items())
    scale, highest = result.rubric.scale, result.rubric.highest
    inferred = ", ~ inferred" if result.support.inferred else ""
    ends = f"0 {scale[0]} … {highest} {scale[-1]}{inferred}"
    return Answers(counts, ends, families)


MANY_OPEN = 3


def _rows(result: AssessmentResult, part: Dimension, citations: Citations) -> Iterator[Row]:
    open_ = [answer for answer in part.criteria if answer.light is MISSING]
    for answer in worst_first(part):
        if answer.light is not MISSING or len(open_) < MANY_OPEN:
            yield _row(result, answer, citations)
    if len(open_) >= MANY_OPEN:
        names = [inner(answer.criterion.name) + veto_of(result, answer) for answer in open_]
        yield Row(MISSING, "-", "", "", f"Not answered: {', '.join(names)}", ())


def _row(result: AssessmentResult, answer: Answer, citations: Citations) -> Row:
    notes = tuple(sorted({citations.number(name) for name in answer.evidence}))
    apart = "not answered" if answer.not_applicable is None else "does not apply"
    label = apart if answer.level is None else label_of(answer)
    if answer.panel and (votes := dissent(answer.panel, answer.level)):
        label = f"{label}; dissent: {votes}" if label else f"dissent: {votes}"
    inferred = "~" if answer.basis is Basis.INFERRED else ""
    level = "-" if answer.level is None else f"{level_words(answer.level)}{inferred}"
    aside = veto_of(result, answer).strip()
    return Row(answer.light, level, answer.criterion.name, aside, label, notes)


def label_of(answer: Answer) -> str:
    """What the level of an answer means; of a range, at worst."""
    labels = answer.labels or ()
    if not labels:
        return ""
    return labels[0] if len(labels) == 1 else f"perhaps {labels[-1]}"


def veto_of(result: AssessmentResult, answer: Answer) -> str:
    """At which level the answer alone rules a light out."""
    veto = answer.criterion.veto
    if not veto:
        return ""
    aim = at_stake(result, answer.closes)
    return f" (veto at {veto[aim]})" if aim in veto else ""


# The notes.


def short_notes(result: AssessmentResult, citations: Citations) -> Notes:
    """The documents that the numbers of a brief lead to."""
    sources = {source.id: source for source in result.sources}
    return Notes(
        tuple(
            Note(number, name, (short_source(sources[name]),))
            for number, name in citations.numbered()
            if name in sources
        ),
        short=True,
    )
