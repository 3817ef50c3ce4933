"""From nodes to an answer sheet: what one rater answered, on which questions as they were seen."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from datetime import date, timedelta
from typing import Any

from coopcli.identity import question_digest, receipt_of
from coopcli.model import Evidence, Fault, NoLevel, PartialDate, Rubric, Sheet, SheetAnswer
from coopcli.problems import quoted
from coopcli.reading.brief import unknown_evidence
from coopcli.reading.given import GIVEN, RATER, ROUND, Blank
from coopcli.reading.log import Log
from coopcli.reading.records import Field, Record
from coopcli.reading.shapes import DATE, ID, PROSE, Choice, ListOf, MapOf, Text
from coopcli.reading.source import Document, Mapping

VERSION = "1"

NONCE = Text("a nonce", "[0-9a-f]{32}", 32, form="32 digits of 0-9 and a-f, chosen at random,")
DIGEST = Text("a digest of the question", "[0-9a-f]{64}", 64, form="64 digits of 0-9 and a-f")


ANSWER = Record(
    "an answer",
    SheetAnswer,
    {
        "digest": Field(DIGEST, "the digest of the question with its anchors, as it was seen"),
        "given": Field(
            GIVEN, "the level, a range of two, 'unknown' or 'not-applicable'; empty: not yet"
        ),
        "reason": Field(Blank(PROSE), "why this level and not its neighbour", ""),
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
        "round": Field(ROUND, "which time the panel answers"),
        "nonce": Field(
            Blank(NONCE), "32 random digits, so that nobody finds the answers by trying", ""
        ),
        "areas": Field(MapOf(MapOf(ANSWER)), "the answers by area and question"),
    },
)


def read_sheet(document: Document, today: date) -> Sheet:
    """The answer sheet in a file, held against no rubric.

    Raises: InvalidInput with everything that is wrong with the file in itself.
    """
    log = Log(document)
    if isinstance(document.root, Mapping) and {"form", "areas"} <= document.root.keys():
        message = "this is a draft: load it into the form, and save the answer sheet there"
        log.add(document.root.mark, "a-draft", message)
        log.sound(None)
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


def _faults(content: MappingOf[str, Any], today: date) -> Iterator[Fault]:
    day: PartialDate = content["date"]
    if day.first != day.last:
        yield Fault(("date",), "wrong-date", f"a whole date is needed, as 2020-10-31, not {day}")
    elif day.first > today + timedelta(days=1):  # a day has begun elsewhere before it has here
        yield Fault(("date",), "future-date", f"{day} lies ahead: today is {today}")
    if not any(content["areas"].values()):
        yield Fault(("areas",), "empty", "a sheet needs an answer")


def faults_under(
    sheet: Sheet, area: str, rubric: Rubric, ledger: MappingOf[str, Evidence]
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
    digests = digests_of(rubric)
    for name, answer in sheet.areas[area].items():
        path = ("areas", area, name)
        if stale(name, answer, digests):
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


def digests_of(rubric: Rubric) -> dict[str, str]:
    """The digest of every question as it reads now."""
    return {name: question_digest(criterion) for name, criterion in rubric.criteria.items()}


def stale(name: str, answer: SheetAnswer, digests: MappingOf[str, str]) -> str:
    """Why an answer is not used: its question is gone or reads otherwise now; else nothing."""
    if name not in digests:
        return "the rubric does not ask this"
    if digests[name] != answer.digest:
        return "words or anchors have changed since then"
    return ""
