"""The kinds of result: where each type and its text live, imported only when they are needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple


class Kind(NamedTuple):
    """A kind of result: the module and the names of its types, and the module of its text.

    The text of a kind is made by the function ``KIND_blocks``.
    """

    text: str
    study: str
    types: tuple[str, ...]


KINDS = {
    "assessment": Kind("assessment", "assess", ("AssessmentResult",)),
    "areas": Kind("areas", "areas", ("Areas",)),
    "robustness": Kind("robustness", "robustness", ("RobustnessResult",)),
    "robustness-of-areas": Kind("robustness_of_areas", "robustness", ("RobustnessOfAreas",)),
    "batch": Kind("batch", "batch", ("Batch",)),
    "row": Kind("batch", "rows", ("Row",)),
    "unread": Kind("batch", "rows", ("Unread",)),
    "diff": Kind("diff", "diff", ("Diff",)),
    "report": Kind("report", "report", ("ReportResult",)),
    "timeline": Kind("timeline", "timeline", ("Timeline",)),
    "comparison": Kind("compare", "compare", ("Comparison",)),
    "panel": Kind("panel", "panel", ("PanelResult",)),
    "feedback": Kind("feedback", "feedback", ("Feedback",)),
    "sources": Kind("sources", "sources", ("Sources",)),
    "check": Kind("check", "check", ("Check",)),
    "pathways": Kind("pathways", "pathways", ("Pathways",)),
    "what-if": Kind("what_if", "what_if", ("WhatIfResult",)),
    "rubric": Kind("rubric", "rubric", ("Framework",)),
    "resolved": Kind("resolved", "resolved", ("Resolved",)),
    "audit": Kind("audit", "audit", ("Audit",)),
    "calibration": Kind("calibration", "calibration", ("Calibration",)),
    "explanation": Kind(
        "explain",
        "explain",
        (
            *("ExplainedRule", "ExplainedLight", "ExplainedDimension", "ExplainedCriterion"),
            *("ExplainedAvenue", "ExplainedSource", "ExplainedEvidence", "ExplainedTerm"),
        ),
    ),
}


def types_of(kind: str) -> tuple[Any, ...]:
    """The types of the results of a kind."""
    study = import_module(f"coopcli.studies.{KINDS[kind].study}")
    return tuple(getattr(study, name) for name in KINDS[kind].types)


def text_of(kind: str) -> Callable[..., list[Any]]:
    """The function that makes the blocks of a kind of result."""
    module = import_module(f"coopcli.text.{KINDS[kind].text}")
    blocks: Callable[..., list[Any]] = getattr(module, f"{kind.replace('-', '_')}_blocks")
    return blocks
