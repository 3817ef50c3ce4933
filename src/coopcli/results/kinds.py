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
    study: str = ""
    types: tuple[str, ...] = ()


KINDS = {
    "assessment": Kind("assessment", "assess", ("AssessmentResult",)),
    "areas": Kind("areas"),
    "robustness": Kind("robustness_told"),
    "robustness-of-areas": Kind("robustness_told"),
    "batch": Kind("batch", "batch", ("Batch",)),
    "row": Kind("batch", "rows", ("Row",)),
    "unread": Kind("batch", "rows", ("Unread",)),
    "diff": Kind("diff"),
    "timeline": Kind("timeline"),
    "comparison": Kind("side_by_side"),
    "sources": Kind("sources"),
    "check": Kind("check", "check", ("Check",)),
    "pathways": Kind("pathways"),
    "what-if": Kind("what_if", "what_if", ("WhatIfResult",)),
    "rubric": Kind("framework"),
    "audit": Kind("audit"),
    "calibration": Kind("calibration"),
    "explanation": Kind("explanation"),
}


def types_of(kind: str) -> tuple[Any, ...]:
    """The types of the results of a kind."""
    known = KINDS[kind]
    if not known.types:
        return ()
    study = import_module(f"coopcli.studies.{known.study}")
    return tuple(getattr(study, name) for name in known.types)


def text_of(kind: str) -> Callable[..., list[Any]]:
    """The function that makes the blocks of a kind of result."""
    module = import_module(f"coopcli.report.{KINDS[kind].text}")
    blocks: Callable[..., list[Any]] = getattr(module, f"{kind.replace('-', '_')}_blocks")
    return blocks
