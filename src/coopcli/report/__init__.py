"""From results to reports: what is said, in which order and words; knows no format."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from coopcli.report.blocks import Block

Data = dict[str, Any]


class Report(NamedTuple):
    """A result, and how much of it is told: -1 the verdict alone, 0 all, 1 all with grounds."""

    data: Data
    detail: int = 0

    def blocks(self) -> list[Block]:
        """The blocks for people; machine formats only use the data."""
        return _teller(self.data["kind"])(self.data, detail=self.detail)


def _teller(kind: str) -> Callable[..., list[Block]]:
    from coopcli.report.areas import areas_blocks
    from coopcli.report.assessment import assessment_blocks
    from coopcli.report.check import check_blocks
    from coopcli.report.explanation import explanation_blocks

    tellers: dict[str, Callable[..., list[Block]]] = {
        "assessment": assessment_blocks,
        "areas": areas_blocks,
        "check": check_blocks,
        "explanation": explanation_blocks,
    }
    return tellers[kind]
