"""From results to reports: what is said, in which order and words; knows no format."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coopcli.results.kinds import text_of
from coopcli.results.parts import Result

if TYPE_CHECKING:
    from coopcli.text.blocks import Block  # machine formats never need it


class Report(NamedTuple):
    """A result, and how much of it is told: -1 the verdict alone, 0 all, 1 all with grounds."""

    result: Result
    detail: int = 0

    @property
    def kind(self) -> str:
        """The kind of the result."""
        return self.result.kind

    def blocks(self) -> list[Block]:
        """The blocks for people; machine formats only use the result."""
        return text_of(self.kind)(self.result, detail=self.detail)
