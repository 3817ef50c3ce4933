"""From the result of one area to a brief on one screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from coopcli.model import PartialDate
from coopcli.results.values import UNDETERMINED, name_of
from coopcli.studies.assess import AssessmentResult
from coopcli.text.blocks import (
    Block,
    Entries,
    Entry,
    Head,
    Line,
    Mark,
    Note,
    Notes,
    Paragraph,
    Together,
)
from coopcli.text.brief_ahead import (
    commands,
    not_known,
    steps,
    unaddressed,
    way_to_better,
    works_now,
    worse_if,
)
from coopcli.text.brief_answers import answers_of, key
from coopcli.text.brief_certainty import certainty, confidence_line, unsure
from coopcli.text.brief_reasons import fact_text, facts_of, reasons, short_reason
from coopcli.text.brief_room import INNER, LINES, height, wrapped
from coopcli.text.gates import verdict_lines
from coopcli.text.notes import Citations, DocumentCitations
from coopcli.text.reasons import override_lines
from coopcli.text.words import (
    TURNS,
    first_sentence,
    inner,
    listed,
    month,
    months_before,
    number,
    sentence,
    short_source,
)

OLD = 12
"""Months between the newest evidence and the date of a judgement from which a brief opens with
that."""

MOST_TRENDS = 2
"""Most answers with a trend that the head of a brief names."""

ROOM = ((0, 3), (1, 3), (2, 3), (2, 2), (3, 2), (4, 2), (4, 1))
"""How terse a brief is, and how many steps it names; the first with room for a fact counts.

