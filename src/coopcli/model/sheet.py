"""What one rater answered: a sheet, as the form writes it."""

from collections.abc import Mapping, Sequence
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


def median(ranges: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The median of answers; both middles of an even number, and of ranges those of each end."""
    if not ranges:
        return None
    low, high = sorted(one[0] for one in ranges), sorted(one[1] for one in ranges)
    return low[(len(low) - 1) // 2], high[len(high) // 2]


class Vote(NamedTuple):
    """What one rater of a panel answered, and why, in the words of the rater."""

    rater: str
    given: Given
    reason: str = ""


class PanelVote(NamedTuple):
    """The answers of a panel to one question, in one round."""

    round: int
    answers: tuple[Vote, ...]


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
