"""What a rater may answer, in a sheet and in the panel of a rating: a level, a range, or a word."""

from __future__ import annotations

from typing import Any

from coopcli.model import NoLevel, PanelVote, Vote
from coopcli.problems import quoted
from coopcli.reading.log import Log
from coopcli.reading.records import Field, Record
from coopcli.reading.scale import LEVEL
from coopcli.reading.shapes import (
    PROSE,
    Description,
    ListOf,
    Shape,
    Text,
    is_nothing,
    whole_number,
)
from coopcli.reading.source import Node, Scalar

MOST_ROUNDS = 99

MOST_RATERS = 50
"""Most raters of one round; what is worked out of them grows by the square of their number."""

RATER = Text("a name or a pseudonym", r"[^\n]*", 80, form="a name in one line")
ROUND = whole_number(1, MOST_ROUNDS)


class _LevelOrRange:
    """A level, or the lowest and the highest level that an answer may have."""

    _range = ListOf(LEVEL, 2, 2)

    def read(self, node: Node, log: Log) -> tuple[int, int] | None:
        if node.__class__ is Scalar:
            level = LEVEL.read(node, log)
            return None if level is None else (level, level)
        ends: tuple[int, int] | None = self._range.read(node, log)
        if ends is not None and ends[0] > ends[1]:
            log.add(node.mark, "range-order", "a range runs from its lower to its upper level")
            return None
        return ends

    def describe(self) -> Description:
        return {"anyOf": [LEVEL.describe(), self._range.describe()]}


LEVEL_OR_RANGE = _LevelOrRange()


class Blank:
    """A text that may be left empty in a form that is filled in by hand."""

    def __init__(self, text: Shape) -> None:
        self._text = text

    def read(self, node: Node, log: Log) -> Any:
        if isinstance(node, Scalar) and (is_nothing(node) or not node.text.strip()):
            return ""
        return self._text.read(node, log)

    def describe(self) -> Description:
        return {"anyOf": [self._text.describe(), {"type": ["null", "string"], "maxLength": 0}]}


_WORDS = {
    "unknown": NoLevel.UNKNOWN,
    "not-applicable": NoLevel.NOT_APPLICABLE,
    "": NoLevel.BLANK,
}


class Given:
    """A level, a range of two, or a word for an answer without a level."""

    def read(self, node: Node, log: Log) -> tuple[int, int] | NoLevel | None:
        if isinstance(node, Scalar) and (is_nothing(node) or node.text in _WORDS):
            return _WORDS.get(node.text, NoLevel.BLANK)
        if isinstance(node, Scalar) and not node.text[:1].isdigit():
            words = " or ".join(word for word in _WORDS if word)
            message = f"a level, a range such as [1, 2], {words} is needed"
            log.add(node.mark, "not-an-answer", f"{message}, not {quoted(node.text)}")
            return None
        return LEVEL_OR_RANGE.read(node, log)

    def describe(self) -> Description:
        words = {"enum": [*(word for word in _WORDS if word), "", None]}
        return {"anyOf": [LEVEL_OR_RANGE.describe(), words]}


GIVEN = Given()

PANEL = Record(
    "a panel",
    PanelVote,
    {
        "round": Field(ROUND, "which time the panel answered"),
        "answers": Field(
            ListOf(
                Record(
                    "an answer of a rater",
                    Vote,
                    {
                        "rater": Field(RATER, "who answered; a pseudonym will do"),
                        "given": Field(GIVEN, "the level, a range of two, or a word for none"),
                        "reason": Field(PROSE, "why, in the words of the rater", ""),
                    },
                ),
                1,
                MOST_RATERS,
            ),
            "what each rater answered",
        ),
    },
)
