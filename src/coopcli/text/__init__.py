"""From results to reports: what is said, in which order and words; knows no format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coopcli.results.kinds import text_of
from coopcli.results.parts import Result

if TYPE_CHECKING:
    from coopcli.text.blocks import Block  # machine formats never need it


class Report(NamedTuple):
    """A result and how much of it is printed.

    ``detail``: -1 one line, 0 what is usual, 1 everything behind it, 2 that with questions.
    """

    result: Result
    detail: int = 0

    @property
    def kind(self) -> str:
        """The kind of the result."""
        return self.result.kind

    def blocks(self) -> list[Block]:
        """The blocks for people; machine formats only use the result."""
        return text_of(self.kind)(self.result, detail=self.detail)
