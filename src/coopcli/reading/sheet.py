"""From nodes to an answer sheet: what one rater answered, on which questions as they were seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from coopcli.identity import question_digest, receipt_of
from coopcli.model import Evidence, Fault, NoLevel, PartialDate, Rubric, Sheet, SheetAnswer
from coopcli.problems import quoted
from coopcli.reading.area import LEVEL_OR_RANGE
from coopcli.reading.brief import unknown_evidence
from coopcli.reading.shapes import (
    DATE,
    ID,
    PROSE,
    Choice,
    Description,
    Field,
    ListOf,
    Log,
    MapOf,
    Record,
    Shape,
    Text,
    whole_number,
)
from coopcli.reading.source import Document, Node, Scalar

VERSION = "1"

MOST_ROUNDS = 99

RATER = Text("a name or a pseudonym", r"[^\n]*", 80, form="a name in one line")
NONCE = Text("a nonce", "[0-9a-f]{32}", 32, form="32 digits of 0-9 and a-f, chosen at random,")
DIGEST = Text("a digest of the question", "[0-9a-f]{64}", 64, form="64 digits of 0-9 and a-f")


class _Blank:
    """A text that may be left empty in a form that is filled in by hand."""

    def __init__(self, text: Shape) -> None:
        self._text = text

    def read(self, node: Node, log: Log) -> Any:
        if isinstance(node, Scalar) and not node.text.strip():
            return ""
        return self._text.read(node, log)

    def describe(self) -> Description:
        return {"anyOf": [self._text.describe(), {"type": ["null", "string"], "maxLength": 0}]}


_WORDS = {
    "unknown": NoLevel.UNKNOWN,
    "not-applicable": NoLevel.NOT_APPLICABLE,
    "": NoLevel.BLANK,
}


class _Given:
    """A level, a range of two, or a word for an answer without a level."""

    def read(self, node: Node, log: Log) -> tuple[int, int] | NoLevel | None:
        if isinstance(node, Scalar) and node.text in _WORDS:
            return _WORDS[node.text]
        if isinstance(node, Scalar) and not node.text[:1].isdigit():
            words = " or ".join(word for word in _WORDS if word)
            message = f"a level, a range such as [1, 2], {words} is needed"
            log.add(node.mark, "not-an-answer", f"{message}, not {quoted(node.text)}")
            return None
        return LEVEL_OR_RANGE.read(node, log)

    def describe(self) -> Description:
        words = {"enum": [*(word for word in _WORDS if word), "", None]}
        return {"anyOf": [LEVEL_OR_RANGE.describe(), words]}


ANSWER = Record(
    "an answer",
    SheetAnswer,
    {
        "digest": Field(DIGEST, "the digest of the question with its anchors, as it was seen"),
        "given": Field(
            _Given(), "the level, a range of two, 'unknown' or 'not-applicable'; empty: not yet"
        ),
        "reason": Field(_Blank(PROSE), "why this level and not its neighbour", ""),
        "evidence": Field(ListOf(ID, distinct=True), "the items that the rater leans on", ()),
    },
    located=True,
)

SHEET = Record(
    "an answer sheet",
    dict,
    {
        "answer-sheet": Field(Choice({VERSION: 1}), "the version of this form"),
        "rubric": Field(ID, "the id of the rubric that asks"),
        "rater": Field(RATER, "who answers; a pseudonym will do"),
        "date": Field(DATE, "the day on which the answers were given"),
        "round": Field(whole_number(1, MOST_ROUNDS), "which time the panel answers"),
        "nonce": Field(
            _Blank(NONCE), "32 random digits, so that nobody finds the answers by trying", ""
        ),
        "areas": Field(MapOf(MapOf(ANSWER)), "the answers by area and question"),
    },
)


def read_sheet(document: Document, today: date) -> Sheet:
    """The answer sheet in a file, held against no rubric.

    Raises: InvalidInput with everything that is wrong with the file in itself.
    """
    log = Log(document)
    content = log.sound(SHEET.read(document.root, log))
    log.blame(_faults(content, today))
    content = log.sound(content)
    answered = {
        area: {name: one for name, one in answers.items() if one.given is not NoLevel.BLANK}
        for area, answers in content["areas"].items()
    }
    nonce = content["nonce"]
    return Sheet(
        content["rubric"],
        content["rater"],
        content["date"],
        content["round"],
        nonce,
        answered,
        receipt_of(document.text) if nonce else "",
        document.path,
    )


def _faults(content: Mapping[str, Any], today: date) -> Iterator[Fault]:
    day: PartialDate = content["date"]
    if day.first != day.last:
        yield Fault(("date",), "wrong-date", f"a whole date is needed, as 2020-10-31, not {day}")
    elif day.first > today + timedelta(days=1):  # a day has begun elsewhere before it has here
        yield Fault(("date",), "future-date", f"{day} lies ahead: today is {today}")
    if not any(content["areas"].values()):
        yield Fault(("areas",), "empty", "a sheet needs an answer")


def faults_under(
    sheet: Sheet, area: str, rubric: Rubric, ledger: Mapping[str, Evidence]
) -> Iterator[Fault]:
    """What is wrong with a sheet under a rubric as a whole, and with its answers on one area."""
    if sheet.rubric != rubric.id:
        message = f"the sheet answers the rubric {sheet.rubric!r}, not {rubric.id!r}"
        yield Fault(("rubric",), "other-rubric", message)
        return
    if area not in sheet.areas:
        areas = " and ".join(map(quoted, sheet.areas)) or "none"
        yield Fault(("areas",), "other-area", f"{area!r} is not in this sheet, only {areas}")
        return
    for name, answer in sheet.areas[area].items():
        path = ("areas", area, name)
        if stale(name, answer, rubric):
            continue  # what it asked is not known any more
        levels = answer.given if isinstance(answer.given, tuple) else ()
        for level in dict.fromkeys(levels):
            if level not in rubric.criteria[name].anchors:
                known = ", ".join(map(str, sorted(rubric.criteria[name].anchors)))
                message = f"{name!r} has no level {level}; its anchors are {known}"
                yield Fault((*path, "given"), "no-such-level", message)
        for place, item in enumerate(answer.evidence):
            if item not in ledger:
                yield unknown_evidence((*path, "evidence", place), item, ledger)


def stale(name: str, answer: SheetAnswer, rubric: Rubric) -> str:
    """Why an answer is not used: its question is gone or reads otherwise now; else nothing."""
    criterion = rubric.criteria.get(name)
    if criterion is None:
        return "the rubric does not ask it"
    if question_digest(criterion) != answer.digest:
        return "its words or its anchors have changed since it was answered"
    return ""
