"""What one rater answered: a sheet, as the form writes it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from coopcli.model.values import PartialDate


class NoLevel(Enum):
    """An answer without a level; a rater who writes ``BLANK`` has not come to the question."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"
    BLANK = "blank"


Given = tuple[int, int] | NoLevel
"""The lowest and the highest level of an answer, or why there is none."""


class SheetAnswer(NamedTuple):
    """One rater's answer to one question, and the digest of the question as the rater saw it.

    ``evidence``: the items that the rater leans on.
    """

    digest: str
    given: Given
    reason: str = ""
    evidence: tuple[str, ...] = ()
    line: int = 0


class Sheet(NamedTuple):
    """The answers of one rater in one round, by area and question.

    ``receipt``: a digest of the whole file, which can be sent before the file itself; none where
    the sheet has no ``nonce``, since then it could be found by trying all answers.
    """

    rubric: str
    rater: str
    date: PartialDate
    round: int
    nonce: str
    areas: Mapping[str, Mapping[str, SheetAnswer]]
    receipt: str = ""
    path: str = ""
