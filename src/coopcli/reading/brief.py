"""From nodes to what stands at the top of a brief: headlines, and what nobody has answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coopcli.model import Fault, Headline, IssueArea, OpenQuestion, PartialDate, Path, Rubric
from coopcli.problems import hint
from coopcli.reading import argument
from coopcli.reading.records import Field, Record
from coopcli.reading.shapes import DATE, ID, LINE, ListOf

HEADLINE = Record(
    "a headline",
    Headline,
    {
        "known": Field(DATE, "the date from which it holds"),
        "text": Field(LINE, "one sentence on this area, of at most 25 words"),
        "evidence": Field(ListOf(ID, 1, distinct=True), "the items that it rests on"),
    },
)

OPEN_QUESTION = Record(
    "an open question",
    OpenQuestion,
    {
        "known": Field(DATE, "the date from which it is open"),
        "criterion": Field(ID, "the criterion that it would help to answer"),
        "question": Field(LINE, "what nobody has answered, as a question"),
        "until": Field(DATE, "the date from which it is answered", None),
    },
)


def headline_faults(area: IssueArea) -> Iterator[Fault]:
    """Faults of the headlines of an area: their order, their length, and what they cite."""
    before: PartialDate | None = None
    for position, headline in enumerate(area.headlines):
        path = ("headlines", position)
        if before and headline.known.last <= before.last:
            message = f"{headline.known} does not come after {before}"
            yield Fault((*path, "known"), "dates-out-of-order", message)
        before = headline.known
        sentences, words = argument.sentences(headline.text), argument.words(headline.text)
        if len(sentences) > 1 or len(words) > argument.LONGEST_HEADLINE:
            found = f"{len(sentences)} sentences" if len(sentences) > 1 else f"{len(words)} words"
            message = f"one sentence of at most {argument.LONGEST_HEADLINE} words is needed"
            yield Fault((*path, "text"), "headline-too-long", f"{message}, not {found}")
        for name in argument.marks(headline.text):
            if name not in headline.evidence:
                message = f"the headline marks {name!r}, which it does not cite"
                yield Fault((*path, "text"), "mark-not-cited", message)
        for place, name in enumerate(headline.evidence):
            at, item = (*path, "evidence", place), area.evidence.get(name)
            if item is None:
                yield unknown_evidence(at, name, area.evidence)
            elif item.known.last > headline.known.last:
                message = f"{name!r} became known on {item.known}, after {headline.known}"
                yield Fault(at, "evidence-newer", message)


def question_faults(area: IssueArea, rubric: Rubric) -> Iterator[Fault]:
    """Faults of what an area says that nobody has answered."""
    for position, question in enumerate(area.open_questions):
        path = ("open-questions", position)
        if question.criterion not in rubric.criteria:
            yield unknown_criterion((*path, "criterion"), question.criterion, rubric)
        if not question.question.endswith("?"):
            message = "a question is needed, with its question mark"
            yield Fault((*path, "question"), "no-question", message)
        if question.until and question.until.last <= question.known.last:
            message = f"{question.until} does not come after {question.known}"
            yield Fault((*path, "until"), "dates-out-of-order", message)


def unknown_evidence(path: Path, name: str, known: Iterable[str]) -> Fault:
    """An id of evidence that nothing has, with the nearest ones."""
    return Fault(path, "unknown-evidence", f"no evidence {name!r}{hint(name, list(known))}")


def unknown_criterion(path: Path, name: str, rubric: Rubric) -> Fault:
    """An id of a criterion that the rubric does not have, with the nearest ones."""
    message = f"{rubric.id} has no criterion {name!r}{hint(name, list(rubric.criteria))}"
    return Fault(path, "unknown-criterion", message)
