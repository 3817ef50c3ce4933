"""From nodes to the cases that a pack keeps for its rubric."""

from __future__ import annotations

from collections.abc import Iterator

from coopcli.model import Fault, Path, Rubric
from coopcli.model.cases import Given, RuleCase
from coopcli.reading.brief import unknown_criterion
from coopcli.reading.given import LEVEL_OR_RANGE
from coopcli.reading.lights import LIGHT_OR_NONE, OUTLOOK
from coopcli.reading.log import Log
from coopcli.reading.records import Field, Record
from coopcli.reading.shapes import ID, PROSE, Description, ListOf, MapOf
from coopcli.reading.source import Document, Node, Scalar

CASES = "cases.yaml"
"""The file of a pack that holds its cases; a pack may have none."""


class _Given:
    """A level, a range, or the word ``missing``."""

    def read(self, node: Node, log: Log) -> Given | None:
        if isinstance(node, Scalar) and node.text == "missing":
            return "missing"
        found: tuple[int, int] | None = LEVEL_OR_RANGE.read(node, log)
        return found

    def describe(self) -> Description:
        return {"anyOf": [{"const": "missing"}, *LEVEL_OR_RANGE.describe()["anyOf"]]}


_GIVEN = _Given()
_QUESTIONS = ListOf(ID, distinct=True)

CASE = Record(
    "a case",
    RuleCase,
    {
        "id": Field(ID, "a short name, unique in the file"),
        "about": Field(PROSE, "what the case shows", ""),
        "levels": Field(
            MapOf(_GIVEN, bare=True), "answers by question: a level, a range or missing", {}
        ),
        "others": Field(_GIVEN, "the answer to every other question", "missing"),
        "hardening": Field(_QUESTIONS, "questions whose answer gets worse", ()),
        "easing": Field(_QUESTIONS, "questions whose answer gets better", ()),
        "light": Field(LIGHT_OR_NONE, "the light that must come out"),
        "outlook": Field(OUTLOOK, "the outlook that must come out", None),
        "decided-by": Field(_QUESTIONS, "the questions that must decide it", None),
    },
)

CASES_FILE = Record(
    "a file of cases", dict, {"cases": Field(ListOf(CASE, 1), "answers and the light they lead to")}
)


def read_cases(document: Document, rubric: Rubric) -> tuple[RuleCase, ...]:
    """The cases in a file, held against their rubric.

    Raises: InvalidInput with everything that is wrong with the file.
    """
    log = Log(document, rubric.highest, tuple([light.id for light in rubric.lights]))
    content = CASES_FILE.read(document.root, log)
    cases: tuple[RuleCase, ...] | None = content["cases"] if content else None
    log.blame(_faults(cases or (), rubric))
    return log.sound(cases)


def _faults(cases: tuple[RuleCase, ...], rubric: Rubric) -> Iterator[Fault]:
    seen: set[str] = set()
    for position, case in enumerate(cases):
        path: Path = ("cases", position)
        if case.id in seen:
            yield Fault((*path, "id"), "repeated-id", f"{case.id!r} stands twice")
        seen.add(case.id)
        for name, given in case.levels.items():
            if name not in rubric.criteria:
                yield unknown_criterion((*path, "levels", name), name, rubric)
            elif given != "missing" and not set(given) <= set(rubric.criteria[name].anchors):
                some = ", ".join(map(str, sorted(rubric.criteria[name].anchors)))
                message = f"the anchors of {name!r} are {some}"
                yield Fault((*path, "levels", name), "no-such-level", message)
        lists = {"hardening": case.hardening, "easing": case.easing}
        for key, names in (lists | {"decided-by": case.decided_by or ()}).items():
            for place, name in enumerate(names):
                if name not in rubric.criteria:
                    yield unknown_criterion((*path, key, place), name, rubric)
        for place, name in enumerate(case.easing):
            if name in case.hardening:
                message = f"{name!r} is hardening already"
                yield Fault((*path, "easing", place), "two-trends", message)
