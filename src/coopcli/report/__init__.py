"""From results to reports: what is said, in which order and words; knows no format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from coopcli.report.blocks import Block  # machine formats never need it

Data = dict[str, Any]


class Report(NamedTuple):
    """A result, and how much of it is told: -1 the verdict alone, 0 all, 1 all with grounds."""

    data: Data
    detail: int = 0

    def blocks(self) -> list[Block]:
        """The blocks for people; machine formats only use the data."""
        return _teller(self.data["kind"])(self.data, detail=self.detail)


_TELLERS = {
    "assessment": "coopcli.report.assessment",
    "areas": "coopcli.report.areas",
    "batch": "coopcli.report.batch",
    "row": "coopcli.report.batch",
    "unread": "coopcli.report.batch",
    "check": "coopcli.report.check",
    "comparison": "coopcli.report.side_by_side",
    "diff": "coopcli.report.diff",
    "explanation": "coopcli.report.explanation",
    "calibration": "coopcli.report.calibration",
    "audit": "coopcli.report.audit",
    "rubric": "coopcli.report.framework",
    "pathways": "coopcli.report.pathways",
    "what-if": "coopcli.report.what_if",
    "sources": "coopcli.report.sources",
    "timeline": "coopcli.report.timeline",
    "robustness": "coopcli.report.robustness_told",
    "robustness-of-areas": "coopcli.report.robustness_told",
}
"""The module that tells each kind of result, by its function ``KIND_blocks``."""


def _teller(kind: str) -> Callable[..., list[Block]]:
    name = f"{kind.replace('-', '_')}_blocks"
    teller: Callable[..., list[Block]] = getattr(import_module(_TELLERS[kind]), name)
    return teller
