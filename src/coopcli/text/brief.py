"""From the result of one area to a brief on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopcli.model import Basis, PartialDate
from coopcli.results.answers import Answer
from coopcli.results.parts import Evidence
from coopcli.results.values import MISSING, UNDETERMINED, name_of
from coopcli.studies.assess import AssessmentResult, Dimension
from coopcli.text.blocks import (
    Answers,
    Block,
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
from coopcli.text.brief_ahead import commands, not_known, steps, way_to_better, works_now, worse_if
from coopcli.text.brief_certainty import certainty, confidence_line, unsure
from coopcli.text.brief_reasons import fact_text, facts_of, reasons, short_reason
from coopcli.text.brief_room import INNER, LINES, height, wrapped
from coopcli.text.gates import verdict_lines
from coopcli.text.lights import at_stake
from coopcli.text.notes import Citations, DocumentCitations
from coopcli.text.reasons import override_lines
from coopcli.text.votes import dissent
from coopcli.text.words import (
    first_sentence,
    inner,
    level_words,
    listed,
    month,
    months_before,
    sentence,
    short_source,
)

OLD = 12
"""Months between the newest evidence and the date of a judgement from which a brief opens with
that."""

ROOM = ((False, 3), (True, 3), (True, 2), (True, 1))
"""Whether a brief is terse, and how many steps it names; the first with room for a fact counts."""


def brief_blocks(result: AssessmentResult, citations: Citations | None = None) -> list[Block]:
    """The brief of one area.

    With ``citations`` the notes are numbered with those of other reports, and follow elsewhere.
    """
    own = citations or DocumentCitations(result.evidence)
    rows = _answers(result, own)  # the order of the rows is that of the numbers
    facts = [_fact(name, item, own) for name, item in facts_of(result)]
    needed = wrapped(facts[0], INNER) if facts else 0
    head = head_of(result)
    tried = []
    for terse, most in ROOM:
        before = before_answers(result, own, terse=terse)
        rest: list[Block] = [rows, _entries(_after(result, own, most, terse=terse))]
        if citations is None and (notes := short_notes(result, own)).notes:
            rest.append(notes)
        rest.append(_entries(_ending(result, more=citations is None)))
        tried.append((LINES - height([head, before, *rest]), before, rest))
        if tried[-1][0] >= needed:
            break
    enough = [one for one in tried[: len(ROOM) - 1] if one[0] >= needed]  # for a fact
    enough += [one for one in tried if one[0] >= 0]
    room, before, rest = enough[0] if enough else tried[-1]
    return [head, _with_facts(before, tuple(_fitting(facts, room))), *rest]


def quiet_blocks(result: AssessmentResult) -> list[Block]:
    """One line with the light and a reason, and one for each check that did not pass."""
    note = f", {_note(result)}" if _note(result) else ""
    text = f"{note} {subject(result)}, {_date(result)}: {short_reason(result)}"
    lines: list[Line] = [(Mark(result.standing.light), text)]
    lines += [line[2:] for line in verdict_lines("", result.gates)]
    return [Together(tuple(map(Paragraph, lines)))]


def _fact(name: str, item: Evidence, citations: Citations) -> Line:
    """A fact behind an obstacle, with its note."""
    return (f"{name}: {fact_text(item)}", *citations.cite([item.id]))


def _fitting(facts: Iterable[Line], room: int) -> Iterator[Line]:
    """The facts for which there is room."""
    for fact in facts:
        room -= wrapped(fact, INNER)
        if room < 0:
            return
        yield fact


def _with_facts(before: Entries, facts: tuple[Line, ...]) -> Entries:
    """Facts behind the obstacles, before the one that stands for the area."""
    why, *others = before.entries
    if others and others[0].word == "Facts":
        facts = (*facts, *others.pop(0).lines)
    return _entries([why, Entry("Facts", facts), *others])


def before_answers(
    result: AssessmentResult, citations: Citations, *, terse: bool = False
) -> Entries:
    """Why, how sure and how well supported."""
    return _entries(_before(result, citations, terse=terse))


def _entries(entries: Iterable[Entry]) -> Entries:
    return Entries(tuple(entry for entry in entries if entry.lines))


# The head.


def subject(result: AssessmentResult) -> str:
    """What was judged, in the words of the rubric: ``US-China cooperation on deepfakes``."""
    words = result.outline.subject if result.outline else None
    return f"{words} {inner(result.area.name)}" if words else result.area.name


def head_of(result: AssessmentResult) -> Head:
    """The light, what was judged, and the bottom line; its age first where it is old."""
    standing = result.standing
    lines: list[Line] = [*override_lines(result.overrides), *_age(result)]
    bottom: list[Line] = []
    if result.meaning:
        bottom.append((_advice(result, result.meaning.next),))
    elif standing.light is UNDETERMINED:
        best, worst = standing.best.name, standing.worst.name
        bottom.append((f"No light yet. The open answers allow anything from {worst} to {best}.",))
    if standing.light is not UNDETERMINED and not _is_over(result):
        bottom.append((_outlook(result),))
    lines.append(_run(bottom))
    return Head(standing.light, _note(result), subject(result), _date(result), tuple(lines))


def _advice(result: AssessmentResult, text: str) -> str:
    """What the light asks for, in a sentence; of an old judgement with its date."""
    advice = sentence(first_sentence(text))
    if result.outline and result.outline.newer:
        return f"In {month(result.as_of)}: {inner(advice)}"
    return advice


def _run(lines: Iterable[Line]) -> Line:
    """Sentences as one line."""
    parts = [(" ", *line) if place else line for place, line in enumerate(lines)]
    return tuple(part for line in parts for part in line)


def _note(result: AssessmentResult) -> str:
    return "provisional" if unsure(result) else ""


def _date(result: AssessmentResult) -> str:
    return f"as of {result.as_of}"


def _age(result: AssessmentResult) -> Iterator[Line]:
    ahead = result.outline
    if ahead and ahead.newer:
        light = f", is {name_of(ahead.newer_light)}" if ahead.newer_light else ""
        yield (
            f"This is the judgement of {month(result.as_of)}. The newest, of "
            f"{month(ahead.newer)}{light}.",
        )
    elif (newest := result.newest_evidence) and _is_old(result):
        yield (
            f"Old: newest evidence of {month(newest)}; sources read up to {month(_read(result))}.",
        )


def _read(result: AssessmentResult) -> PartialDate:
    """The date up to which sources were read, that of the judgement if it is later."""
    return max(filter(None, (result.as_of, result.read_until)), key=lambda date: date.last)


def _is_old(result: AssessmentResult) -> bool:
    """Whether the newest evidence is much older than what was read."""
    newest = result.newest_evidence
    return newest is not None and months_before(newest, _read(result)) >= OLD


def _outlook(result: AssessmentResult) -> str:
    until = f" by {month(result.outline.until)}" if result.outline else ""
    turning = [light.name for light in result.standing.turning]
    if turning:
        return f"If trends go on, it may turn {listed(turning, 'or')}{until}."
    return f"No change in sight{until}."


def _is_over(result: AssessmentResult) -> bool:
    """Whether the outlook says nothing any more.

    Its time was over when the newest document was written. Or it saw no change, and the evidence is
    old or there is a newer judgement.
    """
    ahead, read = result.outline, result.read_until
    if ((ahead and ahead.newer) or _is_old(result)) and not result.standing.turning:
        return True
    return bool(ahead and read and ahead.until.last < read.last)


# The entries around the answers.


def _before(result: AssessmentResult, citations: Citations, *, terse: bool) -> Iterator[Entry]:
    yield Entry("Why", _sentences(reasons(result, terse=terse)))
    if result.headline:
        line = citations.headline(result.headline.text, result.headline.evidence)
        yield Entry("Facts", (line,))
    yield Entry("How sure", _sentences(certainty(result, terse=terse)))
    yield Entry("Confidence", _sentences(confidence_line(result)))
    checks = tuple(line[2:] for line in verdict_lines("", result.gates, 1))
    yield Entry("Checks", checks)


def _sentences(texts: Iterable[str]) -> tuple[Line, ...]:
    """Sentences as one line, if there are any."""
    text = " ".join(texts)
    return ((text,),) if text else ()


def _after(
    result: AssessmentResult, citations: Citations, most: int, *, terse: bool
) -> Iterator[Entry]:
    then = bool(result.outline and result.outline.newer)
    yield Entry("Worked then" if then else "Works now", works_now(result, citations))
    yield Entry("Not known", tuple(not_known(result)))
    word, texts = way_to_better(result, terse=terse)
    yield Entry(word, _sentences(texts))
    yield Entry("Worse if", tuple(worse_if(result)))
    word = "To do then" if then else "What to do"
    yield Entry(word, tuple(steps(result, terse=terse))[:most], numbered=True)


def _ending(result: AssessmentResult, *, more: bool) -> Iterator[Entry]:
    """What the brief rests on, and with ``more`` what to type for the rest."""
    newest, read = result.newest_evidence, result.read_until
    parts = [f"Newest {month(newest)}" if newest else "None"]
    if read and not (newest and (month(newest) == month(read) or _is_old(result))):
        parts.append(f"read to {month(read)}")
    rated = f"“Our ratings”: by the authors of {result.rubric.id} {result.rubric.version}."
    yield Entry("Evidence", ((f"{'; '.join(parts)}. {rated}",),))
    if more and (typed := commands(result)):
        yield Entry("More", typed)


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
        Family(part.label or part.name, tuple(_rows(result, part, citations)))
        for part in result.dimensions
    )
    counts = tuple(result.standing.tally.items())
    scale, highest = result.rubric.scale, result.rubric.highest
    inferred = ", ~ inferred" if result.support.inferred else ""
    ends = f"levels: 0 {scale[0]} … {highest} {scale[-1]}{inferred}"
    return Answers(counts, ends, families)


def _rows(result: AssessmentResult, part: Dimension, citations: Citations) -> Iterator[Row]:
    open_ = [answer for answer in part.criteria if answer.light is MISSING]
    apart = [answer for answer in part.criteria if answer.not_applicable is not None]
    together = [group for group in (open_, apart) if len(group) > 1]
    for answer in worst_first(part):
        if not any(answer in group for group in together):
            yield _row(result, answer, citations)
    for group in together:
        words = "Not answered" if group is open_ else "Does not apply"
        names = [inner(answer.criterion.name) + veto_of(result, answer) for answer in group]
        yield Row(group[0].light, "-", "", "", f"{words}: {', '.join(names)}", ())


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