From 1 on, one command alone; from 2, less on how sure the light is; from 3, fewer
meanings of levels; from 4, without the readings of weak evidence.
"""


def brief_blocks(
    result: AssessmentResult,
    citations: Citations | None = None,
    issued: PartialDate | None = None,
) -> list[Block]:
    """The brief of one area.

    With ``citations`` the notes are numbered with those of other reports, and follow elsewhere.
    ``issued``: when the document is issued in which it stands, if it is in one with a date.
    """
    own = citations or DocumentCitations(result.evidence)
    rows = answers_of(result, own)  # the order of the rows is that of the numbers
    facts = _facts(result, own)
    sizes = [wrapped(fact, INNER) for fact in facts] or [0]
    head = head_of(result, issued)
    tried = []
    for terse, most in ROOM:
        before = before_answers(result, terse=terse)
        rest: list[Block] = [rows, _entries(_after(result, own, most, terse=terse))]
        if citations is None and (notes := short_notes(result, own)).notes:
            rest.append(notes)
        rest.append(_entries(_ending(result, terse=terse, more=citations is None)))
        tried.append((LINES - height([head, before, *rest]), before, rest))
        if tried[-1][0] >= sizes[0]:
            break
    several, wanted = tried[: len(ROOM) - 1], (sizes[0], min(sizes))
    # A fact behind what is in the way is worth more than a second step.
    enough = [
        one for least in wanted for some in (several, tried) for one in some if one[0] >= least
    ]
    enough += [one for some in (several, tried) for one in some if one[0] >= 0]
    room, before, rest = enough[0] if enough else tried[-1]
    return [head, _with_facts(before, tuple(_fitting(facts, room))), *rest]


def quiet_blocks(result: AssessmentResult) -> list[Block]:
    """One line with the light and a reason, and one for each check that did not pass."""
    note = f", {_note(result)}" if _note(result) else ""
    text = f"{note} {subject(result)}, {_date(result)}: {short_reason(result)}"
    lines: list[Line] = [(Mark(result.standing.light), text)]
    lines += [line[2:] for line in verdict_lines("", result.gates)]
    return [Together(tuple(map(Paragraph, lines)))]


def _facts(result: AssessmentResult, citations: Citations) -> list[Line]:
    """What stands behind the obstacles, with notes, what matters most first."""
    headline, lines = result.headline, []
    for name, item in facts_of(result):
        if item:
            lines.append((f"{name}: {fact_text(item)}", *citations.cite([item.id])))
        elif headline:
            lines.append(citations.headline(headline.text, headline.evidence))
    return lines


def _fitting(facts: Iterable[Line], room: int) -> Iterator[Line]:
    """The facts for which there is room."""
    for fact in facts:
        if (lines := wrapped(fact, INNER)) <= room:
            room -= lines
            yield fact


def _with_facts(before: Entries, facts: tuple[Line, ...]) -> Entries:
    """Facts behind the obstacles, after the reasons."""
    why, *others = before.entries
    return _entries([why, Entry("Facts", facts), *others])


def before_answers(result: AssessmentResult, *, terse: int = 0) -> Entries:
    """Why, how sure and how well supported."""
    return _entries(_before(result, terse=terse))


def _entries(entries: Iterable[Entry]) -> Entries:
    return Entries(tuple(entry for entry in entries if entry.lines))


# The head.


def subject(result: AssessmentResult) -> str:
    """What was judged, in the words of the rubric: ``US-China cooperation on deepfakes``.

    A first word that has its capital within a sentence of the scope keeps it: a proper name.
    """
    words, name = result.outline.subject if result.outline else None, result.area.name
    if not words:
        return name
    proper = re.search(rf"[^.!?:] {re.escape(name.split()[0])}\b", result.area.scope)
    return f"{words} {name if proper else inner(name)}"


def head_of(result: AssessmentResult, issued: PartialDate | None = None) -> Head:
    """The light, what was judged, and the bottom line; its age first where it is old."""
    standing = result.standing
    lines: list[Line] = [*override_lines(result.overrides)]
    bottom: list[Line] = [*_age(result, issued)]
    if result.meaning:
        bottom.append((_advice(result, result.meaning.next),))
    elif standing.light is UNDETERMINED:
        best, worst = standing.best.name, standing.worst.name
        bottom.append((f"No light yet. The open answers allow anything from {worst} to {best}.",))
    if standing.light is not UNDETERMINED and not _is_over(result, issued):
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


def _age(result: AssessmentResult, issued: PartialDate | None) -> Iterator[Line]:
    ahead, read = result.outline, _read(result)
    if ahead and ahead.newer:
        light = f", is {name_of(ahead.newer_light)}" if ahead.newer_light else ""
        yield (
            f"This is the judgement of {month(result.as_of)}. The newest, of "
            f"{month(ahead.newer)}{light}.",
        )
    elif (newest := result.newest_evidence) and _is_old(result):
        yield (
            f"Old: our sources go to {month(read)}, none on this area after "
            f"{month(newest)}. Check before you use it.",
        )
    elif issued and months_before(read, issued) >= OLD:
        yield (f"Our sources go to {month(read)}. Check what is newer before you use it.",)


def _read(result: AssessmentResult) -> PartialDate:
    """The date up to which sources were read, that of the judgement if it is later."""
    return max(filter(None, (result.as_of, result.read_until)), key=lambda date: date.last)


def _resting_on(result: AssessmentResult) -> str:
    """On what a light rests, as the opening of a sentence."""
    newest = result.newest_evidence
    return (
        f"On what was known in {month(newest)}" if newest and _is_old(result) else "As things stand"
    )


def _is_old(result: AssessmentResult) -> bool:
    """Whether the newest evidence is much older than what was read."""
    newest = result.newest_evidence
    return newest is not None and months_before(newest, _read(result)) >= OLD


def _outlook(result: AssessmentResult) -> str:
    until = month(result.outline.until) if result.outline else ""
    turning = [light.name for light in result.standing.turning]
    moving = [one for one in result.answers if one.trend in TURNS]
    if not turning:
        outlook = f"Outlook to {until}" if until else "Outlook"
        return f"{outlook}: {'no change' if moving else 'no trend'}."
    by = f" by {until}" if until else ""
    ways = {TURNS[one.trend] for one in moving}
    names = listed(inner(one.criterion.name) for one in moving)
    trends = f"trends in {number(len(moving))} answers go on"
    if len(ways) == 1 and len(moving) <= MOST_TRENDS:
        answers = f"answer on {names} gets" if len(moving) == 1 else f"answers on {names} get"
        trends = f"the {answers} {ways.pop()}, as trends suggest"
    return f"If {trends}, the light may turn {listed(turning, 'or')}{by}."


def _is_over(result: AssessmentResult, issued: PartialDate | None) -> bool:
    """Whether the outlook says nothing any more.

    Its time was over when the newest document was written, or is when its own document is issued.
    Or it saw no change, and the evidence is old or there is a newer judgement.
    """
    ahead = result.outline
    if ((ahead and ahead.newer) or _is_old(result)) and not result.standing.turning:
        return True
    dates = filter(None, (result.read_until, issued))
    return ahead is not None and any(ahead.until.last < date.last for date in dates)


# The entries around the answers.


def _before(result: AssessmentResult, *, terse: int) -> Iterator[Entry]:
    yield Entry("Why", _sentences(reasons(result, terse=terse > 2)))
    yield Entry(
        "How sure",
        _sentences(certainty(result, terse=max(0, terse - 1), opening=_resting_on(result))),
    )
    texts = [confidence_line(result, terse=terse > 1), _newest(result) if terse < 2 else ""]
    yield Entry("Evidence", _sentences(filter(None, texts)))
    checks = tuple(line[2:] for line in verdict_lines("", result.gates, 1))
    yield Entry("Checks", checks)


def _newest(result: AssessmentResult) -> str:
    """How new the evidence is, where the head does not say it."""
    newest, read = result.newest_evidence, result.read_until
    if newest is None or _is_old(result):
        return ""
    if read is None or month(newest) == month(read):
        return "" if month(newest) == month(result.as_of) else f"Newest: {month(newest)}."
    return f"Newest: {month(newest)}, read up to {month(read)}."


def _sentences(texts: Iterable[str]) -> tuple[Line, ...]:
    """Sentences as one line, if there are any."""
    text = " ".join(texts)
    return ((text,),) if text else ()


def _after(
    result: AssessmentResult, citations: Citations, most: int, *, terse: int
) -> Iterator[Entry]:
    then = bool(result.outline and result.outline.newer)
    yield Entry("Key", tuple(key(result)))
    works, dated = works_now(result, citations)
    yield Entry("Worked then" if then else "Has worked" if dated else "Works now", works)
    yield Entry("Not known", tuple(not_known(result)))
    word, texts = way_to_better(result, terse=terse > 2)
    yield Entry(word, _sentences(texts))
    yield Entry("Worse if", tuple(worse_if(result, terse=terse > 2)))
    word = "To do then" if then else "What to do"
    yield Entry(word, tuple(steps(result))[:most], numbered=True)
    yield Entry("No step for", tuple(unaddressed(result, terse=terse > 0)))


def _ending(result: AssessmentResult, *, terse: int, more: bool) -> Iterator[Entry]:
    """What the brief rests on, and with ``more`` what to type for the rest."""
    yield rated_by(result)
    if more and (typed := commands(result, terse=terse > 0)):
        yield Entry("More", typed)


def rated_by(result: AssessmentResult) -> Entry:
    """Whose ratings these are."""
    pack = f"{result.rubric.id} {result.rubric.version}"
    others = result.framework or "the sources or their publishers"
    text = f"The authors of {pack} (a data pack), not {others}."
    if result.rated:
        text = f"Whoever wrote {result.rated}, by the questions of {pack}."
    return Entry("Rated by", ((text,),))


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
